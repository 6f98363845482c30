/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-list.h"
#include "np-app-relay.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-fault-server.h"
#include "np-open-dialog.h"

/* Whose models are on show, and what is said when they cannot be. */

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static void
choose_source (AppRig *rig, const char *label)
{
  app_list_pick (rig, "Choose a Workspace", NULL, label);
}

static void
test_switch (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  choose_source (rig, RIG_SECOND);
  app_list_await (rig, RIG_N_SECOND);
  g_assert_true (np_app_has_text (app_list_get_pane (rig), RIG_SECOND));
  choose_source (rig, "All My Models");
  app_list_await (rig, RIG_N_ALL);
  choose_source (rig, "Public Models");
  app_list_await (rig, RIG_N_PUBLIC);
  choose_source (rig, RIG_WORKSPACE);
  app_list_await (rig, RIG_N_FIRST);
}

/* A search of one workspace means nothing in the next one. */
static void
test_switch_clears_search (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  app_list_search (rig, "lantern");
  app_list_pick (rig, "Filter", "Domain", "nlp");
  choose_source (rig, RIG_SECOND);
  app_list_await (rig, RIG_N_SECOND);
  g_assert_cmpuint (app_list_count (rig), ==, 7);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (app_list_get_search (rig))), ==, "");
}

/* Late pages of the first workspace never get into the second one. */
static void
test_switch_quickly (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  np_practice_service_set_latency (rig->service, 50);
  app_list_do (rig, "reload", NULL);
  choose_source (rig, RIG_SECOND);
  g_assert_cmpuint (app_list_count (rig), ==, 0);
  choose_source (rig, "Public Models");
  choose_source (rig, RIG_SECOND);
  app_list_await (rig, RIG_N_SECOND);
  g_assert_cmpuint (app_list_count (rig), ==, 7);
}

static GtkWidget *
await_question (void)
{
  GtkWidget *dialog = NULL;

  np_await_true ((dialog = np_app_find_by_type_name (NULL, "AdwMessageDialog")) != NULL ||
                 (dialog = np_app_find_by_type_name (NULL, "AdwAlertDialog")) != NULL);
  return dialog;
}

static void
enter_workspace (AppRig *rig, const char *id, const char *answer)
{
  GtkWidget *dialog = NULL;

  choose_source (rig, "Enter a Workspace ID…");
  dialog = await_question ();
  np_app_type (dialog, "Workspace ID", id);
  np_app_click (dialog, answer);
  np_await_nothing_pending ();
}

static void
test_enter_workspace (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  enter_workspace (rig, RIG_SECOND_ID, "Cancel");
  g_assert_true (app_list_says (rig, RIG_N_FIRST));
  enter_workspace (rig, "  ", "Show Models");
  g_assert_true (app_list_says (rig, RIG_N_FIRST));
  enter_workspace (rig, " " RIG_SECOND_ID "\t", "Show Models");
  app_list_await (rig, RIG_N_SECOND);

  /* One that nobody listed is empty here, and stays in the menu. */
  enter_workspace (rig, "999", "Show Models");
  np_await_true (np_app_has_text (rig->window, "This workspace has no models yet"));
  choose_source (rig, "999");
  choose_source (rig, RIG_WORKSPACE);
  app_list_await (rig, RIG_N_FIRST);
}

static void
test_empty_workspace (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  enter_workspace (rig, "999", "Show Models");
  np_await_true (np_app_has_text (rig->window, "This workspace has no models yet"));
  g_assert_true (np_practice_service_put_model_json (
      rig->service, "model-firstofall", "{\"ModelName\":\"First\",\"WorkspaceId\":\"999\"}"));
  np_app_click (app_list_get_pane (rig), "Load Again");
  app_list_await (rig, "1 model · just now");
}

static void
test_list_denied (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  np_practice_service_push_fault (rig->service, "ListModels", NP_PRACTICE_FAULT_NO_PERMISSION);
  app_rig_connect (rig);
  np_await_true (np_app_has_text (rig->window, "You may not list models here"));
  np_app_click (app_list_get_pane (rig), "Open Model");
  np_app_await (NULL, NP_TYPE_OPEN_DIALOG, NULL);
  np_app_activate (np_app_find (NULL, NP_TYPE_OPEN_DIALOG, NULL), "window.close", NULL);
  np_app_await_gone (NP_TYPE_OPEN_DIALOG);
  app_rig_open (rig, RIG_LINK);
  app_rig_await_page (rig, "model");
  app_rig_assert_shown (rig, NP_FIELD_MODEL_NAME, RIG_MODEL_NAME);
  g_assert_cmpuint (app_rig_count (rig, "ListModels"), ==, 1);
}

/* Without the right to list workspaces there are all models of the account. */
static void
test_workspaces_denied (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  np_practice_service_push_fault (rig->service, "ListWorkspaces", NP_PRACTICE_FAULT_NONE);
  np_practice_service_push_fault (rig->service, "ListWorkspaces",
                                  NP_PRACTICE_FAULT_NO_PERMISSION);
  app_rig_connect (rig);
  app_list_await (rig, RIG_N_ALL);
  g_assert_true (np_app_has_text (app_list_get_pane (rig), "All My Models"));
  enter_workspace (rig, RIG_SECOND_ID, "Show Models");
  app_list_await (rig, RIG_N_SECOND);
}

typedef struct
{
  const char *name;
  NpPracticeFault fault;
  const char *title;
  const char *next_step;
} FaultCase;

static const FaultCase fault_cases[] = {
  { "server", NP_PRACTICE_FAULT_INTERNAL_ERROR, "The service has a problem of its own.",
    "Try again later." },
  { "throttled", NP_PRACTICE_FAULT_THROTTLED,
    "Your account sent more requests than the service takes.", "Wait a little" },
  { "no-workspace", NP_PRACTICE_FAULT_MODEL_NOT_FOUND,
    "The service does not know this workspace.", "Check the workspace ID" },
};

/* A call that reads is tried again by itself: as often as that the fault has to
 * be there for a person to see it. */
static void
push_fault_for_good (AppRig *rig, NpPracticeFault fault)
{
  guint n = fault == NP_PRACTICE_FAULT_INTERNAL_ERROR ? 3 : 1;

  for (guint i = 0; i < n; i++)
    np_practice_service_push_fault (rig->service, "ListModels", fault);
}

/* With nothing on show there is a page with the way on. */
static void
test_first_page_fails (gconstpointer data)
{
  const FaultCase *test = data;
  g_autoptr (AppRig) rig = app_rig_new ();

  push_fault_for_good (rig, test->fault);
  app_rig_connect (rig);
  np_await_true (np_app_has_text (rig->window, test->title));
  g_assert_true (np_app_has_text (rig->window, test->next_step));
  np_app_click (app_list_get_pane (rig), "Try Again");
  app_list_await (rig, RIG_N_FIRST);
  g_assert_false (np_app_has_text (rig->window, test->title));
}

/* With a list on show it stays, and the problem is said above it. */
static void
test_reload_fails (gconstpointer data)
{
  const FaultCase *test = data;
  g_autoptr (AppRig) rig = app_list_rig_new ();

  push_fault_for_good (rig, test->fault);
  app_list_do (rig, "reload", NULL);
  np_await_true (np_app_has_text (app_list_get_pane (rig), test->title));
  g_assert_cmpuint (app_list_count (rig), ==, 20);
  g_assert_true (app_list_says (rig, RIG_N_FIRST));
  g_assert_false (np_app_can_click (app_list_get_pane (rig), "Load the Rest"));
  np_app_click (app_list_get_pane (rig), "Try Again");
  np_await_true (!np_app_has_text (app_list_get_pane (rig), test->title));
  app_list_await (rig, RIG_N_FIRST);
}

static void
test_one_page_fails (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  guint n_before = 0;

  app_list_add_models (rig, 125);
  np_practice_service_push_fault (rig->service, "ListModels", NP_PRACTICE_FAULT_NONE);
  np_practice_service_push_fault (rig->service, "ListModels", NP_PRACTICE_FAULT_NONE);
  push_fault_for_good (rig, NP_PRACTICE_FAULT_INTERNAL_ERROR);
  app_rig_connect (rig);
  /* Pages two and three are asked for together. */
  np_await_true (app_list_says (rig, "100 of 145 loaded") ||
                 app_list_says (rig, "95 of 145 loaded"));
  np_await_true (app_list_count (rig) == (app_list_says (rig, "95 of 145 loaded") ? 95 : 100));
  g_assert_true (
      np_app_has_text (app_list_get_pane (rig), "The service has a problem of its own."));
  n_before = app_rig_count (rig, "ListModels");
  np_app_click (app_list_get_pane (rig), "Load the Rest");
  app_list_await (rig, "145 models · just now");
  np_await_true (app_list_count (rig) == 145);
  g_assert_cmpuint (app_rig_count (rig, "ListModels") - n_before, ==, 1);
  g_assert_false (np_app_can_click (app_list_get_pane (rig), "Load the Rest"));
}

static void
answer (NpFaultServer *server, const char *json)
{
  g_autofree char *text = g_strdup_printf (HEAD "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                           strlen (json), json);

  np_fault_server_answer (server, text);
}

/* A list that loses models each time between its two pages. */
static void
test_changing_list (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autofree char *url = np_fault_server_dup_uri (server, "http");

  answer (server, "{\"RequestId\":\"R\",\"Workspaces\":[],\"TotalCount\":0}");
  answer (server, "{\"RequestId\":\"R\",\"Workspaces\":[],\"TotalCount\":0}");
  for (guint i = 0; i < 3; i++)
    {
      answer (server, "{\"RequestId\":\"R\",\"TotalCount\":60,\"Models\":["
                      "{\"ModelId\":\"model-a\",\"ModelName\":\"A\"}]}");
      answer (server, "{\"RequestId\":\"R\",\"TotalCount\":55,\"Models\":["
                      "{\"ModelId\":\"model-b\",\"ModelName\":\"B\"}]}");
    }
  app_rig_connect_to (rig, url, NULL);
  np_await_true (
      np_app_has_text (app_list_get_pane (rig), "The list changed while it was read."));
  g_assert_true (app_list_says (rig, "2 of 55 loaded"));
  g_assert_false (np_app_has_text (rig->window, "Somebody else changed the model"));
  np_fault_server_assert_consumed (server);
}

static void
test_no_network (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpAppRelay) relay = np_app_relay_new (np_practice_service_get_url (rig->service));
  g_autofree char *url = np_app_relay_dup_url (relay);

  app_rig_connect_to (rig, url, NULL);
  app_list_await (rig, RIG_N_FIRST);
  np_app_relay_shut (relay);
  choose_source (rig, "Public Models");
  np_await_true (np_app_has_text (app_list_get_pane (rig), " refused the connection."));
  g_assert_true (np_app_has_text (app_list_get_pane (rig), "Check the endpoint"));
  np_app_relay_open (relay);
  np_app_click (app_list_get_pane (rig), "Try Again");
  app_list_await (rig, RIG_N_PUBLIC);
}

static void
connect_other (AppRig *rig, NpPracticeService *other)
{
  app_rig_fill_connect (rig, np_practice_service_get_url (other), "LTAI5tOtherTestKeyId",
                        RIG_SECRET, NULL);
  np_app_click (np_app_await (NULL, ADW_TYPE_WINDOW, NULL), "Connect");
  app_list_await (rig, "31 models · just now");
}

/* Another service, whose models all have another name. */
static NpPracticeService *
start_other (void)
{
  NpPracticeService *other = np_practice_service_new ();
  g_auto (GStrv) ids = NULL;
  g_autoptr (GError) error = NULL;

  np_practice_service_start (other, &error);
  g_assert_no_error (error);
  np_practice_service_add_key (other, "LTAI5tOtherTestKeyId", RIG_SECRET, NULL);
  ids = np_practice_service_dup_model_ids (other);
  for (guint i = 0; ids[i] != NULL; i++)
    g_assert_true (np_practice_service_put_model_json (
        other, ids[i], "{\"ModelName\":\"Other\",\"WorkspaceId\":\"" RIG_WORKSPACE_ID "\"}"));
  return other;
}

static char *
dup_account_id (guint i)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.nameplate.Nameplate");
  g_autoptr (GVariant) accounts = g_settings_get_value (settings, "accounts");
  g_autoptr (GVariant) account = g_variant_get_child_value (accounts, i);
  char *id = NULL;

  g_assert_true (g_variant_lookup (account, "id", "s", &id));
  return id;
}

static void
assert_whose (AppRig *rig, gboolean is_other)
{
  for (guint i = 0; i < app_list_count (rig); i++)
    {
      g_autofree char *name = app_list_dup_name (rig, i);

      g_assert_true (g_str_equal (name, "Other") == is_other);
    }
}

/* Whatever is on the way, each look at the list shows models of one account; also
 * where it has to be asked first which workspaces there are. */
static void
switch_account (AppRig *rig, guint i, const char *status)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.nameplate.Nameplate");
  g_autofree char *id = dup_account_id (i);

  g_settings_reset (settings, "list-sources");
  np_app_activate (rig->window, "win.account", id);
  assert_whose (rig, i == 1);
  while (!app_list_says (rig, status))
    {
      g_main_context_iteration (NULL, TRUE);
      assert_whose (rig, i == 1);
    }
}

static void
test_two_accounts (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();
  g_autoptr (NpPracticeService) other = start_other ();

  connect_other (rig, other);
  np_practice_service_set_latency (rig->service, 20);
  np_practice_service_set_latency (other, 20);
  for (guint i = 0; i < 3; i++)
    {
      /* Not even begun when the next one is chosen, then to the end. */
      switch_account (rig, 0, i % 2 == 0 ? RIG_N_FIRST : "Loading");
      switch_account (rig, 1, "31 models · just now");
    }
  np_await_nothing_pending ();
  assert_whose (rig, TRUE);
  app_rig_stop (rig);
  np_practice_service_stop (other);
  app_rig_start (rig);
}

/* The window goes while a page or a question is in it. */
static void
test_close_with_question (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  choose_source (rig, "Enter a Workspace ID…");
  await_question ();
}

static void
test_close_with_problem (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  np_practice_service_push_fault (rig->service, "ListModels", NP_PRACTICE_FAULT_NO_PERMISSION);
  choose_source (rig, RIG_SECOND);
  np_await_true (np_app_has_text (rig->window, "You may not list models here"));
}

static void
test_close_while_switching (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  np_practice_service_set_latency (rig->service, 50);
  choose_source (rig, RIG_SECOND);
  np_app_activate (rig->window, "window.close", NULL);
  np_await_true (g_list_model_get_n_items (gtk_window_get_toplevels ()) == 0);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/workspaces/switch", test_switch);
  g_test_add_func ("/workspaces/switch-clears-search", test_switch_clears_search);
  g_test_add_func ("/workspaces/switch-quickly", test_switch_quickly);
  g_test_add_func ("/workspaces/enter", test_enter_workspace);
  g_test_add_func ("/workspaces/empty", test_empty_workspace);
  g_test_add_func ("/workspaces/list-denied", test_list_denied);
  g_test_add_func ("/workspaces/workspaces-denied", test_workspaces_denied);
  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *first = g_strconcat ("/workspaces/first-page-fails/",
                                            fault_cases[i].name, NULL);
      g_autofree char *reload = g_strconcat ("/workspaces/reload-fails/", fault_cases[i].name,
                                             NULL);

      g_test_add_data_func (first, &fault_cases[i], test_first_page_fails);
      g_test_add_data_func (reload, &fault_cases[i], test_reload_fails);
    }
  g_test_add_func ("/workspaces/one-page-fails", test_one_page_fails);
  g_test_add_func ("/workspaces/changing-list", test_changing_list);
  g_test_add_func ("/workspaces/no-network", test_no_network);
  g_test_add_func ("/workspaces/two-accounts", test_two_accounts);
  g_test_add_func ("/workspaces/close-with-question", test_close_with_question);
  g_test_add_func ("/workspaces/close-with-problem", test_close_with_problem);
  g_test_add_func ("/workspaces/close-while-switching", test_close_while_switching);

  return app_rig_run ();
}
