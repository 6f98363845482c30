/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-list.h"
#include "np-app-problem.h"
#include "np-app-relay.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-fault-server.h"

/* A save that fails, in each of the ways a save can: what is said about it, that
 * nothing typed is lost, and that the next save works. */

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
/* What differs from it is harmless, so that no review reads beside the save. */
#define OLD                                                      \
  "{\"RequestId\":\"R-OLD\",\"ModelId\":\"" RIG_MODEL_ID "\","   \
  "\"ModelName\":\"新闻分类（长文本）\\\"A\\\\B\\\"\"," \
  "\"Accessibility\":\"PUBLIC\"}"
#define REDIRECT_SENTENCE "The answer points to another address and was not followed."
#define SERVER_SENTENCE   "The service has a problem of its own."
#define LOST_SENTENCE \
  "The answer was lost. The model was read again and still has the old values."

/* What a person is told. */
typedef struct
{
  const char *name;
  const char *sentence;
  const char *code;    /* NULL where there is none */
  const char *status;  /* NULL where there is none */
  const char *message; /* a part of it */
  gboolean has_request_id;
} Telling;

typedef struct
{
  NpPracticeFault fault;
  Telling telling;
} ServiceCase;

static const ServiceCase service_cases[] = {
  { NP_PRACTICE_FAULT_SIGNATURE_MISMATCH,
    { "wrong-secret", "The AccessKey secret does not belong to the AccessKey ID.",
      "SignatureDoesNotMatch", "400", "Specified signature does not match", TRUE } },
  { NP_PRACTICE_FAULT_KEY_NOT_FOUND,
    { "unknown-key", "The service does not know this AccessKey ID.",
      "InvalidAccessKeyId.NotFound", "404", "Specified access key is not found.", TRUE } },
  { NP_PRACTICE_FAULT_DATE_EXPIRED,
    { "expired-date", "The clock of this computer is ", "InvalidTimeStamp.Expired", "400",
      "expired", TRUE } },
  { NP_PRACTICE_FAULT_NO_PERMISSION,
    { "denied", "Your AccessKey may not change models in this workspace.", "NoPermission",
      "403", "not authorized", TRUE } },
  { NP_PRACTICE_FAULT_MODEL_NOT_FOUND,
    { "no-model", "The service does not know this model.", "201900002", "404",
      "Model not found.", TRUE } },
  { NP_PRACTICE_FAULT_THROTTLED,
    { "throttled", "Your account sent more requests than the service takes.", "Throttling.User",
      "429", "flow control", TRUE } },
};

typedef struct
{
  const char *answer;
  guint n_kibibytes; /* that follow the answer */
  gboolean is_closed;
  guint n_looks; /* how often the model is read again */
  Telling telling;
} RawCase;

static const RawCase raw_cases[] = {
  {
      .answer = "HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html\r\n"
                "Content-Length: 26\r\n\r\n<html><b>Oh, no</b></html>",
      .n_looks = 3,
      .telling = { "server-error-with-html", SERVER_SENTENCE, NULL, "500", "", FALSE },
  },
  {
      .answer = HEAD "Content-Length: 0\r\n\r\n",
      .n_looks = 3,
      .telling = { "empty-answer", LOST_SENTENCE, NULL, "200", "", FALSE },
  },
  {
      .answer = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n"
                "Content-Length: 0\r\n\r\n",
      .telling = { "redirect", REDIRECT_SENTENCE, NULL, "302", "", FALSE },
  },
  {
      .answer = HEAD "Transfer-Encoding: chunked\r\n\r\n40\r\n{\"RequestId\":\"R-1\"",
      .is_closed = TRUE,
      .n_looks = 3,
      .telling = { "cut-body", LOST_SENTENCE, NULL, "200", "", FALSE },
  },
  {
      .answer = HEAD "Content-Length: 20480000\r\n\r\n",
      .n_kibibytes = 20000,
      .is_closed = TRUE,
      .n_looks = 3,
      .telling = { "huge-body", LOST_SENTENCE, NULL, "200", "8 MiB", FALSE },
  },
  {
      .answer = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n"
                "Content-Length: 95\r\n\r\n"
                "{\"Code\":\"InvalidParameter.<b>&amp;\",\"Message\":\"<b>Bold</b> &amp; a_b\","
                "\"RequestId\":\"<i>R-1</i>\"}",
      .telling = { "markup", "The service refused one of the values.",
                   "InvalidParameter.<b>&amp;", "400", "<b>Bold</b> &amp; a_b", TRUE },
  },
};

/* What the details say, as it is: markup would show as something else. */
static const char *
get_fact (NpProblemCard *card, NpProblemFact fact)
{
  const char *value = np_problem_get_fact (np_problem_card_get_problem (card), fact);

  if (value != NULL)
    g_assert_true (np_app_has_text (card, value));
  return value;
}

static void
assert_report (NpProblemCard *card, const Telling *telling)
{
  static const char *const secrets[] = { RIG_SECRET, RIG_TOKEN, "ACS3-HMAC", "Signature=" };
  g_autofree char *report = app_problem_dup_report (card);

  g_assert_nonnull (strstr (report, telling->sentence));
  g_assert_nonnull (strstr (report, "Operation: UpdateModel\n"));
  g_assert_nonnull (strstr (report, "Model ID: " RIG_MODEL_ID "\n"));
  g_assert_nonnull (strstr (report, "Host: 127.0.0.1"));
  g_assert_nonnull (strstr (report, "Time: "));
  if (telling->code != NULL)
    g_assert_nonnull (strstr (report, telling->code));
  g_assert_true ((strstr (report, "\nRequestId: none\n") == NULL) == telling->has_request_id);
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (strstr (report, secrets[i]));
}

static void
assert_details (NpProblemCard *card, const Telling *telling)
{
  const char *message = NULL;

  app_problem_open_details (card);
  g_assert_true (np_app_has_text (card, "Not saved"));
  g_assert_cmpstr (get_fact (card, NP_PROBLEM_FACT_CODE), ==, telling->code);
  g_assert_cmpstr (get_fact (card, NP_PROBLEM_FACT_STATUS), ==, telling->status);
  g_assert_true ((get_fact (card, NP_PROBLEM_FACT_REQUEST_ID) != NULL) ==
                 telling->has_request_id);
  message = get_fact (card, NP_PROBLEM_FACT_MESSAGE);
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, telling->message));
  assert_report (card, telling);
}

/* From a form with everything edited to a form that was saved after all. */
static void
save_and_fail (AppRig *rig, const Telling *telling)
{
  NpProblemCard *card = NULL;

  app_rig_edit_all (rig);
  app_rig_save (rig);
  card = app_problem_await (rig, telling->sentence);
  app_rig_assert_all_shown (rig);
  assert_details (card, telling);
  app_rig_assert_all_shown (rig);
  g_assert_true (app_rig_can_save (rig));
  g_assert_cmpuint (app_problem_count (rig), ==, 1);
}

static void
save_again (AppRig *rig, const char *words)
{
  app_rig_save (rig);
  app_rig_await_toast (rig, words);
  app_rig_assert_all_shown (rig);
  g_assert_false (app_rig_can_save (rig));
  /* What went wrong before is over. */
  g_assert_cmpuint (app_problem_count (rig), ==, 0);
}

static void
test_service_failure (gconstpointer data)
{
  const ServiceCase *test = data;
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  np_practice_service_push_fault (rig->service, "UpdateModel", test->fault);
  save_and_fail (rig, &test->telling);
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 1);
  save_again (rig, "Saved. 11 of 11 changes confirmed.");
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 2);
}

static void
answer (NpFaultServer *server, const char *json)
{
  g_autofree char *text = g_strdup_printf (HEAD "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                           strlen (json), json);

  np_fault_server_answer (server, text);
}

static void
script (NpFaultServer *server, const RawCase *test)
{
  g_autofree char *kibibyte = g_strnfill (1024, ' ');

  /* The check of the key, the workspaces, the list of models: then the model, once to
   * open it and once before it is saved. */
  answer (server, "{\"RequestId\":\"R-CHECK\",\"Workspaces\":[],\"TotalCount\":0}");
  answer (server, "{\"RequestId\":\"R-WORKSPACES\",\"Workspaces\":[],\"TotalCount\":0}");
  answer (server, "{\"RequestId\":\"R-LIST\",\"Models\":[],\"TotalCount\":0}");
  answer (server, OLD);
  answer (server, OLD);
  np_fault_server_answer (server, test->answer);
  if (test->n_kibibytes > 0)
    np_fault_server_send_times (server, kibibyte, test->n_kibibytes);
  if (test->is_closed)
    np_fault_server_close (server);
  for (guint i = 0; i < test->n_looks; i++)
    answer (server, OLD);
}

static void
script_success (NpFaultServer *server)
{
  g_autofree char *saved = g_strconcat (
      "{\"RequestId\":\"R-NEW\",\"ModelId\":\"" RIG_MODEL_ID "\",", app_rig_body + 1, NULL);

  answer (server, OLD);
  answer (server, "{\"RequestId\":\"R-SAVED\"}");
  answer (server, saved);
}

static void
test_raw_failure (gconstpointer data)
{
  const RawCase *test = data;
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autofree char *url = np_fault_server_dup_uri (server, "http");

  script (server, test);
  app_rig_connect_to (rig, url, NULL);
  np_await_true (np_app_has_text (rig->window, "There are no models here"));
  app_rig_open (rig, RIG_LINK);
  app_rig_await_page (rig, "model");
  app_rig_set_reviews_harmless (FALSE);
  save_and_fail (rig, &test->telling);
  np_fault_server_assert_consumed (server);
  g_assert_cmpuint (np_fault_server_get_n_requests (server), ==, 6 + test->n_looks);
  script_success (server);
  save_again (rig, "Saved. 8 of 8 changes confirmed.");
  np_fault_server_assert_consumed (server);
}

static void
test_refused_connection (void)
{
  static const Telling telling = { "refused",   " refused the connection.",
                                   NULL,        NULL,
                                   "127.0.0.1", FALSE };
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpAppRelay) relay = np_app_relay_new (np_practice_service_get_url (rig->service));
  g_autofree char *url = np_app_relay_dup_url (relay);

  app_rig_connect_to (rig, url, NULL);
  /* The list is there: a failure of its own would be told too. */
  app_list_await (rig, RIG_N_FIRST);
  app_rig_open (rig, RIG_LINK);
  app_rig_await_page (rig, "model");
  np_app_relay_shut (relay);
  save_and_fail (rig, &telling);
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
  np_app_relay_open (relay);
  save_again (rig, "Saved. 11 of 11 changes confirmed.");
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 1);
}

static void
test_failed_open (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  app_rig_open (rig, "model-thatisnotthere0000");
  app_problem_await (rig, "Not opened");
  g_assert_true (app_rig_shows_page (rig, "model"));
  app_rig_assert_shown (rig, NP_FIELD_MODEL_NAME, RIG_MODEL_NAME);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (service_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/failures/", service_cases[i].telling.name, NULL);

      g_test_add_data_func (path, &service_cases[i], test_service_failure);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (raw_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/failures/", raw_cases[i].telling.name, NULL);

      g_test_add_data_func (path, &raw_cases[i], test_raw_failure);
    }
  g_test_add_func ("/failures/refused-connection", test_refused_connection);
  g_test_add_func ("/failures/failed-open", test_failed_open);

  return app_rig_run ();
}
