/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-changes.h"

#include "np-json.h"
#include "np-model-compare-private.h"
#include "np-text-private.h"

#include <math.h>
#include <string.h>

/* Below this a double holds every whole number, and no other one is rounded to it. */
#define EXACT_DOUBLES (G_GINT64_CONSTANT (1) << 53)

static char *
dup_compact (const char *text)
{
  g_autoptr (NpJson) json = np_json_parse_text (text, NULL);
  GString *compact = NULL;

  if (json == NULL)
    return NULL;

  compact = g_string_new (NULL);
  np_json_value_append_compact (np_json_get_root (json), compact);
  return g_string_free (compact, FALSE);
}

static gboolean
json_texts_equal (const char *a, const char *b)
{
  g_autofree char *compact_a = dup_compact (a);
  g_autofree char *compact_b = dup_compact (b);

  return compact_a != NULL && g_strcmp0 (compact_a, compact_b) == 0;
}

static gboolean
trimmed_texts_equal (const char *a, const char *b)
{
  g_autofree char *trimmed_a = NULL;
  g_autofree char *trimmed_b = NULL;

  if (!g_utf8_validate (a, -1, NULL) || !g_utf8_validate (b, -1, NULL))
    return FALSE;
  trimmed_a = np_text_dup_trimmed (a, "");
  trimmed_b = np_text_dup_trimmed (b, "");

  return strcmp (trimmed_a, trimmed_b) == 0;
}

/**
 * np_model_texts_equal:
 * @id: a field
 * @a: a text of that field
 * @b: another one
 *
 * Tells if two texts of a field would be the same to the service. Strings are
 * compared byte for byte. Blanks around a number are no difference. JSON is
 * compared token by token, in order: only white space outside of strings is no
 * difference, and text that is not JSON is compared as text.
 *
 * Returns: %TRUE if they are the same
 */
gboolean
np_model_texts_equal (NpFieldId id, const char *a, const char *b)
{
  g_return_val_if_fail (id < NP_N_FIELDS, FALSE);
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (strcmp (a, b) == 0)
    return TRUE;

  switch (np_field_get_kind (id))
    {
    case NP_FIELD_KIND_INTEGER:
      return trimmed_texts_equal (a, b);
    case NP_FIELD_KIND_JSON_OBJECT:
      return trimmed_texts_equal (a, b) || json_texts_equal (a, b);
    case NP_FIELD_KIND_STRING:
    case NP_FIELD_KIND_TEXT:
    case NP_FIELD_KIND_CHOICE:
    case NP_FIELD_KIND_DOCUMENT_LINK:
    default:
      return FALSE;
    }
}

static gboolean
get_double (const char *token, double *out_value)
{
  char *end = NULL;

  *out_value = g_ascii_strtod (token, &end);
  return end != token && *end == '\0' && isfinite (*out_value);
}

/* Whole numbers are compared as such: as doubles, two that differ in their last
 * digits would look equal. */
static gboolean
is_exact (const char *token, double value)
{
  return strpbrk (token, ".eE") != NULL || fabs (value) < (double) EXACT_DOUBLES;
}

/*< private >
 * np_number_texts_kept:
 * @new_text: a JSON number as it was sent
 * @stored_text: the JSON text that is stored now
 *
 * Tells if the service kept a number, though it may write it in another way
 * (`4.90` and `4.9`, `1000` and `1e3`).
 *
 * Returns: %TRUE if it is the same number
 */
gboolean
np_number_texts_kept (const char *new_text, const char *stored_text)
{
  gint64 new_integer = 0;
  gint64 stored_integer = 0;
  double new_value = 0;
  double stored_value = 0;

  if (strcmp (new_text, stored_text) == 0)
    return TRUE;
  if (np_text_get_int64 (new_text, &new_integer) &&
      np_text_get_int64 (stored_text, &stored_integer))
    return new_integer == stored_integer;

  return get_double (new_text, &new_value) && get_double (stored_text, &stored_value) &&
         is_exact (new_text, new_value) && is_exact (stored_text, stored_value) &&
         new_value == stored_value;
}

static gboolean value_is_kept (const NpJsonValue *sent, const NpJsonValue *stored);

static gboolean
members_are_kept (const NpJsonValue *sent, const NpJsonValue *stored)
{
  for (guint i = 0; i < np_json_value_get_length (sent); i++)
    {
      const NpJsonValue *member = np_json_value_get_member (stored,
                                                            np_json_value_get_key (sent, i));

      if (member == NULL || !value_is_kept (np_json_value_get_element (sent, i), member))
        return FALSE;
    }

  return TRUE;
}

static gboolean
elements_are_kept (const NpJsonValue *sent, const NpJsonValue *stored)
{
  for (guint i = 0; i < np_json_value_get_length (sent); i++)
    {
      if (!value_is_kept (np_json_value_get_element (sent, i),
                          np_json_value_get_element (stored, i)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
raw_is_kept (const NpJsonValue *sent, const NpJsonValue *stored)
{
  g_autofree char *sent_raw = np_json_value_dup_raw (sent);
  g_autofree char *stored_raw = np_json_value_dup_raw (stored);

  if (np_json_value_get_kind (sent) == NP_JSON_KIND_NUMBER)
    return np_number_texts_kept (sent_raw, stored_raw);

  return strcmp (sent_raw, stored_raw) == 0;
}

static gboolean
string_is_kept (const NpJsonValue *sent, const NpJsonValue *stored)
{
  g_autofree char *sent_text = np_json_value_dup_string (sent);
  g_autofree char *stored_text = np_json_value_dup_string (stored);

  return g_strcmp0 (sent_text, stored_text) == 0;
}

static gboolean
value_is_kept (const NpJsonValue *sent, const NpJsonValue *stored)
{
  gboolean same_length = np_json_value_get_length (sent) == np_json_value_get_length (stored);

  if (np_json_value_get_kind (sent) != np_json_value_get_kind (stored))
    return FALSE;

  switch (np_json_value_get_kind (sent))
    {
    case NP_JSON_KIND_OBJECT:
      return same_length && members_are_kept (sent, stored);
    case NP_JSON_KIND_ARRAY:
      return same_length && elements_are_kept (sent, stored);
    case NP_JSON_KIND_STRING:
      return string_is_kept (sent, stored);
    case NP_JSON_KIND_NULL:
    case NP_JSON_KIND_BOOLEAN:
    case NP_JSON_KIND_NUMBER:
    default:
      return raw_is_kept (sent, stored);
    }
}

/* A key that was there, was not sent any more, and still is there. */
static gboolean
some_removed_key_is_there (const NpJsonValue *old,
                           const NpJsonValue *sent,
                           const NpJsonValue *stored)
{
  for (guint i = 0; i < np_json_value_get_length (old); i++)
    {
      const char *key = np_json_value_get_key (old, i);

      if (np_json_value_get_member (sent, key) == NULL &&
          np_json_value_get_member (stored, key) != NULL)
        return TRUE;
    }

  return FALSE;
}

/*< private >
 * np_json_texts_kept:
 * @old_text: the JSON object before; may be empty
 * @new_text: the JSON object as it was sent
 * @stored_text: the JSON object that is stored now; may be empty
 *
 * Tells if the service kept an object. It may hold more keys than were sent, as
 * the service or others may add some; but each key that was sent has its value,
 * and each key that was taken out is gone. No document says whether the service
 * replaces the object or merges it, so both are looked at.
 *
 * Returns: %TRUE if it was kept
 */
gboolean
np_json_texts_kept (const char *old_text, const char *new_text, const char *stored_text)
{
  g_autoptr (NpJson) old = np_json_parse_object (old_text);
  g_autoptr (NpJson) sent = np_json_parse_object (new_text);
  g_autoptr (NpJson) stored = np_json_parse_object (stored_text);

  if (old == NULL || sent == NULL || stored == NULL)
    return FALSE;
  if (!members_are_kept (np_json_get_root (sent), np_json_get_root (stored)))
    return FALSE;

  return !some_removed_key_is_there (np_json_get_root (old), np_json_get_root (sent),
                                     np_json_get_root (stored));
}
