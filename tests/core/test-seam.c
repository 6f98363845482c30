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
  NpSeam seam = {
    .get_real_time = get_fixed_time,
    .make_nonce = make_counted_nonce,
    .user_data = &data,
  };
  g_autofree char *nonce = NULL;

  g_assert_cmpint (np_seam_get_real_time (&seam), ==, 41);
  nonce = np_seam_make_nonce (&seam);
  g_assert_cmpstr (nonce, ==, "nonce-42");
  g_assert_cmpint (np_seam_get_real_time (&seam), ==, 42);
}

static void
test_default_boot_time (void)
{
  gint64 before = np_seam_get_boot_time (np_seam_get_default ());

  g_assert_cmpint (before, >, 0);
  g_assert_cmpint (np_seam_get_boot_time (np_seam_get_default ()), >=, before);
}

static void
test_default_chance (void)
{
  guint n_low = 0;

  for (guint i = 0; i < 10000; i++)
    {
      double chance = np_seam_get_chance (np_seam_get_default ());

      g_assert_cmpfloat (chance, >=, 0);
      g_assert_cmpfloat (chance, <, 1);
      n_low += chance < 0.5 ? 1 : 0;
    }
  /* Further off than a fair coin comes in ten million years of trying. */
  g_assert_cmpuint (n_low, >, 4500);
  g_assert_cmpuint (n_low, <, 5500);
}

static gint64
get_no_time (gpointer user_data)
{
  return -7;
}

static double
get_no_chance (gpointer user_data)
{
  return 0.25;
}

static GSource *
make_idle (guint milliseconds, gpointer user_data)
{
  *(guint *) user_data = milliseconds;
  return g_idle_source_new ();
}

static gboolean
count_cb (gpointer user_data)
{
  (*(guint *) user_data)++;
  return G_SOURCE_REMOVE;
}

static void
run_timer (const NpSeam *seam, guint milliseconds)
{
  g_autoptr (GSource) timer = np_seam_make_timer (seam, milliseconds);
  guint n = 0;

  g_source_set_callback (timer, count_cb, &n, NULL);
  g_source_attach (timer, NULL);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_own_waits (void)
{
  guint waited = 0;
  const NpSeam seam = {
    .get_boot_time = get_no_time,
    .get_chance = get_no_chance,
    .make_timer = make_idle,
    .user_data = &waited,
  };

  g_assert_cmpint (np_seam_get_boot_time (&seam), ==, -7);
  g_assert_cmpfloat (np_seam_get_chance (&seam), ==, 0.25);
  run_timer (&seam, 86400000);
  g_assert_cmpuint (waited, ==, 86400000);
}

/* What a seam does not bring is the system's. */
static void
test_left_out (void)
{
  const NpSeam seam = { .get_real_time = get_fixed_time };

  g_assert_cmpint (np_seam_get_boot_time (&seam), >, 0);
  g_assert_cmpfloat (np_seam_get_chance (&seam), <, 1);
  run_timer (&seam, 1);
  run_timer (np_seam_get_default (), 0);
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
  g_test_add_func ("/core/seam/default-boot-time", test_default_boot_time);
  g_test_add_func ("/core/seam/default-chance", test_default_chance);
  g_test_add_func ("/core/seam/own-waits", test_own_waits);
  g_test_add_func ("/core/seam/left-out", test_left_out);

  return g_test_run ();
}
