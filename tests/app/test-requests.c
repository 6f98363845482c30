/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-problem.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-request-log.h"
#include "np-request-row.h"
#include "np-requests-window.h"

/* The list of requests: what it shows, and what can be handed on of it. */

static GtkWidget *
open_requests (AppRig *rig)
{
  np_app_activate (rig->window, "win.requests", NULL);
  return np_app_await (NULL, NP_TYPE_REQUESTS_WINDOW, NULL);
}

static AppRig *
new_rig (void)
{
  np_request_log_clear (np_request_log_get_default ());
  return app_rig_new ();
}

static void
test_none (void)
{
  g_autoptr (AppRig) rig = new_rig ();
  GtkWidget *window = open_requests (rig);

  g_assert_true (np_app_has_text (window, "No requests yet"));
  g_assert_false (np_app_can_click (window, "Copy All"));
  g_assert_false (np_app_can_click (window, "Save to a File"));
  np_app_activate (window, "window.close", NULL);
  np_app_await_gone (NP_TYPE_REQUESTS_WINDOW);
  /* It can be opened again, and once is enough. */
  window = open_requests (rig);
  np_app_activate (rig->window, "win.requests", NULL);
  g_assert_true (np_app_find (NULL, NP_TYPE_REQUESTS_WINDOW, NULL) == window);
}

typedef struct
{
  const char *operation;
  GtkWidget *row;
} RowSearch;

static void
match_row_cb (GtkWidget *widget, gpointer user_data)
{
  RowSearch *search = user_data;

  if (search->row == NULL && NP_IS_REQUEST_ROW (widget) &&
      np_app_has_text (widget, search->operation))
    search->row = widget;
}

/* The newest row of an operation. */
static GtkWidget *
find_row (GtkWidget *window, const char *operation)
{
  RowSearch search = { operation, NULL };

  np_app_visit (window, match_row_cb, &search);
  return search.row;
}

static void
test_rows (void)
{
  g_autoptr (AppRig) rig = new_rig ();
  GtkWidget *window = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autofree char *copied = NULL;

  app_rig_connect_and_open (rig);
  window = open_requests (rig);
  g_assert_true (np_app_has_text (find_row (window, "GetModel"), "200 · OK · "));
  g_assert_null (find_row (window, "UpdateModel"));

  np_practice_service_push_fault (rig->service, "UpdateModel", NP_PRACTICE_FAULT_NO_PERMISSION);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  app_problem_await (rig, "Not saved");
  np_await_true (find_row (window, "UpdateModel") != NULL);
  g_assert_true (np_app_has_text (find_row (window, "UpdateModel"), "403 · NoPermission · "));
  requests = np_practice_service_dup_requests (rig->service);
  np_app_click (find_row (window, "UpdateModel"), "Copy RequestId");
  copied = np_app_dup_clipboard ();
  g_assert_cmpstr (copied, ==, app_rig_get_last (requests, "UpdateModel")->request_id);
}

static void
add_request (const char *operation, guint attempt, int outcome, const char *request_id)
{
  const NpRequestLogFields fields = {
    .time = G_GINT64_CONSTANT (1794000000) * G_TIME_SPAN_SECOND,
    .operation = operation,
    .host = "127.0.0.1",
    .attempt = attempt,
    .duration = 132,
    .status = request_id != NULL ? 200 : 0,
    .request_id = request_id,
    .outcome = outcome,
  };
  g_autoptr (NpRequestLogEntry) entry = np_request_log_entry_new (&fields);

  np_request_log_add (np_request_log_get_default (), entry);
}

static void
assert_row (GtkWidget *window, const char *title, const char *result, const char *icon_name)
{
  GtkWidget *row = find_row (window, title);
  GtkWidget *mark = np_app_find (row, GTK_TYPE_IMAGE, NULL);
  gboolean is_wrong = g_str_equal (icon_name, "dialog-warning-symbolic");

  g_assert_nonnull (np_app_find (row, GTK_TYPE_LABEL, title));
  g_assert_nonnull (np_app_find (row, GTK_TYPE_LABEL, result));
  g_assert_nonnull (np_app_find (row, GTK_TYPE_LABEL, "21:20:00"));
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (mark)), ==, icon_name);
  g_assert_cmpint (gtk_widget_has_css_class (mark, "error"), ==, is_wrong);
}

/* What is new is shown at once, also where there was nothing before; and what no answer
 * came to has neither a status nor a RequestId. */
static void
test_kinds (void)
{
  g_autoptr (AppRig) rig = new_rig ();
  GtkWidget *window = open_requests (rig);

  add_request ("GetModel", 1, NP_REQUEST_CANCELLED, NULL);
  np_await_true (np_app_can_click (window, "Copy All"));
  g_assert_true (np_app_can_click (window, "Save to a File"));
  add_request ("ListModels", 2, NP_API_ERROR_CLOCK_SKEW, NULL);
  add_request ("ListWorkspaces", 1, NP_REQUEST_SUCCEEDED, "R-1");
  np_await_true (find_row (window, "ListWorkspaces") != NULL);
  assert_row (window, "GetModel", "Cancelled · 132 ms", "process-stop-symbolic");
  assert_row (window, "ListModels · attempt 2", "Wrong clock · 132 ms",
              "dialog-warning-symbolic");
  assert_row (window, "ListWorkspaces", "200 · OK · 132 ms", "object-select-symbolic");
  g_assert_false (np_app_can_click (find_row (window, "GetModel"), "Copy RequestId"));
  g_assert_true (np_app_can_click (find_row (window, "ListWorkspaces"), "Copy RequestId"));
}

static void
test_copy (void)
{
  static const char *const secrets[] = { RIG_SECRET, RIG_TOKEN, "Signature", "ACS3-HMAC",
                                         "typed" };
  g_autoptr (AppRig) rig = new_rig ();
  GtkWidget *window = NULL;
  g_autofree char *copied = NULL;

  app_rig_connect_and_open (rig);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved.");
  window = open_requests (rig);
  np_app_click (window, "Copy All");
  np_await_true (np_app_has_text (window, "Copied."));
  copied = np_app_dup_clipboard ();
  g_assert_nonnull (strstr (copied, "UpdateModel"));
  g_assert_nonnull (strstr (copied, "ListWorkspaces"));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (strstr (copied, secrets[i]));
}

static gboolean
has_chosen (GtkWidget *chooser, GFile *file)
{
  g_autoptr (GFile) chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  return chosen != NULL && g_file_equal (chosen, file);
}

static void
save_as (GtkWidget *window, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *chooser = NULL;

  np_app_click (window, "Save to a File");
  chooser = np_app_await (NULL, GTK_TYPE_FILE_CHOOSER_DIALOG, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), path);
  np_await_true (has_chosen (chooser, file));
  np_app_click (chooser, "Save");
}

static void
test_save (void)
{
  g_autoptr (AppRig) rig = new_rig ();
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "requests.tsv", NULL);
  g_autofree char *written = NULL;
  g_autofree char *expected = NULL;
  GtkWidget *window = NULL;

  app_rig_connect_and_open (rig);
  np_await_nothing_pending ();
  expected = np_request_log_dup_text (np_request_log_get_default ());
  window = open_requests (rig);
  save_as (window, path);
  np_await_true (np_app_has_text (window, "Saved as “requests.tsv”."));
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, expected);

  save_as (window, "/proc/nobody-may-write-here");
  np_await_true (np_app_has_text (window, "Not saved. "));
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/requests/none", test_none);
  g_test_add_func ("/requests/rows", test_rows);
  g_test_add_func ("/requests/kinds", test_kinds);
  g_test_add_func ("/requests/copy", test_copy);
  g_test_add_func ("/requests/save", test_save);

  return app_rig_run ();
}
