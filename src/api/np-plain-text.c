/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-plain-text.h"

#include <string.h>

#include "np-redact.h"

#define MAX_MESSAGE_CHARACTERS 500
#define MAX_LINK_BYTES         1000

/* How far into a body that could not be read the excerpt may reach. */
#define MAX_EXCERPT_BYTES 2048

/* How much of a message is looked at. What is longer is no message to a person. */
#define MAX_RAW_BYTES ((gsize) 64 * 1024)

/* Where a link of the service may lead. */
static const char *const link_domains[] = {
  ".aliyun.com",
  ".alibabacloud.com",
};

/* Gives the character to show, or 0 for one that shows nothing: a control
 * character, or a format character such as those that turn the direction of
 * writing and so can make a text look like another. */
static gunichar
make_plain (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
      return g_unichar_isspace (c) ? ' ' : 0;

    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return ' ';

    case G_UNICODE_FORMAT:
    case G_UNICODE_SURROGATE:
      return 0;

    default:
      return c;
    }
}

/**
 * np_plain_text:
 * @text: (nullable): a text of the service, UTF-8 or not
 * @max_characters: how long the result may be, in characters
 *
 * Makes a text that is safe to show on one line: valid UTF-8, without control
 * characters, without the characters that turn the direction of writing, each
 * run of white space one space, and cut.
 *
 * Returns: (transfer full) (nullable): the text; %NULL if nothing is left
 */
char *
np_plain_text (const char *text, gsize max_characters)
{
  g_autofree char *valid = NULL;
  GString *out = NULL;
  gsize n = 0;

  if (text == NULL)
    return NULL;
  valid = g_utf8_make_valid (text, -1);
  out = g_string_new (NULL);
  for (const char *p = valid; *p != '\0' && n < max_characters; p = g_utf8_next_char (p))
    {
      gunichar c = make_plain (g_utf8_get_char (p));
      gboolean repeats = c == ' ' && (out->len == 0 || out->str[out->len - 1] == ' ');

      if (c == 0 || repeats)
        continue;
      g_string_append_unichar (out, c);
      n++;
    }
  return g_string_free (out, out->len == 0);
}

/**
 * np_plain_text_from_bytes:
 * @bytes: (nullable): the body of an answer that is not what it should be
 * @max_characters: how long the result may be, in characters
 *
 * Returns: (transfer full) (nullable): how it begins, safe to show and without
 *   secrets; %NULL if there is nothing to show
 */
char *
np_plain_text_from_bytes (GBytes *bytes, gsize max_characters)
{
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  g_autofree char *start = NULL;

  if (data == NULL)
    return NULL;
  start = np_redact_start (data, length, MAX_EXCERPT_BYTES);
  return np_plain_text (start, max_characters);
}

/**
 * np_plain_text_message:
 * @message: (nullable): a text of the service or of a library
 *
 * Returns: (transfer full) (nullable): the text, safe to show, at most 500
 *   characters, without the secrets and the signed texts that may stand in it
 */
char *
np_plain_text_message (const char *message)
{
  g_autofree char *redacted = NULL;

  if (message == NULL)
    return NULL;
  redacted = np_redact_start (message, strlen (message), MAX_RAW_BYTES);
  return np_plain_text (redacted, MAX_MESSAGE_CHARACTERS);
}

/**
 * np_plain_text_is_web_page:
 * @bytes: (nullable): a body
 *
 * Returns: %TRUE if it begins like a page of HTML
 */
gboolean
np_plain_text_is_web_page (GBytes *bytes)
{
  static const char *const beginnings[] = { "<!doctype html", "<html" };
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  while (length > 0 && g_ascii_isspace (*data))
    {
      data++;
      length--;
    }
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      gsize n = strlen (beginnings[i]);

      if (length >= n && g_ascii_strncasecmp (data, beginnings[i], n) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A link is opened as it is: one with a blank or a secret in it is none. */
static gboolean
is_clean_link (const char *link)
{
  g_autofree char *redacted = np_redact_text (link);

  for (const char *p = link; *p != '\0'; p++)
    {
      if (!g_ascii_isgraph (*p))
        return FALSE;
    }
  return g_str_equal (link, redacted);
}

/* Only what a name is made of: a browser takes a backslash for the end of the host. */
static gboolean
is_service_host (const char *host)
{
  for (const char *p = host; p != NULL && *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '-' && *p != '.')
        return FALSE;
    }
  for (guint i = 0; host != NULL && i < G_N_ELEMENTS (link_domains); i++)
    {
      if (g_str_has_suffix (host, link_domains[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * np_plain_text_link:
 * @link: (nullable): a link that the service recommends
 *
 * Returns: (transfer full) (nullable): the link, if it leads to the service's
 *   own pages over https; else %NULL
 */
char *
np_plain_text_link (const char *link)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *host = NULL;

  if (link == NULL || strlen (link) > MAX_LINK_BYTES || !is_clean_link (link))
    return NULL;
  uri = g_uri_parse (link, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "https"))
    return NULL;
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_port (uri) != -1)
    return NULL;
  host = g_uri_get_host (uri) != NULL ? g_ascii_strdown (g_uri_get_host (uri), -1) : NULL;
  return is_service_host (host) ? g_uri_to_string (uri) : NULL;
}
