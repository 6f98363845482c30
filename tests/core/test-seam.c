/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-seam.h"

#include <string.h>

static gint64
get_fixed_time (gpointer user_data)
{
  return *(gint64 *) user_data;
}

static char *
make_counted_nonce (gpointer user_data)
{
  gint64 *count = user_data;

  return g_strdup_printf ("nonce-%" G_GINT64_FORMAT, ++*count);
}

static void
test_default_time (void)
{
  gint64 before = g_get_real_time ();
  gint64 now = np_seam_get_real_time (np_seam_get_default ());

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time ());
}

static void
test_default_nonce (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 10000; i++)
    {
      char *nonce = np_seam_make_nonce (np_seam_get_default ());

      g_assert_cmpuint (strlen (nonce), ==, 32);
      g_assert_cmpuint (strspn (nonce, "0123456789abcdef"), ==, 32);
      g_assert_true (g_hash_table_add (seen, nonce));
    }
}

/* Every one of the 32 digits varies: no part of the random bytes is left out. */
static void
test_default_nonce_is_random_throughout (void)
{
  guint seen[32] = { 0 };

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *nonce = np_seam_make_nonce (np_seam_get_default ());

      for (guint at = 0; at < 32; at++)
        seen[at] |= 1u << g_ascii_xdigit_value (nonce[at]);
    }

  for (guint at = 0; at < 32; at++)
    g_assert_cmphex (seen[at], ==, 0xffff);
}

static void
test_own_seam (void)
{
  gint64 data = 41;
  NpSeam seam = { get_fixed_time, make_counted_nonce, &data };
  g_autofree char *nonce = NULL;

  g_assert_cmpint (np_seam_get_real_time (&seam), ==, 41);
  nonce = np_seam_make_nonce (&seam);
  g_assert_cmpstr (nonce, ==, "nonce-42");
  g_assert_cmpint (np_seam_get_real_time (&seam), ==, 42);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/seam/default-time", test_default_time);
  g_test_add_func ("/core/seam/default-nonce", test_default_nonce);
  g_test_add_func ("/core/seam/default-nonce-is-random-throughout",
                   test_default_nonce_is_random_throughout);
  g_test_add_func ("/core/seam/own-seam", test_own_seam);

  return g_test_run ();
}
