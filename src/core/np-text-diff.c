/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-text-diff.h"

#include "np-text-diff-private.h"

#include <string.h>

/* As large as an answer of the service may be. */
#define MAX_BYTES ((gsize) 8 * 1024 * 1024)

struct _NpTextDiff
{
  /* Owned */
  GArray *old_spans; /* of NpTextSpan */
  GArray *new_spans; /* likewise */

  /* State */
  NpTextDifference difference;
  guint n_compared;
};

/* The middle of one of the two texts: before and behind it they are the same. */
typedef struct
{
  NpTextWords words;
  guint8 *changed; /* for each word, and one more */
} Side;

static void
open_side (Side *side, const char *text, gsize start, gsize end)
{
  np_text_words_init (&side->words, text, start, end);
  side->changed = g_new0 (guint8, side->words.n + 1);
}

static void
close_side (Side *side)
{
  np_text_words_clear (&side->words);
  g_free (side->changed);
}

static guint
count_common_start (const Side *old_side, const Side *new_side)
{
  guint n = 0;

  while (n < old_side->words.n && n < new_side->words.n &&
         np_text_words_equal (&old_side->words, n, &new_side->words, n))
    n++;
  return n;
}

static guint
count_common_end (const Side *old_side, const Side *new_side, guint n_start)
{
  guint n = 0;

  while (n_start + n < old_side->words.n && n_start + n < new_side->words.n &&
         np_text_words_equal (&old_side->words, old_side->words.n - 1 - n, &new_side->words,
                              new_side->words.n - 1 - n))
    n++;
  return n;
}

/* A blank between two words that were replaced is no island. */
static void
join_over_blanks (Side *old_side, Side *new_side)
{
  guint i = 0;
  guint j = 0;

  while (i < old_side->words.n && j < new_side->words.n)
    {
      if (old_side->changed[i])
        i++;
      else if (new_side->changed[j])
        j++;
      else
        {
          if (i > 0 && j > 0 && np_text_words_is_blank (&old_side->words, i) &&
              old_side->changed[i - 1] && old_side->changed[i + 1] &&
              new_side->changed[j - 1] && new_side->changed[j + 1])
            old_side->changed[i] = new_side->changed[j] = TRUE;
          i++;
          j++;
        }
    }
}

static void
append_span (GArray *spans, gsize start, gsize length, gboolean is_changed)
{
  NpTextSpan *last = spans->len > 0 ? &g_array_index (spans, NpTextSpan, spans->len - 1) : NULL;
  NpTextSpan span = { start, length, is_changed };

  if (length == 0)
    return;
  if (last != NULL && last->is_changed == is_changed)
    last->length += length;
  else
    g_array_append_val (spans, span);
}

static void
append_spans (GArray *spans, const Side *side)
{
  const char *text = side->words.text;
  gsize end = 0;

  append_span (spans, 0, (gsize) (np_text_words_get_start (&side->words, 0) - text), FALSE);
  for (guint i = 0; i < side->words.n; i++)
    {
      const char *start = np_text_words_get_start (&side->words, i);
      const char *next = np_text_words_get_start (&side->words, i + 1);

      append_span (spans, (gsize) (start - text), (gsize) (next - start), side->changed[i]);
    }
  end = (gsize) (np_text_words_get_start (&side->words, side->words.n) - text);
  append_span (spans, end, strlen (text + end), FALSE);
}

static gboolean
are_equal_but_for (const Side *old_side, const Side *new_side, NpTextIgnore ignore)
{
  return np_text_equal_but_for (np_text_words_get_start (&old_side->words, 0),
                                np_text_words_get_start (&old_side->words, old_side->words.n),
                                np_text_words_get_start (&new_side->words, 0),
                                np_text_words_get_start (&new_side->words, new_side->words.n),
                                ignore);
}

static NpTextDifference
classify (const Side *old_side, const Side *new_side)
{
  if (are_equal_but_for (old_side, new_side, NP_TEXT_IGNORE_LINE_ENDS))
    return NP_TEXT_DIFFERENCE_LINE_ENDS;
  if (are_equal_but_for (old_side, new_side, NP_TEXT_IGNORE_INVISIBLE))
    return NP_TEXT_DIFFERENCE_INVISIBLE;
  if (are_equal_but_for (old_side, new_side, NP_TEXT_IGNORE_SPACE))
    return NP_TEXT_DIFFERENCE_SPACE;

  return NP_TEXT_DIFFERENCE_TEXT;
}

static void
compare_sides (NpTextDiff *self, Side *old_side, Side *new_side)
{
  guint n_start = count_common_start (old_side, new_side);
  guint n_end = count_common_end (old_side, new_side, n_start);

  self->n_compared = n_start + n_end;
  self->n_compared += np_text_words_mark (&old_side->words, &new_side->words, n_start, n_end,
                                          old_side->changed, new_side->changed);
  join_over_blanks (old_side, new_side);
  self->difference = classify (old_side, new_side);
}

static void
compare_words (NpTextDiff *self, const char *old_text, const char *new_text)
{
  gsize start = 0;
  gsize end = 0;
  Side old_side;
  Side new_side;

  np_text_find_common (old_text, new_text, &start, &end);
  open_side (&old_side, old_text, start, strlen (old_text) - end);
  open_side (&new_side, new_text, start, strlen (new_text) - end);
  compare_sides (self, &old_side, &new_side);
  append_spans (self->old_spans, &old_side);
  append_spans (self->new_spans, &new_side);
  close_side (&old_side);
  close_side (&new_side);
}

static gboolean
has_words (const char *text)
{
  return strlen (text) <= MAX_BYTES && g_utf8_validate (text, -1, NULL);
}

/**
 * np_text_diff_new:
 * @old_text: the text before
 * @new_text: the text after
 *
 * Compares two texts by words, where each Chinese or Japanese character is a word
 * of its own, and finds the fewest that make the difference. The cost is bounded:
 * where the texts have too little in common all between their common start and
 * end counts as changed; so does all of a text that is no UTF-8 or larger than 8
 * MiB.
 *
 * Returns: (transfer full): the difference
 */
NpTextDiff *
np_text_diff_new (const char *old_text, const char *new_text)
{
  NpTextDiff *self = NULL;
  gboolean are_equal = FALSE;

  g_return_val_if_fail (old_text != NULL, NULL);
  g_return_val_if_fail (new_text != NULL, NULL);

  self = g_new0 (NpTextDiff, 1);
  self->old_spans = g_array_new (FALSE, FALSE, sizeof (NpTextSpan));
  self->new_spans = g_array_new (FALSE, FALSE, sizeof (NpTextSpan));
  are_equal = strcmp (old_text, new_text) == 0;
  self->difference = are_equal ? NP_TEXT_DIFFERENCE_NONE : NP_TEXT_DIFFERENCE_TEXT;

  if (!are_equal && has_words (old_text) && has_words (new_text))
    compare_words (self, old_text, new_text);
  else
    {
      append_span (self->old_spans, 0, strlen (old_text), !are_equal);
      append_span (self->new_spans, 0, strlen (new_text), !are_equal);
    }
  return self;
}

/**
 * np_text_diff_free:
 * @self: (transfer full): a difference
 *
 * Frees it.
 */
void
np_text_diff_free (NpTextDiff *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->old_spans);
  g_array_unref (self->new_spans);
  g_free (self);
}

/**
 * np_text_diff_get_old_spans:
 * @self: a difference
 *
 * Gets the pieces of the text before. They cover it without a gap, each with the
 * opposite flag of the one before it, and cut no character as people see it.
 *
 * Returns: (transfer none) (element-type Np.TextSpan): the pieces; none of an
 *   empty text
 */
GArray *
np_text_diff_get_old_spans (NpTextDiff *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->old_spans;
}

/**
 * np_text_diff_get_new_spans:
 * @self: a difference
 *
 * Returns: (transfer none) (element-type Np.TextSpan): the pieces of the text
 *   after, as [func@Np.text_diff_get_old_spans] gives those of the text before
 */
GArray *
np_text_diff_get_new_spans (NpTextDiff *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->new_spans;
}

/**
 * np_text_diff_get_difference:
 * @self: a difference
 *
 * Tells what a person has to look for. White space and what cannot be seen are
 * told apart, since the second makes texts that look the same: characters of no
 * width, control characters, blanks that are not the plain one, and accents that
 * are written as one character or as two.
 *
 * Returns: what makes the difference
 */
NpTextDifference
np_text_diff_get_difference (NpTextDiff *self)
{
  g_return_val_if_fail (self != NULL, NP_TEXT_DIFFERENCE_NONE);

  return self->difference;
}

/**
 * np_text_diff_get_n_compared:
 * @self: a difference
 *
 * Returns: how many pairs of words were compared to find it
 */
guint
np_text_diff_get_n_compared (NpTextDiff *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_compared;
}
