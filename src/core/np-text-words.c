/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Where words begin and end, and when two are the same to the eye. */

#include "config.h"

#include "np-text-diff-private.h"

#include <string.h>

/* Of text that is compared at a time, in bytes. */
#define CHUNK 256

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER     0x200d
#define FIRST_SKIN_TONE       0x1f3fb
#define LAST_SKIN_TONE        0x1f3ff
#define FIRST_REGION          0x1f1e6
#define LAST_REGION           0x1f1ff
#define FIRST_TAG             0xe0020
#define LAST_TAG              0xe007f

/* Scripts without blanks between words: each character is a word. */
static gboolean
stands_alone (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_of_word (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c) || c == '_';

  return g_unichar_isalnum (c) && !stands_alone (c);
}

static gboolean
is_region (gunichar c)
{
  return c >= FIRST_REGION && c <= LAST_REGION;
}

/* Whether C belongs to the character that stands before it, which ends with
 * BEFORE: accents, and what emoji are put together from. */
static gboolean
is_attached (gunichar before, gunichar c, gboolean is_second)
{
  if (c < 0x80)
    return FALSE;
  if (g_unichar_ismark (c) || c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER ||
      (c >= FIRST_SKIN_TONE && c <= LAST_SKIN_TONE) || (c >= FIRST_TAG && c <= LAST_TAG))
    return TRUE;
  if (before == ZERO_WIDTH_JOINER)
    return g_unichar_isgraph (c);

  return is_second && is_region (before) && is_region (c);
}

static const char *
find_blank_end (const char *start)
{
  const char *end = start;

  while (*end == *start)
    end++;
  return end;
}

/* Where the word ends that begins at START. What stood before plays no part. */
static const char *
find_end (const char *start)
{
  gunichar first = g_utf8_get_char (start);
  gunichar before = first;
  gboolean is_word = is_of_word (first);
  const char *end = g_utf8_next_char (start);

  if (first == '\n')
    return end;
  if (first == '\r')
    return *end == '\n' ? end + 1 : end;
  if (first == ' ' || first == '\t')
    return find_blank_end (start);

  for (gboolean is_second = TRUE; *end != '\0'; is_second = FALSE)
    {
      gunichar c = g_utf8_get_char (end);

      if (!is_attached (before, c, is_second) && !(is_word && is_of_word (c)))
        break;
      before = c;
      end = g_utf8_next_char (end);
    }
  return end;
}

static gboolean
is_han_at (const char *p)
{
  return (guchar) p[0] >= 0xe5 && (guchar) p[0] <= 0xe8;
}

/* Tells without looking far if a word surely begins at AT, an offset in TEXT. */
static gboolean
surely_begins (const char *text, gsize at)
{
  char before = at > 0 ? text[at - 1] : '\n';
  char c = text[at];

  if (before == '\n' || c == '\0')
    return TRUE;
  if (((guchar) c & 0x80) != 0)
    return is_han_at (text + at) && at >= 3 && is_han_at (text + at - 3);
  if (((guchar) before & 0x80) != 0 || before == '\r')
    return FALSE;

  return !(is_of_word ((guchar) before) && is_of_word ((guchar) c)) &&
         !(before == c && g_ascii_isspace (c));
}

/*< private >
 * np_text_find_common:
 * @a: a text in UTF-8
 * @b: another one
 * @out_start: (out): how many bytes they have in common at their start
 * @out_end: (out): how many more at their end
 *
 * Looks for what is the same, between words and so that in both texts a word
 * begins behind the common start and at the common end.
 */
void
np_text_find_common (const char *a, const char *b, gsize *out_start, gsize *out_end)
{
  gsize n_a = strlen (a);
  gsize n_b = strlen (b);
  gsize start = 0;
  gsize end = 0;

  while (start < n_a && a[start] == b[start])
    start++;
  while (!surely_begins (a, start) || !surely_begins (b, start))
    start--;

  while (start + end < n_a && start + end < n_b && a[n_a - 1 - end] == b[n_b - 1 - end])
    end++;
  while (!surely_begins (a, n_a - end) || !surely_begins (b, n_b - end))
    end--;

  *out_start = start;
  *out_end = end;
}

/*< private >
 * np_text_words_init:
 * @self: the place for words
 * @text: a text in UTF-8, of less than 4 GiB
 * @start: where to begin, in bytes: the start of a word
 * @end: where to end: the start of a word, or the end of @text
 *
 * Splits a part of a text. The words cover all of it, and no character as people
 * see it is cut in two.
 */
void
np_text_words_init (NpTextWords *self, const char *text, gsize start, gsize end)
{
  const char *at = text + start;
  const char *stop = text + end;

  self->text = text;
  self->starts = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) (end - start) / 4);
  for (;;)
    {
      guint32 offset = (guint32) (at - text);

      g_array_append_val (self->starts, offset);
      if (at >= stop)
        break;
      at = MIN (find_end (at), stop);
    }
  self->n = self->starts->len - 1;
}

/*< private >
 * np_text_words_clear:
 * @self: words
 *
 * Frees what they hold.
 */
void
np_text_words_clear (NpTextWords *self)
{
  g_clear_pointer (&self->starts, g_array_unref);
}

static guint32
get_offset (const NpTextWords *self, guint i)
{
  return ((const guint32 *) (gconstpointer) self->starts->data)[i];
}

/*< private >
 * np_text_words_get_start:
 * @self: words
 * @i: the number of a word, or how many there are
 *
 * Returns: where it begins, or where the last one ends
 */
const char *
np_text_words_get_start (const NpTextWords *self, guint i)
{
  return self->text + get_offset (self, i);
}

/*< private >
 * np_text_words_is_blank:
 * @self: words
 * @i: the number of a word
 *
 * Returns: %TRUE if it is made of blanks
 */
gboolean
np_text_words_is_blank (const NpTextWords *self, guint i)
{
  const char *start = np_text_words_get_start (self, i);

  return *start == ' ' || *start == '\t';
}

/*< private >
 * np_text_words_equal:
 * @a: words
 * @i: the number of a word in @a
 * @b: other words
 * @j: the number of a word in @b
 *
 * Returns: %TRUE if the two have the same bytes
 */
gboolean
np_text_words_equal (const NpTextWords *a, guint i, const NpTextWords *b, guint j)
{
  const char *start_a = a->text + get_offset (a, i);
  const char *start_b = b->text + get_offset (b, j);
  gsize length = get_offset (a, i + 1) - get_offset (a, i);

  return *start_a == *start_b && length == get_offset (b, j + 1) - get_offset (b, j) &&
         memcmp (start_a, start_b, length) == 0;
}

/* A text that is read in chunks of whole words, without what is ignored. */
typedef struct
{
  const char *at;
  const char *end;
  GString *chunk;
  gsize used;
} Reader;

static void
append_without_space (GString *out, gunichar c)
{
  if (!g_unichar_isspace (c))
    g_string_append_unichar (out, c);
}

static void
append_word (Reader *reader, const char *end, NpTextIgnore ignore)
{
  if (ignore != NP_TEXT_IGNORE_SPACE && (*reader->at == '\r' || *reader->at == '\n'))
    {
      g_string_append_c (reader->chunk, '\n');
      return;
    }
  if (ignore == NP_TEXT_IGNORE_LINE_ENDS)
    {
      g_string_append_len (reader->chunk, reader->at, end - reader->at);
      return;
    }
  for (const char *p = reader->at; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (ignore == NP_TEXT_IGNORE_INVISIBLE)
        np_text_visible_append_folded (reader->chunk, c);
      else
        append_without_space (reader->chunk, c);
    }
}

/* Marks never stand at the start of a word but where there is nothing to compose
 * them with. */
static void
compose (GString *chunk)
{
  g_autofree char *composed = NULL;

  if (g_str_is_ascii (chunk->str))
    return;
  composed = g_utf8_normalize (chunk->str, (gssize) chunk->len, G_NORMALIZE_NFC);
  g_string_assign (chunk, composed);
}

/* Fills the chunk if it is used up. Returns FALSE at the end of the text. */
static gboolean
fill (Reader *reader, NpTextIgnore ignore)
{
  if (reader->used < reader->chunk->len)
    return TRUE;

  reader->used = 0;
  g_string_truncate (reader->chunk, 0);
  while (reader->at < reader->end && reader->chunk->len < CHUNK)
    {
      const char *end = find_end (reader->at);

      append_word (reader, end, ignore);
      reader->at = end;
    }
  if (ignore == NP_TEXT_IGNORE_INVISIBLE)
    compose (reader->chunk);

  return reader->chunk->len > 0;
}

static gboolean
read_equal (Reader *a, Reader *b, NpTextIgnore ignore)
{
  for (;;)
    {
      gboolean has_a = fill (a, ignore);
      gboolean has_b = fill (b, ignore);

      if (!has_a || !has_b)
        return !has_a && !has_b;
      if (a->chunk->str[a->used++] != b->chunk->str[b->used++])
        return FALSE;
    }
}

/*< private >
 * np_text_equal_but_for:
 * @a: a text in UTF-8, from the beginning of a word
 * @a_end: where it ends, at the end of a word
 * @b: another one
 * @b_end: where that one ends
 * @ignore: what is no difference
 *
 * Compares two texts, no further than to the first real difference.
 *
 * Returns: %TRUE if they only differ in what is ignored
 */
gboolean
np_text_equal_but_for (
    const char *a, const char *a_end, const char *b, const char *b_end, NpTextIgnore ignore)
{
  Reader reader_a = { .at = a, .end = a_end, .chunk = g_string_new (NULL) };
  Reader reader_b = { .at = b, .end = b_end, .chunk = g_string_new (NULL) };
  gboolean are_equal = read_equal (&reader_a, &reader_b, ignore);

  g_string_free (reader_a.chunk, TRUE);
  g_string_free (reader_b.chunk, TRUE);
  return are_equal;
}
