/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-find.h"

#include <string.h>

#include "np-await.h"

typedef struct
{
  /* Borrowed: what is looked for */
  gpointer root;
  const char *name;
  const char *type_name;

  /* State */
  GType type;
  GtkWidget *found;
} Search;

/* Calls VISIT for every widget that is on the screen, parents first. */
void
np_app_visit (GtkWidget *root, NpAppVisit visit, gpointer user_data)
{
  if (!gtk_widget_get_mapped (root))
    return;
  visit (root, user_data);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    np_app_visit (child, visit, user_data);
}

static void
visit_all (gpointer root, NpAppVisit visit, gpointer user_data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  if (root != NULL)
    {
      np_app_visit (root, visit, user_data);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      np_app_visit (window, visit, user_data);
    }
}

static void
first_label_cb (GtkWidget *widget, gpointer user_data)
{
  GtkWidget **label = user_data;

  if (*label == NULL && GTK_IS_LABEL (widget))
    *label = widget;
}

/* What is written on a widget; what its tooltip says if there is only a picture. */
char *
np_app_dup_name (GtkWidget *widget)
{
  GtkWidget *label = NULL;

  if (ADW_IS_PREFERENCES_ROW (widget))
    return g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
  np_app_visit (widget, first_label_cb, &label);
  if (label != NULL)
    return g_strdup (gtk_label_get_text (GTK_LABEL (label)));
  return g_strdup (gtk_widget_get_tooltip_text (widget));
}

static void
match_cb (GtkWidget *widget, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *name = NULL;

  if (search->found != NULL || !g_type_is_a (G_OBJECT_TYPE (widget), search->type))
    return;
  if (search->type_name != NULL &&
      !g_str_equal (G_OBJECT_TYPE_NAME (widget), search->type_name))
    return;
  if (search->name != NULL)
    name = np_app_dup_name (widget);
  if (g_strcmp0 (name, search->name) == 0)
    search->found = widget;
}

static gboolean
run_search (gpointer user_data)
{
  Search *search = user_data;

  search->found = NULL;
  visit_all (search->root, match_cb, search);
  return search->found != NULL;
}

static gboolean
run_search_for_none (gpointer user_data)
{
  return !run_search (user_data);
}

/* Finds the first widget of a type, with a name unless NAME is NULL. */
GtkWidget *
np_app_find (gpointer root, GType type, const char *name)
{
  Search search = { .root = root, .name = name, .type = type };

  run_search (&search);
  return search.found;
}

/* For the widgets of libraries whose types are private. */
GtkWidget *
np_app_find_by_type_name (gpointer root, const char *type_name)
{
  Search search = { .root = root, .type_name = type_name, .type = GTK_TYPE_WIDGET };

  run_search (&search);
  return search.found;
}

/* Runs the main loop until such a widget is on the screen. */
GtkWidget *
np_app_await (gpointer root, GType type, const char *name)
{
  Search search = { .root = root, .name = name, .type = type };

  np_await_condition (run_search, &search, name != NULL ? name : g_type_name (type));
  return search.found;
}

static gboolean
count_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer n_frames)
{
  (*(guint *) n_frames)++;
  return G_SOURCE_CONTINUE;
}

/* Waits until WIDGET was laid out N times. */
void
np_app_await_frames (GtkWidget *widget, guint n)
{
  guint n_frames = 0;
  guint id = gtk_widget_add_tick_callback (widget, count_frame_cb, &n_frames, NULL);

  np_await_true (n_frames >= n);
  gtk_widget_remove_tick_callback (widget, id);
}

void
np_app_await_gone (GType type)
{
  Search search = { .type = type };

  np_await_condition (run_search_for_none, &search, g_type_name (type));
}

static void
contains_cb (GtkWidget *widget, gpointer user_data)
{
  Search *search = user_data;

  if (GTK_IS_LABEL (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), search->name) != NULL)
    search->found = widget;
}

/* Whether a label on the screen has PART in its text. */
gboolean
np_app_has_text (gpointer root, const char *part)
{
  Search search = { .name = part };

  visit_all (root, contains_cb, &search);
  return search.found != NULL;
}

gboolean
np_app_can_click (gpointer root, const char *name)
{
  GtkWidget *button = np_app_find (root, GTK_TYPE_BUTTON, name);

  return button != NULL && gtk_widget_is_sensitive (button);
}

/* Waits for the button and clicks it. */
void
np_app_click (gpointer root, const char *name)
{
  GtkWidget *button = np_app_await (root, GTK_TYPE_BUTTON, name);

  np_await_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
first_text_cb (GtkWidget *widget, gpointer user_data)
{
  GtkWidget **text = user_data;

  if (*text == NULL && GTK_IS_TEXT (widget))
    *text = widget;
}

/* Puts TEXT into the entry of a row, in place of what is there. */
void
np_app_type (gpointer root, const char *row_title, const char *text)
{
  GtkWidget *row = np_app_await (root, ADW_TYPE_PREFERENCES_ROW, row_title);
  GtkWidget *entry = NULL;

  np_app_visit (row, first_text_cb, &entry);
  g_assert_nonnull (entry);
  g_assert_true (gtk_editable_get_editable (GTK_EDITABLE (entry)));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* Whether a button with this action could be clicked at this place. */
gboolean
np_app_is_enabled (gpointer widget, const char *action)
{
  GtkWidget *button = gtk_button_new ();
  gboolean is_enabled = FALSE;

  g_object_ref_sink (button);
  gtk_widget_set_parent (button, widget);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  is_enabled = gtk_widget_is_sensitive (button);
  gtk_widget_unparent (button);
  g_object_unref (button);
  return is_enabled;
}

/* Activates an action from a widget, as a menu item or a shortcut would. */
void
np_app_activate (gpointer widget, const char *action, const char *target)
{
  GVariant *variant = target != NULL ? g_variant_new_string (target) : NULL;

  g_assert_true (gtk_widget_activate_action_variant (widget, action, variant));
}

static GdkClipboard *
get_clipboard (void)
{
  return gdk_display_get_clipboard (gdk_display_get_default ());
}

char *
np_app_dup_clipboard (void)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  gdk_clipboard_read_text_async (get_clipboard (), NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  text = gdk_clipboard_read_text_finish (get_clipboard (), result, &error);
  g_assert_no_error (error);
  return text;
}

/* Starts to paste at the cursor, as Ctrl+V does; the caller waits for what comes
 * of it. */
void
np_app_paste_into (GtkWidget *text, const char *content)
{
  gdk_clipboard_set_text (get_clipboard (), content);
  g_signal_emit_by_name (text, "paste-clipboard");
}

/* Does what a shortcut of WIDGET does; FALSE if it has none or cannot do it now. */
gboolean
np_app_press (gpointer widget, const char *accelerator)
{
  g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (accelerator);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) &&
                        j < g_list_model_get_n_items (G_LIST_MODEL (controller));
           j++)
        {
          g_autoptr (GtkShortcut)
              shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  return FALSE;
}
