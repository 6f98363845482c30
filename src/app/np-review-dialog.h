/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-document.h"

G_BEGIN_DECLS

/* What a person decided on looking at the changes. */
typedef enum
{
  NP_REVIEW_ANSWER_BACK,   /* nothing is to be sent */
  NP_REVIEW_ANSWER_SEND,   /* send them */
  NP_REVIEW_ANSWER_DECIDE, /* somebody else changed the same: decide on that first */
} NpReviewAnswer;

#define NP_TYPE_REVIEW_DIALOG (np_review_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpReviewDialog, np_review_dialog, NP, REVIEW_DIALOG, AdwWindow)

void np_review_dialog_run_async (NpDocument *document,
                                 GtkWindow *parent,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
NpReviewAnswer np_review_dialog_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
