/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-list.h"
#include "np-app-notices.h"
#include "np-app-problem.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-fault-server.h"

/* What the desktop tells of a list and of a save to who left while they ran. */

#define MODEL                                        \
  "{\"RequestId\":\"R\",\"ModelId\":\"" RIG_MODEL_ID \
  "\",\"ModelName\":\"<b>N\",\"Task\":\"%s\"}"
/* Of workspaces and of models alike: which of the two is asked for first is not said. */
#define NOTHING "{\"RequestId\":\"R\",\"Workspaces\":[],\"Models\":[],\"TotalCount\":0}"
#define TWO                                                                                \
  "{\"RequestId\":\"R\",\"Workspaces\":[{\"WorkspaceId\":\"1\"},{\"WorkspaceId\":\"2\"}]," \
  "\"Models\":[{\"ModelId\":\"model-a\"},{\"ModelId\":\"model-b\"}],\"TotalCount\":2}"
#define SAVED "{\"RequestId\":\"R\"}"
#define DENIED \
  "{\"RequestId\":\"R\",\"Code\":\"NoPermission\",\"Message\":\"no " RIG_KEY_ID "\"}"

/* The gate that the last late answer waits at; one that was opened stays open. */
static char gate[16];

static void
send (NpFaultServer *server, const char *status, const char *json)
{
  g_autofree char *text = g_strdup_printf (
      "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
      "\r\n\r\n%s",
      status, strlen (json), json);

  np_fault_server_send (server, text, -1);
}

static void
answer (NpFaultServer *server, const char *json)
{
  np_fault_server_read (server);
  send (server, "200 OK", json);
}

static void
answer_model (NpFaultServer *server, const char *task)
{
  g_autofree char *json = g_strdup_printf (MODEL, task);

  answer (server, json);
}

/* The answer waits until the test opens the gate. */
static void
answer_late (NpFaultServer *server, const char *status, const char *json)
{
  static guint n_gates = 0;

  g_snprintf (gate, sizeof gate, "gate-%u", ++n_gates);
  np_fault_server_read (server);
  np_fault_server_wait (server, gate);
  send (server, status, json);
}

static AppRig *
open_on (NpFaultServer *server)
{
  AppRig *rig = app_rig_new ();
  g_autofree char *url = np_fault_server_dup_uri (server, "http");

  app_rig_set_reviews_harmless (FALSE);
  answer (server, NOTHING);
  answer (server, NOTHING);
  answer (server, NOTHING);
  app_rig_connect_to (rig, url, NULL);
  np_await_true (np_app_has_text (rig->window, "There are no models here"));
  answer_model (server, "old");
  app_rig_open (rig, RIG_LINK);
  app_rig_await_page (rig, "model");
  return rig;
}

static void
await_gate (NpFaultServer *server)
{
  np_await_true (np_fault_server_is_at (server, gate));
}

static void
go_away (AppRig *rig)
{
  gtk_window_minimize (rig->window);
  np_await_true (!gtk_window_is_active (rig->window));
}

/* Each test ends so: up to GLib 2.74 a desktop that leaves the bus while it shows a
 * notice of an application that is gone makes GLib recurse without end. */
static void
come_back (AppRig *rig)
{
  gtk_window_present (rig->window);
  np_await_true (gtk_window_is_active (rig->window));
}

/* Saves one change; the person leaves before the answer. */
static void
save_and_leave (AppRig *rig, NpFaultServer *server)
{
  np_await_true (gtk_window_is_active (rig->window));
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  await_gate (server);
  go_away (rig);
  np_fault_server_open (server, gate);
}

static void
test_saved (void)
{
  g_autoptr (NpAppNotices) notices = np_app_notices_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = open_on (server);

  answer_model (server, "old");
  answer_late (server, "200 OK", SAVED);
  answer_model (server, "typed");
  save_and_leave (rig, server);
  np_app_notices_await (notices, 1, "<b>N", "Saved. 1 of 1 change confirmed.");
  np_app_notices_choose (notices, 1);
  np_await_true (gtk_window_is_active (rig->window));
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
  np_fault_server_assert_consumed (server);
}

/* In a narrow window the list may stand where the model was. */
static void
test_leads_back (void)
{
  g_autoptr (NpAppNotices) notices = np_app_notices_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = open_on (server);

  gtk_window_set_default_size (rig->window, 360, 600);
  np_await_true (gtk_widget_get_width (GTK_WIDGET (rig->window)) == 360);
  answer_model (server, "old");
  answer_late (server, "200 OK", SAVED);
  answer_model (server, "typed");
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  await_gate (server);
  np_app_activate (rig->window, "win.show-list", NULL);
  np_await_true (!app_rig_shows_page (rig, "model"));
  go_away (rig);
  np_fault_server_open (server, gate);
  np_app_notices_await (notices, 1, "<b>N", "Saved. 1 of 1 change confirmed.");
  np_app_notices_choose (notices, 1);
  app_rig_await_page (rig, "model");
  np_fault_server_assert_consumed (server);
}

/* It says why, and nothing that the service repeated. */
static void
test_not_saved (void)
{
  g_autoptr (NpAppNotices) notices = np_app_notices_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = open_on (server);

  answer_model (server, "old");
  answer_late (server, "403 Forbidden", DENIED);
  save_and_leave (rig, server);
  np_app_notices_await (notices, 1, "<b>N",
                        "Not saved. Your AccessKey may not change models in this workspace.");
  come_back (rig);
  app_problem_await (rig, "may not change models");
  np_await_true (np_app_notices_is_gone (notices, 1));
  np_fault_server_assert_consumed (server);
}

static void
reload_list (AppRig *rig, NpFaultServer *server, const char *status, const char *json)
{
  answer_late (server, status, json);
  np_fault_server_read (server);
  send (server, status, json);
  app_list_do (rig, "reload", NULL);
  await_gate (server);
}

static void
test_list (void)
{
  g_autoptr (NpAppNotices) notices = np_app_notices_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = open_on (server);

  np_await_true (gtk_window_is_active (rig->window));
  reload_list (rig, server, "200 OK", TWO);
  go_away (rig);
  np_fault_server_open (server, gate);
  np_app_notices_await (notices, 1, "The list is loaded", "2 models");
  come_back (rig);
  np_await_true (np_app_notices_is_gone (notices, 1));
  np_fault_server_assert_consumed (server);
}

static void
test_list_failed (void)
{
  g_autoptr (NpAppNotices) notices = np_app_notices_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = open_on (server);

  np_await_true (gtk_window_is_active (rig->window));
  reload_list (rig, server, "403 Forbidden", DENIED);
  go_away (rig);
  np_fault_server_open (server, gate);
  np_app_notices_await (notices, 1, "List not loaded",
                        "Your AccessKey may not list models in this workspace.");
  come_back (rig);
  app_problem_await (rig, "may not list models");
  np_await_true (np_app_notices_is_gone (notices, 1));
}

static gboolean
set_cb (gpointer is_over)
{
  *(gboolean *) is_over = TRUE;
  return G_SOURCE_REMOVE;
}

/* A notice comes a second after its run, and before this does. */
static void
await_later (NpAppNotices *notices)
{
  gboolean is_over = FALSE;

  g_timeout_add (1001, set_cb, &is_over);
  np_await_true (is_over);
  np_app_notices_ping (notices);
}

/* Who is here sees it; who was away when it began did not ask for it. */
static void
test_no_notice (void)
{
  g_autoptr (NpAppNotices) notices = np_app_notices_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = open_on (server);

  np_await_true (gtk_window_is_active (rig->window));
  reload_list (rig, server, "200 OK", TWO);
  np_fault_server_open (server, gate);
  app_list_await (rig, "2 models · just now");
  go_away (rig);
  await_later (notices);
  g_assert_cmpuint (np_app_notices_count (notices), ==, 0);
  reload_list (rig, server, "200 OK", NOTHING);
  np_fault_server_open (server, gate);
  np_await_true (np_app_has_text (rig->window, "There are no models here"));
  await_later (notices);
  g_assert_cmpuint (np_app_notices_count (notices), ==, 0);
  np_fault_server_assert_consumed (server);
}

/* Between the end and the notice the person is back: it stands in the window. */
static void
test_back_in_time (void)
{
  g_autoptr (NpAppNotices) notices = np_app_notices_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = open_on (server);

  answer_model (server, "old");
  answer_late (server, "200 OK", SAVED);
  answer_model (server, "typed");
  save_and_leave (rig, server);
  app_rig_await_toast (rig, "Saved.");
  come_back (rig);
  reload_list (rig, server, "200 OK", TWO);
  go_away (rig);
  np_fault_server_open (server, gate);
  np_app_notices_await (notices, 1, "The list is loaded", "2 models");
  g_assert_cmpuint (np_app_notices_count (notices), ==, 1);
  come_back (rig);
  np_await_true (np_app_notices_is_gone (notices, 1));
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/away/saved", test_saved);
  g_test_add_func ("/away/leads-back", test_leads_back);
  g_test_add_func ("/away/not-saved", test_not_saved);
  g_test_add_func ("/away/list", test_list);
  g_test_add_func ("/away/list-failed", test_list_failed);
  g_test_add_func ("/away/no-notice", test_no_notice);
  g_test_add_func ("/away/back-in-time", test_back_in_time);

  return app_rig_run ();
}
