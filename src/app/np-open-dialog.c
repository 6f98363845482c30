/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-open-dialog.h"

#include <glib/gi18n.h>

#include "np-model-id.h"
#include "np-region.h"

/**
 * NpOpenDialog:
 *
 * Asks for a model, by its ID or by any link or text that holds one.
 */
struct _NpOpenDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkEditable *entry;
  GtkLabel *note;

  /* Owned */
  char *region;
  char *model_id;
};

G_DEFINE_FINAL_TYPE (NpOpenDialog, np_open_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
describe_region (NpOpenDialog *self, const char *region)
{
  guint i = 0;

  if (region == NULL || self->region == NULL || *self->region == '\0' ||
      g_str_equal (region, self->region))
    return NULL;
  return g_strdup_printf (
      /* Translators: %s is the name of a region, such as China (Hangzhou) */
      _ ("This link is for %s, which is not the region of your account."),
      np_region_find (region, &i) ? np_region_get_name (i) : region);
}

static void
changed_cb (NpOpenDialog *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  g_autofree char *region = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->model_id, g_free);
  if (np_model_id_parse (text, &self->model_id, &region, &error))
    note = describe_region (self, region);
  else if (*text != '\0')
    note = g_strdup (error->message);

  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.open", self->model_id != NULL);
}

static void
open_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpOpenDialog *self = NP_OPEN_DIALOG (widget);
  g_autofree char *model_id = g_strdup (self->model_id);

  gtk_widget_set_visible (widget, FALSE);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, model_id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
activated_cb (NpOpenDialog *self)
{
  if (self->model_id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "dialog.open", NULL);
}

static void
np_open_dialog_finalize (GObject *object)
{
  NpOpenDialog *self = NP_OPEN_DIALOG (object);

  g_free (self->region);
  g_free (self->model_id);

  G_OBJECT_CLASS (np_open_dialog_parent_class)->finalize (object);
}

static void
np_open_dialog_class_init (NpOpenDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = np_open_dialog_finalize;

  /**
   * NpOpenDialog::chosen:
   * @self: a dialog
   * @model_id: the model ID
   *
   * A model was chosen; the dialog closes itself.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "dialog.open", NULL, open_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-open-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpOpenDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, NpOpenDialog, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
np_open_dialog_init (NpOpenDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.open", FALSE);
}

/**
 * np_open_dialog_new:
 * @parent: the window that it belongs to
 * @region: (nullable): the region of the account, to notice a link of another one
 *
 * Returns: (transfer none): a new dialog; GTK owns it until it is closed
 */
NpOpenDialog *
np_open_dialog_new (GtkWindow *parent, const char *region)
{
  NpOpenDialog *self = g_object_new (NP_TYPE_OPEN_DIALOG, "transient-for", parent, NULL);

  self->region = g_strdup (region);
  return self;
}
