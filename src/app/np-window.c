/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

#include "np-banner.h"
#include "np-menu-button.h"

/**
 * NpWindow:
 *
 * The main window: the welcome page, the start page of a connected workspace,
 * and the page of the open model. What its actions do stands in
 * np-window-actions.c, what it says after them in np-window-feedback.c.
 */
G_DEFINE_FINAL_TYPE (NpWindow, np_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_PRACTICE_NOTE,
  PROP_KEYRING_NOTE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const char *
get_practice_note (NpWindow *self)
{
  if (self->practice == NULL)
    return NULL;
  return _ ("Practice workspace: nothing leaves this computer");
}

static const char *
get_keyring_note (NpWindow *self)
{
  if (self->workspace == NULL || self->practice != NULL || self->accounts == NULL)
    return NULL;
  return np_accounts_get_keyring_problem (self->accounts);
}

static void
update_notes (NpWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRACTICE_NOTE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING_NOTE]);
}

static void
update_start_page (NpWindow *self)
{
  if (self->workspace == NULL)
    return;
  adw_window_title_set_title (self->start_title, np_workspace_get_name (self->workspace));
  adw_window_title_set_subtitle (
      self->start_title, self->practice != NULL ? "" : np_workspace_get_host (self->workspace));
  gtk_widget_set_visible (self->samples, self->practice != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->start_status), self->practice == NULL);
}

static GtkWidget *
make_sample_row_cb (gpointer item, gpointer user_data)
{
  NpModel *model = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 np_model_get_text (model, NP_FIELD_MODEL_NAME));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), np_model_get_model_id (model));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-model-id");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", np_model_get_model_id (model));
  return row;
}

static void
restore_size (NpWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
save_size (NpWindow *self)
{
  int width = 0;
  int height = 0;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", MAX (width, 360));
      g_settings_set_int (self->settings, "window-height", MAX (height, 294));
    }
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
close_step (NpWindow *self, const char *argument)
{
  /* Whatever is unsaved now was given up: ask no second time. */
  np_window_close_model (self);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
np_window_close_request (GtkWindow *window)
{
  NpWindow *self = NP_WINDOW (window);

  save_size (self);
  if (np_window_get_is_saving (self) || np_window_get_is_dirty (self))
    {
      np_window_leave_model (self, close_step, NULL);
      return GDK_EVENT_STOP;
    }
  return GTK_WINDOW_CLASS (np_window_parent_class)->close_request (window);
}

static void
saved_cb (NpWindow *self, NpSaveOutcome *outcome)
{
  np_window_show_saved (self, outcome);
  np_window_go_on_leaving (self);
}

static void
failed_cb (NpWindow *self, const GError *error, const char *operation)
{
  np_window_stop_leaving (self);
  np_window_show_failure (self, error, operation);
}

static void
np_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpWindow *self = NP_WINDOW (object);

  switch (prop_id)
    {
    case PROP_PRACTICE_NOTE:
      g_value_set_string (value, get_practice_note (self));
      break;
    case PROP_KEYRING_NOTE:
      g_value_set_string (value, get_keyring_note (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_window_dispose (GObject *object)
{
  NpWindow *self = NP_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  self->model_page = NULL;
  np_window_stop_leaving (self);
  g_clear_object (&self->accounts);
  g_clear_object (&self->settings);
  g_clear_object (&self->workspace);
  g_clear_object (&self->practice);
  g_clear_object (&self->problem);

  G_OBJECT_CLASS (np_window_parent_class)->dispose (object);
}

static void
np_window_finalize (GObject *object)
{
  NpWindow *self = NP_WINDOW (object);

  g_object_unref (self->cancellable);
  g_free (self->wanted_model_id);

  G_OBJECT_CLASS (np_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NpWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, NpWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, NpWindow, start_title);
  gtk_widget_class_bind_template_child (widget_class, NpWindow, start_status);
  gtk_widget_class_bind_template_child (widget_class, NpWindow, samples);
  gtk_widget_class_bind_template_child (widget_class, NpWindow, sample_list);
}

static void
np_window_class_init (NpWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_window_get_property;
  object_class->dispose = np_window_dispose;
  object_class->finalize = np_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = np_window_close_request;

  /**
   * NpWindow:practice-note:
   *
   * Says that this is the practice workspace; %NULL if it is not.
   */
  properties[PROP_PRACTICE_NOTE] = g_param_spec_string ("practice-note", NULL, NULL, NULL,
                                                        flags);
  /**
   * NpWindow:keyring-note:
   *
   * Says why the key is not in the keyring; %NULL if it is.
   */
  properties[PROP_KEYRING_NOTE] = g_param_spec_string ("keyring-note", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (NP_TYPE_BANNER);
  g_type_ensure (NP_TYPE_MENU_BUTTON);
  np_window_install_actions (widget_class);
  bind_template (widget_class);
}

static void
np_window_init (NpWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_icon_name (GTK_WINDOW (self), NP_APPLICATION_ID);
  if (NP_DEVEL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
}

/**
 * np_window_set_workspace:
 * @self: a window
 * @workspace: (nullable): the workspace to show, %NULL for the welcome page
 *
 * Closes what is open and shows the start page of @workspace.
 */
void
np_window_set_workspace (NpWindow *self, NpWorkspace *workspace)
{
  np_window_close_model (self);
  if (self->practice != NULL && workspace != np_practice_get_workspace (self->practice))
    g_clear_object (&self->practice);
  g_set_object (&self->workspace, workspace);

  update_start_page (self);
  update_notes (self);
  np_window_update_actions (self);
  gtk_stack_set_visible_child_name (self->stack, workspace != NULL ? "start" : "welcome");
}

/**
 * np_window_set_practice:
 * @self: a window
 * @practice: the practice workspace to show
 */
void
np_window_set_practice (NpWindow *self, NpPractice *practice)
{
  g_set_object (&self->practice, practice);
  gtk_list_box_bind_model (self->sample_list, np_practice_get_samples (practice),
                           make_sample_row_cb, NULL, NULL);
  np_window_set_workspace (self, np_practice_get_workspace (practice));
}

/**
 * np_window_new:
 * @application: the application
 * @accounts: the connected account
 * @settings: the settings of the program
 *
 * Returns: (transfer none): a new window; GTK owns it until it is closed
 */
NpWindow *
np_window_new (GtkApplication *application, NpAccounts *accounts, GSettings *settings)
{
  NpWindow *self = g_object_new (NP_TYPE_WINDOW, "application", application, NULL);

  self->accounts = g_object_ref (accounts);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (accounts, "notify::keyring-problem", G_CALLBACK (update_notes), self,
                           G_CONNECT_SWAPPED);
  restore_size (self);
  np_window_update_actions (self);
  return self;
}

/**
 * np_window_get_model_page:
 * @self: a window
 *
 * The page is made when it is first asked for: it holds most of the widgets of
 * the program, and the first frame should not wait for them.
 *
 * Returns: (transfer none): the page of the open model
 */
NpModelPage *
np_window_get_model_page (NpWindow *self)
{
  g_return_val_if_fail (NP_IS_WINDOW (self), NULL);

  if (self->model_page == NULL)
    {
      self->model_page = g_object_new (NP_TYPE_MODEL_PAGE, NULL);
      g_signal_connect_object (self->model_page, "saved", G_CALLBACK (saved_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->model_page, "failed", G_CALLBACK (failed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->model_page), "model");
    }
  return self->model_page;
}

/**
 * np_window_get_document: (skip)
 * @self: a window
 *
 * Returns: (transfer none): the document of the model page
 */
NpDocument *
np_window_get_document (NpWindow *self)
{
  return np_model_page_get_document (np_window_get_model_page (self));
}

/**
 * np_window_get_is_dirty: (skip)
 * @self: a window
 *
 * Returns: whether the open model has unsaved changes
 */
gboolean
np_window_get_is_dirty (NpWindow *self)
{
  return self->model_page != NULL &&
         np_model_form_get_is_dirty (np_document_get_form (np_window_get_document (self)));
}

/**
 * np_window_get_is_saving: (skip)
 * @self: a window
 *
 * Returns: whether a save is under way
 */
gboolean
np_window_get_is_saving (NpWindow *self)
{
  return self->model_page != NULL && np_document_get_is_saving (np_window_get_document (self));
}

/**
 * np_window_close_model: (skip)
 * @self: a window
 *
 * Closes the open model, with whatever is unsaved in it.
 */
void
np_window_close_model (NpWindow *self)
{
  if (self->model_page != NULL)
    np_document_close (np_window_get_document (self));
}

/**
 * np_window_get_workspace:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the workspace that is connected
 */
NpWorkspace *
np_window_get_workspace (NpWindow *self)
{
  g_return_val_if_fail (NP_IS_WINDOW (self), NULL);

  return self->workspace;
}
