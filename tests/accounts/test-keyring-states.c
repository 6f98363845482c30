/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-fixture.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "np-accounts-private.h"
#include "np-await.h"
#include "np-keyring-private.h"
#include "np-keyring-rig.h"

/* Every state of the keyring and what becomes of looking up, storing and forgetting
 * in it. Each case is a process, with a bus and a gnome-keyring or a file of its own. */

#define PASSWORD "test"
#define NOBODY   65534

typedef struct
{
  GSubprocess *daemon; /* nullable */
  GDBusConnection *bus;
  TestPrompter prompter;
  GSettings *settings;
  NpAccounts *accounts;
} Case;

typedef struct
{
  const char *name;
  gboolean is_file;
  void (*enter) (Case *self);
  void (*during) (Case *self); /* nullable: once the keyring asks for its password */
  int lookup;                  /* an NpAccountsError, or NP_NO_PROBLEM */
  int store;
  int forget;
  const char *secret; /* nullable: what the lookup finds */
} State;

/* Never let go of: libsecret keeps a hold of its connection for ever. */
static GTestDBus *dbus;

static void
start_bus (Case *self)
{
  dbus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (dbus);
  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (self->bus);
  g_dbus_connection_set_exit_on_close (self->bus, FALSE);
}

static void
set_home (GSubprocessLauncher *launcher)
{
  const char *home = g_getenv ("NP_TEST_HOME");
  const char *names[] = { "HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
                          "XDG_CACHE_HOME" };
  gsize i = 0;

  for (i = 0; i < G_N_ELEMENTS (names); i++)
    g_subprocess_launcher_setenv (launcher, names[i], home, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
}

static void
start_daemon (Case *self, const char *const *arguments, const char *password)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  GOutputStream *input = NULL;

  start_bus (self);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                        G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  set_home (launcher);
  self->daemon = g_subprocess_launcher_spawnv (launcher, arguments, NULL);
  g_assert_nonnull (self->daemon);
  input = g_subprocess_get_stdin_pipe (self->daemon);
  g_output_stream_write_all (input, password, strlen (password), NULL, NULL, NULL);
  g_output_stream_close (input, NULL, NULL);
  test_await_keyring ();
}

static void
remember_account (Case *self)
{
  test_record (self->settings, "known", TRUE);
  self->accounts = np_accounts_new (self->settings);
}

/* An account as after a start, its key in the keyring. */
static void
connect_before (Case *self)
{
  g_autoptr (NpAccounts) before = np_accounts_new (self->settings);
  g_autoptr (NpAccount) account = test_account_new (NULL, TEST_KEY_ID);
  g_autoptr (NpCredentials) credentials = test_credentials_new (TEST_KEY_ID, TEST_SECRET, NULL);

  g_assert_true (test_connect (before, account, credentials, NULL));
  g_assert_null (np_accounts_get_keyring_problem (before));
  self->accounts = np_accounts_new (self->settings);
}

static void
start_keyring (Case *self)
{
  static const char *const arguments[] = { "gnome-keyring-daemon", "--unlock", "--foreground",
                                           "--components=secrets", NULL };

  start_daemon (self, arguments, PASSWORD);
  connect_before (self);
}

static const char *
get_id (Case *self)
{
  return np_account_get_id (np_accounts_get_account (self->accounts));
}

static void
enter_no_bus (Case *self)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/nameplate-test", TRUE);
  remember_account (self);
}

static void
enter_no_service (Case *self)
{
  start_bus (self);
  remember_account (self);
}

static void
enter_no_keyring (Case *self)
{
  static const char *const arguments[] = { "gnome-keyring-daemon", "--foreground",
                                           "--components=secrets", NULL };

  start_daemon (self, arguments, "");
  remember_account (self);
}

static void
enter_locked (Case *self)
{
  start_keyring (self);
  test_keyring_lock (self->bus);
}

static void
enter_prompting (Case *self)
{
  start_keyring (self);
  test_prompter_start (&self->prompter, self->bus);
  test_keyring_lock (self->bus);
}

static void
dismiss_prompt (Case *self)
{
  test_prompter_stop (&self->prompter);
}

/* libsecret 0.20 complains about itself when a prompt vanishes, sooner or later. */
static void
kill_keyring (Case *self)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  test_keyring_kill (self->bus);
}

static void
remove_items (Case *self)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_keyring_clear_async (get_id (self), NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  g_assert_true (np_keyring_clear_finish (result, NULL));
}

static void
enter_deleted (Case *self)
{
  start_keyring (self);
  remove_items (self);
}

static void
enter_changed (Case *self)
{
  start_keyring (self);
  remove_items (self);
  test_keyring_create_item (self->bus, TEST_KEYRING_COLLECTION, get_id (self), "changed");
}

/* The keyring counts in seconds, so the second one has to wait for the next. */
static void
enter_two_items (Case *self)
{
  gint64 then = 0;

  start_keyring (self);
  then = g_get_real_time () / G_USEC_PER_SEC;
  np_await_true (g_get_real_time () / G_USEC_PER_SEC > then);
  test_keyring_create_item (self->bus, TEST_KEYRING_COLLECTION, get_id (self), "newer");
}

static void
enter_damaged (Case *self)
{
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");
  g_autofree char *contents = NULL;
  gsize length = 0;

  connect_before (self);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) length / 2, NULL));
}

/* The file was made by another process, see test_case(). */
static void
enter_wrong_password (Case *self)
{
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "other", TRUE);
  remember_account (self);
}

/* The superuser can write anywhere. */
static void
enter_read_only (Case *self)
{
  connect_before (self);
  g_assert_cmpint (g_chmod (g_getenv ("SECRET_FILE_TEST_PATH"), 0444), ==, 0);
  g_assert_cmpint (g_chmod (g_getenv ("NP_TEST_HOME"), 0555), ==, 0);
  if (getuid () == 0)
    g_assert_cmpint (setuid (NOBODY), ==, 0);
}

#define FINE    NP_NO_PROBLEM
#define MISSING NP_ACCOUNTS_ERROR_KEYRING_MISSING
#define LOCKED  NP_ACCOUNTS_ERROR_KEYRING_LOCKED
#define REFUSED NP_ACCOUNTS_ERROR_KEYRING_REFUSED
#define FAILED  NP_ACCOUNTS_ERROR_KEYRING_FAILED
#define ABSENT  NP_ACCOUNTS_ERROR_NOT_STORED
#define DAMAGED NP_ACCOUNTS_ERROR_KEYRING_DAMAGED

static const State states[] = {
  { "no-bus", FALSE, enter_no_bus, NULL, MISSING, MISSING, MISSING, NULL },
  { "no-service", FALSE, enter_no_service, NULL, MISSING, MISSING, MISSING, NULL },
  { "no-keyring", FALSE, enter_no_keyring, NULL, ABSENT, REFUSED, FINE, NULL },
  { "locked", FALSE, enter_locked, NULL, LOCKED, LOCKED, LOCKED, NULL },
  { "prompt-dismissed", FALSE, enter_prompting, dismiss_prompt, LOCKED, LOCKED, LOCKED, NULL },
  { "service-dies", FALSE, enter_prompting, kill_keyring, FAILED, FAILED, FAILED, NULL },
  { "item-deleted", FALSE, enter_deleted, NULL, ABSENT, FINE, FINE, NULL },
  { "item-changed", FALSE, enter_changed, NULL, FINE, FINE, FINE, "changed" },
  { "two-items", FALSE, enter_two_items, NULL, FINE, FINE, FINE, "newer" },
  { "file-damaged", TRUE, enter_damaged, NULL, DAMAGED, DAMAGED, DAMAGED, NULL },
  { "file-of-other-password", TRUE, enter_wrong_password, NULL, DAMAGED, DAMAGED, DAMAGED,
    NULL },
  { "file-read-only", TRUE, enter_read_only, NULL, FINE, REFUSED, REFUSED, TEST_SECRET },
};

static void
case_begin (Case *self, const State *state)
{
  self->settings = test_settings_new ();
  state->enter (self);
}

static void
case_end (Case *self)
{
  if (self->daemon != NULL)
    g_subprocess_force_exit (self->daemon);
  g_clear_object (&self->daemon);
  g_object_unref (self->accounts);
  g_object_unref (self->settings);
  g_clear_object (&self->bus);
  /* Left to the end of the process it may live on: what watches for that end can come too
   * late to learn of a bus that lives this short, and keeps those waiting who read our output.
   */
  if (dbus != NULL)
    g_test_dbus_stop (dbus);
}

static GAsyncResult *
await_answer (Case *self, const State *state, GAsyncResult **slot)
{
  if (state->during != NULL)
    {
      np_await_true (self->prompter.begun > 0);
      g_assert_null (*slot);
      state->during (self);
    }

  return np_await_result (slot);
}

static void
assert_problem (Case *self, int problem, gboolean is_session_only)
{
  g_assert_cmpstr (np_accounts_get_keyring_problem (self->accounts), ==,
                   np_accounts_describe_problem (problem, is_session_only));
  g_assert_true (np_accounts_get_is_session_only (self->accounts) == is_session_only);
  g_assert_nonnull (np_accounts_get_account (self->accounts));
}

static void
test_lookup (gconstpointer data)
{
  const State *state = data;
  Case self = { 0 };
  NpCredentialsProvider *provider = NULL;
  g_autoptr (NpCredentials) credentials = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  case_begin (&self, state);
  provider = test_get_provider (self.accounts);
  np_credentials_provider_get_credentials_async (provider, NULL, np_await_result_cb, &slot);
  result = await_answer (&self, state, &slot);
  credentials = np_credentials_provider_get_credentials_finish (provider, result, &error);
  if (state->lookup == FINE)
    {
      g_assert_no_error (error);
      test_assert_credentials (credentials, TEST_KEY_ID, state->secret, NULL);
    }
  else
    g_assert_error (error, NP_ACCOUNTS_ERROR, state->lookup);
  assert_problem (&self, state->lookup, FALSE);
  case_end (&self);
}

/* Whatever the keyring does, the key typed is one to work with. */
static void
test_store (gconstpointer data)
{
  const State *state = data;
  Case self = { 0 };
  g_autoptr (NpCredentials) typed = test_credentials_new (TEST_KEY_ID, "typed", NULL);
  g_autoptr (NpCredentials) held = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  case_begin (&self, state);
  np_accounts_change_key_async (self.accounts, np_accounts_get_account (self.accounts), typed,
                                0, NULL, np_await_result_cb, &slot);
  result = await_answer (&self, state, &slot);
  g_assert_true (np_accounts_change_key_finish (self.accounts, result, NULL));
  assert_problem (&self, state->store, state->store != FINE);
  held = test_get_credentials (self.accounts, NULL);
  g_assert_true (held == typed);
  test_assert_settings_lack (self.settings, "typed");
  case_end (&self);
}

static void
test_forget_known (gconstpointer data)
{
  const State *state = data;
  Case self = { 0 };
  g_autoptr (NpCredentialsProvider) provider = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  gboolean is_forgotten = FALSE;

  case_begin (&self, state);
  np_accounts_forget_async (self.accounts, np_accounts_get_account (self.accounts), NULL,
                            np_await_result_cb, &slot);
  result = await_answer (&self, state, &slot);
  is_forgotten = np_accounts_forget_finish (self.accounts, result, &error);
  g_assert_true (is_forgotten == (state->forget == FINE));
  if (is_forgotten)
    g_assert_null (np_accounts_get_account (self.accounts));
  else
    {
      g_assert_error (error, NP_ACCOUNTS_ERROR, state->forget);
      assert_problem (&self, state->forget, FALSE);
    }
  case_end (&self);
}

/* A file of the account "known", for those who have another password. */
static void
test_make_file (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new ("known", TEST_KEY_ID);
  g_autoptr (NpCredentials) credentials = test_credentials_new (TEST_KEY_ID, TEST_SECRET, NULL);

  g_assert_true (test_connect (accounts, account, credentials, NULL));
  g_assert_null (np_accounts_get_keyring_problem (accounts));
}

static void
run_process (const char *path)
{
  g_test_trap_subprocess (path, 0, 0);
  g_test_trap_assert_passed ();
}

static char *
dup_process_path (const State *state, const char *operation)
{
  return g_strdup_printf ("/keyring-states/%s/%s/subprocess", state->name, operation);
}

typedef struct
{
  const State *state;
  const char *operation;
} Row;

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *path = dup_process_path (row->state, row->operation);
  char *home = test_enter_home ();

  g_setenv ("SECRET_BACKEND", row->state->is_file ? "file" : "service", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", PASSWORD, TRUE);
  if (row->state->enter == enter_wrong_password)
    run_process ("/keyring-states/make-file/subprocess");
  run_process (path);
  g_chmod (home, 0700);
  test_leave_home (home);
}

static void
add_row (const State *state, const char *operation, GTestDataFunc process)
{
  g_autofree char *path = g_strdup_printf ("/keyring-states/%s/%s", state->name, operation);
  g_autofree char *process_path = dup_process_path (state, operation);
  Row *row = g_new0 (Row, 1);

  row->state = state;
  row->operation = operation;
  g_test_add_data_func_full (path, row, test_row, g_free);
  g_test_add_data_func (process_path, state, process);
}

int
main (int argc, char *argv[])
{
  gsize i = 0;

  g_test_init (&argc, &argv, NULL);
  for (i = 0; i < G_N_ELEMENTS (states); i++)
    {
      add_row (&states[i], "lookup", test_lookup);
      add_row (&states[i], "store", test_store);
      add_row (&states[i], "forget", test_forget_known);
    }
  g_test_add_func ("/keyring-states/make-file/subprocess", test_make_file);

  return g_test_run ();
}
