/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "workspace-rig.h"

#include <string.h>

#include <glib/gstdio.h>

#include "np-await.h"
#include "np-workspace-private.h"

#define SCRIPTED_KEY_ID "LTAI5tTestKeyId"
#define SCRIPTED_SECRET "TestKeySecret"

static void
connect_to (WorkspaceRig *self,
            const char *url,
            const char *access_key_id,
            const char *access_key_secret)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (url, &error);
  g_autoptr (NpSecret) secret = np_secret_new (access_key_secret, -1);
  g_autoptr (NpCredentials) credentials = np_credentials_new (access_key_id, secret, NULL);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (credentials);

  g_assert_no_error (error);
  self->workspace = np_workspace_new ("Work", endpoint, NP_CREDENTIALS_PROVIDER (provider),
                                      FALSE);
  np_workspace_set_account (self->workspace, RIG_ACCOUNT_ID, NULL);
  /* So that one fault is one failure. */
  np_client_set_max_attempts (np_workspace_get_client (self->workspace), 1);
  self->form = np_model_form_new ();
  self->document = np_document_new (self->form);
}

/* A rig with the practice service. */
WorkspaceRig *
workspace_rig_new (void)
{
  WorkspaceRig *self = g_new0 (WorkspaceRig, 1);
  g_autoptr (GError) error = NULL;

  self->service = np_practice_service_new ();
  np_practice_service_start (self->service, &error);
  g_assert_no_error (error);
  connect_to (self, np_practice_service_get_url (self->service),
              np_practice_service_get_access_key_id (self->service),
              np_practice_service_get_access_key_secret (self->service));
  return self;
}

/* A rig with a server whose script is still empty. */
WorkspaceRig *
workspace_rig_new_scripted (void)
{
  WorkspaceRig *self = g_new0 (WorkspaceRig, 1);
  g_autofree char *url = NULL;

  self->server = np_fault_server_new ();
  url = np_fault_server_dup_uri (self->server, "http");
  connect_to (self, url, SCRIPTED_KEY_ID, SCRIPTED_SECRET);
  return self;
}

static void
open_library (WorkspaceRig *self)
{
  g_autofree char *path = g_build_filename (self->folder, "own.db", NULL);

  self->library = np_library_new (path);
  np_document_set_library (self->document, self->library);
}

/* Keeps drafts and the history, in a folder of the rig's own. */
void
workspace_rig_keep (WorkspaceRig *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("nameplate-rig-XXXXXX", &error);
  g_assert_no_error (error);
  open_library (self);
}

static void
close_library (WorkspaceRig *self)
{
  gpointer library = self->library;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  np_library_close_async (self->library, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  np_library_close_finish (self->library, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_object_add_weak_pointer (library, &library);
  g_clear_object (&self->library);
  np_await_finalized (&library);
}

static void
remove_folder (WorkspaceRig *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (self->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

/* The program ends and is started again: what is left is what was written down. */
void
workspace_rig_restart (WorkspaceRig *self)
{
  g_clear_object (&self->document);
  g_clear_object (&self->form);
  close_library (self);
  self->form = np_model_form_new ();
  self->document = np_document_new (self->form);
  open_library (self);
}

/* Changes a model as if somebody else had. */
void
workspace_rig_put_model (WorkspaceRig *self, const char *model_id, const char *members)
{
  g_autofree char *json = g_strdup_printf ("{\"ModelId\":\"%s\",%s}", model_id, members);

  g_assert_true (np_practice_service_put_model_json (self->service, model_id, json));
}

/* Asserts that nothing is left: no document, no form, no client, no fault that
 * nobody met. */
void
workspace_rig_free (WorkspaceRig *self)
{
  NpClient *client = g_object_ref (np_workspace_get_client (self->workspace));
  gpointer slots[] = { self->document, self->form, self->workspace, client };

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    g_object_add_weak_pointer (slots[i], &slots[i]);
  g_clear_object (&self->document);
  g_clear_object (&self->form);
  g_clear_object (&self->workspace);
  g_object_unref (client);
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    np_await_finalized (&slots[i]);

  if (self->library != NULL)
    {
      close_library (self);
      remove_folder (self);
    }
  if (self->service != NULL)
    {
      g_assert_cmpuint (np_practice_service_get_n_pending_faults (self->service), ==, 0);
      np_practice_service_stop (self->service);
      g_assert_finalize_object (self->service);
    }
  if (self->server != NULL)
    {
      np_fault_server_assert_consumed (self->server);
      np_fault_server_free (self->server);
    }
  g_free (self);
}

gboolean
workspace_rig_finish_open (WorkspaceRig *self, GAsyncResult **slot, GError **error)
{
  g_autoptr (GAsyncResult) result = np_await_result (slot);

  return np_document_open_finish (self->document, result, error);
}

gboolean
workspace_rig_open (WorkspaceRig *self, const char *model_id, GError **error)
{
  GAsyncResult *slot = NULL;

  np_document_open_async (self->document, self->workspace, model_id, NULL, np_await_result_cb,
                          &slot);
  return workspace_rig_finish_open (self, &slot, error);
}

gboolean
workspace_rig_reload (WorkspaceRig *self, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_document_reload_async (self->document, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_document_reload_finish (self->document, result, error);
}

NpSaveOutcome *
workspace_rig_finish_save (WorkspaceRig *self, GAsyncResult **slot, GError **error)
{
  g_autoptr (GAsyncResult) result = np_await_result (slot);

  return np_document_save_finish (self->document, result, error);
}

NpSaveOutcome *
workspace_rig_save (WorkspaceRig *self, GError **error)
{
  GAsyncResult *slot = NULL;

  np_document_save_async (self->document, NULL, np_await_result_cb, &slot);
  return workspace_rig_finish_save (self, &slot, error);
}

/* The drafts that are written down. */
GPtrArray *
workspace_rig_load_drafts (WorkspaceRig *self)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = NULL;

  np_library_load_drafts_async (self->library, RIG_ACCOUNT_ID,
                                np_workspace_get_host (self->workspace), NULL,
                                np_await_result_cb, &slot);
  result = np_await_result (&slot);
  drafts = np_library_load_drafts_finish (self->library, result, &error);
  g_assert_no_error (error);
  return drafts;
}

gboolean
workspace_rig_flush (WorkspaceRig *self, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_document_flush_async (self->document, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_document_flush_finish (self->document, result, error);
}

/* Adds a whole JSON answer to the script. */
void
workspace_rig_answer (WorkspaceRig *self, const char *status, const char *json)
{
  g_autofree char *text = g_strdup_printf (
      "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
      "\r\n\r\n%s",
      status, strlen (json), json);

  np_fault_server_answer (self->server, text);
}

static guint
count_in_log (NpPracticeService *service, const char *method)
{
  g_autoptr (GPtrArray) requests = np_practice_service_dup_requests (service);
  guint n = 0;

  for (guint i = 0; i < requests->len; i++)
    {
      NpPracticeRequest *request = requests->pdata[i];

      n += g_str_equal (request->method, method) ? 1 : 0;
    }
  return n;
}

/* How many requests of a method have arrived. */
guint
workspace_rig_count (WorkspaceRig *self, const char *method)
{
  guint n = 0;

  if (self->service != NULL)
    return count_in_log (self->service, method);
  for (guint i = 0; i < np_fault_server_get_n_requests (self->server); i++)
    {
      g_autofree char *head = np_fault_server_dup_head (self->server, i);

      n += g_str_has_prefix (head, method) ? 1 : 0;
    }
  return n;
}

/* The body of the last PUT, which the service has to have taken for signed. */
char *
workspace_rig_dup_last_body (WorkspaceRig *self)
{
  g_autoptr (GPtrArray) requests = np_practice_service_dup_requests (self->service);

  for (guint i = requests->len; i > 0; i--)
    {
      NpPracticeRequest *request = requests->pdata[i - 1];

      if (!g_str_equal (request->method, "PUT"))
        continue;
      g_assert_true (request->is_accepted);
      return g_strndup (g_bytes_get_data (request->body, NULL),
                        g_bytes_get_size (request->body));
    }
  g_assert_not_reached ();
}

void
workspace_rig_assert_outcome (NpSaveOutcome *outcome,
                              NpSavedResult result,
                              guint n_kept,
                              guint n_changes)
{
  g_assert_nonnull (outcome);
  g_assert_cmpuint (np_save_outcome_get_n_changes (outcome), ==, n_changes);
  g_assert_cmpuint (np_save_outcome_get_n_kept (outcome), ==, n_kept);
  g_assert_cmpint (np_save_outcome_get_result (outcome), ==, result);
}
