/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-fixture.h"

#include <string.h>


#include "np-await.h"
#include "np-awkward-strings.h"
#include "np-secret.h"
#include "np-store-fixture.h"

#define OTHER_KEY "account-1/pai-2.example//"

typedef struct
{
  char *folder;
  char *path;
  NpStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = test_folder_new ();
  f->path = test_folder_build (f->folder, "store.db");
  f->store = np_store_new (f->path);
}

static void
close_store (Fixture *f)
{
  test_store_close (f->store);
  g_assert_null (np_store_get_notice (f->store));
  g_object_unref (f->store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_store (f);
  g_free (f->path);
  test_folder_remove (f->folder);
}

static void
reopen (Fixture *f)
{
  close_store (f);
  f->store = np_store_new (f->path);
}

static void
save (NpStore *store, const char *key, NpDraft *draft)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (test_store_save_draft (store, key, draft, &error));
  g_assert_no_error (error);
}

/* Saves the draft with that number, which may be any but 0. */
static void
save_number (NpStore *store, const char *key, const char *model_id, guint number)
{
  g_autoptr (NpDraft) draft = test_draft_new (model_id, "text", number);

  save (store, key, draft);
}

/* The number is 0 for no draft. */
static void
assert_draft (NpStore *store, const char *key, const char *model_id, guint number)
{
  g_autoptr (NpDraft) draft = test_store_load_draft (store, key, model_id);

  g_assert_true ((draft != NULL) == (number > 0));
  if (draft == NULL)
    return;
  g_assert_cmpstr (np_draft_get_model_id (draft), ==, model_id);
  g_assert_true (test_draft_is_intact (draft));
  g_assert_cmpuint (test_draft_get_number (draft), ==, number);
}

/* Each model ID behind the number of its draft, as "5 m1, 2 m2". */
static void
assert_drafts (NpStore *store, const char *key, const char *expected)
{
  guint n_damaged = 99;
  g_autoptr (GPtrArray) drafts = test_store_load_drafts (store, key, &n_damaged);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_cmpuint (n_damaged, ==, 0);
  for (guint i = 0; i < drafts->len; i++)
    {
      NpDraft *draft = g_ptr_array_index (drafts, i);

      g_assert_true (test_draft_is_intact (draft));
      g_string_append_printf (found, "%s%u %s", i > 0 ? ", " : "",
                              test_draft_get_number (draft), np_draft_get_model_id (draft));
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_drafts (Fixture *f, gconstpointer data)
{
  assert_drafts (f->store, TEST_DRAFT_KEY, "");
  assert_draft (f->store, TEST_DRAFT_KEY, "m1", 0);
  save_number (f->store, TEST_DRAFT_KEY, "m1", 1);
  save_number (f->store, TEST_DRAFT_KEY, "m2", 2);
  save_number (f->store, OTHER_KEY, "m1", 3);
  save_number (f->store, "account-2/pai.example//", "m1", 4);
  save_number (f->store, TEST_DRAFT_KEY, "m1", 5);
  reopen (f);
  assert_draft (f->store, TEST_DRAFT_KEY, "m1", 5);
  assert_draft (f->store, OTHER_KEY, "m1", 3);
  assert_drafts (f->store, TEST_DRAFT_KEY, "5 m1, 2 m2");
  assert_drafts (f->store, "account-2/pai.example//", "4 m1");

  g_assert_true (test_store_drop_draft (f->store, TEST_DRAFT_KEY, "m1"));
  g_assert_true (test_store_drop_draft (f->store, TEST_DRAFT_KEY, "m7"));
  reopen (f);
  assert_drafts (f->store, TEST_DRAFT_KEY, "2 m2");
  assert_draft (f->store, TEST_DRAFT_KEY, "m1", 0);
  assert_drafts (f->store, OTHER_KEY, "3 m1");
}

/* An edit is what somebody typed last, whatever the clock said then. */
static void
test_clock_goes_back (Fixture *f, gconstpointer data)
{
  save_number (f->store, TEST_DRAFT_KEY, "m1", 9);
  save_number (f->store, TEST_DRAFT_KEY, "m1", 4);
  assert_draft (f->store, TEST_DRAFT_KEY, "m1", 4);
}

static void
test_draft_without_edits (Fixture *f, gconstpointer data)
{
  const char *texts[NP_N_FIELDS] = { NULL };
  g_autoptr (GBytes) base = g_bytes_new ("", 0);
  g_autoptr (NpDraft) draft = np_draft_new ("m1", base, texts, G_MININT64);
  g_autoptr (NpDraft) loaded = NULL;

  save (f->store, "", draft);
  loaded = test_store_load_draft (f->store, "", "m1");
  g_assert_true (np_draft_equal (draft, loaded));
  g_assert_cmpint (np_draft_get_edited_at (loaded), ==, G_MININT64);
}

/* A megabyte in each field, of what JSON makes longer. */
static void
test_long_draft (Fixture *f, gconstpointer data)
{
  g_autofree char *text = g_strnfill (1024 * 1024, '\x01');
  const char *texts[NP_N_FIELDS];
  g_autoptr (GBytes) base = g_bytes_new (text, strlen (text));
  g_autoptr (NpDraft) draft = NULL;
  g_autoptr (NpDraft) loaded = NULL;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    texts[id] = id < 4 ? text : "x";
  draft = np_draft_new ("m1", base, texts, 5);
  save (f->store, TEST_DRAFT_KEY, draft);
  reopen (f);
  loaded = test_store_load_draft (f->store, TEST_DRAFT_KEY, "m1");
  g_assert_true (np_draft_equal (draft, loaded));
}

/* One that no row takes is refused, and nothing else suffers. */
static void
test_too_long_draft (Fixture *f, gconstpointer data)
{
  gsize length = 49 * 1024 * 1024;
  g_autofree char *text = g_strnfill (length, 'x');
  const char *texts[NP_N_FIELDS] = { NULL };
  g_autoptr (GBytes) base = g_bytes_new_static (text, length);
  g_autoptr (NpDraft) draft = np_draft_new ("m1", base, texts, 5);
  g_autoptr (GError) error = NULL;

  save_number (f->store, TEST_DRAFT_KEY, "m1", 1);
  g_assert_false (test_store_save_draft (f->store, TEST_DRAFT_KEY, draft, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  assert_draft (f->store, TEST_DRAFT_KEY, "m1", 1);
  test_store_close (f->store);
  g_assert_nonnull (strstr (np_store_get_notice (f->store), "too long"));
  g_object_unref (f->store);
  f->store = np_store_new (f->path);
  assert_draft (f->store, TEST_DRAFT_KEY, "m1", 1);
}

static void
save_job (Fixture *f, const char *model_id, guint number, GAsyncResult **slot)
{
  g_autoptr (NpDraft) draft = test_draft_new (model_id, "text", number);

  np_store_save_draft_async (f->store, TEST_DRAFT_KEY, draft, NULL, np_await_result_cb, slot);
}

/* A draft goes before the lists that wait, and into the middle of one that is being
 * written; what has its order keeps it. */
static void
test_drafts_go_first (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new ("a", 30000);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) last = NULL;
  g_autoptr (GPtrArray) loaded = NULL;
  GAsyncResult *drafts[12] = { NULL };
  GAsyncResult *list = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *key = g_strdup_printf ("account-1/%u", i);

      np_store_save_list (f->store, key, models, 1);
    }
  np_store_load_list_part_async (f->store, "account-1/0", 0, 1, NULL, np_await_result_cb,
                                 &list);
  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      save_job (f, "m1", i + 1, &drafts[i]);
      np_await_true (drafts[i] != NULL);
      g_assert_true (np_store_save_draft_finish (f->store, drafts[i], NULL));
      g_clear_object (&drafts[i]);
      if (i == 0)
        g_assert_null (list);
    }
  last = np_await_result (&list);
  assert_draft (f->store, TEST_DRAFT_KEY, "m1", G_N_ELEMENTS (drafts));
  loaded = test_store_load (f->store, "account-1/2", NULL);
  g_assert_true (test_models_equal (loaded, models));
}

/* Forgetting is between what came before and what comes after. */
static void
test_order_of_forgetting (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new ("a", 5000);
  GAsyncResult *slots[2] = { NULL };

  np_store_save_list (f->store, "account-9/x", models, 1);
  save_job (f, "m1", 1, &slots[0]);
  np_store_forget_account (f->store, TEST_ACCOUNT);
  np_store_save_list (f->store, "account-9/y", models, 1);
  save_job (f, "m2", 2, &slots[1]);
  np_await_true (slots[0] != NULL && slots[1] != NULL);
  assert_drafts (f->store, TEST_DRAFT_KEY, "2 m2");
  g_object_unref (slots[0]);
  g_object_unref (slots[1]);
}

/* What was asked for before closing is done. */
static void
test_close_with_drafts (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new ("a", 3000);
  GAsyncResult *slots[20] = { NULL };
  GAsyncResult *late = NULL;
  g_autoptr (GError) error = NULL;

  np_store_save_list (f->store, TEST_KEY, models, 1);
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    save_job (f, i % 2 == 0 ? "m1" : "m2", i + 1, &slots[i]);
  test_store_close (f->store);
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_assert_true (np_store_save_draft_finish (f->store, slots[i], NULL));
      g_object_unref (slots[i]);
    }
  save_job (f, "m3", 1, &late);
  np_await_true (late != NULL);
  g_assert_false (np_store_save_draft_finish (f->store, late, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_object_unref (late);

  g_object_unref (f->store);
  f->store = np_store_new (f->path);
  assert_drafts (f->store, TEST_DRAFT_KEY, "20 m2, 19 m1");
}

static void
add (NpStore *store, NpHistoryEntry *entry)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (test_store_add_history (store, entry, &error));
  g_assert_no_error (error);
}

static void
add_number (NpStore *store, const char *account_id, const char *model_id, guint number)
{
  g_autoptr (NpHistoryEntry) entry = test_entry_new (account_id, model_id, number);

  add (store, entry);
}

/* The numbers of what a search finds, as "3 2 1". */
static void
assert_found (NpStore *store,
              const char *account_id,
              const char *model_id,
              const char *query,
              const char *expected)
{
  g_autoptr (GPtrArray)
      entries = test_store_search_history (store, account_id, model_id, query, 0, 50);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      NpHistoryEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (NpHistoryEntry) same = test_entry_new (np_history_entry_get_account_id (entry),
                                                        np_history_entry_get_model_id (entry),
                                                        test_entry_get_number (entry));

      g_assert_true (test_entries_equal (entry, same));
      g_string_append_printf (found, "%s%u", i > 0 ? " " : "", test_entry_get_number (entry));
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_history (Fixture *f, gconstpointer data)
{
  assert_found (f->store, NULL, NULL, NULL, "");
  g_assert_cmpint (test_store_count_history (f->store, NULL), ==, 0);
  for (guint i = 1; i <= 12; i++)
    add_number (f->store, i % 3 == 0 ? "account-2" : TEST_ACCOUNT, i % 2 == 0 ? "m2" : "m1", i);
  reopen (f);
  assert_found (f->store, NULL, NULL, NULL, "12 11 10 9 8 7 6 5 4 3 2 1");
  assert_found (f->store, NULL, NULL, "", "12 11 10 9 8 7 6 5 4 3 2 1");
  assert_found (f->store, "account-2", NULL, NULL, "12 9 6 3");
  assert_found (f->store, NULL, "m1", NULL, "11 9 7 5 3 1");
  assert_found (f->store, "account-2", "m1", NULL, "9 3");
  assert_found (f->store, "account-3", NULL, NULL, "");
  g_assert_cmpint (test_store_count_history (f->store, NULL), ==, 12);
  g_assert_cmpint (test_store_count_history (f->store, TEST_ACCOUNT), ==, 8);
}

static void
test_search (Fixture *f, gconstpointer data)
{
  for (guint i = 1; i <= 12; i++)
    add_number (f->store, i % 3 == 0 ? "account-2" : TEST_ACCOUNT, i % 2 == 0 ? "m2" : "m1", i);
  assert_found (f->store, NULL, NULL, "before 7", "7");
  assert_found (f->store, NULL, NULL, "描", "12 11 10 9 8 7 6 5 4 3 2 1");
  assert_found (f->store, NULL, NULL, "新的", "12 11 10 9 8 7 6 5 4 3 2 1");
  assert_found (f->store, NULL, NULL, "新描", "");
  assert_found (f->store, NULL, NULL, "10 新的 BEFORE", "10");
  assert_found (f->store, NULL, NULL, "ＡＦＴＥＲ 11", "11");
  assert_found (f->store, NULL, NULL, "0000000c", "12");
  assert_found (f->store, "account-2", "m1", "旧", "9 3");
  assert_found (f->store, NULL, "m2", "shang", "12 10 8 6 4 2");
  assert_found (f->store, NULL, NULL, "%", "");
  assert_found (f->store, NULL, NULL, "account-2", "");
}

static guint
search (Fixture *f, const char *account_id, const char *query, guint *out_n_damaged)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  np_store_search_history_async (f->store, account_id, NULL, query, 0, 9, NULL,
                                 np_await_result_cb, &slot);
  result = np_await_result (&slot);
  entries = np_store_search_history_finish (f->store, result, out_n_damaged, &error);
  g_assert_no_error (error);

  return entries->len;
}

/* Damage of what a search looks through hides no save: the save itself is asked. If that
 * is damaged too, or is gone, it is counted. */
static void
test_damaged_words (Fixture *f, gconstpointer data)
{
  guint n_damaged = 99;

  for (guint i = 1; i <= 4; i++)
    add_number (f->store, i < 4 ? TEST_ACCOUNT : "account-2", "m1", i);
  reopen (f);
  test_run_sql (f->path, "UPDATE history_search SET words = 'nothing' WHERE ordinal = 2;"
                         "UPDATE history_search SET account_id = 'nobody' WHERE ordinal = 3;"
                         "UPDATE history_search SET words = 'nothing' WHERE ordinal = 4");
  g_assert_cmpuint (search (f, TEST_ACCOUNT, "before", &n_damaged), ==, 3);
  g_assert_cmpuint (n_damaged, ==, 0);
  g_assert_cmpuint (search (f, NULL, "nothing", &n_damaged), ==, 0);
  g_assert_cmpuint (n_damaged, ==, 0);

  test_run_sql (f->path, "UPDATE history SET model_name = 'other' WHERE ordinal = 2;"
                         "PRAGMA foreign_keys = OFF; DELETE FROM history WHERE ordinal = 3");
  g_assert_cmpuint (search (f, TEST_ACCOUNT, "before", &n_damaged), ==, 1);
  g_assert_cmpuint (n_damaged, ==, 2);
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  gint64 before = 0;

  for (guint i = 1; i <= 23; i++)
    add_number (f->store, TEST_ACCOUNT, "m1", i);
  for (guint page = 0; page < 4; page++)
    {
      g_autoptr (GPtrArray) entries = test_store_search_history (
          f->store, NULL, NULL, page % 2 == 0 ? NULL : "", before, 7);

      g_assert_cmpuint (entries->len, ==, page < 3 ? 7 : 2);
      for (guint i = 0; i < entries->len; i++)
        g_assert_cmpuint (test_entry_get_number (g_ptr_array_index (entries, i)), ==,
                          23 - page * 7 - i);
      before = np_history_entry_get_ordinal (g_ptr_array_index (entries, entries->len - 1));
    }
}

/* Only the begin of a long text is searched; all of it is kept. */
static void
test_long_entry (Fixture *f, gconstpointer data)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autofree char *words = g_strconcat ("名字 needle ", text, " 末尾", NULL);
  g_autoptr (NpHistoryEntry) entry = np_history_entry_new (
      1, TEST_ACCOUNT, "", TEST_HOST, NULL, "m1", "", NP_SAVED_FAILED, NULL, NULL, FALSE);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) cut = NULL;

  np_history_entry_take_change (entry, NP_FIELD_EXTRA_INFO, words, words, words, NP_FATE_KEPT);
  add (f->store, entry);
  found = test_store_search_history (f->store, NULL, NULL, "needle 名", 0, 9);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (test_entries_equal (g_ptr_array_index (found, 0), entry));
  cut = test_store_search_history (f->store, NULL, NULL, "末尾", 0, 9);
  g_assert_cmpuint (cut->len, ==, 0);
}

static void
test_cancelled_search (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  add_number (f->store, TEST_ACCOUNT, "m1", 1);
  np_store_search_history_async (f->store, NULL, NULL, "x", 0, 9, cancellable,
                                 np_await_result_cb, &slot);
  g_cancellable_cancel (cancellable);
  result = np_await_result (&slot);
  g_assert_null (np_store_search_history_finish (f->store, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
is_on_disk (Fixture *f, const char *text)
{
  g_autoptr (GPtrArray) names = test_folder_list (f->folder);
  gboolean found = FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = test_folder_build (f->folder, g_ptr_array_index (names, i));
      g_autofree char *bytes = NULL;
      gsize length = 0;

      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      found = found || memmem (bytes, length, text, strlen (text)) != NULL;
    }

  return found;
}

static void
add_canary (Fixture *f, const char *account_id, const char *canary)
{
  g_autofree char *key = np_store_dup_key (account_id, TEST_HOST, NULL, NULL);
  g_autoptr (NpDraft) draft = test_draft_new ("m1", canary, 7);
  g_autoptr (NpHistoryEntry)
      entry = np_history_entry_new (1, account_id, canary, TEST_HOST, NULL, "m1", canary,
                                    NP_SAVED_FAILED, canary, canary, FALSE);

  np_history_entry_take_change (entry, NP_FIELD_TASK, canary, canary, canary, NP_FATE_KEPT);
  save (f->store, key, draft);
  add (f->store, entry);
}

static void
test_forget (Fixture *f, gconstpointer data)
{
  g_autofree char *key = np_store_dup_key ("account 1", TEST_HOST, NULL, NULL);
  g_autofree char *other_key = np_store_dup_key ("account 11", TEST_HOST, NULL, NULL);

  for (guint i = 0; i < 30; i++)
    {
      add_canary (f, "account 1", "canary-mine");
      add_canary (f, "account 11", "canary-other");
    }
  g_assert_true (is_on_disk (f, "canary-mine"));
  np_store_forget_account (f->store, "account 1");
  assert_draft (f->store, key, "m1", 0);
  g_assert_cmpint (test_store_count_history (f->store, "account 1"), ==, 0);
  g_assert_false (is_on_disk (f, "canary-mine"));
  g_assert_cmpint (test_store_count_history (f->store, "account 11"), ==, 30);
  assert_draft (f->store, other_key, "m1", 7);
  reopen (f);
  g_assert_false (is_on_disk (f, "canary-mine"));
  g_assert_true (is_on_disk (f, "canary-other"));
}

static void
test_wipe (Fixture *f, gconstpointer data)
{
  add_canary (f, TEST_ACCOUNT, "canary-1");
  add_canary (f, "account-2", "canary-2");
  g_assert_true (test_store_drop_draft (f->store, TEST_DRAFT_KEY, "m1"));
  g_assert_true (test_store_wipe_history (f->store, TEST_ACCOUNT, NULL));
  g_assert_false (is_on_disk (f, "canary-1"));
  g_assert_cmpint (test_store_count_history (f->store, NULL), ==, 1);
  g_assert_true (test_store_wipe_history (f->store, NULL, NULL));
  g_assert_cmpint (test_store_count_history (f->store, NULL), ==, 0);
  assert_draft (f->store, "account-2/pai.example//", "m1", 7);
  g_assert_true (test_store_drop_draft (f->store, "account-2/pai.example//", "m1"));
  reopen (f);
  g_assert_false (is_on_disk (f, "canary-2"));
  add_number (f->store, TEST_ACCOUNT, "m1", 3);
  assert_found (f->store, NULL, NULL, NULL, "3");
}

/* A secret that the process holds does not come near the file. */
static void
test_no_secret (Fixture *f, gconstpointer data)
{
  g_autoptr (NpSecret) secret = np_secret_new ("canary-secret-0123456789", -1);

  save_number (f->store, TEST_DRAFT_KEY, "m1", 1);
  add_number (f->store, TEST_ACCOUNT, "m1", 1);
  g_assert_false (is_on_disk (f, "canary-secret"));
  reopen (f);
  g_assert_false (is_on_disk (f, "canary-secret"));
  g_assert_nonnull (secret);
}

/* In how many fields a text stands: the long ones take long. */
static guint
get_n_fields (const char *text)
{
  return strlen (text) < 10000 ? NP_N_FIELDS : 2;
}

/* A draft of it in every field, upon it, and of a model that is called so. */
static NpDraft *
make_awkward_draft (const char *text)
{
  const char *texts[NP_N_FIELDS] = { NULL };
  g_autoptr (GBytes) base = g_bytes_new (text, strlen (text));

  for (NpFieldId id = 0; id < get_n_fields (text); id++)
    texts[id] = text;

  return np_draft_new (text, base, texts, 1);
}

static NpHistoryEntry *
make_awkward_entry (const char *text)
{
  NpHistoryEntry *entry = np_history_entry_new (1, text, text, text, text, text, text,
                                                NP_SAVED_PARTLY, text, text, TRUE);

  for (NpFieldId id = 0; id < get_n_fields (text); id++)
    np_history_entry_take_change (entry, id, text, text, text, NP_FATE_STORED_AS);

  return entry;
}

static void
assert_awkward (Fixture *f, const char *text)
{
  g_autoptr (NpDraft) draft = make_awkward_draft (text);
  g_autoptr (NpHistoryEntry) entry = make_awkward_entry (text);
  g_autoptr (NpDraft) loaded = test_store_load_draft (f->store, TEST_DRAFT_KEY, text);
  g_autoptr (GPtrArray) all = test_store_search_history (f->store, text, text, NULL, 0, 2);
  g_autoptr (GPtrArray)
      found = strlen (text) < 8000
                  ? test_store_search_history (f->store, text, NULL, text, 0, 2)
                  : g_ptr_array_ref (all);

  g_assert_true (np_draft_equal (loaded, draft));
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_true (test_entries_equal (g_ptr_array_index (all, 0), entry));
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (test_entries_equal (g_ptr_array_index (found, 0), entry));
}

static void
test_awkward (Fixture *f, gconstpointer data)
{
  gsize n_strings = 0;
  const char *const *strings = np_awkward_strings_get (&n_strings);

  for (gsize i = 0; i < n_strings; i++)
    {
      g_autoptr (NpDraft) draft = make_awkward_draft (strings[i]);
      g_autoptr (NpHistoryEntry) entry = make_awkward_entry (strings[i]);

      save (f->store, TEST_DRAFT_KEY, draft);
      add (f->store, entry);
    }
  reopen (f);
  for (gsize i = 0; i < n_strings; i++)
    assert_awkward (f, strings[i]);
}

static void
test_in_memory (void)
{
  NpStore *store = np_store_new (NULL);

  save_number (store, TEST_DRAFT_KEY, "m1", 3);
  add_number (store, TEST_ACCOUNT, "m1", 4);
  assert_draft (store, TEST_DRAFT_KEY, "m1", 3);
  assert_found (store, TEST_ACCOUNT, "m1", "before 4", "4");
  test_store_close (store);
  g_assert_null (np_store_get_notice (store));
  g_object_unref (store);
}

static void
add_test (const char *path, void (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/store/edits/drafts", test_drafts);
  add_test ("/store/edits/clock-goes-back", test_clock_goes_back);
  add_test ("/store/edits/draft-without-edits", test_draft_without_edits);
  add_test ("/store/edits/long-draft", test_long_draft);
  add_test ("/store/edits/too-long-draft", test_too_long_draft);
  add_test ("/store/edits/drafts-go-first", test_drafts_go_first);
  add_test ("/store/edits/order-of-forgetting", test_order_of_forgetting);
  add_test ("/store/edits/close", test_close_with_drafts);
  add_test ("/store/edits/history", test_history);
  add_test ("/store/edits/search", test_search);
  add_test ("/store/edits/damaged-words", test_damaged_words);
  add_test ("/store/edits/pages", test_pages);
  add_test ("/store/edits/long-entry", test_long_entry);
  add_test ("/store/edits/cancelled-search", test_cancelled_search);
  add_test ("/store/edits/awkward", test_awkward);
  add_test ("/store/edits/forget", test_forget);
  add_test ("/store/edits/wipe", test_wipe);
  add_test ("/store/edits/no-secret", test_no_secret);
  g_test_add_func ("/store/edits/in-memory", test_in_memory);

  return g_test_run ();
}
