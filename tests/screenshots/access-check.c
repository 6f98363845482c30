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

/* In a list or a group of radio buttons one control takes the Tab, and arrow keys go on
 * from there. */
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

static GtkWidget *
move (Check *check, GtkDirectionType direction)
{
  GtkWidget *focus = NULL;

  g_signal_emit_by_name (check->root, "move-focus", direction);
  focus = gtk_root_get_focus (GTK_ROOT (check->root));
  if (focus != NULL)
    g_hash_table_add (check->reached, focus);
  return focus;
}

/* From libadwaita 1.7 on one of a row of tabs takes the Tab, and arrow keys go on. */
static void
walk_by_arrows (Check *check, GtkWidget *tab)
{
  const GtkDirectionType directions[] = { GTK_DIR_LEFT, GTK_DIR_RIGHT };

  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      move (check, directions[i]);
      gtk_widget_grab_focus (tab);
    }
}

static void
walk_by_tab (Check *check)
{
  gtk_window_set_focus (GTK_WINDOW (check->root), NULL);
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      GtkWidget *focus = move (check, GTK_DIR_TAB_FORWARD);

      if (focus != NULL && gtk_widget_get_ancestor (focus, ADW_TYPE_VIEW_SWITCHER) != NULL)
        walk_by_arrows (check, focus);
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

/* Returns: (transfer full) (nullable): a key in the one form that all of them have */
static char *
dup_key_name (const char *accelerator)
{
  guint key = 0;
  GdkModifierType modifiers = 0;

  return gtk_accelerator_parse (accelerator, &key, &modifiers)
             ? gtk_accelerator_name (key, modifiers)
             : NULL;
}

static void
add_key (GtkWidget *widget, const char *accelerator, gpointer keys)
{
  char *name = dup_key_name (accelerator);

  if (name != NULL)
    g_hash_table_add (keys, name);
}

static GHashTable *
new_keys (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* The keys that the list of shortcuts tells of. */
static GHashTable *
read_overlay (void)
{
  g_autoptr (GtkBuilder)
      builder = gtk_builder_new_from_resource (NP_RESOURCE_PATH "/ui/help-overlay.ui");
  g_autoptr (GSList) objects = gtk_builder_get_objects (builder);
  GHashTable *keys = new_keys ();

  for (GSList *l = objects; l != NULL; l = l->next)
    {
      g_autofree char *text = NULL;
      g_auto (GStrv) parts = NULL;

      if (!GTK_IS_SHORTCUTS_SHORTCUT (l->data))
        continue;
      g_object_get (l->data, "accelerator", &text, NULL);
      parts = g_strsplit (text, " ", -1);
      for (guint i = 0; parts[i] != NULL; i++)
        add_key (NULL, parts[i], keys);
    }
  gtk_window_destroy (GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
  return keys;
}

/* What every window of GTK listens to. */
static void
add_keys_of_gtk (GHashTable *keys)
{
  GtkWidget *plain = g_object_new (ADW_TYPE_APPLICATION_WINDOW, NULL);

  visit_keys (plain, add_key, keys);
  gtk_window_destroy (GTK_WINDOW (plain));
}

/* One line tells of the keys of all accounts. */
static void
add_keys_of_accounts (GHashTable *keys)
{
  for (char digit = '2'; digit <= '9'; digit++)
    {
      const char accelerator[] = { '<', 'A', 'l', 't', '>', digit, '\0' };

      add_key (NULL, accelerator, keys);
    }
}

typedef struct
{
  GHashTable *known;
  GString *faults;
} Keys;

static void
check_key (GtkWidget *widget, const char *accelerator, gpointer user_data)
{
  Keys *keys = user_data;
  g_autofree char *name = dup_key_name (accelerator);

  if (name != NULL && !g_hash_table_contains (keys->known, name))
    g_string_append_printf (keys->faults, "%s of %s is not in the list of shortcuts\n", name,
                            G_OBJECT_TYPE_NAME (widget));
}

static void
check_keys_cb (GtkWidget *widget, gpointer user_data)
{
  if (g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Np"))
    visit_keys (widget, check_key, user_data);
}

/* Every key of @window stands in the list of shortcuts. */
char *
access_check_keys (GtkWidget *window)
{
  g_autoptr (GHashTable) known = read_overlay ();
  Keys keys = { known, g_string_new (NULL) };

  add_keys_of_gtk (known);
  add_keys_of_accounts (known);
  np_app_visit (window, check_keys_cb, &keys);
  return g_string_free (keys.faults, FALSE);
}

static void
take_keys_cb (GtkWidget *widget, gpointer user_data)
{
  visit_keys (widget, add_key, user_data);
}

static void
add_keys_of_actions (GtkApplication *application, GHashTable *keys)
{
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);

  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (application, actions[i]);

      for (guint j = 0; accels[j] != NULL; j++)
        add_key (NULL, accels[j], keys);
    }
}

static void
tell_missing (GHashTable *keys, GHashTable *others, const char *what, GString *faults)
{
  GHashTableIter iter;
  gpointer name = NULL;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (others, name))
      g_string_append_printf (faults, "%s %s\n", (const char *) name, what);
}

/* Every key of the application stands in the list of shortcuts, and every key that
 * stands there does something in one of @windows. */
char *
access_check_shortcuts (GtkApplication *application, GtkWidget *const *windows)
{
  g_autoptr (GHashTable) listed = read_overlay ();
  g_autoptr (GHashTable) accels = new_keys ();
  g_autoptr (GHashTable) heard = new_keys ();
  GString *faults = g_string_new (NULL);

  add_keys_of_actions (application, accels);
  add_keys_of_actions (application, heard);
  add_keys_of_gtk (heard);
  for (guint i = 0; windows[i] != NULL; i++)
    np_app_visit (windows[i], take_keys_cb, heard);
  tell_missing (accels, listed, "is not in the list of shortcuts", faults);
  tell_missing (listed, heard, "is in the list of shortcuts and does nothing", faults);
  return g_string_free (faults, FALSE);
}
