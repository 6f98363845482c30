/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

#include "np-compat.h"
#include "np-connection-page.h"
#include "np-focus-keeper.h"
#include "np-help-window.h"
#include "np-model-id.h"
#include "np-preferences-dialog.h"
#include "np-search-provider.h"
#include "np-window.h"

struct _NpApplication
{
  AdwApplication parent_instance;

  /* Owned */
  GSettings *settings;
  NpAccounts *accounts;
  NpLibrary *library;
  NpSearchProvider *search_provider;

  /* Borrowed, while it is open */
  NpPreferencesDialog *preferences;

  /* State */
  guint inhibit_cookie; /* 0 while nothing speaks against the end of the session */
  guint signal_sources[3];
};

G_DEFINE_FINAL_TYPE (NpApplication, np_application, ADW_TYPE_APPLICATION)

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  np_show_about (gtk_application_get_active_window (user_data));
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  np_help_window_present (user_data, NULL);
}

static void
help_topic_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  np_help_window_present (user_data, g_variant_get_string (parameter, NULL));
}

static void
make_preferences (NpApplication *self, NpWindow *window)
{
  GtkWidget *connection = np_connection_page_new (np_window_get_workspace (window));

  g_set_weak_pointer (&self->preferences,
                      np_preferences_dialog_new (GTK_WINDOW (window), self->settings,
                                                 self->library));
  np_preferences_dialog_add_page (self->preferences, ADW_PREFERENCES_PAGE (connection));
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NpApplication *self = NP_APPLICATION (user_data);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->preferences == NULL && NP_IS_WINDOW (window))
    make_preferences (self, NP_WINDOW (window));
  if (self->preferences != NULL)
    gtk_window_present (GTK_WINDOW (self->preferences));
}

/* Whoever comes here wants to know what is wrong: the look begins at once. */
static void
diagnose_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NpApplication *self = NP_APPLICATION (user_data);
  GtkWidget *page = NULL;

  preferences_action (action, NULL, self);
  if (self->preferences == NULL)
    return;
  page = np_preferences_dialog_show_page (self->preferences, "connection");
  gtk_widget_activate_action (page, "connection.diagnose", NULL);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = gtk_application_get_windows (user_data);

  /* Each window may have something to ask first. */
  for (GList *l = windows; l != NULL;)
    {
      GtkWindow *window = l->data;

      l = l->next;
      gtk_window_close (window);
    }
}

static NpLibrary *
open_library (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "nameplate", "nameplate.db",
                                            NULL);

  return np_library_new (path);
}

static void
keep_history_cb (NpApplication *self)
{
  if (self->library != NULL)
    np_library_set_keeps_history (self->library,
                                  g_settings_get_boolean (self->settings, "keep-history"));
}

/* The history, the guide or a dialog may be the active one. */
static NpWindow *
find_window (NpApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (NP_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static NpWindow *
ensure_window (NpApplication *self)
{
  NpWindow *created = find_window (self);

  if (created != NULL)
    return created;
  created = np_window_new (GTK_APPLICATION (self), self->accounts,
                           np_application_get_library (self), self->settings);
  np_window_start (created);
  /* A search may have let it stay for a while; with its window it ends at once. */
  g_application_set_inactivity_timeout (G_APPLICATION (self), 0);
  return created;
}

static NpWindow *
present_window (NpApplication *self)
{
  NpWindow *window = ensure_window (self);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
open_model_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NpWindow *window = present_window (user_data);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-model", NULL);
}

static void
practice_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  np_window_start_practice (present_window (user_data));
}

static void
show_model_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *account_id = NULL;
  const char *model_id = NULL;

  g_variant_get (parameter, "(&s&s)", &account_id, &model_id);
  np_window_return_to_model (present_window (user_data), account_id, model_id);
}

static void
add_actions (NpApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "about", .activate = about_action },
    { .name = "diagnose", .activate = diagnose_action },
    { .name = "help", .activate = help_action },
    { .name = "help-topic", .activate = help_topic_action, .parameter_type = "s" },
    { .name = "preferences", .activate = preferences_action },
    { .name = "quit", .activate = quit_action },
    /* The actions of the desktop file, by their names there */
    { .name = "open-model", .activate = open_model_action },
    { .name = "practice", .activate = practice_action },
    /* Of the notices of the desktop */
    { .name = "show-model", .activate = show_model_action, .parameter_type = "(ss)" },
  };
  static const struct
  {
    const char *action;
    const char *accels[2];
  } keys[] = {
    { "app.help", { "F1", NULL } },
    { "app.preferences", { "<Control>comma", NULL } },
    { "app.quit", { "<Control>q", NULL } },
    { "win.history", { "<Control>h", NULL } },
    { "win.open-model", { "<Control>o", NULL } },
    { "win.show-help-overlay", { "<Control>question", NULL } },
    { "window.close", { "<Control>w", NULL } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action,
                                           keys[i].accels);
}

static void
allow_end (NpApplication *self)
{
  if (self->inhibit_cookie != 0)
    gtk_application_uninhibit (GTK_APPLICATION (self), self->inhibit_cookie);
  self->inhibit_cookie = 0;
}

/* What could not be written speaks against the end; the window says why. */
static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpApplication) self = user_data;

  if (np_window_flush_finish (NP_WINDOW (source), result, NULL))
    allow_end (self);
}

/* The session waits for what is typed and not saved to be written. */
static void
query_end_cb (NpApplication *self)
{
  NpWindow *window = find_window (self);

  allow_end (self);
  if (window == NULL)
    return;
  self->inhibit_cookie = gtk_application_inhibit (
      GTK_APPLICATION (self), GTK_WINDOW (window), GTK_APPLICATION_INHIBIT_LOGOUT,
      _ ("Unsaved changes are being kept for the next time."));
  /* lint: allow cancellable: the session may end, but not this before it */
  np_window_flush_async (window, NULL, flushed_cb, g_object_ref (self));
}

/* A session, or a person at a terminal, may end the program so: as if it were
 * closed, with all that is written then. */
static gboolean
signal_cb (gpointer user_data)
{
  if (gtk_application_get_windows (user_data) != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
  else
    g_application_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
watch_signals (NpApplication *self)
{
  static const int numbers[] = { SIGHUP, SIGINT, SIGTERM };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    self->signal_sources[i] = g_unix_signal_add (numbers[i], signal_cb, self);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GApplication) application = user_data;

  np_library_close_finish (NP_LIBRARY (source), result, NULL);
  g_application_release (application);
}

/* The program ends when what is still to be written is. */
static void
np_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  NpApplication *self = NP_APPLICATION (application);
  g_autoptr (NpLibrary) library = NULL;

  GTK_APPLICATION_CLASS (np_application_parent_class)->window_removed (application, window);

  if (gtk_application_get_windows (application) != NULL || self->library == NULL)
    return;
  library = g_steal_pointer (&self->library);
  g_application_hold (G_APPLICATION (application));
  /* lint: allow cancellable: nothing may stop what is being written */
  np_library_close_async (library, NULL, closed_cb, g_object_ref (application));
}

static gboolean
np_application_dbus_register (GApplication *application,
                              GDBusConnection *connection,
                              const char *object_path,
                              GError **error)
{
  NpApplication *self = NP_APPLICATION (application);
  g_autofree char *path = g_strconcat (object_path, "/SearchProvider", NULL);

  if (!G_APPLICATION_CLASS (np_application_parent_class)
           ->dbus_register (application, connection, object_path, error))
    return FALSE;
  return np_search_provider_export (self->search_provider, connection, path, error);
}

static void
np_application_dbus_unregister (GApplication *application,
                                GDBusConnection *connection,
                                const char *object_path)
{
  NpApplication *self = NP_APPLICATION (application);

  if (self->search_provider != NULL)
    np_search_provider_unexport (self->search_provider);

  G_APPLICATION_CLASS (np_application_parent_class)
      ->dbus_unregister (application, connection, object_path);
}

static void
np_application_startup (GApplication *application)
{
  NpApplication *self = NP_APPLICATION (application);

  G_APPLICATION_CLASS (np_application_parent_class)->startup (application);

  self->settings = g_settings_new ("io.github.nameplate.Nameplate");
  g_signal_connect_object (self->settings, "changed::keep-history",
                           G_CALLBACK (keep_history_cb), self, G_CONNECT_SWAPPED);
  self->accounts = np_accounts_new (self->settings);
  add_actions (self);
  watch_signals (self);
  np_focus_keeper_start (G_OBJECT (self));
  g_signal_connect_object (self, "query-end", G_CALLBACK (query_end_cb), self, 0);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_written = user_data;

  np_window_flush_finish (NP_WINDOW (source), result, NULL);
  *is_written = TRUE;
}

/* A session in a hurry ends the main loop from within, with the window still open:
 * what was typed a moment ago is only there. */
static void
write_down (NpApplication *self)
{
  NpWindow *window = find_window (self);
  gboolean is_written = window == NULL;

  if (window != NULL)
    /* lint: allow cancellable: nothing may stop what is being written */
    np_window_flush_async (window, NULL, written_cb, &is_written);
  while (!is_written)
    /* lint: allow no-nested-loop: the main loop has ended, so this is not within it */
    g_main_context_iteration (NULL, TRUE);
}

static void
np_application_shutdown (GApplication *application)
{
  NpApplication *self = NP_APPLICATION (application);

  write_down (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);

  G_APPLICATION_CLASS (np_application_parent_class)->shutdown (application);
}

static void
np_application_activate (GApplication *application)
{
  present_window (NP_APPLICATION (application));
}

/* What stands behind the options is read as one text: a link in two parts is a
 * link that a shell cut. */
static gboolean
read_model_id (GVariantDict *options, char **out_model_id, GError **error)
{
  g_autofree const char **words = NULL;
  g_autofree char *text = NULL;

  if (!g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&s", &words))
    return TRUE;
  text = g_strjoinv (" ", (char **) words);
  return np_model_id_parse (text, out_model_id, NULL, error);
}

static int
np_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autofree char *model_id = NULL;
  g_autoptr (GError) error = NULL;
  NpWindow *window = NULL;

  if (!read_model_id (options, &model_id, &error))
    {
      g_application_command_line_printerr (command_line, "%s\n", error->message);
      return 2;
    }
  window = present_window (NP_APPLICATION (application));
  if (g_variant_dict_contains (options, "practice"))
    np_window_start_practice (window);
  if (model_id != NULL)
    np_window_open_model (window, model_id);
  else if (g_variant_dict_contains (options, "open"))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-model", NULL);
  return 0;
}

static void
np_application_dispose (GObject *object)
{
  NpApplication *self = NP_APPLICATION (object);

  g_clear_object (&self->search_provider);
  g_clear_weak_pointer (&self->preferences);
  g_clear_object (&self->accounts);
  g_clear_object (&self->library);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (np_application_parent_class)->dispose (object);
}

static void
np_application_class_init (NpApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_application_dispose;
  application_class->dbus_register = np_application_dbus_register;
  application_class->dbus_unregister = np_application_dbus_unregister;
  application_class->startup = np_application_startup;
  application_class->shutdown = np_application_shutdown;
  application_class->activate = np_application_activate;
  application_class->command_line = np_application_command_line;
  GTK_APPLICATION_CLASS (klass)->window_removed = np_application_window_removed;
}

static void
np_application_init (NpApplication *self)
{
  static const GOptionEntry entries[] = {
    { "open", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Ask for a model to open"), NULL },
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Start with the practice workspace"),
      NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, NULL },
    { NULL },
  };

  self->search_provider = np_search_provider_new (self);
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  /* Translators: shown by nameplate --help, behind the name of the program */
  g_application_set_option_context_parameter_string (G_APPLICATION (self),
                                                     _ ("[MODEL-ID or link]"));
}

/**
 * np_application_new:
 *
 * Returns: (transfer full): the application
 */
NpApplication *
np_application_new (void)
{
  return g_object_new (NP_TYPE_APPLICATION, "application-id", NP_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path",
                       NP_RESOURCE_PATH, "register-session", TRUE, NULL);
}

/**
 * np_application_get_account_list:
 * @self: the application
 *
 * Returns: (transfer none) (element-type NpAccount): the accounts
 */
GListModel *
np_application_get_account_list (NpApplication *self)
{
  g_return_val_if_fail (NP_IS_APPLICATION (self), NULL);

  return np_accounts_get_list (self->accounts);
}

/**
 * np_application_get_library:
 * @self: the application
 *
 * The last window closes it, and whoever comes next opens it again.
 *
 * Returns: (transfer none): what is remembered on this computer
 */
NpLibrary *
np_application_get_library (NpApplication *self)
{
  g_return_val_if_fail (NP_IS_APPLICATION (self), NULL);

  if (self->library == NULL)
    self->library = open_library ();
  keep_history_cb (self);
  return self->library;
}

/**
 * np_application_open_model:
 * @self: the application
 * @account_id: the account that it was found with
 * @model_id: the model
 *
 * Opens a model in the window, with its account.
 */
void
np_application_open_model (NpApplication *self, const char *account_id, const char *model_id)
{
  g_return_if_fail (NP_IS_APPLICATION (self));

  np_window_open_model_of (present_window (self), account_id, model_id);
}

/**
 * np_application_search:
 * @self: the application
 * @text: what to search for
 *
 * Searches the list in the window.
 */
void
np_application_search (NpApplication *self, const char *text)
{
  g_return_if_fail (NP_IS_APPLICATION (self));

  np_window_search (present_window (self), text);
}
