/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-steps.h"
#include "np-await.h"
#include "np-json-editor.h"

/* The form of the model page: what its rows show, mark and refuse. */

#define MODEL_JSON(members) \
  "{\"ModelId\":\"" RIG_MODEL_ID "\",\"ModelName\":\"Plain\"," members "}"

/* GtkEntryBuffer cuts what is longer. */
#define ENTRY_MAX_BYTES 65534

static AppRig *
open_rig (void)
{
  AppRig *rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  return rig;
}

/* Opens a model that holds what JSON says. */
static AppRig *
open_rig_with (const char *json)
{
  AppRig *rig = app_rig_new ();

  g_assert_true (np_practice_service_put_model_json (rig->service, RIG_MODEL_ID, json));
  app_rig_connect_and_open (rig);
  return rig;
}

static void
assert_last_body (AppRig *rig, const char *body)
{
  g_autoptr (GPtrArray) requests = np_practice_service_dup_requests (rig->service);
  NpPracticeRequest *put = app_rig_get_last (requests, "UpdateModel");
  g_autofree char *sent = g_strndup (g_bytes_get_data (put->body, NULL),
                                     g_bytes_get_size (put->body));

  g_assert_cmpstr (sent, ==, body);
}

/* Saves and waits for the end of it; an earlier toast may still be there. */
static void
save (AppRig *rig)
{
  guint n = app_rig_count (rig, "UpdateModel");

  app_rig_save (rig);
  np_await_true (app_rig_count (rig, "UpdateModel") == n + 1);
  np_await_true (np_app_find (rig->window, GTK_TYPE_SPINNER, NULL) == NULL);
  app_rig_await_toast (rig, "Saved.");
}

static void
test_when_save_is_active (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  g_assert_false (app_rig_can_save (rig));
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  g_assert_true (app_rig_can_save (rig));
  app_rig_edit (rig, NP_FIELD_ORDER_NUMBER, "1.5");
  g_assert_false (app_rig_can_save (rig));
  app_rig_edit (rig, NP_FIELD_ORDER_NUMBER, " 15 ");
  g_assert_true (app_rig_can_save (rig));
  app_rig_edit (rig, NP_FIELD_MODEL_NAME, "");
  g_assert_false (app_rig_can_save (rig));
  app_rig_edit (rig, NP_FIELD_MODEL_NAME, RIG_MODEL_NAME);
  g_assert_true (app_rig_can_save (rig));
  save (rig);
  assert_last_body (rig, "{\"OrderNumber\":15,\"Task\":\"typed\"}");
  g_assert_false (app_rig_can_save (rig));
}

static void
test_problem_is_told (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *button = np_app_find (rig->window, GTK_TYPE_BUTTON, "Save");
  g_autofree char *none = app_rig_dup_problem (rig, NP_FIELD_ORDER_NUMBER);
  g_autofree char *problem = NULL;

  g_assert_null (none);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Nothing has changed");
  app_rig_edit (rig, NP_FIELD_ORDER_NUMBER, "twelve");
  problem = app_rig_dup_problem (rig, NP_FIELD_ORDER_NUMBER);
  g_assert_nonnull (problem);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "1 field needs attention");
}

typedef struct
{
  const char *text;
  GtkWidget *label;
} LabelSearch;

static void
find_label_cb (GtkWidget *widget, gpointer user_data)
{
  LabelSearch *search = user_data;

  if (GTK_IS_LABEL (widget) &&
      g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), search->text))
    search->label = widget;
}

/* A screen reader is told what is wrong, of which field, and finds it from the field. */
static void
test_problem_is_announced (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  LabelSearch search = { NULL, NULL };
  g_autofree char *problem = NULL;
  g_autofree char *name = NULL;
  g_autofree char *wrong = NULL;
  GtkAccessible *editor = GTK_ACCESSIBLE (app_rig_get_editor (rig, NP_FIELD_ORDER_NUMBER));

  app_rig_edit (rig, NP_FIELD_ORDER_NUMBER, "1,5");
  problem = app_rig_dup_problem (rig, NP_FIELD_ORDER_NUMBER);
  search.text = problem;
  np_app_visit (app_rig_get_row (rig, NP_FIELD_ORDER_NUMBER), find_label_cb, &search);
  g_assert_nonnull (search.label);
  g_assert_true (
      gtk_test_accessible_has_role (GTK_ACCESSIBLE (search.label), GTK_ACCESSIBLE_ROLE_ALERT));
  name = g_strdup_printf ("Order number: %s", problem);
  wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (search.label),
                                              GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  g_assert_cmpstr (wrong, ==, NULL);
  g_assert_true (
      gtk_test_accessible_has_relation (editor, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY));
  wrong = gtk_test_accessible_check_state (editor, GTK_ACCESSIBLE_STATE_INVALID,
                                           GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_cmpstr (wrong, ==, NULL);
}

static void
test_put_back (void)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_autoptr (AppRig) rig = open_rig ();
      g_autofree char *before = app_rig_dup_shown (rig, id);

      g_assert_false (app_rig_is_marked (rig, id));
      app_rig_edit (rig, id, app_rig_texts[id]);
      g_assert_true (app_rig_is_marked (rig, id));
      np_app_click (app_rig_get_row (rig, id), "Put Back");
      app_rig_assert_shown (rig, id, before);
      g_assert_false (app_rig_is_marked (rig, id));
      g_assert_false (app_rig_can_save (rig));
    }
}

static void
test_put_back_all (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit_all (rig);
  np_app_activate (app_rig_get_editor (rig, NP_FIELD_TASK), "model.put-back-all", NULL);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_assert_false (app_rig_is_marked (rig, id));
  app_rig_assert_shown (rig, NP_FIELD_MODEL_NAME, RIG_MODEL_NAME);
}

static void
click_often (AppRig *rig)
{
  GtkWidget *button = np_app_find (rig->window, GTK_TYPE_BUTTON, "Save");

  for (guint i = 0; i < 20; i++)
    {
      g_signal_emit_by_name (button, "clicked");
      gtk_widget_activate_action (app_rig_get_editor (rig, NP_FIELD_TASK), "model.save", NULL);
    }
}

/* While a save runs there is a spinner, no second save, and a form to type in. */
static void
test_while_saving (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_set_reviews_harmless (FALSE);
  app_rig_edit (rig, NP_FIELD_TASK, "sent");
  np_practice_service_set_latency (rig->service, 100);
  click_often (rig);
  np_await_true (app_rig_count (rig, "UpdateModel") == 1);
  np_await_true (np_app_find (rig->window, GTK_TYPE_SPINNER, NULL) != NULL);
  g_assert_false (app_rig_can_save (rig));
  click_often (rig);
  app_rig_edit (rig, NP_FIELD_TASK, "typed later");
  app_rig_edit (rig, NP_FIELD_MODEL_DESCRIPTION, "typed later");
  np_practice_service_set_latency (rig->service, 0);
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");

  g_assert_null (np_app_find (rig->window, GTK_TYPE_SPINNER, NULL));
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 1);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed later");
  app_rig_assert_shown (rig, NP_FIELD_MODEL_DESCRIPTION, "typed later");
  g_assert_true (app_rig_is_marked (rig, NP_FIELD_TASK));
  save (rig);
  assert_last_body (rig, "{\"ModelDescription\":\"typed later\",\"Task\":\"typed later\"}");
}

static gboolean
is_shown (AppRig *rig, NpFieldId id, const char *text)
{
  g_autofree char *shown = app_rig_dup_shown (rig, id);

  return g_strcmp0 (shown, text) == 0;
}

static void
test_reload (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "mine");
  g_assert_true (np_practice_service_put_model_json (
      rig->service, RIG_MODEL_ID,
      MODEL_JSON ("\"Task\":\"text-classification\",\"Domain\":\"theirs\"")));
  np_app_activate (app_rig_get_editor (rig, NP_FIELD_TASK), "model.reload", NULL);
  np_await_true (is_shown (rig, NP_FIELD_DOMAIN, "theirs"));
  app_rig_assert_shown (rig, NP_FIELD_TASK, "mine");
  app_rig_assert_shown (rig, NP_FIELD_MODEL_NAME, "Plain");
}

/* Without a mouse: arrow keys choose, though they go from row to row elsewhere. */
static void
test_visibility_by_keys (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *choice = NULL;

  app_rig_connect_and_open (rig);
  choice = app_rig_get_editor (rig, NP_FIELD_ACCESSIBILITY);
  app_rig_assert_shown (rig, NP_FIELD_ACCESSIBILITY, "PRIVATE");
  g_assert_true (gtk_widget_grab_focus (choice));
  g_assert_true (np_app_press (choice, "Down"));
  app_rig_assert_shown (rig, NP_FIELD_ACCESSIBILITY, "PUBLIC");
  g_assert_true (np_app_press (choice, "Up"));
  app_rig_assert_shown (rig, NP_FIELD_ACCESSIBILITY, "PRIVATE");

  /* In another field the key is for that. */
  gtk_widget_grab_focus (app_rig_get_editor (rig, NP_FIELD_TASK));
  g_assert_false (np_app_press (choice, "Down"));
}

/* A visibility that no document names is shown as it is, can be left and can be
 * chosen again. */
static void
test_unknown_visibility (void)
{
  g_autoptr (AppRig) rig = open_rig_with (MODEL_JSON ("\"Accessibility\":\"SHARED<b>\""));

  app_rig_assert_shown (rig, NP_FIELD_ACCESSIBILITY, "SHARED<b>");
  g_assert_true (np_app_has_text (app_rig_get_row (rig, NP_FIELD_ACCESSIBILITY), "SHARED<b>"));
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  save (rig);
  assert_last_body (rig, "{\"Task\":\"typed\"}");

  app_rig_edit (rig, NP_FIELD_ACCESSIBILITY, "PUBLIC");
  g_assert_true (app_rig_can_save (rig));
  app_rig_edit (rig, NP_FIELD_ACCESSIBILITY, "SHARED<b>");
  g_assert_false (app_rig_can_save (rig));
}

static GtkTextBuffer *
get_json_buffer (AppRig *rig)
{
  GtkWidget *editor = app_rig_get_editor (rig, NP_FIELD_EXTRA_INFO);

  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (np_json_editor_get_view (NP_JSON_EDITOR (editor))));
}

/* Whether the character at a place is underlined as a fault. Places count from
 * zero. */
static gboolean
is_underlined (GtkTextBuffer *buffer, int line, int column)
{
  GtkTextIter iter;
  g_autoptr (GSList) tags = NULL;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &iter, line, column);
  tags = gtk_text_iter_get_tags (&iter);
  for (GSList *l = tags; l != NULL; l = l->next)
    {
      PangoUnderline underline = PANGO_UNDERLINE_NONE;

      g_object_get (l->data, "underline", &underline, NULL);
      if (underline == PANGO_UNDERLINE_ERROR)
        return TRUE;
    }
  return FALSE;
}

static void
test_json_fault (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkTextBuffer *buffer = get_json_buffer (rig);
  g_autofree char *problem = NULL;

  app_rig_edit (rig, NP_FIELD_EXTRA_INFO, "{\n  \"名\": 01\n}");
  g_assert_false (app_rig_can_save (rig));
  problem = app_rig_dup_problem (rig, NP_FIELD_EXTRA_INFO);
  g_assert_nonnull (problem);
  g_assert_true (g_str_has_prefix (problem, "Line 2, column 8: "));
  np_await_true (is_underlined (buffer, 1, 7));
  g_assert_false (is_underlined (buffer, 1, 6));
  g_assert_false (is_underlined (buffer, 0, 0));

  app_rig_edit (rig, NP_FIELD_EXTRA_INFO, "{\n  \"名\": 10\n}");
  g_assert_true (app_rig_can_save (rig));
  np_await_true (!is_underlined (buffer, 1, 7));
  save (rig);
  assert_last_body (rig, "{\"ExtraInfo\":{\"名\":10}}");
}

/* A fault at the end of the text has no character of its own. */
static void
test_json_fault_at_end (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkTextBuffer *buffer = get_json_buffer (rig);

  app_rig_edit (rig, NP_FIELD_EXTRA_INFO, "{\"a\": 1");
  np_await_true (is_underlined (buffer, 0, 6));
  app_rig_edit (rig, NP_FIELD_EXTRA_INFO, "[1]");
  g_assert_false (app_rig_can_save (rig));
}

/* Numbers that nobody touched leave as they came. */
static void
test_json_numbers (void)
{
  g_autoptr (AppRig) rig = open_rig_with (
      MODEL_JSON ("\"ExtraInfo\":{\"a\":4.90,\"b\":1E5,\"c\":-0,\"d\":9223372036854775808}"));
  g_autofree char *shown = app_rig_dup_shown (rig, NP_FIELD_EXTRA_INFO);
  g_auto (GStrv) parts = g_strsplit (shown, "4.90", 2);
  g_autofree char *edited = NULL;

  g_assert_nonnull (parts[1]);
  edited = g_strconcat (parts[0], "4.91", parts[1], NULL);
  app_rig_edit (rig, NP_FIELD_EXTRA_INFO, edited);
  save (rig);
  assert_last_body (
      rig, "{\"ExtraInfo\":{\"a\":4.91,\"b\":1E5,\"c\":-0,\"d\":9223372036854775808}}");
}

static void
find_text_cb (GtkWidget *widget, gpointer user_data)
{
  GtkWidget **text = user_data;

  if (GTK_IS_TEXT (widget))
    *text = widget;
}

/* In front of what is there, or up to END in its place. */
static void
paste_over (AppRig *rig, NpFieldId id, const char *content, int end)
{
  GtkWidget *text = NULL;

  np_app_visit (app_rig_get_row (rig, id), find_text_cb, &text);
  g_assert_nonnull (text);
  gtk_editable_select_region (GTK_EDITABLE (text), 0, end);
  np_app_paste_into (text, content);
}

static void
paste (AppRig *rig, NpFieldId id, const char *content)
{
  paste_over (rig, id, content, 0);
}

static gboolean
shows (AppRig *rig, NpFieldId id, const char *text)
{
  g_autofree char *shown = app_rig_dup_shown (rig, id);

  return g_strcmp0 (shown, text) == 0;
}

/* A paste that the entry would cut is refused as a whole. */
static void
test_long_paste (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autofree char *too_long = g_strnfill (ENTRY_MAX_BYTES, 'x');
  const char *refusal = "That is too long for this field. Nothing was inserted.";

  paste (rig, NP_FIELD_TASK, too_long);
  np_await_true (np_app_has_text (app_rig_get_row (rig, NP_FIELD_TASK), refusal));
  app_rig_assert_shown (rig, NP_FIELD_TASK, "text-classification");
  g_assert_false (app_rig_can_save (rig));

  paste (rig, NP_FIELD_TASK, "a-");
  np_await_true (shows (rig, NP_FIELD_TASK, "a-text-classification"));
  g_assert_false (np_app_has_text (app_rig_get_row (rig, NP_FIELD_TASK), refusal));
  g_assert_true (app_rig_can_save (rig));
}

/* What was selected, and would have been replaced, stays. */
static void
test_long_paste_over_selection (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autofree char *too_long = g_strnfill (ENTRY_MAX_BYTES + 1, 'x');

  paste_over (rig, NP_FIELD_TASK, too_long, -1);
  np_await_true (np_app_has_text (app_rig_get_row (rig, NP_FIELD_TASK),
                                  "That is too long for this field. Nothing was inserted."));
  app_rig_assert_shown (rig, NP_FIELD_TASK, "text-classification");
  g_assert_false (app_rig_is_marked (rig, NP_FIELD_TASK));
}

/* What the service has already is shown as far as it fits and never sent. */
static void
test_long_value (void)
{
  g_autofree char *long_text = g_strnfill (ENTRY_MAX_BYTES + 100, 'x');
  g_autofree char *json = g_strconcat ("{\"ModelId\":\"" RIG_MODEL_ID "\",\"Task\":\"",
                                       long_text, "\",\"ModelName\":\"Plain\"}", NULL);
  g_autoptr (AppRig) rig = open_rig_with (json);
  GtkWidget *editor = app_rig_get_editor (rig, NP_FIELD_TASK);
  g_autofree char *problem = app_rig_dup_problem (rig, NP_FIELD_TASK);
  g_autoptr (GBytes) stored = NULL;

  g_assert_nonnull (problem);
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (editor)));
  g_assert_false (app_rig_is_marked (rig, NP_FIELD_TASK));
  g_assert_false (app_rig_can_save (rig));
  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  save (rig);
  assert_last_body (rig, "{\"Domain\":\"cv\"}");
  stored = np_practice_service_dup_model_json (rig->service, RIG_MODEL_ID);
  g_assert_cmpuint (g_bytes_get_size (stored), >, ENTRY_MAX_BYTES + 100);
}

/* Line breaks of another system are kept, in the service and in the editor. */
static void
test_line_breaks (void)
{
  g_autoptr (AppRig)
      rig = open_rig_with (MODEL_JSON ("\"ModelDescription\":\"one\\r\\ntwo\\rthree\\n\""));

  app_rig_assert_shown (rig, NP_FIELD_MODEL_DESCRIPTION, "one\r\ntwo\rthree\n");
  g_assert_false (app_rig_can_save (rig));
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  save (rig);
  assert_last_body (rig, "{\"Task\":\"typed\"}");
  app_rig_edit (rig, NP_FIELD_MODEL_DESCRIPTION, "one\r\ntwo\rthree\n!");
  save (rig);
  assert_last_body (rig, "{\"ModelDescription\":\"one\\r\\ntwo\\rthree\\n!\"}");
}

static void
assert_can_open_document (AppRig *rig, const char *text, gboolean can_open)
{
  app_rig_edit (rig, NP_FIELD_MODEL_DOC, text);
  g_assert_true (np_app_can_click (app_rig_get_row (rig, NP_FIELD_MODEL_DOC), "Open") ==
                 can_open);
}

static void
test_document_link (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  assert_can_open_document (rig, "https://example.com/", TRUE);
  assert_can_open_document (rig, "http://example.com/a b", FALSE);
  assert_can_open_document (rig, "HTTP://example.com/", TRUE);
  assert_can_open_document (rig, "file:///etc/passwd", FALSE);
  assert_can_open_document (rig, "javascript:alert(1)", FALSE);
  assert_can_open_document (rig, "ssh://example.com", FALSE);
  assert_can_open_document (rig, "README.md", FALSE);
  assert_can_open_document (rig, "", FALSE);
}

/* A value that the editor of its field cannot hold stays as it is. */
static void
test_unreadable_value (void)
{
  g_autoptr (AppRig) rig = open_rig_with (
      MODEL_JSON ("\"Task\":[\"a\"],\"ExtraInfo\":\"text\",\"OrderNumber\":1.5"));
  const NpFieldId ids[] = { NP_FIELD_TASK, NP_FIELD_EXTRA_INFO, NP_FIELD_ORDER_NUMBER };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      gboolean is_editable = TRUE;

      g_object_get (app_rig_get_editor (rig, ids[i]), "editable", &is_editable, NULL);
      g_assert_false (is_editable);
    }
  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  save (rig);
  assert_last_body (rig, "{\"Domain\":\"cv\"}");
}

/* What the service says is text, wherever it is shown. */
static void
test_markup (void)
{
  g_autoptr (AppRig) rig = open_rig_with ("{\"ModelId\":\"" RIG_MODEL_ID
                                          "\",\"ModelName\":\"<b>A</b> &amp; B\","
                                          "\"Provider\":\"<i>P</i>\",\"Task\":\"<u>T</u>\"}");

  g_assert_true (np_app_has_text (rig->window, "<b>A</b> &amp; B"));
  g_assert_true (np_app_has_text (rig->window, "<i>P</i>"));
  app_rig_edit (rig, NP_FIELD_TASK, "plain");
  g_assert_true (np_app_has_text (rig->window, "Was: <u>T</u>"));
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/form/when-save-is-active", test_when_save_is_active);
  g_test_add_func ("/form/problem-is-told", test_problem_is_told);
  g_test_add_func ("/form/problem-is-announced", test_problem_is_announced);
  g_test_add_func ("/form/put-back", test_put_back);
  g_test_add_func ("/form/put-back-all", test_put_back_all);
  g_test_add_func ("/form/while-saving", test_while_saving);
  g_test_add_func ("/form/reload", test_reload);
  g_test_add_func ("/form/visibility-by-keys", test_visibility_by_keys);
  g_test_add_func ("/form/unknown-visibility", test_unknown_visibility);
  g_test_add_func ("/form/json-fault", test_json_fault);
  g_test_add_func ("/form/json-fault/at-end", test_json_fault_at_end);
  g_test_add_func ("/form/json-numbers", test_json_numbers);
  g_test_add_func ("/form/long-paste", test_long_paste);
  g_test_add_func ("/form/long-paste/over-selection", test_long_paste_over_selection);
  g_test_add_func ("/form/long-value", test_long_value);
  g_test_add_func ("/form/line-breaks", test_line_breaks);
  g_test_add_func ("/form/document-link", test_document_link);
  g_test_add_func ("/form/unreadable-value", test_unreadable_value);
  g_test_add_func ("/form/markup", test_markup);

  return app_rig_run ();
}
