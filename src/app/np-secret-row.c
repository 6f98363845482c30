/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-secret-row.h"

#include "np-secret-buffer.h"

/**
 * NpSecretRow:
 *
 * A row for a secret. Its text sits in memory that is not swapped out, cannot be
 * made visible or copied, is no property of anything and is wiped by
 * np_secret_row_clear().
 */
struct _NpSecretRow
{
  AdwPreferencesRow parent_instance;

  /* Template widgets */
  GtkEditable *entry;
  NpSecretBuffer *buffer;
};

G_DEFINE_FINAL_TYPE (NpSecretRow, np_secret_row, ADW_TYPE_PREFERENCES_ROW)

static void
title_cb (NpSecretRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
}

static gboolean
np_secret_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NP_SECRET_ROW (widget)->entry));
}

static void
np_secret_row_class_init (NpSecretRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = np_secret_row_grab_focus;
  g_type_ensure (NP_TYPE_SECRET_BUFFER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-secret-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpSecretRow, entry);
  gtk_widget_class_bind_template_child (widget_class, NpSecretRow, buffer);
  gtk_widget_class_bind_template_callback (widget_class, title_cb);
}

static void
np_secret_row_init (NpSecretRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_secret_row_peek_text:
 * @self: a row
 *
 * Returns: (transfer none): what was typed; gone with the next change of the row
 */
const char *
np_secret_row_peek_text (NpSecretRow *self)
{
  g_return_val_if_fail (NP_IS_SECRET_ROW (self), NULL);

  return np_secret_buffer_peek_secret (self->buffer);
}

/**
 * np_secret_row_clear:
 * @self: a row
 *
 * Empties the row and wipes what it held.
 */
void
np_secret_row_clear (NpSecretRow *self)
{
  g_return_if_fail (NP_IS_SECRET_ROW (self));

  gtk_editable_set_text (self->entry, "");
}
