/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-problem.h"

#include "np-await.h"
#include "np-problem-details.h"

typedef struct
{
  const char *part;
  NpProblemCard *found;
  guint n_cards;
} CardSearch;

static void
look_at_card_cb (GtkWidget *widget, gpointer user_data)
{
  CardSearch *search = user_data;

  if (!NP_IS_PROBLEM_CARD (widget))
    return;
  search->n_cards++;
  if (search->found == NULL && np_app_has_text (widget, search->part))
    search->found = NP_PROBLEM_CARD (widget);
}

/* The first card on the screen that has PART in its text, or NULL. */
NpProblemCard *
app_problem_find (AppRig *self, const char *part)
{
  CardSearch search = { .part = part };

  np_app_visit (GTK_WIDGET (self->window), look_at_card_cb, &search);
  return search.found;
}

NpProblemCard *
app_problem_await (AppRig *self, const char *part)
{
  gint64 limit = g_get_monotonic_time () + NP_AWAIT_LIMIT_MS * G_TIME_SPAN_MILLISECOND;
  NpProblemCard *card = NULL;

  while ((card = app_problem_find (self, part)) == NULL)
    np_await_step (limit, part);
  return card;
}

/* How many cards are on the screen. */
guint
app_problem_count (AppRig *self)
{
  CardSearch search = { .part = "" };

  np_app_visit (GTK_WIDGET (self->window), look_at_card_cb, &search);
  return search.n_cards;
}

/* Waits for the card and clicks one of its buttons. */
void
app_problem_click (AppRig *self, const char *part, const char *button)
{
  np_app_click (app_problem_await (self, part), button);
}

void
app_problem_open_details (NpProblemCard *card)
{
  GtkWidget *button = np_app_await (card, GTK_TYPE_TOGGLE_BUTTON, "Details");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  np_app_await (card, NP_TYPE_PROBLEM_DETAILS, NULL);
}

char *
app_problem_dup_report (NpProblemCard *card)
{
  app_problem_open_details (card);
  np_app_click (card, "Copy Report");
  return np_app_dup_clipboard ();
}
