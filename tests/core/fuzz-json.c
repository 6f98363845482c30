/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* A libFuzzer target. What the reader accepts must be readable by json-glib,
 * and written again it must say the same; what it refuses needs a place. */

#include "config.h"

#include "np-json.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static guint
walk (const NpJsonValue *value)
{
  g_autofree char *raw = np_json_value_dup_raw (value);
  g_autofree char *text = np_json_value_dup_string (value);
  guint n = 1;
  gint64 number = 0;

  g_assert_true (raw[0] != '\0');
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  if (np_json_value_get_int64 (value, &number))
    g_assert_cmpint (np_json_value_get_kind (value), ==, NP_JSON_KIND_NUMBER);
  for (guint i = 0; i < np_json_value_get_length (value); i++)
    {
      const char *key = np_json_value_get_key (value, i);

      g_assert_true (key == NULL || np_json_value_get_member (value, key) != NULL);
      n += walk (np_json_value_get_element (value, i));
    }
  return n;
}

static void
check_written (NpJson *json, const char *text, const char *compact)
{
  g_autoptr (NpJson) again = np_json_parse_text (text, NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_nonnull (again);
  np_json_value_append_compact (np_json_get_root (again), out);
  g_assert_cmpstr (out->str, ==, compact);
  g_assert_cmpuint (walk (np_json_get_root (again)), ==, walk (np_json_get_root (json)));
  g_assert_cmpstr (np_json_get_duplicate_key (again), ==, np_json_get_duplicate_key (json));
}

/* A string, written by us and read again, means the same. */
static void
check_string (const NpJsonValue *value)
{
  g_autofree char *text = np_json_value_dup_string (value);
  g_autofree char *again = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (NpJson) json = NULL;

  if (text == NULL)
    return;
  np_json_append_string (out, text);
  json = np_json_parse_text (out->str, NULL);
  g_assert_nonnull (json);
  again = np_json_value_dup_string (np_json_get_root (json));
  g_assert_cmpstr (again, ==, text);
}

static void
check_accepted (NpJson *json)
{
  const NpJsonValue *root = np_json_get_root (json);
  g_autoptr (GString) compact = g_string_new (NULL);
  g_autoptr (GString) pretty = g_string_new (NULL);

  np_json_value_append_compact (root, compact);
  np_json_value_append_pretty (root, pretty);
  check_written (json, compact->str, compact->str);
  check_written (json, pretty->str, compact->str);
  check_string (root);
  g_assert_nonnull (np_json_get_node (json));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpJson) json = np_json_parse (bytes, &error);

  if (json != NULL)
    {
      check_accepted (json);
      return 0;
    }
  g_assert_cmpuint (np_json_error_get_line (error), >=, 1);
  g_assert_cmpuint (np_json_error_get_column (error), >=, 1);
  return 0;
}
