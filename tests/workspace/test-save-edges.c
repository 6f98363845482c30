/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-error.h"
#include "np-api-error.h"
#include "np-await.h"
#include "np-history-list.h"
#include "np-request-log.h"
#include "np-review-private.h"
#include "np-workspace-private.h"
#include "test-clock.h"
#include "wire-rig.h"

/* Where a save begins and where it ends: what never left is no save, what was read too
 * long ago is read again, and what is taken back is what the service made of it. */

#define MODEL(members) "\"ModelName\":\"A\"," members
#define OLD            MODEL ("\"Task\":\"old\",\"Domain\":\"nlp\"")

/* A keyring that is locked after a few more questions for the key. */
struct _LockingProvider
{
  GObject parent_instance;

  /* Owned */
  NpCredentials *credentials;

  /* State */
  guint n_left;
};

#define TYPE_LOCKING_PROVIDER (locking_provider_get_type ())
G_DECLARE_FINAL_TYPE (LockingProvider, locking_provider, LOCKING, PROVIDER, GObject)

static void locking_provider_init_interface (NpCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LockingProvider,
                               locking_provider,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (NP_TYPE_CREDENTIALS_PROVIDER,
                                                      locking_provider_init_interface))

static void
get_credentials_async (NpCredentialsProvider *provider,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  LockingProvider *self = LOCKING_PROVIDER (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, get_credentials_async);
  if (self->n_left == 0)
    {
      g_task_return_new_error (task, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_LOCKED,
                               "Locked");
      return;
    }
  self->n_left--;
  g_task_return_pointer (task, np_credentials_ref (self->credentials),
                         (GDestroyNotify) np_credentials_unref);
}

static NpCredentials *
get_credentials_finish (NpCredentialsProvider *provider, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
locking_provider_init_interface (NpCredentialsProviderInterface *iface)
{
  iface->get_credentials_async = get_credentials_async;
  iface->get_credentials_finish = get_credentials_finish;
}

static void
locking_provider_finalize (GObject *object)
{
  np_credentials_unref (LOCKING_PROVIDER (object)->credentials);
  G_OBJECT_CLASS (locking_provider_parent_class)->finalize (object);
}

static void
locking_provider_class_init (LockingProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = locking_provider_finalize;
}

static void
locking_provider_init (LockingProvider *self)
{
  self->n_left = G_MAXUINT;
}

static WireRig *
open_rig (NpPracticeSemantics semantics, LockingProvider **out_provider)
{
  WireRig *rig = wire_rig_new (1);
  g_autoptr (LockingProvider) provider = g_object_new (TYPE_LOCKING_PROVIDER, NULL);

  provider->credentials = wire_rig_make_credentials (rig, 0);
  wire_rig_set_provider (rig, 0, NP_CREDENTIALS_PROVIDER (provider));
  wire_rig_keep (rig);
  wire_rig_reset (rig, semantics, OLD);
  wire_rig_open (rig, 0);
  np_model_form_set_text (rig->clients[0].form, NP_FIELD_TASK, "new");
  if (out_provider != NULL)
    *out_provider = g_steal_pointer (&provider);
  return rig;
}

static void
assert_stored (WireRig *rig, NpFieldId id, const char *text)
{
  g_autofree char *stored = wire_rig_dup_text (rig, id);

  g_assert_cmpstr (stored, ==, text);
}

/* The saves that are remembered, newest first. */
static NpHistoryList *
load_history (WireRig *rig, guint n)
{
  NpHistoryList *list = np_history_list_new (rig->library, NULL, NULL);

  np_await_true (!np_history_list_get_is_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
  return list;
}

static void
assert_no_history (WireRig *rig)
{
  g_autoptr (NpHistoryList) list = load_history (rig, 0);
}

/* Opens a review and waits for both of its reads. */
static void
review (WireRig *rig)
{
  guint n_requests = rig->n_requests[0];

  wire_rig_review (rig, 0);
  np_await_true (rig->n_requests[0] == n_requests + 2);
  np_await_nothing_pending ();
}

static WireFate
hold_cb (WireRig *rig, const WireRequest *request, gpointer operation)
{
  return g_str_equal (request->operation, operation) ? WIRE_HOLD : WIRE_DO;
}

static void
hold (WireRig *rig, const char *operation)
{
  rig->hook = operation != NULL ? hold_cb : NULL;
  rig->hook_data = (gpointer) operation;
}

/* A request that comes after all those that were asked for before. */
static void
await_another (WireRig *rig)
{
  NpClient *client = np_workspace_get_client (rig->clients[0].workspace);
  GAsyncResult *slot = NULL;
  g_autoptr (NpModel) model = NULL;

  np_client_get_model_async (client, WIRE_MODEL_ID, NULL, np_await_result_cb, &slot);
  np_await_true (slot != NULL);
  model = np_client_get_model_finish (client, slot, NULL);
  g_clear_object (&slot);
  g_assert_nonnull (model);
}

static gboolean
is_logged (const char *operation, int outcome)
{
  GListModel *log = G_LIST_MODEL (np_request_log_get_default ());

  for (guint i = 0; i < g_list_model_get_n_items (log); i++)
    {
      g_autoptr (NpRequestLogEntry) entry = g_list_model_get_item (log, i);

      if (np_request_log_entry_get_outcome (entry) == outcome &&
          g_str_equal (np_request_log_entry_get_operation (entry), operation))
        return TRUE;
    }
  return FALSE;
}

/* ------------------------------------------------------------ what never left */

/* The key was there for the read before the PUT, or for the one beside it, and not for
 * the PUT: that is no save, and nobody waits for the read. */
static void
test_no_key (gconstpointer data)
{
  gboolean is_reviewed = GPOINTER_TO_INT (data);
  g_autoptr (LockingProvider) provider = NULL;
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, &provider);
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  if (is_reviewed)
    {
      review (rig);
      hold (rig, "GetModel");
    }
  np_request_log_clear (np_request_log_get_default ());
  provider->n_left = 1;
  outcome = wire_rig_save (rig, 0, &error);
  g_assert_null (outcome);
  g_assert_error (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_LOCKED);
  assert_no_history (rig);
  assert_stored (rig, NP_FIELD_TASK, "old");
  g_assert_true (np_model_form_get_can_save (rig->clients[0].form));
  if (is_reviewed)
    np_await_true (is_logged ("GetModel", NP_REQUEST_CANCELLED));
}

/* Cancelled when all is ready to be sent. */
static void
test_cancelled_before_send (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  review (rig);
  g_cancellable_cancel (cancellable);
  np_document_save_async (rig->clients[0].document, cancellable, np_await_result_cb, &slot);
  outcome = wire_rig_finish_save (rig, 0, &slot, &error);
  g_assert_null (outcome);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_no_history (rig);
  assert_stored (rig, NP_FIELD_TASK, "old");
}

/* ------------------------------------------------------------------ the review */

/* The first read of a review counts from when it was sent: the service may have been asked
 * long before it answered. */
static void
test_slow_read (gconstpointer data)
{
  guint age = GPOINTER_TO_UINT (data);
  gboolean is_fresh = age < NP_REVIEW_MAX_AGE_MS;
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, NULL);
  NpDocument *document = rig->clients[0].document;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  hold (rig, "GetModel");
  np_document_begin_review (document);
  np_await_true (wire_rig_count_held (rig) == 2);
  test_clock_turn (age);
  hold (rig, NULL);
  wire_rig_release (rig, 0);
  wire_rig_release (rig, 0);
  np_await_true (np_document_get_review_state (document) == NP_REVIEW_CLEAR);
  wire_rig_put (rig, MODEL ("\"Task\":\"theirs\",\"Domain\":\"nlp\""));
  outcome = wire_rig_save (rig, 0, &error);
  if (is_fresh)
    g_assert_no_error (error);
  else
    g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CONFLICT);
  assert_stored (rig, NP_FIELD_TASK, is_fresh ? "new" : "theirs");
}

/* While a save is on its way a review reads nothing: what it saw would be neither what
 * was there before nor what is there afterwards. */
static void
test_review_during_save (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, NULL);
  NpDocument *document = rig->clients[0].document;
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  guint n_requests = 0;

  hold (rig, "UpdateModel");
  np_document_save_async (document, NULL, np_await_result_cb, &slot);
  np_await_true (wire_rig_count_held (rig) == 1);
  n_requests = rig->n_requests[0];
  np_document_begin_review (document);
  await_another (rig);
  g_assert_cmpuint (rig->n_requests[0], ==, n_requests + 1);
  g_assert_cmpint (np_document_get_review_state (document), ==, NP_REVIEW_NONE);

  wire_rig_release (rig, 0);
  outcome = wire_rig_finish_save (rig, 0, &slot, &error);
  g_assert_no_error (error);
  g_assert_cmpint (np_save_outcome_get_result (outcome), ==, NP_SAVED_CONFIRMED);
  np_await_true (np_document_get_review_state (document) == NP_REVIEW_CLEAR);
}

/* ------------------------------------------------------------- what comes back */

/* To leave nothing out is to send what can be said: a value that cannot be read is not
 * made into a text. That the service clears it is told. */
static void
test_give_back_beside_unreadable (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_OMITTED_FIELD_CLEARED, NULL);
  NpDocument *document = rig->clients[0].document;
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) given = NULL;
  g_autoptr (GError) error = NULL;

  outcome = wire_rig_save (rig, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (np_save_outcome_get_n_lost (outcome), ==, 1);
  wire_rig_put (rig, MODEL ("\"Task\":\"new\",\"Origin\":{\"odd\":1}"));
  np_document_give_back_async (document, outcome, NULL, np_await_result_cb, &slot);
  np_await_true (slot != NULL);
  given = np_document_give_back_finish (document, slot, &error);
  g_clear_object (&slot);
  g_assert_no_error (error);
  assert_stored (rig, NP_FIELD_TASK, "new");
  assert_stored (rig, NP_FIELD_DOMAIN, "nlp");
  assert_stored (rig, NP_FIELD_ORIGIN, "");
  g_assert_cmpuint (np_save_outcome_get_n_lost (given), ==, 1);
  g_assert_cmpint (np_save_outcome_get_lost_field (given, 0), ==, NP_FIELD_ORIGIN);
}

static WireFate
write_cb (WireRig *rig, const WireRequest *request, gpointer members)
{
  if (g_str_equal (request->operation, "UpdateModel"))
    rig->hook_data = (gpointer) MODEL ("\"Task\":\"NEW\",\"Domain\":\"nlp\"");
  else if (members != NULL)
    wire_rig_put (rig, members);
  return WIRE_DO;
}

/* The service wrote it in another way: that is what an undo finds there. */
static void
test_undo_of_stored (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, NULL);
  NpDocument *document = rig->clients[0].document;
  GAsyncResult *slot = NULL;
  g_autoptr (NpHistoryList) list = NULL;
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) undone = NULL;
  g_autoptr (GError) error = NULL;

  rig->hook = write_cb;
  outcome = wire_rig_save (rig, 0, &error);
  rig->hook = NULL;
  g_assert_no_error (error);
  g_assert_cmpint (np_save_outcome_get_result (outcome), ==, NP_SAVED_STORED_DIFFERENTLY);
  assert_stored (rig, NP_FIELD_TASK, "NEW");

  list = load_history (rig, 1);
  entry = g_list_model_get_item (G_LIST_MODEL (list), 0);
  np_document_undo_save_async (document, entry, NULL, np_await_result_cb, &slot);
  np_await_true (slot != NULL);
  undone = np_document_undo_save_finish (document, slot, &error);
  g_clear_object (&slot);
  g_assert_no_error (error);
  assert_stored (rig, NP_FIELD_TASK, "old");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();

  g_test_add_data_func ("/save-edges/no-key", GINT_TO_POINTER (FALSE), test_no_key);
  g_test_add_data_func ("/save-edges/no-key/reviewed", GINT_TO_POINTER (TRUE), test_no_key);
  g_test_add_func ("/save-edges/cancelled-before-send", test_cancelled_before_send);
  g_test_add_data_func ("/save-edges/slow-read/9.999", GUINT_TO_POINTER (9999), test_slow_read);
  g_test_add_data_func ("/save-edges/slow-read/10", GUINT_TO_POINTER (10000), test_slow_read);
  g_test_add_func ("/save-edges/review-during-save", test_review_during_save);
  g_test_add_func ("/save-edges/give-back/unreadable", test_give_back_beside_unreadable);
  g_test_add_func ("/save-edges/undo/stored-differently", test_undo_of_stored);

  return g_test_run ();
}
