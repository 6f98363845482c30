/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-edit-fixture.h"

G_BEGIN_DECLS

/* A store in a folder of its own. */
typedef struct
{
  char *folder;
  char *path;
  NpStore *store;
} EditFixture;

void edit_fixture_set_up (EditFixture *f, gconstpointer data);
void edit_fixture_tear_down (EditFixture *f, gconstpointer data);
void edit_fixture_reopen (EditFixture *f);
#define edit_fixture_add(path, test) \
  g_test_add (path, EditFixture, NULL, edit_fixture_set_up, test, edit_fixture_tear_down)

void test_save_draft (NpStore *store, const char *key, NpDraft *draft);
void test_save_draft_number (NpStore *store,
                             const char *key,
                             const char *model_id,
                             guint number);
void test_assert_draft (NpStore *store, const char *key, const char *model_id, guint number);
void test_assert_drafts (NpStore *store, const char *key, const char *expected);

void test_add_entry (NpStore *store, NpHistoryEntry *entry);
void test_add_entry_number (NpStore *store,
                            const char *account_id,
                            const char *model_id,
                            guint number);
void test_assert_found (NpStore *store,
                        const char *account_id,
                        const char *model_id,
                        const char *query,
                        const char *expected);

G_END_DECLS
