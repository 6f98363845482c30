/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-review-row.h"

#include <glib/gi18n.h>

#include "np-pair-view.h"

/**
 * NpReviewRow:
 *
 * One changed field as it is about to be sent: what was there, what is to be
 * there, and why to look twice. Its button puts the field back, by the action
 * review.put-back.
 */
struct _NpReviewRow
{
  AdwPreferencesRow parent_instance;

  /* Template widgets */
  GtkWidget *put_back;
  GtkWidget *risk_box;
  GtkLabel *risk;
  GtkBox *pairs;

  /* Owned */
  char *old_text;
  char *new_text;

  /* State */
  NpFieldId id;
};

G_DEFINE_FINAL_TYPE (NpReviewRow, np_review_row, ADW_TYPE_PREFERENCES_ROW)

static const char *
describe_risk (NpChangeRisk risk)
{
  switch (risk)
    {
    case NP_CHANGE_RISK_PUBLIC:
      return _ ("Everyone in the workspace will see this model.");
    case NP_CHANGE_RISK_EMPTIED:
      return _ ("The text that stood here will be gone.");
    case NP_CHANGE_RISK_RENAMED:
      return _ ("People who look for the old name will not find it.");
    case NP_CHANGE_RISK_NONE:
    default:
      return NULL;
    }
}

static void
show_risk (NpReviewRow *self, NpChangeRisk risk)
{
  const char *reason = describe_risk (risk);

  gtk_label_set_label (self->risk, reason != NULL ? reason : "");
  gtk_widget_set_visible (self->risk_box, reason != NULL);
}

static void
show_pairs (NpReviewRow *self)
{
  g_autoptr (GPtrArray) pairs = np_value_text_split (self->id, self->old_text, self->new_text);

  for (guint i = 0; i < pairs->len; i++)
    gtk_box_append (self->pairs, np_pair_view_new (self->id, pairs->pdata[i],
                                                   C_ ("value", "Old"), C_ ("value", "New")));
}

static void
name_parts (NpReviewRow *self)
{
  g_autofree char *old_text = np_value_text_dup_short (self->id, self->old_text);
  g_autofree char *new_text = np_value_text_dup_short (self->id, self->new_text);
  /* Translators: for screen readers, a value before and after a change */
  g_autofree char *change = g_strdup_printf (_ ("Old: %s. New: %s."), old_text, new_text);
  /* Translators: for screen readers, %s is the name of a field */
  g_autofree char *button = g_strdup_printf (_ ("Put back %s"), np_field_get_label (self->id));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  np_field_get_label (self->id),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, change, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->put_back),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, button, -1);
}

static void
np_review_row_finalize (GObject *object)
{
  NpReviewRow *self = NP_REVIEW_ROW (object);

  g_free (self->old_text);
  g_free (self->new_text);

  G_OBJECT_CLASS (np_review_row_parent_class)->finalize (object);
}

static void
np_review_row_class_init (NpReviewRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = np_review_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-review-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpReviewRow, put_back);
  gtk_widget_class_bind_template_child (widget_class, NpReviewRow, risk_box);
  gtk_widget_class_bind_template_child (widget_class, NpReviewRow, risk);
  gtk_widget_class_bind_template_child (widget_class, NpReviewRow, pairs);
}

static void
np_review_row_init (NpReviewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_review_row_new:
 * @changes: what is about to be sent
 * @i: which change of it, below np_model_changes_get_length()
 *
 * Returns: (transfer floating): a row for this change
 */
GtkWidget *
np_review_row_new (NpModelChanges *changes, guint i)
{
  NpReviewRow *self = g_object_new (NP_TYPE_REVIEW_ROW, NULL);

  self->id = np_model_changes_get_field (changes, i);
  self->old_text = g_strdup (np_model_changes_get_old_text (changes, i));
  self->new_text = g_strdup (np_model_changes_get_new_text (changes, i));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), np_field_get_label (self->id));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->put_back), "s",
                                    np_field_get_property (self->id));
  show_risk (self, np_model_changes_get_risk (changes, i));
  show_pairs (self);
  name_parts (self);
  return GTK_WIDGET (self);
}

/**
 * np_review_row_get_field_id:
 * @self: a row
 *
 * Returns: the field that it is about
 */
NpFieldId
np_review_row_get_field_id (NpReviewRow *self)
{
  g_return_val_if_fail (NP_IS_REVIEW_ROW (self), NP_FIELD_MODEL_NAME);

  return self->id;
}

/**
 * np_review_row_get_shows:
 * @self: a row
 * @changes: what is about to be sent by now
 *
 * Returns: whether the row still shows a change of them as it is
 */
gboolean
np_review_row_get_shows (NpReviewRow *self, NpModelChanges *changes)
{
  guint i = 0;

  g_return_val_if_fail (NP_IS_REVIEW_ROW (self), FALSE);

  return np_model_changes_has_field (changes, self->id, &i) &&
         g_str_equal (np_model_changes_get_old_text (changes, i), self->old_text) &&
         g_str_equal (np_model_changes_get_new_text (changes, i), self->new_text);
}
