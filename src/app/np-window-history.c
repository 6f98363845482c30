/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

#include "np-api-error.h"
#include "np-compare-dialog.h"
#include "np-error-text.h"
#include "np-history-dialog.h"

/* What the window does with saves of the past. */

/* A save that is being undone, and where that was asked for. */
typedef struct
{
  NpWindow *window;      /* owned */
  NpHistoryView *view;   /* owned, nullable */
  NpHistoryEntry *entry; /* owned */
} UndoRequest;

static void
undo_request_free (UndoRequest *request)
{
  g_object_unref (request->window);
  g_clear_object (&request->view);
  g_object_unref (request->entry);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UndoRequest, undo_request_free)

static char *
describe_problem (const GError *error)
{
  /* The sentence names the fields that somebody changed since. */
  if (g_error_matches (error, NP_API_ERROR, NP_API_ERROR_CONFLICT))
    return g_strdup (error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING))
    return g_strdup (_ ("A save is under way. Try again when it has ended."));
  return np_error_text_dup_line (error, "UpdateModel");
}

static void
show_problem (UndoRequest *request, const GError *error)
{
  g_autofree char *problem = NULL;

  if (request->view == NULL)
    {
      np_window_show_undo_failure (request->window, error);
      return;
    }
  problem = describe_problem (error);
  np_history_view_end_undo (request->view, request->entry, problem);
}

static void
undo_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UndoRequest) request = user_data;
  NpWindow *self = request->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpSaveOutcome)
      outcome = np_document_undo_save_finish (NP_DOCUMENT (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (outcome == NULL)
    {
      show_problem (request, error);
      return;
    }
  if (request->view != NULL)
    np_history_view_end_undo (request->view, request->entry, NULL);
  np_window_show_saved (self, outcome);
}

static void
undo (NpWindow *self, NpHistoryView *view, NpHistoryEntry *entry)
{
  NpDocument *document = np_window_get_document (self);
  UndoRequest *request = g_new0 (UndoRequest, 1);

  request->window = g_object_ref (self);
  g_set_object (&request->view, view);
  request->entry = g_object_ref (entry);
  if (view != NULL)
    np_history_view_begin_undo (view, entry);
  np_document_set_workspace (document, self->workspace);
  np_document_undo_save_async (document, entry, self->cancellable, undo_cb, request);
}

static gboolean
is_open (NpWindow *self, NpHistoryEntry *entry)
{
  return g_strcmp0 (np_window_get_open_model_id (self),
                    np_history_entry_get_model_id (entry)) == 0;
}

/* The old values go into the form of the model, which may have to be opened for it. */
static void
restore (NpWindow *self, NpHistoryEntry *entry)
{
  g_set_object (&self->restore_entry, entry);
  if (is_open (self, entry))
    np_window_restore_wanted (self);
  else
    np_window_open_model (self, np_history_entry_get_model_id (entry));
}

static void
compare (NpWindow *self, NpHistoryView *view, NpHistoryEntry *entry)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view)));

  gtk_window_present (GTK_WINDOW (np_compare_dialog_new (parent, self->workspace, entry)));
}

static void
asked (NpWindow *self, NpHistoryView *view, const char *wish, NpHistoryEntry *entry)
{
  if (self->workspace == NULL)
    return;
  if (g_str_equal (wish, "undo"))
    undo (self, view, entry);
  else if (g_str_equal (wish, "restore"))
    restore (self, entry);
  else if (g_str_equal (wish, "compare"))
    compare (self, view, entry);
  else if (g_str_equal (wish, "open"))
    np_window_open_model (self, np_history_entry_get_model_id (entry));
}

static void
dialog_asked_cb (NpWindow *self, const char *wish, NpHistoryEntry *entry)
{
  asked (self, np_history_dialog_get_view (self->history_dialog), wish, entry);
  /* What it does is seen in the window behind. */
  if (g_str_equal (wish, "restore") || g_str_equal (wish, "open"))
    gtk_window_present (GTK_WINDOW (self));
}

static void
history_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  if (self->history_dialog == NULL)
    {
      self->history_dialog = np_history_dialog_new (GTK_WINDOW (self), self->library);
      g_object_add_weak_pointer (G_OBJECT (self->history_dialog),
                                 (gpointer *) &self->history_dialog);
      g_signal_connect_object (np_history_dialog_get_view (self->history_dialog), "asked",
                               G_CALLBACK (dialog_asked_cb), self, G_CONNECT_SWAPPED);
      np_window_update_history_place (self);
    }
  gtk_window_present (GTK_WINDOW (self->history_dialog));
}

/**
 * np_window_install_history_actions: (skip)
 * @widget_class: the class of the window
 */
void
np_window_install_history_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.history", NULL, history_action);
}

/**
 * np_window_ask_history: (skip)
 * @self: a window
 * @wish: what the page of the model wants
 * @entry: of this save
 */
void
np_window_ask_history (NpWindow *self, const char *wish, NpHistoryEntry *entry)
{
  asked (self, np_model_page_get_history (self->model_page), wish, entry);
}

/**
 * np_window_undo_entry: (skip)
 * @self: a window
 * @entry: a save of the workspace on show
 *
 * Sends the old values back, and says what came of it.
 */
void
np_window_undo_entry (NpWindow *self, NpHistoryEntry *entry)
{
  if (self->workspace != NULL)
    undo (self, NULL, entry);
}

/**
 * np_window_restore_wanted: (skip)
 * @self: a window with a model open
 *
 * Puts old values into the form, if that was asked for and the model is the one.
 */
void
np_window_restore_wanted (NpWindow *self)
{
  g_autoptr (NpHistoryEntry) entry = g_steal_pointer (&self->restore_entry);

  if (entry == NULL || !is_open (self, entry))
    return;
  np_model_page_show_form (self->model_page);
  np_document_restore_entry (np_window_get_document (self), entry);
}

/**
 * np_window_update_history_place: (skip)
 * @self: a window
 *
 * Tells the window of the history which saves can be undone from here.
 */
void
np_window_update_history_place (NpWindow *self)
{
  if (self->history_dialog == NULL)
    return;
  np_history_view_set_place (
      np_history_dialog_get_view (self->history_dialog),
      self->workspace != NULL ? np_workspace_get_account_id (self->workspace) : NULL,
      self->workspace != NULL ? np_workspace_get_key_host (self->workspace) : NULL);
}
