/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* The tokens of RFC 8259, and what to say when one of them is wrong. */

#include "config.h"

#include "np-json-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* The whole text at once, so that no later step meets a byte it can't count,
 * copy or show. RFC 8259 section 8.1: UTF-8, without a byte order mark. */
gboolean
np_json_check_encoding (const char *text, const char *end, NpJsonFault *fault)
{
  const char *bad = NULL;

  if (end - text >= 3 && memcmp (text, BYTE_ORDER_MARK, 3) == 0)
    return np_json_fault (fault, NP_JSON_ERROR_ENCODING, text,
                          _ ("The text starts with a byte order mark. Delete it."));

  if (g_utf8_validate_len (text, (gsize) (end - text), &bad))
    return TRUE;

  if (*bad == '\0')
    return np_json_fault (fault, NP_JSON_ERROR_ENCODING, bad,
                          _ ("There is a NUL character here. Delete it."));
  return np_json_fault (fault, NP_JSON_ERROR_ENCODING, bad,
                        _ ("This is not UTF-8 text from here on."));
}

void
np_json_scan_space (const char **at, const char *end)
{
  const char *p = *at;

  while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
    p++;
  *at = p;
}

static gboolean
read_hex4 (const char *p, const char *end, gunichar *out_unit)
{
  *out_unit = 0;
  if (end - p < 4)
    return FALSE;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return FALSE;
      *out_unit = *out_unit << 4 | (gunichar) digit;
    }
  return TRUE;
}

static gboolean
is_high_surrogate (gunichar unit)
{
  return unit >= 0xd800 && unit <= 0xdbff;
}

static gboolean
is_low_surrogate (gunichar unit)
{
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/* The second half of a pair, as \uXXXX at P. */
static gboolean
read_low_surrogate (const char *p, const char *end, gunichar *out_unit)
{
  return end - p >= 6 && p[0] == '\\' && p[1] == 'u' && read_hex4 (p + 2, end, out_unit) &&
         is_low_surrogate (*out_unit);
}

/* The grammar of RFC 8259 allows half a pair; no text in UTF-8 can hold it. */
static gboolean
scan_unicode_escape (const char **at, const char *end, NpJsonFault *fault)
{
  const char *p = *at;
  gunichar unit, low;

  if (!read_hex4 (p + 2, end, &unit))
    return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, p,
                          _ ("Four hexadecimal digits must follow \\u."));
  if (unit == 0)
    return np_json_fault (fault, NP_JSON_ERROR_ENCODING, p,
                          _ ("The character \\u0000 can’t be used. Delete it."));

  if (is_high_surrogate (unit) && read_low_surrogate (p + 6, end, &low))
    {
      *at = p + 12;
      return TRUE;
    }
  if (is_high_surrogate (unit) || is_low_surrogate (unit))
    return np_json_fault (fault, NP_JSON_ERROR_ENCODING, p,
                          _ ("This is only half of a character. Its other half is missing."));

  *at = p + 6;
  return TRUE;
}

static gboolean
scan_escape (const char **at, const char *end, NpJsonFault *fault)
{
  const char *p = *at;

  /* The string ends with the text; the caller says so. */
  if (end - p < 2)
    {
      *at = end;
      return TRUE;
    }
  if (p[1] == 'u')
    return scan_unicode_escape (at, end, fault);
  if (strchr ("\"\\/bfnrt", p[1]) == NULL)
    return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, p,
                          _ ("JSON does not know this escape. Write \\\\ for a backslash."));

  *at = p + 2;
  return TRUE;
}

static gboolean
fault_control (NpJsonFault *fault, const char *at)
{
  if (*at == '\n' || *at == '\r')
    return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, at,
                          _ ("The string does not end on this line. Add a closing quote, or "
                             "write the line break as \\n."));
  if (*at == '\t')
    return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, at,
                          _ ("Write a tab inside a string as \\t."));
  return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, at,
                        _ ("There is a control character in the string. Write it as \\u%04x."),
                        (guint) *at);
}

/* *AT is at the opening quote. */
gboolean
np_json_scan_string (const char **at, const char *end, NpJsonFault *fault)
{
  const char *p = *at + 1;

  while (p < end && *p != '"')
    {
      if ((guchar) *p < 0x20)
        return fault_control (fault, p);
      if (*p != '\\')
        p++;
      else if (!scan_escape (&p, end, fault))
        return FALSE;
    }
  if (p == end)
    return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, *at,
                          _ ("The string that starts here has no closing quote."));

  *at = p + 1;
  return TRUE;
}

static gboolean
scan_digits (const char **at, const char *end)
{
  const char *p = *at;

  while (p < end && g_ascii_isdigit (*p))
    p++;
  if (p == *at)
    return FALSE;
  *at = p;
  return TRUE;
}

/* *AT is at a minus sign or a digit. */
gboolean
np_json_scan_number (const char **at, const char *end, NpJsonFault *fault)
{
  const char *p = *at;
  const char *first = *p == '-' ? p + 1 : p;

  p = first;
  if (!scan_digits (&p, end))
    return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, p,
                          _ ("A digit is missing after the minus sign."));
  if (*first == '0' && p > first + 1)
    return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, first,
                          _ ("A number can’t start with a zero and more digits."));

  if (p < end && *p == '.')
    {
      p++;
      if (!scan_digits (&p, end))
        return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, p,
                              _ ("A digit is missing after the decimal point."));
    }
  if (p < end && (*p == 'e' || *p == 'E'))
    {
      p++;
      if (p < end && (*p == '+' || *p == '-'))
        p++;
      if (!scan_digits (&p, end))
        return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, p,
                              _ ("A digit is missing in the exponent."));
    }

  *at = p;
  return TRUE;
}

/* What a person meant with a character that an input method or a word
 * processor put in the place of a plain one; 0 if nothing of the kind. */
static char
find_plain_form (gunichar c)
{
  if (c >= 0xff01 && c <= 0xff5e) /* full-width ASCII */
    return (char) (c - 0xfee0);
  if ((c >= 0x2018 && c <= 0x201f) || c == 0x300c || c == 0x300d || c == '\'')
    return '"';
  if (c == 0x3001) /* ideographic comma */
    return ',';
  return 0;
}

static gboolean
is_invisible (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_iszerowidth (c);
}

/* Says what is wrong at AT, where WANTED says what the grammar asks for. */
gboolean
np_json_fault_unexpected (NpJsonFault *fault,
                          const char *at,
                          const char *end,
                          const char *wanted)
{
  gunichar c = at < end ? g_utf8_get_char (at) : 0;
  char plain = find_plain_form (c);

  if (at == end)
    return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, at,
                          _ ("The text ends here, but it is not complete."));
  if (plain != 0)
    /* Translators: %c is a character, such as a comma */
    return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, at, _ ("JSON needs a plain %c here."),
                          plain);
  if (c == '/' || c == '#')
    return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, at,
                          _ ("JSON has no comments. Delete this one."));
  if (is_invisible (c))
    return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, at,
                          _ ("There is an invisible character here (U+%04X). Delete it."), c);
  return np_json_fault (fault, NP_JSON_ERROR_SYNTAX, at, "%s", wanted);
}

static void
append_escape (const char **at, const char *end, GString *out)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *p = *at;
  gunichar unit = 0, low = 0;

  *at = p + 2;
  if (p[1] != 'u')
    {
      g_string_append_c (out, meanings[strchr (letters, p[1]) - letters]);
      return;
    }

  read_hex4 (p + 2, end, &unit);
  *at = p + 6;
  if (is_high_surrogate (unit))
    {
      read_low_surrogate (p + 6, end, &low);
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
      *at = p + 12;
    }
  g_string_append_unichar (out, unit);
}

/* Appends what the string means. RAW is between its quotes and was checked. */
void
np_json_decode_string (const char *raw, gsize length, GString *out)
{
  const char *p = raw;
  const char *end = raw + length;

  while (p < end)
    {
      const char *escape = memchr (p, '\\', (gsize) (end - p));
      const char *stop = escape != NULL ? escape : end;

      g_string_append_len (out, p, stop - p);
      p = stop;
      if (p < end)
        append_escape (&p, end, out);
    }
}
