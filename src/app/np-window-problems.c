/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include "np-welcome-page.h"

/* Where the window says what went wrong: at the place that it concerns. */

static gboolean
is_shown (gpointer widget)
{
  return widget != NULL && gtk_widget_get_mapped (widget);
}

/* A model that did not open belongs to the list that it was chosen from; where the
 * list is not on the screen, to the page that is. */
static NpProblemPanel *
find_panel (NpWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);
  gboolean is_list_away = self->leaflet != NULL && adw_leaflet_get_folded (self->leaflet) &&
                          g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet),
                                     "content") == 0;

  if (NP_IS_WELCOME_PAGE (page))
    return np_welcome_page_get_problems (NP_WELCOME_PAGE (page));
  if (is_list_away && is_shown (self->model_page))
    return np_model_page_get_problems (self->model_page);
  return self->list_pane != NULL ? np_list_pane_get_problems (self->list_pane) : NULL;
}

static void
withdraw_offers (NpWindow *self, NpProblem *problem)
{
  if (!np_window_has_other_accounts (self) ||
      g_strcmp0 (np_problem_get_operation (problem), "GetModel") != 0)
    np_problem_withdraw_offers (problem, NP_ERROR_OFFER_LOOK_ELSEWHERE);
  if (self->account == NULL)
    np_problem_withdraw_offers (problem, NP_ERROR_OFFER_CHANGE_KEY);
  if (self->workspace == NULL)
    np_problem_withdraw_offers (problem, NP_ERROR_OFFER_DIAGNOSE);
}

/**
 * np_window_show_failure: (skip)
 * @self: a window
 * @error: what went wrong
 * @operation: (nullable): the operation of the service that failed
 *
 * Tells of a failure that is not one of the open model. It stays until it is closed,
 * or until the same operation works.
 */
void
np_window_show_failure (NpWindow *self, const GError *error, const char *operation)
{
  gboolean is_open = g_strcmp0 (operation, "GetModel") == 0;
  g_autoptr (NpProblem)
      problem = np_problem_new (error, operation, is_open ? self->wanted_model_id : NULL);
  NpProblemPanel *panel = find_panel (self);

  if (panel == NULL)
    return;
  if (is_open)
    np_problem_set_retry (problem, "win.open-model-id", self->wanted_model_id);
  withdraw_offers (self, problem);
  np_problem_panel_add (panel, problem);
}

/**
 * np_window_show_model_failure: (skip)
 * @self: a window with a model open
 * @error: what went wrong
 * @operation: (nullable): the operation of the service that failed
 *
 * Tells of a failure of the open model.
 */
void
np_window_show_model_failure (NpWindow *self, const GError *error, const char *operation)
{
  NpDocument *document = np_window_get_document (self);
  g_autoptr (NpProblem)
      problem = np_problem_new (error, operation, np_document_get_model_id (document));

  if (g_strcmp0 (operation, "UpdateModel") == 0)
    {
      np_problem_set_retry (problem, "model.try-again", NULL);
      np_window_tell_save_failed (self, error);
    }
  else if (g_strcmp0 (operation, "GetModel") == 0)
    np_problem_set_retry (problem, "model.reload", NULL);
  np_problem_set_model (problem, np_model_form_get_model (np_document_get_form (document)));
  withdraw_offers (self, problem);
  np_problem_panel_add (np_model_page_get_problems (self->model_page), problem);
}

/**
 * np_window_settle: (skip)
 * @self: a window
 * @operation: an operation of the service that worked
 *
 * Takes away what that operation had failed with before, wherever it was told.
 */
void
np_window_settle (NpWindow *self, const char *operation)
{
  if (self->list_pane != NULL)
    np_problem_panel_settle (np_list_pane_get_problems (self->list_pane), operation);
  if (self->model_page != NULL)
    np_problem_panel_settle (np_model_page_get_problems (self->model_page), operation);
}
