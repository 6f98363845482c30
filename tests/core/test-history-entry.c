/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-history-entry.h"

#include "np-awkward-strings.h"
#include "np-json.h"
#include "np-model-summary.h"

#include <string.h>

#define SAVED_AT (G_GINT64_CONSTANT (1796472000) * G_USEC_PER_SEC) /* 2026-12-05T12:00:00Z */

static NpHistoryEntry *
make_entry (void)
{
  return np_history_entry_new (SAVED_AT, "account-1", "Wei", "aiworkspace.example.com",
                               "cn-shanghai", "model-1", "BERT", NP_SAVED_PARTLY, "REQ-1", NULL,
                               FALSE);
}

static NpHistoryEntry *
make_full_entry (void)
{
  NpHistoryEntry *entry = make_entry ();

  np_history_entry_take_change (entry, NP_FIELD_MODEL_NAME, "BERT", "BERT 2", NULL,
                                NP_FATE_KEPT);
  np_history_entry_take_change (entry, NP_FIELD_TASK, "", "fill-mask ", "fill-mask",
                                NP_FATE_STORED_AS);
  np_history_entry_take_change (entry, NP_FIELD_ORIGIN, "HuggingFace", "Mine", "HuggingFace",
                                NP_FATE_NOT_KEPT);
  return entry;
}

static void
assert_same_changes (NpHistoryEntry *a, NpHistoryEntry *b)
{
  g_assert_cmpuint (np_history_entry_get_n_changes (a), ==, np_history_entry_get_n_changes (b));
  for (guint i = 0; i < np_history_entry_get_n_changes (a); i++)
    {
      g_assert_cmpint (np_history_entry_get_change_field (a, i), ==,
                       np_history_entry_get_change_field (b, i));
      g_assert_cmpstr (np_history_entry_get_change_old (a, i), ==,
                       np_history_entry_get_change_old (b, i));
      g_assert_cmpstr (np_history_entry_get_change_new (a, i), ==,
                       np_history_entry_get_change_new (b, i));
      g_assert_cmpstr (np_history_entry_get_change_stored (a, i), ==,
                       np_history_entry_get_change_stored (b, i));
      g_assert_cmpint (np_history_entry_get_change_fate (a, i), ==,
                       np_history_entry_get_change_fate (b, i));
    }
}

static void
test_getters (void)
{
  g_autoptr (NpHistoryEntry) entry = make_full_entry ();

  g_assert_cmpint (np_history_entry_get_ordinal (entry), ==, 0);
  np_history_entry_set_ordinal (entry, 12);
  g_assert_cmpint (np_history_entry_get_ordinal (entry), ==, 12);
  g_assert_cmpint (np_history_entry_get_saved_at (entry), ==, SAVED_AT);
  g_assert_cmpstr (np_history_entry_get_account_id (entry), ==, "account-1");
  g_assert_cmpstr (np_history_entry_get_account_name (entry), ==, "Wei");
  g_assert_cmpstr (np_history_entry_get_host (entry), ==, "aiworkspace.example.com");
  g_assert_cmpstr (np_history_entry_get_region (entry), ==, "cn-shanghai");
  g_assert_cmpstr (np_history_entry_get_model_id (entry), ==, "model-1");
  g_assert_cmpstr (np_history_entry_get_model_name (entry), ==, "BERT");
  g_assert_cmpint (np_history_entry_get_result (entry), ==, NP_SAVED_PARTLY);
  g_assert_cmpstr (np_history_entry_get_request_id (entry), ==, "REQ-1");
  g_assert_null (np_history_entry_get_code (entry));
  g_assert_false (np_history_entry_get_is_undo (entry));
  g_assert_cmpuint (np_history_entry_get_n_changes (entry), ==, 3);
  g_assert_cmpint (np_history_entry_get_change_field (entry, 1), ==, NP_FIELD_TASK);
  g_assert_cmpstr (np_history_entry_get_change_old (entry, 1), ==, "");
  g_assert_cmpstr (np_history_entry_get_change_new (entry, 1), ==, "fill-mask ");
  g_assert_cmpstr (np_history_entry_get_change_stored (entry, 1), ==, "fill-mask");
  g_assert_cmpint (np_history_entry_get_change_fate (entry, 1), ==, NP_FATE_STORED_AS);
}

static void
test_properties (void)
{
  g_autoptr (NpHistoryEntry) entry = make_full_entry ();
  g_autofree char *model_id = NULL;
  g_autofree char *model_name = NULL;
  g_autofree char *account_name = NULL;
  g_autofree char *request_id = NULL;
  int result = 0;
  gint64 saved_at = 0;

  g_object_get (entry, "model-id", &model_id, "model-name", &model_name, "account-name",
                &account_name, "request-id", &request_id, "result", &result, "saved-at",
                &saved_at, NULL);
  g_assert_cmpstr (model_id, ==, "model-1");
  g_assert_cmpstr (model_name, ==, "BERT");
  g_assert_cmpstr (account_name, ==, "Wei");
  g_assert_cmpstr (request_id, ==, "REQ-1");
  g_assert_cmpint (result, ==, NP_SAVED_PARTLY);
  g_assert_cmpint (saved_at, ==, SAVED_AT);
}

static void
test_json (void)
{
  g_autoptr (NpHistoryEntry) entry = make_full_entry ();
  g_autoptr (NpHistoryEntry) again = make_entry ();
  g_autoptr (NpHistoryEntry) none = make_entry ();
  g_autofree char *json = np_history_entry_dup_changes_json (entry);
  g_autofree char *empty = np_history_entry_dup_changes_json (none);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (empty, ==, "[]");
  g_assert_true (np_history_entry_take_changes_json (none, empty, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (np_history_entry_get_n_changes (none), ==, 0);

  g_assert_true (g_str_has_prefix (json, "[{\"Field\":\"ModelName\",\"Old\":\"BERT\",\"New\":"
                                         "\"BERT 2\",\"Fate\":\"kept\"},{"));
  g_assert_true (np_history_entry_take_changes_json (again, json, &error));
  g_assert_no_error (error);
  assert_same_changes (entry, again);
}

static void
test_json_faults (void)
{
  static const char *const faults[] = {
    "",
    "[",
    "[]]",
    "{}",
    "[{}]",
    "[7]",
    "[{\"Field\":\"Task\",\"Old\":\"a\"}]",
    "[{\"Field\":\"Task\",\"New\":\"a\"}]",
    "[{\"Old\":\"Task\",\"New\":\"a\"}]",
    "[{\"Field\":\"Task\",\"Old\":\"a\",\"New\":null}]",
    "[{\"Field\":\"Task\",\"Old\":\"a\",\"New\":\"b\"},]",
    "[{\"Field\":\"Task\",\"Old\":\"a\",\"New\":\"b\"}",
    "[{\"Field\":\"Task\",\"Old\":\"a\",\"New\":\"b\"}{",
    "[{\"Field\":\"Task\",\"Old\":\"a\",\"New\":\"\xff\"}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (NpHistoryEntry) entry = make_entry ();
      g_autofree char *shown = g_strescape (faults[i], NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", shown);
      g_assert_false (np_history_entry_take_changes_json (entry, faults[i], &error));
      g_assert_true (error->domain == NP_JSON_ERROR);
    }
}

/* A later version may know more fields, fates and parts. */
static void
test_json_unknown (void)
{
  g_autoptr (NpHistoryEntry) entry = make_entry ();
  g_autoptr (GError) error = NULL;

  g_assert_true (np_history_entry_take_changes_json (
      entry,
      "[{\"Field\":\"Mood\",\"Old\":\"a\",\"New\":\"b\",\"Fate\":\"kept\"},"
      "{\"Why\":\"x\",\"Field\":\"Task\",\"Old\":\"c\",\"New\":\"d\",\"Fate\":\"eaten\"}]",
      &error));
  g_assert_no_error (error);
  g_assert_cmpuint (np_history_entry_get_n_changes (entry), ==, 1);
  g_assert_cmpstr (np_history_entry_get_change_new (entry, 0), ==, "d");
  g_assert_cmpint (np_history_entry_get_change_fate (entry, 0), ==, NP_FATE_NOT_KNOWN);
}

static void
test_awkward (void)
{
  gsize n_strings = 0;
  const char *const *strings = np_awkward_strings_get (&n_strings);

  for (gsize i = 0; i < n_strings; i++)
    {
      g_autoptr (NpHistoryEntry) entry = make_entry ();
      g_autoptr (NpHistoryEntry) again = make_entry ();
      g_autofree char *json = NULL;
      g_autoptr (GError) error = NULL;

      for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
        np_history_entry_take_change (entry, id, strings[i], strings[(i + id) % n_strings],
                                      id % 2 == 0 ? strings[i] : NULL, id % 4);
      json = np_history_entry_dup_changes_json (entry);
      g_assert_true (np_history_entry_take_changes_json (again, json, &error));
      g_assert_no_error (error);
      assert_same_changes (entry, again);
    }
}

static void
test_search_text (void)
{
  static const char *const found[] = { "BERT 2", "model-1",   "Wei",
                                       "req-1",  "Fill-Mask", "cn-shanghai" };
  static const char *const not_found[] = { "BERT model-1", "account-1", "wei cn", "kept" };
  g_autoptr (NpHistoryEntry) entry = make_full_entry ();
  g_autofree char *text = np_history_entry_dup_search_text (entry);

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autofree char *query = np_search_fold (found[i]);

      g_test_message ("%s", found[i]);
      g_assert_nonnull (strstr (text, query));
    }
  for (guint i = 0; i < G_N_ELEMENTS (not_found); i++)
    {
      g_autofree char *query = np_search_fold (not_found[i]);

      g_test_message ("%s", not_found[i]);
      g_assert_null (strstr (text, query));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/history-entry/getters", test_getters);
  g_test_add_func ("/core/history-entry/properties", test_properties);
  g_test_add_func ("/core/history-entry/json", test_json);
  g_test_add_func ("/core/history-entry/json-faults", test_json_faults);
  g_test_add_func ("/core/history-entry/json-unknown", test_json_unknown);
  g_test_add_func ("/core/history-entry/awkward", test_awkward);
  g_test_add_func ("/core/history-entry/search-text", test_search_text);

  return g_test_run ();
}
