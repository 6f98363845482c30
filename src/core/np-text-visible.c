/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-text-visible.h"

#include "np-text-diff-private.h"

#include <string.h>

#define LINE_END "\xe2\x8f\x8e\n" /* ⏎ */
#define CARRIAGE_RETURN \
  "\xe2\x80\xb9"        \
  "CR"                  \
  "\xe2\x80\xba"
#define VISIBLE_BLANK "\xc2\xb7"     /* · */
#define VISIBLE_TAB   "\xe2\x87\xa5" /* ⇥ */

#define SOFT_HYPHEN       0x00ad
#define ZERO_WIDTH_JOINER 0x200d
#define TEXT_STYLE        0xfe0e
#define EMOJI_STYLE       0xfe0f
#define IDEOGRAPHIC_SPACE 0x3000

/* Characters that show nothing, or that look like a plain blank, by the names
 * that the Unicode standard gives them; sorted. */
static const struct
{
  gunichar c;
  const char *name;
} invisible[] = {
  { 0x00a0, "NO-BREAK SPACE" },
  { SOFT_HYPHEN, "SOFT HYPHEN" },
  { 0x034f, "COMBINING GRAPHEME JOINER" },
  { 0x061c, "ARABIC LETTER MARK" },
  { 0x115f, "HANGUL CHOSEONG FILLER" },
  { 0x1160, "HANGUL JUNGSEONG FILLER" },
  { 0x1680, "OGHAM SPACE MARK" },
  { 0x17b4, "KHMER VOWEL INHERENT AQ" },
  { 0x17b5, "KHMER VOWEL INHERENT AA" },
  { 0x180e, "MONGOLIAN VOWEL SEPARATOR" },
  { 0x2000, "EN QUAD" },
  { 0x2001, "EM QUAD" },
  { 0x2002, "EN SPACE" },
  { 0x2003, "EM SPACE" },
  { 0x2004, "THREE-PER-EM SPACE" },
  { 0x2005, "FOUR-PER-EM SPACE" },
  { 0x2006, "SIX-PER-EM SPACE" },
  { 0x2007, "FIGURE SPACE" },
  { 0x2008, "PUNCTUATION SPACE" },
  { 0x2009, "THIN SPACE" },
  { 0x200a, "HAIR SPACE" },
  { 0x200b, "ZERO WIDTH SPACE" },
  { 0x200c, "ZERO WIDTH NON-JOINER" },
  { ZERO_WIDTH_JOINER, "ZERO WIDTH JOINER" },
  { 0x200e, "LEFT-TO-RIGHT MARK" },
  { 0x200f, "RIGHT-TO-LEFT MARK" },
  { 0x2028, "LINE SEPARATOR" },
  { 0x2029, "PARAGRAPH SEPARATOR" },
  { 0x202a, "LEFT-TO-RIGHT EMBEDDING" },
  { 0x202b, "RIGHT-TO-LEFT EMBEDDING" },
  { 0x202c, "POP DIRECTIONAL FORMATTING" },
  { 0x202d, "LEFT-TO-RIGHT OVERRIDE" },
  { 0x202e, "RIGHT-TO-LEFT OVERRIDE" },
  { 0x202f, "NARROW NO-BREAK SPACE" },
  { 0x205f, "MEDIUM MATHEMATICAL SPACE" },
  { 0x2060, "WORD JOINER" },
  { 0x2061, "FUNCTION APPLICATION" },
  { 0x2062, "INVISIBLE TIMES" },
  { 0x2063, "INVISIBLE SEPARATOR" },
  { 0x2064, "INVISIBLE PLUS" },
  { 0x2066, "LEFT-TO-RIGHT ISOLATE" },
  { 0x2067, "RIGHT-TO-LEFT ISOLATE" },
  { 0x2068, "FIRST STRONG ISOLATE" },
  { 0x2069, "POP DIRECTIONAL ISOLATE" },
  { 0x2800, "BRAILLE PATTERN BLANK" },
  { 0x3164, "HANGUL FILLER" },
  { TEXT_STYLE, "VARIATION SELECTOR-15" },
  { EMOJI_STYLE, "VARIATION SELECTOR-16" },
  { 0xfeff, "ZERO WIDTH NO-BREAK SPACE" },
  { 0xffa0, "HALFWIDTH HANGUL FILLER" },
  { 0xfffc, "OBJECT REPLACEMENT CHARACTER" },
};

static const char *
find_name (gunichar c)
{
  gsize low = 0;
  gsize high = c < invisible[0].c ? 0 : G_N_ELEMENTS (invisible);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (invisible[middle].c == c)
        return invisible[middle].name;
      if (invisible[middle].c < c)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r';
}

static gboolean
is_noncharacter (gunichar c)
{
  return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

static gboolean
is_variation_selector (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef) ||
         (c >= 0x180b && c <= 0x180d) || c == 0x180f;
}

/* Shows nothing and has no name above. Line ends and tabs are not among them. */
static gboolean
is_nameless (gunichar c)
{
  if (c == '\t' || is_line_end (c) || (c >= 0x20 && c < 0x7f))
    return FALSE;

  return g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
         is_noncharacter (c) || is_variation_selector (c);
}

static gboolean
is_pictograph (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_OTHER_SYMBOL || type == G_UNICODE_MODIFIER_SYMBOL;
}

/* Whether C, between two others, is what makes an emoji of them. Then it can be
 * seen. */
static gboolean
is_part_of_emoji (gunichar before, gunichar c, gunichar after)
{
  if (c == EMOJI_STYLE || c == TEXT_STYLE)
    return before > 0x20 && !g_unichar_isalpha (before) && !g_unichar_isspace (before) &&
           find_name (before) == NULL;
  if (c == ZERO_WIDTH_JOINER)
    return (is_pictograph (before) || before == EMOJI_STYLE) && is_pictograph (after);

  return FALSE;
}

/* The two would be one character in the composed form (NFC): that one looks the
 * same. */
static gboolean
can_compose (gunichar before, gunichar c)
{
  gunichar composed = 0;

  return before != 0 && g_unichar_compose (before, c, &composed);
}

static void
append_visible (GString *out, gunichar before, gunichar c, gunichar after, gboolean name_spaces)
{
  const char *name = find_name (c);

  if (name != NULL)
    g_string_append_printf (out, "\xe2\x80\xb9%s\xe2\x80\xba", name);
  else if (is_nameless (c) || can_compose (before, c))
    g_string_append_printf (out, "\xe2\x80\xb9U+%04X\xe2\x80\xba", c);
  else if (c == '\n')
    g_string_append (out, LINE_END);
  else if (c == '\r')
    g_string_append (out, after == '\n' ? CARRIAGE_RETURN : CARRIAGE_RETURN LINE_END);
  else if (name_spaces && c == IDEOGRAPHIC_SPACE)
    g_string_append (out, "\xe2\x80\xb9IDEOGRAPHIC SPACE\xe2\x80\xba");
  else if (name_spaces && (c == ' ' || c == '\t'))
    g_string_append (out, c == ' ' ? VISIBLE_BLANK : VISIBLE_TAB);
  else
    g_string_append_unichar (out, c);
}

/*< private >
 * np_text_visible_append_folded:
 * @out: where to append
 * @c: a character
 *
 * Appends what a person sees of a character: nothing if it shows nothing, a plain
 * blank if it looks like one, and else the character.
 */
void
np_text_visible_append_folded (GString *out, gunichar c)
{
  if (g_unichar_type (c) == G_UNICODE_SPACE_SEPARATOR && c != IDEOGRAPHIC_SPACE)
    g_string_append_c (out, ' ');
  else if (find_name (c) == NULL && !is_nameless (c))
    g_string_append_unichar (out, c);
}

static gunichar
peek (const char *p)
{
  return *p != '\0' ? g_utf8_get_char (p) : 0;
}

/**
 * np_text_dup_visible:
 * @text: a text in UTF-8
 * @name_spaces: if blanks and tabs shall be seen too
 *
 * Makes a text in which everything can be seen, to tell two apart that look the
 * same. A character that shows nothing, or that looks like a plain blank, stands
 * with its Unicode name between ‹ and ›, or with its number where it has no
 * well-known one; so does a combining mark that forms one character with what is
 * before it, since that character exists as one too. Each line end stays, with ⏎
 * in front of it and ‹CR› for a carriage return. With @name_spaces a blank is ·
 * and a tab is ⇥.
 *
 * Returns: (transfer full): a text to show, never to store
 */
char *
np_text_dup_visible (const char *text, gboolean name_spaces)
{
  GString *out = NULL;
  gunichar before = 0;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (g_utf8_validate (text, -1, NULL), NULL);

  out = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      append_visible (out, before, c, peek (g_utf8_next_char (p)), name_spaces);
      before = c;
    }

  return g_string_free (out, FALSE);
}

/**
 * np_text_has_invisible:
 * @text: a text in UTF-8
 *
 * Tells if a text has a character that nobody can see: one of no width, a
 * control character, or one that looks like a blank and is none. Line ends,
 * tabs, the wide blank of Chinese text, and what holds an emoji together do not
 * count.
 *
 * Returns: %TRUE if it has one
 */
gboolean
np_text_has_invisible (const char *text)
{
  gunichar before = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (g_utf8_validate (text, -1, NULL), FALSE);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((find_name (c) != NULL || is_nameless (c)) &&
          !is_part_of_emoji (before, c, peek (g_utf8_next_char (p))))
        return TRUE;
      before = c;
    }

  return FALSE;
}
