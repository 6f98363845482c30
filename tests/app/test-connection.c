/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-api-error.h"
#include "np-app-list.h"
#include "np-app-problem.h"
#include "np-app-relay.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-connection-page.h"
#include "np-diagnosis-row.h"
#include "np-diagnosis-text.h"
#include "np-preferences-dialog.h"

/* The page that looks at every step of the way to the service: what it says of each,
 * and that it can be stopped and handed on. */

/* Longer than any test. */
#define FOR_EVER_MS 600000

static GtkWidget *
open_page (AppRig *rig)
{
  GtkWidget *dialog = NULL;

  g_action_group_activate_action (G_ACTION_GROUP (rig->application), "preferences", NULL);
  dialog = np_app_await (NULL, NP_TYPE_PREFERENCES_DIALOG, NULL);
  np_preferences_dialog_show_page (NP_PREFERENCES_DIALOG (dialog), "connection");
  return np_app_await (dialog, NP_TYPE_CONNECTION_PAGE, NULL);
}

static const char *
get_row_text (GtkWidget *page, const char *title)
{
  GtkWidget *row = np_app_find (page, NP_TYPE_DIAGNOSIS_ROW, title);

  g_assert_nonnull (row);
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
}

static void
assert_row (GtkWidget *page, const char *title, const char *part)
{
  const char *text = get_row_text (page, title);

  if (strstr (text, part) == NULL)
    g_error ("The row “%s” says “%s” and not “%s”", title, text, part);
}

static void
await_verdict (GtkWidget *page, const char *part)
{
  np_await_true (np_app_has_text (page, part));
}

static char *
copy_result (GtkWidget *page)
{
  np_app_click (page, "Copy the Result, Without Any Key");
  return np_app_dup_clipboard ();
}

/* Before anything is connected there is no way to look at. */
static void
test_not_connected (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *page = open_page (rig);

  g_assert_true (np_app_has_text (page, "Connect an account"));
  g_assert_false (np_app_is_enabled (page, "connection.diagnose"));
  g_assert_false (np_app_is_enabled (page, "connection.copy"));
  np_await_true (np_app_has_text (page, "None"));
}

/* In practice it works and says what it is. */
static void
test_practice (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *page = NULL;
  g_autofree char *copied = NULL;

  app_rig_start_practice (rig);
  page = open_page (rig);
  g_assert_true (np_app_has_text (page, "this way never leaves this computer"));
  assert_row (page, "Clock", "");
  np_app_click (page, "Diagnose");
  await_verdict (page, "Everything works.");
  assert_row (page, "Proxy", "No proxy is in between.");
  assert_row (page, "Address", "Found at 127.0.0.1.");
  assert_row (page, "Connection", "Connected to 127.0.0.1:");
  assert_row (page, "Encryption", "Not needed for an address of this computer.");
  assert_row (page, "Clock", "is right.");
  assert_row (page, "AccessKey", "The service accepts the AccessKey. RequestId: ");
  assert_row (page, "Rights", "may list workspaces");
  g_assert_true (
      np_app_has_text (np_app_find (page, NP_TYPE_DIAGNOSIS_ROW, "Connection"), " ms"));
  copied = copy_result (page);
  g_assert_nonnull (strstr (copied, "Practice workspace: yes\n"));
  g_assert_nonnull (strstr (copied, "Key check: good, "));
}

static void
test_right (void)
{
  static const char *const secrets[] = { RIG_SECRET, RIG_TOKEN, "ACS3-HMAC" };
  g_autoptr (AppRig) rig = app_list_rig_new ();
  GtkWidget *page = NULL;
  g_autofree char *copied = NULL;

  page = open_page (rig);
  np_practice_service_push_fault (rig->service, "ListWorkspaces",
                                  NP_PRACTICE_FAULT_NO_PERMISSION);
  np_app_click (page, "Diagnose");
  await_verdict (page, "Something is wrong at “Rights”.");
  assert_row (page, "AccessKey", "The service accepts the AccessKey.");
  assert_row (page, "Rights", "Your AccessKey may not list workspaces.");
  assert_row (page, "Rights", "can still be opened by their ID.");
  copied = copy_result (page);
  g_assert_nonnull (strstr (copied, "Right: bad, "));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (strstr (copied, secrets[i]));
}

static void
test_signature (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();
  GtkWidget *page = NULL;

  page = open_page (rig);
  np_practice_service_push_fault (rig->service, "ListWorkspaces",
                                  NP_PRACTICE_FAULT_SIGNATURE_MISMATCH);
  np_app_click (page, "Diagnose");
  await_verdict (page, "Something is wrong at “AccessKey”.");
  assert_row (page, "Connection", "Connected to");
  assert_row (page, "AccessKey",
              "does not belong to the AccessKey ID. Enter the secret again.");
  assert_row (page, "Rights", "Not known.");
  /* The second look tells of the second look. */
  np_app_click (page, "Diagnose");
  await_verdict (page, "Everything works.");
}

static void
test_clock (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *page = NULL;

  app_rig_connect (rig);
  np_practice_service_set_clock_offset (rig->service, 7200);
  page = open_page (rig);
  np_app_click (page, "Diagnose");
  await_verdict (page, "Something is wrong at “Clock”.");
  assert_row (page, "Clock", "The clock of this computer is 2 hours slow. Set the clock");
}

/* The panel of a failure on the way leads here, and the look has begun. */
static void
test_from_problem (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpAppRelay) relay = np_app_relay_new (np_practice_service_get_url (rig->service));
  g_autofree char *url = np_app_relay_dup_url (relay);
  GtkWidget *page = NULL;

  app_rig_connect_to (rig, url, NULL);
  np_app_relay_shut (relay);
  app_rig_open (rig, RIG_MODEL_ID);
  app_problem_click (rig, "Not opened", "Open Troubleshooting");
  page = np_app_await (NULL, NP_TYPE_CONNECTION_PAGE, NULL);
  await_verdict (page, "Something is wrong at “Connection”.");
  assert_row (page, "Address", "Found at 127.0.0.1.");
  assert_row (page, "Connection", "refused the connection.");
  assert_row (page, "Clock", "Not known.");
  assert_row (page, "AccessKey", "Not known.");
}

static void
test_cancel (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *page = NULL;

  app_rig_connect (rig);
  page = open_page (rig);
  np_practice_service_set_latency (rig->service, FOR_EVER_MS);
  np_app_click (page, "Diagnose");
  np_await_true (g_str_equal (get_row_text (page, "Rights"), "Looking…"));
  g_assert_false (np_app_is_enabled (page, "connection.diagnose"));
  g_assert_false (np_app_is_enabled (page, "connection.copy"));
  np_app_click (page, "Cancel");
  await_verdict (page, "Not everything was looked at.");
  assert_row (page, "Connection", "Connected to");
  assert_row (page, "AccessKey", "Not known.");
  g_assert_true (np_app_is_enabled (page, "connection.diagnose"));
}

/* Closed in the middle: nobody is left to be told. */
static void
test_closed (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *page = NULL;

  app_rig_connect (rig);
  page = open_page (rig);
  app_rig_watch (rig, page);
  np_practice_service_set_latency (rig->service, FOR_EVER_MS);
  np_app_click (page, "Diagnose");
  np_await_true (g_str_equal (get_row_text (page, "Rights"), "Looking…"));
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (page)));
  np_app_await_gone (NP_TYPE_PREFERENCES_DIALOG);
}

static NpDiagnosis *
new_bad (NpDiagnosisStepId id, const char *message)
{
  g_autoptr (NpApiErrorDetail) detail = np_api_error_detail_new ();
  g_autoptr (GError) error = NULL;
  NpDiagnosis *diagnosis = np_diagnosis_new ();

  detail->host = g_strdup ("aiworkspace.cn-hangzhou.aliyuncs.com");
  detail->proxy_host = g_strdup ("proxy.example");
  detail->code = g_strdup (message);
  error = np_api_error_new (NP_API_ERROR_PROXY, detail, "x");
  np_diagnosis_settle (diagnosis, id, NP_DIAGNOSIS_BAD, 12, NULL, error);
  np_diagnosis_end (diagnosis);
  return diagnosis;
}

/* Whatever a service sends back, and every step that can be bad has words. */
static void
test_texts (void)
{
  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    {
      g_autoptr (NpDiagnosis) diagnosis = new_bad ((NpDiagnosisStepId) i, NULL);
      g_autofree char *sentence = np_diagnosis_text_dup_sentence (diagnosis,
                                                                  (NpDiagnosisStepId) i);
      g_autofree char *next_step = np_diagnosis_text_dup_next_step (diagnosis,
                                                                    (NpDiagnosisStepId) i);
      g_autofree char *verdict = np_diagnosis_text_dup_verdict (diagnosis);

      g_assert_cmpstr (sentence, !=, "");
      g_assert_nonnull (next_step);
      g_assert_nonnull (strstr (verdict, np_diagnosis_text_get_title ((NpDiagnosisStepId) i)));
    }
}

static char *
dup_clock_sentence (const char *seconds)
{
  g_autoptr (NpDiagnosis) diagnosis = np_diagnosis_new ();

  np_diagnosis_settle (diagnosis, NP_DIAGNOSIS_CLOCK, NP_DIAGNOSIS_GOOD, 0, seconds, NULL);
  return np_diagnosis_text_dup_sentence (diagnosis, NP_DIAGNOSIS_CLOCK);
}

static void
test_clock_text (void)
{
  g_autofree char *right = dup_clock_sentence ("1");
  g_autofree char *slow = dup_clock_sentence ("12");
  g_autofree char *fast = dup_clock_sentence ("-12");

  g_assert_cmpstr (right, ==, "The clock of this computer is right.");
  g_assert_cmpstr (slow, ==,
                   "The clock of this computer is 12 seconds slow. That is near enough.");
  g_assert_cmpstr (fast, ==,
                   "The clock of this computer is 12 seconds fast. That is near enough.");
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/connection/not-connected", test_not_connected);
  g_test_add_func ("/connection/practice", test_practice);
  g_test_add_func ("/connection/right", test_right);
  g_test_add_func ("/connection/signature", test_signature);
  g_test_add_func ("/connection/clock", test_clock);
  g_test_add_func ("/connection/from-problem", test_from_problem);
  g_test_add_func ("/connection/cancel", test_cancel);
  g_test_add_func ("/connection/closed", test_closed);
  g_test_add_func ("/connection/texts", test_texts);
  g_test_add_func ("/connection/clock-text", test_clock_text);

  return app_rig_run ();
}
