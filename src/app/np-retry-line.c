/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-retry-line.h"

#include <glib/gi18n.h>

/**
 * NpRetryLine:
 *
 * Says that something is tried again by itself, and when. It goes when that time has
 * come.
 */
struct _NpRetryLine
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkSpinner *spinner;
  GtkLabel *label;

  /* Owned */
  char *reason;

  /* State */
  gint64 next_try; /* monotonic, microseconds */
  guint tick;
};

G_DEFINE_FINAL_TYPE (NpRetryLine, np_retry_line, ADW_TYPE_BIN)

enum
{
  SIGNAL_CANCELLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
tick_cb (gpointer user_data)
{
  NpRetryLine *self = user_data;
  gint64 left = self->next_try - g_get_monotonic_time ();
  guint n_seconds = (guint) ((MAX (left, 0) + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND);
  g_autofree char *text = NULL;

  if (n_seconds == 0)
    {
      np_retry_line_stop (self);
      return G_SOURCE_REMOVE;
    }
  /* Translators: a sentence that says why, and after how many seconds it is tried again */
  text = g_strdup_printf (_ ("%s Next try in %u s"), self->reason, n_seconds);
  gtk_label_set_label (self->label, text);
  return G_SOURCE_CONTINUE;
}

static void
cancel_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_retry_line_stop (NP_RETRY_LINE (widget));
  g_signal_emit (widget, signals[SIGNAL_CANCELLED], 0);
}

static void
np_retry_line_dispose (GObject *object)
{
  NpRetryLine *self = NP_RETRY_LINE (object);

  g_clear_handle_id (&self->tick, g_source_remove);

  G_OBJECT_CLASS (np_retry_line_parent_class)->dispose (object);
}

static void
np_retry_line_finalize (GObject *object)
{
  g_free (NP_RETRY_LINE (object)->reason);

  G_OBJECT_CLASS (np_retry_line_parent_class)->finalize (object);
}

static void
np_retry_line_class_init (NpRetryLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_retry_line_dispose;
  object_class->finalize = np_retry_line_finalize;

  /**
   * NpRetryLine::cancelled:
   * @self: a line
   *
   * The person does not want it to be tried again.
   */
  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                            0);

  gtk_widget_class_install_action (widget_class, "retry.cancel", NULL, cancel_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-retry-line.ui");
  gtk_widget_class_bind_template_child (widget_class, NpRetryLine, spinner);
  gtk_widget_class_bind_template_child (widget_class, NpRetryLine, label);
}

static void
np_retry_line_init (NpRetryLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_retry_line_start:
 * @self: a line
 * @reason: a sentence that says why it did not work the first time
 * @wait_ms: after how many milliseconds it is tried again
 *
 * Shows the line until then.
 */
void
np_retry_line_start (NpRetryLine *self, const char *reason, guint wait_ms)
{
  g_return_if_fail (NP_IS_RETRY_LINE (self));
  g_return_if_fail (reason != NULL);

  np_retry_line_stop (self);
  self->reason = g_strdup (reason);
  self->next_try = g_get_monotonic_time () + wait_ms * G_TIME_SPAN_MILLISECOND;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_spinner_start (self->spinner);
  self->tick = g_timeout_add (250, tick_cb, self);
  tick_cb (self);
}

/**
 * np_retry_line_stop:
 * @self: a line
 *
 * Hides the line.
 */
void
np_retry_line_stop (NpRetryLine *self)
{
  g_return_if_fail (NP_IS_RETRY_LINE (self));

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->reason, g_free);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
