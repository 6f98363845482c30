/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-problem-panel.h"

#include <glib/gi18n.h>

#include "np-problem-card.h"

/* More than this nobody reads: the oldest make place. */
#define MAX_PROBLEMS 20

/* The page below has to stay in view, in pixels: what is higher is scrolled. */
#define MAX_HEIGHT 420
#define MIN_HEIGHT 100

/**
 * NpProblemPanel:
 *
 * What went wrong at the place below it, newest first. It stays until it is closed,
 * or until the same thing worked after all.
 */
struct _NpProblemPanel
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *scroller;
  GtkWidget *content;
  GtkWidget *header;
  GtkLabel *count;
  GtkBox *cards;
};

G_DEFINE_FINAL_TYPE (NpProblemPanel, np_problem_panel, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_FOCUS_LOST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static NpProblemCard *
get_first (NpProblemPanel *self)
{
  return (NpProblemCard *) gtk_widget_get_first_child (GTK_WIDGET (self->cards));
}

static NpProblemCard *
get_next (NpProblemCard *card)
{
  return (NpProblemCard *) gtk_widget_get_next_sibling (GTK_WIDGET (card));
}

static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
update (NpProblemPanel *self)
{
  guint n_problems = np_problem_panel_get_n_problems (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%u problem", "%u problems", n_problems),
                                           n_problems);

  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (self->header, n_problems > 1);
  gtk_widget_set_visible (GTK_WIDGET (self), n_problems > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "problems.close", n_problems > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "problems.close-all", n_problems > 0);
}

/* The focus goes to the next problem, and from the last one back to the page. */
static void
remove_card (NpProblemPanel *self, NpProblemCard *card)
{
  gboolean had_focus = has_focus (GTK_WIDGET (card));

  gtk_box_remove (self->cards, GTK_WIDGET (card));
  update (self);
  if (!had_focus)
    return;
  if (get_first (self) != NULL)
    gtk_widget_child_focus (GTK_WIDGET (get_first (self)), GTK_DIR_TAB_FORWARD);
  else
    g_signal_emit (self, signals[SIGNAL_FOCUS_LOST], 0);
}

static void
closed_cb (NpProblemPanel *self, NpProblemCard *card)
{
  remove_card (self, card);
}

static NpProblemCard *
find (NpProblemPanel *self, NpProblem *problem)
{
  for (NpProblemCard *card = get_first (self); card != NULL; card = get_next (card))
    {
      if (np_problem_is_same (np_problem_card_get_problem (card), problem))
        return card;
    }
  return NULL;
}

/* Hidden until it is in its place: a screen reader says what comes into view. */
static NpProblemCard *
add_card (NpProblemPanel *self, NpProblem *problem)
{
  GtkWidget *card = np_problem_card_new (problem);

  gtk_widget_set_visible (card, FALSE);
  g_signal_connect_object (card, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_prepend (self->cards, card);
  return NP_PROBLEM_CARD (card);
}

/* The one with the focus, else the newest. */
static void
close_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpProblemPanel *self = NP_PROBLEM_PANEL (widget);
  NpProblemCard *card = get_first (self);

  while (card != NULL && !has_focus (GTK_WIDGET (card)))
    card = get_next (card);
  remove_card (self, card != NULL ? card : get_first (self));
}

static void
close_all_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_problem_panel_clear (NP_PROBLEM_PANEL (widget));
}

/* A scrolled window does not ask how high its child is for the width it gets. */
static void
np_problem_panel_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  NpProblemPanel *self = NP_PROBLEM_PANEL (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      /* Sentences take the width there is, and ask for none; least of all to fit into a
       * height. */
      gtk_widget_measure (self->content, orientation, -1, minimum, NULL, NULL, NULL);
      *natural = *minimum;
      return;
    }
  gtk_widget_measure (self->content, orientation, for_size, NULL, natural, NULL, NULL);
  *natural = MIN (*natural, MAX_HEIGHT);
  *minimum = MIN (*natural, MIN_HEIGHT);
}

static void
np_problem_panel_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (NP_PROBLEM_PANEL (widget)->scroller,
                            &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static GtkSizeRequestMode
np_problem_panel_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
np_problem_panel_dispose (GObject *object)
{
  g_clear_pointer (&NP_PROBLEM_PANEL (object)->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (np_problem_panel_parent_class)->dispose (object);
}

static void
np_problem_panel_class_init (NpProblemPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_problem_panel_dispose;
  widget_class->measure = np_problem_panel_measure;
  widget_class->size_allocate = np_problem_panel_size_allocate;
  widget_class->get_request_mode = np_problem_panel_get_request_mode;

  /**
   * NpProblemPanel::focus-lost:
   * @self: a panel
   *
   * The last problem was closed while it had the focus: somebody else should take it.
   */
  signals[SIGNAL_FOCUS_LOST] = g_signal_new ("focus-lost", G_TYPE_FROM_CLASS (klass),
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "problems.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "problems.close-all", NULL, close_all_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-problem-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, NpProblemPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, NpProblemPanel, content);
  gtk_widget_class_bind_template_child (widget_class, NpProblemPanel, header);
  gtk_widget_class_bind_template_child (widget_class, NpProblemPanel, count);
  gtk_widget_class_bind_template_child (widget_class, NpProblemPanel, cards);
}

static void
np_problem_panel_init (NpProblemPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * np_problem_panel_add:
 * @self: a panel
 * @problem: what went wrong
 *
 * Shows a problem above the others. One that is there already only counts.
 */
void
np_problem_panel_add (NpProblemPanel *self, NpProblem *problem)
{
  NpProblemCard *card = NULL;

  g_return_if_fail (NP_IS_PROBLEM_PANEL (self));
  g_return_if_fail (NP_IS_PROBLEM (problem));

  card = find (self, problem);
  if (card != NULL)
    {
      np_problem_card_repeat (card, problem);
      gtk_box_reorder_child_after (self->cards, GTK_WIDGET (card), NULL);
    }
  else
    card = add_card (self, problem);
  if (np_problem_panel_get_n_problems (self) > MAX_PROBLEMS)
    gtk_box_remove (self->cards, gtk_widget_get_last_child (GTK_WIDGET (self->cards)));
  update (self);
  np_problem_card_announce (card);
  gtk_widget_set_visible (GTK_WIDGET (card), TRUE);
}

/**
 * np_problem_panel_settle:
 * @self: a panel
 * @operation: an operation of the service that worked
 *
 * Takes away what that operation had failed with before.
 */
void
np_problem_panel_settle (NpProblemPanel *self, const char *operation)
{
  NpProblemCard *next = NULL;

  g_return_if_fail (NP_IS_PROBLEM_PANEL (self));

  for (NpProblemCard *card = get_first (self); card != NULL; card = next)
    {
      NpProblem *problem = np_problem_card_get_problem (card);

      next = get_next (card);
      if (g_strcmp0 (np_problem_get_operation (problem), operation) == 0)
        remove_card (self, card);
    }
}

/**
 * np_problem_panel_clear:
 * @self: a panel
 *
 * Takes all problems away.
 */
void
np_problem_panel_clear (NpProblemPanel *self)
{
  g_return_if_fail (NP_IS_PROBLEM_PANEL (self));

  while (get_first (self) != NULL)
    remove_card (self, get_first (self));
}

/**
 * np_problem_panel_get_n_problems:
 * @self: a panel
 *
 * Returns: how many problems it shows
 */
guint
np_problem_panel_get_n_problems (NpProblemPanel *self)
{
  guint n_problems = 0;

  g_return_val_if_fail (NP_IS_PROBLEM_PANEL (self), 0);

  for (NpProblemCard *card = get_first (self); card != NULL; card = get_next (card))
    n_problems++;
  return n_problems;
}
