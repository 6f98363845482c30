/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-dialog.h"
#include "np-app-problem.h"
#include "np-await.h"
#include "np-fault-server.h"
#include "np-permission-button.h"

/* Whether a model may be edited is asked before anybody types, and shown beside its
 * title. A denial makes the form read-only, with a way round it; nothing else does. */

#define MAY       "You may edit this model"
#define MAY_NOT   "You may not edit this model"
#define SOME      "You may edit some models"
#define NOT_KNOWN "Not known whether you may edit"

static GtkWidget *
get_button (AppRig *rig)
{
  return np_app_await (rig->window, NP_TYPE_PERMISSION_BUTTON, NULL);
}

static void
await_state (AppRig *rig, const char *heading)
{
  np_await_true (np_app_find (get_button (rig), GTK_TYPE_MENU_BUTTON, heading) != NULL);
}

static AppRig *
open_with_rights (NpPracticeRights rights, const char *heading)
{
  AppRig *rig = app_rig_new ();

  np_practice_service_set_rights (rig->service, rights);
  app_rig_connect_and_open (rig);
  await_state (rig, heading);
  return rig;
}

static gboolean
is_open (AppRig *rig, NpFieldId id)
{
  GtkWidget *editor = app_rig_get_editor (rig, id);
  gboolean is_editable = FALSE;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (editor), "editable") == NULL)
    return gtk_widget_is_sensitive (editor);
  g_object_get (editor, "editable", &is_editable, NULL);
  return is_editable;
}

static void
assert_all_open (AppRig *rig, gboolean are_open)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (is_open (rig, id) != are_open)
        g_error ("%s can be edited: %d", np_field_get_label (id), !are_open);
    }
}

static void
assert_reason (AppRig *rig, const char *reason)
{
  GtkWidget *button = np_app_find (get_button (rig), GTK_TYPE_MENU_BUTTON, NULL);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  np_await_true (np_app_has_text (get_button (rig), reason));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static void
test_allowed (void)
{
  g_autoptr (AppRig) rig = open_with_rights (NP_PRACTICE_RIGHTS_ALL, MAY);

  assert_all_open (rig, TRUE);
  assert_reason (rig, "Your role in the workspace includes it.");
  g_assert_null (np_app_find (rig->window, GTK_TYPE_BUTTON, "Try Anyway"));
  g_assert_cmpuint (app_rig_count (rig, "GetPermission"), ==, 1);
}

/* Read-only, but readable: the text is there and has the focus when it is wanted. */
static void
test_denied (void)
{
  g_autoptr (AppRig) rig = open_with_rights (NP_PRACTICE_RIGHTS_NONE, MAY_NOT);
  GtkWidget *name = app_rig_get_editor (rig, NP_FIELD_MODEL_NAME);

  assert_all_open (rig, FALSE);
  assert_reason (rig, "Your role in the workspace does not include it.");
  g_assert_true (np_app_has_text (rig->window, MAY_NOT ". Your role in the workspace does"));
  g_assert_true (gtk_widget_is_sensitive (name));
  g_assert_true (gtk_widget_get_focusable (gtk_widget_get_first_child (name)));

  np_app_click (rig->window, "Try Anyway");
  assert_all_open (rig, TRUE);
  g_assert_null (np_app_find (rig->window, GTK_TYPE_BUTTON, "Try Anyway"));
  await_state (rig, MAY_NOT);
}

/* What was tried anyway and refused is kept, and shut again. */
static void
test_refused (void)
{
  g_autoptr (AppRig) rig = open_with_rights (NP_PRACTICE_RIGHTS_NONE, MAY_NOT);

  np_app_click (rig->window, "Try Anyway");
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  app_problem_await (rig, "may not change models in this workspace");
  assert_all_open (rig, FALSE);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
  assert_reason (rig, "The service refused to save it for want of a right.");

  np_practice_service_set_rights (rig->service, NP_PRACTICE_RIGHTS_ALL);
  np_app_click (rig->window, "Try Anyway");
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved.");
  await_state (rig, MAY);
  assert_all_open (rig, TRUE);
}

/* A save that fails for another reason says nothing of the right. */
static void
test_failed (void)
{
  g_autoptr (AppRig) rig = open_with_rights (NP_PRACTICE_RIGHTS_NONE, MAY_NOT);

  np_practice_service_push_fault (rig->service, "UpdateModel",
                                  NP_PRACTICE_FAULT_INVALID_PARAMETER);
  np_app_click (rig->window, "Try Anyway");
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  app_problem_await (rig, "Not saved");
  await_state (rig, MAY_NOT);
  assert_all_open (rig, TRUE);
  assert_reason (rig, "Your role in the workspace does not include it.");
}

/* A right for some models shuts nothing, unless this one is surely none of them. */
static void
test_conditions (void)
{
  g_autoptr (AppRig) rig = open_with_rights (NP_PRACTICE_RIGHTS_OWN, SOME);

  assert_all_open (rig, TRUE);
  assert_reason (rig, "you may change only models that you created. This one was created by ");
}

static void
test_public_only (void)
{
  g_autoptr (AppRig) rig = open_with_rights (NP_PRACTICE_RIGHTS_PUBLIC, MAY_NOT);

  assert_all_open (rig, FALSE);
  assert_reason (rig, "In this workspace you may change only public models.");
}

static void
test_not_known (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  np_practice_service_push_fault (rig->service, "GetPermission",
                                  NP_PRACTICE_FAULT_NO_PERMISSION);
  app_rig_connect_and_open (rig);
  np_await_true (np_practice_service_get_n_pending_faults (rig->service) == 0);
  np_await_nothing_pending ();
  await_state (rig, NOT_KNOWN);
  assert_all_open (rig, TRUE);
  np_await_true (app_problem_count (rig) == 0);
  /* Asked again with the model. */
  np_app_activate (app_rig_get_row (rig, NP_FIELD_TASK), "model.reload", NULL);
  await_state (rig, MAY);
  g_assert_cmpuint (app_rig_count (rig, "GetPermission"), ==, 2);
}

/* Each model is asked about, and what was said of one says nothing of the next. */
static void
test_next_model (void)
{
  g_autoptr (AppRig) rig = open_with_rights (NP_PRACTICE_RIGHTS_NONE, MAY_NOT);

  np_practice_service_set_rights (rig->service, NP_PRACTICE_RIGHTS_ALL);
  app_rig_open (rig, RIG_OTHER_ID);
  np_await_true (app_rig_is_shown (rig, NP_FIELD_MODEL_NAME, RIG_OTHER_NAME));
  await_state (rig, MAY);
  assert_all_open (rig, TRUE);
  g_assert_cmpuint (app_rig_count (rig, "GetPermission"), ==, 2);
}

static void
answer (NpFaultServer *server, const char *json)
{
  g_autofree char *text =
      g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                       "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                       strlen (json), json);

  np_fault_server_answer (server, text);
}

/* Nobody waits for the answer; and a window that is closed meanwhile does not miss it. */
static void
test_slow (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autofree char *url = np_fault_server_dup_uri (server, "http");

  answer (server, "{\"RequestId\":\"R-CHECK\",\"Workspaces\":[],\"TotalCount\":0}");
  answer (server, "{\"RequestId\":\"R-WORKSPACES\",\"Workspaces\":[],\"TotalCount\":0}");
  answer (server, "{\"RequestId\":\"R-LIST\",\"Models\":[],\"TotalCount\":0}");
  answer (server, RIG_MODEL_JSON ("\"RequestId\":\"R-GET\",\"WorkspaceId\":\"324017\""));
  np_fault_server_read (server);
  np_fault_server_wait (server, "asked");
  app_rig_connect_to (rig, url, NULL);
  np_await_true (np_app_has_text (rig->window, "There are no models here"));
  app_rig_open (rig, RIG_MODEL_ID);
  app_rig_await_page (rig, "model");
  np_await_true (np_fault_server_is_at (server, "asked"));
  await_state (rig, NOT_KNOWN);
  assert_reason (rig, "The service has not told yet.");
  assert_all_open (rig, TRUE);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  g_assert_true (app_rig_can_save (rig));
  np_fault_server_open (server, "asked");
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/permission/allowed", test_allowed);
  g_test_add_func ("/permission/denied", test_denied);
  g_test_add_func ("/permission/refused", test_refused);
  g_test_add_func ("/permission/failed", test_failed);
  g_test_add_func ("/permission/conditions", test_conditions);
  g_test_add_func ("/permission/public-only", test_public_only);
  g_test_add_func ("/permission/not-known", test_not_known);
  g_test_add_func ("/permission/next-model", test_next_model);
  g_test_add_func ("/permission/slow", test_slow);

  return app_rig_run ();
}
