/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-banner.h"
#include "np-history-view.h"
#include "np-model-page.h"
#include "np-outcome-card.h"
#include "np-permission-button.h"

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
  NpProblemPanel *problems;
  NpRetryLine *retry_line;
  NpBanner *failed_banner;
  AdwViewStack *pages;
  NpBanner *draft_banner;
  NpPermissionButton *permission_button;
  NpBanner *permission_banner;
  GtkAdjustment *scroll;
  GtkWidget *column;
  NpOutcomeCard *outcome_card;
  GtkWidget *rows[NP_N_FIELDS];
  AdwBin *history_slot;

  /* Owned */
  NpDocument *document;
  NpLibrary *library;
  GSettings *settings; /* NULL: everything is reviewed */
  GCancellable *cancellable;
  NpModelChanges *agreed;   /* sent in vain, and not to be reviewed again; NULL for none */
  NpPermission *permission; /* to change the open model; NULL: nothing was told yet */
  GCancellable *asking;     /* for that; NULL while nobody asks */
  char *asked_model_id;     /* about which model; NULL for none */

  /* Borrowed from its slot; NULL until the history is first shown */
  NpHistoryView *history;

  /* State */
  NpFieldId revealed;  /* what to scroll to */
  guint n_ticks;       /* how often, still */
  gboolean is_in_flow; /* from the review to the outcome */
  gboolean is_locked;  /* nothing can be typed: the right is denied */
  gboolean is_trying_anyway;
  gboolean is_save_denied; /* it was a save that was denied */
};

void np_model_page_install_save_actions (GtkWidgetClass *widget_class);
void np_model_page_update_conflict (NpModelPage *self);
void np_model_page_install_reading_actions (GtkWidgetClass *widget_class);
void np_model_page_watch_permission (NpModelPage *self);
void np_model_page_stop_permission (NpModelPage *self);
void np_model_page_learn_permission (NpModelPage *self, const GError *error);
void np_model_page_install_draft_actions (GtkWidgetClass *widget_class);
void np_model_page_watch_drafts (NpModelPage *self);
void np_model_page_update_draft (NpModelPage *self);
void np_model_page_update_history (NpModelPage *self);
void np_model_page_emit_discarded (NpModelPage *self);
void np_model_page_ask_history (NpModelPage *self, const char *wish, NpHistoryEntry *entry);
void np_model_page_emit_failed (NpModelPage *self, const GError *error, const char *operation);

G_END_DECLS
