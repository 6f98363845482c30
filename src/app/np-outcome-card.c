/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-outcome-card.h"

#include <glib/gi18n.h>

#include "np-fact-row.h"
#include "np-outcome-text.h"

/* So many values are shown before one asks for more. */
#define MAX_ROWS 4

/**
 * NpOutcomeCard:
 *
 * What a save came to, value by value. It stays until it is closed. What its
 * buttons do is up to the window.
 */
struct _NpOutcomeCard
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkImage *icon;
  GtkLabel *headline;
  GtkLabel *next_step;
  GtkListBox *rows;
  GtkWidget *more_button;
  GtkWidget *buttons;
  GtkWidget *error_button;
  GtkWidget *look_button;
  GtkWidget *undo_button;
  GtkWidget *give_back_button;
};

G_DEFINE_FINAL_TYPE (NpOutcomeCard, np_outcome_card, ADW_TYPE_BIN)

static void
clear_rows (NpOutcomeCard *self)
{
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
}

static GtkWidget *
make_row (const NpOutcomeLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (line->is_good ? "object-select-symbolic"
                                                                : "dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, line->is_good ? "success" : "warning");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line->sentence);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  return row;
}

/* One row more than fits is no reason to hide it. */
static guint
count_first (guint n_rows)
{
  return n_rows > MAX_ROWS + 1 ? MAX_ROWS : n_rows;
}

static void
show_lines (NpOutcomeCard *self, GPtrArray *lines)
{
  guint n_first = count_first (lines->len);
  g_autofree char *label = g_strdup_printf (
      ngettext ("Show %u _More", "Show %u _More", lines->len - n_first), lines->len - n_first);

  clear_rows (self);
  for (guint i = 0; i < lines->len; i++)
    {
      GtkWidget *row = make_row (lines->pdata[i]);

      gtk_widget_set_visible (row, i < n_first);
      gtk_list_box_append (self->rows, row);
    }
  gtk_button_set_label (GTK_BUTTON (self->more_button), label);
  gtk_button_set_use_underline (GTK_BUTTON (self->more_button), TRUE);
  gtk_widget_set_visible (self->more_button, lines->len > n_first);
}

static void
show_all_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpOutcomeCard *self = NP_OUTCOME_CARD (widget);
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
  gtk_widget_set_visible (self->more_button, FALSE);
}

static void
add_request_id (NpOutcomeCard *self, const char *request_id)
{
  GtkWidget *row = NULL;

  if (request_id == NULL)
    return;
  row = g_object_new (NP_TYPE_FACT_ROW, "title", _ ("RequestId"), "value", request_id, NULL);
  gtk_list_box_append (self->rows, row);
}

static void
show_head (NpOutcomeCard *self, gboolean is_good, const char *headline, const char *next_step)
{
  gtk_image_set_from_icon_name (self->icon,
                                is_good ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), is_good ? "warning" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), is_good ? "success" : "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (self), is_good ? "warning" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self), is_good ? "success" : "warning");
  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->next_step, next_step != NULL ? next_step : "");
  gtk_widget_set_visible (GTK_WIDGET (self->next_step), next_step != NULL);
}

/* What there is to do about it, next to how it is said. */
typedef struct
{
  gboolean gives_back;
  gboolean looks;
  gboolean undoes;
  gboolean explains;
} Offers;

static void
show_buttons (NpOutcomeCard *self, Offers offers)
{
  gtk_widget_set_visible (self->give_back_button, offers.gives_back);
  gtk_widget_set_visible (self->look_button, offers.looks);
  gtk_widget_set_visible (self->undo_button, offers.undoes);
  gtk_widget_set_visible (self->error_button, offers.explains);
  gtk_widget_set_visible (self->buttons, offers.gives_back || offers.looks || offers.undoes ||
                                             offers.explains);
}

static Offers
find_offers (NpSaveOutcome *outcome)
{
  gboolean is_known = np_save_outcome_get_stored (outcome) != NULL;
  gboolean was_applied = is_known && !np_save_outcome_get_is_already_there (outcome) &&
                         np_save_outcome_get_result (outcome) != NP_SAVED_NOT_APPLIED;
  gboolean has_lost = np_save_outcome_get_n_lost (outcome) > 0 ||
                      np_save_outcome_get_n_overwritten (outcome) > 0;

  return (Offers){ .gives_back = has_lost,
                   .looks = !is_known,
                   .undoes = was_applied && !has_lost,
                   .explains = np_save_outcome_get_error (outcome) != NULL };
}

static void
close_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_outcome_card_close (NP_OUTCOME_CARD (widget));
}

static void
np_outcome_card_class_init (NpOutcomeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "outcome.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "outcome.show-all", NULL, show_all_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-outcome-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NpOutcomeCard, icon);
  gtk_widget_class_bind_template_child (widget_class, NpOutcomeCard, headline);
  gtk_widget_class_bind_template_child (widget_class, NpOutcomeCard, next_step);
  gtk_widget_class_bind_template_child (widget_class, NpOutcomeCard, rows);
  gtk_widget_class_bind_template_child (widget_class, NpOutcomeCard, more_button);
  gtk_widget_class_bind_template_child (widget_class, NpOutcomeCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, NpOutcomeCard, error_button);
  gtk_widget_class_bind_template_child (widget_class, NpOutcomeCard, look_button);
  gtk_widget_class_bind_template_child (widget_class, NpOutcomeCard, undo_button);
  gtk_widget_class_bind_template_child (widget_class, NpOutcomeCard, give_back_button);
}

static void
np_outcome_card_init (NpOutcomeCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_outcome_card_show:
 * @self: a card
 * @outcome: what a save came to
 */
void
np_outcome_card_show (NpOutcomeCard *self, NpSaveOutcome *outcome)
{
  g_autofree char *headline = np_outcome_text_dup_headline (outcome);
  g_autoptr (GPtrArray) lines = np_outcome_text_dup_lines (outcome);

  g_return_if_fail (NP_IS_OUTCOME_CARD (self));

  show_head (self, !np_outcome_text_needs_look (outcome), headline,
             np_outcome_text_get_next_step (outcome));
  show_lines (self, lines);
  add_request_id (self, np_save_outcome_get_request_id (outcome));
  show_buttons (self, find_offers (outcome));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * np_outcome_card_show_later:
 * @self: a card
 * @undone: what somebody else undid of a save: the old texts are theirs
 */
void
np_outcome_card_show_later (NpOutcomeCard *self, NpModelChanges *undone)
{
  g_autofree char *headline = np_outcome_text_dup_later_headline (undone);
  g_autoptr (GPtrArray) lines = np_outcome_text_dup_later_lines (undone);

  g_return_if_fail (NP_IS_OUTCOME_CARD (self));

  show_head (self, FALSE, headline, _ ("The form still shows what you saved."));
  show_lines (self, lines);
  show_buttons (self, (Offers){ .looks = TRUE });
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * np_outcome_card_close:
 * @self: a card
 */
void
np_outcome_card_close (NpOutcomeCard *self)
{
  g_return_if_fail (NP_IS_OUTCOME_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
