/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Writing: only white space changes, every token is copied as it came. The
 * text was checked, so its tokens are found by their first byte. */

#include "config.h"

#include "np-json.h"
#include "np-json-private.h"

#include <string.h>

#define INDENT 2

/* What U+2028 and U+2029 start with in UTF-8. */
#define SEPARATOR_BYTE      0xe2
#define LINE_SEPARATOR      "\xe2\x80\xa8"
#define PARAGRAPH_SEPARATOR "\xe2\x80\xa9"

/* Copies the string, number, word or single mark at *AT. */
static void
copy_token (const char **at, const char *end, GString *out)
{
  const char *p = *at + 1;

  if (**at == '"')
    {
      while (*p != '"')
        p += *p == '\\' ? 2 : 1;
      p++;
    }
  else if (strchr ("{}[],:", **at) == NULL)
    {
      while (p < end && strchr (" \t\r\n{}[],:", *p) == NULL)
        p++;
    }
  g_string_append_len (out, *at, p - *at);
  *at = p;
}

static void
append_line_break (GString *out, guint depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth * INDENT; i++)
    g_string_append_c (out, ' ');
}

/* Copies an opening bracket, and the closing one if nothing is between. */
static void
append_opening (const char **at, const char *end, guint *depth, GString *out)
{
  copy_token (at, end, out);
  np_json_scan_space (at, end);
  if (**at == '}' || **at == ']')
    {
      copy_token (at, end, out);
      return;
    }
  append_line_break (out, ++*depth);
}

static void
append_pretty_token (const char **at, const char *end, guint *depth, GString *out)
{
  switch (**at)
    {
    case '{':
    case '[':
      append_opening (at, end, depth, out);
      break;
    case '}':
    case ']':
      append_line_break (out, --*depth);
      copy_token (at, end, out);
      break;
    case ',':
      copy_token (at, end, out);
      append_line_break (out, *depth);
      break;
    case ':':
      copy_token (at, end, out);
      g_string_append_c (out, ' ');
      break;
    default:
      copy_token (at, end, out);
    }
}

/**
 * np_json_value_append_compact:
 * @self: a value
 * @out: where to append
 *
 * Appends the value without white space. Strings, keys and numbers stay as
 * they came, byte for byte, in their order, duplicates included.
 */
void
np_json_value_append_compact (const NpJsonValue *self, GString *out)
{
  const char *at, *end;

  g_return_if_fail (self != NULL);
  g_return_if_fail (out != NULL);

  at = self->json->text + self->start;
  end = at + self->length;
  for (; at < end; np_json_scan_space (&at, end))
    copy_token (&at, end, out);
}

/**
 * np_json_value_append_pretty:
 * @self: a value
 * @out: where to append
 *
 * Appends the value with one member or element a line, indented by two spaces
 * a level, without a last line break. Tokens stay as they came, as in
 * [func@Np.json_value_append_compact].
 */
void
np_json_value_append_pretty (const NpJsonValue *self, GString *out)
{
  const char *at, *end;
  guint depth = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (out != NULL);

  at = self->json->text + self->start;
  end = at + self->length;
  for (; at < end; np_json_scan_space (&at, end))
    append_pretty_token (&at, end, &depth, out);
}

/* The length of the character at P if it must be escaped, or 0. RFC 8259
 * section 7, and the two line ends that JavaScript does not take in a string. */
static gsize
measure_special (const char *p)
{
  if ((guchar) *p < 0x20 || *p == '"' || *p == '\\')
    return 1;
  if ((guchar) *p != SEPARATOR_BYTE)
    return 0;
  if (g_str_has_prefix (p, LINE_SEPARATOR) || g_str_has_prefix (p, PARAGRAPH_SEPARATOR))
    return 3;
  return 0;
}

static void
append_special (GString *out, gunichar c)
{
  static const char short_forms[] = "\"\"\\\\\bb\ff\nn\rr\tt";

  for (gsize i = 0; short_forms[i] != '\0'; i += 2)
    if (c == (guchar) short_forms[i])
      {
        g_string_append_c (out, '\\');
        g_string_append_c (out, short_forms[i + 1]);
        return;
      }
  g_string_append_printf (out, "\\u%04x", c);
}

/**
 * np_json_append_string:
 * @out: where to append
 * @text: valid UTF-8
 *
 * Appends @text as a JSON string, in quotes. The quote, the backslash, control
 * characters and U+2028 and U+2029 are escaped; every other character goes as
 * it is, in UTF-8.
 */
void
np_json_append_string (GString *out, const char *text)
{
  const char *plain = text; /* where the run that needs no escape begins */

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);
  g_return_if_fail (g_utf8_validate (text, -1, NULL));

  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0';)
    {
      gsize length = measure_special (p);

      if (length == 0)
        {
          p++;
          continue;
        }
      g_string_append_len (out, plain, p - plain);
      append_special (out, g_utf8_get_char (p));
      p += length;
      plain = p;
    }
  g_string_append (out, plain);
  g_string_append_c (out, '"');
}
