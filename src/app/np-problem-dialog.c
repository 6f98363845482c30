/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-problem-dialog.h"

#include "np-fact-row.h"

/**
 * NpProblemDialog:
 *
 * All that is known of one failure. It stays until it is closed.
 */
struct _NpProblemDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkLabel *heading;
  GtkLabel *sentence;
  GtkLabel *next_step;

  /* Owned */
  NpProblem *problem;
};

G_DEFINE_FINAL_TYPE (NpProblemDialog, np_problem_dialog, ADW_TYPE_WINDOW)

enum
{
  PROP_0,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
copy_report_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autofree char *report = np_problem_dup_report (NP_PROBLEM_DIALOG (widget)->problem);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), report);
}

static void
np_problem_dialog_get_property (GObject *object,
                                guint prop_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  NpProblemDialog *self = NP_PROBLEM_DIALOG (object);

  switch (prop_id)
    {
    case PROP_PROBLEM:
      g_value_set_object (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_problem_dialog_dispose (GObject *object)
{
  g_clear_object (&NP_PROBLEM_DIALOG (object)->problem);

  G_OBJECT_CLASS (np_problem_dialog_parent_class)->dispose (object);
}

static void
np_problem_dialog_class_init (NpProblemDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = np_problem_dialog_get_property;
  object_class->dispose = np_problem_dialog_dispose;

  /**
   * NpProblemDialog:problem:
   *
   * What the dialog shows.
   */
  properties[PROP_PROBLEM] = g_param_spec_object ("problem", NULL, NULL, NP_TYPE_PROBLEM,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (NP_TYPE_FACT_ROW);
  gtk_widget_class_install_action (widget_class, "problem.copy-report", NULL,
                                   copy_report_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-problem-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpProblemDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, NpProblemDialog, sentence);
  gtk_widget_class_bind_template_child (widget_class, NpProblemDialog, next_step);
}

static void
np_problem_dialog_init (NpProblemDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_problem_dialog_new:
 * @parent: the window that it belongs to
 * @problem: what to show
 *
 * Returns: (transfer none): a new dialog; GTK owns it until it is closed
 */
NpProblemDialog *
np_problem_dialog_new (GtkWindow *parent, NpProblem *problem)
{
  NpProblemDialog *self = g_object_new (NP_TYPE_PROBLEM_DIALOG, "transient-for", parent, NULL);

  self->problem = g_object_ref (problem);
  gtk_label_set_label (self->heading, np_problem_get_heading (problem));
  gtk_label_set_label (self->sentence, np_problem_get_sentence (problem));
  gtk_label_set_label (self->next_step, np_problem_get_next_step (problem));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  return self;
}
