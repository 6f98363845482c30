/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-problem-card.h"

#include <glib/gi18n.h>

#include "np-api-error.h"
#include "np-compat.h"
#include "np-problem-details.h"
#include "np-rights-dialog.h"
#include "np-wrap-box.h"

/* A service that asks for more than a day does not mean it. */
#define MAX_WAIT_MS 86400000

/**
 * NpProblemCard:
 *
 * One failure: what did not happen, why, what to do next, and what can be done from
 * here. The same failure again only counts.
 */
struct _NpProblemCard
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *heading;
  GtkLabel *sentence;
  GtkLabel *next_step;
  GtkLabel *wait;
  NpWrapBox *offers;
  GtkRevealer *revealer;

  /* Owned */
  NpProblem *problem;
  GCancellable *cancellable;

  /* State */
  guint n_times;
  gint64 retry_at; /* monotonic, microseconds: when the service asked to try again */
  guint countdown;
};

G_DEFINE_FINAL_TYPE (NpProblemCard, np_problem_card, ADW_TYPE_BIN)

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The buttons of a card, in their order. Where trying again means another thing, the
 * problem itself says which action that is. */
static const struct
{
  NpErrorOffers offer;
  const char *label;
  const char *action;
} offers[] = {
  { NP_ERROR_OFFER_CHANGE_KEY, N_ ("Enter _Key"), "win.change-key" },
  { NP_ERROR_OFFER_SET_CLOCK, N_ ("_Set Clock"), "problem.set-clock" },
  { NP_ERROR_OFFER_ASK_ADMINISTRATOR, N_ ("Ask the _Administrator"),
    "problem.ask-administrator" },
  { NP_ERROR_OFFER_DIAGNOSE, N_ ("Open T_roubleshooting"), "app.diagnose" },
  { NP_ERROR_OFFER_LOOK_ELSEWHERE, N_ ("_Look in Other Accounts"), "win.look-elsewhere" },
  { NP_ERROR_OFFER_TRY_AGAIN, N_ ("Try A_gain"), NULL },
};

/* How long the service asked to wait, in seconds, rounded up. */
static guint
get_seconds_left (NpProblemCard *self)
{
  gint64 left = self->retry_at - g_get_monotonic_time ();

  return left > 0 ? (guint) ((left + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND) : 0;
}

static gboolean
count_down_cb (gpointer user_data)
{
  NpProblemCard *self = user_data;
  guint n_seconds = get_seconds_left (self);
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("The service asks to wait %u second.",
                                    "The service asks to wait %u seconds.", n_seconds),
                          n_seconds);
  gtk_label_set_label (self->wait, text);
  gtk_widget_set_visible (GTK_WIDGET (self->wait), n_seconds > 0);
  if (n_seconds > 0)
    return G_SOURCE_CONTINUE;
  self->countdown = 0;
  return G_SOURCE_REMOVE;
}

/* Nobody has to wait: the button to try again works all the while. */
static void
start_countdown (NpProblemCard *self)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (
      np_problem_get_error (self->problem));
  gint64 wait_ms = detail != NULL ? MIN (detail->retry_after_ms, MAX_WAIT_MS) : -1;

  g_clear_handle_id (&self->countdown, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->wait), FALSE);
  if (wait_ms <= 0)
    return;
  self->retry_at = g_get_monotonic_time () + wait_ms * G_TIME_SPAN_MILLISECOND;
  self->countdown = g_timeout_add_seconds (1, count_down_cb, self);
  count_down_cb (self);
}

static GtkWidget *
make_button (NpProblemCard *self, guint i)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ (offers[i].label));
  const char *action = offers[i].action;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button),
                                  action != NULL ? action
                                                 : np_problem_get_retry_action (self->problem));
  if (action == NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                            np_problem_get_retry_target (self->problem));
  return button;
}

static GtkWidget *
make_details_button (NpProblemCard *self)
{
  /* Translators: a button: shows more of what went wrong */
  GtkWidget *button = gtk_toggle_button_new_with_mnemonic (_ ("_Details"));

  gtk_widget_add_css_class (button, "flat");
  g_object_bind_property (button, "active", self->revealer, "reveal-child",
                          G_BINDING_SYNC_CREATE);
  return button;
}

static void
show_offers (NpProblemCard *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      if (np_problem_get_offers (self->problem) & offers[i].offer)
        np_wrap_box_append (self->offers, make_button (self, i));
    }
  np_wrap_box_append (self->offers, make_details_button (self));
}

static void
show_heading (NpProblemCard *self)
{
  const char *heading = np_problem_get_heading (self->problem);
  g_autofree char *times = NULL;

  if (self->n_times > 1)
    times = g_strdup_printf (
        /* Translators: what did not happen, such as “Not saved”, and how often */
        ngettext ("%s (%u time)", "%s (%u times)", self->n_times), heading, self->n_times);
  gtk_label_set_label (self->heading, times != NULL ? times : heading);
}

/* The details are told anew: the same failure has another RequestId each time. */
static void
show_facts (NpProblemCard *self)
{
  show_heading (self);
  gtk_label_set_label (self->sentence, np_problem_get_sentence (self->problem));
  gtk_label_set_label (self->next_step, np_problem_get_next_step (self->problem));
  gtk_revealer_set_child (self->revealer, np_problem_details_new (self->problem));
}

static char *
dup_words (NpProblemCard *self)
{
  g_autofree char *summary = np_problem_dup_summary (self->problem);

  /* Translators: two sentences, or a sentence and the RequestId */
  return g_strdup_printf (_ ("%s %s"), summary, np_problem_get_next_step (self->problem));
}

static void
close_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_CLOSED], 0);
}

static void
copy_report_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autofree char *report = np_problem_dup_report (NP_PROBLEM_CARD (widget)->problem);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), report);
}

static void
copy_request_id_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          np_problem_get_fact (NP_PROBLEM_CARD (widget)->problem,
                                               NP_PROBLEM_FACT_REQUEST_ID));
}

static void
launch_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpProblemCard) self = user_data;

  /* Nothing opens web pages here: the code can still be looked up by hand. */
  if (!g_app_info_launch_default_for_uri_finish (result, NULL) &&
      !g_cancellable_is_cancelled (self->cancellable))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

/* In a sandbox the portal opens it. */
static void
troubleshoot_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpProblemCard *self = NP_PROBLEM_CARD (widget);
  g_autoptr (GdkAppLaunchContext)
      context = gdk_display_get_app_launch_context (gtk_widget_get_display (widget));

  g_app_info_launch_default_for_uri_async (np_problem_get_link (self->problem),
                                           G_APP_LAUNCH_CONTEXT (context), self->cancellable,
                                           launch_cb, g_object_ref (self));
}

static void
ask_administrator_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpProblemCard *self = NP_PROBLEM_CARD (widget);
  g_autoptr (NpRights) rights = np_problem_dup_rights (self->problem);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  if (rights != NULL)
    gtk_window_present (GTK_WINDOW (np_rights_dialog_new (window, rights)));
}

static void
set_clock_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpProblemCard *self = NP_PROBLEM_CARD (widget);
  /* Translators: a button: closes what is told */
  const NpAnswer answers[] = { { .id = "close", .label = _ ("_Close") } };

  np_confirm_async (widget, _ ("Set the Clock"),
                    _ ("Open the settings of this computer, then System, then Date & Time, and "
                       "switch on Automatic Date & Time. Where that is on already, the network "
                       "may keep the time from coming through: set it by hand."),
                    answers, G_N_ELEMENTS (answers), self->cancellable, NULL, NULL);
}

static void
np_problem_card_dispose (GObject *object)
{
  NpProblemCard *self = NP_PROBLEM_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->countdown, g_source_remove);
  g_clear_object (&self->problem);

  G_OBJECT_CLASS (np_problem_card_parent_class)->dispose (object);
}

static void
np_problem_card_finalize (GObject *object)
{
  g_object_unref (NP_PROBLEM_CARD (object)->cancellable);

  G_OBJECT_CLASS (np_problem_card_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "problem.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "problem.copy-report", NULL,
                                   copy_report_action);
  gtk_widget_class_install_action (widget_class, "problem.copy-request-id", NULL,
                                   copy_request_id_action);
  gtk_widget_class_install_action (widget_class, "problem.troubleshoot", NULL,
                                   troubleshoot_action);
  gtk_widget_class_install_action (widget_class, "problem.ask-administrator", NULL,
                                   ask_administrator_action);
  gtk_widget_class_install_action (widget_class, "problem.set-clock", NULL, set_clock_action);
}

static void
np_problem_card_class_init (NpProblemCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_problem_card_dispose;
  object_class->finalize = np_problem_card_finalize;

  /**
   * NpProblemCard::closed:
   * @self: a card
   *
   * The person has read enough.
   */
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (NP_TYPE_WRAP_BOX);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-problem-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NpProblemCard, heading);
  gtk_widget_class_bind_template_child (widget_class, NpProblemCard, sentence);
  gtk_widget_class_bind_template_child (widget_class, NpProblemCard, next_step);
  gtk_widget_class_bind_template_child (widget_class, NpProblemCard, wait);
  gtk_widget_class_bind_template_child (widget_class, NpProblemCard, offers);
  gtk_widget_class_bind_template_child (widget_class, NpProblemCard, revealer);
}

static void
np_problem_card_init (NpProblemCard *self)
{
  self->cancellable = g_cancellable_new ();
  self->n_times = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_problem_card_new:
 * @problem: what to tell
 *
 * Returns: (transfer floating): a new card
 */
GtkWidget *
np_problem_card_new (NpProblem *problem)
{
  NpProblemCard *self = g_object_new (NP_TYPE_PROBLEM_CARD, NULL);

  self->problem = g_object_ref (problem);
  show_facts (self);
  show_offers (self);
  start_countdown (self);
  return GTK_WIDGET (self);
}

/**
 * np_problem_card_get_problem:
 * @self: a card
 *
 * Returns: (transfer none): what it tells
 */
NpProblem *
np_problem_card_get_problem (NpProblemCard *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM_CARD (self), NULL);

  return self->problem;
}

/**
 * np_problem_card_repeat:
 * @self: a card
 * @problem: the same problem as it happened again
 */
void
np_problem_card_repeat (NpProblemCard *self, NpProblem *problem)
{
  g_return_if_fail (NP_IS_PROBLEM_CARD (self));

  g_set_object (&self->problem, problem);
  self->n_times++;
  show_facts (self);
  start_countdown (self);
}

/**
 * np_problem_card_announce:
 * @self: a card in its place
 *
 * Lets a screen reader say it, without taking the focus from where the person is.
 */
void
np_problem_card_announce (NpProblemCard *self)
{
  g_autofree char *words = NULL;

  g_return_if_fail (NP_IS_PROBLEM_CARD (self));

  words = dup_words (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  np_announce (GTK_WIDGET (self), words);
}
