/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-page.h"
#include "np-outcome-card.h"

G_BEGIN_DECLS

struct _NpModelPage
{
  AdwBin parent_instance;

  /* Template widgets */
  NpModelForm *form;
  AdwWindowTitle *title;
  GtkLabel *changes;
  GtkWidget *save_button;
  GtkSpinner *spinner;
  GtkAdjustment *scroll;
  GtkWidget *column;
  NpOutcomeCard *outcome_card;
  GtkWidget *rows[NP_N_FIELDS];
  NpProblemPanel *problems;
  NpRetryLine *retry_line;

  /* Owned */
  NpDocument *document;
  GSettings *settings; /* NULL: everything is reviewed */
  GCancellable *cancellable;
  NpModelChanges *agreed; /* sent in vain, and not to be reviewed again; NULL for none */

  /* State */
  NpFieldId revealed;  /* what to scroll to */
  guint n_ticks;       /* how often, still */
  gboolean is_in_flow; /* from the review to the outcome */
};

void np_model_page_emit_failed (NpModelPage *self, const GError *error, const char *operation);
void np_model_page_install_save_actions (GtkWidgetClass *widget_class);
void np_model_page_update_conflict (NpModelPage *self);

G_END_DECLS
