/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-dialog.h"
#include "np-app-drafts.h"
#include "np-app-focus.h"
#include "np-app-list.h"
#include "np-app-problem.h"
#include "np-await.h"
#include "np-list-pane.h"
#include "np-outcome-card.h"
#include "np-review-dialog.h"
#include "np-window.h"

/* Whoever works with the keyboard is always somewhere: after whatever is done in the
 * window the keys go to something that can be seen and used, and that makes sense. */

static GtkWidget *
get_row (AppRig *rig, NpFieldId id)
{
  return app_rig_get_row (rig, id);
}

static void
assert_in_row (AppRig *rig, NpFieldId id)
{
  app_focus_assert_in (rig->window, get_row (rig, id));
}

static GtkWidget *
get_list (AppRig *rig)
{
  return np_app_await (app_list_get_pane (rig), GTK_TYPE_LIST_VIEW, NULL);
}

static void
assert_in_list (AppRig *rig)
{
  app_focus_assert_in (rig->window, get_list (rig));
}

static void
press_button (gpointer root, const char *name)
{
  app_focus_press (np_app_await (root, GTK_TYPE_BUTTON, name));
}

/* As wide as a telephone: the list and the model take turns. */
static void
make_narrow (AppRig *rig)
{
  gtk_window_set_default_size (rig->window, 360, 600);
  np_await_true (app_rig_shows_page (rig, "model") !=
                 (np_app_find (rig->window, NP_TYPE_LIST_PANE, NULL) != NULL));
}

static void
test_start (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_focus_await (rig->window);
  app_rig_start_practice (rig);
  app_focus_await (rig->window);
  np_app_activate (rig->window, "win.leave-practice", NULL);
  np_app_await (rig->window, GTK_TYPE_BUTTON, "Try the practice workspace");
  app_focus_await (rig->window);
}

static void
test_save (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_rig_set_reviews_harmless (FALSE);
  app_focus_give (get_row (rig, NP_FIELD_TASK));
  app_rig_edit (rig, NP_FIELD_TASK, "new");
  np_app_activate (get_row (rig, NP_FIELD_TASK), "model.save", NULL);
  app_rig_await_toast (rig, "Saved.");
  assert_in_row (rig, NP_FIELD_TASK);
}

/* The button can do nothing any more, once it has done what it does. */
static void
test_save_by_button (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_rig_set_reviews_harmless (FALSE);
  app_focus_give (get_row (rig, NP_FIELD_TASK));
  app_rig_edit (rig, NP_FIELD_TASK, "new");
  press_button (rig->window, "Save");
  app_rig_await_toast (rig, "Saved.");
  app_focus_assert_in (rig->window, np_window_get_model_page (NP_WINDOW (rig->window)));
}

static void
test_save_with_review (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  GtkWidget *review = NULL;

  app_rig_set_reviews_harmless (TRUE);
  app_focus_give (get_row (rig, NP_FIELD_DOMAIN));
  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  np_app_activate (get_row (rig, NP_FIELD_DOMAIN), "model.save", NULL);
  review = np_app_await (NULL, NP_TYPE_REVIEW_DIALOG, NULL);
  app_focus_await (review);
  np_app_click (review, "Send");
  np_app_await_gone (NP_TYPE_REVIEW_DIALOG);
  app_rig_await_toast (rig, "Saved.");
  assert_in_row (rig, NP_FIELD_DOMAIN);
}

static void
test_save_with_review_by_button (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_rig_set_reviews_harmless (TRUE);
  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  press_button (rig->window, "Save");
  np_app_click (np_app_await (NULL, NP_TYPE_REVIEW_DIALOG, NULL), "Send");
  app_rig_await_toast (rig, "Saved.");
  app_focus_assert_in (rig->window, np_window_get_model_page (NP_WINDOW (rig->window)));
}

/* What a save came to is told above the form, and closed there. */
static void
test_outcome (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  GtkWidget *page = GTK_WIDGET (np_window_get_model_page (NP_WINDOW (rig->window)));

  app_rig_set_reviews_harmless (FALSE);
  np_practice_service_push_fault (rig->service, "UpdateModel", NP_PRACTICE_FAULT_IGNORED);
  app_focus_give (get_row (rig, NP_FIELD_TASK));
  app_rig_edit (rig, NP_FIELD_TASK, "new");
  app_rig_save (rig);
  np_app_await (rig->window, NP_TYPE_OUTCOME_CARD, NULL);
  assert_in_row (rig, NP_FIELD_TASK);
  press_button (np_app_find (rig->window, NP_TYPE_OUTCOME_CARD, NULL), "Close");
  np_app_await_gone (NP_TYPE_OUTCOME_CARD);
  app_focus_assert_in (rig->window, page);
}

static void
test_put_back (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "new");
  press_button (get_row (rig, NP_FIELD_TASK), "Put Back");
  g_assert_false (app_rig_is_marked (rig, NP_FIELD_TASK));
  assert_in_row (rig, NP_FIELD_TASK);

  app_rig_edit (rig, NP_FIELD_TASK, "new");
  app_focus_give (np_app_await (get_row (rig, NP_FIELD_TASK), GTK_TYPE_BUTTON, "Put Back"));
  np_app_activate (get_row (rig, NP_FIELD_TASK), "model.put-back-all", NULL);
  app_focus_assert_in (rig->window, np_window_get_model_page (NP_WINDOW (rig->window)));
}

static void
test_undo (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_focus_give (get_row (rig, NP_FIELD_ORIGIN));
  app_rig_edit (rig, NP_FIELD_TASK, "new");
  np_app_activate (get_row (rig, NP_FIELD_TASK), "model.undo", NULL);
  assert_in_row (rig, NP_FIELD_TASK);
  app_focus_give (get_row (rig, NP_FIELD_ORIGIN));
  np_app_activate (get_row (rig, NP_FIELD_TASK), "model.redo", NULL);
  assert_in_row (rig, NP_FIELD_TASK);
  /* The button that puts back goes with what it would put back. */
  app_focus_give (np_app_await (get_row (rig, NP_FIELD_TASK), GTK_TYPE_BUTTON, "Put Back"));
  np_app_activate (get_row (rig, NP_FIELD_TASK), "model.undo", NULL);
  assert_in_row (rig, NP_FIELD_TASK);
}

static void
choose_other (AppRig *rig)
{
  app_list_choose_name (rig, RIG_OTHER_NAME);
  np_await_true (app_rig_shows_page (rig, "model") &&
                 app_rig_is_shown (rig, NP_FIELD_MODEL_NAME, RIG_OTHER_NAME));
}

static void
test_open (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_focus_give (get_list (rig));
  choose_other (rig);
  assert_in_row (rig, NP_FIELD_MODEL_NAME);
}

static void
test_open_narrow (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  make_narrow (rig);
  np_app_activate (rig->window, "win.show-list", NULL);
  np_await_true (np_app_find (rig->window, NP_TYPE_LIST_PANE, NULL) != NULL);
  app_focus_assert_in (rig->window, app_list_get_pane (rig));
  choose_other (rig);
  assert_in_row (rig, NP_FIELD_MODEL_NAME);
}

/* From the one half to the other, in a wide window and in a narrow one. */
static void
test_switch_pane (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  for (guint i = 0; i < 2; i++)
    {
      app_focus_give (get_row (rig, NP_FIELD_TASK));
      g_assert_true (np_app_press (rig->window, "F9"));
      app_focus_assert_in (rig->window, app_list_get_pane (rig));
      g_assert_true (np_app_press (rig->window, "F9"));
      app_focus_assert_in (rig->window, np_window_get_model_page (NP_WINDOW (rig->window)));
      make_narrow (rig);
    }
}

/* The window becomes so narrow that the half with the focus is not on the screen. */
static void
test_fold (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_focus_give (app_list_get_search (rig));
  make_narrow (rig);
  app_focus_await (rig->window);
}

static void
test_search (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_focus_give (app_list_get_search (rig));
  app_list_search (rig, "lantern");
  app_focus_assert_in (rig->window, app_list_get_search (rig));
  app_list_search (rig, "no such thing");
  app_focus_assert_in (rig->window, app_list_get_search (rig));
  press_button (app_list_get_pane (rig), "Clear Search");
  app_list_await (rig, RIG_N_FIRST);
  app_focus_assert_in (rig->window, app_list_get_pane (rig));
  app_focus_give (app_list_get_search (rig));
  app_list_search (rig, "lantern");
  g_signal_emit_by_name (app_list_get_search (rig), "stop-search");
  app_list_await (rig, RIG_N_FIRST);
  assert_in_list (rig);
}

/* A chip goes when it is pressed. */
static void
test_filters (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_list_pick (rig, "Filter", "Domain", "cv");
  app_list_pick (rig, "Filter", "Visibility", "Public");
  press_button (app_list_get_pane (rig), "Domain: cv");
  np_await_true (np_app_find (rig->window, GTK_TYPE_BUTTON, "Domain: cv") == NULL);
  app_focus_assert_in (rig->window,
                       np_app_find (rig->window, GTK_TYPE_BUTTON, "Visibility: Public"));
  press_button (app_list_get_pane (rig), "Visibility: Public");
  app_list_await (rig, RIG_N_FIRST);
  app_focus_assert_in (rig->window, app_list_get_pane (rig));
}

static void
remove_model (AppRig *rig, const char *id)
{
  g_assert_true (np_practice_service_put_model_json (
      rig->service, id, "{\"ModelName\":\"Elsewhere\",\"WorkspaceId\":\"" RIG_SECOND_ID "\"}"));
}

static void
reload (AppRig *rig, const char *status)
{
  app_list_do (rig, "reload", NULL);
  app_list_await (rig, status);
}

/* The row that the keys were on is not there any more after the next load. */
static void
test_row_goes (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  g_autofree char *first = app_list_dup_id (rig, 0);

  app_focus_give (get_list (rig));
  remove_model (rig, first);
  reload (rig, "19 models · just now");
  assert_in_list (rig);
  g_assert_true (gtk_window_get_focus (rig->window) != get_list (rig));
}

static void
test_selected_row_goes (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  choose_other (rig);
  app_focus_give (get_list (rig));
  remove_model (rig, RIG_OTHER_ID);
  reload (rig, "19 models · just now");
  assert_in_list (rig);
}

/* No row is left. */
static void
test_all_rows_go (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  g_auto (GStrv) ids = np_practice_service_dup_model_ids (rig->service);

  app_focus_give (get_list (rig));
  for (guint i = 0; ids[i] != NULL; i++)
    remove_model (rig, ids[i]);
  app_list_do (rig, "reload", NULL);
  np_app_await (rig->window, GTK_TYPE_BUTTON, "Load Again");
  app_focus_assert_in (rig->window, app_list_get_pane (rig));
  press_button (app_list_get_pane (rig), "Load Again");
  np_await_nothing_pending ();
  app_focus_assert_in (rig->window, app_list_get_pane (rig));
}

/* Another workspace has other rows. */
static void
test_other_source (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_focus_give (get_list (rig));
  app_list_pick (rig, "Choose a Workspace", NULL, RIG_SECOND);
  app_list_await (rig, RIG_N_SECOND);
  app_focus_assert_in (rig->window, app_list_get_pane (rig));
}

static void
fail_save (AppRig *rig)
{
  np_practice_service_push_fault (rig->service, "UpdateModel", NP_PRACTICE_FAULT_NO_PERMISSION);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  app_problem_await (rig, "may not change models in this workspace");
}

static void
test_problem (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_focus_give (get_row (rig, NP_FIELD_TASK));
  fail_save (rig);
  assert_in_row (rig, NP_FIELD_TASK);
  press_button (app_problem_await (rig, "may not change"), "Try Again");
  app_rig_await_toast (rig, "Saved.");
  np_await_true (app_problem_count (rig) == 0);
  app_focus_assert_in (rig->window, np_window_get_model_page (NP_WINDOW (rig->window)));
}

static void
test_problems_close_all (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  fail_save (rig);
  np_practice_service_push_fault (rig->service, "UpdateModel",
                                  NP_PRACTICE_FAULT_SIGNATURE_MISMATCH);
  app_rig_save (rig);
  app_problem_await (rig, "The AccessKey secret does not belong");
  press_button (rig->window, "Close All");
  np_await_true (app_problem_count (rig) == 0);
  app_focus_assert_in (rig->window, np_window_get_model_page (NP_WINDOW (rig->window)));
}

/* The list could not be loaded, and then could. */
static void
test_list_problem (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  np_practice_service_push_fault (rig->service, "ListModels", NP_PRACTICE_FAULT_NO_PERMISSION);
  app_list_do (rig, "reload", NULL);
  press_button (app_problem_await (rig, "may not list"), "Try Again");
  np_await_true (app_problem_count (rig) == 0);
  app_list_await (rig, RIG_N_FIRST);
  app_focus_assert_in (rig->window, app_list_get_pane (rig));
}

static void
test_try_anyway (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  np_practice_service_set_rights (rig->service, NP_PRACTICE_RIGHTS_NONE);
  app_rig_connect_and_open (rig);
  press_button (rig->window, "Try Anyway");
  np_await_true (np_app_find (rig->window, GTK_TYPE_BUTTON, "Try Anyway") == NULL);
  assert_in_row (rig, NP_FIELD_MODEL_NAME);
}

static void
test_discard_draft (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_drafts_restart (rig);
  np_app_await (rig->window, GTK_TYPE_BUTTON, "Discard");
  app_focus_await (rig->window);
  press_button (rig->window, "Discard");
  np_await_true (np_app_find (rig->window, GTK_TYPE_BUTTON, "Discard") == NULL);
  app_focus_assert_in (rig->window, np_window_get_model_page (NP_WINDOW (rig->window)));
}

/* The model page goes with its account, and another list comes. */
static void
test_leave_account (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_focus_give (get_row (rig, NP_FIELD_TASK));
  np_app_activate (rig->window, "win.practice", NULL);
  app_rig_await_page (rig, "start");
  app_focus_await (rig->window);
  np_app_activate (rig->window, "win.leave-practice", NULL);
  app_list_await (rig, RIG_N_FIRST);
  app_focus_await (rig->window);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/focus/start", test_start);
  g_test_add_func ("/focus/save", test_save);
  g_test_add_func ("/focus/save/by-button", test_save_by_button);
  g_test_add_func ("/focus/save/with-review", test_save_with_review);
  g_test_add_func ("/focus/save/with-review-by-button", test_save_with_review_by_button);
  g_test_add_func ("/focus/outcome", test_outcome);
  g_test_add_func ("/focus/put-back", test_put_back);
  g_test_add_func ("/focus/undo", test_undo);
  g_test_add_func ("/focus/open", test_open);
  g_test_add_func ("/focus/open/narrow", test_open_narrow);
  g_test_add_func ("/focus/switch-pane", test_switch_pane);
  g_test_add_func ("/focus/fold", test_fold);
  g_test_add_func ("/focus/search", test_search);
  g_test_add_func ("/focus/filters", test_filters);
  g_test_add_func ("/focus/row-goes", test_row_goes);
  g_test_add_func ("/focus/row-goes/selected", test_selected_row_goes);
  g_test_add_func ("/focus/row-goes/all", test_all_rows_go);
  g_test_add_func ("/focus/other-source", test_other_source);
  g_test_add_func ("/focus/problem", test_problem);
  g_test_add_func ("/focus/problem/close-all", test_problems_close_all);
  g_test_add_func ("/focus/problem/list", test_list_problem);
  g_test_add_func ("/focus/try-anyway", test_try_anyway);
  g_test_add_func ("/focus/discard-draft", test_discard_draft);
  g_test_add_func ("/focus/leave-account", test_leave_account);

  return app_rig_run ();
}
