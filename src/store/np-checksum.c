/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-checksum-private.h"

#include <string.h>

/* An odd number with its bits well spread: 2^64 divided by the golden ratio. */
#define MULTIPLIER G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

/* For a given number each sum leads to another sum, and for a given sum each number
 * does: so one wrong number, however wrong, never goes unseen. */
static guint64
mix (guint64 sum, guint64 number)
{
  sum = (sum ^ number) * MULTIPLIER;

  return sum ^ (sum >> 32);
}

/**
 * np_checksum_bytes:
 * @sum: the sum of what comes before; 0 to begin
 * @data: (array length=length): bytes
 * @length: how many
 *
 * Adds to a sum that finds accidents, not forgeries. It is the same on every machine,
 * and eight bytes at a time, because 100,000 models pass through it at each start.
 *
 * Returns: the new sum
 */
gint64
np_checksum_bytes (gint64 sum, gconstpointer data, gsize length)
{
  const guint8 *bytes = data;
  guint64 result = mix (sum, length);
  guint64 word = 0;
  gsize i = 0;

  for (; length - i >= sizeof word; i += sizeof word)
    {
      memcpy (&word, bytes + i, sizeof word);
      result = mix (result, GUINT64_FROM_LE (word));
    }
  if (i < length)
    {
      word = 0;
      memcpy (&word, bytes + i, length - i);
      result = mix (result, GUINT64_FROM_LE (word));
    }

  return (gint64) result;
}

/**
 * np_checksum_number:
 * @sum: the sum of what comes before
 * @number: a number
 *
 * Returns: the new sum
 */
gint64
np_checksum_number (gint64 sum, gint64 number)
{
  return (gint64) mix (sum, number);
}

/**
 * np_checksum_text:
 * @sum: the sum of what comes before
 * @text: a text
 *
 * Returns: the new sum
 */
gint64
np_checksum_text (gint64 sum, const char *text)
{
  return np_checksum_bytes (sum, text, strlen (text));
}
