/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-list.h"
#include "np-app-problem.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-fault-server.h"
#include "np-retry-line.h"
#include "np-window.h"

/* What is tried again by itself, and what is true of the network and the clock: said
 * quietly, and never in the way. */

#define BUSY                           \
  "HTTP/1.1 429 Too Many Requests\r\n" \
  "x-acs-retry-after: 2000\r\n"        \
  "Content-Type: application/json\r\n" \
  "Content-Length: 38\r\n\r\n"         \
  "{\"Code\":\"Throttling\",\"Message\":\"Busy\"}"
#define BUSY_TEXT "The service gets too many requests at the moment. Next try in 2 s"
#define MODEL     "{\"RequestId\":\"R\",\"ModelId\":\"" RIG_MODEL_ID "\",\"Task\":\"old\"}"

static void
answer (NpFaultServer *server, const char *json)
{
  g_autofree char *text = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
      "\r\n\r\n%s",
      strlen (json), json);

  np_fault_server_answer (server, text);
}

static AppRig *
connect_to (NpFaultServer *server)
{
  AppRig *rig = app_rig_new ();
  g_autofree char *url = np_fault_server_dup_uri (server, "http");

  answer (server, "{\"RequestId\":\"R\",\"Workspaces\":[],\"TotalCount\":0}");
  answer (server, "{\"RequestId\":\"R\",\"Workspaces\":[],\"TotalCount\":0}");
  answer (server, "{\"RequestId\":\"R\",\"Models\":[],\"TotalCount\":0}");
  app_rig_connect_to (rig, url, NULL);
  np_await_true (np_app_has_text (rig->window, "There are no models here"));
  return rig;
}

static AppRig *
open_on (NpFaultServer *server)
{
  AppRig *rig = connect_to (server);

  answer (server, MODEL);
  app_rig_open (rig, RIG_LINK);
  app_rig_await_page (rig, "model");
  return rig;
}

static GtkWidget *
await_line (AppRig *rig)
{
  GtkWidget *line = np_app_await (rig->window, NP_TYPE_RETRY_LINE, NULL);

  g_assert_true (np_app_has_text (line, BUSY_TEXT));
  return line;
}

/* Told beside the model, until it is tried again and works. */
static void
test_model (void)
{
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = open_on (server);
  GtkWidget *page = GTK_WIDGET (np_window_get_model_page (NP_WINDOW (rig->window)));
  GtkWidget *line = NULL;

  np_fault_server_answer (server, BUSY);
  answer (server, MODEL);
  np_app_activate (app_rig_get_row (rig, NP_FIELD_TASK), "model.reload", NULL);
  line = await_line (rig);
  g_assert_true (gtk_widget_is_ancestor (line, page));
  np_app_await_gone (NP_TYPE_RETRY_LINE);
  np_await_true (np_app_is_enabled (app_rig_get_row (rig, NP_FIELD_TASK), "model.reload"));
  g_assert_cmpuint (app_problem_count (rig), ==, 0);
  np_fault_server_assert_consumed (server);
}

/* Who cancels gets the form back as it is; nothing more is sent. */
static void
test_cancel_save (void)
{
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = open_on (server);
  guint n_requests = 0;

  answer (server, MODEL);
  np_fault_server_answer (server, BUSY);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  np_app_click (await_line (rig), "Cancel");
  n_requests = np_fault_server_get_n_requests (server);
  np_await_true (app_rig_can_save (rig));
  g_assert_null (np_app_find (rig->window, NP_TYPE_RETRY_LINE, NULL));
  g_assert_cmpuint (app_problem_count (rig), ==, 0);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
  np_await_nothing_pending ();
  g_assert_cmpuint (np_fault_server_get_n_requests (server), ==, n_requests);
  np_fault_server_assert_consumed (server);
}

static void
test_list (void)
{
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = connect_to (server);
  GtkWidget *line = NULL;

  np_fault_server_answer (server, BUSY);
  answer (server, "{\"RequestId\":\"R\",\"Workspaces\":[],\"TotalCount\":0}");
  app_list_do (rig, "reload", NULL);
  line = await_line (rig);
  g_assert_true (gtk_widget_is_ancestor (line, app_list_get_pane (rig)));
  np_app_click (line, "Cancel");
  g_assert_null (np_app_find (rig->window, NP_TYPE_RETRY_LINE, NULL));
  g_assert_cmpuint (app_problem_count (rig), ==, 0);
}

/* A model that is being opened belongs to the list. */
static void
test_cancel_opening (void)
{
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = connect_to (server);
  GtkWidget *line = NULL;

  np_fault_server_answer (server, BUSY);
  app_rig_open (rig, RIG_LINK);
  line = await_line (rig);
  g_assert_true (gtk_widget_is_ancestor (line, app_list_get_pane (rig)));
  np_app_click (line, "Cancel");
  np_await_nothing_pending ();
  g_assert_true (app_rig_shows_page (rig, "start"));
  g_assert_cmpuint (app_problem_count (rig), ==, 0);
  /* The next one opens. */
  answer (server, MODEL);
  app_rig_open (rig, RIG_LINK);
  app_rig_await_page (rig, "model");
  np_fault_server_assert_consumed (server);
}

/* What goes on is of another connection then. */
static void
test_switch_away (void)
{
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = connect_to (server);

  np_fault_server_answer (server, BUSY);
  app_rig_open (rig, RIG_LINK);
  await_line (rig);
  np_app_activate (rig->window, "win.practice", NULL);
  np_await_true (np_app_has_text (rig->window, "Practice workspace"));
  g_assert_null (np_app_find (rig->window, NP_TYPE_RETRY_LINE, NULL));
}

/* A clock that is wrong is allowed for, and told; set right, it is told no more. */
static void
test_clock (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  g_assert_false (np_app_has_text (rig->window, "Your clock is"));
  np_practice_service_set_clock_offset (rig->service, 7300);
  np_app_activate (app_rig_get_row (rig, NP_FIELD_TASK), "model.reload", NULL);
  np_await_true (np_app_has_text (
      app_list_get_pane (rig),
      "Your clock is 2 hours slow. Nameplate allows for it until you set it."));
  g_assert_cmpuint (app_problem_count (rig), ==, 0);
  np_practice_service_set_clock_offset (rig->service, 0);
  np_app_activate (app_rig_get_row (rig, NP_FIELD_TASK), "model.reload", NULL);
  np_await_true (!np_app_has_text (rig->window, "Your clock is"));
}

/* A network that a test switches on and off: what the system would say of its own. */
typedef struct
{
  GObject parent_instance;

  gboolean is_available;
} TestNetwork;

typedef struct
{
  GObjectClass parent_class;
} TestNetworkClass;

GType test_network_get_type (void);
static void test_network_init_iface (GNetworkMonitorInterface *iface);
static void test_network_init_initable (GInitableIface *iface);

G_DEFINE_TYPE_WITH_CODE (TestNetwork,
                         test_network,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_network_init_initable)
                             G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                    test_network_init_iface))

static gboolean
test_network_init_now (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
test_network_init_initable (GInitableIface *iface)
{
  iface->init = test_network_init_now;
}

static void
test_network_init_iface (GNetworkMonitorInterface *iface)
{
}

static void
test_network_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "network-available"))
    g_value_set_boolean (value, ((TestNetwork *) object)->is_available);
  else if (g_str_equal (pspec->name, "connectivity"))
    g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
  else
    g_value_set_boolean (value, FALSE);
}

static void
test_network_class_init (TestNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_network_get_property;
  g_object_class_override_property (object_class, 1, "network-available");
  g_object_class_override_property (object_class, 2, "network-metered");
  g_object_class_override_property (object_class, 3, "connectivity");
}

static void
test_network_init (TestNetwork *self)
{
  self->is_available = TRUE;
}

static void
set_network (gboolean is_available)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  ((TestNetwork *) monitor)->is_available = is_available;
  g_signal_emit_by_name (monitor, "network-changed", is_available);
}

/* A hint, and no more: everything works as before. */
static void
test_offline (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  g_assert_false (np_app_has_text (rig->window, "You seem to be offline."));
  set_network (FALSE);
  g_assert_true (np_app_has_text (app_list_get_pane (rig), "You seem to be offline."));
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved.");
  set_network (TRUE);
  g_assert_false (np_app_has_text (rig->window, "You seem to be offline."));
}

/* Nor does a system keep anybody from connecting that is wrong about it from the start. */
static void
test_offline_before (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  set_network (FALSE);
  app_rig_connect_and_open (rig);
  app_list_await (rig, RIG_N_FIRST);
  g_assert_true (np_app_has_text (app_list_get_pane (rig), "You seem to be offline."));
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved.");
  set_network (TRUE);
}

int
main (int argc, char **argv)
{
  g_setenv ("GIO_USE_NETWORK_MONITOR", "test", TRUE);
  app_rig_init (&argc, &argv);
  g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME,
                                  test_network_get_type (), "test", 1000);

  g_test_add_func ("/retry/model", test_model);
  g_test_add_func ("/retry/cancel-save", test_cancel_save);
  g_test_add_func ("/retry/list", test_list);
  g_test_add_func ("/retry/cancel-opening", test_cancel_opening);
  g_test_add_func ("/retry/switch-away", test_switch_away);
  g_test_add_func ("/retry/clock", test_clock);
  g_test_add_func ("/retry/offline", test_offline);
  g_test_add_func ("/retry/offline-before", test_offline_before);

  return app_rig_run ();
}
