/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-rig.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "np-application.h"
#include "np-await.h"
#include "np-client.h"
#include "np-window.h"

/* Where libsecret's file is, for this process alone. */
static char *folder;
static char *keyring;

/* Instead of g_test_init(), before anything else. */
void
app_rig_init (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  np_client_prepare_process ();
  setlocale (LC_ALL, "");
  folder = g_dir_make_tmp ("nameplate-app-XXXXXX", &error);
  g_assert_no_error (error);
  keyring = g_build_filename (folder, "keyring", NULL);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_test_init (argc, argv, NULL);
}

/* Instead of g_test_run(). */
int
app_rig_run (void)
{
  int status = g_test_run ();

  g_unlink (keyring);
  g_rmdir (folder);
  g_free (keyring);
  g_free (folder);
  return status;
}

static void
reset_settings (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.nameplate.Nameplate");
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/* Forgets what an earlier test left on this computer. */
static void
remove_files (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "nameplate", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
}

/* Asserts at the end that OBJECT is gone. */
void
app_rig_watch (AppRig *self, gpointer object)
{
  gpointer *slot = g_new0 (gpointer, 1);

  *slot = object;
  g_object_add_weak_pointer (object, slot);
  g_ptr_array_add (self->watches, slot);
}

/* Starts the application as a person does; the memory of an earlier start in
 * the same test is still there. */
void
app_rig_start (AppRig *self)
{
  GApplication *application = NULL;
  g_autoptr (GError) error = NULL;

  self->application = GTK_APPLICATION (np_application_new ());
  application = G_APPLICATION (self->application);
  g_application_set_flags (application,
                           g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  g_application_register (application, NULL, &error);
  g_assert_no_error (error);
  g_application_activate (application);
  self->window = gtk_application_get_active_window (self->application);
  g_assert_true (NP_IS_WINDOW (self->window));
  np_await_true (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
  app_rig_watch (self, self->application);
  app_rig_watch (self, self->window);
}

static int
end_at_once_cb (GApplication *application, GVariantDict *options, gpointer user_data)
{
  return 0;
}

/* What g_application_run() does after its main loop: there is no other way to
 * an orderly shutdown. */
static void
shut_down (GApplication *application)
{
  g_signal_connect (application, "handle-local-options", G_CALLBACK (end_at_once_cb), NULL);
  g_assert_cmpint (g_application_run (application, 0, NULL), ==, 0);
}

/* Ends it without asking about anything, and waits until it is all gone. */
void
app_rig_stop (AppRig *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  while (g_list_model_get_n_items (windows) > 0)
    {
      g_autoptr (GtkWindow)
          window = g_list_model_get_item (windows, g_list_model_get_n_items (windows) - 1);

      gtk_window_destroy (window);
    }
  self->window = NULL;
  shut_down (G_APPLICATION (self->application));
  g_clear_object (&self->application);
  for (guint i = 0; i < self->watches->len; i++)
    np_await_finalized (self->watches->pdata[i]);
  g_ptr_array_set_size (self->watches, 0);
}

AppRig *
app_rig_new (void)
{
  AppRig *self = g_new0 (AppRig, 1);
  g_autoptr (GError) error = NULL;

  g_unlink (keyring);
  remove_files ();
  reset_settings ();
  self->watches = g_ptr_array_new_with_free_func (g_free);
  self->service = np_practice_service_new ();
  np_practice_service_start (self->service, &error);
  g_assert_no_error (error);
  np_practice_service_add_key (self->service, RIG_KEY_ID, RIG_SECRET, NULL);
  app_rig_start (self);
  return self;
}

void
app_rig_free (AppRig *self)
{
  app_rig_stop (self);
  g_assert_cmpuint (np_practice_service_get_n_pending_faults (self->service), ==, 0);
  np_practice_service_stop (self->service);
  g_assert_finalize_object (self->service);
  g_ptr_array_unref (self->watches);
  g_free (self);
}

/* The toast is a private widget of libadwaita. */
static GtkWidget *
find_toast (AppRig *self)
{
  return np_app_find_by_type_name (self->window, "AdwToastWidget");
}

/* What the toast on the screen says, or NULL. */
char *
app_rig_dup_toast (AppRig *self)
{
  GtkWidget *toast = find_toast (self);
  GtkWidget *label = toast != NULL ? np_app_find (toast, GTK_TYPE_LABEL, NULL) : NULL;

  return label != NULL ? g_strdup (gtk_label_get_text (GTK_LABEL (label))) : NULL;
}

gboolean
app_rig_has_toast (AppRig *self)
{
  return find_toast (self) != NULL;
}

/* Waits for a toast that has PART in it. */
void
app_rig_await_toast (AppRig *self, const char *part)
{
  gint64 limit = g_get_monotonic_time () + NP_AWAIT_LIMIT_MS * G_TIME_SPAN_MILLISECOND;
  g_autofree char *last = NULL;

  for (;;)
    {
      g_autofree char *text = app_rig_dup_toast (self);
      g_autofree char *what = NULL;

      if (text != NULL && strstr (text, part) != NULL)
        return;
      if (text != NULL)
        {
          g_free (last);
          last = g_strdup (text);
        }
      what = g_strdup_printf ("“%s” (the last toast said “%s”)", part, last);
      np_await_step (limit, what);
    }
}

/* Whether the toast on the screen is there until somebody closes it. */
gboolean
app_rig_toast_stays (AppRig *self)
{
  g_autoptr (AdwToast) toast = NULL;

  g_object_get (find_toast (self), "toast", &toast, NULL);
  return adw_toast_get_timeout (toast) == 0;
}

void
app_rig_click_toast (AppRig *self, const char *button)
{
  np_app_click (find_toast (self), button);
}

typedef struct
{
  const char *page;
  gboolean is_shown;
} PageQuery;

static void
look_at_stack_cb (GtkWidget *widget, gpointer user_data)
{
  PageQuery *query = user_data;

  if (GTK_IS_STACK (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (widget)), query->page) == 0)
    query->is_shown = TRUE;
}

gboolean
app_rig_shows_page (AppRig *self, const char *page)
{
  PageQuery query = { page, FALSE };

  np_app_visit (GTK_WIDGET (self->window), look_at_stack_cb, &query);
  return query.is_shown;
}

/* Waits until the window shows the page called welcome, start or model. */
void
app_rig_await_page (AppRig *self, const char *page)
{
  np_await_true (app_rig_shows_page (self, page));
}

/* How many requests of an operation have arrived. */
guint
app_rig_count (AppRig *self, const char *operation)
{
  g_autoptr (GPtrArray) requests = np_practice_service_dup_requests (self->service);
  guint n = 0;

  for (guint i = 0; i < requests->len; i++)
    {
      NpPracticeRequest *request = requests->pdata[i];

      n += g_strcmp0 (request->operation, operation) == 0 ? 1 : 0;
    }
  return n;
}

/* The newest request of an operation; fails if there is none. */
NpPracticeRequest *
app_rig_get_last (GPtrArray *requests, const char *operation)
{
  for (guint i = requests->len; i > 0; i--)
    {
      NpPracticeRequest *request = requests->pdata[i - 1];

      if (g_strcmp0 (request->operation, operation) == 0)
        return request;
    }
  g_error ("No %s has arrived", operation);
}
