/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include "np-error-text.h"

/* What the window says while something is tried again by itself, and how a person
 * puts an end to it. */

/* What is tried again sooner is not worth a word. */
#define MIN_WAIT_MS 1000

static gboolean
is_about_model (const char *operation)
{
  return g_strcmp0 (operation, "GetModel") == 0 || g_strcmp0 (operation, "UpdateModel") == 0;
}

/* A model that is not on the screen yet is opened from the list. */
static NpRetryLine *
find_line (NpWindow *self, const char *operation)
{
  if (is_about_model (operation) && self->model_page != NULL &&
      gtk_widget_get_mapped (GTK_WIDGET (self->model_page)))
    return np_model_page_get_retry_line (self->model_page);
  return self->list_pane != NULL ? np_list_pane_get_retry_line (self->list_pane) : NULL;
}

static void
retrying_cb (
    NpWindow *self, const char *operation, guint attempt, guint wait_ms, GError *reason)
{
  NpRetryLine *line = find_line (self, operation);
  g_autofree char *sentence = NULL;

  if (wait_ms < MIN_WAIT_MS || line == NULL)
    return;
  sentence = np_error_text_dup_sentence (reason, operation);
  np_retry_line_start (line, sentence, wait_ms);
}

static void
stop_opening (NpWindow *self)
{
  g_cancellable_cancel (self->opening);
  g_object_unref (self->opening);
  self->opening = g_cancellable_new ();
}

static void
model_cancelled_cb (NpWindow *self)
{
  np_window_stop_leaving (self);
  stop_opening (self);
  np_model_page_stop (self->model_page);
}

static void
list_cancelled_cb (NpWindow *self)
{
  stop_opening (self);
  np_list_pane_stop (self->list_pane);
}

/**
 * np_window_watch_retries: (skip)
 * @self: a window with a workspace connected
 */
void
np_window_watch_retries (NpWindow *self)
{
  g_signal_connect_object (self->workspace, "retrying", G_CALLBACK (retrying_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "notify::clock-offset",
                           G_CALLBACK (np_window_update_notes), self, G_CONNECT_SWAPPED);
}

/**
 * np_window_stop_retries: (skip)
 * @self: a window
 *
 * What was tried again belongs to another connection.
 */
void
np_window_stop_retries (NpWindow *self)
{
  stop_opening (self);
  if (self->list_pane != NULL)
    np_retry_line_stop (np_list_pane_get_retry_line (self->list_pane));
  if (self->model_page != NULL)
    np_retry_line_stop (np_model_page_get_retry_line (self->model_page));
}

/**
 * np_window_connect_list_retry: (skip)
 * @self: a window with its list
 */
void
np_window_connect_list_retry (NpWindow *self)
{
  g_signal_connect_object (np_list_pane_get_retry_line (self->list_pane), "cancelled",
                           G_CALLBACK (list_cancelled_cb), self, G_CONNECT_SWAPPED);
}

/**
 * np_window_connect_model_retry: (skip)
 * @self: a window with the page of a model
 */
void
np_window_connect_model_retry (NpWindow *self)
{
  g_signal_connect_object (np_model_page_get_retry_line (self->model_page), "cancelled",
                           G_CALLBACK (model_cancelled_cb), self, G_CONNECT_SWAPPED);
}
