/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-file-damage.h"

#include <string.h>

static guint
pick (GRand *rand, guint end)
{
  return g_rand_int_range (rand, 0, end);
}

void
test_damage_cut (GByteArray *file, GRand *rand)
{
  g_byte_array_set_size (file, pick (rand, file->len));
}

void
test_damage_cut_pages (GByteArray *file, GRand *rand)
{
  g_byte_array_set_size (file, pick (rand, file->len / TEST_PAGE) * TEST_PAGE);
}

void
test_damage_flip (GByteArray *file, GRand *rand)
{
  file->data[pick (rand, file->len)] ^= 1 << pick (rand, 8);
}

void
test_damage_flip_many (GByteArray *file, GRand *rand)
{
  for (guint i = 0; i < 40; i++)
    test_damage_flip (file, rand);
}

void
test_damage_break_header (GByteArray *file, GRand *rand)
{
  file->data[pick (rand, 100)] ^= 1 + pick (rand, 255);
}

void
test_damage_zero_pages (GByteArray *file, GRand *rand)
{
  for (guint i = pick (rand, 4) + 1; i > 0; i--)
    memset (file->data + (1 + pick (rand, file->len / TEST_PAGE - 1)) * TEST_PAGE, 0,
            TEST_PAGE);
}

void
test_damage_zero_first_page (GByteArray *file, GRand *rand)
{
  guint start = pick (rand, 200);

  memset (file->data + start, 0, TEST_PAGE - start);
}

void
test_damage_swap_pages (GByteArray *file, GRand *rand)
{
  guint8 page[TEST_PAGE];

  for (guint i = pick (rand, 3) + 1; i > 0; i--)
    {
      guint8 *left = file->data + (1 + pick (rand, file->len / TEST_PAGE - 1)) * TEST_PAGE;
      guint8 *right = file->data + (1 + pick (rand, file->len / TEST_PAGE - 1)) * TEST_PAGE;

      memcpy (page, left, TEST_PAGE);
      memmove (left, right, TEST_PAGE);
      memcpy (right, page, TEST_PAGE);
    }
}

void
test_damage_spray (GByteArray *file, GRand *rand)
{
  guint start = pick (rand, file->len);
  guint length = MIN (1 + pick (rand, 20000), file->len - start);

  for (guint i = 0; i < length; i++)
    file->data[start + i] = pick (rand, 256);
}

void
test_damage_fill_at_random (GByteArray *file, GRand *rand)
{
  g_byte_array_set_size (file, pick (rand, 3 * TEST_PAGE));
  for (guint i = 0; i < file->len; i++)
    file->data[i] = pick (rand, 256);
}

/* As a file system does that lost what was not synced. */
void
test_damage_zero_end (GByteArray *file, GRand *rand)
{
  guint start = pick (rand, file->len);

  memset (file->data + start, 0, file->len - start);
}
