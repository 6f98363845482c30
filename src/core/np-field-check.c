/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-field.h"

#include "np-field-private.h"
#include "np-json-private.h"
#include "np-text-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The checks that the field table names. Each is given valid UTF-8, and gives a
 * translated sentence, or NULL when nothing is wrong. */

static gboolean
is_blank (const char *text)
{
  g_autofree char *rest = np_text_dup_trimmed (text, "");

  return *rest == '\0';
}

char *
np_field_check_name (const char *text)
{
  glong length = g_utf8_strlen (text, -1);

  if (length == 0)
    return g_strdup (_ ("A model needs a name of 1 to 127 characters."));
  if (is_blank (text))
    return g_strdup (_ ("The name has only blanks. It needs 1 to 127 characters."));
  if (length > NP_FIELD_MAX_NAME_LENGTH)
    return g_strdup_printf (_ ("The name has %ld characters; 127 is the limit."), length);

  return NULL;
}

char *
np_field_check_accessibility (const char *text)
{
  if (*text == '\0')
    return g_strdup (_ ("The service has no documented way to clear the visibility."));
  if (!g_strv_contains (np_field_get_values (NP_FIELD_ACCESSIBILITY), text))
    return g_strdup (_ ("The visibility is PRIVATE or PUBLIC."));

  return NULL;
}

/* Names the first thing that keeps TEXT, which is no number, from being one. */
static const char *
explain_number (const char *text)
{
  const char *digits = text + strspn (text, "-");

  if (*text == '+')
    return _ ("Leave out the plus sign.");
  if (strpbrk (text, ".,") != NULL)
    return _ ("Write a whole number, without point or comma.");

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (np_text_is_blank_char (c) || c == '_' || c == '\'')
        return _ ("Write the digits without gaps.");
      if (c > 127 && g_unichar_isdigit (c))
        return _ ("Use the plain digits 0 to 9.");
      if (c > 127 && g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION)
        return _ ("Use the plain minus sign “-”.");
      if (c == 0x2212) /* the minus sign of mathematics */
        return _ ("Use the plain minus sign “-”.");
    }

  if (*digits == '\0')
    return _ ("A number needs digits after the minus sign.");
  return _ ("Write a whole number: only digits, with a minus sign in front if need be.");
}

char *
np_field_check_integer (const char *text)
{
  g_autofree char *number = np_text_dup_trimmed (text, "");
  const char *digits = number + (*number == '-');

  if (*number == '\0')
    return g_strdup (_ ("The service has no documented way to clear this number."));
  if (*digits == '\0' || strspn (digits, "0123456789") != strlen (digits))
    return g_strdup (explain_number (number));
  if (digits[0] == '0' && digits[1] != '\0')
    return g_strdup (_ ("Leave out the zeros in front."));
  if (!np_text_get_int64 (number, NULL))
    return g_strdup (_ ("The number must lie between -9223372036854775808 and "
                        "9223372036854775807."));

  return NULL;
}

static char *
place_message (const GError *error)
{
  /* Translators: where a fault in a JSON text is, and what it is */
  return g_strdup_printf (_ ("Line %u, column %u: %s"), np_json_error_get_line (error),
                          np_json_error_get_column (error), error->message);
}

static guint
find_second_of_key (const NpJsonValue *object)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint i = 0;

  while (g_hash_table_add (seen, (gpointer) np_json_value_get_key (object, i)))
    i++;

  return i;
}

/* Where nothing inside VALUE has it, VALUE has it itself. */
static const NpJsonValue *
find_object_with_duplicate (const NpJsonValue *value)
{
  for (guint i = 0; i < np_json_value_get_length (value); i++)
    {
      const NpJsonValue *child = np_json_value_get_element (value, i);

      if (np_json_value_has_duplicate_keys (child))
        return find_object_with_duplicate (child);
    }

  return value;
}

static char *
describe_duplicate (NpJson *json)
{
  const NpJsonValue *object = find_object_with_duplicate (np_json_get_root (json));
  guint i = find_second_of_key (object);
  g_autoptr (GError) error = NULL;
  NpJsonFault fault = { 0 };

  np_json_fault (&fault, NP_JSON_ERROR_SYNTAX,
                 json->text + np_json_value_get_element (object, i)->start,
                 /* Translators: %s is a key of a JSON object */
                 _ ("The key “%s” is there twice. Keep one of them."),
                 np_json_value_get_key (object, i));
  np_json_fault_to_error (&fault, json->text, &error);

  return place_message (error);
}

/* Any one value, each key once. */
char *
np_field_check_json_value (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpJson) json = np_json_parse_text (text, &error);

  if (json == NULL)
    return place_message (error);
  if (np_json_get_duplicate_key (json) != NULL)
    return describe_duplicate (json);

  return NULL;
}

/* An object, each key once: with two of a key nobody can say which one the
 * service would keep. */
char *
np_field_check_json_object (const char *text)
{
  g_autoptr (NpJson) json = NULL;
  g_autoptr (GError) error = NULL;

  if (is_blank (text))
    return g_strdup (_ ("Write {} to empty the extra info."));

  json = np_json_parse_text (text, &error);
  if (json == NULL)
    return place_message (error);
  if (np_json_value_get_kind (np_json_get_root (json)) != NP_JSON_KIND_OBJECT)
    return g_strdup (_ ("Extra info is a JSON object: it stands between { and }."));
  if (np_json_get_duplicate_key (json) != NULL)
    return describe_duplicate (json);

  return NULL;
}

static gboolean
is_plain_link_text (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (np_text_is_blank_char (c) || g_unichar_iscntrl (c) || c == '\\')
        return FALSE;
    }

  return TRUE;
}

/**
 * np_field_text_is_web_link:
 * @text: the text of a field
 *
 * Tells if a text is a link that may be given to a web browser: http or https
 * with a host, no user name (it can pose as a host), and no character that
 * shows nothing or that a browser would read in another way.
 *
 * Returns: %TRUE if opening it is safe to offer
 */
gboolean
np_field_text_is_web_link (const char *text)
{
  g_autoptr (GUri) uri = NULL;
  const char *scheme = NULL;
  const char *host = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL) || !is_plain_link_text (text))
    return FALSE;
  uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL)
    return FALSE;

  scheme = g_uri_get_scheme (uri);
  host = g_uri_get_host (uri);
  if (strcmp (scheme, "https") != 0 && strcmp (scheme, "http") != 0)
    return FALSE;

  return host != NULL && *host != '\0' && g_uri_get_userinfo (uri) == NULL;
}
