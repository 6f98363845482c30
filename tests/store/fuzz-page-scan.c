/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* A libFuzzer target. Whatever a damaged file says, each value lies within it, and the
 * end is reached. The first byte says how many pages belong to the file; the rest is
 * its log. */

#include "config.h"

#include "np-page-scan-private.h"

#include <stdint.h>

#define PAGE 4096

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Reads every byte, so that a wrong one is noticed. */
static void
take_row (gint64 id, const NpPageValue *values, guint n_values, gpointer user_data)
{
  guint64 *sum = user_data;

  g_assert_cmpuint (n_values, <=, NP_PAGE_MAX_VALUES);
  *sum += id;
  for (guint i = 0; i < n_values; i++)
    {
      *sum += values[i].number;
      for (gsize j = 0; j < values[i].length; j++)
        *sum += values[i].data[j];
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gsize length = size > 0 ? MIN ((gsize) data[0] * PAGE, size - 1) : 0;
  g_autoptr (GBytes) file = g_bytes_new (data + 1, length);
  g_autoptr (GBytes) log = g_bytes_new (data + 1 + length, size > 0 ? size - 1 - length : 0);
  guint64 sum = 0;

  np_page_scan (file, log, G_MAXUINT32, take_row, &sum);

  return sum == 0x123456789abcdef ? 1 : 0;
}
