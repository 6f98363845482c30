/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-fact-row.h"

#include "np-value-text.h"

/* What is shown of a value; it is copied whole. */
#define MAX_SHOWN_CHARACTERS 600
#define MAX_SHOWN_LINES      3

/**
 * NpFactRow:
 *
 * Something that is known and cannot be edited, with a button that copies it.
 * A row without a value is not shown.
 */
struct _NpFactRow
{
  AdwActionRow parent_instance;

  /* Owned */
  char *value;
};

G_DEFINE_FINAL_TYPE (NpFactRow, np_fact_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_0,
  PROP_VALUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpFactRow *self = NP_FACT_ROW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->value);
}

static void
set_value (NpFactRow *self, const char *value)
{
  g_autofree char *shown = NULL;

  if (g_strcmp0 (self->value, value) == 0)
    return;
  g_free (self->value);
  self->value = g_strdup (value);
  shown = np_value_text_dup_start (value != NULL ? value : "", MAX_SHOWN_CHARACTERS,
                                   MAX_SHOWN_LINES);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), shown);
  gtk_widget_set_visible (GTK_WIDGET (self), value != NULL && *value != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

static void
np_fact_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpFactRow *self = NP_FACT_ROW (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_fact_row_set_property (GObject *object,
                          guint prop_id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  NpFactRow *self = NP_FACT_ROW (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      set_value (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_fact_row_finalize (GObject *object)
{
  g_free (NP_FACT_ROW (object)->value);

  G_OBJECT_CLASS (np_fact_row_parent_class)->finalize (object);
}

static void
np_fact_row_class_init (NpFactRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = np_fact_row_get_property;
  object_class->set_property = np_fact_row_set_property;
  object_class->finalize = np_fact_row_finalize;

  /**
   * NpFactRow:value:
   *
   * What is known, as plain text; %NULL or empty if nothing is.
   */
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "fact.copy", NULL, copy_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-fact-row.ui");
}

static void
np_fact_row_init (NpFactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
