/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-list-pane-private.h"

#include <glib/gi18n.h>

#include "np-menu-text.h"

/* Whose models are shown: those of a workspace, all of the account, or the
 * public ones of a provider. */

/* The provider whose public models the official Python SDK lists. */
#define PUBLIC_PROVIDER "pai"

static const char *
get_workspace_id (const char *source)
{
  return g_str_has_prefix (source, "workspace:") ? source + strlen ("workspace:") : NULL;
}

static const char *
get_provider (const char *source)
{
  return g_str_has_prefix (source, "provider:") ? source + strlen ("provider:") : NULL;
}

static const char *
name_source (NpListPane *self)
{
  const char *workspace_id = self->source != NULL ? get_workspace_id (self->source) : NULL;
  NpWorkspaceInfo *info = NULL;

  if (self->source == NULL)
    /* Translators: the list of models */
    return _ ("Models");
  if (get_provider (self->source) != NULL)
    return _ ("Public Models");
  if (workspace_id == NULL)
    return _ ("All My Models");
  info = np_workspace_list_find (self->workspaces, workspace_id);
  return info != NULL ? np_workspace_info_get_name (info) : workspace_id;
}

static char *
describe_workspace (NpWorkspaceInfo *info)
{
  const char *name = np_workspace_info_get_name (info);

  if (np_workspace_info_get_is_enabled (info))
    return g_strdup (name);
  /* Translators: the name of a workspace, and its state as the service calls it */
  return g_strdup_printf (_ ("%s (%s)"), name, np_workspace_info_get_status (info));
}

static void
append_source (GMenu *menu, const char *label, const char *source)
{
  g_autoptr (GMenuItem) item = np_menu_text_new_item (label);

  g_menu_item_set_action_and_target (item, "models.source", "s", source);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_workspaces_menu (NpListPane *self)
{
  GMenu *menu = g_menu_new ();
  GListModel *workspaces = np_workspace_list_get_workspaces (self->workspaces);
  const char *workspace_id = self->source != NULL ? get_workspace_id (self->source) : NULL;

  for (guint i = 0; i < g_list_model_get_n_items (workspaces); i++)
    {
      g_autoptr (NpWorkspaceInfo) info = g_list_model_get_item (workspaces, i);
      g_autofree char *label = describe_workspace (info);
      g_autofree char *source =
          g_strconcat ("workspace:", np_workspace_info_get_workspace_id (info), NULL);

      append_source (menu, label, source);
    }
  /* One that was typed, and that the account may not list. */
  if (workspace_id != NULL && np_workspace_list_find (self->workspaces, workspace_id) == NULL)
    append_source (menu, workspace_id, self->source);
  return G_MENU_MODEL (menu);
}

/**
 * np_list_pane_update_source_menu: (skip)
 * @self: a pane
 */
void
np_list_pane_update_source_menu (NpListPane *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  g_autoptr (GMenu) by_id = g_menu_new ();
  g_autoptr (GMenuModel) workspaces = make_workspaces_menu (self);

  append_source (others, _ ("All My Models"), "all");
  append_source (others, _ ("Public Models"), "provider:" PUBLIC_PROVIDER);
  g_menu_append (by_id, _ ("Enter a Workspace ID…"), "models.enter-workspace");
  /* Translators: above the workspaces in a menu; the term of the service */
  g_menu_append_section (menu, _ ("Workspaces"), workspaces);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (by_id));
  gtk_menu_button_set_menu_model (self->source_button, G_MENU_MODEL (menu));
  gtk_label_set_label (self->source_label, name_source (self));
}

/**
 * np_list_pane_dup_last_source: (skip)
 * @self: a pane
 *
 * Returns: (transfer full) (nullable): what was on show last of this account, so
 *   that its models can be shown before the service was asked for anything
 */
char *
np_list_pane_dup_last_source (NpListPane *self)
{
  g_autoptr (GVariant) sources = NULL;
  char *source = NULL;

  if (self->settings == NULL || self->account_id == NULL)
    return NULL;
  sources = g_settings_get_value (self->settings, "list-sources");
  g_variant_lookup (sources, self->account_id, "s", &source);
  return source;
}

static void
remember_source (NpListPane *self)
{
  g_autoptr (GVariant) old = NULL;
  g_auto (GVariantDict) sources = { 0 };

  if (self->settings == NULL || self->account_id == NULL)
    return;
  old = g_settings_get_value (self->settings, "list-sources");
  g_variant_dict_init (&sources, old);
  g_variant_dict_insert (&sources, self->account_id, "s", self->source);
  g_settings_set_value (self->settings, "list-sources", g_variant_dict_end (&sources));
}

/**
 * np_list_pane_forget_account:
 * @self: a pane
 * @account_id: an account
 *
 * Forgets what was on show of an account.
 */
void
np_list_pane_forget_account (NpListPane *self, const char *account_id)
{
  g_autoptr (GVariant) old = NULL;
  g_auto (GVariantDict) sources = { 0 };

  g_return_if_fail (NP_IS_LIST_PANE (self));

  if (self->settings == NULL)
    return;
  old = g_settings_get_value (self->settings, "list-sources");
  g_variant_dict_init (&sources, old);
  if (g_variant_dict_remove (&sources, account_id))
    g_settings_set_value (self->settings, "list-sources", g_variant_dict_end (&sources));
}

/**
 * np_list_pane_set_source: (skip)
 * @self: a pane
 * @source: “workspace:ID”, “provider:NAME” or “all”
 *
 * Shows the models of another source.
 */
void
np_list_pane_set_source (NpListPane *self, const char *source)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "source");

  g_free (self->source);
  self->source = g_strdup (source);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (source));

  np_problem_panel_settle (self->problems, "ListModels");
  np_list_pane_clear_filters (self);
  np_list_keeper_show (self->keeper, self->workspace, self->account_id,
                       get_workspace_id (source), get_provider (source));
  np_list_pane_update_source_menu (self);
  remember_source (self);
}

static void
change_source (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  NpListPane *self = user_data;

  if (self->workspace != NULL)
    np_list_pane_set_source (self, g_variant_get_string (state, NULL));
}

static void
workspaces_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpListPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  NpWorkspaceInfo *info = NULL;

  np_workspace_list_load_finish (NP_WORKSPACE_LIST (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  info = np_workspace_list_find_default (self->workspaces);
  np_list_pane_update_source_menu (self);
  if (self->source != NULL)
    return;
  /* Without the right to list workspaces there is still the list of models. */
  if (info != NULL)
    found = g_strconcat ("workspace:", np_workspace_info_get_workspace_id (info), NULL);
  np_list_pane_set_source (self, found != NULL ? found : "all");
}

/**
 * np_list_pane_load_workspaces: (skip)
 * @self: a pane
 */
void
np_list_pane_load_workspaces (NpListPane *self)
{
  np_workspace_list_load_async (self->workspaces, self->workspace, self->cancellable,
                                workspaces_cb, g_object_ref (self));
}

/**
 * np_list_pane_install_source_actions: (skip)
 * @self: a pane
 */
void
np_list_pane_install_source_actions (NpListPane *self)
{
  static const GActionEntry entries[] = {
    { .name = "source", .parameter_type = "s", .state = "''", .change_state = change_source },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries,
                                   G_N_ELEMENTS (entries), self);
}
