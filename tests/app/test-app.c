/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-steps.h"
#include "np-fact-row.h"

/* The whole way through the window, with a service that checks every byte. */

static void
assert_put (AppRig *rig, const char *body)
{
  g_autoptr (GPtrArray) requests = np_practice_service_dup_requests (rig->service);
  NpPracticeRequest *put = app_rig_get_last (requests, "UpdateModel");
  g_autofree char *sent = g_strndup (g_bytes_get_data (put->body, NULL),
                                     g_bytes_get_size (put->body));

  g_assert_true (put->is_accepted);
  g_assert_cmpuint (put->status, ==, 200);
  g_assert_cmpstr (put->target, ==, "/api/v1/models/" RIG_MODEL_ID);
  g_assert_cmpstr (sent, ==, body);
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 1);
}

static void
assert_copies_request_id (AppRig *rig)
{
  g_autoptr (GPtrArray) requests = np_practice_service_dup_requests (rig->service);
  NpPracticeRequest *put = app_rig_get_last (requests, "UpdateModel");
  g_autofree char *toast = app_rig_dup_toast (rig);
  g_autofree char *start = g_strndup (put->request_id, 8);
  g_autofree char *copied = NULL;

  g_assert_nonnull (strstr (toast, start));
  np_app_activate (rig->window, "win.show-outcome", NULL);
  np_app_click (np_app_await (rig->window, NP_TYPE_FACT_ROW, "RequestId"), "Copy");
  copied = np_app_dup_clipboard ();
  g_assert_cmpstr (copied, ==, put->request_id);
}

static void
edit_and_save_all (AppRig *rig)
{
  g_assert_false (app_rig_can_save (rig));
  app_rig_edit_all (rig);
  app_rig_assert_all_shown (rig);
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved. 11 of 11 changes confirmed.");
  assert_put (rig, app_rig_body);
  assert_copies_request_id (rig);
  app_rig_assert_all_shown (rig);
  g_assert_false (app_rig_can_save (rig));
}

static void
test_whole_way (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  g_assert_true (app_rig_shows_page (rig, "welcome"));
  g_assert_nonnull (np_app_find (rig->window, GTK_TYPE_BUTTON, "Connect an account"));
  app_rig_connect_and_open (rig);
  app_rig_assert_shown (rig, NP_FIELD_MODEL_NAME, RIG_MODEL_NAME);
  edit_and_save_all (rig);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/app/whole-way", test_whole_way);

  return app_rig_run ();
}
