/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-row.h"

#include <glib/gi18n.h>

#include "np-time-text.h"

/**
 * NpModelRow:
 *
 * One model in the list: its name, who sees it, what it is, and when it changed.
 */
struct _NpModelRow
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *name;
  GtkLabel *kind;
  GtkLabel *age;
  GtkImage *visibility;
  GtkWidget *unsaved;

  /* Owned */
  NpModelSummary *model;
};

G_DEFINE_FINAL_TYPE (NpModelRow, np_model_row, ADW_TYPE_BIN)

static char *
describe_kind (NpModelSummary *model)
{
  static const NpSummaryText texts[] = { NP_SUMMARY_DOMAIN, NP_SUMMARY_TASK,
                                         NP_SUMMARY_MODEL_TYPE };
  g_autoptr (GString) kind = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = np_model_summary_get_text (model, texts[i]);

      if (*text != '\0')
        g_string_append_printf (kind, "%s%s", kind->len > 0 ? " · " : "", text);
    }
  if (kind->len == 0)
    g_string_append (kind, np_model_summary_get_text (model, NP_SUMMARY_MODEL_ID));
  return g_string_free (g_steal_pointer (&kind), FALSE);
}

static void
show_visibility (NpModelRow *self, const char *accessibility)
{
  gboolean is_public = g_str_equal (accessibility, "PUBLIC");
  gboolean is_private = g_str_equal (accessibility, "PRIVATE");

  gtk_widget_set_visible (GTK_WIDGET (self->visibility), is_public || is_private);
  gtk_image_set_from_icon_name (self->visibility, is_public ? "system-users-symbolic"
                                                            : "system-lock-screen-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->visibility),
                               is_public ? C_ ("visibility", "Public")
                                         : C_ ("visibility", "Private"));
}

static void
np_model_row_dispose (GObject *object)
{
  g_clear_object (&NP_MODEL_ROW (object)->model);

  G_OBJECT_CLASS (np_model_row_parent_class)->dispose (object);
}

static void
np_model_row_class_init (NpModelRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_model_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-model-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpModelRow, name);
  gtk_widget_class_bind_template_child (widget_class, NpModelRow, kind);
  gtk_widget_class_bind_template_child (widget_class, NpModelRow, age);
  gtk_widget_class_bind_template_child (widget_class, NpModelRow, visibility);
  gtk_widget_class_bind_template_child (widget_class, NpModelRow, unsaved);
}

static void
np_model_row_init (NpModelRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_model_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
np_model_row_new (void)
{
  return g_object_new (NP_TYPE_MODEL_ROW, NULL);
}

/**
 * np_model_row_set_model:
 * @self: a row
 * @model: (nullable): the model to show
 */
void
np_model_row_set_model (NpModelRow *self, NpModelSummary *model)
{
  g_autofree char *kind = NULL;
  g_autofree char *age = NULL;
  const char *name = NULL;

  g_return_if_fail (NP_IS_MODEL_ROW (self));

  g_set_object (&self->model, model);
  if (model == NULL)
    return;
  name = np_model_summary_get_text (model, NP_SUMMARY_MODEL_NAME);
  kind = describe_kind (model);
  if (np_model_summary_get_modified (model) != 0)
    age = np_time_text_dup_age (np_model_summary_get_modified (model));

  gtk_label_set_label (self->name, *name != '\0' ? name : _ ("Without a name"));
  gtk_label_set_label (self->kind, kind);
  gtk_label_set_label (self->age, age != NULL ? age : "");
  show_visibility (self, np_model_summary_get_text (model, NP_SUMMARY_ACCESSIBILITY));
}

/**
 * np_model_row_get_model:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the model that the row shows
 */
NpModelSummary *
np_model_row_get_model (NpModelRow *self)
{
  g_return_val_if_fail (NP_IS_MODEL_ROW (self), NULL);

  return self->model;
}

/**
 * np_model_row_set_unsaved:
 * @self: a row
 * @is_unsaved: whether the model has unsaved changes
 */
void
np_model_row_set_unsaved (NpModelRow *self, gboolean is_unsaved)
{
  g_return_if_fail (NP_IS_MODEL_ROW (self));

  gtk_widget_set_visible (self->unsaved, is_unsaved);
}
