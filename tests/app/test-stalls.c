/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-list.h"
#include "np-app-problem.h"
#include "np-app-stall.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-fault-server.h"

/* Whether the window answers while things go wrong. How long the main loop stood still at
 * worst is printed for each fault; on a busy computer it says little, so nothing is
 * asserted of it but that it was looked at. */

#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define HOLD_MS   100

static void
report (const char *name, NpAppStall *stall)
{
  gint64 worst = np_app_stall_end (stall);

  g_test_message ("%s: the main loop stood still for %.0f ms at worst", name,
                  (double) worst / G_TIME_SPAN_MILLISECOND);
  g_assert_cmpint (worst, >, 0);
}

/* What the service itself says. */
static const struct
{
  const char *name;
  NpPracticeFault fault;
} service_faults[] = {
  { "wrong secret", NP_PRACTICE_FAULT_SIGNATURE_MISMATCH },
  { "unknown key", NP_PRACTICE_FAULT_KEY_NOT_FOUND },
  { "disabled key", NP_PRACTICE_FAULT_KEY_INACTIVE },
  { "old date", NP_PRACTICE_FAULT_DATE_EXPIRED },
  { "token ended", NP_PRACTICE_FAULT_TOKEN_EXPIRED },
  { "no right", NP_PRACTICE_FAULT_NO_PERMISSION },
  { "forbidden", NP_PRACTICE_FAULT_EXPLICIT_DENY },
  { "no model", NP_PRACTICE_FAULT_MODEL_NOT_FOUND },
  { "throttled", NP_PRACTICE_FAULT_THROTTLED },
  { "refused value", NP_PRACTICE_FAULT_INVALID_PARAMETER },
  { "nothing kept", NP_PRACTICE_FAULT_IGNORED },
};

static void
test_service (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  for (guint i = 0; i < G_N_ELEMENTS (service_faults); i++)
    {
      g_autofree char *text = g_strdup_printf ("typed %u", i);
      NpAppStall *stall = np_app_stall_new ();

      np_practice_service_push_fault (rig->service, "UpdateModel", service_faults[i].fault);
      app_rig_edit (rig, NP_FIELD_TASK, text);
      app_rig_save (rig);
      np_await_true (np_practice_service_get_n_pending_faults (rig->service) == 0);
      np_await_true (app_rig_can_save (rig));
      np_await_nothing_pending ();
      report (service_faults[i].name, stall);
    }
}

static void
answer (NpFaultServer *server, const char *json)
{
  g_autofree char *text = g_strdup_printf (
      JSON_HEAD "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s", strlen (json), json);

  np_fault_server_answer (server, text);
}

static void
send_garbage (NpFaultServer *server)
{
  np_fault_server_answer (server, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                                  "Content-Length: 13\r\n\r\n<html></html>");
}

static void
send_nothing (NpFaultServer *server)
{
  np_fault_server_read (server);
  np_fault_server_reset (server);
}

static const struct
{
  const char *name;
  void (*script) (NpFaultServer *server);
  const char *part; /* of what is told */
  guint n_attempts;
} raw_faults[] = {
  { "a web page", send_garbage, "sign-in page", 1 },
  { "connection reset", send_nothing, "Not opened", 3 },
};

static void
meet (AppRig *rig, NpFaultServer *server, guint i)
{
  g_autofree char *id = g_strdup_printf ("model-fault%u00000000000", i);
  NpAppStall *stall = NULL;

  for (guint n = 0; n < raw_faults[i].n_attempts; n++)
    raw_faults[i].script (server);
  stall = np_app_stall_new ();
  app_rig_open (rig, id);
  app_problem_await (rig, raw_faults[i].part);
  report (raw_faults[i].name, stall);
  np_app_activate (app_problem_await (rig, "Not opened"), "problem.close", NULL);
}

static void
test_raw (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autofree char *url = np_fault_server_dup_uri (server, "http");

  answer (server, "{\"RequestId\":\"R-CHECK\",\"Workspaces\":[],\"TotalCount\":0}");
  answer (server, "{\"RequestId\":\"R-WORKSPACES\",\"Workspaces\":[],\"TotalCount\":0}");
  answer (server, "{\"RequestId\":\"R-LIST\",\"Models\":[],\"TotalCount\":0}");
  app_rig_connect_to (rig, url, NULL);
  np_await_true (np_app_has_text (rig->window, "There are no models here"));
  for (guint i = 0; i < G_N_ELEMENTS (raw_faults); i++)
    meet (rig, server, i);
  np_fault_server_assert_consumed (server);
}

typedef struct
{
  NpAppStall *stall;
  gboolean is_over;
} Hold;

/* Stands still from when somebody looks. */
static gboolean
hold_cb (gpointer user_data)
{
  Hold *hold = user_data;
  gint64 end = 0;

  while (!np_app_stall_get_is_asking (hold->stall))
    ;
  end = g_get_monotonic_time () + HOLD_MS * G_TIME_SPAN_MILLISECOND;
  while (g_get_monotonic_time () < end)
    ;
  hold->is_over = TRUE;
  return G_SOURCE_REMOVE;
}

/* A loop that does stand still is noticed. */
static void
test_notices (void)
{
  Hold hold = { np_app_stall_new (), FALSE };

  g_idle_add (hold_cb, &hold);
  np_await_true (hold.is_over);
  g_assert_cmpint (np_app_stall_end (hold.stall), >=, HOLD_MS * G_TIME_SPAN_MILLISECOND);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/stalls/notices", test_notices);
  g_test_add_func ("/stalls/service", test_service);
  g_test_add_func ("/stalls/raw", test_raw);

  return app_rig_run ();
}
