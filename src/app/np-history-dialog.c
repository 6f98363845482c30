/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-history-dialog.h"

/**
 * NpHistoryDialog:
 *
 * The history of all models and all accounts, in a window that may stay open
 * beside the other one.
 */
struct _NpHistoryDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  AdwBin *slot;

  /* Owned */
  NpLibrary *library;

  /* Borrowed from the slot */
  NpHistoryView *view;
};

G_DEFINE_FINAL_TYPE (NpHistoryDialog, np_history_dialog, ADW_TYPE_WINDOW)

static void
kept_cb (NpHistoryDialog *self)
{
  np_history_view_set_is_kept (self->view, np_library_get_keeps_history (self->library));
}

static void
np_history_dialog_dispose (GObject *object)
{
  g_clear_object (&NP_HISTORY_DIALOG (object)->library);

  G_OBJECT_CLASS (np_history_dialog_parent_class)->dispose (object);
}

static void
np_history_dialog_class_init (NpHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_history_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpHistoryDialog, slot);
}

static void
np_history_dialog_init (NpHistoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = NP_HISTORY_VIEW (np_history_view_new (TRUE));
  adw_bin_set_child (self->slot, GTK_WIDGET (self->view));
}

/**
 * np_history_dialog_new:
 * @parent: the window that it belongs to
 * @library: where the history is kept
 *
 * Returns: (transfer none): a new window; GTK owns it until it is closed
 */
NpHistoryDialog *
np_history_dialog_new (GtkWindow *parent, NpLibrary *library)
{
  NpHistoryDialog *self = g_object_new (NP_TYPE_HISTORY_DIALOG, "transient-for", parent, NULL);
  g_autoptr (NpHistoryList) list = np_history_list_new (library, NULL, NULL);

  self->library = g_object_ref (library);
  g_signal_connect_object (library, "notify::keeps-history", G_CALLBACK (kept_cb), self,
                           G_CONNECT_SWAPPED);
  kept_cb (self);
  np_history_view_set_list (self->view, list);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return self;
}

/**
 * np_history_dialog_get_view:
 * @self: a window
 *
 * Returns: (transfer none): the view in it
 */
NpHistoryView *
np_history_dialog_get_view (NpHistoryDialog *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_DIALOG (self), NULL);

  return self->view;
}
