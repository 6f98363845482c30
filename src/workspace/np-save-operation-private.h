/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-merge.h"
#include "np-save-outcome-private.h"

G_BEGIN_DECLS

/* What a save is to bring about. A text of %NULL is no wish for that field. */
typedef struct
{
  /* Owned */
  NpWorkspace *workspace;
  char *model_id;
  NpModel *base;                 /* nullable: what the wishes were made upon … */
  char *base_texts[NP_N_FIELDS]; /* … or this, where there was no whole model */
  char *texts[NP_N_FIELDS];
  NpModel *checked; /* nullable: the model as a review has just read it */

  /* State */
  gboolean is_reviewed; /* a second connection is open: send a witness along */
  gboolean sends_all;   /* the service clears what is left out: leave nothing out */
  gboolean is_undo;
  gboolean is_unsendable[NP_N_FIELDS]; /* would be wished for, but the API cannot say it */
} NpSaveWish;

NpSaveWish *np_save_wish_new (NpWorkspace *workspace, const char *model_id);
void np_save_wish_free (NpSaveWish *self);
gboolean np_save_wish_add (NpSaveWish *self, NpFieldId id, const char *base, const char *text);

void np_save_operation_run_async (NpSaveWish *wish,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
NpSaveOutcome *np_save_operation_run_finish (GAsyncResult *result,
                                             NpModelMerge **out_conflict,
                                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpSaveWish, np_save_wish_free)

G_END_DECLS
