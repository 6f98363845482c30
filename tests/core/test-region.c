/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-region.h"

#include <string.h>

static void
test_table (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (np_region_get_count (), ==, 22);
  for (guint i = 0; i < np_region_get_count (); i++)
    {
      const char *id = np_region_get_id (i);
      guint found = G_MAXUINT;

      g_assert_cmpuint (strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==, strlen (id));
      g_assert_true (g_hash_table_add (seen, (gpointer) id));
      g_assert_cmpstr (np_region_get_name (i), !=, "");
      g_assert_true (np_region_find (id, &found));
      g_assert_cmpuint (found, ==, i);
    }
}

static void
test_names (void)
{
  guint i = 0;

  g_assert_true (np_region_find ("cn-hangzhou", &i));
  g_assert_cmpstr (np_region_get_name (i), ==, "China (Hangzhou)");
  g_assert_true (np_region_find ("cn-shanghai-finance-1", &i));
  g_assert_cmpstr (np_region_get_name (i), ==, "China East 2 Finance");
  /* No source names these. */
  g_assert_true (np_region_find ("ap-southeast-8", &i));
  g_assert_cmpstr (np_region_get_name (i), ==, "ap-southeast-8");
  g_assert_true (np_region_find ("na-south-1", &i));
  g_assert_cmpstr (np_region_get_name (i), ==, "na-south-1");
}

static void
test_unknown (void)
{
  const char *const unknown[] = {
    "", "cn", "CN-HANGZHOU", "cn-hangzhou ", "cn-guangzhou\t", "mars-1"
  };
  guint i = 7;

  g_assert_false (np_region_find (NULL, &i));
  for (guint n = 0; n < G_N_ELEMENTS (unknown); n++)
    g_assert_false (np_region_find (unknown[n], &i));
  g_assert_cmpuint (i, ==, 7);
  g_assert_true (np_region_find ("us-east-1", NULL));
}

static void
assert_finds (const char *query, const char *region_id)
{
  guint n = 0;
  guint found = 0;

  for (guint i = 0; i < np_region_get_count (); i++)
    {
      if (!np_region_matches (i, query))
        continue;
      n++;
      found = i;
    }
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (np_region_get_id (found), ==, region_id);
}

/* Whatever the language of the user, and however it is typed. */
static void
test_matches (void)
{
  assert_finds ("Hangzhou", "cn-hangzhou");
  assert_finds ("CN-HANGZ", "cn-hangzhou");
  assert_finds ("ｈａｎｇｚｈｏｕ", "cn-hangzhou");
  assert_finds ("杭州", "cn-hangzhou");
  assert_finds ("华东1", "cn-hangzhou");
  assert_finds (" silicon  us ", "us-west-1");
  assert_finds ("硅谷 us-west", "us-west-1");
  assert_finds ("southeast-8", "ap-southeast-8");
  for (guint i = 0; i < np_region_get_count (); i++)
    {
      g_assert_true (np_region_matches (i, ""));
      g_assert_false (np_region_matches (i, "mars"));
      g_assert_false (np_region_matches (i, "杭州 shanghai"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/region/table", test_table);
  g_test_add_func ("/core/region/names", test_names);
  g_test_add_func ("/core/region/unknown", test_unknown);
  g_test_add_func ("/core/region/matches", test_matches);

  return g_test_run ();
}
