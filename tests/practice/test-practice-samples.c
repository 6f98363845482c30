/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-field.h"
#include "np-json.h"
#include "np-practice-service.h"

#include <string.h>

#define N_MODELS 31

typedef struct
{
  guint n_without_description;
  guint n_without_extra_info;
  guint n_without_version;
  guint n_long_texts;
  guint n_long_names;
  guint n_chinese;
  guint n_with_milliseconds;
} Census;

static char *
dup_string (const NpJsonValue *model, const char *key)
{
  const NpJsonValue *value = np_json_value_get_member (model, key);

  return value != NULL ? np_json_value_dup_string (value) : NULL;
}

static void
assert_id (const char *id)
{
  static const char prefix[] = "model-";

  g_assert_true (g_str_has_prefix (id, prefix));
  g_assert_cmpuint (strlen (id), ==, strlen (prefix) + 18);
  for (const char *p = id + strlen (prefix); *p != '\0'; p++)
    g_assert_true (g_ascii_islower (*p) || g_ascii_isdigit (*p));
}

/* No sample may hold a value that the form would refuse. */
static void
assert_fields (const NpJsonValue *model)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      const NpJsonValue *value = np_json_value_get_member (model, np_field_get_wire_name (id));
      g_autofree char *text = NULL;
      g_autofree char *problem = NULL;

      if (value == NULL)
        continue;
      text = np_json_value_get_kind (value) == NP_JSON_KIND_STRING
                 ? np_json_value_dup_string (value)
                 : np_json_value_dup_raw (value);
      problem = np_field_check (id, text);
      g_assert_cmpstr (problem, ==, NULL);
    }
}

/* Nothing may point at a real place. */
static void
assert_links (const char *json)
{
  const char *p = json;

  while ((p = strstr (p, "://")) != NULL)
    {
      gboolean is_web = g_str_has_prefix (p, "://example.com/");
      gboolean is_bucket = g_str_has_prefix (p, "://practice-bucket.");

      g_assert_true (is_web || is_bucket);
      p += strlen ("://");
    }
}

static gboolean
has_chinese (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

static void
count_model (const NpJsonValue *model, Census *census)
{
  g_autofree char *name = dup_string (model, "ModelName");
  g_autofree char *description = dup_string (model, "ModelDescription");
  g_autofree char *time = dup_string (model, "GmtCreateTime");

  census->n_without_description += description == NULL;
  census->n_without_extra_info += np_json_value_get_member (model, "ExtraInfo") == NULL;
  census->n_without_version += np_json_value_get_member (model, "LatestVersion") == NULL;
  census->n_long_texts += description != NULL && strlen (description) > 5000;
  census->n_long_names += g_utf8_strlen (name, -1) == 127;
  census->n_chinese += has_chinese (name);
  census->n_with_milliseconds += strchr (time, '.') != NULL;
}

static void
take_census (NpPracticeService *service, char **ids, Census *census)
{
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = np_practice_service_dup_model_json (service, ids[i]);
      g_autoptr (NpJson) json = np_json_parse (bytes, NULL);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL),
                                         g_bytes_get_size (bytes));

      g_assert_nonnull (json);
      assert_id (ids[i]);
      assert_fields (np_json_get_root (json));
      assert_links (text);
      count_model (np_json_get_root (json), census);
    }
}

static void
test_census (void)
{
  g_autoptr (NpPracticeService) service = np_practice_service_new ();
  g_auto (GStrv) ids = np_practice_service_dup_model_ids (service);
  Census census = { 0 };

  g_assert_cmpuint (g_strv_length (ids), ==, N_MODELS);
  g_assert_cmpstr (ids[0], ==, "model-rbvg5wzljz0000ks92");
  take_census (service, ids, &census);
  g_assert_cmpuint (census.n_without_description, >=, 3);
  g_assert_cmpuint (census.n_without_extra_info, >=, 1);
  g_assert_cmpuint (census.n_without_version, >=, 3);
  g_assert_cmpuint (census.n_long_texts, ==, 1);
  g_assert_cmpuint (census.n_long_names, ==, 1);
  g_assert_cmpuint (census.n_chinese, >, N_MODELS / 3);
  g_assert_cmpuint (census.n_chinese, <, N_MODELS);
  g_assert_cmpuint (census.n_with_milliseconds, >, 0);
  g_assert_cmpuint (census.n_with_milliseconds, <, N_MODELS);
}

static gboolean
any_model_holds (NpPracticeService *service, const char *part)
{
  g_auto (GStrv) ids = np_practice_service_dup_model_ids (service);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = np_practice_service_dup_model_json (service, ids[i]);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL),
                                         g_bytes_get_size (bytes));

      if (strstr (text, part) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* The odd texts and numbers that a client must carry unharmed are there. */
static void
test_odd_values (void)
{
  static const char *const parts[] = { "\"Rating\":4.90,",      ":1E5,", ":9007199254740993,",
                                       ":9223372036854775808,", ":-0,",  ":1.50e-7,",
                                       "[1.0,2.00,3]",          "😀",     "مرحبا",
                                       "\"Provider\":\"pai\"" };
  g_autoptr (NpPracticeService) service = np_practice_service_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!any_model_holds (service, parts[i]))
      g_error ("No sample holds %s", parts[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/samples/census", test_census);
  g_test_add_func ("/practice/samples/odd-values", test_odd_values);
  return g_test_run ();
}
