/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-account-row.h"

#include <glib/gi18n.h>

#include "np-account-dot.h"
#include "np-account-text.h"

/**
 * NpAccountRow:
 *
 * An account in a list: its colour, its name, where it is, and what needs
 * attention about its key. It follows the account.
 */
struct _NpAccountRow
{
  GtkListBoxRow parent_instance;

  /* Template widgets */
  NpAccountDot *dot;
  GtkLabel *name;
  GtkLabel *place;
  GtkLabel *note;
  GtkImage *icon;

  /* Owned */
  NpAccount *account;

  /* State */
  gboolean is_marked;
};

G_DEFINE_FINAL_TYPE (NpAccountRow, np_account_row, GTK_TYPE_LIST_BOX_ROW)

/* What a screen reader says: all of it, as the tick is only a picture. */
static void
update_accessible (NpAccountRow *self, const char *place, const char *note)
{
  g_autoptr (GString) label = g_string_new (np_account_get_name (self->account));

  g_string_append_printf (label, ", %s", place);
  if (note != NULL)
    g_string_append_printf (label, ", %s", note);
  if (self->is_marked)
    g_string_append_printf (label, ", %s", _ ("in use"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label->str, -1);
}

static void
np_account_row_dispose (GObject *object)
{
  g_clear_object (&NP_ACCOUNT_ROW (object)->account);

  G_OBJECT_CLASS (np_account_row_parent_class)->dispose (object);
}

static void
np_account_row_class_init (NpAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_account_row_dispose;

  g_type_ensure (NP_TYPE_ACCOUNT_DOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpAccountRow, dot);
  gtk_widget_class_bind_template_child (widget_class, NpAccountRow, name);
  gtk_widget_class_bind_template_child (widget_class, NpAccountRow, place);
  gtk_widget_class_bind_template_child (widget_class, NpAccountRow, note);
  gtk_widget_class_bind_template_child (widget_class, NpAccountRow, icon);
}

static void
np_account_row_init (NpAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_account_row_new:
 * @account: the account to show
 * @icon_name: (nullable): a symbolic picture at the end of the row
 *
 * Returns: (transfer none) (type NpAccountRow): a new row, floating
 */
GtkWidget *
np_account_row_new (NpAccount *account, const char *icon_name)
{
  NpAccountRow *self = NULL;

  g_return_val_if_fail (NP_IS_ACCOUNT (account), NULL);

  self = g_object_new (NP_TYPE_ACCOUNT_ROW, NULL);
  self->account = g_object_ref (account);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  g_signal_connect_object (account, "notify", G_CALLBACK (np_account_row_update), self,
                           G_CONNECT_SWAPPED);
  np_account_row_update (self);
  return GTK_WIDGET (self);
}

/**
 * np_account_row_get_account:
 * @self: a row
 *
 * Returns: (transfer none): the account that it shows
 */
NpAccount *
np_account_row_get_account (NpAccountRow *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT_ROW (self), NULL);

  return self->account;
}

/**
 * np_account_row_set_is_marked:
 * @self: a row
 * @is_marked: whether this is the account in use; its picture is only shown then
 */
void
np_account_row_set_is_marked (NpAccountRow *self, gboolean is_marked)
{
  g_return_if_fail (NP_IS_ACCOUNT_ROW (self));

  self->is_marked = is_marked;
  /* Its place stays, so that names are cut at the same width in all rows. */
  gtk_widget_set_opacity (GTK_WIDGET (self->icon), is_marked ? 1 : 0);
  np_account_row_update (self);
}

/**
 * np_account_row_update:
 * @self: a row
 *
 * Looks at the account and at the clock anew: a token may have ended since.
 */
void
np_account_row_update (NpAccountRow *self)
{
  g_autofree char *place = NULL;
  g_autofree char *note = NULL;

  g_return_if_fail (NP_IS_ACCOUNT_ROW (self));

  place = np_account_text_dup_place (self->account);
  note = np_account_text_dup_note (self->account, g_get_real_time () / G_USEC_PER_SEC);
  g_object_set (self->dot, "colour", np_account_get_colour (self->account), NULL);
  gtk_label_set_label (self->name, np_account_get_name (self->account));
  gtk_label_set_label (self->place, place);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  update_accessible (self, place, note);
}
