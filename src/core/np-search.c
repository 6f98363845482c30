/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-search.h"

#include "np-model-summary.h"

#include <string.h>

/* How many bytes are compared at once: what every processor of today can do.
 * memmem() of the C library needs three times as long for words of two bytes,
 * which are what people type first. */
#define STEP 16

typedef guint8 Block __attribute__ ((vector_size (STEP)));

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  gsize left = strlen (*(char *const *) a);
  gsize right = strlen (*(char *const *) b);

  return left < right ? 1 : left > right ? -1 : 0;
}

/**
 * np_search_words:
 * @text: what a person searches for
 *
 * Splits @text at its blanks and folds it as np_search_fold() does. The longest word
 * comes first: it is in the fewest texts.
 *
 * Returns: (transfer full) (array zero-terminated=1): the words; none for a blank text
 */
char **
np_search_words (const char *text)
{
  g_autofree char *folded = np_search_fold (text);
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);
  GPtrArray *words = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (words, g_strdup (parts[i]));
  g_ptr_array_sort (words, compare_lengths);
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

static Block
fill (char c)
{
  guint8 byte = (guint8) c;
  Block block = { byte, byte, byte, byte, byte, byte, byte, byte,
                  byte, byte, byte, byte, byte, byte, byte, byte };

  return block;
}

/* Looks for WORD at the places of a block where its first and its last byte
 * fit. */
static const char *
find_in_block (const char *at, Block fits, const char *word, gsize word_length)
{
  for (guint i = 0; i < STEP; i++)
    if (fits[i] != 0 && memcmp (at + i, word, word_length) == 0)
      return at + i;
  return NULL;
}

static gboolean
is_empty (Block block)
{
  guint64 halves[2];

  memcpy (halves, &block, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

/**
 * np_search_find:
 * @text: a text, need not end with a zero
 * @length: its length in bytes
 * @word: what to look for
 * @word_length: its length in bytes, more than 0
 *
 * Does what memmem() does.
 *
 * Returns: (transfer none) (nullable): where @word begins; %NULL if it is not there
 */
const char *
np_search_find (const char *text, gsize length, const char *word, gsize word_length)
{
  const char *end = NULL; /* of where it can begin */
  Block first = fill (word[0]);
  Block last = fill (word[word_length - 1]);

  if (length < word_length)
    return NULL;
  end = text + (length - word_length) + 1;
  for (; end - text >= STEP; text += STEP)
    {
      Block starts;
      Block ends;
      Block fits;
      const char *found = NULL;

      memcpy (&starts, text, STEP);
      memcpy (&ends, text + word_length - 1, STEP);
      fits = (Block) ((starts == first) & (ends == last));
      if (is_empty (fits))
        continue;
      found = find_in_block (text, fits, word, word_length);
      if (found != NULL)
        return found;
    }
  for (; text < end; text++)
    if (*text == *word && memcmp (text, word, word_length) == 0)
      return text;
  return NULL;
}
