/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "list-rig.h"

#include "np-api-error.h"
#include "np-await.h"
#include "np-workspace-private.h"

static guint
read_number (GHashTable *query, const char *key)
{
  const char *text = g_hash_table_lookup (query, key);
  guint64 number = 0;

  g_assert_nonnull (text);
  g_assert_true (g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &number, NULL));
  return (guint) number;
}

static void
fill_answer (ListRig *self, ListAnswer *answer)
{
  guint64 first = (guint64) (answer->page - 1) * answer->size;

  answer->status = SOUP_STATUS_OK;
  answer->models = g_ptr_array_new ();
  answer->total = self->models->len;
  for (guint64 i = first; i < MIN (first + answer->size, self->models->len); i++)
    g_ptr_array_add (answer->models, self->models->pdata[i]);
}

static char *
write_answer (const ListAnswer *answer)
{
  GString *text = g_string_new ("{\"RequestId\":\"R\",");

  if (answer->status != SOUP_STATUS_OK)
    {
      g_string_append_printf (text, "\"Code\":\"%s\",\"Message\":\"No\"}", answer->code);
      return g_string_free (text, FALSE);
    }
  if (answer->total >= 0)
    g_string_append_printf (text, "\"TotalCount\":%" G_GINT64_FORMAT ",", answer->total);
  g_string_append (text, "\"Models\":[");
  for (guint i = 0; i < answer->models->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "",
                            (const char *) answer->models->pdata[i]);
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static void
serve_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  ListRig *self = user_data;
  ListAnswer answer = { 0 };
  char *body = NULL;

  answer.page = read_number (query, "PageNumber");
  answer.size = read_number (query, "PageSize");
  g_array_append_val (self->pages, answer.page);
  fill_answer (self, &answer);
  if (self->hook != NULL)
    self->hook (self, &answer, self->hook_data);
  body = write_answer (&answer);
  g_ptr_array_unref (answer.models);
  soup_server_message_set_status (message, answer.status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, body,
                                    strlen (body));
  if (!answer.is_held)
    return;
  soup_server_message_pause (message);
  g_ptr_array_add (self->held, g_object_ref (message));
}

static void
count_change_cb (ListRig *self)
{
  self->n_changes++;
}

static NpWorkspace *
connect_to (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  g_autofree char *url = g_uri_to_string (uris->data);
  g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (url, NULL);
  g_autoptr (NpSecret) secret = np_secret_new ("TestKeySecret", -1);
  g_autoptr (NpCredentials) credentials = np_credentials_new ("LTAI5tTestKeyId", secret, NULL);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (credentials);
  NpWorkspace *workspace = NULL;

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_assert_nonnull (endpoint);
  workspace = np_workspace_new ("Work", endpoint, NP_CREDENTIALS_PROVIDER (provider), FALSE);
  /* So that one fault is one failure. */
  np_client_set_max_attempts (np_workspace_get_client (workspace), 1);
  return workspace;
}

/* A rig whose service has no model, and a list that is turned to it. */
ListRig *
list_rig_new (void)
{
  ListRig *self = g_new0 (ListRig, 1);

  self->server = soup_server_new (NULL, NULL);
  g_assert_true (
      soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  soup_server_add_handler (self->server, NULL, serve_cb, self, NULL);
  self->models = g_ptr_array_new ();
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->pages = g_array_new (FALSE, FALSE, sizeof (guint));
  self->workspace = connect_to (self->server);
  self->list = np_model_list_new ();
  np_model_list_set_source (self->list, self->workspace, "12345", NULL);
  g_signal_connect_swapped (self->list, "models-changed", G_CALLBACK (count_change_cb), self);
  return self;
}

/* Asserts that nothing keeps the list or its connection. */
void
list_rig_free (ListRig *self)
{
  gpointer workspace = self->workspace;

  g_assert_finalize_object (self->list);
  list_rig_release (self);
  g_object_add_weak_pointer (workspace, &workspace);
  g_object_unref (self->workspace);
  np_await_finalized (&workspace);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_ptr_array_unref (self->models);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->held);
  g_array_unref (self->pages);
  g_free (self);
}

char *
list_rig_dup_id (guint id)
{
  return g_strdup_printf ("model-%06u", id);
}

static char *
write_model (guint id, const char *members)
{
  return g_strdup_printf ("{\"ModelId\":\"model-%06u\",\"ModelName\":\"Model %u\"%s%s}", id, id,
                          members != NULL ? "," : "", members != NULL ? members : "");
}

/* Gives the service a model. MEMBERS is what it has besides ID and name. */
void
list_rig_insert (ListRig *self, guint at, guint id, const char *members)
{
  char *text = write_model (id, members);

  g_ptr_array_add (self->texts, text);
  g_ptr_array_insert (self->models, (int) at, text);
}

void
list_rig_fill (ListRig *self, guint first_id, guint n)
{
  for (guint i = 0; i < n; i++)
    list_rig_insert (self, self->models->len, first_id + i, NULL);
}

void
list_rig_remove (ListRig *self, guint at)
{
  g_ptr_array_remove_index (self->models, at);
}

/* Sends what was held. */
void
list_rig_release (ListRig *self)
{
  for (guint i = 0; i < self->held->len; i++)
    soup_server_message_unpause (self->held->pdata[i]);
  g_ptr_array_set_size (self->held, 0);
}

void
list_rig_await (ListRig *self)
{
  np_await_true (!np_model_list_get_is_loading (self->list));
}

void
list_rig_load (ListRig *self)
{
  g_array_set_size (self->pages, 0);
  np_model_list_load (self->list);
  g_assert_true (np_model_list_get_is_loading (self->list));
  list_rig_await (self);
}

void
list_rig_load_rest (ListRig *self)
{
  g_array_set_size (self->pages, 0);
  np_model_list_load_rest (self->list);
  list_rig_await (self);
}

/* Returns: (transfer none) (nullable): a model of the list */
NpModelSummary *
list_rig_find (ListRig *self, guint id)
{
  GPtrArray *models = np_model_list_get_models (self->list);
  g_autofree char *text = list_rig_dup_id (id);

  for (guint i = 0; i < models->len; i++)
    if (g_str_equal (np_model_summary_get_text (models->pdata[i], NP_SUMMARY_MODEL_ID), text))
      return models->pdata[i];
  return NULL;
}

NpModelSummary *
list_rig_make_model (guint id, const char *members)
{
  g_autofree char *text = write_model (id, members);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (NpJson) json = np_json_parse (bytes, &error);

  g_assert_no_error (error);
  return np_model_summary_new_from_json (np_json_get_root (json));
}

/* Asserts that the list has exactly the models of the service, each once. */
void
list_rig_assert_complete (ListRig *self)
{
  GPtrArray *models = np_model_list_get_models (self->list);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_no_error (np_model_list_get_error (self->list));
  g_assert_true (np_model_list_get_is_complete (self->list));
  g_assert_cmpuint (np_model_list_get_n_models (self->list), ==, models->len);
  for (guint i = 0; i < models->len; i++)
    g_assert_true (g_hash_table_add (
        ids, (gpointer) np_model_summary_get_text (models->pdata[i], NP_SUMMARY_MODEL_ID)));
  for (guint i = 0; i < self->models->len; i++)
    {
      g_autofree char *id = g_strndup (
          (char *) self->models->pdata[i] + strlen ("{'ModelId':'"), strlen ("model-000000"));

      g_assert_true (g_hash_table_remove (ids, id));
    }
  g_assert_cmpuint (g_hash_table_size (ids), ==, 0);
}

void
list_rig_assert_error (ListRig *self, int code)
{
  const GError *error = np_model_list_get_error (self->list);

  g_assert_error (error, NP_API_ERROR, code);
  g_assert_false (np_model_list_get_is_complete (self->list));
  g_assert_false (np_model_list_get_is_loading (self->list));
}

void
list_rig_hold (ListRig *rig, ListAnswer *answer, gpointer data)
{
  answer->is_held = TRUE;
}

void
list_rig_fail (ListRig *rig, ListAnswer *answer, gpointer data)
{
  const ListFault *fault = data;

  if (answer->page != fault->page)
    return;
  answer->status = fault->status;
  answer->code = fault->code;
}
