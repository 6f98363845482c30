/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-redact-private.h"

/* The digits of a SHA-256: a signature, or the hash of what was signed. */
#define HASH_DIGITS 64

/* How long the name and password of an address are looked for. */
#define MAX_USERINFO 256

#define MAX_BLANKS 4

/* A value after one of these names goes; the names stay. Longer names that end
 * like one of them are meant too. All in lower case. */
static const char *const value_names[] = {
  "signature",    "secret",      "security-token",    "security_token",  "securitytoken",
  "sts-token",    "sts_token",   "ststoken",          "bearer-token",    "bearer_token",
  "access_token", "accesstoken", "secret_access_key", "secretaccesskey", "password",
};

/* After one of these a line goes. */
static const char *const line_names[] = { "authorization" };
static const char *const line_marks[] = { "acs3-hmac-sha256 credential=" };

/* After one of these nothing is for anybody: the texts that were signed, with
 * every header of the request in them. */
static const char *const rest_marks[] = {
  "server string",  "server's string", "server canonical",  "server's canonical",
  "string to sign", "stringtosign",    "canonical request", "canonicalrequest",
};

static const char *const methods[] = { "GET", "PUT", "POST", "DELETE", "HEAD", "PATCH" };

/* Compares what is there with WORD, in lower case. */
static NpRedactVerdict
match_word (const NpRedactPlace *place, gsize from, const char *word)
{
  gsize i = 0;

  for (; word[i] != '\0' && from + i < place->length; i++)
    {
      if (g_ascii_tolower (place->at[from + i]) != word[i])
        return NP_REDACT_NO;
    }
  if (word[i] == '\0')
    return NP_REDACT_YES;
  return place->is_end ? NP_REDACT_NO : NP_REDACT_MAYBE;
}

/* What a place is when it lies behind the last byte. */
static NpRedactVerdict
get_end_verdict (const NpRedactPlace *place)
{
  return place->is_end ? NP_REDACT_NO : NP_REDACT_MAYBE;
}

static void
pass_over (const NpRedactPlace *place, gsize *i, const char *set, guint max)
{
  for (guint n = 0; n < max && *i < place->length; n++, (*i)++)
    {
      if (place->at[*i] == '\0' || strchr (set, place->at[*i]) == NULL)
        return;
    }
}

static NpRedactVerdict
pass_separator (const NpRedactPlace *place, gsize *i)
{
  static const char *const encoded[] = { "%3d", "%3a" };

  if (*i >= place->length)
    return get_end_verdict (place);
  if (place->at[*i] == '=' || place->at[*i] == ':')
    {
      (*i)++;
      return NP_REDACT_YES;
    }
  for (guint n = 0; n < G_N_ELEMENTS (encoded); n++)
    {
      NpRedactVerdict verdict = match_word (place, *i, encoded[n]);

      *i += verdict == NP_REDACT_YES ? strlen (encoded[n]) : 0;
      if (verdict != NP_REDACT_NO)
        return verdict;
    }
  return NP_REDACT_NO;
}

static gboolean
ends_value (char c)
{
  return c == '\0' || g_ascii_isspace (c) || strchr ("&\"'<>,;)]}|\\`", c) != NULL;
}

/* From the end of a name, over quotes, blanks and `=` or `:`, to a value. */
static NpRedactVerdict
pass_to_value (const NpRedactPlace *place, gsize *i)
{
  NpRedactVerdict verdict = NP_REDACT_NO;

  pass_over (place, i, "\\\"'", 2);
  pass_over (place, i, " \t", MAX_BLANKS);
  verdict = pass_separator (place, i);
  if (verdict != NP_REDACT_YES)
    return verdict;
  pass_over (place, i, " \t", MAX_BLANKS);
  pass_over (place, i, "\\\"'", 2);
  if (*i >= place->length)
    return get_end_verdict (place);
  return ends_value (place->at[*i]) ? NP_REDACT_NO : NP_REDACT_YES;
}

static NpRedactVerdict
match_name (const NpRedactPlace *place,
            const char *name,
            NpRedactSkip skip,
            NpRedactMatch *out_match)
{
  gsize i = strlen (name);
  NpRedactVerdict verdict = match_word (place, 0, name);

  if (verdict == NP_REDACT_YES)
    verdict = pass_to_value (place, &i);
  if (verdict == NP_REDACT_YES)
    *out_match = (NpRedactMatch){ i, 1, skip };
  return verdict;
}

static NpRedactVerdict
match_mark (const NpRedactPlace *place,
            const char *mark,
            NpRedactSkip skip,
            NpRedactMatch *out_match)
{
  NpRedactVerdict verdict = match_word (place, 0, mark);

  if (verdict == NP_REDACT_YES)
    *out_match = (NpRedactMatch){ 0, strlen (mark), skip };
  return verdict;
}

/* A list of words: the first that may be there decides. */
static NpRedactVerdict
match_list (const NpRedactPlace *place,
            const char *const *words,
            gsize n_words,
            gboolean are_names,
            NpRedactSkip skip,
            NpRedactMatch *out_match)
{
  const char first = g_ascii_tolower (*place->at);

  for (gsize i = 0; i < n_words; i++)
    {
      NpRedactVerdict verdict = NP_REDACT_NO;

      /* Nearly every byte of nearly every text leaves here. */
      if (*words[i] != first)
        continue;
      verdict = are_names ? match_name (place, words[i], skip, out_match)
                          : match_mark (place, words[i], skip, out_match);
      if (verdict != NP_REDACT_NO)
        return verdict;
    }
  return NP_REDACT_NO;
}

/* A canonical request without an announcement: a method alone on its line, real
 * or escaped, and a path on the next. */
static NpRedactVerdict
match_request (const NpRedactPlace *place, NpRedactMatch *out_match)
{
  static const char *const ends[] = { "\n/", "\r\n/", "\\n/", "\\r\\n/" };
  NpRedactVerdict verdict = NP_REDACT_NO;

  if (!g_ascii_isupper (*place->at) || g_ascii_isalnum (place->before))
    return NP_REDACT_NO;
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      gsize length = strlen (methods[i]);

      if (strncmp (place->at, methods[i], MIN (length, place->length)) != 0)
        continue;
      for (guint n = 0; n < G_N_ELEMENTS (ends) && verdict == NP_REDACT_NO; n++)
        verdict = place->length > length ? match_word (place, length, ends[n])
                                         : get_end_verdict (place);
      if (verdict == NP_REDACT_YES)
        *out_match = (NpRedactMatch){ 0, length, NP_REDACT_REST };
      if (verdict != NP_REDACT_NO)
        return verdict;
    }
  return NP_REDACT_NO;
}

/* `://name:password@` of an address: the name and the password go. */
static NpRedactVerdict
match_userinfo (const NpRedactPlace *place, NpRedactMatch *out_match)
{
  static const char start[] = "://";
  NpRedactVerdict verdict = match_word (place, 0, start);
  gsize first = strlen (start);

  if (verdict != NP_REDACT_YES)
    return verdict;
  for (gsize i = first; i < place->length; i++)
    {
      char c = place->at[i];

      if (c == '@' && i > first)
        {
          *out_match = (NpRedactMatch){ first, i - first, NP_REDACT_NOTHING };
          return NP_REDACT_YES;
        }
      if (ends_value (c) || strchr ("/?#@", c) != NULL || i - first > MAX_USERINFO)
        return NP_REDACT_NO;
    }
  return get_end_verdict (place);
}

static NpRedactVerdict
match_hash (const NpRedactPlace *place, NpRedactMatch *out_match)
{
  gsize n = 0;

  if (g_ascii_isxdigit (place->before))
    return NP_REDACT_NO;
  while (n < place->length && n < HASH_DIGITS && g_ascii_isxdigit (place->at[n]))
    n++;
  if (n == HASH_DIGITS)
    {
      *out_match = (NpRedactMatch){ 0, n, NP_REDACT_DIGITS };
      return NP_REDACT_YES;
    }
  return n == place->length ? get_end_verdict (place) : NP_REDACT_NO;
}

/*< private >
 * np_redact_match:
 * @place: where to look
 * @out_match: (out): what begins there, if something does
 *
 * Looks for what is a secret by its name or its place.
 *
 * Returns: whether one begins there
 */
NpRedactVerdict
np_redact_match (const NpRedactPlace *place, NpRedactMatch *out_match)
{
  NpRedactVerdict verdict = match_list (place, rest_marks, G_N_ELEMENTS (rest_marks), FALSE,
                                        NP_REDACT_REST, out_match);

  if (verdict == NP_REDACT_NO)
    verdict = match_request (place, out_match);
  if (verdict == NP_REDACT_NO)
    verdict = match_list (place, line_names, G_N_ELEMENTS (line_names), TRUE, NP_REDACT_LINE,
                          out_match);
  if (verdict == NP_REDACT_NO)
    verdict = match_list (place, line_marks, G_N_ELEMENTS (line_marks), FALSE, NP_REDACT_LINE,
                          out_match);
  if (verdict == NP_REDACT_NO)
    verdict = match_list (place, value_names, G_N_ELEMENTS (value_names), TRUE, NP_REDACT_VALUE,
                          out_match);
  if (verdict == NP_REDACT_NO)
    verdict = match_userinfo (place, out_match);
  return verdict == NP_REDACT_NO ? match_hash (place, out_match) : verdict;
}

/* A backslash ends a value or a line when it stands for an end of line or for a
 * quote, and not when JSON writes a slash with it. */
static gboolean
goes_on_at_backslash (const NpRedactPlace *place, gboolean *out_is_unsure)
{
  *out_is_unsure = place->length < 2 && !place->is_end;
  return place->length < 2 ? place->is_end : strchr ("nrt\"'\\", place->at[1]) == NULL;
}

/* A line ends where it ends on the screen, in a string of JSON and in HTML. */
static gboolean
ends_line (char c)
{
  return c != '\0' && strchr ("\n\r\"<", c) != NULL;
}

/*< private >
 * np_redact_goes_on:
 * @skip: what is being left out, not %NP_REDACT_NOTHING
 * @place: where to look; at least one byte
 * @out_is_unsure: (out): set to %TRUE if that takes more bytes
 *
 * Returns: %TRUE if the byte there is still part of it
 */
gboolean
np_redact_goes_on (NpRedactSkip skip, const NpRedactPlace *place, gboolean *out_is_unsure)
{
  char c = *place->at;

  if (c == '\\' && (skip == NP_REDACT_VALUE || skip == NP_REDACT_LINE))
    return goes_on_at_backslash (place, out_is_unsure);
  switch (skip)
    {
    case NP_REDACT_VALUE:
      return !ends_value (c);

    case NP_REDACT_LINE:
      return !ends_line (c);

    case NP_REDACT_DIGITS:
      return g_ascii_isxdigit (c);

    case NP_REDACT_BASE64:
      return g_ascii_isalnum (c) || (c != '\0' && strchr ("+/-_=", c) != NULL);

    case NP_REDACT_REST:
      return TRUE;

    case NP_REDACT_NOTHING:
    default:
      return FALSE;
    }
}
