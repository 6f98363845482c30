/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

#include "np-api-error.h"
#include "np-outcome-text.h"
#include "np-toast.h"

/* What the window says of a save, and how it is taken back. */

static void
update_actions (NpWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_known = self->outcome != NULL &&
                      np_save_outcome_get_stored (self->outcome) != NULL &&
                      np_save_outcome_get_result (self->outcome) != NP_SAVED_NOT_APPLIED;

  gtk_widget_action_set_enabled (widget, "win.show-outcome", self->outcome != NULL);
  gtk_widget_action_set_enabled (widget, "win.explain-outcome",
                                 self->outcome != NULL &&
                                     np_save_outcome_get_error (self->outcome) != NULL);
  gtk_widget_action_set_enabled (widget, "win.undo-save",
                                 is_known &&
                                     !np_save_outcome_get_is_already_there (self->outcome));
  gtk_widget_action_set_enabled (widget, "win.give-back",
                                 is_known &&
                                     (np_save_outcome_get_n_lost (self->outcome) > 0 ||
                                      np_save_outcome_get_n_overwritten (self->outcome) > 0));
}

static gboolean
is_open (NpWindow *self, const char *model_id)
{
  return g_strcmp0 (np_window_get_open_model_id (self), model_id) == 0;
}

/* A RequestId is long, and its first part is enough to see which one it is. */
static char *
shorten_request_id (const char *request_id)
{
  if (g_utf8_strlen (request_id, -1) <= 16)
    return g_strdup (request_id);
  return g_strdup_printf ("%.8s…%s", request_id, request_id + strlen (request_id) - 4);
}

static char *
dup_toast_text (NpSaveOutcome *outcome)
{
  const char *request_id = np_save_outcome_get_request_id (outcome);
  g_autofree char *sentence = np_outcome_text_dup_headline (outcome);
  g_autofree char *short_id = NULL;

  if (request_id == NULL)
    return g_steal_pointer (&sentence);
  short_id = shorten_request_id (request_id);
  /* Translators: two sentences, or a sentence and the RequestId */
  return g_strdup_printf (_ ("%s %s"), sentence, short_id);
}

/* The toast leads to the one thing that a person may want to do next. */
static void
add_toast (NpWindow *self, NpSaveOutcome *outcome)
{
  g_autofree char *text = dup_toast_text (outcome);
  AdwToast *toast = np_toast_new (text);

  if (np_outcome_text_needs_look (outcome))
    {
      /* Translators: a button: shows what a save came to, field by field */
      adw_toast_set_button_label (toast, _ ("Details"));
      adw_toast_set_action_name (toast, "win.show-outcome");
    }
  else if (!np_save_outcome_get_is_already_there (outcome))
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo-save");
    }
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_outcome_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);
  const char *model_id = np_save_outcome_get_model_id (self->outcome);

  adw_leaflet_set_visible_child_name (self->leaflet, "content");
  if (is_open (self, model_id))
    np_model_page_show_outcome (self->model_page, self->outcome);
  else
    np_window_open_model (self, model_id);
}

static void
explain_outcome_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  np_window_show_model_failure (self, np_save_outcome_get_error (self->outcome), "UpdateModel");
}

static void
undo_save_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);
  g_autoptr (NpHistoryEntry) entry = np_save_outcome_dup_history_entry (self->outcome);

  np_window_undo_entry (self, entry);
}

static void
give_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpSaveOutcome)
      outcome = np_document_give_back_finish (NP_DOCUMENT (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (outcome != NULL)
    np_window_show_saved (self, outcome);
  else
    np_window_show_undo_failure (self, error);
}

static void
give_back_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  np_document_give_back_async (np_window_get_document (self), self->outcome, self->cancellable,
                               give_back_cb, g_object_ref (self));
}

/* Somebody else wrote over what was saved a moment ago. */
static void
changed_after_save_cb (NpWindow *self, NpSaveOutcome *outcome, NpModelChanges *undone)
{
  g_autofree char *text = np_outcome_text_dup_later_headline (undone);

  if (is_open (self, np_save_outcome_get_model_id (outcome)))
    np_model_page_show_later (self->model_page, undone);
  np_window_show_message (self, text);
}

/*< private >
 * np_window_install_outcome_actions:
 * @widget_class: the class of the window
 */
void
np_window_install_outcome_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-outcome", NULL, show_outcome_action);
  gtk_widget_class_install_action (widget_class, "win.explain-outcome", NULL,
                                   explain_outcome_action);
  gtk_widget_class_install_action (widget_class, "win.undo-save", NULL, undo_save_action);
  gtk_widget_class_install_action (widget_class, "win.give-back", NULL, give_back_action);
}

/*< private >
 * np_window_watch_saves:
 * @self: a window whose model page was just made
 */
void
np_window_watch_saves (NpWindow *self)
{
  g_signal_connect_object (np_window_get_document (self), "changed-after-save",
                           G_CALLBACK (changed_after_save_cb), self, G_CONNECT_SWAPPED);
}

/*< private >
 * np_window_set_outcome:
 * @self: a window
 * @outcome: (nullable): what the last save came to
 */
void
np_window_set_outcome (NpWindow *self, NpSaveOutcome *outcome)
{
  g_clear_pointer (&self->outcome, np_save_outcome_unref);
  self->outcome = outcome != NULL ? np_save_outcome_ref (outcome) : NULL;
  update_actions (self);
}

/*< private >
 * np_window_show_saved:
 * @self: a window
 * @outcome: what a save came to
 *
 * A toast is enough when all of it is there. Anything else stays on the page of
 * the model until it is closed, and a toast leads there when the page is not on
 * the screen.
 */
void
np_window_show_saved (NpWindow *self, NpSaveOutcome *outcome)
{
  gboolean needs_look = np_outcome_text_needs_look (outcome);
  gboolean is_here = is_open (self, np_save_outcome_get_model_id (outcome));

  np_window_set_outcome (self, outcome);
  np_window_tell_saved (self, outcome);
  if (is_here && needs_look)
    np_model_page_show_outcome (self->model_page, outcome);
  else if (is_here)
    np_model_page_close_outcome (self->model_page);
  if (!needs_look || !is_here || !gtk_widget_get_mapped (GTK_WIDGET (self->model_page)))
    add_toast (self, outcome);
}

/*< private >
 * np_window_show_undo_failure:
 * @self: a window
 * @error: why values were not sent back
 *
 * When somebody changed them since, that is no failure, and nothing was sent.
 */
void
np_window_show_undo_failure (NpWindow *self, const GError *error)
{
  if (g_error_matches (error, NP_API_ERROR, NP_API_ERROR_CONFLICT))
    np_window_show_lasting_message (self, error->message);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING))
    np_window_show_message (self, _ ("A save is under way. Try again when it has ended."));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    np_window_show_model_failure (self, error, "UpdateModel");
}
