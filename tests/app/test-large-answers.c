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
#include "np-json.h"

/* Answers that are no model and as large as may be, or one byte larger: they are refused as
 * small ones are. For how long the window stood still at worst is printed and not
 * asserted: on a busy computer it says little without that of the small one. */

#define MODEL_ID   "model-large0000000000000"
#define MODEL_HEAD "{\"RequestId\":\"R\",\"ModelId\":\"" MODEL_ID "\",\"ModelName\":\"Large\""

/* Appends PIECE as often as it fits into SIZE bytes. */
static void
fill (GString *body, const char *piece, gsize size)
{
  gsize length = strlen (piece);

  while (body->len + length <= size)
    g_string_append_len (body, piece, (gssize) length);
}

static void
write_text (GString *body)
{
  g_string_append (body, MODEL_HEAD ",\"ModelDescription\":\"");
  fill (body, "word ", NP_JSON_MAX_BYTES - 2);
  g_string_append (body, "\"}");
}

static void
write_deep (GString *body)
{
  fill (body, "[", NP_JSON_MAX_BYTES);
}

static void
write_over (GString *body)
{
  write_text (body);
  fill (body, " ", NP_JSON_MAX_BYTES + 1);
}

static void
write_message (GString *body)
{
  g_string_append (body, "{\"RequestId\":\"R\",\"Code\":\"InvalidParameter\",\"Message\":\"");
  fill (body, "It does not work. ", NP_JSON_MAX_BYTES - 2);
  g_string_append (body, "\"}");
}

static void
write_page (GString *body)
{
  g_string_append (body, "<html><body>");
  fill (body, "<p>502 Bad Gateway</p>\n", NP_JSON_MAX_BYTES);
}

/* To compare with. */
static void
write_small (GString *body)
{
  g_string_append (body, "{\"RequestId\":\"R\",\"Code\":\"201900002\",\"Message\":\"No\"}");
}

typedef struct
{
  const char *name;
  const char *status;
  void (*write) (GString *body);
  const char *part; /* of what is told */
  guint n_attempts;
} LargeCase;

static const LargeCase cases[] = {
  { "small", "404 Not Found", write_small, "does not know this model", 1 },
  { "deep", "200 OK", write_deep, "is no answer of the service", 3 },
  { "over", "200 OK", write_over, "is larger than 8 MiB", 1 },
  { "message", "400 Bad Request", write_message, "refused one of the values", 1 },
  { "page", "404 Not Found", write_page, "not in the words of the service", 1 },
};

static void
answer (NpFaultServer *server, const char *status, const GString *body)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: application/json\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                           status, body->len, body->str);

  np_fault_server_answer (server, text);
}

static void
answer_text (NpFaultServer *server, const char *json)
{
  g_autoptr (GString) body = g_string_new (json);

  answer (server, "200 OK", body);
}

static AppRig *
connect_rig (NpFaultServer *server)
{
  g_autofree char *url = np_fault_server_dup_uri (server, "http");
  AppRig *rig = app_rig_new ();

  answer_text (server, "{\"RequestId\":\"R\",\"Workspaces\":[],\"TotalCount\":0}");
  answer_text (server, "{\"RequestId\":\"R\",\"Workspaces\":[],\"TotalCount\":0}");
  answer_text (server, "{\"RequestId\":\"R\",\"Models\":[],\"TotalCount\":0}");
  app_rig_connect_to (rig, url, NULL);
  np_await_true (np_app_has_text (rig->window, "There are no models here"));
  return rig;
}

static void
report (const char *name, NpAppStall *stall)
{
  gint64 worst = np_app_stall_end (stall);

  g_test_message ("%s: the main loop stood still for %.0f ms at worst", name,
                  (double) worst / G_TIME_SPAN_MILLISECOND);
  g_assert_cmpint (worst, >, 0);
}

static void
test_model (gconstpointer data)
{
  const LargeCase *item = data;
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (AppRig) rig = connect_rig (server);
  g_autoptr (GString) body = g_string_new (NULL);
  NpAppStall *stall = NULL;

  item->write (body);
  for (guint i = 0; i < item->n_attempts; i++)
    answer (server, item->status, body);
  stall = np_app_stall_new ();
  app_rig_open (rig, MODEL_ID);
  app_problem_await (rig, item->part);
  np_await_nothing_pending ();
  report (item->name, stall);
  np_fault_server_assert_consumed (server);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/large-answers/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_model);
    }

  return app_rig_run ();
}
