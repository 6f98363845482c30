/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-checks.h"

#include <string.h>

#include "np-await.h"
#include "np-store-fixture.h"

/* The edits of each model that are not saved. */

#define OTHER_KEY "account-1/pai-2.example//"

static void
test_drafts (EditFixture *f, gconstpointer data)
{
  test_assert_drafts (f->store, TEST_DRAFT_KEY, "");
  test_assert_draft (f->store, TEST_DRAFT_KEY, "m1", 0);
  test_save_draft_number (f->store, TEST_DRAFT_KEY, "m1", 1);
  test_save_draft_number (f->store, TEST_DRAFT_KEY, "m2", 2);
  test_save_draft_number (f->store, OTHER_KEY, "m1", 3);
  test_save_draft_number (f->store, "account-2/pai.example//", "m1", 4);
  test_save_draft_number (f->store, TEST_DRAFT_KEY, "m1", 5);
  edit_fixture_reopen (f);
  test_assert_draft (f->store, TEST_DRAFT_KEY, "m1", 5);
  test_assert_draft (f->store, OTHER_KEY, "m1", 3);
  test_assert_drafts (f->store, TEST_DRAFT_KEY, "5 m1, 2 m2");
  test_assert_drafts (f->store, "account-2/pai.example//", "4 m1");

  g_assert_true (test_store_drop_draft (f->store, TEST_DRAFT_KEY, "m1"));
  g_assert_true (test_store_drop_draft (f->store, TEST_DRAFT_KEY, "m7"));
  edit_fixture_reopen (f);
  test_assert_drafts (f->store, TEST_DRAFT_KEY, "2 m2");
  test_assert_draft (f->store, TEST_DRAFT_KEY, "m1", 0);
  test_assert_drafts (f->store, OTHER_KEY, "3 m1");
}

/* An edit is what somebody typed last, whatever the clock said then. */
static void
test_clock_goes_back (EditFixture *f, gconstpointer data)
{
  test_save_draft_number (f->store, TEST_DRAFT_KEY, "m1", 9);
  test_save_draft_number (f->store, TEST_DRAFT_KEY, "m1", 4);
  test_assert_draft (f->store, TEST_DRAFT_KEY, "m1", 4);
}

static void
test_draft_without_edits (EditFixture *f, gconstpointer data)
{
  const char *texts[NP_N_FIELDS] = { NULL };
  g_autoptr (GBytes) base = g_bytes_new ("", 0);
  g_autoptr (NpDraft) draft = np_draft_new ("m1", base, texts, G_MININT64);
  g_autoptr (NpDraft) loaded = NULL;

  test_save_draft (f->store, "", draft);
  loaded = test_store_load_draft (f->store, "", "m1");
  g_assert_true (np_draft_equal (draft, loaded));
  g_assert_cmpint (np_draft_get_edited_at (loaded), ==, G_MININT64);
}

/* A megabyte in each field, of what JSON makes longer. */
static void
test_long_draft (EditFixture *f, gconstpointer data)
{
  g_autofree char *text = g_strnfill (1024 * 1024, '\x01');
  const char *texts[NP_N_FIELDS];
  g_autoptr (GBytes) base = g_bytes_new (text, strlen (text));
  g_autoptr (NpDraft) draft = NULL;
  g_autoptr (NpDraft) loaded = NULL;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    texts[id] = id < 4 ? text : "x";
  draft = np_draft_new ("m1", base, texts, 5);
  test_save_draft (f->store, TEST_DRAFT_KEY, draft);
  edit_fixture_reopen (f);
  loaded = test_store_load_draft (f->store, TEST_DRAFT_KEY, "m1");
  g_assert_true (np_draft_equal (draft, loaded));
}

/* One that no row takes is refused, and nothing else suffers. */
static void
test_too_long_draft (EditFixture *f, gconstpointer data)
{
  gsize length = 49 * 1024 * 1024;
  g_autofree char *text = g_strnfill (length, 'x');
  const char *texts[NP_N_FIELDS] = { NULL };
  g_autoptr (GBytes) base = g_bytes_new_static (text, length);
  g_autoptr (NpDraft) draft = np_draft_new ("m1", base, texts, 5);
  g_autoptr (GError) error = NULL;

  test_save_draft_number (f->store, TEST_DRAFT_KEY, "m1", 1);
  g_assert_false (test_store_save_draft (f->store, TEST_DRAFT_KEY, draft, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  test_assert_draft (f->store, TEST_DRAFT_KEY, "m1", 1);
  test_store_close (f->store);
  g_assert_nonnull (strstr (np_store_get_notice (f->store), "too long"));
  g_object_unref (f->store);
  f->store = np_store_new (f->path);
  test_assert_draft (f->store, TEST_DRAFT_KEY, "m1", 1);
}

static void
save_job (EditFixture *f, const char *model_id, guint number, GAsyncResult **slot)
{
  g_autoptr (NpDraft) draft = test_draft_new (model_id, "text", number);

  np_store_save_draft_async (f->store, TEST_DRAFT_KEY, draft, NULL, np_await_result_cb, slot);
}

/* A draft goes before the lists that wait, and into the middle of one that is being
 * written; what has its order keeps it. */
static void
test_drafts_go_first (EditFixture *f, gconstpointer data)
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
  test_assert_draft (f->store, TEST_DRAFT_KEY, "m1", G_N_ELEMENTS (drafts));
  loaded = test_store_load (f->store, "account-1/2", NULL);
  g_assert_true (test_models_equal (loaded, models));
}

/* Forgetting is between what came before and what comes after. */
static void
test_order_of_forgetting (EditFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new ("a", 5000);
  GAsyncResult *slots[2] = { NULL };

  np_store_save_list (f->store, "account-9/x", models, 1);
  save_job (f, "m1", 1, &slots[0]);
  np_store_forget_account (f->store, TEST_ACCOUNT);
  np_store_save_list (f->store, "account-9/y", models, 1);
  save_job (f, "m2", 2, &slots[1]);
  np_await_true (slots[0] != NULL && slots[1] != NULL);
  test_assert_drafts (f->store, TEST_DRAFT_KEY, "2 m2");
  g_object_unref (slots[0]);
  g_object_unref (slots[1]);
}

/* What was asked for before closing is done. */
static void
test_close_with_drafts (EditFixture *f, gconstpointer data)
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
  test_assert_drafts (f->store, TEST_DRAFT_KEY, "20 m2, 19 m1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  edit_fixture_add ("/store/edits/drafts", test_drafts);
  edit_fixture_add ("/store/edits/clock-goes-back", test_clock_goes_back);
  edit_fixture_add ("/store/edits/draft-without-edits", test_draft_without_edits);
  edit_fixture_add ("/store/edits/long-draft", test_long_draft);
  edit_fixture_add ("/store/edits/too-long-draft", test_too_long_draft);
  edit_fixture_add ("/store/edits/drafts-go-first", test_drafts_go_first);
  edit_fixture_add ("/store/edits/order-of-forgetting", test_order_of_forgetting);
  edit_fixture_add ("/store/edits/close", test_close_with_drafts);

  return g_test_run ();
}
