/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-checks.h"

#include "np-store-fixture.h"

void
edit_fixture_set_up (EditFixture *f, gconstpointer data)
{
  f->folder = test_folder_new ();
  f->path = test_folder_build (f->folder, "store.db");
  f->store = np_store_new (f->path);
}

static void
close_store (EditFixture *f)
{
  test_store_close (f->store);
  g_assert_null (np_store_get_notice (f->store));
  g_object_unref (f->store);
}

void
edit_fixture_tear_down (EditFixture *f, gconstpointer data)
{
  close_store (f);
  g_free (f->path);
  test_folder_remove (f->folder);
}

void
edit_fixture_reopen (EditFixture *f)
{
  close_store (f);
  f->store = np_store_new (f->path);
}

/* Saves a draft, which must work. */
void
test_save_draft (NpStore *store, const char *key, NpDraft *draft)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (test_store_save_draft (store, key, draft, &error));
  g_assert_no_error (error);
}

/* Saves the draft with that number, which may be any but 0. */
void
test_save_draft_number (NpStore *store, const char *key, const char *model_id, guint number)
{
  g_autoptr (NpDraft) draft = test_draft_new (model_id, "text", number);

  test_save_draft (store, key, draft);
}

/* The number is 0 for no draft. */
void
test_assert_draft (NpStore *store, const char *key, const char *model_id, guint number)
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
void
test_assert_drafts (NpStore *store, const char *key, const char *expected)
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

/* Adds a save, which must work. */
void
test_add_entry (NpStore *store, NpHistoryEntry *entry)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (test_store_add_history (store, entry, &error));
  g_assert_no_error (error);
}

void
test_add_entry_number (NpStore *store,
                       const char *account_id,
                       const char *model_id,
                       guint number)
{
  g_autoptr (NpHistoryEntry) entry = test_entry_new (account_id, model_id, number);

  test_add_entry (store, entry);
}

/* The numbers of what a search finds, as "3 2 1". */
void
test_assert_found (NpStore *store,
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
