/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-store.h"

G_BEGIN_DECLS

#define TEST_KEY "account-1/pai.example/ws-1/"

/* A folder of its own for each test, gone afterwards. */
char *test_folder_new (void);
void test_folder_remove (char *folder);
char *test_folder_build (const char *folder, const char *name);
GPtrArray *test_folder_list (const char *folder);
gboolean test_folder_has_text (const char *folder, const char *text);

GPtrArray *test_models_new (const char *name, guint n_models);
GPtrArray *test_models_new_long (const char *name, guint n_models);
gboolean test_models_equal (GPtrArray *a, GPtrArray *b);

/* Each waits for the answer. */
GPtrArray *test_store_load (NpStore *store, const char *key, gint64 *out_fetched_at);
GPtrArray *test_store_load_part (
    NpStore *store, const char *key, guint first, guint max_models, guint *out_n_stored);
char *test_store_load_marks (NpStore *store, const char *key, gboolean stars);
void test_store_close (NpStore *store);

void test_run_sql (const char *path, const char *sql);

G_END_DECLS
