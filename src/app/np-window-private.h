/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-account-button.h"
#include "np-draft-group.h"
#include "np-history-dialog.h"
#include "np-list-pane.h"
#include "np-practice.h"
#include "np-problem.h"
#include "np-window.h"

G_BEGIN_DECLS

/* What to do once it is settled what becomes of unsaved changes. */
typedef void (*NpWindowStep) (NpWindow *self, const char *argument);

struct _NpWindow
{
  AdwApplicationWindow parent_instance;

  /* Template widgets */
  AdwToastOverlay *toasts;
  GtkStack *stack;

  /* Borrowed from the page called work; NULL until something is connected */
  AdwLeaflet *leaflet;
  NpListPane *list_pane;
  GtkStack *content;
  NpAccountButton *account_button;

  /* Borrowed from the stack; NULL until the first model is opened */
  NpModelPage *model_page;

  /* Borrowed, NULL while they are closed */
  NpHistoryDialog *history_dialog;
  GtkWindow *requests_window;
  AdwToast *waiting_toast; /* while a save keeps somebody from leaving */

  /* Owned */
  NpAccounts *accounts;
  GSettings *settings;
  NpLibrary *library;
  NpAccount *account;  /* whose workspace is on show; NULL for none and in practice */
  GListModel *recents; /* of objects with the properties model-id and model-name */
  GListModel *stars;   /* likewise */
  NpWorkspace *workspace;
  NpPractice *practice;
  NpSaveOutcome *outcome;        /* of the last save; NULL for none */
  NpHistoryEntry *restore_entry; /* what goes into the form when its model is open */
  GCancellable *cancellable;
  GCancellable *opening; /* of the model that was asked for last */

  /* State */
  char *wanted_model_id; /* the model that was asked for last */
  gboolean is_starred;
  gboolean awaits_list; /* somebody was here while the list was loaded */
  gboolean awaits_save; /* likewise, while a save was under way */
  guint n_returns;      /* how often the window became the active one */
  gboolean has_notices; /* the desktop shows something of this window */

  /* State: where to go when the save under way has worked */
  NpWindowStep leave_step;
  char *leave_argument;
};

NpDocument *np_window_get_document (NpWindow *self);
const char *np_window_get_open_model_id (NpWindow *self);
gboolean np_window_get_is_dirty (NpWindow *self);
gboolean np_window_get_is_saving (NpWindow *self);
void np_window_close_model (NpWindow *self);
NpWindow *np_window_find_other (NpWindow *self, const char *model_id);
void np_window_ensure_work (NpWindow *self);
void np_window_install_keys (GtkWidgetClass *widget_class);
void np_window_install_actions (GtkWidgetClass *widget_class);
void np_window_update_actions (NpWindow *self);
void np_window_set_account (NpWindow *self, NpAccount *account);
void np_window_set_practice (NpWindow *self, NpPractice *practice);
void np_window_set_nothing (NpWindow *self);
void np_window_show_account (NpWindow *self, const char *account_id);
gboolean np_window_has_other_accounts (NpWindow *self);
void np_window_install_elsewhere_action (GtkWidgetClass *widget_class);
void np_window_load_marks (NpWindow *self);
void np_window_remember_model (NpWindow *self);
void np_window_watch_accounts (NpWindow *self);
void np_window_install_workspace_actions (GtkWidgetClass *widget_class);
void np_window_notify_starred (NpWindow *self);
void np_window_update_notes (NpWindow *self);
void np_window_set_starred (NpWindow *self, gboolean starred);
void np_window_install_outcome_actions (GtkWidgetClass *widget_class);
void np_window_watch_saves (NpWindow *self);
void np_window_set_outcome (NpWindow *self, NpSaveOutcome *outcome);
void np_window_show_saved (NpWindow *self, NpSaveOutcome *outcome);
void np_window_show_undo_failure (NpWindow *self, const GError *error);
void np_window_show_failure (NpWindow *self, const GError *error, const char *operation);
void np_window_show_model_failure (NpWindow *self, const GError *error, const char *operation);
void np_window_settle (NpWindow *self, const char *operation);
void np_window_show_message (NpWindow *self, const char *message);
void np_window_show_lasting_message (NpWindow *self, const char *message);

void np_window_update_list (NpWindow *self);

/* Drafts. */
void np_window_load_drafts (NpWindow *self);
void np_window_offer_drafts (NpWindow *self, NpDraftGroup *group);
void np_window_show_gone (NpWindow *self, NpDraft *draft);
void np_window_show_discarded (NpWindow *self);
void np_window_install_draft_actions (GtkWidgetClass *widget_class);

/* History. */
void np_window_install_history_actions (GtkWidgetClass *widget_class);
void np_window_ask_history (NpWindow *self, const char *wish, NpHistoryEntry *entry);
void np_window_undo_entry (NpWindow *self, NpHistoryEntry *entry);
void np_window_restore_wanted (NpWindow *self);
void np_window_update_history_place (NpWindow *self);

void np_window_leave_model (NpWindow *self, NpWindowStep step, const char *argument);
void np_window_go_on_leaving (NpWindow *self);
void np_window_stop_leaving (NpWindow *self);

/* Notices of the desktop. */
void np_window_watch_presence (NpWindow *self);
void np_window_watch_list_run (NpWindow *self);
void np_window_watch_save_run (NpWindow *self);
void np_window_tell_saved (NpWindow *self, NpSaveOutcome *outcome);
void np_window_tell_save_failed (NpWindow *self, const GError *error);

char *np_window_dup_connection_note (NpWindow *self);
void np_window_watch_network (NpWindow *self);
void np_window_watch_retries (NpWindow *self);
void np_window_stop_retries (NpWindow *self);
void np_window_connect_list_retry (NpWindow *self);
void np_window_connect_model_retry (NpWindow *self);

G_END_DECLS
