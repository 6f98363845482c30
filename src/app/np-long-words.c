/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-long-words.h"

/* No word, address or name is as long as this, in characters. */
#define MAX_WORD 1000

/* Where a line may end, as far as that can be told from one character: scripts without
 * blanks between their words end their lines anywhere, or nearly so. */
static gboolean
may_end_line (gunichar c)
{
  switch (g_unichar_break_type (c))
    {
    case G_UNICODE_BREAK_SPACE:
    case G_UNICODE_BREAK_ZERO_WIDTH_SPACE:
    case G_UNICODE_BREAK_IDEOGRAPHIC:
    case G_UNICODE_BREAK_HANGUL_LV_SYLLABLE:
    case G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE:
    case G_UNICODE_BREAK_COMPLEX_CONTEXT:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
has_long_word (const GtkTextIter *start, const GtkTextIter *end)
{
  g_autofree char *text = NULL;
  guint length = 0;

  if (gtk_text_iter_get_chars_in_line (start) <= MAX_WORD)
    return FALSE;
  text = gtk_text_iter_get_slice (start, end);
  for (const char *p = text; *p != '\0' && length <= MAX_WORD; p = g_utf8_next_char (p))
    length = may_end_line (g_utf8_get_char (p)) ? 0 : length + 1;
  return length > MAX_WORD;
}

/* The wrap mode of a paragraph is that of its first character. */
static void
update_line (GtkTextBuffer *buffer, const GtkTextIter *start, GtkTextTag *tag)
{
  GtkTextIter end = *start;
  gboolean is_long = FALSE;

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  is_long = has_long_word (start, &end);
  if (is_long && !gtk_text_iter_has_tag (start, tag))
    gtk_text_buffer_apply_tag (buffer, tag, start, &end);
  else if (!is_long && gtk_text_iter_has_tag (start, tag))
    gtk_text_buffer_remove_tag (buffer, tag, start, &end);
}

static void
update_lines (GtkTextBuffer *buffer, GtkTextIter line, const GtkTextIter *last, GtkTextTag *tag)
{
  int n_last = gtk_text_iter_get_line (last);

  gtk_text_iter_set_line_offset (&line, 0);
  do
    update_line (buffer, &line, tag);
  while (gtk_text_iter_get_line (&line) < n_last && gtk_text_iter_forward_line (&line));
}

/* @end is behind what was inserted. */
static void
inserted_cb (
    GtkTextBuffer *buffer, GtkTextIter *end, const char *text, int length, GtkTextTag *tag)
{
  GtkTextIter start = *end;

  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, length));
  update_lines (buffer, start, end, tag);
}

static void
deleted_cb (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end, GtkTextTag *tag)
{
  update_lines (buffer, *start, start, tag);
}

/**
 * np_long_words_wrap:
 * @buffer: a buffer of a view that wraps between words
 *
 * Wraps between characters from now on where a paragraph has a word that is longer than
 * any line. It looks the same there; but Pango lays the rest of a word out anew for each
 * line that it fills, which takes seconds for one of some ten thousand characters.
 */
void
np_long_words_wrap (GtkTextBuffer *buffer)
{
  GtkTextTag *tag = gtk_text_buffer_create_tag (buffer, NULL, "wrap-mode", GTK_WRAP_CHAR, NULL);

  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (inserted_cb), tag,
                           G_CONNECT_AFTER);
  g_signal_connect_object (buffer, "delete-range", G_CALLBACK (deleted_cb), tag,
                           G_CONNECT_AFTER);
}
