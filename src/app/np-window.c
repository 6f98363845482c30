/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

#include "np-outcome-text.h"
#include "np-work-page.h"

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
  PROP_NARROW_PRACTICE_NOTE,
  PROP_KEYRING_NOTE,
  PROP_CONNECTION_NOTE,
  PROP_NARROW_CONNECTION_NOTE,
  PROP_FOLDED,
  PROP_STARRED,
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

/* A damaged database is worth a sentence as long as no key needs one. */
static const char *
get_note (NpWindow *self)
{
  const char *note = get_keyring_note (self);

  return note != NULL || self->library == NULL ? note : np_library_get_notice (self->library);
}

static gboolean
is_folded (NpWindow *self)
{
  return self->leaflet != NULL && adw_leaflet_get_folded (self->leaflet);
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
  /* Whatever is unsaved is kept or was given up: ask no second time. */
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
  /* Whatever waits for an answer holds the window, and would do so for as long as the
   * service takes. */
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->opening);
  return GTK_WINDOW_CLASS (np_window_parent_class)->close_request (window);
}

static void
chosen_cb (NpWindow *self, const char *model_id)
{
  np_window_open_model (self, model_id);
}

static void
folded_cb (NpWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW_PRACTICE_NOTE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW_CONNECTION_NOTE]);
}

/* The list shows the open model as it is after a save. */
static void
model_cb (NpWindow *self)
{
  NpModel *model = np_model_form_get_model (
      np_document_get_form (np_window_get_document (self)));
  g_autoptr (NpJson) json = model != NULL ? np_json_parse (np_model_get_json (model), NULL)
                                          : NULL;
  g_autoptr (NpModelSummary)
      summary = json != NULL ? np_model_summary_new_from_json (np_json_get_root (json)) : NULL;

  if (summary != NULL)
    np_list_pane_update_model (self->list_pane, summary);
}

static void
saved_cb (NpWindow *self, NpSaveOutcome *outcome)
{
  np_window_settle (self, "UpdateModel");
  np_window_show_saved (self, outcome);
  /* Whoever leaves would not see what there is to see. */
  if (np_outcome_text_needs_look (outcome))
    np_window_stop_leaving (self);
  else
    np_window_go_on_leaving (self);
}

static void
not_sent_cb (NpWindow *self)
{
  if (np_window_get_is_dirty (self))
    np_window_stop_leaving (self);
  else
    np_window_go_on_leaving (self);
}

static void
failed_cb (NpWindow *self, const GError *error, const char *operation)
{
  np_window_stop_leaving (self);
  np_window_show_model_failure (self, error, operation);
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
    case PROP_NARROW_PRACTICE_NOTE:
      g_value_set_string (value, is_folded (self) ? get_practice_note (self) : NULL);
      break;
    case PROP_KEYRING_NOTE:
      g_value_set_string (value, get_note (self));
      break;
    case PROP_CONNECTION_NOTE:
      g_value_take_string (value, np_window_dup_connection_note (self));
      break;
    case PROP_NARROW_CONNECTION_NOTE:
      g_value_take_string (value,
                           is_folded (self) ? np_window_dup_connection_note (self) : NULL);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, is_folded (self));
      break;
    case PROP_STARRED:
      g_value_set_boolean (value, self->is_starred);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  NpWindow *self = NP_WINDOW (object);

  switch (prop_id)
    {
    case PROP_STARRED:
      np_window_set_starred (self, g_value_get_boolean (value));
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
  g_cancellable_cancel (self->opening);
  self->model_page = NULL;
  g_clear_weak_pointer (&self->requests_window);
  g_clear_weak_pointer (&self->waiting_toast);
  np_window_stop_leaving (self);
  g_clear_weak_pointer (&self->history_dialog);
  g_clear_object (&self->restore_entry);
  g_clear_object (&self->accounts);
  g_clear_object (&self->settings);
  g_clear_object (&self->library);
  g_clear_object (&self->account);
  g_clear_object (&self->recents);
  g_clear_object (&self->stars);
  g_clear_object (&self->workspace);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->outcome, np_save_outcome_unref);

  G_OBJECT_CLASS (np_window_parent_class)->dispose (object);
}

static void
np_window_finalize (GObject *object)
{
  NpWindow *self = NP_WINDOW (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->opening);
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
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * NpWindow:practice-note:
   *
   * Says that this is the practice workspace; %NULL if it is not.
   */
  properties[PROP_PRACTICE_NOTE] = g_param_spec_string ("practice-note", NULL, NULL, NULL,
                                                        flags);
  /**
   * NpWindow:narrow-practice-note:
   *
   * The same where the list is not beside the model; %NULL where it is.
   */
  properties[PROP_NARROW_PRACTICE_NOTE] = g_param_spec_string ("narrow-practice-note", NULL,
                                                               NULL, NULL, flags);
  /**
   * NpWindow:keyring-note:
   *
   * Says why the key is not in the keyring, or what is wrong with the files on
   * this computer; %NULL if there is nothing to say.
   */
  properties[PROP_KEYRING_NOTE] = g_param_spec_string ("keyring-note", NULL, NULL, NULL, flags);
  /**
   * NpWindow:connection-note:
   *
   * Says that there is no network, or that the clock is wrong; %NULL if all seems well.
   */
  properties[PROP_CONNECTION_NOTE] = g_param_spec_string ("connection-note", NULL, NULL, NULL,
                                                          flags);
  /**
   * NpWindow:narrow-connection-note:
   *
   * The same where the list is not beside the model; %NULL where it is.
   */
  properties[PROP_NARROW_CONNECTION_NOTE] = g_param_spec_string ("narrow-connection-note", NULL,
                                                                 NULL, NULL, flags);
  /**
   * NpWindow:folded:
   *
   * Whether the list and the model share the width of the window.
   */
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  /**
   * NpWindow:starred:
   *
   * Whether the open model is starred.
   */
  properties[PROP_STARRED] = g_param_spec_boolean ("starred", NULL, NULL, FALSE,
                                                   flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_window_class_init (NpWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = np_window_get_property;
  object_class->set_property = np_window_set_property;
  object_class->dispose = np_window_dispose;
  object_class->finalize = np_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = np_window_close_request;
  install_properties (object_class);

  np_window_install_actions (widget_class);
  np_window_install_keys (widget_class);
  np_window_install_draft_actions (widget_class);
  np_window_install_history_actions (widget_class);
  np_window_install_workspace_actions (widget_class);
  np_window_install_outcome_actions (widget_class);
  bind_template (widget_class);
}

static void
np_window_init (NpWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->opening = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_icon_name (GTK_WINDOW (self), NP_APPLICATION_ID);
  if (NP_DEVEL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
}

/**
 * np_window_new:
 * @application: the application
 * @accounts: the accounts
 * @library: what is remembered on this computer
 * @settings: the settings of the program
 *
 * Returns: (transfer none): a new window; GTK owns it until it is closed
 */
NpWindow *
np_window_new (GtkApplication *application,
               NpAccounts *accounts,
               NpLibrary *library,
               GSettings *settings)
{
  NpWindow *self = g_object_new (NP_TYPE_WINDOW, "application", application, NULL);

  self->accounts = g_object_ref (accounts);
  self->library = g_object_ref (library);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (accounts, "notify::keyring-problem",
                           G_CALLBACK (np_window_update_notes), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::notice", G_CALLBACK (np_window_update_notes), self,
                           G_CONNECT_SWAPPED);
  np_window_watch_accounts (self);
  np_window_watch_network (self);
  np_window_watch_presence (self);
  restore_size (self);
  np_window_update_actions (self);
  np_window_set_outcome (self, NULL);
  return self;
}

/**
 * np_window_ensure_work: (skip)
 * @self: a window
 *
 * Makes the page of the list and the model, unless it is there. The first start
 * does not wait for it, and a later one not for the welcome page.
 */
void
np_window_ensure_work (NpWindow *self)
{
  NpWorkPage *page = NULL;

  if (self->list_pane != NULL)
    return;
  page = NP_WORK_PAGE (np_work_page_new ());
  self->leaflet = np_work_page_get_leaflet (page);
  self->list_pane = np_work_page_get_list_pane (page);
  self->content = np_work_page_get_content (page);
  self->account_button = NP_ACCOUNT_BUTTON (np_account_button_new (self->accounts));
  np_list_pane_set_account_button (self->list_pane, GTK_WIDGET (self->account_button));
  np_list_pane_set_library (self->list_pane, self->library);
  np_list_pane_set_settings (self->list_pane, self->settings);
  g_signal_connect_object (self->list_pane, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self,
                           G_CONNECT_SWAPPED);
  np_window_connect_list_retry (self);
  np_window_watch_list_run (self);
  gtk_stack_add_named (self->stack, GTK_WIDGET (page), "work");
}

/**
 * np_window_update_notes: (skip)
 * @self: a window
 */
void
np_window_update_notes (NpWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRACTICE_NOTE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW_PRACTICE_NOTE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING_NOTE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION_NOTE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW_CONNECTION_NOTE]);
}

/**
 * np_window_notify_starred: (skip)
 * @self: a window
 */
void
np_window_notify_starred (NpWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STARRED]);
}

/**
 * np_window_update_list: (skip)
 * @self: a window
 *
 * Marks the open model in the list, and whether it has unsaved changes.
 */
void
np_window_update_list (NpWindow *self)
{
  if (self->model_page != NULL)
    np_list_pane_set_open_model (self->list_pane, np_window_get_open_model_id (self),
                                 np_window_get_is_dirty (self));
}

static void
watch_document (NpWindow *self)
{
  NpDocument *document = np_model_page_get_document (self->model_page);
  NpModelForm *form = np_document_get_form (document);

  g_signal_connect_object (document, "notify::model-id", G_CALLBACK (np_window_update_list),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "notify::dirty", G_CALLBACK (np_window_update_list), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "notify::model", G_CALLBACK (model_cb), self,
                           G_CONNECT_SWAPPED);
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
      np_window_connect_model_retry (self);
      g_signal_connect_object (self->model_page, "told", G_CALLBACK (np_window_show_message),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->model_page, "not-sent", G_CALLBACK (not_sent_cb), self,
                               G_CONNECT_SWAPPED);
      np_model_page_set_settings (self->model_page, self->settings);
      np_document_set_workspace (np_model_page_get_document (self->model_page),
                                 self->workspace);
      g_signal_connect_object (self->model_page, "discarded",
                               G_CALLBACK (np_window_show_discarded), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->model_page, "history-asked",
                               G_CALLBACK (np_window_ask_history), self, G_CONNECT_SWAPPED);
      np_model_page_set_library (self->model_page, self->library);
      watch_document (self);
      np_window_watch_saves (self);
      np_window_watch_save_run (self);
      gtk_stack_add_named (self->content, GTK_WIDGET (self->model_page), "model");
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
 * Closes the open model. What is unsaved in it is kept for the next time.
 */
void
np_window_close_model (NpWindow *self)
{
  if (self->model_page != NULL)
    np_document_close (np_window_get_document (self));
  if (self->content != NULL)
    gtk_stack_set_visible_child_name (self->content, "start");
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
