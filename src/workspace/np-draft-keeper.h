/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-form.h"
#include "np-store.h"

G_BEGIN_DECLS

/* Writes down what is typed into a form, for one model, until it is told to leave.
 * Signals: "failed" (GError): once, until a write has worked again.
 *
 * Two processes of one person would write the same drafts, and the last one wins. The
 * program is a GApplication, so there is one process. */
#define NP_TYPE_DRAFT_KEEPER (np_draft_keeper_get_type ())
G_DECLARE_FINAL_TYPE (NpDraftKeeper, np_draft_keeper, NP, DRAFT_KEEPER, GObject)

NpDraftKeeper *np_draft_keeper_new (NpModelForm *form,
                                    NpStore *store,
                                    const char *key,
                                    const char *model_id);
void np_draft_keeper_start (NpDraftKeeper *self, NpDraft *draft, gboolean is_stored);
gboolean np_draft_keeper_is_for (NpDraftKeeper *self, const char *key, const char *model_id);
gboolean np_draft_keeper_get_is_pending (NpDraftKeeper *self);
NpDraft *np_draft_keeper_dup_draft (NpDraftKeeper *self);
void np_draft_keeper_leave (NpDraftKeeper *self);
void np_draft_keeper_give_up (NpDraftKeeper *self);
void np_draft_keeper_flush_async (NpDraftKeeper *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean np_draft_keeper_flush_finish (NpDraftKeeper *self,
                                       GAsyncResult *result,
                                       GError **error);

G_END_DECLS
