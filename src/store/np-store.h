/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-draft.h"
#include "np-history-entry.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The local database: one file, one thread that talks to it. A file that is
 * damaged or of a newer version is set aside and "notice" says so.
 *
 * Properties: "notice" (string, nullable, translated). Every call is
 * asynchronous and ends in the main loop; a store that cannot be used at all
 * works in memory. Calls are carried out in the order they were made, but those for
 * drafts and history go before lists and marks that wait. */
#define NP_TYPE_STORE (np_store_get_type ())
G_DECLARE_FINAL_TYPE (NpStore, np_store, NP, STORE, GObject)

NpStore *np_store_new (const char *path);
const char *np_store_get_notice (NpStore *self);
void np_store_close_async (NpStore *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean np_store_close_finish (NpStore *self, GAsyncResult *result, GError **error);

/* What everything is kept under; np_store_forget_account() goes by the first part. */
char *np_store_dup_key (const char *account_id,
                        const char *host,
                        const char *workspace_id,
                        const char *provider);
void np_store_forget_account (NpStore *self, const char *account_id);

/* Cached lists. Models are NpModelSummary. A part is for the first frame: its first
 * models at once, then the rest, with the position where they belong. */
void np_store_save_list (NpStore *self, const char *key, GPtrArray *models, gint64 fetched_at);
void np_store_load_list_async (NpStore *self,
                               const char *key,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *np_store_load_list_finish (NpStore *self,
                                      GAsyncResult *result,
                                      gint64 *out_fetched_at,
                                      GError **error);
void np_store_load_list_part_async (NpStore *self,
                                    const char *key,
                                    guint first,
                                    guint max_models,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *np_store_load_list_part_finish (NpStore *self,
                                           GAsyncResult *result,
                                           guint *out_n_stored,
                                           gint64 *out_fetched_at,
                                           GError **error);

/* Looks through all lists for models that have every word, in their folded form. The
 * hits are an a(ssss) of account, workspace, which may be empty, ModelId and name. */
void np_store_search_async (NpStore *self,
                            char *const *words,
                            guint max_hits,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GVariant *np_store_search_finish (NpStore *self, GAsyncResult *result, GError **error);

/* Recents and stars: lists of NpModelMark, newest first. */
void np_store_add_recent (NpStore *self,
                          const char *key,
                          const char *model_id,
                          const char *model_name);
void np_store_set_star (NpStore *self,
                        const char *key,
                        const char *model_id,
                        const char *model_name,
                        gboolean is_starred);
void np_store_load_marks_async (NpStore *self,
                                const char *key,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean np_store_load_marks_finish (NpStore *self,
                                     GAsyncResult *result,
                                     GListModel **out_recents,
                                     GListModel **out_stars,
                                     GError **error);

/* Drafts: what somebody typed into a model and has not saved. There is one for each
 * model of a key. A draft is on the disk when the call ends without an error. */
void np_store_save_draft_async (NpStore *self,
                                const char *key,
                                NpDraft *draft,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean np_store_save_draft_finish (NpStore *self, GAsyncResult *result, GError **error);
void np_store_drop_draft_async (NpStore *self,
                                const char *key,
                                const char *model_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean np_store_drop_draft_finish (NpStore *self, GAsyncResult *result, GError **error);
void np_store_load_draft_async (NpStore *self,
                                const char *key,
                                const char *model_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
NpDraft *np_store_load_draft_finish (NpStore *self, GAsyncResult *result, GError **error);
void np_store_load_drafts_async (NpStore *self,
                                 const char *key,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *np_store_load_drafts_finish (NpStore *self,
                                        GAsyncResult *result,
                                        guint *out_n_damaged,
                                        GError **error);

/* History: every save, newest first. */
void np_store_add_history_async (NpStore *self,
                                 NpHistoryEntry *entry,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean np_store_add_history_finish (NpStore *self, GAsyncResult *result, GError **error);
void np_store_search_history_async (NpStore *self,
                                    const char *account_id,
                                    const char *model_id,
                                    const char *query,
                                    gint64 before_ordinal,
                                    guint max_entries,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *np_store_search_history_finish (NpStore *self,
                                           GAsyncResult *result,
                                           guint *out_n_damaged,
                                           GError **error);
void np_store_count_history_async (NpStore *self,
                                   const char *account_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gssize np_store_count_history_finish (NpStore *self, GAsyncResult *result, GError **error);
void np_store_wipe_history_async (NpStore *self,
                                  const char *account_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean np_store_wipe_history_finish (NpStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
