/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

#include "np-draft.h"

G_BEGIN_DECLS

/* What is remembered on this computer. Properties: "notice" (string, nullable).
 * Signals: "history-changed". */
#define NP_TYPE_LIBRARY (np_library_get_type ())
G_DECLARE_FINAL_TYPE (NpLibrary, np_library, NP, LIBRARY, GObject)

NpLibrary *np_library_new (const char *path);
const char *np_library_get_notice (NpLibrary *self);
void np_library_forget_account (NpLibrary *self, const char *account_id);

/* Recents and stars of an account at one host: GListModels of objects with the
 * properties "model-id" and "model-name", newest first. */
void np_library_add_recent (NpLibrary *self,
                            const char *account_id,
                            const char *host,
                            const char *model_id,
                            const char *model_name);
void np_library_set_star (NpLibrary *self,
                          const char *account_id,
                          const char *host,
                          const char *model_id,
                          const char *model_name,
                          gboolean is_starred);
void np_library_load_marks_async (NpLibrary *self,
                                  const char *account_id,
                                  const char *host,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean np_library_load_marks_finish (NpLibrary *self,
                                       GAsyncResult *result,
                                       GListModel **out_recents,
                                       GListModel **out_stars,
                                       GError **error);

/* Models of every account whose lists are remembered, as an a(ssss) of account,
 * workspace, which may be empty, ModelId and name. */
void np_library_search_async (NpLibrary *self,
                              const char *text,
                              guint max_hits,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GVariant *np_library_search_finish (NpLibrary *self, GAsyncResult *result, GError **error);

/* Edits that were not saved, and the saves: see NpHistoryList. */
void np_library_load_drafts_async (NpLibrary *self,
                                   const char *account_id,
                                   const char *host,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *np_library_load_drafts_finish (NpLibrary *self,
                                          GAsyncResult *result,
                                          GError **error);
void np_library_drop_draft (NpLibrary *self,
                            const char *account_id,
                            const char *host,
                            const char *model_id);
void np_library_set_keeps_history (NpLibrary *self, gboolean keeps_history);
gboolean np_library_get_keeps_history (NpLibrary *self);
void np_library_wipe_history_async (NpLibrary *self,
                                    const char *account_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean np_library_wipe_history_finish (NpLibrary *self, GAsyncResult *result, GError **error);

void np_library_close_async (NpLibrary *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean np_library_close_finish (NpLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
