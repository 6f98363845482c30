/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-list-pane-private.h"

#include <glib/gi18n.h>

#include "np-banner.h"
#include "np-compat.h"
#include "np-menu-button.h"
#include "np-tab-stop.h"

/**
 * NpListPane:
 *
 * The models of one source at the left of the window: found by typing, narrowed
 * by filters, opened by a click or Enter.
 */
G_DEFINE_FINAL_TYPE (NpListPane, np_list_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SHOW_WINDOW_BUTTONS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
choose (NpListPane *self, guint position)
{
  g_autoptr (NpModelSummary)
      model = g_list_model_get_item (G_LIST_MODEL (self->view), position);

  if (model != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0,
                   np_model_summary_get_text (model, NP_SUMMARY_MODEL_ID));
}

static void
activate_cb (NpListPane *self, guint position)
{
  choose (self, position);
}

static void
search_cb (NpListPane *self)
{
  np_list_pane_show_first_rows (self);
  np_model_view_set_search (self->view, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  np_list_pane_update_status (self);
}

/* Enter in the search opens the first match of what is typed by now. */
static void
search_activate_cb (NpListPane *self)
{
  search_cb (self);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    choose (self, 0);
}

static void
focus_list_cb (NpListPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static void
stop_search_cb (NpListPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  focus_list_cb (self);
}

static void
select_open_model (NpListPane *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (self->open_model_id != NULL)
    position = np_model_view_find (self->view, self->open_model_id);
  gtk_single_selection_set_selected (self->selection, position);
}

static void
reload_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  np_list_pane_reload (user_data);
}

static void
load_rest_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  np_model_list_load_rest (NP_LIST_PANE (user_data)->models);
}

static void
clear_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  np_list_pane_clear_filters (user_data);
}

static void
workspace_id_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpListPane) self = user_data;
  g_autofree char *text = np_ask_text_finish (result, NULL);
  g_autofree char *target = NULL;

  if (text == NULL || *g_strstrip (text) == '\0' ||
      g_cancellable_is_cancelled (self->cancellable))
    return;
  target = g_strconcat ("workspace:", text, NULL);
  np_list_pane_set_source (self, target);
}

static void
enter_workspace_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NpListPane *self = user_data;

  np_ask_text_async (GTK_WIDGET (self), _ ("Enter a Workspace ID"),
                     _ ("The number that the console shows beside the name of the workspace."),
                     _ ("Workspace ID"), _ ("_Show Models"), self->cancellable, workspace_id_cb,
                     g_object_ref (self));
}

static void
init_actions (NpListPane *self)
{
  static const GActionEntry entries[] = {
    { .name = "reload", .activate = reload_action },
    { .name = "load-rest", .activate = load_rest_action },
    { .name = "clear", .activate = clear_action },
    { .name = "enter-workspace", .activate = enter_workspace_action },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries,
                                   G_N_ELEMENTS (entries), self);
  np_list_pane_install_filter_actions (self);
  np_list_pane_install_source_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "models", G_ACTION_GROUP (self->actions));
}

static void
np_list_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpListPane *self = NP_LIST_PANE (object);

  switch (prop_id)
    {
    case PROP_SHOW_WINDOW_BUTTONS:
      g_value_set_boolean (value, self->show_window_buttons);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_list_pane_set_property (GObject *object,
                           guint prop_id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  NpListPane *self = NP_LIST_PANE (object);

  switch (prop_id)
    {
    case PROP_SHOW_WINDOW_BUTTONS:
      self->show_window_buttons = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_list_pane_dispose (GObject *object)
{
  NpListPane *self = NP_LIST_PANE (object);

  g_cancellable_cancel (self->cancellable);
  /* An answer of the library may still hold the keeper: it must start nothing. */
  if (self->keeper != NULL)
    np_list_keeper_stop (self->keeper);
  g_clear_object (&self->keeper);
  g_clear_object (&self->view);
  g_clear_object (&self->models);
  g_clear_object (&self->actions);
  g_clear_object (&self->workspace);
  g_clear_object (&self->workspaces);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (np_list_pane_parent_class)->dispose (object);
}

static void
np_list_pane_finalize (GObject *object)
{
  NpListPane *self = NP_LIST_PANE (object);

  g_object_unref (self->cancellable);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_object_unref (self->slice);
  g_object_unref (self->selection); /* rows ask it until they are gone */
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->spare_rows);
  g_free (self->account_id);
  g_free (self->source);
  g_free (self->open_model_id);
  g_hash_table_unref (self->drafts);

  G_OBJECT_CLASS (np_list_pane_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NpListPane, account_slot);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, source_button);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, source_label);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, search);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, filter_button);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, chips);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, stack);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, list_view);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, message);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, message_button);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, progress);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, problems);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, retry_line);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, status);
  gtk_widget_class_bind_template_child (widget_class, NpListPane, rest_button);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, np_list_pane_focus_search);
}

static void
np_list_pane_class_init (NpListPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_list_pane_get_property;
  object_class->set_property = np_list_pane_set_property;
  object_class->dispose = np_list_pane_dispose;
  object_class->finalize = np_list_pane_finalize;

  /**
   * NpListPane:show-window-buttons:
   *
   * Whether the buttons that close the window stand in this pane: they do while
   * it fills the window.
   */
  properties[PROP_SHOW_WINDOW_BUTTONS] = g_param_spec_boolean (
      "show-window-buttons", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * NpListPane::chosen:
   * @self: a pane
   * @model_id: the model
   *
   * A person wants to open a model.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (NP_TYPE_BANNER);
  g_type_ensure (NP_TYPE_MENU_BUTTON);
  g_type_ensure (NP_TYPE_PROBLEM_PANEL);
  g_type_ensure (NP_TYPE_RETRY_LINE);
  g_type_ensure (NP_TYPE_TAB_STOP);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
np_list_pane_init (NpListPane *self)
{
  self->cancellable = g_cancellable_new ();
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->models = np_model_list_new ();
  self->view = np_model_view_new (self->models);
  self->workspaces = np_workspace_list_new ();
  self->keeper = np_list_keeper_new (self->models, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  np_list_pane_init_rows (self);
  init_actions (self);

  g_signal_connect_object (self->models, "notify", G_CALLBACK (np_list_pane_update_status),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "items-changed", G_CALLBACK (np_list_pane_update_status),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (select_open_model),
                           self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  np_list_pane_watch_errors (self);
  np_list_pane_update_source_menu (self);
}

/**
 * np_list_pane_set_library:
 * @self: a pane
 * @library: where lists are remembered
 */
void
np_list_pane_set_library (NpListPane *self, NpLibrary *library)
{
  g_return_if_fail (NP_IS_LIST_PANE (self));

  g_object_unref (self->keeper);
  self->keeper = np_list_keeper_new (self->models, library);
}

/**
 * np_list_pane_set_settings:
 * @self: a pane
 * @settings: the settings of the program
 *
 * Sorts as the person did last, and remembers how it is sorted from now on; and
 * which source is on show.
 */
void
np_list_pane_set_settings (NpListPane *self, GSettings *settings)
{
  g_return_if_fail (NP_IS_LIST_PANE (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_set_object (&self->settings, settings);
  np_list_pane_restore_sort (self);
}

/**
 * np_list_pane_connect:
 * @self: a pane
 * @workspace: (nullable): the connection; %NULL to show nothing
 * @account_id: (nullable): under which name lists are remembered, %NULL to
 *   remember none
 * @workspace_id: (nullable): the workspace to begin with; %NULL or empty for what
 *   was on show last, at first for the default one
 *
 * Shows the models of another account.
 */
void
np_list_pane_connect (NpListPane *self,
                      NpWorkspace *workspace,
                      const char *account_id,
                      const char *workspace_id)
{
  g_autofree char *source = NULL;

  g_return_if_fail (NP_IS_LIST_PANE (self));

  /* Nothing of the last account stays on show while the next one answers. */
  np_list_keeper_stop (self->keeper);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->workspace, workspace);
  g_object_unref (self->workspaces);
  self->workspaces = np_workspace_list_new ();
  g_free (self->account_id);
  self->account_id = g_strdup (account_id);
  g_clear_pointer (&self->source, g_free);
  np_problem_panel_clear (self->problems);
  g_hash_table_remove_all (self->drafts);
  np_list_pane_update_source_menu (self);
  np_list_pane_update_status (self);
  if (workspace == NULL)
    return;

  if (workspace_id != NULL && *workspace_id != '\0')
    source = g_strconcat ("workspace:", workspace_id, NULL);
  else
    source = np_list_pane_dup_last_source (self);
  if (source != NULL)
    np_list_pane_set_source (self, source);
  np_list_pane_load_workspaces (self);
}

/**
 * np_list_pane_get_problems:
 * @self: a pane
 *
 * Returns: (transfer none): what went wrong with the list, and with opening models
 */
NpProblemPanel *
np_list_pane_get_problems (NpListPane *self)
{
  g_return_val_if_fail (NP_IS_LIST_PANE (self), NULL);

  return self->problems;
}

/**
 * np_list_pane_get_retry_line:
 * @self: a pane
 *
 * Returns: (transfer none): where it is said that something of the list is tried again
 */
NpRetryLine *
np_list_pane_get_retry_line (NpListPane *self)
{
  g_return_val_if_fail (NP_IS_LIST_PANE (self), NULL);

  return self->retry_line;
}

/**
 * np_list_pane_set_account_button:
 * @self: a pane
 * @button: what switches between accounts
 */
void
np_list_pane_set_account_button (NpListPane *self, GtkWidget *button)
{
  g_return_if_fail (NP_IS_LIST_PANE (self));

  adw_bin_set_child (self->account_slot, button);
}

/**
 * np_list_pane_set_open_model:
 * @self: a pane
 * @model_id: (nullable): the model that is open
 * @is_unsaved: whether it has unsaved changes
 */
void
np_list_pane_set_open_model (NpListPane *self, const char *model_id, gboolean is_unsaved)
{
  g_return_if_fail (NP_IS_LIST_PANE (self));

  if (model_id != NULL)
    np_list_pane_set_has_draft (self, model_id, is_unsaved);
  if (g_strcmp0 (self->open_model_id, model_id) != 0)
    {
      g_free (self->open_model_id);
      self->open_model_id = g_strdup (model_id);
      select_open_model (self);
    }
}

/**
 * np_list_pane_set_has_draft:
 * @self: a pane
 * @model_id: a model
 * @has_draft: whether it has unsaved changes
 *
 * Marks a model, now or when it comes into the list. It stays so until it is
 * said otherwise, or another account is connected.
 */
void
np_list_pane_set_has_draft (NpListPane *self, const char *model_id, gboolean has_draft)
{
  g_return_if_fail (NP_IS_LIST_PANE (self));
  g_return_if_fail (model_id != NULL);

  if (has_draft)
    g_hash_table_add (self->drafts, g_strdup (model_id));
  else
    g_hash_table_remove (self->drafts, model_id);
  np_list_pane_update_marks (self);
}

/**
 * np_list_pane_update_model:
 * @self: a pane
 * @model: a model as it is now
 *
 * Brings one model of the list up to date, after a save.
 */
void
np_list_pane_update_model (NpListPane *self, NpModelSummary *model)
{
  g_return_if_fail (NP_IS_LIST_PANE (self));

  np_model_list_update_model (self->models, model);
}

/**
 * np_list_pane_reload:
 * @self: a pane
 *
 * Asks the service again, for the workspaces and for the models on show.
 */
void
np_list_pane_reload (NpListPane *self)
{
  g_return_if_fail (NP_IS_LIST_PANE (self));

  if (self->workspace == NULL)
    return;
  if (self->source != NULL)
    np_model_list_load (self->models);
  np_list_pane_load_workspaces (self);
}

/**
 * np_list_pane_search:
 * @self: a pane
 * @text: what to search for
 */
void
np_list_pane_search (NpListPane *self, const char *text)
{
  g_return_if_fail (NP_IS_LIST_PANE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * np_list_pane_stop:
 * @self: a pane
 *
 * Ends what the pane is loading; what is there stays.
 */
void
np_list_pane_stop (NpListPane *self)
{
  g_return_if_fail (NP_IS_LIST_PANE (self));

  np_model_list_stop (self->models);
  np_list_pane_update_status (self);
}

/**
 * np_list_pane_focus_search:
 * @self: a pane
 */
void
np_list_pane_focus_search (NpListPane *self)
{
  g_return_if_fail (NP_IS_LIST_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
