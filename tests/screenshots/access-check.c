/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "access-check.h"

#include <adwaita.h>

#include "np-app-find.h"

/* More steps than any screen has controls. */
#define MAX_STEPS 150

typedef struct
{
  GtkWidget *root;
  GHashTable *reached;   /* of GtkWidget */
  GHashTable *mnemonics; /* of key values, to the label that has it */
  GString *faults;
} Check;

static char *
describe (GtkWidget *widget)
{
  g_autofree char *name = np_app_dup_name (widget);
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return g_strdup_printf ("%s “%s” in %s", G_OBJECT_TYPE_NAME (widget),
                          name != NULL ? name : "",
                          parent != NULL ? G_OBJECT_TYPE_NAME (parent) : "nothing");
}

static void
add_fault (Check *check, GtkWidget *widget, const char *what)
{
  g_autofree char *text = describe (widget);

  g_string_append_printf (check->faults, "%s %s\n", text, what);
}

/* These only pass the focus on to what they hold. */
static gboolean
is_container (GtkWidget *widget)
{
  return GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_LIST_BOX (widget) ||
         GTK_IS_FLOW_BOX (widget) || ADW_IS_EXPANDER_ROW (widget) ||
         GTK_IS_LIST_VIEW (widget) || GTK_IS_VIEWPORT (widget) || GTK_IS_STACK (widget);
}

/* The buttons of a window have keys of the desktop instead, and a text that only
 * the pointer selects is no control. */
static gboolean
is_control (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) == NULL &&
         (gtk_widget_get_can_focus (widget) || !GTK_IS_LABEL (widget)) &&
         gtk_widget_get_focusable (widget) && !is_container (widget) &&
         gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget);
}

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
      gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  /* Newer GTK says the tooltip where there is nothing else, and libadwaita relies on it. */
  return gtk_check_version (4, 18, 0) == NULL && gtk_widget_get_tooltip_text (widget) != NULL;
}

/* The part of a widget that takes the keys is not what a screen reader stands on. */
static GtkWidget *
get_whole (GtkWidget *widget)
{
  const GType wholes[] = { GTK_TYPE_DROP_DOWN,      GTK_TYPE_ENTRY,        GTK_TYPE_MENU_BUTTON,
                           GTK_TYPE_PASSWORD_ENTRY, GTK_TYPE_SEARCH_ENTRY, ADW_TYPE_ENTRY_ROW };

  for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
    {
      GtkWidget *whole = gtk_widget_get_ancestor (widget, wholes[i]);

      if (whole != NULL)
        return whole;
    }
  return widget;
}

/* Where the radio buttons of one choice are: in one row, if they are in one at all. */
static GtkWidget *
get_choice (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return row != NULL ? row : gtk_widget_get_parent (widget);
}

static gboolean
is_in_choice (GtkWidget *widget, GtkWidget *other)
{
  return GTK_IS_CHECK_BUTTON (widget) && GTK_IS_CHECK_BUTTON (other) &&
         get_choice (widget) == get_choice (other);
}

/* In a list, a group of radio buttons or a row of tabs one control takes the Tab,
 * and arrow keys go on from there. */
static gboolean
is_reached (Check *check, GtkWidget *widget)
{
  const GType groups[] = { GTK_TYPE_LIST_BOX, GTK_TYPE_LIST_BASE, GTK_TYPE_FLOW_BOX };
  GHashTableIter iter;
  gpointer other = NULL;
  GtkWidget *group = NULL;

  if (g_hash_table_contains (check->reached, widget))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (groups) && group == NULL; i++)
    group = gtk_widget_get_ancestor (widget, groups[i]);
  g_hash_table_iter_init (&iter, check->reached);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    {
      if (is_in_choice (widget, other) || gtk_widget_is_ancestor (other, widget) ||
          gtk_widget_is_ancestor (widget, other) ||
          (group != NULL && gtk_widget_is_ancestor (other, group)))
        return TRUE;
    }
  return FALSE;
}

static void
walk_by_tab (Check *check)
{
  gtk_window_set_focus (GTK_WINDOW (check->root), NULL);
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      GtkWidget *focus = NULL;

      g_signal_emit_by_name (check->root, "move-focus", GTK_DIR_TAB_FORWARD);
      focus = gtk_root_get_focus (GTK_ROOT (check->root));
      if (focus != NULL)
        g_hash_table_add (check->reached, focus);
    }
}

static void
check_control_cb (GtkWidget *widget, gpointer user_data)
{
  Check *check = user_data;

  if (!is_control (widget))
    return;
  if (!has_name (get_whole (widget)))
    add_fault (check, widget, "has no name");
  if (!is_reached (check, widget))
    add_fault (check, widget, "is not reached by Tab");
}

static const char *
get_text (GtkWidget *label)
{
  return gtk_label_get_text (GTK_LABEL (label));
}

static void
check_mnemonic_cb (GtkWidget *widget, gpointer user_data)
{
  Check *check = user_data;
  guint key = GDK_KEY_VoidSymbol;
  GtkWidget *other = NULL;

  if (!GTK_IS_LABEL (widget) || !gtk_widget_get_mapped (widget) ||
      !gtk_widget_is_sensitive (widget))
    return;
  key = gtk_label_get_mnemonic_keyval (GTK_LABEL (widget));
  if (key == GDK_KEY_VoidSymbol)
    return;
  other = g_hash_table_lookup (check->mnemonics, GUINT_TO_POINTER (key));
  /* The same button on each of several cards is reached by the same letter, in turn. */
  if (other != NULL && !g_str_equal (get_text (other), get_text (widget)))
    add_fault (check, widget, get_text (other));
  g_hash_table_insert (check->mnemonics, GUINT_TO_POINTER (key), widget);
}

char *
access_check (GtkWidget *window)
{
  g_autoptr (GHashTable) reached = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) mnemonics = g_hash_table_new (NULL, NULL);
  Check check = {
    .root = window, .reached = reached, .mnemonics = mnemonics, .faults = g_string_new (NULL)
  };

  walk_by_tab (&check);
  np_app_visit (window, check_control_cb, &check);
  np_app_visit (window, check_mnemonic_cb, &check);
  return g_string_free (check.faults, FALSE);
}

static void
check_accelerator (GHashTable *known, const char *accelerator, const char *of, GString *faults)
{
  guint key = 0;
  GdkModifierType modifiers = 0;
  g_autofree char *name = NULL;

  if (!gtk_accelerator_parse (accelerator, &key, &modifiers))
    return;
  name = gtk_accelerator_name (key, modifiers);
  if (!g_hash_table_contains (known, name))
    g_string_append_printf (faults, "%s of %s is not in the list of shortcuts\n", name, of);
}

/* Calls @take for each key that a widget listens to. */
static void
visit_keys (GtkWidget *widget,
            void (*take) (GtkWidget *, const char *, gpointer),
            gpointer data)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut)
              shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          g_autofree char *text = gtk_shortcut_trigger_to_string (
              gtk_shortcut_get_trigger (shortcut));
          g_auto (GStrv) keys = g_strsplit (text, "|", -1);

          for (guint k = 0; keys[k] != NULL; k++)
            take (widget, keys[k], data);
        }
    }
}

static void
add_known (GtkWidget *widget, const char *accelerator, gpointer known)
{
  guint key = 0;
  GdkModifierType modifiers = 0;

  if (gtk_accelerator_parse (accelerator, &key, &modifiers))
    g_hash_table_add (known, gtk_accelerator_name (key, modifiers));
}

static void
take_accelerators_cb (GtkWidget *widget, gpointer user_data)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  if (!GTK_IS_SHORTCUTS_SHORTCUT (widget))
    return;
  g_object_get (widget, "accelerator", &text, NULL);
  parts = g_strsplit (text != NULL ? text : "", " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    add_known (widget, parts[i], user_data);
}

/* What every window of GTK listens to, and the keys of accounts after the first. */
static void
add_known_to_all (GHashTable *known)
{
  GtkWidget *plain = g_object_new (ADW_TYPE_APPLICATION_WINDOW, NULL);

  visit_keys (plain, add_known, known);
  for (char digit = '2'; digit <= '9'; digit++)
    {
      const char accelerator[] = { '<', 'A', 'l', 't', '>', digit, '\0' };

      add_known (plain, accelerator, known);
    }
  gtk_window_destroy (GTK_WINDOW (plain));
}

typedef struct
{
  GHashTable *known;
  GString *faults;
} Shortcuts;

static void
check_key (GtkWidget *widget, const char *accelerator, gpointer user_data)
{
  Shortcuts *shortcuts = user_data;

  check_accelerator (shortcuts->known, accelerator, G_OBJECT_TYPE_NAME (widget),
                     shortcuts->faults);
}

static void
check_keys_cb (GtkWidget *widget, gpointer user_data)
{
  if (g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Np"))
    visit_keys (widget, check_key, user_data);
}

/* Every key of the window and of the application stands in @overlay. */
char *
access_check_shortcuts (GtkWidget *window, GtkWidget *overlay)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Shortcuts shortcuts = { known, g_string_new (NULL) };
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);

  add_known_to_all (known);
  np_app_visit (overlay, take_accelerators_cb, known);
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, actions[i]);

      /* GTK gives the list of shortcuts a second key of its own. */
      for (guint j = 0; keys[j] != NULL && !g_str_equal (actions[i], "win.show-help-overlay");
           j++)
        check_accelerator (known, keys[j], actions[i], shortcuts.faults);
    }
  np_app_visit (window, check_keys_cb, &shortcuts);
  return g_string_free (shortcuts.faults, FALSE);
}
