/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-search-fold-private.h"

#include "np-model-summary.h"

#include <string.h>

/* Of a text that needs tables, in bytes, at least. */
#define PIECE 256

#define IDEOGRAPHIC_SPACE 0x3000
/* From a full-width form, U+FF01 to U+FF5E, to its ASCII character. */
#define FULL_WIDTH_OFFSET 0xfee0

/* Characters of three bytes in UTF-8 that stay what they are, whatever stands
 * beside them: marks that join with others are in none of the ranges. */
static const struct
{
  guint16 first;
  guint16 last;
} plain_ranges[] = {
  { 0x4e00, 0x9fff }, /* Chinese characters */
  { 0x3001, 0x3029 }, /* their punctuation */
  { 0x3041, 0x3096 }, /* Hiragana */
  { 0x30a1, 0x30fe }, /* Katakana */
  { 0x3400, 0x4dbf }, /* rare Chinese characters */
  { 0x2013, 0x2014 }, /* dashes */
  { 0x2018, 0x201f }, /* quotation marks */
};

static char
fold_ascii (char c)
{
  return g_ascii_isspace (c) ? ' ' : g_ascii_tolower (c);
}

static gboolean
is_plain (guint c)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_ranges); i++)
    {
      if (c >= plain_ranges[i].first && c <= plain_ranges[i].last)
        return TRUE;
    }
  return FALSE;
}

/* Folds a character of three bytes at P, if that needs no tables. */
static gboolean
fold_wide (const char *p, char **out)
{
  guint c = ((guint) p[0] & 0x0f) << 12 | ((guint) p[1] & 0x3f) << 6 | ((guint) p[2] & 0x3f);

  if (is_plain (c))
    {
      for (guint i = 0; i < 3; i++)
        *(*out)++ = p[i];
      return TRUE;
    }
  if (c == IDEOGRAPHIC_SPACE)
    *(*out)++ = ' ';
  else if (c >= '!' + FULL_WIDTH_OFFSET && c <= '~' + FULL_WIDTH_OFFSET)
    *(*out)++ = fold_ascii ((char) (c - FULL_WIDTH_OFFSET));
  else
    return FALSE;
  return TRUE;
}

/* Most names and descriptions are ASCII and Chinese. Folded they are never
 * longer than before. Returns where the result ends, NULL if it needs tables. */
static char *
fold_simple (const char *text, gsize length, char *out)
{
  const char *end = text + length;

  while (text < end)
    {
      if ((guchar) *text < 0x80)
        *out++ = fold_ascii (*text++);
      else if (((guchar) *text & 0xf0) != 0xe0 || !fold_wide (text, &out))
        return NULL;
      else
        text += 3;
    }
  return out;
}

/* Folding case can leave a text that is not normal any more, and normalizing
 * can bring capitals: after two rounds nothing changes any more. */
static void
append_piece (const char *text, gsize length, GString *out)
{
  g_autofree char *folded = g_strndup (text, length);

  for (guint round = 0; round < 2; round++)
    {
      g_autofree char *normal = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC);

      g_free (folded);
      folded = g_utf8_casefold (normal, -1);
    }
  for (char *at = folded; *at != '\0'; at++)
    *at = g_ascii_isspace (*at) ? ' ' : *at;
  g_string_append (out, folded);
}

/* Whether the character at P surely does not join with what stands before it. */
static gboolean
can_cut (const char *p)
{
  char ignored[3];
  char *out = ignored;
  GUnicodeType type = G_UNICODE_UNASSIGNED;

  if ((guchar) *p < 0x80)
    return TRUE;
  if ((guchar) *p < 0xc0) /* in the middle of one */
    return FALSE;
  if ((guchar) *p >> 4 == 0xe && fold_wide (p, &out))
    return TRUE;

  type = g_unichar_type (g_utf8_get_char (p));
  return type == G_UNICODE_LOWERCASE_LETTER || type == G_UNICODE_UPPERCASE_LETTER;
}

/* In pieces: GLib needs a time that grows with the square of the length. */
static void
append_by_tables (const char *text, gsize length, GString *out)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *stop = text + MIN (PIECE, end - text);

      while (stop < end && !can_cut (stop))
        stop++;
      append_piece (text, (gsize) (stop - text), out);
      text = stop;
    }
}

/*< private >
 * np_search_fold_append:
 * @text: a text in valid UTF-8, outside of @out
 * @length: its length in bytes
 * @out: where to append
 *
 * Appends what np_search_fold() makes of @text.
 */
void
np_search_fold_append (const char *text, gsize length, GString *out)
{
  gsize start = out->len;
  const char *end = NULL;

  g_string_set_size (out, start + length);
  end = fold_simple (text, length, out->str + start);
  g_string_truncate (out, end != NULL ? (gsize) (end - out->str) : start);
  if (end == NULL)
    append_by_tables (text, length, out);
}

/**
 * np_search_fold:
 * @text: a text; where it is not UTF-8, U+FFFD takes the place of each bad byte
 *
 * Makes two texts equal that a person who searches takes for the same: capitals
 * become small letters, full-width letters and other forms of compatibility
 * (NFKC) the plain ones, and each white space of ASCII a blank. Accents stay.
 * The locale plays no part, and folding a folded text changes nothing.
 *
 * Returns: (transfer full): the folded text, in UTF-8
 */
char *
np_search_fold (const char *text)
{
  g_autofree char *valid = NULL;
  GString *out = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  out = g_string_new (NULL);
  np_search_fold_append (text, strlen (text), out);
  return g_string_free (out, FALSE);
}
