/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-profile-row.h"

#include <glib/gi18n.h>

#include "np-account-text.h"
#include "np-endpoint.h"
#include "np-region.h"

/**
 * NpProfileRow:
 *
 * A profile of a file: what it is and where its key goes, or why it cannot be
 * imported; and afterwards what came of it.
 */
struct _NpProfileRow
{
  AdwActionRow parent_instance;

  /* Template widgets */
  GtkCheckButton *check;
  GtkImage *mark;

  /* Owned */
  NpProfile *profile;
};

G_DEFINE_FINAL_TYPE (NpProfileRow, np_profile_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
append_part (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

/* The CLI's endpoint is used as it is: people should see where their key goes. */
static char *
dup_place (NpProfile *profile)
{
  const char *text = np_profile_get_custom_endpoint (profile);
  g_autoptr (NpEndpoint) endpoint = *text != '\0' ? np_endpoint_new_custom (text, NULL) : NULL;
  guint i = 0;

  if (endpoint != NULL)
    return g_strdup (np_endpoint_get_authority (endpoint));
  if (np_region_find (np_profile_get_region (profile), &i))
    return g_strdup (np_region_get_name (i));
  return g_strdup (_ ("the region chosen below"));
}

static char *
describe (NpProfile *profile)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *place = dup_place (profile);
  g_autofree char *end = np_account_text_dup_end (np_profile_get_expires (profile));

  if (!np_profile_get_can_import (profile))
    return g_strdup (np_profile_get_reason (profile));
  append_part (text, np_profile_get_mode (profile));
  append_part (text, np_profile_get_access_key_id (profile));
  append_part (text, place);
  if (end != NULL)
    /* Translators: %s is a day and a time of day */
    g_string_append_printf (text, _ ("\nEnds on %s"), end);
  return g_strdup (text->str);
}

static void
toggled_cb (NpProfileRow *self)
{
  g_signal_emit (self, signals[SIGNAL_TOGGLED], 0);
}

static void
np_profile_row_dispose (GObject *object)
{
  g_clear_object (&NP_PROFILE_ROW (object)->profile);

  G_OBJECT_CLASS (np_profile_row_parent_class)->dispose (object);
}

static void
np_profile_row_class_init (NpProfileRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_profile_row_dispose;

  /**
   * NpProfileRow::toggled:
   * @self: a row
   *
   * The profile was chosen, or not any more.
   */
  signals[SIGNAL_TOGGLED] = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                          0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-profile-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpProfileRow, check);
  gtk_widget_class_bind_template_child (widget_class, NpProfileRow, mark);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
np_profile_row_init (NpProfileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_profile_row_new:
 * @profile: a profile
 *
 * Returns: (transfer none) (type NpProfileRow): a new row, floating; one that can be
 *   imported is chosen
 */
GtkWidget *
np_profile_row_new (NpProfile *profile)
{
  NpProfileRow *self = NULL;
  g_autofree char *text = NULL;
  gboolean can_import = FALSE;

  g_return_val_if_fail (NP_IS_PROFILE (profile), NULL);

  self = g_object_new (NP_TYPE_PROFILE_ROW, NULL);
  self->profile = g_object_ref (profile);
  can_import = np_profile_get_can_import (profile);
  text = describe (profile);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), np_profile_get_name (profile));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_check_button_set_active (self->check, can_import);
  if (!can_import)
    {
      np_profile_row_lock (self);
      gtk_widget_add_css_class (GTK_WIDGET (self), "np-refused");
    }
  return GTK_WIDGET (self);
}

/**
 * np_profile_row_get_profile:
 * @self: a row
 *
 * Returns: (transfer none): the profile that it shows
 */
NpProfile *
np_profile_row_get_profile (NpProfileRow *self)
{
  g_return_val_if_fail (NP_IS_PROFILE_ROW (self), NULL);

  return self->profile;
}

/**
 * np_profile_row_get_is_chosen:
 * @self: a row
 *
 * Returns: whether the profile is to be imported
 */
gboolean
np_profile_row_get_is_chosen (NpProfileRow *self)
{
  g_return_val_if_fail (NP_IS_PROFILE_ROW (self), FALSE);

  return gtk_check_button_get_active (self->check);
}

/**
 * np_profile_row_get_needs_region:
 * @self: a row
 *
 * Returns: whether the profile can be imported but does not say where the service is
 */
gboolean
np_profile_row_get_needs_region (NpProfileRow *self)
{
  g_return_val_if_fail (NP_IS_PROFILE_ROW (self), FALSE);

  return np_profile_get_can_import (self->profile) &&
         *np_profile_get_custom_endpoint (self->profile) == '\0' &&
         !np_region_find (np_profile_get_region (self->profile), NULL);
}

/**
 * np_profile_row_lock:
 * @self: a row
 *
 * From now on it is settled whether the profile is imported. What is written on
 * the row can still be read.
 */
void
np_profile_row_lock (NpProfileRow *self)
{
  g_return_if_fail (NP_IS_PROFILE_ROW (self));

  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), FALSE);
}

/**
 * np_profile_row_show_result:
 * @self: a row
 * @is_good: whether the profile is an account now
 * @sentence: what came of it, for people
 */
void
np_profile_row_show_result (NpProfileRow *self, gboolean is_good, const char *sentence)
{
  g_return_if_fail (NP_IS_PROFILE_ROW (self));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sentence);
  gtk_image_set_from_icon_name (self->mark,
                                is_good ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->mark), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->check), FALSE);
}
