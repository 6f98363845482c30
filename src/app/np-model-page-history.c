/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-page-private.h"

/* The page of the model's history. It is made when it is first shown: most
 * people who open a model want to edit it. */

static gboolean
is_shown (NpModelPage *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "history") == 0;
}

static void
show_place (NpModelPage *self)
{
  NpWorkspace *workspace = np_document_get_workspace (self->document);

  np_history_view_set_place (self->history,
                             workspace != NULL ? np_workspace_get_account_id (workspace) : NULL,
                             workspace != NULL ? np_workspace_get_key_host (workspace) : NULL);
}

static void
show_list (NpModelPage *self)
{
  NpWorkspace *workspace = np_document_get_workspace (self->document);
  const char *model_id = np_document_get_model_id (self->document);
  g_autoptr (NpHistoryList) list = NULL;

  if (workspace != NULL && model_id != NULL)
    list = np_history_list_new (self->library, np_workspace_get_account_id (workspace),
                                model_id);
  np_history_view_set_list (self->history, list);
}

static void
kept_cb (NpModelPage *self)
{
  if (self->history != NULL)
    np_history_view_set_is_kept (self->history, np_library_get_keeps_history (self->library));
}

static void
make_view (NpModelPage *self)
{
  self->history = NP_HISTORY_VIEW (np_history_view_new (FALSE));
  adw_bin_set_child (self->history_slot, GTK_WIDGET (self->history));
  g_signal_connect_object (self->history, "asked", G_CALLBACK (np_model_page_ask_history), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "notify::keeps-history", G_CALLBACK (kept_cb), self,
                           G_CONNECT_SWAPPED);
  kept_cb (self);
}

/**
 * np_model_page_update_history: (skip)
 * @self: a page
 *
 * Shows the history of the model that is open, if that is what is on the screen.
 */
void
np_model_page_update_history (NpModelPage *self)
{
  if (self->library == NULL || !is_shown (self))
    {
      if (self->history != NULL)
        np_history_view_set_list (self->history, NULL);
      return;
    }
  if (self->history == NULL)
    make_view (self);
  show_place (self);
  show_list (self);
}

/**
 * np_model_page_get_history:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the view of the history, %NULL until it is
 *   first shown
 */
NpHistoryView *
np_model_page_get_history (NpModelPage *self)
{
  g_return_val_if_fail (NP_IS_MODEL_PAGE (self), NULL);

  return self->history;
}

/**
 * np_model_page_show_form:
 * @self: a page
 *
 * Turns to the form.
 */
void
np_model_page_show_form (NpModelPage *self)
{
  g_return_if_fail (NP_IS_MODEL_PAGE (self));

  adw_view_stack_set_visible_child_name (self->pages, "edit");
}
