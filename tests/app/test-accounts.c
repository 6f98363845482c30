/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-account-button.h"
#include "np-account-row.h"
#include "np-account-warning.h"
#include "np-app-accounts.h"
#include "np-await.h"
#include "np-colour-choice.h"
#include "np-connect-dialog.h"
#include "np-region-row.h"
#include "np-region.h"
#include "np-token-end.h"

/* The screens of several accounts: the button that switches, the dialog, another
 * key. */

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
action_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  GString *log = user_data;

  g_string_append_printf (log, "%s %s\n", g_action_get_name (G_ACTION (action)),
                          target != NULL ? g_variant_get_string (target, NULL) : "");
}

/* A window with nothing but the button, which writes into LOG what it is asked for. */
static GtkWidget *
make_button_window (AccountsRig *self, GString *log)
{
  static const GActionEntry entries[] = {
    { "account", action_cb, "s", NULL, NULL, { 0 } },
    { "practice", action_cb, NULL, NULL, NULL, { 0 } },
    { "connect", action_cb, NULL, NULL, NULL, { 0 } },
    { "accounts", action_cb, NULL, NULL, NULL, { 0 } },
  };
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), log);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  gtk_window_set_child (GTK_WINDOW (window), np_account_button_new (self->accounts));
  gtk_window_present (GTK_WINDOW (window));
  np_await_true (gtk_widget_get_mapped (window));
  return window;
}

static GtkMenuButton *
get_menu_button (GtkWidget *window)
{
  return GTK_MENU_BUTTON (np_app_await (window, GTK_TYPE_MENU_BUTTON, NULL));
}

/* Opens the list and takes the row with this name. */
static void
choose (GtkWidget *window, const char *name)
{
  GtkWidget *row = NULL;

  gtk_menu_button_popup (get_menu_button (window));
  row = np_app_await (window, GTK_TYPE_LIST_BOX_ROW, name);
  gtk_widget_activate (row);
  np_await_true (!gtk_widget_get_mapped (row));
}

static void
test_button (AccountsRig *self, gconstpointer data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  GtkWidget *window = make_button_window (self, log);
  NpAccount *first = NULL;
  NpAccount *second = NULL;
  g_autofree char *expected = NULL;

  g_assert_true (np_app_has_text (window, "No Account"));
  first = accounts_rig_add (self, "Work", RIG_KEY_ID, RIG_SECRET, NULL, 0);
  g_assert_true (np_app_has_text (window, "Work"));
  second = accounts_rig_add (self, "Research", "LTAI5tSecond", RIG_SECRET, NULL, 0);
  g_assert_true (np_app_has_text (window, "Research"));
  choose (window, "Work");
  choose (window, "Research");
  choose (window, "Practice Workspace");
  choose (window, "Add an Account…");
  choose (window, "Manage Accounts…");
  expected = g_strdup_printf ("account %s\naccount %s\npractice \nconnect \naccounts \n",
                              np_account_get_id (first), np_account_get_id (second));
  g_assert_cmpstr (log->str, ==, expected);
  /* It follows, and changes nothing itself. */
  g_assert_true (np_accounts_get_account (self->accounts) == second);
  np_account_set_name (second, "研究所");
  g_assert_true (np_app_has_text (window, "研究所"));
  np_accounts_set_current (self->accounts, first);
  g_assert_true (np_app_has_text (window, "Work"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_button_notes (AccountsRig *self, gconstpointer data)
{
  GtkWidget *window = make_button_window (self, NULL);
  gint64 now = get_now ();
  GtkWidget *row = NULL;

  accounts_rig_add (self, "Old", "STS.Old", RIG_SECRET, RIG_TOKEN, now - 60);
  accounts_rig_add (self, "Soon", "STS.Soon", RIG_SECRET, RIG_TOKEN, now + 60);
  accounts_rig_add (self, "Late", "STS.Late", RIG_SECRET, RIG_TOKEN, now + 36000);
  gtk_menu_button_popup (get_menu_button (window));
  row = np_app_await (window, NP_TYPE_ACCOUNT_ROW, "Old");
  g_assert_true (np_app_has_text (row, "Its token has ended"));
  row = np_app_await (window, NP_TYPE_ACCOUNT_ROW, "Soon");
  g_assert_true (np_app_has_text (row, "Its token ends soon"));
  row = np_app_await (window, NP_TYPE_ACCOUNT_ROW, "Late");
  g_assert_false (np_app_has_text (row, "token"));
  np_account_button_set_practice (
      NP_ACCOUNT_BUTTON (gtk_window_get_child (GTK_WINDOW (window))), TRUE);
  g_assert_true (np_app_has_text (get_menu_button (window), "Practice"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
apply (GtkWidget *dialog, const char *row_title, const char *text)
{
  np_app_type (dialog, row_title, text);
  g_signal_emit_by_name (np_app_find (dialog, ADW_TYPE_ENTRY_ROW, row_title), "apply");
}

static void
test_edit (AccountsRig *self, gconstpointer data)
{
  NpAccount *account = accounts_rig_add (self, "Work", RIG_KEY_ID, RIG_SECRET, NULL, 0);
  GtkWidget *dialog = accounts_rig_open_page (self, account);

  apply (dialog, "Name", "  工作 ");
  g_assert_cmpstr (np_account_get_name (account), ==, "工作");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "工作");
  apply (dialog, "Name", " ");
  g_assert_cmpstr (np_account_get_name (account), ==, "cn-hangzhou");
  apply (dialog, "Workspace ID to show first", "three");
  g_assert_true (np_app_has_text (dialog, "The ID of a workspace is a number"));
  g_assert_cmpstr (np_account_get_workspace_id (account), ==, "");
  apply (dialog, "Workspace ID to show first", " 324017\t");
  g_assert_false (np_app_has_text (dialog, "The ID of a workspace is a number"));
  g_assert_cmpstr (np_account_get_workspace_id (account), ==, "324017");
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_colour (AccountsRig *self, gconstpointer data)
{
  NpAccount *account = accounts_rig_add (self, "Work", RIG_KEY_ID, RIG_SECRET, NULL, 0);
  GtkWidget *dialog = accounts_rig_open_page (self, account);
  GtkWidget *choice = np_app_find (dialog, NP_TYPE_COLOUR_CHOICE, NULL);
  const char *const *colours = np_account_get_colours ();
  guint n = 0;

  for (GtkWidget *button = gtk_widget_get_first_child (choice); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      if (!gtk_widget_get_visible (button))
        continue;
      gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
      g_assert_cmpstr (np_account_get_colour (account), ==, colours[n++]);
      g_assert_nonnull (gtk_widget_get_tooltip_text (button));
    }
  g_assert_cmpuint (n, ==, g_strv_length ((GStrv) colours));
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* A token has ended: the next one has another AccessKey ID, and the account is
 * the same. */
static void
test_change_key (AccountsRig *self, gconstpointer data)
{
  NpAccount *account = accounts_rig_add (self, "Work", "STS.First", RIG_SECRET, "CAISFirst",
                                         get_now () - 60);
  NpConnectDialog *dialog = np_connect_dialog_new_for_key (self->rig->window, self->accounts,
                                                           account);
  guint n_connected = 0;

  np_practice_service_add_key (self->rig->service, "STS.Second", RIG_SECRET, RIG_TOKEN);
  g_signal_connect_swapped (dialog, "connected", G_CALLBACK (count_cb), &n_connected);
  app_rig_watch (self->rig, dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  np_app_await (dialog, ADW_TYPE_ENTRY_ROW, "AccessKey ID");
  g_assert_true (np_app_has_text (dialog, "The next key of “Work”"));
  g_assert_null (np_app_find (dialog, NP_TYPE_REGION_ROW, NULL));

  np_app_type (dialog, "AccessKey ID", "STS.Second");
  np_app_type (dialog, "AccessKey secret", RIG_SECRET);
  np_app_type (dialog, "Security token", "CAISWrong");
  np_app_click (dialog, "Change");
  np_await_true (np_app_has_text (dialog, "InvalidSecurityToken"));
  g_assert_cmpstr (np_account_get_access_key_id (account), ==, "STS.First");

  np_app_type (dialog, "Security token", RIG_TOKEN);
  np_app_type (dialog, "Token ends, such as 20:00 or 1 h", "one hour");
  np_app_click (dialog, "Change");
  g_assert_true (np_app_has_text (dialog, "Write when the token ends"));
  np_app_type (dialog, "Token ends, such as 20:00 or 1 h", "1 h");
  np_app_click (dialog, "Change");
  np_app_await_gone (NP_TYPE_CONNECT_DIALOG);
  g_assert_cmpuint (n_connected, ==, 1);
  g_assert_cmpstr (np_account_get_access_key_id (account), ==, "STS.Second");
  g_assert_cmpint (np_account_get_token_state (account, get_now ()), ==, NP_TOKEN_STATE_VALID);
  g_assert_cmpuint (g_list_model_get_n_items (np_accounts_get_list (self->accounts)), ==, 1);
}

static void
test_forget (AccountsRig *self, gconstpointer data)
{
  NpAccount *account = accounts_rig_add (self, "Work", RIG_KEY_ID, RIG_SECRET, NULL, 0);
  GtkWidget *dialog = accounts_rig_open_page (self, account);

  np_app_click (dialog, "Forget This Account…");
  np_await_true (np_app_has_text (NULL, "Forget “Work”?"));
  np_app_click (NULL, "Cancel");
  np_await_true (!np_app_has_text (NULL, "Forget “Work”?"));
  g_assert_true (np_accounts_get_account (self->accounts) == account);
  np_app_click (dialog, "Forget This Account…");
  np_await_true (np_app_has_text (NULL, "Forget “Work”?"));
  np_app_click (NULL, "Forget");
  np_await_true (np_app_has_text (dialog, "No Accounts Yet"));
  g_assert_null (np_accounts_get_account (self->accounts));
  gtk_window_close (GTK_WINDOW (dialog));
}

/* A region is found by its name in the other language. */
static void
test_region (AccountsRig *self, gconstpointer data)
{
  NpConnectDialog *dialog = np_connect_dialog_new (self->rig->window, self->accounts);
  GtkWidget *row = NULL;
  GtkWidget *search = NULL;

  gtk_window_present (GTK_WINDOW (dialog));
  row = np_app_await (dialog, NP_TYPE_REGION_ROW, "Region");
  gtk_widget_activate (row);
  search = np_app_await (row, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "硅谷");
  g_signal_emit_by_name (search, "activate");
  np_await_true (!gtk_widget_get_mapped (search));
  g_assert_cmpstr (np_region_get_id (np_region_row_get_selected (NP_REGION_ROW (row))), ==,
                   "us-west-1");
  g_assert_true (np_app_has_text (row, "US (Silicon Valley)"));
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_warn_main (AccountsRig *self, gconstpointer data)
{
  NpAccount *account = accounts_rig_add (self, "Work", RIG_KEY_ID, RIG_SECRET, NULL, 0);

  np_account_warn_main (self->rig->window, account);
  np_await_true (np_app_has_text (NULL, "The key of “Work” works"));
  np_app_click (NULL, "Got It");
  np_await_true (!np_app_has_text (NULL, "The key of “Work” works"));
  np_account_warn_main (self->rig->window, account);
  np_await_nothing_pending ();
  g_assert_false (np_app_has_text (NULL, "The key of “Work” works"));
}

static void
test_token_end (void)
{
  static const struct
  {
    const char *text;
    const char *end; /* NULL: refused */
  } cases[] = {
    { "2026-11-23T20:00:00Z", "2026-11-23T20:00:00Z" },
    { "  2026-11-24T04:00:00+08:00\n", "2026-11-23T20:00:00Z" },
    { "2026-11-24T03:00:00", "2026-11-23T19:00:00Z" }, /* the time here */
    { "20:00", "2026-11-23T12:00:00Z" },
    { "7:30", "2026-11-23T23:30:00Z" }, /* of tomorrow */
    { "1 h", "2026-11-23T11:00:00Z" },
    { "45min", "2026-11-23T10:45:00Z" },
    { "3600 s", "2026-11-23T11:00:00Z" },
    { "2小时", "2026-11-23T12:00:00Z" },
    { "2026-11-23T09:59:59Z", NULL }, /* over */
    { "2126-11-23T20:00:00Z", NULL },
    { "soon", NULL },
    { "25:00", NULL },
    { "0 h", NULL },
    { "-1 h", NULL },
    { "1.5 h", NULL },
    { "99999999999999999999 h", NULL },
    { "1", NULL },
  };
  g_autoptr (GTimeZone) china = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) now = g_date_time_new (china, 2026, 11, 23, 18, 0, 0);
  const char *fault = NULL;
  gint64 expires = 7;

  g_assert_true (np_token_end_parse (" ", now, &expires, &fault));
  g_assert_cmpint (expires, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime)
          end = cases[i].end != NULL ? g_date_time_new_from_iso8601 (cases[i].end, NULL) : NULL;
      gboolean is_good = np_token_end_parse (cases[i].text, now, &expires, &fault);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (is_good, ==, end != NULL);
      g_assert_cmpint (fault == NULL, ==, is_good);
      if (end != NULL)
        g_assert_cmpint (expires, ==, g_date_time_to_unix (end));
    }
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  accounts_rig_add_test ("/accounts/button", test_button);
  accounts_rig_add_test ("/accounts/button-notes", test_button_notes);
  accounts_rig_add_test ("/accounts/edit", test_edit);
  accounts_rig_add_test ("/accounts/colour", test_colour);
  accounts_rig_add_test ("/accounts/change-key", test_change_key);
  accounts_rig_add_test ("/accounts/forget", test_forget);
  accounts_rig_add_test ("/accounts/region", test_region);
  accounts_rig_add_test ("/accounts/warn-main", test_warn_main);
  g_test_add_func ("/accounts/token-end", test_token_end);

  return app_rig_run ();
}
