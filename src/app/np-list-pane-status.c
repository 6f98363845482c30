/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-list-pane-private.h"

#include <glib/gi18n.h>

#include "np-api-error.h"
#include "np-time-text.h"

/* What the pane says of its list: the line below it, and the page in its place
 * when there is nothing to show. */

typedef struct
{
  const char *icon;
  const char *title;
  const char *description;
  const char *button;
  const char *action;
} Message;

/* AdwStatusPage reads its description as markup. */
static void
show_message (NpListPane *self, const Message *message)
{
  const char *description = message->description != NULL ? message->description : "";
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_icon_name (self->message, message->icon);
  adw_status_page_set_title (self->message, message->title);
  adw_status_page_set_description (self->message, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->message_button), message->button != NULL);
  if (message->button != NULL)
    {
      gtk_button_set_label (self->message_button, message->button);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->message_button), message->action);
    }
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
show_no_match (NpListPane *self)
{
  const char *search = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *title = *search != '\0'
                               /* Translators: %s is what was searched for */
                               ? g_strdup_printf (_ ("Nothing matches “%s”"), search)
                               : g_strdup (_ ("Nothing matches the filters"));
  const char *clear = *search != '\0' ? _ ("Clear Search") : _ ("Clear Filters");
  Message message = { "edit-find-symbolic", title, NULL, clear, "models.clear" };

  show_message (self, &message);
}

/* What went wrong stands above, in the panel of problems. */
static void
show_error (NpListPane *self, const GError *error)
{
  gboolean is_denied = g_error_matches (error, NP_API_ERROR, NP_API_ERROR_PERMISSION_DENIED);
  Message denied = { "changes-prevent-symbolic", _ ("You may not list models here"),
                     _ ("You can still open one by its ID."), _ ("Open Model"),
                     "win.open-model" };
  Message other = { "folder-symbolic", _ ("The list could not be loaded"), NULL, NULL, NULL };

  show_message (self, is_denied ? &denied : &other);
}

static void
show_empty (NpListPane *self)
{
  gboolean is_all = self->source == NULL || !g_str_has_prefix (self->source, "workspace:");
  Message message = { "folder-symbolic",
                      is_all ? _ ("There are no models here")
                             : _ ("This workspace has no models yet"),
                      _ ("Models that are made in the console show up here."), _ ("Load Again"),
                      "models.reload" };

  show_message (self, &message);
}

static void
update_stack (NpListPane *self)
{
  guint n_models = np_model_list_get_n_models (self->models);
  const GError *error = np_model_list_get_error (self->models);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->view)) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (n_models > 0)
    show_no_match (self);
  else if (error != NULL && !np_model_list_get_is_loading (self->models))
    show_error (self, error);
  else if (!np_model_list_get_is_complete (self->models))
    gtk_stack_set_visible_child_name (self->stack, "loading");
  else
    show_empty (self);
}

static char *
describe_list (NpListPane *self)
{
  guint n_models = np_model_list_get_n_models (self->models);
  gint64 total = np_model_list_get_total_count (self->models);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->view));
  gint64 fetched_at = np_model_list_get_fetched_at (self->models);
  g_autofree char *age = NULL;

  if (np_model_list_get_is_loading (self->models) && total >= 0)
    /* Translators: how many models are there, and how many there will be */
    return g_strdup_printf (_ ("Loading %'u of %'u"), n_models, (guint) total);
  if (np_model_list_get_is_loading (self->models))
    /* Translators: below the list while it is being loaded */
    return g_strdup (_ ("Loading"));
  if (!np_model_list_get_is_complete (self->models) && total > n_models)
    /* Translators: how many models are there, and how many there should be */
    return g_strdup_printf (_ ("%'u of %'u loaded"), n_models, (guint) total);
  if (n_shown != n_models)
    /* Translators: how many models match the search, and how many there are */
    return g_strdup_printf (_ ("%'u of %'u"), n_shown, n_models);
  if (fetched_at == 0)
    return g_strdup ("");
  age = np_time_text_dup_age (fetched_at);
  /* Translators: how many models there are, and how long ago that was asked */
  return g_strdup_printf (ngettext ("%'u model · %s", "%'u models · %s", n_models), n_models,
                          age);
}

/* The way on when what is on show is not all there is. */
static void
update_rest (NpListPane *self)
{
  guint n_models = np_model_list_get_n_models (self->models);
  gboolean is_part = np_model_list_get_total_count (self->models) > n_models;

  gtk_widget_set_visible (GTK_WIDGET (self->rest_button),
                          is_part && n_models > 0 &&
                              np_model_list_get_error (self->models) != NULL &&
                              !np_model_list_get_is_loading (self->models));
}

/* Each time that the list fails: the panel counts what is the same again. */
static void
error_cb (NpListPane *self)
{
  const GError *error = np_model_list_get_error (self->models);
  g_autoptr (NpProblem) problem = NULL;

  if (error == NULL)
    return;
  problem = np_problem_new (error, "ListModels", NULL);
  np_problem_set_retry (problem, "models.reload", NULL);
  np_problem_panel_add (self->problems, problem);
}

static void
complete_cb (NpListPane *self)
{
  if (np_model_list_get_is_complete (self->models))
    np_problem_panel_settle (self->problems, "ListModels");
}

/**
 * np_list_pane_update_status: (skip)
 * @self: a pane
 */
void
np_list_pane_update_status (NpListPane *self)
{
  g_autofree char *text = describe_list (self);
  gboolean is_loading = np_model_list_get_is_loading (self->models);
  guint n_models = np_model_list_get_n_models (self->models);
  gint64 total = np_model_list_get_total_count (self->models);

  gtk_label_set_label (self->status, text);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_loading && total > n_models);
  if (is_loading && total > 0)
    gtk_progress_bar_set_fraction (self->progress,
                                   MIN (1.0, (double) n_models / (double) total));
  update_rest (self);
  update_stack (self);
}

/**
 * np_list_pane_watch_errors: (skip)
 * @self: a pane
 */
void
np_list_pane_watch_errors (NpListPane *self)
{
  g_signal_connect_object (self->models, "notify::error", G_CALLBACK (error_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->models, "notify::complete", G_CALLBACK (complete_cb), self,
                           G_CONNECT_SWAPPED);
}
