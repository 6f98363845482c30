/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

/* Nothing is left where a block was. This reads memory that was freed, which no
 * other code may do. */

#define FILL 'S'

/* Small ones are kept by the thread, the last one is a mapping of its own until it
 * is freed. */
static const gsize sizes[] = { 24, 40, 64, 400, 1000, 5000, 100000 };

static char *
make_block (gsize size)
{
  char *block = malloc (size);

  memset (block, FILL, size);
  return block;
}

/* How often eight bytes of it stand together: one alone may be in an address that the C
 * library keeps there. */
static gsize
count_left (guintptr address, gsize size)
{
  volatile const char *bytes = (volatile const char *) address;
  gsize n = 0;
  gsize run = 0;

  for (gsize i = 0; i < size; i++)
    {
      run = bytes[i] == FILL ? run + 1 : 0;
      n += run >= 8 ? 1 : 0;
    }
  return n;
}

static void
assert_kept (const char *block, gsize size)
{
  for (gsize i = 0; i < size; i++)
    g_assert_cmpint (block[i], ==, FILL);
}

static void
test_free (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      char *block = make_block (sizes[i]);
      guintptr address = (guintptr) block;
      /* Or the memory could go back to the system. */
      char *next = make_block (1);

      free (block);
      g_assert_cmpuint (count_left (address, sizes[i]), ==, 0);
      free (next);
    }
  free (NULL);
}

static void
test_grow (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      char *block = make_block (sizes[i]);
      guintptr address = (guintptr) block;
      char *next = make_block (1);
      char *grown = realloc (block, 3 * sizes[i] + 100);

      assert_kept (grown, sizes[i]);
      if ((guintptr) grown != address)
        g_assert_cmpuint (count_left (address, sizes[i]), ==, 0);
      free (grown);
      free (next);
    }
}

static void
test_shrink (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gsize rest = sizes[i] / 3 + 1;
      char *block = make_block (sizes[i]);
      guintptr address = (guintptr) block;
      char *next = make_block (1);
      char *shrunk = realloc (block, rest);

      assert_kept (shrunk, rest);
      g_assert_cmpuint (count_left (address + rest, sizes[i] - rest), ==, 0);
      free (shrunk);
      free (next);
    }
}

static void
test_edges (void)
{
  char *block = realloc (NULL, 10);

  g_assert_nonnull (block);
  memset (block, FILL, 10);
  /* All that was given is wiped, also what nobody had asked for. */
  g_assert_cmpuint (malloc_usable_size (block), >=, 10);
  block = realloc (block, 10);
  assert_kept (block, 10);
  free (block);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wiping-free/free", test_free);
  g_test_add_func ("/wiping-free/grow", test_grow);
  g_test_add_func ("/wiping-free/shrink", test_shrink);
  g_test_add_func ("/wiping-free/edges", test_edges);

  return g_test_run ();
}
