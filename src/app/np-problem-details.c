/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-problem-details.h"

#include <glib/gi18n.h>

#include "np-wrap-box.h"

/**
 * NpProblemDetails:
 *
 * All that is known of one failure, for those who want to know: what the service
 * said, its codes, and the way to hand it on. The card around it does what its
 * buttons say.
 */
struct _NpProblemDetails
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *source;
  GtkLabel *message;
  GtkGrid *grid;
  GtkWidget *troubleshoot_button;

  /* State */
  int n_rows;
};

G_DEFINE_FINAL_TYPE (NpProblemDetails, np_problem_details, ADW_TYPE_BIN)

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static GtkWidget *
make_value (const char *text, GtkWidget *name)
{
  GtkWidget *value = make_label (text);

  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_add_css_class (value, "caption");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  name, NULL, -1);
  return value;
}

static void
add_row (NpProblemDetails *self, const char *name, const char *value, GtkWidget *button)
{
  GtkWidget *label = make_label (name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), make_value (value, label));
  if (button != NULL)
    gtk_box_append (GTK_BOX (box), button);
  gtk_grid_attach (self->grid, label, 0, self->n_rows, 1, 1);
  gtk_grid_attach (self->grid, box, 1, self->n_rows, 1, 1);
  self->n_rows++;
}

static GtkWidget *
make_copy_button (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "problem.copy-request-id");
  gtk_widget_set_tooltip_text (button, _ ("Copy RequestId"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Copy RequestId"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "np-small-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

/* An answer without a RequestId is worth a word: whoever is asked for help asks for
 * it first. */
static void
add_request_id (NpProblemDetails *self, NpProblem *problem)
{
  const char *name = np_problem_fact_get_label (NP_PROBLEM_FACT_REQUEST_ID);
  const char *request_id = np_problem_get_fact (problem, NP_PROBLEM_FACT_REQUEST_ID);
  gboolean has_answer = np_problem_get_fact (problem, NP_PROBLEM_FACT_STATUS) != NULL;

  if (request_id != NULL)
    add_row (self, name, request_id, make_copy_button ());
  else if (np_problem_get_fact (problem, NP_PROBLEM_FACT_HOST) != NULL)
    add_row (self, name, has_answer ? _ ("The answer had none.") : _ ("No answer came."), NULL);
}

static void
fill (NpProblemDetails *self, NpProblem *problem)
{
  const char *message = np_problem_get_fact (problem, NP_PROBLEM_FACT_MESSAGE);
  gboolean is_answer = np_problem_get_fact (problem, NP_PROBLEM_FACT_STATUS) != NULL;

  gtk_label_set_label (self->source,
                       is_answer ? _ ("The service said") : _ ("The exact message"));
  gtk_label_set_label (self->message, message);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->message)), *message != '\0');
  gtk_widget_set_tooltip_text (self->troubleshoot_button, np_problem_get_link (problem));
  gtk_widget_set_visible (self->troubleshoot_button,
                          np_problem_get_offers (problem) & NP_ERROR_OFFER_TROUBLESHOOTING);
  for (guint i = 0; i < NP_N_PROBLEM_FACTS; i++)
    {
      const char *value = np_problem_get_fact (problem, i);

      if (i == NP_PROBLEM_FACT_REQUEST_ID)
        add_request_id (self, problem);
      else if (i != NP_PROBLEM_FACT_MESSAGE && value != NULL && *value != '\0')
        add_row (self, np_problem_fact_get_label (i), value, NULL);
    }
}

static void
np_problem_details_class_init (NpProblemDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (NP_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-problem-details.ui");
  gtk_widget_class_bind_template_child (widget_class, NpProblemDetails, source);
  gtk_widget_class_bind_template_child (widget_class, NpProblemDetails, message);
  gtk_widget_class_bind_template_child (widget_class, NpProblemDetails, grid);
  gtk_widget_class_bind_template_child (widget_class, NpProblemDetails, troubleshoot_button);
}

static void
np_problem_details_init (NpProblemDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_problem_details_new:
 * @problem: what to tell
 *
 * Returns: (transfer floating): all that is known of it
 */
GtkWidget *
np_problem_details_new (NpProblem *problem)
{
  NpProblemDetails *self = g_object_new (NP_TYPE_PROBLEM_DETAILS, NULL);

  fill (self, problem);
  return GTK_WIDGET (self);
}
