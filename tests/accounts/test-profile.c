/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* What no small sample can show: sizes, many profiles, and names. */

#include "config.h"

#include "np-profile-list.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1800000000)

static NpProfileList *
parse (const GString *text, GError **error)
{
  g_autoptr (GBytes) content = g_bytes_new (text->str, text->len);

  return np_profile_list_parse (content, NULL, NOW, error);
}

static void
append_sections (GString *text, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "[%s", name);
      if (*name == '\0')
        g_string_append_printf (text, "%u", i);
      g_string_append (text, "]\ntype=sts\n");
    }
}

static const char *
get_name (NpProfileList *list, guint i)
{
  g_autoptr (NpProfile) profile = g_list_model_get_item (G_LIST_MODEL (list), i);

  return profile != NULL ? np_profile_get_name (profile) : NULL;
}

static void
test_many_sections (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (NpProfileList) list = NULL;

  append_sections (text, 10000, "");
  list = parse (text, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==,
                    NP_PROFILE_LIST_MAX_PROFILES);
  g_assert_cmpstr (np_profile_list_get_notices (list)[0], ==,
                   "The file has 10000 profiles. The first 500 are shown.");
  g_assert_null (np_profile_list_get_notices (list)[1]);
  g_assert_cmpstr (get_name (list, 499), ==, "499");
  g_assert_null (get_name (list, 500));
}

static void
test_many_objects (void)
{
  g_autoptr (GString) text = g_string_new ("{\"current\":\"8\",\"profiles\":[{}");
  g_autoptr (NpProfileList) list = NULL;

  for (guint i = 1; i < 10000; i++)
    g_string_append_printf (text, ",{\"name\":\"%u\",\"mode\":\"AK\"}", i);
  g_string_append (text, "]}");
  list = parse (text, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==,
                    NP_PROFILE_LIST_MAX_PROFILES);
  g_assert_cmpstr (np_profile_list_get_notices (list)[0], ==,
                   "The file has 10000 profiles. The first 500 are shown.");
  g_assert_cmpstr (get_name (list, 0), ==, "Unnamed");
}

static void
test_exactly_enough (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (NpProfileList) list = NULL;

  append_sections (text, NP_PROFILE_LIST_MAX_PROFILES, "");
  list = parse (text, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==,
                    NP_PROFILE_LIST_MAX_PROFILES);
  g_assert_null (np_profile_list_get_notices (list)[0]);
}

static void
test_one_name (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (NpProfileList) list = NULL;

  append_sections (text, 10000, "x");
  list = parse (text, NULL);
  g_assert_cmpstr (get_name (list, 0), ==, "x");
  g_assert_cmpstr (get_name (list, 1), ==, "x (2)");
  g_assert_cmpstr (get_name (list, 499), ==, "x (500)");
}

static void
assert_refused (const GString *text, NpProfileErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpProfileList) list = parse (text, &error);

  g_assert_null (list);
  g_assert_error (error, NP_PROFILE_ERROR, (int) code);
}

static void
test_size (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (NpProfileList) list = NULL;

  append_sections (text, 1, "x");
  while (text->len < NP_PROFILE_LIST_MAX_BYTES)
    g_string_append_c (text, '#');
  list = parse (text, NULL);
  g_assert_nonnull (list);
  g_string_append_c (text, '#');
  assert_refused (text, NP_PROFILE_ERROR_TOO_LARGE);
}

/* A megabyte of one thing: none may take more than a moment. */
static void
test_repeated (gconstpointer data)
{
  const char *part = data;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (NpProfileList) list = NULL;
  gint64 start = 0;

  while (text->len + strlen (part) <= NP_PROFILE_LIST_MAX_BYTES)
    g_string_append (text, part);
  start = g_get_monotonic_time ();
  list = parse (text, NULL);
  g_test_message ("%" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

static void
test_model (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (NpProfileList) list = NULL;
  g_autoptr (NpProfile) first = NULL;
  g_autoptr (NpProfile) again = NULL;

  append_sections (text, 2, "x");
  list = parse (text, NULL);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  again = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (first == again);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 2));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), G_MAXUINT));
}

int
main (int argc, char *argv[])
{
  static const char *const parts[] = {
    "[",
    "]",
    "[]\n",
    "[x]\n",
    "=\n",
    "a=b\n",
    "type=\n",
    "\n",
    "\r",
    "{",
    "[[",
    "\xef\xbb\xbf",
    "type=access_key\naccess_key_id=a\naccess_key_secret=b\n[x]\n",
    "{\"profiles\":[",
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/many-sections", test_many_sections);
  g_test_add_func ("/profile/many-objects", test_many_objects);
  g_test_add_func ("/profile/exactly-enough", test_exactly_enough);
  g_test_add_func ("/profile/one-name", test_one_name);
  g_test_add_func ("/profile/size", test_size);
  g_test_add_func ("/profile/model", test_model);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/profile/repeated/%02u", i + 1);

      g_test_add_data_func (path, parts[i], test_repeated);
    }

  return g_test_run ();
}
