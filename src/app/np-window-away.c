/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

#include "np-error-text.h"
#include "np-list-pane-private.h"
#include "np-outcome-text.h"

/* What the desktop says when a long run ends while nobody looks at the program: a list
 * that was loaded, or a save. A run is long when the person left while it ran; what began
 * after that was not asked for. All of it stands in the window too, and the notice goes
 * when the person is back. */

#define LIST_NOTICE "list"
#define SAVE_NOTICE "save"

/* Where a dialog closes, for a moment no window is the active one. */
#define SETTLE_MS 1000

typedef struct
{
  GWeakRef window;
  const char *id; /* static */
  GNotification *notification;
  guint n_returns; /* who came back since knows it */
} Notice;

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_weak_ref_clear (&notice->window);
  g_object_unref (notice->notification);
  g_free (notice);
}

static gboolean
is_away (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_is_active (window))
        return FALSE;
    }
  return TRUE;
}

static gboolean
send_cb (gpointer user_data)
{
  Notice *notice = user_data;
  g_autoptr (NpWindow) self = g_weak_ref_get (&notice->window);
  GtkApplication *application = self != NULL ? gtk_window_get_application (GTK_WINDOW (self))
                                             : NULL;

  if (application != NULL && is_away () && self->n_returns == notice->n_returns)
    {
      g_application_send_notification (G_APPLICATION (application), notice->id,
                                       notice->notification);
      self->has_notices = TRUE;
    }
  return G_SOURCE_REMOVE;
}

static void
take_notice (NpWindow *self, const char *id, GNotification *notification)
{
  Notice *notice = g_new0 (Notice, 1);

  g_weak_ref_init (&notice->window, self);
  notice->id = id;
  notice->notification = notification;
  notice->n_returns = self->n_returns;
  g_timeout_add_full (G_PRIORITY_DEFAULT, SETTLE_MS, send_cb, notice, notice_free);
}

/* The person may be elsewhere in the program by then: the notice leads back. */
static GNotification *
make_model_notice (NpWindow *self, NpModel *model, const char *model_id, const char *body)
{
  const char *name = model != NULL ? np_model_get_text (model, NP_FIELD_MODEL_NAME) : NULL;
  GNotification *notification = g_notification_new (name != NULL && *name != '\0' ? name
                                                                                  : model_id);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (
      notification, "app.show-model", "(ss)",
      self->account != NULL ? np_account_get_id (self->account) : "", model_id);
  return notification;
}

static GNotification *
make_list_failure (const GError *error)
{
  g_autofree char *heading = np_error_text_dup_heading (error, "ListModels");
  g_autofree char *sentence = np_error_text_dup_sentence (error, "ListModels");
  GNotification *notification = g_notification_new (heading);

  g_notification_set_body (notification, sentence);
  return notification;
}

static GNotification *
make_list_notice (guint n_models)
{
  GNotification *notification = g_notification_new (_ ("The list is loaded"));
  g_autofree char *body = g_strdup_printf (ngettext ("%'u model", "%'u models", n_models),
                                           n_models);

  g_notification_set_body (notification, body);
  return notification;
}

static void
end_list (NpWindow *self, NpModelList *list)
{
  const GError *error = np_model_list_get_error (list);

  if (!self->awaits_list || !is_away ())
    return;
  if (error != NULL)
    take_notice (self, LIST_NOTICE, make_list_failure (error));
  else if (np_model_list_get_is_complete (list))
    take_notice (self, LIST_NOTICE, make_list_notice (np_model_list_get_n_models (list)));
}

static void
list_cb (NpWindow *self, GParamSpec *pspec, NpModelList *list)
{
  if (np_model_list_get_is_loading (list))
    self->awaits_list = !is_away ();
  else
    end_list (self, list);
}

/* A save that ends in a question brings the question to the front. */
static void
saving_cb (NpWindow *self, GParamSpec *pspec, NpDocument *document)
{
  if (np_document_get_is_saving (document))
    self->awaits_save = !is_away ();
}

/* Who comes while something runs may leave again, and waits for it then. */
static void
active_cb (NpWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (!gtk_window_is_active (GTK_WINDOW (self)))
    return;
  self->n_returns++;
  self->awaits_list = TRUE;
  self->awaits_save = TRUE;
  if (!self->has_notices || application == NULL)
    return;
  g_application_withdraw_notification (G_APPLICATION (application), LIST_NOTICE);
  g_application_withdraw_notification (G_APPLICATION (application), SAVE_NOTICE);
  self->has_notices = FALSE;
}

/*< private >
 * np_window_watch_presence:
 * @self: a window that was just made
 */
void
np_window_watch_presence (NpWindow *self)
{
  g_signal_connect_object (self, "notify::is-active", G_CALLBACK (active_cb), self,
                           G_CONNECT_SWAPPED);
}

/*< private >
 * np_window_watch_list_run:
 * @self: a window with its list
 */
void
np_window_watch_list_run (NpWindow *self)
{
  g_signal_connect_object (self->list_pane->models, "notify::loading", G_CALLBACK (list_cb),
                           self, G_CONNECT_SWAPPED);
}

/*< private >
 * np_window_watch_save_run:
 * @self: a window with the page of a model
 */
void
np_window_watch_save_run (NpWindow *self)
{
  g_signal_connect_object (np_window_get_document (self), "notify::saving",
                           G_CALLBACK (saving_cb), self, G_CONNECT_SWAPPED);
}

/*< private >
 * np_window_tell_saved:
 * @self: a window
 * @outcome: what a save came to
 *
 * Tells it to who left while it was under way.
 */
void
np_window_tell_saved (NpWindow *self, NpSaveOutcome *outcome)
{
  NpModel *stored = np_save_outcome_get_stored (outcome);
  g_autofree char *text = NULL;

  if (!self->awaits_save || !is_away ())
    return;
  text = np_outcome_text_dup_headline (outcome);
  take_notice (
      self, SAVE_NOTICE,
      make_model_notice (self, stored != NULL ? stored : np_save_outcome_get_before (outcome),
                         np_save_outcome_get_model_id (outcome), text));
}

/*< private >
 * np_window_tell_save_failed:
 * @self: a window with a model open
 * @error: why it could not be saved
 *
 * Tells it to who left while it was under way.
 */
void
np_window_tell_save_failed (NpWindow *self, const GError *error)
{
  NpDocument *document = np_window_get_document (self);
  g_autofree char *heading = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *text = NULL;

  if (!self->awaits_save || !is_away ())
    return;
  heading = np_error_text_dup_heading (error, "UpdateModel");
  sentence = np_error_text_dup_sentence (error, "UpdateModel");
  /* Translators: that it was not saved, and a sentence that says why */
  text = g_strdup_printf (_ ("%s. %s"), heading, sentence);
  take_notice (self, SAVE_NOTICE,
               make_model_notice (self,
                                  np_model_form_get_model (np_document_get_form (document)),
                                  np_document_get_model_id (document), text));
}

/**
 * np_window_return_to_model:
 * @self: a window
 * @account_id: the account that the model was open with; empty in the practice workspace
 * @model_id: a model
 *
 * Goes back to a model that a notice told of: as it is if it is still open, and
 * otherwise it is opened again.
 */
void
np_window_return_to_model (NpWindow *self, const char *account_id, const char *model_id)
{
  const char *open_account = NULL;

  g_return_if_fail (NP_IS_WINDOW (self));
  g_return_if_fail (account_id != NULL);
  g_return_if_fail (model_id != NULL);

  open_account = self->account != NULL ? np_account_get_id (self->account) : "";
  if (g_str_equal (open_account, account_id) &&
      g_strcmp0 (np_window_get_open_model_id (self), model_id) == 0)
    adw_leaflet_set_visible_child_name (self->leaflet, "content");
  else if (*account_id != '\0')
    np_window_open_model_of (self, account_id, model_id);
}
