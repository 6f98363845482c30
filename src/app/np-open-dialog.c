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
  NpDraftGroup *drafts;
  GtkWidget *stars;
  GtkListBox *star_list;
  GtkWidget *recents;
  GtkListBox *recent_list;

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
choose (NpOpenDialog *self, const char *model_id)
{
  g_autofree char *chosen = g_strdup (model_id);

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, chosen);
  gtk_window_close (GTK_WINDOW (self));
}

static void
open_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpOpenDialog *self = NP_OPEN_DIALOG (widget);

  choose (self, self->model_id);
}

static void
open_id_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  choose (NP_OPEN_DIALOG (widget), g_variant_get_string (parameter, NULL));
}

static GtkWidget *
make_mark_row_cb (gpointer item, gpointer user_data)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *model_id = NULL;
  g_autofree char *model_name = NULL;

  g_object_get (item, "model-id", &model_id, "model-name", &model_name, NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 *model_name != '\0' ? model_name : _ ("Without a name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), model_id);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "dialog.open-id");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", model_id);
  return row;
}

static void
show_marks (GtkWidget *group, GtkListBox *list, GListModel *marks)
{
  if (marks == NULL || g_list_model_get_n_items (marks) == 0)
    return;
  gtk_list_box_bind_model (list, marks, make_mark_row_cb, NULL, NULL);
  gtk_widget_set_visible (group, TRUE);
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

  g_type_ensure (NP_TYPE_DRAFT_GROUP);
  gtk_widget_class_install_action (widget_class, "dialog.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "dialog.open-id", "s", open_id_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-open-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpOpenDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, NpOpenDialog, note);
  gtk_widget_class_bind_template_child (widget_class, NpOpenDialog, drafts);
  gtk_widget_class_bind_template_child (widget_class, NpOpenDialog, stars);
  gtk_widget_class_bind_template_child (widget_class, NpOpenDialog, star_list);
  gtk_widget_class_bind_template_child (widget_class, NpOpenDialog, recents);
  gtk_widget_class_bind_template_child (widget_class, NpOpenDialog, recent_list);
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
 * np_open_dialog_show_marks:
 * @self: a dialog
 * @recents: (nullable): the models opened last, newest first
 * @stars: (nullable): the starred models
 *
 * Offers models that the person knows, as objects with the properties
 * “model-id” and “model-name”.
 */
void
np_open_dialog_show_marks (NpOpenDialog *self, GListModel *recents, GListModel *stars)
{
  g_return_if_fail (NP_IS_OPEN_DIALOG (self));

  show_marks (self->recents, self->recent_list, recents);
  show_marks (self->stars, self->star_list, stars);
}

/**
 * np_open_dialog_get_drafts:
 * @self: a dialog
 *
 * Returns: (transfer none): the models that were changed and not saved, none yet
 */
NpDraftGroup *
np_open_dialog_get_drafts (NpOpenDialog *self)
{
  g_return_val_if_fail (NP_IS_OPEN_DIALOG (self), NULL);

  return self->drafts;
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
