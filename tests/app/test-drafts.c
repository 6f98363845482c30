/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "np-app-dialog.h"
#include "np-app-drafts.h"
#include "np-app-list.h"
#include "np-app-problem.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-conflict-dialog.h"
#include "np-awkward-strings.h"
#include "np-open-dialog.h"
#include "np-window.h"

/* What is typed and not saved comes back, whatever happened meanwhile. */

/* So many fields take an awkward text at one start. */
#define N_AT_ONCE 5

#define BACK "Your unsaved changes are back (today, "

#define MODEL_JSON(members)                                                     \
  "{\"ModelId\":\"" RIG_MODEL_ID "\",\"WorkspaceId\":\"" RIG_WORKSPACE_ID "\"," \
  "\"ModelName\":\"" RIG_MODEL_NAME "\"," members "}"

static AppRig *
open_rig (void)
{
  AppRig *rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  return rig;
}

static void
put_model (AppRig *rig, const char *json)
{
  g_assert_true (np_practice_service_put_model_json (rig->service, RIG_MODEL_ID, json));
}

static void
await_shown (AppRig *rig, NpFieldId id, const char *text)
{
  np_await_true (app_rig_shows_page (rig, "model") && app_rig_is_shown (rig, id, text));
}

static void
test_comes_back (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_drafts_restart (rig);
  await_shown (rig, NP_FIELD_TASK, "typed");
  g_assert_true (app_rig_is_marked (rig, NP_FIELD_TASK));
  g_assert_true (app_drafts_has_banner (rig, BACK));
  g_assert_true (app_rig_can_save (rig));
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");
  np_await_true (!app_drafts_has_banner (rig, BACK));

  /* What is saved is no draft any more. */
  app_drafts_restart (rig);
  app_list_await (rig, RIG_N_FIRST);
  np_await_nothing_pending ();
  g_assert_true (app_rig_shows_page (rig, "start"));
}

static void
test_every_field (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit_all (rig);
  app_drafts_restart (rig);
  await_shown (rig, NP_FIELD_MODEL_NAME, app_rig_texts[NP_FIELD_MODEL_NAME]);
  app_rig_assert_all_shown (rig);
}

/* What could never be sent is kept as well. */
static void
test_invalid (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_ORDER_NUMBER, "twelve");
  app_rig_edit (rig, NP_FIELD_EXTRA_INFO, "{\"half\": ");
  app_rig_edit (rig, NP_FIELD_MODEL_NAME, "");
  app_drafts_restart (rig);
  await_shown (rig, NP_FIELD_ORDER_NUMBER, "twelve");
  app_rig_assert_shown (rig, NP_FIELD_EXTRA_INFO, "{\"half\": ");
  app_rig_assert_shown (rig, NP_FIELD_MODEL_NAME, "");
  g_assert_false (app_rig_can_save (rig));
}

/* Whether an entry can hold it whole; a longer one is refused there. */
static gboolean
fits (NpFieldId id, const char *text)
{
  return id == NP_FIELD_MODEL_DESCRIPTION || strlen (text) < 65534;
}

/* Types a text into each of some fields, ends the program and looks for them all. */
static void
assert_come_back (AppRig *rig, const char *const *texts, gsize n_texts)
{
  static const NpFieldId ids[N_AT_ONCE] = { NP_FIELD_MODEL_DESCRIPTION, NP_FIELD_ORIGIN,
                                            NP_FIELD_DOMAIN, NP_FIELD_TASK,
                                            NP_FIELD_MODEL_DOC };

  for (gsize i = 0; i < MIN (n_texts, N_AT_ONCE); i++)
    {
      if (fits (ids[i], texts[i]))
        app_rig_edit (rig, ids[i], texts[i]);
    }
  app_drafts_restart (rig);
  np_await_true (app_rig_shows_page (rig, "model"));
  for (gsize i = 0; i < MIN (n_texts, N_AT_ONCE); i++)
    {
      if (fits (ids[i], texts[i]))
        np_await_true (app_rig_is_shown (rig, ids[i], texts[i]));
    }
}

/* All of them with NP_TEST_FULL, otherwise some. */
static void
test_awkward_texts (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  gsize n_texts = 0;
  const char *const *texts = np_awkward_strings_get (&n_texts);
  gsize step = g_getenv ("NP_TEST_FULL") != NULL ? N_AT_ONCE : 10 * N_AT_ONCE;

  for (gsize i = 0; i < n_texts; i += step)
    assert_come_back (rig, texts + i, n_texts - i);
}

/* Looks for a model in the list, and waits until it is marked as it has to be. */
static void
await_mark (AppRig *rig, const char *name, gboolean is_marked)
{
  app_list_search (rig, name);
  np_await_true (app_list_is_unsaved (rig, name) == is_marked);
  app_list_search (rig, "");
}

static void
count_discard_cb (GtkWidget *widget, gpointer user_data)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (g_strcmp0 (tooltip, "Discard the Unsaved Changes") == 0)
    (*(guint *) user_data)++;
}

/* How many drafts the open dialog lists. */
static guint
count_discards (GtkWidget *dialog)
{
  guint n = 0;

  np_app_visit (dialog, count_discard_cb, &n);
  return n;
}

static GtkWidget *
get_drafts (GtkWidget *dialog)
{
  return GTK_WIDGET (np_open_dialog_get_drafts (NP_OPEN_DIALOG (dialog)));
}

/* Other models have drafts of their own; the one that was edited last is opened. */
static void
test_several (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed first");
  app_rig_open (rig, RIG_OTHER_ID);
  app_drafts_await_open (rig, RIG_OTHER_NAME);
  app_rig_edit (rig, NP_FIELD_TASK, "typed second");
  app_rig_open (rig, RIG_LINK);
  app_drafts_await_open (rig, RIG_MODEL_NAME);
  await_shown (rig, NP_FIELD_TASK, "typed first");
  g_assert_true (app_drafts_has_banner (rig, BACK));
  app_list_await (rig, RIG_N_FIRST);
  await_mark (rig, RIG_MODEL_NAME, TRUE);
  await_mark (rig, RIG_OTHER_NAME, TRUE);

  app_drafts_restart (rig);
  app_drafts_await_open (rig, RIG_OTHER_NAME);
  await_shown (rig, NP_FIELD_TASK, "typed second");
  app_list_await (rig, RIG_N_FIRST);
  await_mark (rig, RIG_MODEL_NAME, TRUE);
  await_mark (rig, RIG_OTHER_NAME, TRUE);
  np_app_click (rig->window, "Discard");
  await_mark (rig, RIG_OTHER_NAME, FALSE);
  await_mark (rig, RIG_MODEL_NAME, TRUE);
}

/* Each of them is found again, not only the newest; and can be given up. */
static void
test_offered (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;
  GtkWidget *row = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "typed first");
  app_rig_edit (rig, NP_FIELD_DOMAIN, "too");
  app_rig_open (rig, RIG_OTHER_ID);
  app_drafts_await_open (rig, RIG_OTHER_NAME);
  app_rig_edit (rig, NP_FIELD_TASK, "typed second");
  app_drafts_restart (rig);
  await_shown (rig, NP_FIELD_TASK, "typed second");

  /* What is open is on the screen. */
  np_app_activate (rig->window, "win.open-model", NULL);
  dialog = np_app_await (NULL, NP_TYPE_OPEN_DIALOG, NULL);
  np_await_true (np_app_has_text (dialog, "Unsaved Changes"));
  row = np_app_await (dialog, ADW_TYPE_ACTION_ROW, RIG_MODEL_NAME);
  g_assert_true (np_app_has_text (row, "2 changed fields, today, "));
  g_assert_cmpuint (count_discards (dialog), ==, 1);
  np_app_activate (row, "dialog.open-id", RIG_MODEL_ID);
  await_shown (rig, NP_FIELD_TASK, "typed first");
  np_app_await_gone (NP_TYPE_OPEN_DIALOG);

  np_app_activate (rig->window, "win.open-model", NULL);
  dialog = np_app_await (NULL, NP_TYPE_OPEN_DIALOG, NULL);
  np_await_true (count_discards (dialog) == 1);
  np_app_activate (get_drafts (dialog), "drafts.discard", RIG_OTHER_ID);
  app_rig_answer (rig, "Keep");
  g_assert_cmpuint (count_discards (dialog), ==, 1);
  np_app_activate (get_drafts (dialog), "drafts.discard", RIG_OTHER_ID);
  app_rig_answer (rig, "Discard");
  np_await_true (!np_app_has_text (dialog, "Unsaved Changes"));
  app_rig_press_key (dialog, "Escape");
  np_app_await_gone (NP_TYPE_OPEN_DIALOG);
  await_mark (rig, RIG_OTHER_NAME, FALSE);
  app_drafts_restart (rig);
  await_shown (rig, NP_FIELD_TASK, "typed first");
  app_rig_open (rig, RIG_OTHER_ID);
  app_drafts_await_open (rig, RIG_OTHER_NAME);
  np_await_nothing_pending ();
  g_assert_false (app_drafts_has_banner (rig, BACK));
  g_assert_false (app_rig_is_marked (rig, NP_FIELD_TASK));
}

/* Started with a model, as from a link: that one is opened, and not the one that was
 * left. */
static void
test_wanted_first (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_drafts_restart (rig);
  np_window_open_model (NP_WINDOW (rig->window), RIG_OTHER_ID);
  app_list_await (rig, RIG_N_FIRST);
  await_mark (rig, RIG_MODEL_NAME, TRUE);
  np_await_nothing_pending ();
  app_drafts_await_open (rig, RIG_OTHER_NAME);
}

static void
test_discard (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_edit (rig, NP_FIELD_DOMAIN, "typed too");
  app_drafts_restart (rig);
  await_shown (rig, NP_FIELD_TASK, "typed");
  np_app_click (rig->window, "Discard");
  app_rig_assert_shown (rig, NP_FIELD_TASK, "text-classification");
  np_await_true (!app_drafts_has_banner (rig, BACK));
  g_assert_false (app_rig_can_save (rig));
  /* One step brings all of it back. */
  app_rig_await_toast (rig, "discarded");
  app_rig_click_toast (rig, "Undo");
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
  app_rig_assert_shown (rig, NP_FIELD_DOMAIN, "typed too");

  np_app_activate (app_rig_get_editor (rig, NP_FIELD_TASK), "model.put-back-all", NULL);
  app_drafts_restart (rig);
  app_list_await (rig, RIG_N_FIRST);
  np_await_nothing_pending ();
  g_assert_true (app_rig_shows_page (rig, "start"));
}

/* Somebody else changed another field meanwhile. */
static void
test_joined (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  put_model (rig, MODEL_JSON ("\"Task\":\"before\",\"Domain\":\"nlp\""));
  np_app_activate (app_rig_get_editor (rig, NP_FIELD_TASK), "model.reload", NULL);
  await_shown (rig, NP_FIELD_TASK, "before");
  app_rig_edit (rig, NP_FIELD_TASK, "mine");
  app_drafts_close (rig);
  put_model (rig, MODEL_JSON ("\"Task\":\"before\",\"Domain\":\"theirs\""));
  app_rig_start (rig);
  await_shown (rig, NP_FIELD_TASK, "mine");
  app_rig_assert_shown (rig, NP_FIELD_DOMAIN, "theirs");
  np_await_true (app_drafts_has_banner (rig, "1 change made by others meanwhile was joined."));
  g_assert_false (app_rig_is_marked (rig, NP_FIELD_DOMAIN));
}

/* Somebody else changed the same field meanwhile. */
static void
test_conflict (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "mine");
  app_drafts_close (rig);
  put_model (rig, MODEL_JSON ("\"Task\":\"theirs\""));
  app_rig_start (rig);
  await_shown (rig, NP_FIELD_TASK, "mine");
  np_await_true (app_drafts_has_banner (rig, "Others changed the same fields meanwhile."));
  np_app_click (rig->window, "Decide…");
  dialog = app_rig_await_conflict (rig);
  app_rig_choose (dialog, "There now");
  np_app_click (dialog, "Continue");
  np_app_await_gone (NP_TYPE_CONFLICT_DIALOG);
  await_shown (rig, NP_FIELD_TASK, "theirs");
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
}

/* Somebody typed the same: there is nothing left to say. */
static void
test_same (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "the same");
  app_drafts_close (rig);
  put_model (rig, MODEL_JSON ("\"Task\":\"the same\""));
  app_rig_start (rig);
  await_shown (rig, NP_FIELD_TASK, "the same");
  np_await_nothing_pending ();
  g_assert_false (app_drafts_has_banner (rig, BACK));
  g_assert_false (app_rig_can_save (rig));
  app_drafts_restart (rig);
  app_list_await (rig, RIG_N_FIRST);
  np_await_nothing_pending ();
  g_assert_true (app_rig_shows_page (rig, "start"));
}

/* Opens the program while the service knows the model no more. */
static void
start_without_model (AppRig *rig)
{
  np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_MODEL_NOT_FOUND);
  app_rig_start (rig);
  np_await_true (app_rig_shows_page (rig, "gone"));
}

static void
test_gone (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_edit (rig, NP_FIELD_DOMAIN, "");
  app_drafts_close (rig);
  start_without_model (rig);
  g_assert_true (np_app_has_text (rig->window, "This model is gone"));
  g_assert_true (np_app_has_text (rig->window, RIG_MODEL_NAME));
  g_assert_true (np_app_has_text (rig->window, "typed"));
  g_assert_true (np_app_has_text (rig->window, "emptied"));

  /* It stays until it is given up. */
  app_drafts_close (rig);
  start_without_model (rig);
  np_app_click (rig->window, "Discard…");
  np_await_true (np_app_has_text (NULL, "Discard the unsaved changes?"));
  app_rig_answer (rig, "Keep");
  np_await_nothing_pending ();
  g_assert_true (app_rig_shows_page (rig, "gone"));
  np_app_click (rig->window, "Discard…");
  np_await_true (np_app_has_text (NULL, "Discard the unsaved changes?"));
  app_rig_answer (rig, "Discard");
  app_rig_await_page (rig, "start");
  app_drafts_restart (rig);
  app_list_await (rig, RIG_N_FIRST);
  np_await_nothing_pending ();
  g_assert_true (app_rig_shows_page (rig, "start"));
}

/* Not in the words of the service: nobody knows whether the model is gone. */
static void
test_not_found (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_drafts_close (rig);
  np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_NOT_FOUND);
  app_rig_start (rig);
  app_problem_await (rig, "not in the words of the service");
  g_assert_false (app_rig_shows_page (rig, "gone"));
  app_rig_open (rig, RIG_MODEL_ID);
  await_shown (rig, NP_FIELD_TASK, "typed");
  g_assert_true (app_drafts_has_banner (rig, BACK));
}

static gboolean
has_chosen (GtkWidget *chooser, GFile *file)
{
  g_autoptr (GFile) chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  return chosen != NULL && g_file_equal (chosen, file);
}

/* Waits for the question for a file and answers it with a whole path, as a person
 * may type it. */
static void
choose_file (const char *path)
{
  GtkWidget *chooser = np_app_await (NULL, GTK_TYPE_FILE_CHOOSER_DIALOG, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), path);
  np_await_true (has_chosen (chooser, file));
  np_app_click (chooser, "Save");
}

static void
assert_exported (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  np_await_true (g_file_test (path, G_FILE_TEST_EXISTS));
  np_await_nothing_pending ();
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, RIG_MODEL_ID));
  g_assert_nonnull (strstr (text, "typed “with” 引号"));
  g_assert_null (strstr (text, RIG_SECRET));
}

static void
test_export (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "export.json", NULL);

  app_rig_edit (rig, NP_FIELD_TASK, "typed “with” 引号");
  np_app_activate (app_rig_get_editor (rig, NP_FIELD_TASK), "model.export-draft", NULL);
  choose_file (path);
  app_rig_await_toast (rig, "Saved as “export.json”.");
  assert_exported (path);
  g_unlink (path);

  app_drafts_close (rig);
  start_without_model (rig);
  np_app_click (rig->window, "Export…");
  choose_file (path);
  app_rig_await_toast (rig, "Saved as “export.json”.");
  assert_exported (path);
  g_unlink (path);
}

/* A disk that is full is told once, for as long as it is. */
static void
test_cannot_write (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  np_await_nothing_pending ();
  app_drafts_fill_disk ();
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  np_await_true (app_drafts_has_banner (rig, "Save your changes before you close Nameplate."));
  app_drafts_free_disk ();
  app_rig_edit (rig, NP_FIELD_TASK, "typed more");
  np_await_true (!app_drafts_has_banner (rig, "Save your changes before you close Nameplate."));
  app_drafts_restart (rig);
  await_shown (rig, NP_FIELD_TASK, "typed more");
}

/* Only then is there a question before the window goes. */
static void
test_leave_unwritten (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  np_await_nothing_pending ();
  app_drafts_fill_disk ();
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  np_app_activate (rig->window, "window.close", NULL);
  np_await_true (np_app_has_text (NULL, "The changes cannot be kept on this computer"));
  app_rig_answer (rig, "Stay");
  np_await_nothing_pending ();
  g_assert_false (app_drafts_is_closed ());
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");

  np_app_activate (rig->window, "window.close", NULL);
  np_await_true (np_app_has_text (NULL, "The changes cannot be kept on this computer"));
  app_rig_answer (rig, "Save Now");
  np_app_click (app_rig_await_review (rig), "Send");
  np_await_true (app_drafts_is_closed ());
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 1);
  app_drafts_free_disk ();
}

static void
test_discard_unwritten (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  np_await_nothing_pending ();
  app_drafts_fill_disk ();
  app_rig_edit (rig, NP_FIELD_ORDER_NUMBER, "twelve");
  np_app_activate (rig->window, "window.close", NULL);
  np_await_true (np_app_has_text (NULL, "Some fields need attention"));
  app_rig_answer (rig, "Discard");
  np_await_true (app_drafts_is_closed ());
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
  app_drafts_free_disk ();
}

/* Practice has drafts of its own, though its models have the same IDs. */
static void
test_practice_is_apart (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "real");
  np_app_activate (rig->window, "win.practice", NULL);
  app_rig_await_page (rig, "start");
  app_rig_open (rig, RIG_MODEL_ID);
  await_shown (rig, NP_FIELD_TASK, "text-classification");
  g_assert_false (app_drafts_has_banner (rig, BACK));
  app_rig_edit (rig, NP_FIELD_TASK, "practised");
  np_app_activate (rig->window, "win.leave-practice", NULL);
  await_shown (rig, NP_FIELD_TASK, "real");
}

/* An account that is forgotten leaves nothing behind, not even what is typed just
 * then. */
static void
test_forget (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autoptr (GSettings) settings = g_settings_new ("io.github.nameplate.Nameplate");

  app_rig_edit (rig, NP_FIELD_TASK, "typed-and-kept");
  app_drafts_restart (rig);
  await_shown (rig, NP_FIELD_TASK, "typed-and-kept");
  g_assert_true (app_drafts_is_on_disk ("typed-and-kept"));
  app_rig_edit (rig, NP_FIELD_TASK, "typed-and-kept-more");
  g_settings_reset (settings, "accounts");
  app_rig_await_page (rig, "welcome");
  app_rig_stop (rig);
  g_assert_false (app_drafts_is_on_disk ("typed-and-kept"));
  app_rig_start (rig);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/drafts/comes-back", test_comes_back);
  g_test_add_func ("/drafts/every-field", test_every_field);
  g_test_add_func ("/drafts/invalid", test_invalid);
  g_test_add_func ("/drafts/awkward-texts", test_awkward_texts);
  g_test_add_func ("/drafts/several", test_several);
  g_test_add_func ("/drafts/offered", test_offered);
  g_test_add_func ("/drafts/wanted-first", test_wanted_first);
  g_test_add_func ("/drafts/discard", test_discard);
  g_test_add_func ("/drafts/joined", test_joined);
  g_test_add_func ("/drafts/conflict", test_conflict);
  g_test_add_func ("/drafts/same", test_same);
  g_test_add_func ("/drafts/gone", test_gone);
  g_test_add_func ("/drafts/not-found", test_not_found);
  g_test_add_func ("/drafts/export", test_export);
  g_test_add_func ("/drafts/cannot-write", test_cannot_write);
  g_test_add_func ("/drafts/leave-unwritten", test_leave_unwritten);
  g_test_add_func ("/drafts/discard-unwritten", test_discard_unwritten);
  g_test_add_func ("/drafts/practice-is-apart", test_practice_is_apart);
  g_test_add_func ("/drafts/forget", test_forget);

  return app_rig_run ();
}
