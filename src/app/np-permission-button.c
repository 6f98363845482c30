/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-permission-button.h"

#include "np-permission-text.h"

/**
 * NpPermissionButton:
 *
 * Whether the open model may be changed, as a small picture; the words are behind it.
 */
struct _NpPermissionButton
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkMenuButton *button;
  GtkLabel *heading;
  GtkLabel *reason;
};

G_DEFINE_FINAL_TYPE (NpPermissionButton, np_permission_button, ADW_TYPE_BIN)

static const char *const icon_names[] = {
  [NP_PERMISSION_UNKNOWN] = "np-lock-unknown-symbolic",
  [NP_PERMISSION_DENIED] = "changes-prevent-symbolic",
  [NP_PERMISSION_CONDITIONAL] = "np-lock-unknown-symbolic",
  [NP_PERMISSION_ALLOWED] = "changes-allow-symbolic",
};

static void
np_permission_button_class_init (NpPermissionButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-permission-button.ui");
  gtk_widget_class_bind_template_child (widget_class, NpPermissionButton, button);
  gtk_widget_class_bind_template_child (widget_class, NpPermissionButton, heading);
  gtk_widget_class_bind_template_child (widget_class, NpPermissionButton, reason);
}

static void
np_permission_button_init (NpPermissionButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_permission_button_set_state:
 * @self: a button
 * @answer: whether the model may be changed
 * @reason: why, in one or two sentences
 */
void
np_permission_button_set_state (NpPermissionButton *self,
                                NpPermissionAnswer answer,
                                const char *reason)
{
  const char *heading = np_permission_text_get_heading (answer);

  g_return_if_fail (NP_IS_PERMISSION_BUTTON (self));

  gtk_menu_button_set_icon_name (self->button, icon_names[answer]);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  heading, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->reason, reason);
}
