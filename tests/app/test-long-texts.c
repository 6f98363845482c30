/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-dialog.h"
#include "np-app-stall.h"
#include "np-await.h"
#include "np-long-words.h"

/* Texts of many lines, and of words without an end: they are edited as any other, and the
 * window goes on answering. How long it stood still is printed, and asserted is what makes
 * it short: no view is higher than it may be, no label has more than a beginning, and no
 * paragraph with a long word is wrapped between words. */

#define N_MANY 70000

/* Of a paragraph that no view is given. */
#define N_HUGE 300000

/* Of a paragraph that may be there, but not twice in one. */
#define N_PIECE 20000

#define TOO_LONG "This text is too long to edit here. It is kept as it is."
#define REFUSED  "That is too long for this field. Nothing was inserted."

/* How high a view of a text may be, with what is around it. */
#define MAX_HEIGHT 322

static gboolean
has_tag_at (GtkTextBuffer *buffer, int line)
{
  GtkTextIter iter;
  g_autoptr (GSList) tags = NULL;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, line);
  tags = gtk_text_iter_get_tags (&iter);
  return tags != NULL;
}

static char *
repeat (const char *piece, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct
{
  const char *piece;
  guint n;
  gboolean is_long;
} words[] = {
  { "x", 1000, FALSE },      { "x", 1001, TRUE },       { "word ", 1000, FALSE },
  { "%s", 600, TRUE },       { "|", 1100, TRUE },       { "\u94ed", 3000, FALSE },
  { "\uac00", 3000, FALSE }, { "\u0e01", 3000, FALSE }, { "\u200b", 3000, FALSE },
  { "\001", 1100, TRUE },    { "a-", 600, TRUE },       { "https://example.com/", 100, TRUE },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
      g_autofree char *text = repeat (words[i].piece, words[i].n);

      g_test_message ("%u times “%s”", words[i].n, words[i].piece);
      np_long_words_wrap (buffer);
      gtk_text_buffer_set_text (buffer, text, -1);
      g_assert_true (has_tag_at (buffer, 0) == words[i].is_long);
    }
}

static void
insert (GtkTextBuffer *buffer, int line, int offset, const char *text)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &iter, line, offset);
  gtk_text_buffer_insert (buffer, &iter, text, -1);
}

static void
erase (GtkTextBuffer *buffer, int line, int offset)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &start, line, offset);
  end = start;
  gtk_text_iter_forward_char (&end);
  gtk_text_buffer_delete (buffer, &start, &end);
}

/* Only the paragraphs that need it, and only as long as they do. */
static void
test_typing (void)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  g_autofree char *word = repeat ("x", 1000);

  np_long_words_wrap (buffer);
  insert (buffer, 0, 0, "one\n");
  insert (buffer, 1, 0, word);
  insert (buffer, 1, 1000, "\nthree");
  g_assert_false (has_tag_at (buffer, 1));
  insert (buffer, 1, 0, "y");
  g_assert_false (has_tag_at (buffer, 0));
  g_assert_true (has_tag_at (buffer, 1));
  g_assert_false (has_tag_at (buffer, 2));
  insert (buffer, 1, 0, "z");
  g_assert_true (has_tag_at (buffer, 1));
  insert (buffer, 1, 500, " ");
  g_assert_false (has_tag_at (buffer, 1));
  erase (buffer, 1, 500);
  g_assert_true (has_tag_at (buffer, 1));
  insert (buffer, 1, 500, "\n");
  g_assert_false (has_tag_at (buffer, 1));
  g_assert_false (has_tag_at (buffer, 2));
  erase (buffer, 1, 500);
  g_assert_true (has_tag_at (buffer, 1));
}

static const struct
{
  const char *name;
  const char *piece;
} texts[] = {
  { "lines", "\n" },       { "carriage-returns", "\r\n" }, { "one-word", "x" },
  { "one-line", "word " }, { "ideographs", "\u94ed" },
};

static void
look_at_label_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_LABEL (widget))
    g_assert_cmpint (g_utf8_strlen (gtk_label_get_text (GTK_LABEL (widget)), -1), <, 2000);
}

static void
assert_bounded (AppRig *rig)
{
  GtkWidget *view = app_rig_get_editor (rig, NP_FIELD_MODEL_DESCRIPTION);

  np_await_true (gtk_widget_get_height (view) > 0);
  g_assert_cmpint (gtk_widget_get_height (view), <=, MAX_HEIGHT);
  np_app_visit (GTK_WIDGET (rig->window), look_at_label_cb, NULL);
}

static void
report (const char *name, const char *what, NpAppStall *stall)
{
  g_test_message ("%s, %s: the main loop stood still for %.0f ms at worst", name, what,
                  (double) np_app_stall_end (stall) / G_TIME_SPAN_MILLISECOND);
}

static void
test_description (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (AppRig)
      rig = app_rig_new_with_model (RIG_MODEL_JSON ("\"ModelDescription\":\"plain\""));
  g_autofree char *text = repeat (texts[i].piece, N_MANY / strlen (texts[i].piece));
  g_autofree char *more = g_strconcat (text, "!", NULL);
  NpAppStall *stall = np_app_stall_new ();

  app_rig_edit (rig, NP_FIELD_MODEL_DESCRIPTION, text);
  assert_bounded (rig);
  np_await_nothing_pending ();
  report (texts[i].name, "pasted", stall);

  stall = np_app_stall_new ();
  np_app_click (app_rig_await_review (rig), "Send");
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");
  np_await_nothing_pending ();
  report (texts[i].name, "saved", stall);

  /* What it was is shown in part. */
  stall = np_app_stall_new ();
  app_rig_edit (rig, NP_FIELD_MODEL_DESCRIPTION, more);
  g_assert_true (app_rig_is_marked (rig, NP_FIELD_MODEL_DESCRIPTION));
  assert_bounded (rig);
  np_await_nothing_pending ();
  report (texts[i].name, "changed", stall);
  app_rig_assert_shown (rig, NP_FIELD_MODEL_DESCRIPTION, more);
}

static char *
dup_paragraph_json (char **out_text)
{
  *out_text = repeat ("\u94ed tablet ", N_HUGE);
  return g_strdup_printf (RIG_MODEL_JSON ("\"Task\":\"first\",\"ModelDescription\":\"%s\""),
                          *out_text);
}

static char *
dup_shown (GtkWidget *view)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
  return text;
}

/* What no view can lay out is shown in part, kept whole and not sent. */
static void
test_huge_paragraph (void)
{
  g_autofree char *text = NULL;
  g_autofree char *json = dup_paragraph_json (&text);
  NpAppStall *stall = np_app_stall_new ();
  g_autoptr (AppRig) rig = app_rig_new_with_model (json);
  GtkWidget *view = app_rig_get_editor (rig, NP_FIELD_MODEL_DESCRIPTION);
  g_autofree char *shown = dup_shown (view);
  g_autoptr (GBytes) kept = NULL;

  np_await_nothing_pending ();
  report ("huge paragraph", "opened", stall);
  g_assert_cmpuint (strlen (shown), <, 10000);
  g_assert_true (strncmp (shown, text, 1000) == 0);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  g_assert_true (np_app_has_text (GTK_WIDGET (rig->window), TOO_LONG));
  g_assert_false (app_rig_is_marked (rig, NP_FIELD_MODEL_DESCRIPTION));

  app_rig_edit (rig, NP_FIELD_TASK, "second");
  np_app_click (app_rig_await_review (rig), "Send");
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");
  g_assert_false (app_rig_is_marked (rig, NP_FIELD_MODEL_DESCRIPTION));
  kept = np_practice_service_dup_model_json (rig->service, RIG_MODEL_ID);
  g_assert_nonnull (
      g_strstr_len (g_bytes_get_data (kept, NULL), (gssize) g_bytes_get_size (kept), text));
}

/* Nor is it put in by a person, and what it was to replace comes back. */
static void
test_huge_paste (void)
{
  g_autoptr (AppRig)
      rig = app_rig_new_with_model (RIG_MODEL_JSON ("\"ModelDescription\":\"plain\""));
  GtkWidget *view = app_rig_get_editor (rig, NP_FIELD_MODEL_DESCRIPTION);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autofree char *text = repeat ("tablet ", N_HUGE);

  insert (buffer, 0, 2, text);
  np_await_nothing_pending ();
  app_rig_assert_shown (rig, NP_FIELD_MODEL_DESCRIPTION, "plain");
  g_assert_true (np_app_has_text (GTK_WIDGET (rig->window), REFUSED));

  gtk_text_buffer_set_text (buffer, text, -1);
  np_await_nothing_pending ();
  app_rig_assert_shown (rig, NP_FIELD_MODEL_DESCRIPTION, "plain");
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  g_assert_false (app_rig_is_marked (rig, NP_FIELD_MODEL_DESCRIPTION));
}

/* Nor in pieces that make one together; in paragraphs of their own they are taken. */
static void
test_huge_pieces (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (RIG_MODEL_JSON ("\"Task\":\"first\""));
  GtkWidget *view = app_rig_get_editor (rig, NP_FIELD_MODEL_DESCRIPTION);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autofree char *piece = repeat ("tablet ", N_PIECE);
  g_autofree char *two = g_strconcat (piece, "\n", piece, NULL);

  insert (buffer, 0, 0, piece);
  insert (buffer, 0, 0, piece);
  np_await_nothing_pending ();
  app_rig_assert_shown (rig, NP_FIELD_MODEL_DESCRIPTION, piece);
  g_assert_true (np_app_has_text (GTK_WIDGET (rig->window), REFUSED));
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));

  insert (buffer, 0, 0, "\n");
  insert (buffer, 0, 0, piece);
  np_await_nothing_pending ();
  app_rig_assert_shown (rig, NP_FIELD_MODEL_DESCRIPTION, two);
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
}

/* As high as the text, up to a bound, though the rows of a list get no more than they
 * need. */
static void
test_grows (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (RIG_MODEL_JSON ("\"ExtraInfo\":{\"a\":1}"));
  GtkWidget *description = app_rig_get_editor (rig, NP_FIELD_MODEL_DESCRIPTION);
  GtkWidget *extra_info = app_rig_get_editor (rig, NP_FIELD_EXTRA_INFO);

  app_rig_edit (rig, NP_FIELD_MODEL_DESCRIPTION, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10");
  app_rig_edit (rig, NP_FIELD_EXTRA_INFO, "{\n\n\n\n\n\n\n\n\n}");
  np_await_true (gtk_widget_get_height (description) > 10 * 12);
  np_await_true (gtk_widget_get_height (extra_info) > 10 * 12);
  g_assert_cmpint (gtk_widget_get_height (description), <, MAX_HEIGHT);
  app_rig_edit (rig, NP_FIELD_MODEL_DESCRIPTION, "1");
  np_await_true (gtk_widget_get_height (description) < 10 * 12);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/long-texts/words", test_words);
  g_test_add_func ("/long-texts/typing", test_typing);
  g_test_add_func ("/long-texts/grows", test_grows);
  g_test_add_func ("/long-texts/huge-paragraph", test_huge_paragraph);
  g_test_add_func ("/long-texts/huge-paste", test_huge_paste);
  g_test_add_func ("/long-texts/huge-pieces", test_huge_pieces);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("/long-texts/description/", texts[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_description);
    }

  return app_rig_run ();
}
