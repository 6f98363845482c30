/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-dialog.h"

#include "np-await.h"
#include "np-conflict-dialog.h"
#include "np-json.h"
#include "np-review-dialog.h"

/* Opens a model that holds what JSON says. */
AppRig *
app_rig_new_with_model (const char *json)
{
  AppRig *self = app_rig_new ();

  app_rig_put_model (self, json);
  app_rig_connect_and_open (self);
  return self;
}

/* What somebody else writes into the open model. */
void
app_rig_put_model (AppRig *self, const char *json)
{
  g_assert_true (np_practice_service_put_model_json (self->service, RIG_MODEL_ID, json));
}

/* Presses Save and waits for the review. */
GtkWidget *
app_rig_await_review (AppRig *self)
{
  app_rig_press_save (self);
  return np_app_await (NULL, NP_TYPE_REVIEW_DIALOG, NULL);
}

/* Saves what somebody else changed too, up to the decision. */
GtkWidget *
app_rig_await_conflict (AppRig *self)
{
  GtkWidget *review = app_rig_await_review (self);

  np_app_await (review, GTK_TYPE_BUTTON, "Decide…");
  np_app_click (review, "Decide…");
  np_app_await_gone (NP_TYPE_REVIEW_DIALOG);
  return np_app_await (NULL, NP_TYPE_CONFLICT_DIALOG, NULL);
}

static gboolean
activate_shortcut (GListModel *shortcuts, GtkWidget *widget, const char *trigger)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
      g_autofree char *text = gtk_shortcut_trigger_to_string (
          gtk_shortcut_get_trigger (shortcut));

      if (g_str_equal (text, trigger))
        return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                             NULL);
    }
  return FALSE;
}

/* What a key does that is a shortcut of a window itself. */
void
app_rig_press_key (gpointer window, const char *trigger)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);
  gboolean is_pressed = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_pressed; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        is_pressed = activate_shortcut (G_LIST_MODEL (controller), window, trigger);
    }
  g_assert_true (is_pressed);
}

/* Enter activates what has the focus, else the default button. */
void
app_rig_press_enter (gpointer window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (GTK_IS_BUTTON (focus))
    gtk_widget_activate (focus);
  else
    g_signal_emit_by_name (window, "activate-default");
}

/* Chooses a side in a row of the decision. */
void
app_rig_choose (gpointer root, const char *side)
{
  GtkWidget *button = np_app_await (root, GTK_TYPE_CHECK_BUTTON, side);

  g_assert_true (gtk_widget_is_sensitive (button));
  gtk_widget_activate (button);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (button)));
}

typedef struct
{
  GType type;
  guint n;
} Count;

static void
count_cb (GtkWidget *widget, gpointer user_data)
{
  Count *count = user_data;

  count->n += g_type_is_a (G_OBJECT_TYPE (widget), count->type) ? 1 : 0;
}

/* How many widgets of a type are on the screen. */
guint
app_rig_count_widgets (gpointer root, GType type)
{
  Count count = { .type = type };

  np_app_visit (root, count_cb, &count);
  return count.n;
}

/* The body of the newest UpdateModel. */
char *
app_rig_dup_body (AppRig *self)
{
  g_autoptr (GPtrArray) requests = np_practice_service_dup_requests (self->service);
  NpPracticeRequest *put = app_rig_get_last (requests, "UpdateModel");

  return g_strndup (g_bytes_get_data (put->body, NULL), g_bytes_get_size (put->body));
}

/* What the service has in a member of the model; NULL if there is none. */
char *
app_rig_dup_stored (AppRig *self, const char *member)
{
  g_autoptr (GBytes) bytes = np_practice_service_dup_model_json (self->service, RIG_MODEL_ID);
  g_autoptr (NpJson) json = np_json_parse (bytes, NULL);
  const NpJsonValue *value = NULL;

  g_assert_nonnull (json);
  value = np_json_value_get_member (np_json_get_root (json), member);
  return value != NULL ? np_json_value_dup_raw (value) : NULL;
}
