/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-dialog.h"
#include "np-account-page.h"
#include "np-app-dialog.h"
#include "np-app-focus.h"
#include "np-app-list.h"
#include "np-app-problem.h"
#include "np-await.h"
#include "np-conflict-dialog.h"
#include "np-connect-dialog.h"
#include "np-help-window.h"
#include "np-history-dialog.h"
#include "np-history-row.h"
#include "np-import-dialog.h"
#include "np-open-dialog.h"
#include "np-preferences-dialog.h"
#include "np-requests-window.h"
#include "np-review-dialog.h"
#include "np-rights-dialog.h"
#include "np-window.h"

/* A dialog takes the keys when it opens, and gives them back to where they were. */

typedef struct
{
  const char *action;
  GType (*get_type) (void);
  const char *button; /* closes it, next to Escape; NULL if there is only that of the window */
} DialogCase;

static const DialogCase cases[] = {
  { "win.open-model", np_open_dialog_get_type, "Cancel" },
  { "win.connect", np_connect_dialog_get_type, "Cancel" },
  { "win.change-key", np_connect_dialog_get_type, "Cancel" },
  { "win.import", np_import_dialog_get_type, "Cancel" },
  { "win.accounts", np_accounts_dialog_get_type, NULL },
  { "win.history", np_history_dialog_get_type, NULL },
  { "win.requests", np_requests_window_get_type, NULL },
  { "app.preferences", np_preferences_dialog_get_type, NULL },
  { "app.help", np_help_window_get_type, NULL },
  { "win.show-help-overlay", gtk_shortcuts_window_get_type, NULL },
  { "model.save", np_review_dialog_get_type, "Back" },
};

static void
save (AppRig *rig, const char *text)
{
  app_rig_edit (rig, NP_FIELD_TASK, text);
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved.");
  np_await_true (!app_rig_is_marked (rig, NP_FIELD_TASK));
}

static GtkWidget *
open_dialog (AppRig *rig, const DialogCase *test)
{
  GtkWidget *dialog = NULL;

  np_app_activate (app_rig_get_row (rig, NP_FIELD_TASK), test->action, NULL);
  dialog = np_app_await (NULL, test->get_type (), NULL);
  app_focus_await (gtk_widget_get_root (dialog));
  return dialog;
}

static void
assert_back (AppRig *rig, const DialogCase *test)
{
  np_app_await_gone (test->get_type ());
  app_focus_assert_in (rig->window, app_rig_get_row (rig, NP_FIELD_TASK));
}

static void
test_dialog (gconstpointer data)
{
  const DialogCase *test = data;
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  GtkWidget *dialog = NULL;

  /* The history has something to show. */
  save (rig, "saved");
  app_focus_give (app_rig_get_row (rig, NP_FIELD_TASK));
  app_rig_edit (rig, NP_FIELD_TASK, "new");
  app_rig_press_key (open_dialog (rig, test), "Escape");
  assert_back (rig, test);

  dialog = open_dialog (rig, test);
  if (test->button != NULL)
    np_app_click (dialog, test->button);
  else
    np_app_activate (dialog, "window.close", NULL);
  assert_back (rig, test);
}

/* A window of its own, or from libadwaita 1.5 on a sheet in that of the model: a type
 * that these tests are not compiled for, and that is there once it was shown. */
static GType
get_about_type (void)
{
  GType type = g_type_from_name ("AdwAboutDialog");

  return type != 0 ? type : ADW_TYPE_ABOUT_WINDOW;
}

static void
test_about (void)
{
  const DialogCase about = { "app.about", get_about_type, NULL };
  g_autoptr (AppRig) rig = app_focus_new_rig ();

  app_focus_give (app_rig_get_row (rig, NP_FIELD_TASK));
  np_app_activate (open_dialog (rig, &about), "window.close", NULL);
  assert_back (rig, &about);
}

static void
test_conflict (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  GtkWidget *dialog = NULL;

  app_focus_give (app_rig_get_row (rig, NP_FIELD_TASK));
  app_rig_edit (rig, NP_FIELD_TASK, "mine");
  app_rig_put_model (rig, RIG_MODEL_JSON ("\"Task\":\"theirs\",\"Domain\":\"nlp\""));
  dialog = app_rig_await_conflict (rig);
  app_focus_await (dialog);
  app_rig_press_key (dialog, "Escape");
  np_app_await_gone (NP_TYPE_CONFLICT_DIALOG);
  app_focus_assert_in (rig->window, app_rig_get_row (rig, NP_FIELD_TASK));
}

static void
test_rights (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  NpProblemCard *card = NULL;
  GtkWidget *button = NULL;

  np_practice_service_push_fault (rig->service, "UpdateModel", NP_PRACTICE_FAULT_NO_PERMISSION);
  app_rig_edit (rig, NP_FIELD_TASK, "new");
  app_rig_save (rig);
  card = app_problem_await (rig, "may not change models");
  button = np_app_await (card, GTK_TYPE_BUTTON, "Ask the Administrator");
  app_focus_press (button);
  app_focus_await (np_app_await (NULL, NP_TYPE_RIGHTS_DIALOG, NULL));
  app_rig_press_key (np_app_find (NULL, NP_TYPE_RIGHTS_DIALOG, NULL), "Escape");
  np_app_await_gone (NP_TYPE_RIGHTS_DIALOG);
  app_focus_assert_in (rig->window, button);
}

/* Rows that are taken back one after the other, until none is left. */
static void
test_review_put_back (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  GtkWidget *review = NULL;

  app_focus_give (app_rig_get_row (rig, NP_FIELD_TASK));
  app_rig_edit (rig, NP_FIELD_TASK, "new");
  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  review = app_rig_await_review (rig);
  for (guint i = 0; i < 2; i++)
    {
      app_focus_press (np_app_await (review, GTK_TYPE_BUTTON, "Put Back"));
      if (i == 0)
        app_focus_await (review);
    }
  np_app_await_gone (NP_TYPE_REVIEW_DIALOG);
  app_focus_assert_in (rig->window, app_rig_get_row (rig, NP_FIELD_TASK));
}

static void
answer (AppRig *rig, const char *label)
{
  np_await_true (app_rig_find_question () != NULL);
  app_focus_await (gtk_widget_get_root (app_rig_find_question ()));
  app_rig_answer (rig, label);
}

/* From the list of accounts to one of them and back; and the last one goes. */
static void
test_accounts (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  GtkWidget *dialog = NULL;
  GtkWidget *button = NULL;

  np_app_activate (rig->window, "win.accounts", NULL);
  dialog = np_app_await (NULL, NP_TYPE_ACCOUNTS_DIALOG, NULL);
  app_focus_await (dialog);
  g_assert_true (gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (dialog))));
  np_app_await (dialog, NP_TYPE_ACCOUNT_PAGE, NULL);
  app_focus_await (dialog);
  np_app_activate (dialog, "accounts.back", NULL);
  np_await_true (np_app_find (dialog, NP_TYPE_ACCOUNT_PAGE, NULL) == NULL);
  app_focus_assert_in (dialog, np_app_await (dialog, GTK_TYPE_LIST_BOX, NULL));

  g_assert_true (gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (dialog))));
  button = np_app_await (dialog, GTK_TYPE_BUTTON, "Forget This Account…");
  app_focus_press (button);
  answer (rig, "Cancel");
  app_focus_assert_in (dialog, button);
  app_focus_press (button);
  answer (rig, "Forget");
  np_await_true (np_app_find (dialog, NP_TYPE_ACCOUNT_PAGE, NULL) == NULL);
  app_focus_await (dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  np_app_await_gone (NP_TYPE_ACCOUNTS_DIALOG);
  app_focus_await (rig->window);
}

static GtkWidget *
open_history (AppRig *rig)
{
  np_app_activate (rig->window, "win.history", NULL);
  return np_app_await (NULL, NP_TYPE_HISTORY_DIALOG, NULL);
}

/* The list fills behind the window, and an undo puts a save before what had the focus. */
static void
test_history (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  GtkWidget *dialog = NULL;
  GtkWidget *row = NULL;

  save (rig, "saved");
  dialog = open_history (rig);
  row = np_app_await (dialog, NP_TYPE_HISTORY_ROW, NULL);
  app_focus_assert_in (dialog, np_app_await (dialog, GTK_TYPE_SEARCH_ENTRY, NULL));

  g_signal_emit_by_name (row, "asked", "unfold");
  app_focus_press (np_app_await (row, GTK_TYPE_BUTTON, "Undo"));
  np_await_true (np_app_has_text (dialog, "1 field undone: Task"));
  app_focus_assert_in (dialog, np_app_await (dialog, GTK_TYPE_LIST_VIEW, NULL));
}

/* Without a save there is nothing to search, and the buttons of the window take the keys. */
static void
test_history_empty (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  GtkWidget *dialog = open_history (rig);

  np_app_await (dialog, ADW_TYPE_STATUS_PAGE, NULL);
  app_focus_await (dialog);
}

static void
test_history_search (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  GtkWidget *dialog = NULL;
  GtkWidget *search = NULL;

  save (rig, "saved");
  dialog = open_history (rig);
  np_app_await (dialog, NP_TYPE_HISTORY_ROW, NULL);
  search = np_app_await (dialog, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "nothing has this");
  app_focus_press (np_app_await (dialog, GTK_TYPE_BUTTON, "Clear Search"));
  app_focus_assert_in (dialog, search);
  np_app_await (dialog, NP_TYPE_HISTORY_ROW, NULL);
  app_focus_assert_in (dialog, search);
}

static void
test_guide (void)
{
  g_autoptr (AppRig) rig = app_focus_new_rig ();
  GtkWidget *window = NULL;

  np_help_window_present (rig->application, NULL);
  window = np_app_await (NULL, NP_TYPE_HELP_WINDOW, NULL);
  app_focus_await (window);
  np_app_activate (window, "help.topic", "connect");
  app_focus_await (window);
  np_app_activate (window, "help.back", NULL);
  app_focus_await (window);
}

static void
add_case (const DialogCase *test)
{
  g_autofree char *path = g_strdup_printf ("/focus-dialogs/%s", test->action);

  g_test_add_data_func (path, test, test_dialog);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    add_case (&cases[i]);
  g_test_add_func ("/focus-dialogs/about", test_about);
  g_test_add_func ("/focus-dialogs/conflict", test_conflict);
  g_test_add_func ("/focus-dialogs/rights", test_rights);
  g_test_add_func ("/focus-dialogs/review-put-back", test_review_put_back);
  g_test_add_func ("/focus-dialogs/accounts", test_accounts);
  g_test_add_func ("/focus-dialogs/history", test_history);
  g_test_add_func ("/focus-dialogs/history/empty", test_history_empty);
  g_test_add_func ("/focus-dialogs/history/search", test_history_search);
  g_test_add_func ("/focus-dialogs/guide", test_guide);

  return app_rig_run ();
}
