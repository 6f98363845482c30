/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-receipt-dialog.h"

#include <glib/gi18n.h>

#include "np-long-words.h"
#include "np-save-text.h"
#include "np-toast.h"

/**
 * NpReceiptDialog:
 *
 * The receipt of one save, to be pasted into a ticket or kept as a file.
 */
struct _NpReceiptDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  AdwToastOverlay *toasts;
  GtkTextView *view;

  /* Owned */
  char *receipt;
  char *file_name;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NpReceiptDialog, np_receipt_dialog, ADW_TYPE_WINDOW)

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpReceiptDialog *self = NP_RECEIPT_DIALOG (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->receipt);
  adw_toast_overlay_add_toast (self->toasts, np_toast_new (_ ("Copied.")));
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpReceiptDialog) self = user_data;
  g_autofree char *sentence = np_save_text_finish (result);

  if (sentence != NULL)
    adw_toast_overlay_add_toast (self->toasts, np_toast_new (sentence));
}

static void
save_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpReceiptDialog *self = NP_RECEIPT_DIALOG (widget);

  np_save_text_async (GTK_WINDOW (self), _ ("Keep Receipt"), self->file_name, self->receipt,
                      self->cancellable, save_cb, g_object_ref (self));
}

static char *
make_file_name (NpHistoryEntry *entry)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (
      np_history_entry_get_saved_at (entry) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *day = time != NULL ? g_date_time_format (time, "%Y-%m-%d-%H%M") : NULL;

  return g_strdup_printf ("%s-%s.md", np_history_entry_get_model_id (entry),
                          day != NULL ? day : "receipt");
}

static void
np_receipt_dialog_dispose (GObject *object)
{
  NpReceiptDialog *self = NP_RECEIPT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (np_receipt_dialog_parent_class)->dispose (object);
}

static void
np_receipt_dialog_finalize (GObject *object)
{
  NpReceiptDialog *self = NP_RECEIPT_DIALOG (object);

  g_free (self->receipt);
  g_free (self->file_name);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (np_receipt_dialog_parent_class)->finalize (object);
}

static void
np_receipt_dialog_class_init (NpReceiptDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_receipt_dialog_dispose;
  object_class->finalize = np_receipt_dialog_finalize;

  gtk_widget_class_install_action (widget_class, "receipt.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "receipt.save", NULL, save_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-receipt-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpReceiptDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, NpReceiptDialog, view);
}

static void
np_receipt_dialog_init (NpReceiptDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  np_long_words_wrap (gtk_text_view_get_buffer (self->view));
}

/**
 * np_receipt_dialog_new:
 * @parent: the window that it belongs to
 * @entry: a save
 *
 * Returns: (transfer none): a new dialog; GTK owns it until it is closed
 */
NpReceiptDialog *
np_receipt_dialog_new (GtkWindow *parent, NpHistoryEntry *entry)
{
  NpReceiptDialog *self = NULL;

  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (entry), NULL);

  self = g_object_new (NP_TYPE_RECEIPT_DIALOG, "transient-for", parent, NULL);
  self->receipt = np_history_entry_dup_receipt (entry);
  self->file_name = make_file_name (entry);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), self->receipt, -1);
  return self;
}
