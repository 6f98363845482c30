/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-steps.h"
#include "np-await.h"
#include "np-json-editor.h"

/* Undo and redo over the whole form, through its widgets. */

#define LONG_ENOUGH "A description that is long enough to have a middle."

static AppRig *
open_rig (void)
{
  AppRig *rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  return rig;
}

static void
undo (AppRig *rig)
{
  np_app_activate (app_rig_get_editor (rig, NP_FIELD_TASK), "model.undo", NULL);
}

static void
redo (AppRig *rig)
{
  np_app_activate (app_rig_get_editor (rig, NP_FIELD_TASK), "model.redo", NULL);
}

static gboolean
can (AppRig *rig, const char *action)
{
  return np_app_is_enabled (app_rig_get_row (rig, NP_FIELD_TASK), action);
}

static gboolean
has_focus (AppRig *rig, NpFieldId id)
{
  GtkWidget *focus = gtk_window_get_focus (rig->window);

  return focus != NULL && gtk_widget_is_ancestor (focus, app_rig_get_row (rig, id));
}

/* Whether the row is wholly within what the window shows of the form. */
static gboolean
is_in_view (AppRig *rig, NpFieldId id)
{
  GtkWidget *row = app_rig_get_row (rig, id);
  GtkWidget *view = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (row, view, &bounds) && bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (view);
}

/* Whether the window is drawn and shows only a part of the form. */
static gboolean
is_low (AppRig *rig)
{
  GtkWidget *row = app_rig_get_row (rig, NP_FIELD_MODEL_NAME);
  GtkWidget *view = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);

  return gtk_widget_get_height (row) > 0 && gtk_widget_get_height (view) < 400;
}

static GtkTextBuffer *
get_description (AppRig *rig)
{
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (app_rig_get_editor (rig, NP_FIELD_MODEL_DESCRIPTION)));
}

/* Types single characters at the end, as keys do. */
static void
type_keys (GtkTextBuffer *buffer, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gtk_text_buffer_begin_user_action (buffer);
      gtk_text_buffer_insert_interactive_at_cursor (buffer, p, (int) (g_utf8_next_char (p) - p),
                                                    TRUE);
      gtk_text_buffer_end_user_action (buffer);
    }
}

static void
test_nothing_to_undo (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  g_assert_false (can (rig, "model.undo"));
  g_assert_false (can (rig, "model.redo"));
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  g_assert_true (can (rig, "model.undo"));
  g_assert_false (can (rig, "model.redo"));
  undo (rig);
  g_assert_false (can (rig, "model.undo"));
  g_assert_true (can (rig, "model.redo"));
}

static void
test_across_fields (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autofree char *task = app_rig_dup_shown (rig, NP_FIELD_TASK);
  g_autofree char *origin = app_rig_dup_shown (rig, NP_FIELD_ORIGIN);

  app_rig_edit (rig, NP_FIELD_TASK, "first");
  app_rig_edit (rig, NP_FIELD_ORIGIN, "second");
  app_rig_edit (rig, NP_FIELD_TASK, "third");
  undo (rig);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "first");
  app_rig_assert_shown (rig, NP_FIELD_ORIGIN, "second");
  undo (rig);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "first");
  app_rig_assert_shown (rig, NP_FIELD_ORIGIN, origin);
  undo (rig);
  app_rig_assert_shown (rig, NP_FIELD_TASK, task);
  g_assert_false (app_rig_can_save (rig));
  redo (rig);
  redo (rig);
  redo (rig);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "third");
  app_rig_assert_shown (rig, NP_FIELD_ORIGIN, "second");
  g_assert_false (can (rig, "model.redo"));
}

/* Every editor hands what it does to the undo of the form, as one step. */
static void
test_every_editor (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_free);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_ptr_array_add (before, app_rig_dup_shown (rig, id));
  app_rig_edit_all (rig);
  for (NpFieldId id = NP_N_FIELDS; id > 0; id--)
    {
      app_rig_assert_shown (rig, id - 1, app_rig_texts[id - 1]);
      undo (rig);
      app_rig_assert_shown (rig, id - 1, before->pdata[id - 1]);
      g_assert_false (app_rig_is_marked (rig, id - 1));
    }
  g_assert_false (can (rig, "model.undo"));
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    redo (rig);
  app_rig_assert_all_shown (rig);
}

/* Keys that follow each other are one step. */
static void
test_typing_is_one_step (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkTextBuffer *buffer = get_description (rig);
  g_autofree char *before = app_rig_dup_shown (rig, NP_FIELD_MODEL_DESCRIPTION);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
  type_keys (buffer, "新闻 and more");
  undo (rig);
  app_rig_assert_shown (rig, NP_FIELD_MODEL_DESCRIPTION, before);
  g_assert_false (can (rig, "model.undo"));
}

/* The widgets keep no undo of their own beside that of the form. */
static void
test_no_other_undo (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      GtkWidget *editor = app_rig_get_editor (rig, id);

      if (GTK_IS_EDITABLE (editor))
        g_assert_false (gtk_editable_get_enable_undo (GTK_EDITABLE (editor)));
      if (NP_IS_JSON_EDITOR (editor))
        editor = np_json_editor_get_view (NP_JSON_EDITOR (editor));
      if (GTK_IS_TEXT_VIEW (editor))
        g_assert_false (gtk_text_buffer_get_enable_undo (
            gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor))));
    }
}

static void
test_put_back (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_edit (rig, NP_FIELD_DOMAIN, "typed too");
  np_app_click (app_rig_get_row (rig, NP_FIELD_TASK), "Put Back");
  undo (rig);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
  np_app_activate (app_rig_get_editor (rig, NP_FIELD_TASK), "model.put-back-all", NULL);
  g_assert_false (app_rig_can_save (rig));
  undo (rig);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
  app_rig_assert_shown (rig, NP_FIELD_DOMAIN, "typed too");
}

/* An undo leads to the field that it changed, wherever that is. */
static void
test_focus (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  gtk_window_set_default_size (rig->window, 1000, 400);
  np_await_true (is_low (rig) && is_in_view (rig, NP_FIELD_MODEL_NAME));
  g_assert_false (is_in_view (rig, NP_FIELD_EXTRA_INFO));
  app_rig_edit (rig, NP_FIELD_MODEL_NAME, "typed");
  app_rig_edit (rig, NP_FIELD_ORDER_NUMBER, "15");
  app_rig_edit (rig, NP_FIELD_ACCESSIBILITY, "PUBLIC");
  gtk_widget_grab_focus (app_rig_get_row (rig, NP_FIELD_MODEL_NAME));
  np_await_true (is_in_view (rig, NP_FIELD_MODEL_NAME));
  undo (rig);
  np_await_true (has_focus (rig, NP_FIELD_ACCESSIBILITY));
  np_await_true (is_in_view (rig, NP_FIELD_ACCESSIBILITY));
  undo (rig);
  np_await_true (has_focus (rig, NP_FIELD_ORDER_NUMBER));
  np_await_true (is_in_view (rig, NP_FIELD_ORDER_NUMBER));
  undo (rig);
  np_await_true (has_focus (rig, NP_FIELD_MODEL_NAME));
  np_await_true (is_in_view (rig, NP_FIELD_MODEL_NAME));
}

static int
get_cursor (GtkTextBuffer *buffer)
{
  int position = -1;

  g_object_get (buffer, "cursor-position", &position, NULL);
  return position;
}

/* The cursor stands where the text changed, not at the end of it. */
static void
test_cursor (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkTextBuffer *buffer = get_description (rig);
  GtkTextIter middle;

  app_rig_edit (rig, NP_FIELD_MODEL_DESCRIPTION, LONG_ENOUGH);
  app_rig_edit (rig, NP_FIELD_TASK, "break");
  gtk_text_buffer_get_iter_at_offset (buffer, &middle, 2);
  gtk_text_buffer_place_cursor (buffer, &middle);
  type_keys (buffer, "新");
  undo (rig);
  g_assert_cmpint (get_cursor (buffer), ==, 2);
  redo (rig);
  g_assert_cmpint (get_cursor (buffer), ==, 3);
  app_rig_assert_shown (rig, NP_FIELD_MODEL_DESCRIPTION,
                        "A 新description that is long enough to have a middle.");
}

/* A save is no border: what was typed before it can be undone, and is unsaved then. */
static void
test_after_save (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autofree char *before = app_rig_dup_shown (rig, NP_FIELD_TASK);

  app_rig_edit (rig, NP_FIELD_TASK, "saved");
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved.");
  np_await_true (!app_rig_is_marked (rig, NP_FIELD_TASK));
  undo (rig);
  app_rig_assert_shown (rig, NP_FIELD_TASK, before);
  g_assert_true (app_rig_is_marked (rig, NP_FIELD_TASK));
  g_assert_true (app_rig_can_save (rig));
  np_await_nothing_pending ();
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 1);
}

static void
test_other_model (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  undo (rig);
  g_assert_true (can (rig, "model.redo"));
  app_rig_open (rig, RIG_OTHER_ID);
  np_await_true (np_app_has_text (rig->window, RIG_OTHER_NAME));
  np_await_true (!can (rig, "model.redo"));
  g_assert_false (can (rig, "model.undo"));
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/undo/nothing", test_nothing_to_undo);
  g_test_add_func ("/undo/across-fields", test_across_fields);
  g_test_add_func ("/undo/every-editor", test_every_editor);
  g_test_add_func ("/undo/typing-is-one-step", test_typing_is_one_step);
  g_test_add_func ("/undo/no-other-undo", test_no_other_undo);
  g_test_add_func ("/undo/put-back", test_put_back);
  g_test_add_func ("/undo/focus", test_focus);
  g_test_add_func ("/undo/cursor", test_cursor);
  g_test_add_func ("/undo/after-save", test_after_save);
  g_test_add_func ("/undo/other-model", test_other_model);

  return app_rig_run ();
}
