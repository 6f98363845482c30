/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-request-row.h"

#include <glib/gi18n.h>

#include "np-api-error.h"
#include "np-error-text.h"

/**
 * NpRequestRow:
 *
 * One request in the list of them: when, what, and what came of it.
 */
struct _NpRequestRow
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkImage *mark;
  GtkLabel *operation;
  GtkLabel *time;
  GtkLabel *outcome;
  GtkLabel *request_id;
  GtkWidget *copy_button;

  /* Owned */
  NpRequestLogEntry *entry;
};

G_DEFINE_FINAL_TYPE (NpRequestRow, np_request_row, ADW_TYPE_BIN)

static char *
dup_operation (NpRequestLogEntry *entry)
{
  const char *operation = np_request_log_entry_get_operation (entry);
  guint attempt = np_request_log_entry_get_attempt (entry);

  if (attempt <= 1)
    return g_strdup (operation);
  /* Translators: an operation of the service, and which attempt of it this was */
  return g_strdup_printf (_ ("%s · attempt %u"), operation, attempt);
}

static char *
dup_time (NpRequestLogEntry *entry)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (
      np_request_log_entry_get_time (entry) / G_TIME_SPAN_SECOND);

  return time != NULL ? g_date_time_format (time, "%H:%M:%S") : g_strdup ("");
}

/* In a word: what the service said, or why it said nothing. */
static char *
dup_result (NpRequestLogEntry *entry)
{
  int outcome = np_request_log_entry_get_outcome (entry);
  g_autoptr (GError) error = NULL;

  if (np_request_log_entry_get_code (entry) != NULL)
    return g_strdup (np_request_log_entry_get_code (entry));
  if (outcome == NP_REQUEST_SUCCEEDED)
    /* Translators: what came of a request: it worked */
    return g_strdup (_ ("OK"));
  if (outcome == NP_REQUEST_CANCELLED)
    /* Translators: what came of a request: its answer was not needed any more */
    return g_strdup (_ ("Cancelled"));
  error = g_error_new_literal (NP_API_ERROR, outcome, "");
  return np_error_text_dup_heading (error, NULL);
}

static char *
dup_outcome (NpRequestLogEntry *entry)
{
  guint status = np_request_log_entry_get_status (entry);
  guint duration = np_request_log_entry_get_duration (entry);
  g_autofree char *result = dup_result (entry);

  if (status == 0)
    /* Translators: what came of a request, and how many milliseconds it took */
    return g_strdup_printf (_ ("%s · %u ms"), result, duration);
  /* Translators: the HTTP status of an answer, what came of the request, and how many
   * milliseconds it took */
  return g_strdup_printf (_ ("%u · %s · %u ms"), status, result, duration);
}

static void
show_mark (NpRequestRow *self, int outcome)
{
  const char *icon_name = outcome == NP_REQUEST_SUCCEEDED   ? "object-select-symbolic"
                          : outcome == NP_REQUEST_CANCELLED ? "process-stop-symbolic"
                                                            : "dialog-warning-symbolic";

  gtk_image_set_from_icon_name (self->mark, icon_name);
  if (outcome < 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self->mark), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->mark), "error");
}

/* Its place stays, so that the times stand below each other. */
static void
show_request_id (NpRequestRow *self, const char *request_id)
{
  gtk_label_set_label (self->request_id, request_id != NULL ? request_id : "");
  gtk_widget_set_visible (GTK_WIDGET (self->request_id), request_id != NULL);
  gtk_widget_set_opacity (self->copy_button, request_id != NULL ? 1.0 : 0.0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "request.copy-id", request_id != NULL);
}

static void
copy_id_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          np_request_log_entry_get_request_id (NP_REQUEST_ROW (widget)->entry));
}

static void
np_request_row_dispose (GObject *object)
{
  g_clear_object (&NP_REQUEST_ROW (object)->entry);

  G_OBJECT_CLASS (np_request_row_parent_class)->dispose (object);
}

static void
np_request_row_class_init (NpRequestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_request_row_dispose;
  gtk_widget_class_install_action (widget_class, "request.copy-id", NULL, copy_id_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-request-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpRequestRow, mark);
  gtk_widget_class_bind_template_child (widget_class, NpRequestRow, operation);
  gtk_widget_class_bind_template_child (widget_class, NpRequestRow, time);
  gtk_widget_class_bind_template_child (widget_class, NpRequestRow, outcome);
  gtk_widget_class_bind_template_child (widget_class, NpRequestRow, request_id);
  gtk_widget_class_bind_template_child (widget_class, NpRequestRow, copy_button);
}

static void
np_request_row_init (NpRequestRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_request_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
np_request_row_new (void)
{
  return g_object_new (NP_TYPE_REQUEST_ROW, NULL);
}

/**
 * np_request_row_set_entry:
 * @self: a row
 * @entry: (nullable): the request to show
 */
void
np_request_row_set_entry (NpRequestRow *self, NpRequestLogEntry *entry)
{
  g_autofree char *operation = NULL;
  g_autofree char *time = NULL;
  g_autofree char *outcome = NULL;

  g_return_if_fail (NP_IS_REQUEST_ROW (self));

  if (!g_set_object (&self->entry, entry) || entry == NULL)
    return;
  operation = dup_operation (entry);
  time = dup_time (entry);
  outcome = dup_outcome (entry);
  gtk_label_set_label (self->operation, operation);
  gtk_label_set_label (self->time, time);
  gtk_label_set_label (self->outcome, outcome);
  show_request_id (self, np_request_log_entry_get_request_id (entry));
  show_mark (self, np_request_log_entry_get_outcome (entry));
}

/**
 * np_request_row_dup_words:
 * @self: a row that shows a request
 *
 * Returns: (transfer full): what a screen reader says of it
 */
char *
np_request_row_dup_words (NpRequestRow *self)
{
  g_return_val_if_fail (NP_IS_REQUEST_ROW (self), NULL);

  return g_strdup_printf ("%s, %s, %s", gtk_label_get_text (self->operation),
                          gtk_label_get_text (self->outcome), gtk_label_get_text (self->time));
}
