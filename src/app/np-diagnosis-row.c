/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-diagnosis-row.h"

#include <glib/gi18n.h>

#include "np-diagnosis-text.h"

/**
 * NpDiagnosisRow:
 *
 * One step of the way to the service: what is looked at, what came of it, and how long
 * it took.
 */
struct _NpDiagnosisRow
{
  AdwActionRow parent_instance;

  /* Template widgets */
  GtkStack *mark;
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *time;

  /* Owned */
  NpDiagnosis *diagnosis; /* NULL before the first look */

  /* State */
  NpDiagnosisStepId id;
};

G_DEFINE_FINAL_TYPE (NpDiagnosisRow, np_diagnosis_row, ADW_TYPE_ACTION_ROW)

/* How each state looks, and what is said of it. */
static const struct
{
  const char *icon_name;
  const char *css_class;
  const char *word;
} looks[] = {
  /* Translators: the state of a check that has not begun */
  [NP_DIAGNOSIS_WAITING] = { "content-loading-symbolic", "dim-label", N_ ("Waiting") },
  /* Translators: the state of a check that is under way */
  [NP_DIAGNOSIS_RUNNING] = { NULL, NULL, N_ ("Looking…") },
  /* Translators: the state of a check that found nothing wrong */
  [NP_DIAGNOSIS_GOOD] = { "object-select-symbolic", "success", N_ ("Works") },
  [NP_DIAGNOSIS_BAD] = { "dialog-warning-symbolic", "error", N_ ("Does not work") },
  [NP_DIAGNOSIS_UNKNOWN] = { "list-remove-symbolic", "dim-label", N_ ("Not known") },
};

static void
show_mark (NpDiagnosisRow *self, NpDiagnosisState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      if (looks[i].css_class != NULL)
        gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[i].css_class);
    }
  gtk_spinner_set_spinning (self->spinner, state == NP_DIAGNOSIS_RUNNING);
  gtk_stack_set_visible_child_name (self->mark,
                                    state == NP_DIAGNOSIS_RUNNING ? "spinner" : "icon");
  if (looks[state].icon_name == NULL)
    return;
  gtk_image_set_from_icon_name (self->icon, looks[state].icon_name);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[state].css_class);
}

static char *
dup_words (NpDiagnosisRow *self)
{
  g_autofree char *sentence = np_diagnosis_text_dup_sentence (self->diagnosis, self->id);
  g_autofree char *next_step = np_diagnosis_text_dup_next_step (self->diagnosis, self->id);

  if (next_step == NULL)
    return g_steal_pointer (&sentence);
  /* Translators: two sentences, or a sentence and the RequestId */
  return g_strdup_printf (_ ("%s %s"), sentence, next_step);
}

static void
show_step (NpDiagnosisRow *self)
{
  NpDiagnosisStep *step = np_diagnosis_get_step (self->diagnosis, self->id);
  NpDiagnosisState state = np_diagnosis_step_get_state (step);
  g_autofree char *words = dup_words (self);
  g_autofree char *time = np_diagnosis_text_dup_time (step);
  /* Translators: how a step came out, and what is to say of it */
  g_autofree char *spoken = g_strdup_printf (_ ("%s. %s"), _ (looks[state].word), words);

  show_mark (self, state);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  gtk_label_set_label (self->time, time);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  spoken, -1);
}

static void
np_diagnosis_row_dispose (GObject *object)
{
  g_clear_object (&NP_DIAGNOSIS_ROW (object)->diagnosis);

  G_OBJECT_CLASS (np_diagnosis_row_parent_class)->dispose (object);
}

static void
np_diagnosis_row_class_init (NpDiagnosisRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_diagnosis_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-diagnosis-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpDiagnosisRow, mark);
  gtk_widget_class_bind_template_child (widget_class, NpDiagnosisRow, icon);
  gtk_widget_class_bind_template_child (widget_class, NpDiagnosisRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, NpDiagnosisRow, time);
}

static void
np_diagnosis_row_init (NpDiagnosisRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_mark (self, NP_DIAGNOSIS_WAITING);
}

/**
 * np_diagnosis_row_new:
 * @id: the step that it is about
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
np_diagnosis_row_new (NpDiagnosisStepId id)
{
  NpDiagnosisRow *self = g_object_new (NP_TYPE_DIAGNOSIS_ROW, NULL);

  self->id = id;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), np_diagnosis_text_get_title (id));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  np_diagnosis_text_get_title (id), -1);
  return GTK_WIDGET (self);
}

/**
 * np_diagnosis_row_set_diagnosis:
 * @self: a row
 * @diagnosis: the look at all steps whose step it shows from now on
 */
void
np_diagnosis_row_set_diagnosis (NpDiagnosisRow *self, NpDiagnosis *diagnosis)
{
  g_return_if_fail (NP_IS_DIAGNOSIS_ROW (self));
  g_return_if_fail (NP_IS_DIAGNOSIS (diagnosis));

  g_set_object (&self->diagnosis, diagnosis);
  /* What is to say of one step depends on how far the look has come. */
  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    g_signal_connect_object (np_diagnosis_get_step (diagnosis, (NpDiagnosisStepId) i),
                             "notify::state", G_CALLBACK (show_step), self, G_CONNECT_SWAPPED);
  show_step (self);
}
