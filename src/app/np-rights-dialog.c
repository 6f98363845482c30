/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-rights-dialog.h"

#include "np-fact-row.h"

/**
 * NpRightsDialog:
 *
 * What to ask an administrator for, ready to be sent: the right that was missing,
 * whether a policy helps, the smallest one that does, and a letter.
 */
struct _NpRightsDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkLabel *sentence;
  NpFactRow *action_row;
  NpFactRow *diagnosis_row;
  GtkWidget *policy_box;
  GtkTextBuffer *policy;
  GtkTextBuffer *letter;
};

G_DEFINE_FINAL_TYPE (NpRightsDialog, np_rights_dialog, ADW_TYPE_WINDOW)

static void
copy (GtkWidget *widget, GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
copy_letter_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  copy (widget, NP_RIGHTS_DIALOG (widget)->letter);
}

static void
copy_policy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  copy (widget, NP_RIGHTS_DIALOG (widget)->policy);
}

static void
np_rights_dialog_class_init (NpRightsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (NP_TYPE_FACT_ROW);
  gtk_widget_class_install_action (widget_class, "rights.copy-letter", NULL,
                                   copy_letter_action);
  gtk_widget_class_install_action (widget_class, "rights.copy-policy", NULL,
                                   copy_policy_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-rights-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpRightsDialog, sentence);
  gtk_widget_class_bind_template_child (widget_class, NpRightsDialog, action_row);
  gtk_widget_class_bind_template_child (widget_class, NpRightsDialog, diagnosis_row);
  gtk_widget_class_bind_template_child (widget_class, NpRightsDialog, policy_box);
  gtk_widget_class_bind_template_child (widget_class, NpRightsDialog, policy);
  gtk_widget_class_bind_template_child (widget_class, NpRightsDialog, letter);
}

static void
np_rights_dialog_init (NpRightsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_rights_dialog_new:
 * @parent: the window that it belongs to
 * @rights: what was denied
 *
 * Returns: (transfer none): a new dialog; GTK owns it until it is closed
 */
NpRightsDialog *
np_rights_dialog_new (GtkWindow *parent, const NpRights *rights)
{
  NpRightsDialog *self = g_object_new (NP_TYPE_RIGHTS_DIALOG, "transient-for", parent, NULL);
  g_autofree char *sentence = np_rights_dup_sentence (rights);
  g_autofree char *policy = np_rights_dup_policy (rights);
  g_autofree char *letter = np_rights_dup_letter (rights);
  g_autofree char *diagnosis = np_rights_dup_diagnosis (rights);

  gtk_label_set_label (self->sentence, sentence);
  g_object_set (self->action_row, "value", np_rights_get_action (rights), NULL);
  g_object_set (self->diagnosis_row, "value", diagnosis, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->diagnosis_row), diagnosis != NULL);
  gtk_widget_set_visible (self->policy_box, policy != NULL);
  gtk_text_buffer_set_text (self->policy, policy != NULL ? policy : "", -1);
  gtk_text_buffer_set_text (self->letter, letter, -1);
  return self;
}
