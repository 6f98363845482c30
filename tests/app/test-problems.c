/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-list.h"
#include "np-app-problem.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-connect-dialog.h"
#include "np-fault-server.h"
#include "np-list-pane.h"
#include "np-problem-panel.h"
#include "np-rights-dialog.h"
#include "np-window.h"

/* The panel that says what went wrong: how long it stays, what several failures look
 * like, what can be done from it, and what never stands in it. */

static AppRig *
open_rig (void)
{
  AppRig *rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  return rig;
}

static GtkWidget *
get_panel (AppRig *rig)
{
  return np_app_await (rig->window, NP_TYPE_PROBLEM_PANEL, NULL);
}

/* A save that fails, told in a card. */
static NpProblemCard *
fail_save (AppRig *rig, NpPracticeFault fault, const char *part)
{
  np_practice_service_push_fault (rig->service, "UpdateModel", fault);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  return app_problem_await (rig, part);
}

#define SECRET_PART "The AccessKey secret does not belong"
#define RIGHT_PART  "may not change models in this workspace"

static void
test_stays (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  fail_save (rig, NP_PRACTICE_FAULT_NO_PERMISSION, RIGHT_PART);
  g_assert_null (app_rig_dup_toast (rig));
  app_rig_edit (rig, NP_FIELD_TASK, "typed on");
  np_await_nothing_pending ();
  g_assert_cmpuint (app_problem_count (rig), ==, 1);
  g_assert_true (np_app_press (get_panel (rig), "Escape"));
  g_assert_cmpuint (app_problem_count (rig), ==, 0);
  g_assert_null (np_app_find (rig->window, NP_TYPE_PROBLEM_PANEL, NULL));
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed on");
}

/* Several are a list, and the same again only counts. */
static void
test_several (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  NpProblemCard *card = NULL;
  g_autofree char *first_id = NULL;

  card = fail_save (rig, NP_PRACTICE_FAULT_NO_PERMISSION, RIGHT_PART);
  first_id = g_strdup (
      np_problem_get_fact (np_problem_card_get_problem (card), NP_PROBLEM_FACT_REQUEST_ID));
  fail_save (rig, NP_PRACTICE_FAULT_SIGNATURE_MISMATCH, SECRET_PART);
  g_assert_cmpuint (app_problem_count (rig), ==, 2);
  g_assert_true (np_app_has_text (get_panel (rig), "2 problems"));
  fail_save (rig, NP_PRACTICE_FAULT_NO_PERMISSION, "Not saved (2 times)");
  g_assert_cmpuint (app_problem_count (rig), ==, 2);
  /* It is on top again, and tells of the last time. */
  g_assert_true (np_app_find (rig->window, NP_TYPE_PROBLEM_CARD, NULL) == GTK_WIDGET (card));
  g_assert_cmpstr (np_problem_get_fact (np_problem_card_get_problem (card),
                                        NP_PROBLEM_FACT_REQUEST_ID),
                   !=, first_id);
  np_app_click (card, "Close (Escape)");
  g_assert_cmpuint (app_problem_count (rig), ==, 1);
  g_assert_false (np_app_has_text (get_panel (rig), "problems"));
  fail_save (rig, NP_PRACTICE_FAULT_NO_PERMISSION, RIGHT_PART);
  np_app_click (get_panel (rig), "Close All");
  g_assert_cmpuint (app_problem_count (rig), ==, 0);
}

/* What the save had failed with before is over once a save works. */
static void
test_settled (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  fail_save (rig, NP_PRACTICE_FAULT_SIGNATURE_MISMATCH, SECRET_PART);
  fail_save (rig, NP_PRACTICE_FAULT_NO_PERMISSION, RIGHT_PART);
  app_problem_click (rig, RIGHT_PART, "Try Again");
  app_rig_await_toast (rig, "Saved.");
  g_assert_cmpuint (app_problem_count (rig), ==, 0);
}

/* Problems of one model say nothing of the next one. */
static void
test_other_model (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  fail_save (rig, NP_PRACTICE_FAULT_NO_PERMISSION, RIGHT_PART);
  app_rig_edit (rig, NP_FIELD_TASK, "text-classification");
  app_rig_open (rig, RIG_OTHER_ID);
  np_await_true (app_problem_count (rig) == 0);
}

/* A screen reader says it, and the focus stays where the person is. */
static void
test_announced (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *task = app_rig_get_editor (rig, NP_FIELD_TASK);
  NpProblemCard *card = NULL;
  g_autofree char *error = NULL;

  gtk_widget_grab_focus (task);
  card = fail_save (rig, NP_PRACTICE_FAULT_NO_PERMISSION, RIGHT_PART);
  g_assert_true (
      gtk_test_accessible_has_role (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_ROLE_ALERT));
  error = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Not saved. Your AccessKey may not change models in this workspace. Ask the "
      "administrator for the right paimodel:UpdateModel.");
  g_assert_cmpstr (error, ==, NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (rig->window), task));
}

static gboolean
has_focus (AppRig *rig, gpointer widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (rig->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* Whoever closes it with the keyboard is somewhere afterwards. */
static void
test_focus (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  NpProblemCard *second = NULL;

  fail_save (rig, NP_PRACTICE_FAULT_NO_PERMISSION, RIGHT_PART);
  second = fail_save (rig, NP_PRACTICE_FAULT_SIGNATURE_MISMATCH, SECRET_PART);
  gtk_widget_grab_focus (np_app_await (second, GTK_TYPE_TOGGLE_BUTTON, "Details"));
  g_assert_true (np_app_press (get_panel (rig), "Escape"));
  g_assert_true (has_focus (rig, app_problem_await (rig, RIGHT_PART)));
  g_assert_true (np_app_press (get_panel (rig), "Escape"));
  g_assert_true (has_focus (rig, app_rig_get_row (rig, NP_FIELD_MODEL_NAME)));
}

static char *
dup_copied (GtkWidget *dialog, const char *button)
{
  np_app_click (dialog, button);
  return np_app_dup_clipboard ();
}

static void
test_ask_administrator (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;
  g_autofree char *letter = NULL;
  g_autofree char *policy = NULL;

  fail_save (rig, NP_PRACTICE_FAULT_NO_PERMISSION, RIGHT_PART);
  app_problem_click (rig, RIGHT_PART, "Ask the Administrator");
  dialog = np_app_await (NULL, NP_TYPE_RIGHTS_DIALOG, NULL);
  g_assert_true (np_app_has_text (dialog, "No policy of your user allows this yet."));
  g_assert_true (np_app_has_text (dialog, "paimodel:UpdateModel"));
  policy = dup_copied (dialog, "Copy Policy");
  letter = dup_copied (dialog, "Copy Letter");
  g_assert_true (g_str_has_prefix (policy, "{\n  \"Version\": \"1\","));
  g_assert_nonnull (strstr (letter, policy));
  g_assert_nonnull (strstr (letter, RIG_MODEL_ID));
  g_assert_null (strstr (letter, RIG_SECRET));
  np_app_activate (dialog, "window.close", NULL);
  np_app_await_gone (NP_TYPE_RIGHTS_DIALOG);
}

/* No policy helps against one that forbids: so none is offered. */
static void
test_explicit_denial (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;

  fail_save (rig, NP_PRACTICE_FAULT_EXPLICIT_DENY, "A policy of your user forbids this.");
  app_problem_click (rig, RIGHT_PART, "Ask the Administrator");
  dialog = np_app_await (NULL, NP_TYPE_RIGHTS_DIALOG, NULL);
  g_assert_false (np_app_can_click (dialog, "Copy Policy"));
  g_assert_true (np_app_can_click (dialog, "Copy Letter"));
  g_assert_true (np_app_has_text (dialog, "AQEAAAAAUHJhY3RpY2VXb3Jrc3BhY2U="));
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_enter_key (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  fail_save (rig, NP_PRACTICE_FAULT_SIGNATURE_MISMATCH, SECRET_PART);
  app_problem_click (rig, SECRET_PART, "Enter Key");
  np_app_await (NULL, NP_TYPE_CONNECT_DIALOG, NULL);
}

static void
test_copy_request_id (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  NpProblemCard *card = fail_save (rig, NP_PRACTICE_FAULT_NO_PERMISSION, RIGHT_PART);
  g_autofree char *copied = NULL;

  app_problem_open_details (card);
  np_app_click (card, "Copy RequestId");
  copied = np_app_dup_clipboard ();
  g_assert_cmpstr (copied, ==,
                   np_problem_get_fact (np_problem_card_get_problem (card),
                                        NP_PROBLEM_FACT_REQUEST_ID));
}

/* Where the list is not on the screen, the page of the model tells. */
static void
test_narrow (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *page = GTK_WIDGET (np_window_get_model_page (NP_WINDOW (rig->window)));

  app_rig_open (rig, "model-thatisnotthere0000");
  app_problem_await (rig, "Not opened");
  g_assert_null (np_app_find (page, NP_TYPE_PROBLEM_CARD, NULL));
  np_app_click (np_app_find (rig->window, NP_TYPE_PROBLEM_PANEL, NULL), "Close (Escape)");

  gtk_window_set_default_size (GTK_WINDOW (rig->window), 360, 600);
  np_await_true (np_app_find (rig->window, NP_TYPE_LIST_PANE, NULL) == NULL);
  app_rig_open (rig, "model-thatisnotthere0000");
  app_problem_await (rig, "Not opened");
  g_assert_nonnull (np_app_find (page, NP_TYPE_PROBLEM_CARD, NULL));
  app_rig_assert_shown (rig, NP_FIELD_MODEL_NAME, RIG_MODEL_NAME);
}

/* A model that opens at last takes away that it did not. */
static void
test_open_again (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect (rig);
  np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_NO_PERMISSION);
  app_rig_open (rig, RIG_MODEL_ID);
  app_problem_click (rig, "Your AccessKey may not open this model.", "Try Again");
  app_rig_await_page (rig, "model");
  np_await_true (app_problem_count (rig) == 0);
}

static void
answer (NpFaultServer *server, const char *json)
{
  g_autofree char *text = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
      "\r\n\r\n%s",
      strlen (json), json);

  np_fault_server_answer (server, text);
}

static void
script_model (NpFaultServer *server)
{
  answer (server, "{\"RequestId\":\"R\",\"Workspaces\":[],\"TotalCount\":0}");
  answer (server, "{\"RequestId\":\"R\",\"Workspaces\":[],\"TotalCount\":0}");
  answer (server, "{\"RequestId\":\"R\",\"Models\":[],\"TotalCount\":0}");
  answer (server, "{\"RequestId\":\"R\",\"ModelId\":\"" RIG_MODEL_ID "\",\"Task\":\"old\"}");
}

/* The service says how long; who cannot wait may try at once. */
static void
test_wait (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autofree char *url = np_fault_server_dup_uri (server, "http");
  NpProblemCard *card = NULL;

  script_model (server);
  np_fault_server_answer (server, "HTTP/1.1 429 Too Many Requests\r\n"
                                  "x-acs-retry-after: 45000\r\nContent-Length: 0\r\n\r\n");
  answer (server, "{\"RequestId\":\"R\",\"ModelId\":\"" RIG_MODEL_ID "\",\"Task\":\"old\"}");
  app_rig_connect_to (rig, url, NULL);
  np_await_true (np_app_has_text (rig->window, "There are no models here"));
  app_rig_open (rig, RIG_LINK);
  app_rig_await_page (rig, "model");
  np_app_activate (app_rig_get_row (rig, NP_FIELD_TASK), "model.reload", NULL);
  card = app_problem_await (rig, "The service asks to wait 4");
  np_await_true (!np_app_has_text (card, "wait 45 seconds.") &&
                 np_app_has_text (card, "The service asks to wait "));
  np_app_click (card, "Try Again");
  np_await_true (app_problem_count (rig) == 0);
  np_fault_server_assert_consumed (server);
}

static char *
encode_hex (const char *text)
{
  GString *hex = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    g_string_append_printf (hex, "%02x", (guint) (guchar) *p);
  return g_string_free (hex, FALSE);
}

/* As JSON may write any text. */
static char *
encode_escapes (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    g_string_append_printf (escaped, "\\u%04x", (guint) (guchar) *p);
  return g_string_free (escaped, FALSE);
}

/* What a service that is not careful might send back. The message is short: what is
 * longer is cut, and a cut canary would not be missed. */
static char *
make_echo (const char *canary)
{
  g_autofree char *body = g_strdup_printf ("{\"Code\":\"SignatureDoesNotMatch\","
                                           "\"RequestId\":\"R-ECHO\","
                                           "\"Message\":\"It does not match. %s\"}",
                                           canary);

  return g_strdup_printf ("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                          strlen (body), body);
}

/* The whole window and the report are free of it; what stands around it is there. */
static void
assert_hidden (AppRig *rig, const char *sentence, const char *around, const char *canary)
{
  NpProblemCard *card = app_problem_await (rig, sentence);
  g_autofree char *report = app_problem_dup_report (card);

  g_assert_nonnull (strstr (report, around));
  if (strstr (report, canary) != NULL || np_app_has_text (rig->window, canary))
    g_error ("“%s” got out: %s", canary, report);
  np_app_click (card, "Close (Escape)");
}

static void
echo_and_look (AppRig *rig, NpFaultServer *server, const char *sent, const char *canary)
{
  g_autofree char *echo = make_echo (sent);

  np_fault_server_answer (server, echo);
  app_rig_save (rig);
  assert_hidden (rig, SECRET_PART, "Message: It does not match.", canary);
}

/* A body that is no JSON is shown as far as it is text: in UTF-16 every other byte
 * is none. */
static void
echo_utf16_and_look (AppRig *rig, NpFaultServer *server)
{
  const char *head = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\n"
                     "Content-Length: 62\r\n\r\n";
  gsize length = 0;
  g_autofree char *utf16 = g_convert (RIG_SECRET, -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);

  g_assert_cmpuint (length, ==, 62);
  np_fault_server_read (server);
  np_fault_server_send (server, head, -1);
  np_fault_server_send (server, utf16, (gssize) length);
  app_rig_save (rig);
  assert_hidden (rig, "Not saved", "HTTP status: 400", RIG_SECRET);
}

static void
test_no_secret (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autofree char *url = np_fault_server_dup_uri (server, "http");
  g_autofree char *escapes = encode_escapes (RIG_SECRET);
  char *canaries[] = {
    g_strdup (RIG_SECRET),
    g_strdup (RIG_TOKEN),
    g_base64_encode ((const guchar *) RIG_SECRET, strlen (RIG_SECRET)),
    encode_hex (RIG_SECRET),
    g_uri_escape_string (RIG_TOKEN, NULL, FALSE),
    g_strdup ("Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
    g_strdup ("ACS3-HMAC-SHA256\\n2026-11-27T10:22:32Z\\n0123456789abcdef0123456789abcdef"),
  };

  script_model (server);
  app_rig_connect_to (rig, url, RIG_TOKEN);
  np_await_true (np_app_has_text (rig->window, "There are no models here"));
  app_rig_open (rig, RIG_LINK);
  app_rig_await_page (rig, "model");
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  for (guint i = 0; i < G_N_ELEMENTS (canaries); i++)
    {
      g_autofree char *canary = canaries[i];

      echo_and_look (rig, server, canary, canary);
    }
  echo_and_look (rig, server, escapes, RIG_SECRET);
  echo_utf16_and_look (rig, server);
  np_fault_server_assert_consumed (server);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/problems/stays", test_stays);
  g_test_add_func ("/problems/several", test_several);
  g_test_add_func ("/problems/settled", test_settled);
  g_test_add_func ("/problems/other-model", test_other_model);
  g_test_add_func ("/problems/announced", test_announced);
  g_test_add_func ("/problems/focus", test_focus);
  g_test_add_func ("/problems/ask-administrator", test_ask_administrator);
  g_test_add_func ("/problems/explicit-denial", test_explicit_denial);
  g_test_add_func ("/problems/enter-key", test_enter_key);
  g_test_add_func ("/problems/copy-request-id", test_copy_request_id);
  g_test_add_func ("/problems/narrow", test_narrow);
  g_test_add_func ("/problems/open-again", test_open_again);
  g_test_add_func ("/problems/wait", test_wait);
  g_test_add_func ("/problems/no-secret", test_no_secret);

  return app_rig_run ();
}
