/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-page-private.h"

#include "np-conflict-dialog.h"
#include "np-save-flow.h"

/* Saving from the page: the flow that leads to it, and what it came to. */

static GtkWindow *
get_window (NpModelPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* The service was asked, and has nothing of it: that is no success. */
static gboolean
is_refused (NpSaveOutcome *outcome)
{
  return np_save_outcome_get_result (outcome) == NP_SAVED_NOT_APPLIED &&
         np_save_outcome_get_error (outcome) != NULL;
}

/* What was sent and done, or refused for want of a right, says whether it may be. */
static void
learn (NpModelPage *self, NpSaveOutcome *outcome, const GError *error)
{
  if (outcome != NULL && is_refused (outcome))
    error = np_save_outcome_get_error (outcome);
  if (error != NULL || np_save_outcome_get_result (outcome) == NP_SAVED_CONFIRMED)
    np_model_page_learn_permission (self, error);
}

static void
flow_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpModelPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModelChanges) agreed = NULL;
  g_autoptr (NpSaveOutcome)
      outcome = np_save_flow_run_finish (NP_DOCUMENT (source), result, &agreed, &error);

  self->is_in_flow = FALSE;
  /* Only a save that failed is tried again as it was. */
  g_clear_pointer (&self->agreed, np_model_changes_unref);
  if (outcome == NULL)
    self->agreed = g_steal_pointer (&agreed);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  learn (self, outcome, error);
  if (outcome != NULL && is_refused (outcome))
    np_model_page_emit_failed (self, np_save_outcome_get_error (outcome), "UpdateModel");
  else if (outcome != NULL)
    g_signal_emit_by_name (self, "saved", outcome);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit_by_name (self, "not-sent");
  else
    np_model_page_emit_failed (self, error, "UpdateModel");
}

/* The button can do nothing any more once it was pressed: what was changed is the place
 * to go on from. */
static void
leave_button (NpModelPage *self)
{
  if (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))) != self->save_button)
    return;
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    if (np_model_form_get_is_changed (self->form, id) && gtk_widget_get_mapped (self->rows[id]))
      {
        gtk_widget_grab_focus (self->rows[id]);
        return;
      }
}

/* From the review to the outcome; what the person has agreed to is not reviewed. */
static void
run_flow (NpModelPage *self, NpModelChanges *agreed)
{
  gboolean reviews_harmless = TRUE;

  if (self->is_in_flow || np_document_get_is_saving (self->document))
    return;
  if (self->settings != NULL)
    reviews_harmless = g_settings_get_boolean (self->settings, "review-harmless");
  self->is_in_flow = TRUE;
  leave_button (self);
  np_save_flow_run_async (self->document, get_window (self), reviews_harmless, agreed,
                          self->cancellable, flow_cb, g_object_ref (self));
}

/* What failed is sent again as it was; if it is not the same any more it is
 * looked at first. */
static void
try_again_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpModelPage *self = NP_MODEL_PAGE (widget);

  run_flow (self, self->agreed);
}

static void
save_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_model_page_save (NP_MODEL_PAGE (widget));
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpModelPage) self = user_data;
  g_autoptr (GError) error = NULL;

  /* What was chosen is kept in the merge until it is all decided. */
  if (np_conflict_dialog_run_finish (result, &error) &&
      !g_cancellable_is_cancelled (self->cancellable))
    np_document_settle_conflict (self->document, NP_MODEL_MERGE (source));
}

static void
show_conflict_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpModelPage *self = NP_MODEL_PAGE (widget);
  NpModelMerge *merge = np_document_get_conflict (self->document);

  if (merge != NULL && !self->is_in_flow)
    np_conflict_dialog_run_async (merge, get_window (self), self->cancellable, decided_cb,
                                  g_object_ref (self));
}

/*< private >
 * np_model_page_install_save_actions:
 * @widget_class: the class of the page
 */
void
np_model_page_install_save_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "model.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "model.try-again", NULL, try_again_action);
  gtk_widget_class_install_action (widget_class, "model.show-conflict", NULL,
                                   show_conflict_action);
}

/*< private >
 * np_model_page_update_conflict:
 * @self: a page
 *
 * A conflict can be decided on for as long as there is one.
 */
void
np_model_page_update_conflict (NpModelPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "model.show-conflict",
                                 np_document_get_conflict (self->document) != NULL);
}

/**
 * np_model_page_set_settings:
 * @self: a page
 * @settings: the settings of the program
 */
void
np_model_page_set_settings (NpModelPage *self, GSettings *settings)
{
  g_return_if_fail (NP_IS_MODEL_PAGE (self));

  g_set_object (&self->settings, settings);
}

/**
 * np_model_page_save:
 * @self: a page
 *
 * Lets a person look at what changed and sends it, if there is anything valid to
 * send and no save is under way. Ends in one of the signals.
 */
void
np_model_page_save (NpModelPage *self)
{
  g_return_if_fail (NP_IS_MODEL_PAGE (self));

  run_flow (self, NULL);
}

/**
 * np_model_page_show_outcome:
 * @self: a page
 * @outcome: what a save of the open model came to
 *
 * Shows value by value what became of a save, until it is closed.
 */
void
np_model_page_show_outcome (NpModelPage *self, NpSaveOutcome *outcome)
{
  g_return_if_fail (NP_IS_MODEL_PAGE (self));

  np_model_page_show_form (self);
  np_outcome_card_show (self->outcome_card, outcome);
  gtk_adjustment_set_value (self->scroll, 0);
}

/**
 * np_model_page_show_later:
 * @self: a page
 * @undone: what somebody else undid of a save: the old texts are theirs
 */
void
np_model_page_show_later (NpModelPage *self, NpModelChanges *undone)
{
  g_return_if_fail (NP_IS_MODEL_PAGE (self));

  np_outcome_card_show_later (self->outcome_card, undone);
  gtk_adjustment_set_value (self->scroll, 0);
}

/**
 * np_model_page_close_outcome:
 * @self: a page
 */
void
np_model_page_close_outcome (NpModelPage *self)
{
  g_return_if_fail (NP_IS_MODEL_PAGE (self));

  np_outcome_card_close (self->outcome_card);
}
