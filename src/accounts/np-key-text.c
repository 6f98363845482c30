/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-key-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "np-accounts-error.h"

/* What the service accepts inside, checked before a request is signed: a line
 * break in a header's value would make libsoup leave out the whole header. The
 * lengths are far above any key that was ever issued. */
typedef struct
{
  const char *punctuation; /* allowed besides ASCII letters and digits */
  gsize max_bytes;
  const char *empty;
  const char *full_width;
  const char *space;
  const char *character;
  const char *length;
} KeyKind;

static const KeyKind access_key_id_kind = {
  .punctuation = ".-_",
  .max_bytes = 4 * 1024,
  .empty = N_ ("Enter the AccessKey ID."),
  .full_width = N_ (
      "The AccessKey ID has full-width characters. Turn them off in the input method "
      "and type it again."),
  .space = N_ (
      "The AccessKey ID has a space, a line break or an invisible character inside. Copy "
      "it again in one piece."),
  .character = N_ ("The AccessKey ID has a character that no AccessKey ID has. Copy it again."),
  .length = N_ ("This is too long for an AccessKey ID. Copy it again."),
};

static const KeyKind secret_kind = {
  .punctuation = ".-_",
  .max_bytes = 4 * 1024,
  .empty = N_ ("Enter the AccessKey secret."),
  .full_width = N_ (
      "The AccessKey secret has full-width characters. Turn them off in the input "
      "method and type it again."),
  .space = N_ (
      "The AccessKey secret has a space, a line break or an invisible character inside. "
      "Copy it again in one piece."),
  .character = N_ ("The AccessKey secret has a character that no AccessKey secret has. Copy it "
                   "again."),
  .length = N_ ("This is too long for an AccessKey secret. Copy it again."),
};

static const KeyKind security_token_kind = {
  .punctuation = "+/=._-~:%",
  .max_bytes = 8 * 1024,
  .empty = N_ ("Enter the security token."),
  .full_width = N_ ("The security token has full-width characters. Turn them off in the input "
                    "method and type it again."),
  .space = N_ (
      "The security token has a space, a line break or an invisible character inside. Copy "
      "it again in one piece."),
  .character = N_ (
      "The security token has a character that no security token has. Copy it again."),
  .length = N_ ("This is too long for a security token. Copy it again."),
};

/* White space, and what takes no room on the screen: zero-width characters,
 * direction marks, the byte order mark, control characters. */
static gboolean
is_blank (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_quote (gunichar c)
{
  return g_utf8_strchr ("\"'`´‘’‚‛“”„‟«»‹›「」『』＂＇｀", -1, c) != NULL;
}

static gboolean
is_wrapping (gunichar c)
{
  return is_blank (c) || is_quote (c);
}

/* Full-width twins of ASCII, as a Chinese input method types them. They look
 * like the real ones, so turning them silently would hide where a key came from. */
static gboolean
is_full_width (gunichar c)
{
  return c >= 0xff01 && c <= 0xff5e;
}

/* The part of @text between what a paste brings along: blanks, line breaks and
 * quotes. It points into @text, so that no second copy of a secret is made. */
static const char *
find_core (const char *text, gsize *out_length)
{
  const char *start = text;
  const char *end = text + strlen (text);

  while (start < end && is_wrapping (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && is_wrapping (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  *out_length = (gsize) (end - start);
  return start;
}

static const char *
find_fault (const KeyKind *kind, const char *core, gsize length)
{
  const char *character_fault = NULL;
  const char *at = NULL;

  if (length == 0)
    return kind->empty;
  if (length > kind->max_bytes)
    return kind->length;

  for (at = core; at < core + length; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_full_width (c))
        return kind->full_width;
      if (character_fault != NULL || (c < 0x80 && g_ascii_isalnum ((char) c)))
        continue;
      if (is_blank (c))
        character_fault = kind->space;
      else if (c >= 0x80 || strchr (kind->punctuation, (int) c) == NULL)
        character_fault = kind->character;
    }

  return character_fault;
}

static const char *
clean (const KeyKind *kind, const char *text, gsize *out_length, GError **error)
{
  const char *core = "";
  const char *fault = NULL;

  *out_length = 0;
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    fault = kind->character;
  else
    {
      core = find_core (text != NULL ? text : "", out_length);
      fault = find_fault (kind, core, *out_length);
    }

  if (fault == NULL)
    return core;

  g_set_error_literal (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_INVALID_KEY, _ (fault));
  return NULL;
}

static NpSecret *
clean_to_secret (const KeyKind *kind, const char *text, GError **error)
{
  gsize length = 0;
  const char *core = clean (kind, text, &length, error);

  return core != NULL ? np_secret_new (core, (gssize) length) : NULL;
}

/**
 * np_key_text_clean_access_key_id:
 * @text: (nullable): what was typed or pasted
 * @error: return location
 *
 * Takes off what a paste brings along at both ends (blanks, line breaks,
 * invisible characters, quotes) and checks the rest: ASCII letters and digits,
 * and `.`, `-`, `_` as in `STS.` IDs.
 *
 * Returns: (transfer full): the ID, or %NULL with
 *   %NP_ACCOUNTS_ERROR_INVALID_KEY and a translated sentence that does not hold
 *   the text
 */
char *
np_key_text_clean_access_key_id (const char *text, GError **error)
{
  gsize length = 0;
  const char *core = clean (&access_key_id_kind, text, &length, error);

  return core != NULL ? g_strndup (core, length) : NULL;
}

/**
 * np_key_text_clean_secret:
 * @text: (nullable): what was typed or pasted
 * @error: return location
 *
 * Does for an AccessKey secret what np_key_text_clean_access_key_id() does for an ID.
 *
 * Returns: (transfer full): the secret, or %NULL with %NP_ACCOUNTS_ERROR_INVALID_KEY
 */
NpSecret *
np_key_text_clean_secret (const char *text, GError **error)
{
  return clean_to_secret (&secret_kind, text, error);
}

/**
 * np_key_text_clean_security_token:
 * @text: (nullable): what was typed or pasted
 * @error: return location
 *
 * Does for a security token what np_key_text_clean_access_key_id() does for an
 * ID; a token may also hold the other characters of Base64 and of a URL's
 * quoting. An absent token is for the caller to tell from an empty one.
 *
 * Returns: (transfer full): the token, or %NULL with %NP_ACCOUNTS_ERROR_INVALID_KEY
 */
NpSecret *
np_key_text_clean_security_token (const char *text, GError **error)
{
  return clean_to_secret (&security_token_kind, text, error);
}
