/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-checks.h"

#include <string.h>

#include "np-awkward-strings.h"
#include "np-secret.h"
#include "np-store-fixture.h"

/* Drafts and saves alike: what is forgotten, what never comes in, and any text. */

static void
add_canary (EditFixture *f, const char *account_id, const char *canary)
{
  g_autofree char *key = np_store_dup_key (account_id, TEST_HOST, NULL, NULL);
  g_autoptr (NpDraft) draft = test_draft_new ("m1", canary, 7);
  g_autoptr (NpHistoryEntry)
      entry = np_history_entry_new (1, account_id, canary, TEST_HOST, NULL, "m1", canary,
                                    NP_SAVED_FAILED, canary, canary, FALSE);

  np_history_entry_take_change (entry, NP_FIELD_TASK, canary, canary, canary, NP_FATE_KEPT);
  test_save_draft (f->store, key, draft);
  test_add_entry (f->store, entry);
}

static void
test_forget (EditFixture *f, gconstpointer data)
{
  g_autofree char *key = np_store_dup_key ("account 1", TEST_HOST, NULL, NULL);
  g_autofree char *other_key = np_store_dup_key ("account 11", TEST_HOST, NULL, NULL);

  for (guint i = 0; i < 30; i++)
    {
      add_canary (f, "account 1", "canary-mine");
      add_canary (f, "account 11", "canary-other");
    }
  g_assert_true (test_folder_has_text (f->folder, "canary-mine"));
  np_store_forget_account (f->store, "account 1");
  test_assert_draft (f->store, key, "m1", 0);
  g_assert_cmpint (test_store_count_history (f->store, "account 1"), ==, 0);
  g_assert_false (test_folder_has_text (f->folder, "canary-mine"));
  g_assert_cmpint (test_store_count_history (f->store, "account 11"), ==, 30);
  test_assert_draft (f->store, other_key, "m1", 7);
  edit_fixture_reopen (f);
  g_assert_false (test_folder_has_text (f->folder, "canary-mine"));
  g_assert_true (test_folder_has_text (f->folder, "canary-other"));
}

static void
test_wipe (EditFixture *f, gconstpointer data)
{
  add_canary (f, TEST_ACCOUNT, "canary-1");
  add_canary (f, "account-2", "canary-2");
  g_assert_true (test_store_drop_draft (f->store, TEST_DRAFT_KEY, "m1"));
  g_assert_true (test_store_wipe_history (f->store, TEST_ACCOUNT, NULL));
  g_assert_false (test_folder_has_text (f->folder, "canary-1"));
  g_assert_cmpint (test_store_count_history (f->store, NULL), ==, 1);
  g_assert_true (test_store_wipe_history (f->store, NULL, NULL));
  g_assert_cmpint (test_store_count_history (f->store, NULL), ==, 0);
  test_assert_draft (f->store, "account-2/pai.example//", "m1", 7);
  g_assert_true (test_store_drop_draft (f->store, "account-2/pai.example//", "m1"));
  edit_fixture_reopen (f);
  g_assert_false (test_folder_has_text (f->folder, "canary-2"));
  test_add_entry_number (f->store, TEST_ACCOUNT, "m1", 3);
  test_assert_found (f->store, NULL, NULL, NULL, "3");
}

/* A secret that the process holds does not come near the file. */
static void
test_no_secret (EditFixture *f, gconstpointer data)
{
  g_autoptr (NpSecret) secret = np_secret_new ("canary-secret-0123456789", -1);

  test_save_draft_number (f->store, TEST_DRAFT_KEY, "m1", 1);
  test_add_entry_number (f->store, TEST_ACCOUNT, "m1", 1);
  g_assert_false (test_folder_has_text (f->folder, "canary-secret"));
  edit_fixture_reopen (f);
  g_assert_false (test_folder_has_text (f->folder, "canary-secret"));
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
assert_awkward (EditFixture *f, const char *text)
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
test_awkward (EditFixture *f, gconstpointer data)
{
  gsize n_strings = 0;
  const char *const *strings = np_awkward_strings_get (&n_strings);

  for (gsize i = 0; i < n_strings; i++)
    {
      g_autoptr (NpDraft) draft = make_awkward_draft (strings[i]);
      g_autoptr (NpHistoryEntry) entry = make_awkward_entry (strings[i]);

      test_save_draft (f->store, TEST_DRAFT_KEY, draft);
      test_add_entry (f->store, entry);
    }
  edit_fixture_reopen (f);
  for (gsize i = 0; i < n_strings; i++)
    assert_awkward (f, strings[i]);
}

static void
test_in_memory (void)
{
  NpStore *store = np_store_new (NULL);

  test_save_draft_number (store, TEST_DRAFT_KEY, "m1", 3);
  test_add_entry_number (store, TEST_ACCOUNT, "m1", 4);
  test_assert_draft (store, TEST_DRAFT_KEY, "m1", 3);
  test_assert_found (store, TEST_ACCOUNT, "m1", "before 4", "4");
  test_store_close (store);
  g_assert_null (np_store_get_notice (store));
  g_object_unref (store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  edit_fixture_add ("/store/edits/awkward", test_awkward);
  edit_fixture_add ("/store/edits/forget", test_forget);
  edit_fixture_add ("/store/edits/wipe", test_wipe);
  edit_fixture_add ("/store/edits/no-secret", test_no_secret);
  g_test_add_func ("/store/edits/in-memory", test_in_memory);

  return g_test_run ();
}
