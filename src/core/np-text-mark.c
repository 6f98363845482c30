/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* The shortest way from one list of words to another: E. W. Myers, "An O(ND)
 * difference algorithm and its variations", Algorithmica 1 (1986). Its cost grows
 * with the number of differences, so that is what is bounded. */

#include "config.h"

#include "np-text-diff-private.h"

#include <string.h>

#define MAX_DIFFERENCES 1500
#define MAX_COMPARED    4000000

/* The point that a path has not reached. */
#define NOWHERE (-1)

/* X counts old words, Y new ones, and a diagonal is X - Y. For each number of
 * differences D the furthest X on the diagonals from -D to D is kept. */
typedef struct
{
  /* Borrowed */
  const NpTextWords *old_words;
  const NpTextWords *new_words;

  /* Owned */
  GPtrArray *rows; /* of int *, for D = 0, 1 … */

  /* State */
  guint n_start; /* words that both have in common before */
  int n_old;
  int n_new;
  guint n_compared;
} Search;

static int
get_x (const int *row, int d, int diagonal)
{
  return diagonal >= -d && diagonal <= d ? row[d + diagonal] : NOWHERE;
}

/* Where DIAGONAL is entered from the row of D by one more difference: by leaving
 * out an old word, or by taking a new one in. */
static int
enter_diagonal (Search *search, const int *row, int d, int diagonal, gboolean *out_is_new)
{
  int from_left = get_x (row, d, diagonal - 1);
  int from_above = get_x (row, d, diagonal + 1);
  int by_old = from_left != NOWHERE && from_left < search->n_old ? from_left + 1 : NOWHERE;
  int by_new = from_above != NOWHERE && from_above - diagonal <= search->n_new ? from_above
                                                                               : NOWHERE;

  *out_is_new = by_new >= by_old;
  return MAX (by_old, by_new);
}

static int
follow_diagonal (Search *search, int x, int diagonal)
{
  while (x < search->n_old && x - diagonal < search->n_new && search->n_compared < MAX_COMPARED)
    {
      search->n_compared++;
      if (!np_text_words_equal (search->old_words, search->n_start + (guint) x,
                                search->new_words, search->n_start + (guint) (x - diagonal)))
        break;
      x++;
    }
  return x;
}

/* Returns TRUE if the end can be reached with D differences. */
static gboolean
add_row (Search *search, int d)
{
  int *row = g_new (int, 2 * d + 1);
  gboolean is_new = FALSE;

  memset (row, 0xff, sizeof *row * (gsize) (2 * d + 1)); /* NOWHERE */
  for (int diagonal = -d; diagonal <= d; diagonal += 2)
    {
      int x = d == 0 ? 0
                     : enter_diagonal (search, g_ptr_array_index (search->rows, d - 1), d - 1,
                                       diagonal, &is_new);

      if (x != NOWHERE)
        row[d + diagonal] = follow_diagonal (search, x, diagonal);
    }
  g_ptr_array_add (search->rows, row);

  return get_x (row, d, search->n_old - search->n_new) == search->n_old;
}

/* At least as many words differ as one side has more of. */
static gboolean
has_too_many (const Search *search)
{
  return ABS (search->n_old - search->n_new) > MAX_DIFFERENCES;
}

static int
find_differences (Search *search)
{
  int d = 0;

  if (has_too_many (search))
    return MAX_DIFFERENCES + 1;
  while (d <= MAX_DIFFERENCES && search->n_compared < MAX_COMPARED && !add_row (search, d))
    d++;

  return search->n_compared < MAX_COMPARED ? d : MAX_DIFFERENCES + 1;
}

/* From the end back to the start. */
static void
mark (Search *search, int d, guint8 *old_changed, guint8 *new_changed)
{
  int x = search->n_old;
  int y = search->n_new;

  for (; d > 0; d--)
    {
      int diagonal = x - y;
      gboolean is_new = FALSE;

      x = enter_diagonal (search, g_ptr_array_index (search->rows, d - 1), d - 1, diagonal,
                          &is_new);
      y = x - diagonal;
      if (is_new)
        new_changed[--y] = TRUE;
      else
        old_changed[--x] = TRUE;
    }
}

/*< private >
 * np_text_words_mark:
 * @old_words: the words before
 * @new_words: the words after
 * @n_start: how many they have in common at their start
 * @n_end: how many more at their end
 * @old_changed: a flag for each word before, all 0
 * @new_changed: a flag for each word after, all 0
 *
 * Marks the fewest words that make the difference. If there are too many of them
 * all between the common start and end are marked.
 *
 * Returns: how many pairs of words were compared
 */
guint
np_text_words_mark (const NpTextWords *old_words,
                    const NpTextWords *new_words,
                    guint n_start,
                    guint n_end,
                    guint8 *old_changed,
                    guint8 *new_changed)
{
  Search search = {
    .old_words = old_words,
    .new_words = new_words,
    .rows = g_ptr_array_new_with_free_func (g_free),
    .n_start = n_start,
    .n_old = (int) (old_words->n - n_start - n_end),
    .n_new = (int) (new_words->n - n_start - n_end),
  };
  int d = find_differences (&search);

  if (d <= MAX_DIFFERENCES)
    mark (&search, d, old_changed + n_start, new_changed + n_start);
  else
    {
      memset (old_changed + n_start, TRUE, (gsize) search.n_old);
      memset (new_changed + n_start, TRUE, (gsize) search.n_new);
    }
  g_ptr_array_unref (search.rows);
  return search.n_compared;
}
