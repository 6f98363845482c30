/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-store.h"

G_BEGIN_DECLS

/* The key of drafts, and whose it is. */
#define TEST_ACCOUNT   "account-1"
#define TEST_HOST      "pai.example"
#define TEST_DRAFT_KEY TEST_ACCOUNT "/" TEST_HOST "//"

/* A draft that is another one for another number. */
NpDraft *test_draft_new (const char *model_id, const char *text, guint number);
guint test_draft_get_number (NpDraft *draft);
gboolean test_draft_is_intact (NpDraft *draft);

/* Likewise a save. */
NpHistoryEntry *test_entry_new (const char *account_id, const char *model_id, guint number);
guint test_entry_get_number (NpHistoryEntry *entry);
gboolean test_entries_equal (NpHistoryEntry *a, NpHistoryEntry *b);

/* Each waits for the answer. */
gboolean test_store_save_draft (NpStore *store,
                                const char *key,
                                NpDraft *draft,
                                GError **error);
gboolean test_store_drop_draft (NpStore *store, const char *key, const char *model_id);
NpDraft *test_store_load_draft (NpStore *store, const char *key, const char *model_id);
void test_store_open_draft (NpStore *store, const char *key, const char *model_id);
GPtrArray *test_store_load_drafts (NpStore *store, const char *key, guint *out_n_damaged);
gboolean test_store_add_history (NpStore *store, NpHistoryEntry *entry, GError **error);
GPtrArray *test_store_search_history (NpStore *store,
                                      const char *account_id,
                                      const char *model_id,
                                      const char *query,
                                      gint64 before,
                                      guint max_entries);
gssize test_store_count_history (NpStore *store, const char *account_id);
gboolean test_store_wipe_history (NpStore *store, const char *account_id, GError **error);

G_END_DECLS
