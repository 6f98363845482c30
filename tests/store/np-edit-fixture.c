/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-fixture.h"

#include <string.h>

#include "np-await.h"

/* Many drafts are longer than a page of the file. */
#define BASE                                                                                  \
  "{\"ModelId\":\"%s\",\"ModelName\":\"Name of %u\",\"ModelDescription\":\"%s\","             \
  "\"Domain\":\"nlp\",\"Task\":\"text-generation\",\"OrderNumber\":%u,\"ExtraInfo\":{\"n\":%" \
  "u}}"

static char *
make_filling (guint number)
{
  return g_strnfill (100 + number * 977 % 9000, 'a' + number % 26);
}

NpDraft *
test_draft_new (const char *model_id, const char *text, guint number)
{
  g_autofree char *filling = make_filling (number);
  g_autofree char *json = g_strdup_printf (BASE, model_id, number, filling, number, number);
  g_autofree char *description = g_strdup_printf ("%s %u %s", text, number, filling);
  g_autofree char *order = g_strdup_printf ("%u", number);
  g_autoptr (GBytes) base = g_bytes_new (json, strlen (json));
  const char *texts[NP_N_FIELDS] = {
    [NP_FIELD_MODEL_DESCRIPTION] = description,
    [NP_FIELD_ORDER_NUMBER] = order,
  };

  return np_draft_new (model_id, base, texts, (gint64) number * 1000 + 1);
}

guint
test_draft_get_number (NpDraft *draft)
{
  guint64 number = 0;

  g_assert_true (g_ascii_string_to_unsigned (np_draft_get_text (draft, NP_FIELD_ORDER_NUMBER),
                                             10, 0, G_MAXUINT, &number, NULL));

  return number;
}

/* All of it belongs to its number. */
gboolean
test_draft_is_intact (NpDraft *draft)
{
  const char *description = np_draft_get_text (draft, NP_FIELD_MODEL_DESCRIPTION);
  g_autofree char *text = g_strndup (description, strcspn (description, " "));
  g_autoptr (NpDraft) same = test_draft_new (np_draft_get_model_id (draft), text,
                                             test_draft_get_number (draft));

  return np_draft_equal (draft, same) &&
         np_draft_get_edited_at (draft) == np_draft_get_edited_at (same);
}

NpHistoryEntry *
test_entry_new (const char *account_id, const char *model_id, guint number)
{
  g_autofree char *request_id = g_strdup_printf ("0D1E2F3A-%08X", number);
  g_autofree char *old_text = g_strdup_printf ("before %u 旧的描述", number);
  g_autofree char *new_text = g_strdup_printf ("after %u 新的描述 “quoted”\n\x01", number);
  NpHistoryEntry *entry =
      np_history_entry_new ((gint64) number * 1000, account_id, "Account 甲", TEST_HOST,
                            number % 2 == 0 ? "cn-shanghai" : NULL, model_id, "Model 名字",
                            number % 7, number % 3 > 0 ? request_id : NULL,
                            number % 5 == 0 ? "Throttling" : NULL, number % 4 == 0);

  np_history_entry_take_change (entry, NP_FIELD_MODEL_DESCRIPTION, old_text, new_text,
                                number % 2 == 0 ? new_text : NULL, number % 4);
  np_history_entry_take_change (entry, NP_FIELD_TASK, "", request_id, NULL, NP_FATE_KEPT);

  return entry;
}

guint
test_entry_get_number (NpHistoryEntry *entry)
{
  return np_history_entry_get_saved_at (entry) / 1000;
}

static gboolean
changes_equal (NpHistoryEntry *a, NpHistoryEntry *b)
{
  g_autofree char *left = np_history_entry_dup_changes_json (a);
  g_autofree char *right = np_history_entry_dup_changes_json (b);

  return strcmp (left, right) == 0;
}

/* In all but the ordinal. */
gboolean
test_entries_equal (NpHistoryEntry *a, NpHistoryEntry *b)
{
  static const char *(*const getters[]) (NpHistoryEntry * self) = {
    np_history_entry_get_account_id, np_history_entry_get_account_name,
    np_history_entry_get_host,       np_history_entry_get_region,
    np_history_entry_get_model_id,   np_history_entry_get_model_name,
    np_history_entry_get_request_id, np_history_entry_get_code,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (getters); i++)
    if (g_strcmp0 (getters[i](a), getters[i](b)) != 0)
      return FALSE;

  return np_history_entry_get_saved_at (a) == np_history_entry_get_saved_at (b) &&
         np_history_entry_get_result (a) == np_history_entry_get_result (b) &&
         np_history_entry_get_is_undo (a) == np_history_entry_get_is_undo (b) &&
         changes_equal (a, b);
}

gboolean
test_store_save_draft (NpStore *store, const char *key, NpDraft *draft, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_store_save_draft_async (store, key, draft, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);

  return np_store_save_draft_finish (store, result, error);
}

gboolean
test_store_drop_draft (NpStore *store, const char *key, const char *model_id)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_store_drop_draft_async (store, key, model_id, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);

  return np_store_drop_draft_finish (store, result, NULL);
}

NpDraft *
test_store_load_draft (NpStore *store, const char *key, const char *model_id)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NpDraft *draft = NULL;

  np_store_load_draft_async (store, key, model_id, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  draft = np_store_load_draft_finish (store, result, &error);
  g_assert_no_error (error);

  return draft;
}

/* As who opens a model does: what is there already was seen, if it can be read. */
void
test_store_open_draft (NpStore *store, const char *key, const char *model_id)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  NpDraft *draft = NULL;

  np_store_load_draft_async (store, key, model_id, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  draft = np_store_load_draft_finish (store, result, NULL);
  g_clear_pointer (&draft, np_draft_unref);
}

GPtrArray *
test_store_load_drafts (NpStore *store, const char *key, guint *out_n_damaged)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = NULL;

  np_store_load_drafts_async (store, key, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  drafts = np_store_load_drafts_finish (store, result, out_n_damaged, &error);
  g_assert_no_error (error);

  return drafts;
}

gboolean
test_store_add_history (NpStore *store, NpHistoryEntry *entry, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_store_add_history_async (store, entry, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);

  return np_store_add_history_finish (store, result, error);
}

GPtrArray *
test_store_search_history (NpStore *store,
                           const char *account_id,
                           const char *model_id,
                           const char *query,
                           gint64 before,
                           guint max_entries)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = NULL;
  guint n_damaged = 0;

  np_store_search_history_async (store, account_id, model_id, query, before, max_entries, NULL,
                                 np_await_result_cb, &slot);
  result = np_await_result (&slot);
  entries = np_store_search_history_finish (store, result, &n_damaged, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_damaged, ==, 0);

  return entries;
}

gssize
test_store_count_history (NpStore *store, const char *account_id)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gssize n_entries = 0;

  np_store_count_history_async (store, account_id, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  n_entries = np_store_count_history_finish (store, result, &error);
  g_assert_no_error (error);

  return n_entries;
}

gboolean
test_store_wipe_history (NpStore *store, const char *account_id, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_store_wipe_history_async (store, account_id, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);

  return np_store_wipe_history_finish (store, result, error);
}
