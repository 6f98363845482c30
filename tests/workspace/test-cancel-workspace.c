/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-await.h"
#include "np-cancel-matrix.h"
#include "np-draft-keeper.h"
#include "np-model-search.h"
#include "np-save-operation-private.h"
#include "np-workspace-list.h"
#include "np-workspace-private.h"
#include "workspace-rig.h"

#define KEY "account-1/host//"

typedef struct
{
  WorkspaceRig *rig;
  NpSaveOutcome *saved; /* NULL if nothing was saved yet */
  NpHistoryEntry *entry;
  NpWorkspaceList *list;

  /* NULL unless they are what is tried */
  NpStore *store;
  NpDraftKeeper *keeper;
  NpLibrary *other;
} World;

static void
edit (World *self, const char *text)
{
  np_model_form_set_text (self->rig->form, NP_FIELD_TASK, text);
}

/* A model is open and has an edit. */
static gpointer
world_new (void)
{
  World *self = g_new0 (World, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpEndpoint) endpoint = NULL;

  self->rig = workspace_rig_new ();
  endpoint = np_endpoint_new_custom (np_practice_service_get_url (self->rig->service), NULL);
  np_workspace_set_identity_endpoint (self->rig->workspace, endpoint);
  workspace_rig_open (self->rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
  self->list = np_workspace_list_new ();
  edit (self, "one");
  return self;
}

/* Likewise, and what is typed is written down. */
static gpointer
world_new_kept (void)
{
  World *self = g_new0 (World, 1);
  g_autoptr (GError) error = NULL;

  self->rig = workspace_rig_new ();
  workspace_rig_keep (self->rig);
  workspace_rig_open (self->rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
  edit (self, "one");
  return self;
}

/* A save has gone wrong: the service cleared what was not sent. */
static gpointer
world_new_saved (void)
{
  World *self = world_new ();
  g_autoptr (GError) error = NULL;

  np_practice_service_set_semantics (self->rig->service, NP_PRACTICE_OMITTED_FIELD_CLEARED);
  self->saved = workspace_rig_save (self->rig, &error);
  g_assert_no_error (error);
  self->entry = np_save_outcome_dup_history_entry (self->saved);
  return self;
}

static void
close_store (NpStore *store)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_store_close_async (store, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  g_assert_true (np_store_close_finish (store, result, NULL));
  g_clear_object (&result);
  np_cancel_matrix_drop (store);
}

static void
world_free (gpointer world)
{
  World *self = world;

  if (self->keeper != NULL)
    {
      np_draft_keeper_give_up (self->keeper);
      np_cancel_matrix_drop (self->keeper);
      close_store (self->store);
    }
  if (self->other != NULL)
    np_cancel_matrix_drop (self->other);
  if (self->list != NULL)
    np_cancel_matrix_drop (self->list);
  g_clear_pointer (&self->saved, np_save_outcome_unref);
  g_clear_object (&self->entry);
  workspace_rig_free (self->rig);
  g_free (self);
}

static guint
count_requests (gpointer world)
{
  WorkspaceRig *rig = ((World *) world)->rig;

  return workspace_rig_count (rig, "GET") + workspace_rig_count (rig, "PUT");
}

#define WORLD     ((World *) world)
#define WORKSPACE (WORLD->rig->workspace)
#define DOCUMENT  (WORLD->rig->document)
#define LIBRARY   (WORLD->rig->library)
#define START(name)                                                    \
  static void start_##name (gpointer world, GCancellable *cancellable, \
                            GAsyncReadyCallback callback, gpointer user_data)
#define FINISH(name) \
  static void finish_##name (gpointer world, GAsyncResult *result, GError **error)

/* Something is given, or else an error. */
#define ASSERT_EITHER(is_given) g_assert_true ((is_given) == (*error == NULL))

START (check)
{
  np_workspace_check_async (WORKSPACE, cancellable, callback, user_data);
}

FINISH (check)
{
  g_autofree char *request_id = np_workspace_check_finish (WORKSPACE, result, error);

  ASSERT_EITHER (request_id != NULL);
}

START (get_identity)
{
  np_workspace_get_identity_async (WORKSPACE, cancellable, callback, user_data);
}

FINISH (get_identity)
{
  NpIdentityType type = np_workspace_get_identity_finish (WORKSPACE, result, error);

  ASSERT_EITHER (type == NP_IDENTITY_RAM_USER);
}

START (get_permission)
{
  np_workspace_get_permission_async (WORKSPACE, NP_PERMISSION_UPDATE_MODEL,
                                     np_model_form_get_model (WORLD->rig->form), cancellable,
                                     callback, user_data);
}

FINISH (get_permission)
{
  g_autoptr (NpPermission)
      permission = np_workspace_get_permission_finish (WORKSPACE, result, error);

  ASSERT_EITHER (permission != NULL);
}

START (list_load)
{
  np_workspace_list_load_async (WORLD->list, WORKSPACE, cancellable, callback, user_data);
}

FINISH (list_load)
{
  ASSERT_EITHER (np_workspace_list_load_finish (WORLD->list, result, error));
}

START (search)
{
  g_autoptr (GPtrArray) workspaces = g_ptr_array_new ();

  g_ptr_array_add (workspaces, WORKSPACE);
  np_model_search_async (workspaces, RIG_MODEL_ID, cancellable, callback, user_data);
}

FINISH (search)
{
  g_autoptr (NpWorkspace) found = np_model_search_finish (result, error);

  ASSERT_EITHER (found != NULL);
}

START (open)
{
  np_document_open_async (DOCUMENT, WORKSPACE, RIG_OTHER_ID, cancellable, callback, user_data);
}

FINISH (open)
{
  ASSERT_EITHER (np_document_open_finish (DOCUMENT, result, error));
}

START (reload)
{
  np_document_reload_async (DOCUMENT, cancellable, callback, user_data);
}

FINISH (reload)
{
  ASSERT_EITHER (np_document_reload_finish (DOCUMENT, result, error));
}

START (save)
{
  np_document_save_async (DOCUMENT, cancellable, callback, user_data);
}

FINISH (save)
{
  g_autoptr (NpSaveOutcome) outcome = np_document_save_finish (DOCUMENT, result, error);

  ASSERT_EITHER (outcome != NULL);
}

START (undo_save)
{
  np_document_undo_save_async (DOCUMENT, WORLD->entry, cancellable, callback, user_data);
}

FINISH (undo_save)
{
  g_autoptr (NpSaveOutcome) outcome = np_document_undo_save_finish (DOCUMENT, result, error);

  ASSERT_EITHER (outcome != NULL);
}

START (give_back)
{
  np_document_give_back_async (DOCUMENT, WORLD->saved, cancellable, callback, user_data);
}

FINISH (give_back)
{
  g_autoptr (NpSaveOutcome) outcome = np_document_give_back_finish (DOCUMENT, result, error);

  ASSERT_EITHER (outcome != NULL);
}

START (run)
{
  NpSaveWish *wish = np_save_wish_new (WORKSPACE, RIG_MODEL_ID);
  NpModel *model = np_model_form_get_model (WORLD->rig->form);

  g_assert_true (
      np_save_wish_add (wish, NP_FIELD_TASK, np_model_get_text (model, NP_FIELD_TASK), "two"));
  np_save_operation_run_async (wish, cancellable, callback, user_data);
}

FINISH (run)
{
  g_autoptr (NpSaveOutcome) outcome = np_save_operation_run_finish (result, NULL, error);

  ASSERT_EITHER (outcome != NULL);
}

START (flush)
{
  np_document_flush_async (DOCUMENT, cancellable, callback, user_data);
}

FINISH (flush)
{
  ASSERT_EITHER (np_document_flush_finish (DOCUMENT, result, error));
}

START (keeper_flush)
{
  World *self = world;
  g_autofree char *path = g_build_filename (self->rig->folder, "keeper.db", NULL);

  self->store = np_store_new (path);
  self->keeper = np_draft_keeper_new (self->rig->form, self->store, KEY, RIG_MODEL_ID);
  np_draft_keeper_start (self->keeper, NULL, FALSE);
  edit (self, "two");
  np_draft_keeper_flush_async (self->keeper, cancellable, callback, user_data);
}

FINISH (keeper_flush)
{
  ASSERT_EITHER (np_draft_keeper_flush_finish (WORLD->keeper, result, error));
}

START (load_marks)
{
  np_library_load_marks_async (LIBRARY, RIG_ACCOUNT_ID, "host", cancellable, callback,
                               user_data);
}

FINISH (load_marks)
{
  g_autoptr (GListModel) recents = NULL;
  g_autoptr (GListModel) stars = NULL;

  ASSERT_EITHER (np_library_load_marks_finish (LIBRARY, result, &recents, &stars, error));
}

START (library_search)
{
  np_library_search_async (LIBRARY, "model", 10, cancellable, callback, user_data);
}

FINISH (library_search)
{
  g_autoptr (GVariant) hits = np_library_search_finish (LIBRARY, result, error);

  ASSERT_EITHER (hits != NULL);
}

START (load_drafts)
{
  np_library_load_drafts_async (LIBRARY, RIG_ACCOUNT_ID, "host", cancellable, callback,
                                user_data);
}

FINISH (load_drafts)
{
  g_autoptr (GPtrArray) drafts = np_library_load_drafts_finish (LIBRARY, result, error);

  ASSERT_EITHER (drafts != NULL);
}

START (wipe_history)
{
  np_library_wipe_history_async (LIBRARY, RIG_ACCOUNT_ID, cancellable, callback, user_data);
}

FINISH (wipe_history)
{
  ASSERT_EITHER (np_library_wipe_history_finish (LIBRARY, result, error));
}

START (close)
{
  World *self = world;
  g_autofree char *path = g_build_filename (self->rig->folder, "other.db", NULL);

  self->other = np_library_new (path);
  np_library_close_async (self->other, cancellable, callback, user_data);
}

FINISH (close)
{
  ASSERT_EITHER (np_library_close_finish (WORLD->other, result, error));
}

#define CASE(function, name)                                    \
  {                                                             \
    "np_" function "_async", start_##name, finish_##name, FALSE \
  }

static const NpCancelCase cases[] = {
  CASE ("workspace_check", check),
  CASE ("workspace_get_identity", get_identity),
  CASE ("workspace_get_permission", get_permission),
  CASE ("workspace_list_load", list_load),
  CASE ("model_search", search),
  CASE ("document_open", open),
  CASE ("document_reload", reload),
  CASE ("document_save", save),
  CASE ("document_undo_save", undo_save),
  CASE ("document_give_back", give_back),
  CASE ("save_operation_run", run),
  CASE ("document_flush", flush),
  CASE ("draft_keeper_flush", keeper_flush),
  CASE ("library_load_marks", load_marks),
  CASE ("library_search", library_search),
  CASE ("library_load_drafts", load_drafts),
  CASE ("library_wipe_history", wipe_history),
  { "np_library_close_async", start_close, finish_close, TRUE },
};

/* What is taken back or given back must have been saved first. */
static gboolean
needs_save (const NpCancelCase *item)
{
  return g_str_equal (item->name, "np_document_undo_save_async") ||
         g_str_equal (item->name, "np_document_give_back_async");
}

static gboolean
needs_files (const NpCancelCase *item)
{
  return strstr (item->name, "_flush") != NULL || strstr (item->name, "library") != NULL;
}

static void
test_case (gconstpointer data)
{
  static const NpCancelWorld kind = { world_new, world_free, count_requests, 24, TRUE };
  static const NpCancelWorld saved = { world_new_saved, world_free, count_requests, 24, TRUE };
  static const NpCancelWorld kept = { world_new_kept, world_free, count_requests, 4, TRUE };

  if (needs_save (data))
    np_cancel_matrix_run (&saved, data);
  else
    np_cancel_matrix_run (needs_files (data) ? &kept : &kind, data);
}

static void
test_complete (void)
{
  np_cancel_matrix_assert_complete ("workspace", cases, G_N_ELEMENTS (cases), NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/cancel/workspace/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/cancel/workspace/complete", test_complete);
  return g_test_run ();
}
