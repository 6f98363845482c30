/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-list.h"

#include "np-app-steps.h"
#include "np-await.h"
#include "np-list-pane.h"
#include "np-model-row.h"
#include "np-window.h"

GtkWidget *
app_list_get_pane (AppRig *self)
{
  return np_app_await (self->window, NP_TYPE_LIST_PANE, NULL);
}

static void
find_list_cb (GtkWidget *widget, gpointer user_data)
{
  GtkWidget **list = user_data;

  if (GTK_IS_LIST_VIEW (widget))
    *list = widget;
}

static GtkWidget *
find_list (AppRig *self)
{
  GtkWidget *list = NULL;

  np_app_visit (app_list_get_pane (self), find_list_cb, &list);
  return list;
}

static GtkWidget *
get_list (AppRig *self)
{
  np_await_true (find_list (self) != NULL);
  return find_list (self);
}

/* Returns: (transfer none) (nullable): the models on the screen; NULL while there
 *   is a page in their place */
GListModel *
app_list_get_shown (AppRig *self)
{
  GtkWidget *list = find_list (self);
  GtkSelectionModel *selection = NULL;
  GListModel *slice = NULL;

  if (list == NULL)
    return NULL;
  /* The rest of a long list follows a moment later. */
  selection = gtk_list_view_get_model (GTK_LIST_VIEW (list));
  slice = gtk_single_selection_get_model (GTK_SINGLE_SELECTION (selection));
  return gtk_slice_list_model_get_model (GTK_SLICE_LIST_MODEL (slice));
}

guint
app_list_count (AppRig *self)
{
  GListModel *shown = app_list_get_shown (self);

  return shown != NULL ? g_list_model_get_n_items (shown) : 0;
}

static char *
dup_text (AppRig *self, guint position, NpSummaryText text)
{
  g_autoptr (NpModelSummary)
      model = g_list_model_get_item (app_list_get_shown (self), position);

  g_assert_nonnull (model);
  return g_strdup (np_model_summary_get_text (model, text));
}

char *
app_list_dup_name (AppRig *self, guint position)
{
  return dup_text (self, position, NP_SUMMARY_MODEL_NAME);
}

char *
app_list_dup_id (AppRig *self, guint position)
{
  return dup_text (self, position, NP_SUMMARY_MODEL_ID);
}

/* All names in their order, each with a bar behind it. */
char *
app_list_dup_names (AppRig *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < app_list_count (self); i++)
    {
      g_autofree char *name = app_list_dup_name (self, i);

      g_string_append_printf (names, "%s|", name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
find_footer_cb (GtkWidget *widget, gpointer user_data)
{
  GtkWidget **footer = user_data;

  if (gtk_widget_has_css_class (widget, "np-list-footer"))
    *footer = widget;
}

/* Whether the line below the list is STATUS. */
gboolean
app_list_says (AppRig *self, const char *status)
{
  GtkWidget *footer = NULL;
  g_autofree char *text = NULL;

  np_app_visit (app_list_get_pane (self), find_footer_cb, &footer);
  text = np_app_dup_name (footer);
  return g_strcmp0 (text, status) == 0;
}

void
app_list_await (AppRig *self, const char *status)
{
  np_await_true (app_list_says (self, status));
}

/* Watches what belongs to the list, so that the end of the test shows that
 * nothing held on to it. */
void
app_list_watch (AppRig *self)
{
  app_rig_watch (self, app_list_get_pane (self));
  app_rig_watch (self, np_window_get_workspace (NP_WINDOW (self->window)));
}

GtkWidget *
app_list_find_row (AppRig *self, const char *name)
{
  return np_app_find (find_list (self), NP_TYPE_MODEL_ROW, name);
}

static void
unsaved_cb (GtkWidget *widget, gpointer user_data)
{
  gboolean *is_unsaved = user_data;

  if (GTK_IS_IMAGE (widget) &&
      g_strcmp0 (gtk_widget_get_tooltip_text (widget), "Has unsaved changes") == 0)
    *is_unsaved = TRUE;
}

/* Whether the row of a model on the screen is marked as unsaved. */
gboolean
app_list_is_unsaved (AppRig *self, const char *name)
{
  gboolean is_unsaved = FALSE;
  GtkWidget *row = np_app_await (get_list (self), NP_TYPE_MODEL_ROW, name);

  np_app_visit (row, unsaved_cb, &is_unsaved);
  return is_unsaved;
}

static gboolean
is_first (AppRig *self, const char *name)
{
  g_autofree char *first = app_list_count (self) > 0 ? app_list_dup_name (self, 0) : NULL;

  return g_strcmp0 (first, name) == 0;
}

/* Sorting may end in a later turn of the main loop. */
void
app_list_assert_first (AppRig *self, const char *name)
{
  g_test_message ("%s comes first", name);
  np_await_true (is_first (self, name));
}

GtkWidget *
app_list_get_search (AppRig *self)
{
  return np_app_await (app_list_get_pane (self), GTK_TYPE_SEARCH_ENTRY, NULL);
}

typedef struct
{
  const char *text;
  gboolean is_heard;
} Hearing;

/* Another text takes the place of the old one in two steps. */
static void
heard_cb (Hearing *hearing, GtkEditable *search)
{
  hearing->is_heard = g_str_equal (gtk_editable_get_text (search), hearing->text);
}

/* Types into the search, and waits until it was heard. */
void
app_list_search (AppRig *self, const char *text)
{
  GtkWidget *search = app_list_get_search (self);
  Hearing hearing = { .text = text };

  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (search)), text))
    return;
  g_signal_connect_swapped (search, "search-changed", G_CALLBACK (heard_cb), &hearing);
  gtk_editable_set_text (GTK_EDITABLE (search), text);
  np_await_true (hearing.is_heard);
  g_signal_handlers_disconnect_by_func (search, heard_cb, &hearing);
}

/* Opens the model at POSITION, as a click or Enter on it does. */
void
app_list_choose (AppRig *self, guint position)
{
  g_assert_true (
      gtk_widget_activate_action (get_list (self), "list.activate-item", "u", position));
}

void
app_list_choose_name (AppRig *self, const char *name)
{
  for (guint i = 0; i < app_list_count (self); i++)
    {
      g_autofree char *text = app_list_dup_name (self, i);

      if (g_str_equal (text, name))
        {
          app_list_choose (self, i);
          return;
        }
    }
  g_error ("“%s” is not in the list", name);
}

/* Brings the model at POSITION onto the screen, if the list goes so far yet. */
void
app_list_scroll_to (AppRig *self, guint position)
{
  gtk_widget_activate_action (get_list (self), "list.scroll-to-item", "u", position);
}

/* Activates an action of the list, such as “search”. */
void
app_list_do (AppRig *self, const char *action, const char *target)
{
  g_autofree char *name = g_strconcat ("models.", action, NULL);

  np_app_activate (app_list_get_search (self), name, target);
}

/* Whether a label of a menu shows TEXT: an underscore marks a mnemonic, two are one. */
static gboolean
shows (const char *label, const char *text)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  for (const char *p = label; *p != '\0'; p++)
    {
      if (*p == '_')
        p++;
      if (*p == '\0')
        break;
      g_string_append_c (shown, *p);
    }
  return g_str_equal (shown->str, text);
}

/* The item called LABEL of a menu, in its sections too. */
static gboolean
find_item (GMenuModel *menu, const char *label, GMenuModel **out_menu, int *out_item)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GMenuModel)
          section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &text) &&
          shows (text, label) && section == NULL)
        {
          *out_menu = menu;
          *out_item = i;
          return TRUE;
        }
      if (section != NULL && find_item (section, label, out_menu, out_item))
        return TRUE;
    }
  return FALSE;
}

static void
activate_item (GtkWidget *button, GMenuModel *menu, int item)
{
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target =
      g_menu_model_get_item_attribute_value (menu, item, G_MENU_ATTRIBUTE_TARGET, NULL);

  g_assert_true (
      g_menu_model_get_item_attribute (menu, item, G_MENU_ATTRIBUTE_ACTION, "s", &action));
  g_assert_true (gtk_widget_activate_action_variant (button, action, target));
}

typedef struct
{
  const char *tooltip;
  GtkWidget *found;
} MenuSearch;

static void
find_menu_button_cb (GtkWidget *widget, gpointer user_data)
{
  MenuSearch *search = user_data;

  if (GTK_IS_MENU_BUTTON (widget) &&
      g_strcmp0 (gtk_widget_get_tooltip_text (widget), search->tooltip) == 0)
    search->found = widget;
}

static GtkWidget *
get_menu_button (AppRig *self, const char *tooltip)
{
  MenuSearch search = { .tooltip = tooltip };

  np_app_visit (app_list_get_pane (self), find_menu_button_cb, &search);
  g_assert_nonnull (search.found);
  return search.found;
}

/* Opens the menu of a button, and takes an item of it or of its SUBMENU. */
void
app_list_pick (AppRig *self, const char *button_name, const char *submenu, const char *label)
{
  GtkWidget *button = get_menu_button (self, button_name);
  GMenuModel *menu = NULL;
  g_autoptr (GMenuModel) link = NULL;
  int item = 0;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button));
  if (submenu != NULL)
    {
      g_assert_true (find_item (menu, submenu, &menu, &item));
      menu = link = g_menu_model_get_item_link (menu, item, G_MENU_LINK_SUBMENU);
    }
  if (!find_item (menu, label, &menu, &item))
    g_error ("“%s” is not in the menu of %s", label, button_name);
  activate_item (button, menu, item);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

/* Gives the first workspace of the service more models: “Made 1” and so on. */
void
app_list_add_models (AppRig *self, guint n)
{
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *id = g_strdup_printf ("model-made%012u", i);
      g_autofree char *json =
          g_strdup_printf ("{\"ModelName\":\"Made %u\",\"WorkspaceId\":\"" RIG_WORKSPACE_ID
                           "\",\"GmtCreateTime\":\"2023-01-01T00:00:00Z\","
                           "\"GmtModifiedTime\":\"2023-01-01T00:00:00Z\"}",
                           i);

      g_assert_true (np_practice_service_put_model_json (self->service, id, json));
    }
}

/* Connected, with the models of the first workspace on the screen. */
AppRig *
app_list_rig_new (void)
{
  AppRig *rig = app_rig_new ();

  app_rig_connect (rig);
  app_list_watch (rig);
  app_list_await (rig, RIG_N_FIRST);
  return rig;
}

/* Whether the model on the screen has this name. */
gboolean
app_list_is_open (AppRig *self, const char *name)
{
  g_autofree char *shown = app_rig_shows_page (self, "model")
                               ? app_rig_dup_shown (self, NP_FIELD_MODEL_NAME)
                               : NULL;

  return g_strcmp0 (shown, name) == 0;
}

void
app_list_await_open (AppRig *self, const char *name)
{
  np_await_true (app_list_is_open (self, name));
}
