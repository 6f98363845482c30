/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-list-pane-private.h"

#include <glib/gi18n.h>

#include "np-menu-text.h"

/* Filtering and sorting: the menus, their actions, and the chips that show what
 * is filtered and take it back. */

typedef struct
{
  NpFilterKind kind;
  const char *action; /* without its prefix; its state is the value, empty for all */
  const char *label;
  gboolean is_toggle;
} Filter;

static const Filter filters[] = {
  { NP_FILTER_ACCESSIBILITY, "filter-accessibility", N_ ("Visibility"), FALSE },
  { NP_FILTER_DOMAIN, "filter-domain", N_ ("Domain"), FALSE },
  { NP_FILTER_TASK, "filter-task", N_ ("Task"), FALSE },
  { NP_FILTER_ORIGIN, "filter-origin", N_ ("Origin"), FALSE },
  { NP_FILTER_MODEL_TYPE, "filter-model-type", N_ ("Model type"), FALSE },
  /* Translators: to filter by: a key and a value that somebody put on models; the term of
   * the service */
  { NP_FILTER_LABEL, "filter-label", N_ ("Label"), FALSE },
  { NP_FILTER_NO_DESCRIPTION, "filter-no-description", N_ ("Without a description"), TRUE },
  { NP_FILTER_NO_DOCUMENT, "filter-no-document", N_ ("Without a document"), TRUE },
};

static const struct
{
  const char *name;
  NpSortKey key;
} sorts[] = {
  { "name", NP_SORT_NAME },
  { "order-number", NP_SORT_ORDER_NUMBER },
  { "created", NP_SORT_CREATED },
  { "modified", NP_SORT_MODIFIED },
  { "parameter-size", NP_SORT_PARAMETER_SIZE },
};

/* Where the states of the two actions are remembered. */
static const struct
{
  const char *action;
  const char *setting;
} sort_settings[] = {
  { "sort", "sort-key" },
  { "sort-descending", "sort-descending" },
};

static const Filter *
find_filter (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      if (g_str_equal (filters[i].action, action))
        return &filters[i];
    }
  g_assert_not_reached ();
}

/* A value as a person knows it: only visibility has words of its own. */
static const char *
name_value (const Filter *filter, const char *value)
{
  if (filter->kind == NP_FILTER_ACCESSIBILITY && g_str_equal (value, "PRIVATE"))
    return C_ ("visibility", "Private");
  if (filter->kind == NP_FILTER_ACCESSIBILITY && g_str_equal (value, "PUBLIC"))
    return C_ ("visibility", "Public");
  return value;
}

static void
append_choice (GMenu *menu, const Filter *filter, const char *label, const char *value)
{
  g_autofree char *action = g_strconcat ("models.", filter->action, NULL);
  g_autoptr (GMenuItem) item = np_menu_text_new_item (label);

  g_menu_item_set_action_and_target (item, action, "s", value);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_values_menu (NpListPane *self, const Filter *filter)
{
  GMenu *menu = g_menu_new ();
  g_auto (GStrv) values = np_model_view_dup_filter_values (self->view, filter->kind);

  /* Translators: a choice of a filter: models with any value */
  append_choice (menu, filter, _ ("All"), "");
  for (guint i = 0; values[i] != NULL; i++)
    append_choice (menu, filter, name_value (filter, values[i]), values[i]);
  return G_MENU_MODEL (menu);
}

/* What there is to filter by depends on the models, so the menu is made when it
 * is opened. */
static void
make_filter_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  NpListPane *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) values = g_menu_new ();
  g_autoptr (GMenu) toggles = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      const char *label = _ (filters[i].label);

      if (filters[i].is_toggle)
        append_choice (toggles, &filters[i], label, "yes");
      else
        {
          g_autoptr (GMenuModel) submenu = make_values_menu (self, &filters[i]);

          g_menu_append_submenu (values, label, submenu);
        }
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (values));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (toggles));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static GtkWidget *
make_chip (const Filter *filter, const char *value)
{
  g_autofree char *action = g_strconcat ("models.", filter->action, NULL);
  g_autofree char *text = filter->is_toggle
                              ? g_strdup (_ (filter->label))
                              /* Translators: what is filtered by, then the value */
                              : g_strdup_printf (_ ("%s: %s"), _ (filter->label),
                                                 name_value (filter, value));
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  /* The flow box gives out more width than a short chip needs. */
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "np-chip");
  gtk_widget_set_tooltip_text (button, _ ("Remove This Filter"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  /* A toggle is switched off by its own value, a choice by choosing all. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    filter->is_toggle ? "yes" : "");
  return button;
}

static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/**
 * np_list_pane_update_filters: (skip)
 * @self: a pane
 *
 * Brings the chips in line with what is filtered. The focus goes from a chip to the next
 * one, and from the last one to the search.
 */
void
np_list_pane_update_filters (NpListPane *self)
{
  GtkFlowBoxChild *child = NULL;
  gboolean is_filtered = FALSE;
  gboolean had_focus = has_focus (GTK_WIDGET (self->chips));

  while ((child = gtk_flow_box_get_child_at_index (self->chips, 0)) != NULL)
    gtk_flow_box_remove (self->chips, GTK_WIDGET (child));
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      const char *value = np_model_view_get_filter (self->view, filters[i].kind);
      GtkWidget *chip = NULL;

      if (value == NULL)
        continue;
      chip = make_chip (&filters[i], value);
      gtk_flow_box_append (self->chips, chip);
      /* It would be a stop of its own, where Enter does nothing. */
      gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
      is_filtered = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chips), is_filtered);
  if (had_focus && is_filtered)
    gtk_widget_child_focus (GTK_WIDGET (self->chips), GTK_DIR_TAB_FORWARD);
  else if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
filter_action (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  NpListPane *self = user_data;
  const Filter *filter = find_filter (g_action_get_name (G_ACTION (action)));
  const char *value = g_variant_get_string (target, NULL);
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));
  gboolean is_off = *value == '\0' ||
                    (filter->is_toggle && *g_variant_get_string (state, NULL) != '\0');

  g_simple_action_set_state (action, g_variant_new_string (is_off ? "" : value));
  np_list_pane_show_first_rows (self);
  np_model_view_set_filter (self->view, filter->kind, is_off ? NULL : value);
  np_list_pane_update_filters (self);
  np_list_pane_update_status (self);
}

/**
 * np_list_pane_clear_filters: (skip)
 * @self: a pane
 *
 * Shows all models again.
 */
void
np_list_pane_clear_filters (NpListPane *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions),
                                                    filters[i].action);

      g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (""));
    }
  np_list_pane_show_first_rows (self);
  np_model_view_clear_filters (self->view);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  np_model_view_set_search (self->view, "");
  np_list_pane_update_filters (self);
  np_list_pane_update_status (self);
}

static void
apply_sort (NpListPane *self)
{
  g_autoptr (GVariant)
      sort = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "sort");
  g_autoptr (GVariant) descending =
      g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "sort-descending");

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      if (g_str_equal (sorts[i].name, g_variant_get_string (sort, NULL)))
        np_model_view_set_sort (self->view, sorts[i].key, g_variant_get_boolean (descending));
    }
}

static const char *
find_sort_setting (GSimpleAction *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (sort_settings); i++)
    {
      if (g_str_equal (sort_settings[i].action, g_action_get_name (G_ACTION (action))))
        return sort_settings[i].setting;
    }
  g_assert_not_reached ();
}

static void
change_sort (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  NpListPane *self = user_data;

  g_simple_action_set_state (action, state);
  np_list_pane_show_first_rows (self);
  apply_sort (self);
  if (self->settings != NULL)
    g_settings_set_value (self->settings, find_sort_setting (action), state);
}

/**
 * np_list_pane_restore_sort: (skip)
 * @self: a pane with settings
 *
 * Sorts as it was sorted last.
 */
void
np_list_pane_restore_sort (NpListPane *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (sort_settings); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions),
                                                    sort_settings[i].action);
      g_autoptr (GVariant)
          state = g_settings_get_value (self->settings, sort_settings[i].setting);

      g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
    }
  apply_sort (self);
}

/**
 * np_list_pane_install_filter_actions: (skip)
 * @self: a pane
 */
void
np_list_pane_install_filter_actions (NpListPane *self)
{
  static const GActionEntry sort_entries[] = {
    { .name = "sort",
      .parameter_type = "s",
      .state = "'modified'",
      .change_state = change_sort },
    { .name = "sort-descending", .state = "true", .change_state = change_sort },
  };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      GActionEntry entry = { .name = filters[i].action,
                             .activate = filter_action,
                             .parameter_type = "s",
                             .state = "''" };

      g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &entry, 1, self);
    }
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), sort_entries,
                                   G_N_ELEMENTS (sort_entries), self);
  gtk_menu_button_set_create_popup_func (self->filter_button, make_filter_menu_cb, self, NULL);
  apply_sort (self);
}
