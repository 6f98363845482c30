/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-dialog.h"
#include "np-await.h"
#include "np-marked-text.h"
#include "np-pair-view.h"
#include "np-request-view.h"
#include "np-review-dialog.h"
#include "np-review-row.h"

/* The review of a save: it shows exactly what is sent, and sends nothing but on
 * a person's word. */

static const char *const canaries[] = { RIG_SECRET,      RIG_TOKEN,   RIG_KEY_ID,
                                        "uthorization",  "ignature=", "x-acs-signature",
                                        "security-token" };

static AppRig *
open_rig (void)
{
  AppRig *rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  return rig;
}

static GtkWidget *
find_row (GtkWidget *dialog, NpFieldId id)
{
  return np_app_find (dialog, NP_TYPE_REVIEW_ROW, np_field_get_label (id));
}

static void
collect_titles_cb (GtkWidget *widget, gpointer user_data)
{
  if (NP_IS_REVIEW_ROW (widget))
    g_string_append_printf (
        user_data, "%s;",
        np_field_get_wire_name (np_review_row_get_field_id (NP_REVIEW_ROW (widget))));
}

static char *
dup_rows (GtkWidget *dialog)
{
  GString *titles = g_string_new (NULL);

  np_app_visit (dialog, collect_titles_cb, titles);
  return g_string_free (titles, FALSE);
}

/* One row a field, and what may do harm first. */
static void
test_shows_changes (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;
  g_autofree char *rows = NULL;

  app_rig_edit_all (rig);
  dialog = app_rig_await_review (rig);
  rows = dup_rows (dialog);
  g_assert_cmpstr (rows, ==,
                   "ModelName;Accessibility;Task;ModelDescription;Origin;Domain;ModelType;"
                   "ParameterSize;ModelDoc;OrderNumber;ExtraInfo;");
  g_assert_true (np_app_has_text (find_row (dialog, NP_FIELD_MODEL_NAME), RIG_MODEL_NAME));
  g_assert_true (np_app_has_text (find_row (dialog, NP_FIELD_MODEL_NAME),
                                  app_rig_texts[NP_FIELD_MODEL_NAME]));
  g_assert_true (np_app_has_text (find_row (dialog, NP_FIELD_ACCESSIBILITY), "Private"));
  g_assert_true (np_app_has_text (find_row (dialog, NP_FIELD_ACCESSIBILITY), "Public"));
  g_assert_true (np_app_has_text (find_row (dialog, NP_FIELD_ACCESSIBILITY),
                                  "Everyone in the workspace will see this model."));
  g_assert_true (np_app_has_text (find_row (dialog, NP_FIELD_TASK),
                                  "The text that stood here will be gone."));
  g_assert_true (np_app_has_text (find_row (dialog, NP_FIELD_TASK), "Empty"));
  g_assert_false (np_app_has_text (find_row (dialog, NP_FIELD_DOMAIN), "will be gone"));
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
}

static void
test_enter_sends_once (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autoptr (GtkWidget) dialog = NULL;
  g_autofree char *body = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  dialog = g_object_ref (app_rig_await_review (rig));
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
  app_rig_press_enter (dialog);
  g_signal_emit_by_name (dialog, "activate-default");
  gtk_widget_activate_action (dialog, "review.send", NULL);
  np_app_await_gone (NP_TYPE_REVIEW_DIALOG);
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");
  np_await_nothing_pending ();
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 1);
  body = app_rig_dup_body (rig);
  g_assert_cmpstr (body, ==, "{\"Task\":\"typed\"}");
}

static void
test_escape_sends_nothing (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_press_key (app_rig_await_review (rig), "Escape");
  np_app_await_gone (NP_TYPE_REVIEW_DIALOG);
  np_await_nothing_pending ();
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
  g_assert_true (app_rig_can_save (rig));

  np_app_click (app_rig_await_review (rig), "Back");
  np_app_await_gone (NP_TYPE_REVIEW_DIALOG);
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
}

/* However often Save is pressed there is one review. */
static void
test_one_review (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *editor = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  editor = app_rig_get_editor (rig, NP_FIELD_TASK);
  for (guint i = 0; i < 10; i++)
    gtk_widget_activate_action (editor, "model.save", NULL);
  np_app_click (np_app_await (NULL, NP_TYPE_REVIEW_DIALOG, NULL), "Back");
  np_app_await_gone (NP_TYPE_REVIEW_DIALOG);
  np_await_nothing_pending ();
  g_assert_null (np_app_find (NULL, NP_TYPE_REVIEW_DIALOG, NULL));
}

static void
test_put_back (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;
  g_autofree char *rows = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  dialog = app_rig_await_review (rig);
  np_app_click (find_row (dialog, NP_FIELD_DOMAIN), "Put Back");
  rows = dup_rows (dialog);
  g_assert_cmpstr (rows, ==, "Task;");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "Review 1 Change");
  /* The next key does not send. */
  g_assert_true (NP_IS_REVIEW_ROW (gtk_window_get_focus (GTK_WINDOW (dialog))));
  np_app_click (find_row (dialog, NP_FIELD_TASK), "Put Back");
  np_app_await_gone (NP_TYPE_REVIEW_DIALOG);
  g_assert_false (app_rig_is_marked (rig, NP_FIELD_TASK));
  g_assert_false (app_rig_can_save (rig));
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
}

/* What a person put back is not sent. */
static void
test_put_back_then_send (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;
  g_autofree char *body = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  dialog = app_rig_await_review (rig);
  np_app_click (find_row (dialog, NP_FIELD_TASK), "Put Back");
  np_app_click (dialog, "Send");
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");
  body = app_rig_dup_body (rig);
  g_assert_cmpstr (body, ==, "{\"Domain\":\"cv\"}");
}

static void
test_skips_harmless (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_set_reviews_harmless (FALSE);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_press_save (rig);
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");
  g_assert_null (np_app_find (NULL, NP_TYPE_REVIEW_DIALOG, NULL));
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 1);
}

static void
assert_reviewed (NpFieldId id, const char *text)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;

  app_rig_set_reviews_harmless (FALSE);
  app_rig_edit (rig, id, text);
  dialog = app_rig_await_review (rig);
  g_assert_nonnull (find_row (dialog, id));
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
}

/* Whatever is set. */
static void
test_reviews_risky (void)
{
  assert_reviewed (NP_FIELD_MODEL_NAME, "Another name");
  assert_reviewed (NP_FIELD_ACCESSIBILITY, "PUBLIC");
  assert_reviewed (NP_FIELD_DOMAIN, "");
}

static void
assert_no_canary (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (canaries); i++)
    g_assert_null (strstr (text, canaries[i]));
}

/* A copied text is what the service gets, without what signs it. */
static void
test_request (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *dialog = NULL;
  GtkWidget *request = NULL;
  GtkWidget *expander = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  NpPracticeRequest *put = NULL;

  np_practice_service_add_key (rig->service, RIG_KEY_ID, RIG_SECRET, RIG_TOKEN);
  app_rig_connect_to (rig, np_practice_service_get_url (rig->service), RIG_TOKEN);
  app_rig_open (rig, RIG_LINK);
  app_rig_await_page (rig, "model");
  app_rig_edit_all (rig);
  dialog = app_rig_await_review (rig);
  request = np_app_find (dialog, NP_TYPE_REQUEST_VIEW, NULL);
  expander = np_app_find (request, ADW_TYPE_EXPANDER_ROW, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  np_app_await (request, GTK_TYPE_TEXT_VIEW, NULL);
  np_app_click (request, "Copy as Text");
  text = np_app_dup_clipboard ();
  assert_no_canary (text);
  np_app_click (dialog, "Send");
  app_rig_await_toast (rig, "Saved. 11 of 11 changes confirmed.");

  requests = np_practice_service_dup_requests (rig->service);
  put = app_rig_get_last (requests, "UpdateModel");
  expected = g_strdup_printf ("%s %s%s\n\n%.*s\n", put->method,
                              np_practice_service_get_url (rig->service), put->target,
                              (int) g_bytes_get_size (put->body),
                              (const char *) g_bytes_get_data (put->body, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_curl (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) arguments = NULL;
  const char *command = NULL;
  int n = 0;

  app_rig_edit (rig, NP_FIELD_MODEL_DESCRIPTION, "It's $HOME `id` \"quoted\"\n\\");
  dialog = app_rig_await_review (rig);
  np_app_activate (np_app_find (dialog, NP_TYPE_REQUEST_VIEW, NULL), "request.copy-curl", NULL);
  text = np_app_dup_clipboard ();
  assert_no_canary (text);
  g_assert_true (g_str_has_prefix (text, "# Not signed"));
  command = strchr (text, '\n') + 1;
  g_assert_true (g_shell_parse_argv (command, &n, &arguments, NULL));
  g_assert_cmpstr (arguments[0], ==, "curl");
  g_assert_cmpstr (arguments[n - 1], ==,
                   "{\"ModelDescription\":\"It's $HOME `id` \\\"quoted\\\"\\n\\\\\"}");
  g_assert_true (g_str_has_prefix (arguments[3], "http://127.0.0.1"));
  g_assert_true (g_str_has_suffix (arguments[3], "/api/v1/models/" RIG_MODEL_ID));
}

typedef struct
{
  const char *old_text;
  const char *new_text;
  const char *sentence;
  const char *shown;
} InvisibleCase;

static const InvisibleCase invisible_cases[] = {
  { "one two", "one  two", "Only white space differs.", "one··two" },
  { "one\ntwo", "one\r\ntwo", "Only the line ends differ.", "‹CR›" },
  { "onetwo", "one\u200btwo", "Only characters that cannot be seen differ.",
    "‹ZERO WIDTH SPACE›" },
};

static void
test_invisible (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (invisible_cases); i++)
    {
      const InvisibleCase *test = &invisible_cases[i];
      g_auto (GStrv) parts = g_strsplit (test->old_text, "\n", -1);
      g_autofree char *escaped = g_strjoinv ("\\n", parts);
      g_autofree char *json = g_strdup_printf (RIG_MODEL_JSON ("\"ModelDescription\":\"%s\""),
                                               escaped);
      g_autoptr (AppRig) rig = app_rig_new_with_model (json);
      GtkWidget *dialog = NULL;

      app_rig_edit (rig, NP_FIELD_MODEL_DESCRIPTION, test->new_text);
      dialog = app_rig_await_review (rig);
      g_assert_true (np_app_has_text (dialog, test->sentence));
      g_assert_true (np_app_has_text (dialog, test->shown));
    }
}

static void
longest_label_cb (GtkWidget *widget, gpointer user_data)
{
  gsize *longest = user_data;

  if (GTK_IS_LABEL (widget))
    *longest = MAX (*longest, strlen (gtk_label_get_text (GTK_LABEL (widget))));
}

static gsize
get_text_length (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  return (gsize) gtk_text_buffer_get_char_count (buffer);
}

/* What a screen reader says on a row is what stands there. */
static void
test_row_is_named (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkAccessible *row = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  row = GTK_ACCESSIBLE (find_row (app_rig_await_review (rig), NP_FIELD_TASK));
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Task");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Old: “text-classification”. New: “typed”.");
}

/* A text of a megabyte in one line: a part of it first, all of it on request. */
static void
test_long_text (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *dialog = NULL;
  gsize longest = 0;

  /* In paragraphs that a view can lay out. */
  for (guint i = 0; i < 200000; i++)
    g_string_append (text, i % 1000 == 999 ? "word\n" : "word ");
  app_rig_edit (rig, NP_FIELD_MODEL_DESCRIPTION, text->str);
  dialog = app_rig_await_review (rig);
  np_app_visit (dialog, longest_label_cb, &longest);
  g_assert_cmpuint (longest, <, 2000);
  np_app_click (dialog, "Show All 200000 Words");
  g_assert_cmpuint (get_text_length (np_app_await (dialog, GTK_TYPE_TEXT_VIEW, NULL)), >=,
                    text->len);
  np_app_click (dialog, "Show Less");
  g_assert_null (np_app_find (dialog, GTK_TYPE_TEXT_VIEW, NULL));
}

/* Extra info is shown by its keys, and only those that change. */
static void
test_extra_info (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (
      RIG_MODEL_JSON ("\"ExtraInfo\":{\"kept\":1,\"gone\":\"old\",\"other\":4.90}"));
  GtkWidget *row = NULL;

  app_rig_edit (rig, NP_FIELD_EXTRA_INFO, "{\"kept\":1,\"other\":4.91,\"new\":[true]}");
  row = find_row (app_rig_await_review (rig), NP_FIELD_EXTRA_INFO);
  g_assert_cmpuint (app_rig_count_widgets (row, NP_TYPE_PAIR_VIEW), ==, 3);
  g_assert_true (np_app_has_text (row, "gone"));
  g_assert_true (np_app_has_text (row, "4.90"));
  g_assert_true (np_app_has_text (row, "4.91"));
  g_assert_true (np_app_has_text (row, "new"));
  g_assert_true (np_app_has_text (row, "Not there"));
  g_assert_false (np_app_has_text (row, "kept"));
}

typedef struct
{
  GtkWidget *texts[2];
  guint n;
} TextPair;

static void
collect_texts_cb (GtkWidget *widget, gpointer user_data)
{
  TextPair *pair = user_data;

  if (NP_IS_MARKED_TEXT (widget) && pair->n < 2)
    pair->texts[pair->n++] = widget;
}

typedef enum
{
  UNKNOWN, /* not laid out yet */
  STACKED,
  SIDE_BY_SIDE,
} Arrangement;

/* How the old text stands to the new one. */
static Arrangement
get_arrangement (GtkWidget *dialog, NpFieldId id)
{
  TextPair pair = { 0 };
  graphene_rect_t first, second;

  np_app_visit (find_row (dialog, id), collect_texts_cb, &pair);
  g_assert_cmpuint (pair.n, ==, 2);
  if (!gtk_widget_compute_bounds (pair.texts[0], dialog, &first) ||
      !gtk_widget_compute_bounds (pair.texts[1], dialog, &second))
    return UNKNOWN;
  if (first.origin.y == second.origin.y)
    return first.origin.x < second.origin.x ? SIDE_BY_SIDE : UNKNOWN;
  return first.origin.x == second.origin.x && first.origin.y < second.origin.y ? STACKED
                                                                               : UNKNOWN;
}

static void
test_narrow (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autofree char *one_word = g_strnfill (500, 'x');
  GtkWidget *dialog = NULL;
  int minimum = 0;

  app_rig_edit (rig, NP_FIELD_TASK, one_word);
  dialog = app_rig_await_review (rig);
  np_await_true (get_arrangement (dialog, NP_FIELD_TASK) == SIDE_BY_SIDE);
  gtk_widget_measure (dialog, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 600);
  np_await_true (gtk_widget_get_width (dialog) <= 360);
  np_await_true (get_arrangement (dialog, NP_FIELD_TASK) == STACKED);
}

static void
test_nobody_else (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  dialog = app_rig_await_review (rig);
  np_await_true (np_app_has_text (dialog, "Nobody else changed it."));
}

/* What somebody else changed elsewhere is kept, and said beforehand. */
static void
test_joined (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (
      RIG_MODEL_JSON ("\"Task\":\"old\",\"Domain\":\"nlp\",\"Origin\":\"a\""));
  GtkWidget *dialog = NULL;
  g_autofree char *body = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_put_model (rig,
                     RIG_MODEL_JSON ("\"Task\":\"old\",\"Domain\":\"cv\",\"Origin\":\"b\""));
  dialog = app_rig_await_review (rig);
  np_await_true (np_app_has_text (dialog, "2 changes of somebody else will be kept."));
  np_app_click (dialog, "Send");
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");
  body = app_rig_dup_body (rig);
  g_assert_cmpstr (body, ==, "{\"Task\":\"typed\"}");
  app_rig_assert_shown (rig, NP_FIELD_DOMAIN, "cv");
}

/* The read fails: it is said, and a person may send all the same. */
static void
test_not_read (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  for (guint i = 0; i < 2; i++)
    np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_NO_PERMISSION);
  dialog = app_rig_await_review (rig);
  np_await_true (np_app_has_text (dialog, "it could not be read"));
  g_assert_true (np_app_can_click (dialog, "Send"));
}

/* The account goes while its review is open: so does the review. */
static void
test_window_goes (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_watch (rig, app_rig_await_review (rig));
  gtk_window_destroy (rig->window);
  np_await_true (g_list_model_get_n_items (gtk_window_get_toplevels ()) == 0);
  np_await_nothing_pending ();
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/review/shows-changes", test_shows_changes);
  g_test_add_func ("/review/enter-sends-once", test_enter_sends_once);
  g_test_add_func ("/review/escape-sends-nothing", test_escape_sends_nothing);
  g_test_add_func ("/review/one-review", test_one_review);
  g_test_add_func ("/review/put-back", test_put_back);
  g_test_add_func ("/review/put-back/then-send", test_put_back_then_send);
  g_test_add_func ("/review/skips-harmless", test_skips_harmless);
  g_test_add_func ("/review/reviews-risky", test_reviews_risky);
  g_test_add_func ("/review/request", test_request);
  g_test_add_func ("/review/request/curl", test_curl);
  g_test_add_func ("/review/invisible", test_invisible);
  g_test_add_func ("/review/row-is-named", test_row_is_named);
  g_test_add_func ("/review/long-text", test_long_text);
  g_test_add_func ("/review/extra-info", test_extra_info);
  g_test_add_func ("/review/narrow", test_narrow);
  g_test_add_func ("/review/nobody-else", test_nobody_else);
  g_test_add_func ("/review/joined", test_joined);
  g_test_add_func ("/review/not-read", test_not_read);
  g_test_add_func ("/review/window-goes", test_window_goes);

  return app_rig_run ();
}
