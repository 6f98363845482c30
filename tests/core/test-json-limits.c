/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-json.h"

#include <string.h>

#include "np-json-checks.h"

/* Much of it: what is refused for its size, and what is not slow for it. */

/* Enough members for the sorted index, in an order that is not sorted. */
static void
test_many_members (void)
{
  const guint n = 5000;
  g_autoptr (GString) text = g_string_new ("{\"key-17\": -1");
  g_autoptr (NpJson) json = NULL;
  const NpJsonValue *root;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, ",\"key-%u\":%u", i * 7 % n, i * 7 % n);
  g_string_append_c (text, '}');
  json = json_checks_parse (text->str);
  root = np_json_get_root (json);

  g_assert_cmpuint (np_json_value_get_length (root), ==, n + 1);
  g_assert_cmpstr (np_json_value_get_key (root, 0), ==, "key-17");
  g_assert_cmpstr (np_json_value_get_key (root, 2), ==, "key-7");
  g_assert_cmpstr (np_json_get_duplicate_key (json), ==, "key-17");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("key-%u", i);
      gint64 value = -2;

      g_assert_true (np_json_value_get_int64 (np_json_value_get_member (root, key), &value));
      g_assert_cmpint (value, ==, i);
    }
  g_assert_null (np_json_value_get_member (root, ""));
  g_assert_null (np_json_value_get_member (root, "key-"));
  g_assert_null (np_json_value_get_member (root, "zzz"));
}

static void
test_limits (void)
{
  g_autofree char *at_limit = g_malloc (NP_JSON_MAX_BYTES + 2);
  g_autoptr (NpJson) json = NULL;

  memset (at_limit, ' ', NP_JSON_MAX_BYTES + 1);
  at_limit[0] = '7';
  at_limit[NP_JSON_MAX_BYTES + 1] = '\0';
  json_checks_assert_refused (at_limit, NP_JSON_ERROR_TOO_LARGE, 1, 1,
                              "The text is too large. 8 MiB are the limit.");
  at_limit[NP_JSON_MAX_BYTES] = '\0';
  json = json_checks_parse (at_limit);
}

/* What nobody sends by right, whatever it is made of: refused before it is read. */
static void
test_huge (void)
{
  static const char kinds[] = "[{\"7 \\";
  const gsize n = 64 * 1024 * 1024;
  g_autofree char *text = g_malloc0 (n + 1);

  for (const char *kind = kinds; *kind != '\0'; kind++)
    {
      memset (text, *kind, n);
      json_checks_assert_refused (text, NP_JSON_ERROR_TOO_LARGE, 1, 1,
                                  "The text is too large. 8 MiB are the limit.");
    }
}

static char *
make_members (guint n)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s\"%x\":0", i > 0 ? ",\n" : "", i);
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static void
test_member_limit (void)
{
  g_autofree char *good = make_members (NP_JSON_MAX_MEMBERS);
  g_autofree char *bad = make_members (NP_JSON_MAX_MEMBERS + 1);
  g_autoptr (NpJson) json = json_checks_parse (good);

  g_assert_cmpuint (np_json_value_get_length (np_json_get_root (json)), ==,
                    NP_JSON_MAX_MEMBERS);
  g_assert_null (np_json_get_duplicate_key (json));
  json_checks_assert_refused (bad, NP_JSON_ERROR_TOO_LARGE, NP_JSON_MAX_MEMBERS + 1, 1,
                              "This object is too large. 100000 members are the limit.");
}

static void
test_deep (void)
{
  const gsize n = 100000;
  g_autofree char *arrays = g_malloc0 (n + 1);
  g_autoptr (GString) objects = g_string_new (NULL);

  memset (arrays, '[', n);
  memset (arrays + n / 2, ']', n / 2);
  json_checks_assert_refused (arrays, NP_JSON_ERROR_TOO_DEEP, 1, 65,
                              "This is nested too deeply. 64 levels are the limit.");
  memset (arrays, '[', n);
  json_checks_assert_refused (arrays, NP_JSON_ERROR_TOO_DEEP, 1, 65,
                              "This is nested too deeply. 64 levels are the limit.");
  for (gsize i = 0; i < n; i++)
    g_string_append (objects, "{\"a\":");
  json_checks_assert_refused (objects->str, NP_JSON_ERROR_TOO_DEEP, 1, 64 * 5 + 1,
                              "This is nested too deeply. 64 levels are the limit.");
}

/* Would take minutes if one element were found by walking over the others. */
static void
test_long_list (void)
{
  const guint n = 100000;
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (NpJson) json = NULL;
  const NpJsonValue *root;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s{\"ModelId\":\"model-%u\",\"OrderNumber\":%u}",
                            i > 0 ? "," : "", i, i);
  g_string_append_c (text, ']');
  json = json_checks_parse (text->str);
  root = np_json_get_root (json);

  g_assert_cmpuint (np_json_value_get_length (root), ==, n);
  for (guint i = 0; i < n; i++)
    {
      const NpJsonValue *model = np_json_value_get_element (root, i);
      gint64 value = -1;

      g_assert_true (
          np_json_value_get_int64 (np_json_value_get_member (model, "OrderNumber"), &value));
      g_assert_cmpint (value, ==, i);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/many-members", test_many_members);
  g_test_add_func ("/json/limits", test_limits);
  g_test_add_func ("/json/huge", test_huge);
  g_test_add_func ("/json/member-limit", test_member_limit);
  g_test_add_func ("/json/deep", test_deep);
  g_test_add_func ("/json/long-list", test_long_list);

  return g_test_run ();
}
