/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-list-keeper.h"
#include "np-list-pane.h"
#include "np-model-list.h"
#include "np-model-view.h"
#include "np-problem-panel.h"
#include "np-workspace-list.h"

G_BEGIN_DECLS

struct _NpListPane
{
  AdwBin parent_instance;

  /* Template widgets */
  AdwBin *account_slot;
  GtkMenuButton *source_button;
  GtkLabel *source_label;
  GtkSearchEntry *search;
  GtkMenuButton *filter_button;
  GtkFlowBox *chips;
  GtkStack *stack;
  GtkListView *list_view;
  AdwStatusPage *message;
  GtkButton *message_button;
  GtkProgressBar *progress;
  NpProblemPanel *problems;
  NpRetryLine *retry_line;
  GtkLabel *status;
  GtkButton *rest_button;

  /* Owned */
  NpModelList *models;
  NpModelView *view;
  GtkSliceListModel *slice; /* of the view: all, or its first rows */
  GtkSingleSelection *selection;
  GSimpleActionGroup *actions;
  NpListKeeper *keeper;
  GSettings *settings; /* NULL to remember nothing */
  NpWorkspace *workspace;
  NpWorkspaceList *workspaces;
  char *account_id;
  char *source; /* “workspace:ID”, “provider:NAME” or “all” */
  char *open_model_id;
  GHashTable *drafts;    /* IDs of models that have unsaved changes */
  GPtrArray *items;      /* places that are bound at the moment, borrowed */
  GPtrArray *spare_rows; /* rows that are in no place */
  GCancellable *cancellable;

  /* State */
  gboolean show_window_buttons;
  guint rest_source;
  int row_height;   /* in pixels; 0 before the first row */
  double row_pitch; /* from one row to the next, in pixels; 0 before the first layout */
};

void np_list_pane_init_rows (NpListPane *self);
void np_list_pane_show_first_rows (NpListPane *self);
void np_list_pane_update_marks (NpListPane *self);
void np_list_pane_install_filter_actions (NpListPane *self);
void np_list_pane_update_filters (NpListPane *self);
void np_list_pane_clear_filters (NpListPane *self);
void np_list_pane_restore_sort (NpListPane *self);
void np_list_pane_update_status (NpListPane *self);
void np_list_pane_watch_errors (NpListPane *self);
void np_list_pane_load_workspaces (NpListPane *self);
void np_list_pane_install_source_actions (NpListPane *self);
char *np_list_pane_dup_last_source (NpListPane *self);
void np_list_pane_set_source (NpListPane *self, const char *source);
void np_list_pane_update_source_menu (NpListPane *self);

G_END_DECLS
