/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

#include "np-compat.h"
#include "np-toast.h"

/* Leaving the open model, for another one, another account or for good: the
 * only way out. Nothing is asked, for what is typed and not saved is kept on this
 * computer and comes back; only when it cannot be kept is there a question. */

static void
take_step (NpWindow *self)
{
  NpWindowStep step = g_steal_pointer (&self->leave_step);
  g_autofree char *argument = g_steal_pointer (&self->leave_argument);

  if (step != NULL)
    step (self, argument);
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpWindow) self = user_data;
  g_autofree char *answer = np_confirm_finish (result, NULL);
  NpModelForm *form = NULL;

  if (answer == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  form = np_document_get_form (np_window_get_document (self));
  if (g_str_equal (answer, "discard"))
    {
      np_model_form_put_back_all (form);
      take_step (self);
    }
  else if (g_str_equal (answer, "save") && np_model_form_get_can_save (form))
    np_model_page_save (self->model_page);
  else
    np_window_stop_leaving (self);
}

static void
ask (NpWindow *self, const GError *error)
{
  NpModelForm *form = np_document_get_form (np_window_get_document (self));
  const NpAnswer answers[] = {
    /* Translators: a button: the model stays open */
    { .id = "stay", .label = _ ("_Stay") },
    { .id = "discard", .label = _ ("_Discard"), .is_destructive = TRUE },
    { .id = "save", .label = _ ("_Save Now"), .is_suggested = TRUE },
  };
  gboolean can_save = np_model_form_get_can_save (form);
  g_autofree char *body = NULL;

  body = g_strdup_printf (
      can_save
          /* Translators: %s is a sentence that says why they cannot be kept */
          ? _ ("%s If you leave now, they are lost. Save them now, or stay.")
          /* Translators: %s is a sentence that says why they cannot be kept */
          : _ ("%s If you leave now, they are lost. Some fields need attention before they can "
               "be saved."),
      error->message);
  np_confirm_async (GTK_WIDGET (self), _ ("The changes cannot be kept on this computer"), body,
                    answers, can_save ? 3 : 2, self->cancellable, answer_cb,
                    g_object_ref (self));
}

static void
flush_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_kept = np_document_flush_finish (NP_DOCUMENT (source), result, &error);

  /* The step may have been taken, or given up, by what came meanwhile. */
  if (g_cancellable_is_cancelled (self->cancellable) || self->leave_step == NULL)
    return;
  if (is_kept || !np_window_get_is_dirty (self))
    take_step (self);
  else
    ask (self, error);
}

/* For as long as the save takes, and once however often somebody asks. */
static void
show_waiting (NpWindow *self)
{
  AdwToast *toast = NULL;

  if (self->waiting_toast != NULL)
    return;
  toast = np_toast_new (_ ("Waiting for the save to end."));
  adw_toast_set_timeout (toast, 0);
  g_set_weak_pointer (&self->waiting_toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
hide_waiting (NpWindow *self)
{
  AdwToast *toast = self->waiting_toast;

  g_clear_weak_pointer (&self->waiting_toast);
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

/**
 * np_window_leave_model: (skip)
 * @self: a window
 * @step: what to do then
 * @argument: (nullable): passed to @step
 *
 * Runs @step at once when nothing is unsaved, otherwise when it is written down.
 * While a save is under way it waits for it, and a save that does not work keeps
 * the person where the changes are.
 */
void
np_window_leave_model (NpWindow *self, NpWindowStep step, const char *argument)
{
  g_free (self->leave_argument);
  self->leave_step = step;
  self->leave_argument = g_strdup (argument);

  if (np_window_get_is_saving (self))
    show_waiting (self);
  else
    np_window_go_on_leaving (self);
}

/**
 * np_window_go_on_leaving: (skip)
 * @self: a window
 *
 * Takes the step that waits, as soon as what is unsaved is written down.
 */
void
np_window_go_on_leaving (NpWindow *self)
{
  hide_waiting (self);
  if (self->leave_step == NULL)
    return;
  if (np_window_get_is_dirty (self))
    np_document_flush_async (np_window_get_document (self), self->cancellable, flush_cb,
                             g_object_ref (self));
  else
    take_step (self);
}

/**
 * np_window_stop_leaving: (skip)
 * @self: a window
 */
void
np_window_stop_leaving (NpWindow *self)
{
  hide_waiting (self);
  self->leave_step = NULL;
  g_clear_pointer (&self->leave_argument, g_free);
}
