/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-text-diff.h"

#include "np-awkward-strings.h"
#include "np-random-model.h"

#include <string.h>

#define MEBIBYTE (1024 * 1024)
#define N_RUNS   20000

/* The text with its changed pieces between brackets. */
static char *
dup_marked (const char *text, GArray *spans)
{
  GString *marked = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      const NpTextSpan *span = &g_array_index (spans, NpTextSpan, i);

      g_string_append (marked, span->is_changed ? "[" : "");
      g_string_append_len (marked, text + span->start, (gssize) span->length);
      g_string_append (marked, span->is_changed ? "]" : "");
    }
  return g_string_free (marked, FALSE);
}

typedef struct
{
  const char *old_text;
  const char *new_text;
  const char *old_marked;
  const char *new_marked;
  NpTextDifference difference;
} Row;

static void
assert_rows (const Row *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (NpTextDiff) diff = np_text_diff_new (rows[i].old_text, rows[i].new_text);
      g_autofree char *old_marked = dup_marked (rows[i].old_text,
                                                np_text_diff_get_old_spans (diff));
      g_autofree char *new_marked = dup_marked (rows[i].new_text,
                                                np_text_diff_get_new_spans (diff));

      g_test_message ("row %u", i);
      g_assert_cmpstr (old_marked, ==, rows[i].old_marked);
      g_assert_cmpstr (new_marked, ==, rows[i].new_marked);
      g_assert_cmpint (np_text_diff_get_difference (diff), ==, rows[i].difference);
    }
}

static void
test_words (void)
{
  static const Row rows[] = {
    { "", "", "", "", NP_TEXT_DIFFERENCE_NONE },
    { "same words", "same words", "same words", "same words", NP_TEXT_DIFFERENCE_NONE },
    { "", "new", "", "[new]", NP_TEXT_DIFFERENCE_TEXT },
    { "old", "", "[old]", "", NP_TEXT_DIFFERENCE_TEXT },
    { "old", "new", "[old]", "[new]", NP_TEXT_DIFFERENCE_TEXT },
    { "a red cat", "a blue cat", "a [red] cat", "a [blue] cat", NP_TEXT_DIFFERENCE_TEXT },
    { "a cat", "a red cat", "a cat", "a [red ]cat", NP_TEXT_DIFFERENCE_TEXT },
    { "one two three", "two three four", "[one ]two three", "two three[ four]",
      NP_TEXT_DIFFERENCE_TEXT },
    /* A blank between two replaced words is replaced with them. */
    { "the red cat sat", "the blue dog sat", "the [red cat] sat", "the [blue dog] sat",
      NP_TEXT_DIFFERENCE_TEXT },
    { "red\ncat", "blue\ndog", "[red]\n[cat]", "[blue]\n[dog]", NP_TEXT_DIFFERENCE_TEXT },
    /* Two places far from each other. */
    { "a b c d e f", "x b c d e y", "[a] b c d e [f]", "[x] b c d e [y]",
      NP_TEXT_DIFFERENCE_TEXT },
    /* Punctuation and numbers. */
    { "v1.2.3", "v1.2.4", "v1.2.[3]", "v1.2.[4]", NP_TEXT_DIFFERENCE_TEXT },
    { "a, b", "a; b", "a[,] b", "a[;] b", NP_TEXT_DIFFERENCE_TEXT },
    { "snake_case", "snake_cases", "[snake_case]", "[snake_cases]", NP_TEXT_DIFFERENCE_TEXT },
    { "BERT", "bert", "[BERT]", "[bert]", NP_TEXT_DIFFERENCE_TEXT },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

/* Each Chinese or Japanese character is a word; no character is cut in two. */
static void
test_scripts (void)
{
  static const Row rows[] = {
    { "中文模型名称", "中文模型标题", "中文模型[名称]", "中文模型[标题]",
      NP_TEXT_DIFFERENCE_TEXT },
    { "一个模型", "一个好模型", "一个模型", "一个[好]模型", NP_TEXT_DIFFERENCE_TEXT },
    { "使用BERT模型", "使用GPT模型", "使用[BERT]模型", "使用[GPT]模型",
      NP_TEXT_DIFFERENCE_TEXT },
    { "あいう", "あえう", "あ[い]う", "あ[え]う", NP_TEXT_DIFFERENCE_TEXT },
    { "データ", "デーモ", "デー[タ]", "デー[モ]", NP_TEXT_DIFFERENCE_TEXT },
    { "한국어 모델", "한국어 모형", "한국어 [모델]", "한국어 [모형]", NP_TEXT_DIFFERENCE_TEXT },
    { "\U00020000\U00020001", "\U00020000\U00020002", "\U00020000[\U00020001]",
      "\U00020000[\U00020002]", NP_TEXT_DIFFERENCE_TEXT },
    { "да нет", "да-нет", "да[ ]нет", "да[-]нет", NP_TEXT_DIFFERENCE_TEXT },
    { "x\u0301y", "x\u0302y", "[x\u0301y]", "[x\u0302y]", NP_TEXT_DIFFERENCE_TEXT },
    { "\U0001f469\u200d\U0001f4bb!", "\U0001f469\u200d\U0001f680!",
      "[\U0001f469\u200d\U0001f4bb]!", "[\U0001f469\u200d\U0001f680]!",
      NP_TEXT_DIFFERENCE_TEXT },
    { "\U0001f44d\U0001f3fd", "\U0001f44d\U0001f3ff", "[\U0001f44d\U0001f3fd]",
      "[\U0001f44d\U0001f3ff]", NP_TEXT_DIFFERENCE_TEXT },
    { "\U0001f1e8\U0001f1f3\U0001f1e9\U0001f1ea", "\U0001f1e8\U0001f1f3\U0001f1e8\U0001f1ed",
      "\U0001f1e8\U0001f1f3[\U0001f1e9\U0001f1ea]",
      "\U0001f1e8\U0001f1f3[\U0001f1e8\U0001f1ed]", NP_TEXT_DIFFERENCE_TEXT },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_space (void)
{
  static const Row rows[] = {
    { "a b", "a  b", "a[ ]b", "a[  ]b", NP_TEXT_DIFFERENCE_SPACE },
    { "a b", "ab", "[a b]", "[ab]", NP_TEXT_DIFFERENCE_SPACE },
    { "a", "a ", "a", "a[ ]", NP_TEXT_DIFFERENCE_SPACE },
    { "a", "a\n", "a", "a[\n]", NP_TEXT_DIFFERENCE_SPACE },
    { "a\tb", "a b", "a[\t]b", "a[ ]b", NP_TEXT_DIFFERENCE_SPACE },
    { "a b", "a\nb", "a[ ]b", "a[\n]b", NP_TEXT_DIFFERENCE_SPACE },
    { " ", "", "[ ]", "", NP_TEXT_DIFFERENCE_SPACE },
    { "a\u3000b", "a b", "a[\u3000]b", "a[ ]b", NP_TEXT_DIFFERENCE_SPACE },
    { "a\n\n\nb", "a\nb", "a\n[\n\n]b", "a\nb", NP_TEXT_DIFFERENCE_SPACE },
    { "a b c", "a  b d", "a[ ]b [c]", "a[  ]b [d]", NP_TEXT_DIFFERENCE_TEXT },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_line_ends (void)
{
  static const Row rows[] = {
    { "a\nb\n", "a\r\nb\r\n", "a[\n]b[\n]", "a[\r\n]b[\r\n]", NP_TEXT_DIFFERENCE_LINE_ENDS },
    { "a\rb", "a\nb", "a[\r]b", "a[\n]b", NP_TEXT_DIFFERENCE_LINE_ENDS },
    { "a\n\nb", "a\r\n\r\nb", "a[\n\n]b", "a[\r\n\r\n]b", NP_TEXT_DIFFERENCE_LINE_ENDS },
    { "a\r\nb", "a\nb ", "a[\r\n]b", "a[\n]b[ ]", NP_TEXT_DIFFERENCE_SPACE },
    { "a\r\nb", "a\nc", "a[\r\nb]", "a[\nc]", NP_TEXT_DIFFERENCE_TEXT },
    { "a\n\rb", "a\r\nb", "a[\n\r]b", "a[\r\n]b", NP_TEXT_DIFFERENCE_SPACE },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

/* They look the same. */
static void
test_invisible (void)
{
  static const Row rows[] = {
    { "ab", "a\u200bb", "[ab]", "[a\u200bb]", NP_TEXT_DIFFERENCE_INVISIBLE },
    { "a", "\ufeffa", "a", "[\ufeff]a", NP_TEXT_DIFFERENCE_INVISIBLE },
    { "a b", "a\u00a0b", "a[ ]b", "a[\u00a0]b", NP_TEXT_DIFFERENCE_INVISIBLE },
    { "a\u2009b", "a\u00a0b", "a[\u2009]b", "a[\u00a0]b", NP_TEXT_DIFFERENCE_INVISIBLE },
    { "caf\u00e9", "cafe\u0301", "[caf\u00e9]", "[cafe\u0301]", NP_TEXT_DIFFERENCE_INVISIBLE },
    { "\ud55c", "\u1112\u1161\u11ab", "[\ud55c]", "[\u1112\u1161\u11ab]",
      NP_TEXT_DIFFERENCE_INVISIBLE },
    { "\u212b", "\u00c5", "[\u212b]", "[\u00c5]", NP_TEXT_DIFFERENCE_INVISIBLE },
    { "e\u0323\u0302", "\u1ec7", "[e\u0323\u0302]", "[\u1ec7]", NP_TEXT_DIFFERENCE_INVISIBLE },
    { "ab", "\u202dab\u202c", "ab", "[\u202d]ab[\u202c]", NP_TEXT_DIFFERENCE_INVISIBLE },
    { "a\007b", "ab", "[a\007b]", "[ab]", NP_TEXT_DIFFERENCE_INVISIBLE },
    { "\u2764", "\u2764\ufe0f", "[\u2764]", "[\u2764\ufe0f]", NP_TEXT_DIFFERENCE_INVISIBLE },
    { "", "\u200b", "", "[\u200b]", NP_TEXT_DIFFERENCE_INVISIBLE },
    { "a\r\nb", "a\n\u200bb", "a[\r\n]b", "a[\n\u200b]b", NP_TEXT_DIFFERENCE_INVISIBLE },
    /* Seen after all. */
    { "ab", "a \u200bb", "[ab]", "[a \u200bb]", NP_TEXT_DIFFERENCE_TEXT },
    { "\u0430", "a", "[\u0430]", "[a]", NP_TEXT_DIFFERENCE_TEXT },
    { "\uff21", "A", "[\uff21]", "[A]", NP_TEXT_DIFFERENCE_TEXT },
    { "e\u0301", "e", "[e\u0301]", "[e]", NP_TEXT_DIFFERENCE_TEXT },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
assert_covered (const char *text, GArray *spans)
{
  gsize at = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const NpTextSpan *span = &g_array_index (spans, NpTextSpan, i);

      g_assert_cmpuint (span->start, ==, at);
      g_assert_cmpuint (span->length, >, 0);
      if (i > 0)
        g_assert_cmpint (span->is_changed, !=,
                         g_array_index (spans, NpTextSpan, i - 1).is_changed);
      at += span->length;
    }
  g_assert_cmpuint (at, ==, strlen (text));
}

static char *
dup_unchanged (const char *text, GArray *spans)
{
  GString *unchanged = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      const NpTextSpan *span = &g_array_index (spans, NpTextSpan, i);

      if (!span->is_changed)
        g_string_append_len (unchanged, text + span->start, (gssize) span->length);
    }
  return g_string_free (unchanged, FALSE);
}

/* What holds of any two texts. */
static void
assert_sound (const char *old_text, const char *new_text)
{
  g_autoptr (NpTextDiff) diff = np_text_diff_new (old_text, new_text);
  g_autofree char *old_rest = dup_unchanged (old_text, np_text_diff_get_old_spans (diff));
  g_autofree char *new_rest = dup_unchanged (new_text, np_text_diff_get_new_spans (diff));

  assert_covered (old_text, np_text_diff_get_old_spans (diff));
  assert_covered (new_text, np_text_diff_get_new_spans (diff));
  g_assert_cmpstr (old_rest, ==, new_rest);
  g_assert_cmpint (np_text_diff_get_difference (diff) == NP_TEXT_DIFFERENCE_NONE, ==,
                   strcmp (old_text, new_text) == 0);
}

static void
test_awkward (void)
{
  gsize n_strings = 0;
  const char *const *strings = np_awkward_strings_get (&n_strings);

  for (gsize i = 0; i + 1 < n_strings; i++)
    {
      assert_sound (strings[i], strings[i + 1]);
      assert_sound (strings[i], strings[i]);
      assert_sound ("", strings[i]);
    }
}

static guint
count_changed (GArray *spans, const char *text)
{
  guint n = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const NpTextSpan *span = &g_array_index (spans, NpTextSpan, i);

      n += span->is_changed ? (guint) span->length : 0;
    }
  return n;
}

/* The length of the longest common subsequence, the slow way. */
static guint
measure_common (const char *a, const char *b)
{
  guint n_b = (guint) strlen (b);
  g_autofree guint *row = g_new0 (guint, n_b + 1);

  for (; *a != '\0'; a++)
    {
      guint diagonal = 0;

      for (guint j = 0; j < n_b; j++)
        {
          guint above = row[j + 1];

          row[j + 1] = *a == b[j] ? diagonal + 1 : MAX (row[j], above);
          diagonal = above;
        }
    }
  return row[n_b];
}

static char *
make_marks (GRand *rand)
{
  static const char marks[] = ".,;:";
  GString *text = g_string_new (NULL);
  int n = g_rand_int_range (rand, 0, 40);

  for (int i = 0; i < n; i++)
    g_string_append_c (text, marks[g_rand_int_range (rand, 0, 4)]);
  return g_string_free (text, FALSE);
}

/* No fewer words could be marked; each mark is a word. */
static void
test_fewest (void)
{
  GRand *rand = g_rand_new_with_seed (np_random_choose_seed ());
  guint n_runs = np_random_get_n_runs (N_RUNS);

  for (guint i = 0; i < n_runs; i++)
    {
      g_autofree char *old_text = make_marks (rand);
      g_autofree char *new_text = make_marks (rand);
      g_autoptr (NpTextDiff) diff = np_text_diff_new (old_text, new_text);
      guint n_common = measure_common (old_text, new_text);

      assert_sound (old_text, new_text);
      g_assert_cmpuint (count_changed (np_text_diff_get_old_spans (diff), old_text), ==,
                        strlen (old_text) - n_common);
      g_assert_cmpuint (count_changed (np_text_diff_get_new_spans (diff), new_text), ==,
                        strlen (new_text) - n_common);
    }
  g_rand_free (rand);
}

/* Words that are all different: the Nth begins at 8 N. */
static char *
make_large (char letter)
{
  GString *text = g_string_sized_new (MEBIBYTE);

  for (guint i = 0; text->len < MEBIBYTE; i++)
    g_string_append_printf (text, "%c%06u ", letter, i);
  return g_string_free (text, FALSE);
}

/* Few edits in a large text are found, however far they are from each other. */
static void
test_large_edited (void)
{
  g_autofree char *old_text = make_large ('a');
  g_autofree char *new_text = g_strdup (old_text);
  g_autoptr (NpTextDiff) diff = NULL;
  const NpTextSpan *span = NULL;

  new_text[8] = 'b';
  new_text[MEBIBYTE / 2] = 'b';
  new_text[MEBIBYTE - 8] = 'b';
  diff = np_text_diff_new (old_text, new_text);
  g_assert_cmpuint (np_text_diff_get_new_spans (diff)->len, ==, 7);
  g_assert_cmpuint (count_changed (np_text_diff_get_new_spans (diff), new_text), ==, 3 * 7);
  span = &g_array_index (np_text_diff_get_new_spans (diff), NpTextSpan, 3);
  g_assert_cmpuint (span->start, ==, MEBIBYTE / 2);
  g_assert_cmpuint (np_text_diff_get_n_compared (diff), <, 4 * MEBIBYTE);
}

/* Where there are too many, all between the common ends is changed, at a bounded
 * cost. */
static void
test_large_different (void)
{
  g_autofree char *old_words = make_large ('a');
  g_autofree char *new_words = make_large ('b');
  g_autofree char *same = g_strnfill (MEBIBYTE, '.');
  const char *const texts[][2] = { { old_words, new_words }, { new_words, same } };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *old_text = g_strconcat ("start ", texts[i][0], " end", NULL);
      g_autofree char *new_text = g_strconcat ("start ", texts[i][1], " end", NULL);
      g_autoptr (NpTextDiff) diff = np_text_diff_new (old_text, new_text);

      g_assert_cmpuint (np_text_diff_get_n_compared (diff), <, 5 * 1000 * 1000);
      assert_sound (old_text, new_text);
      g_assert_false (
          g_array_index (np_text_diff_get_old_spans (diff), NpTextSpan, 0).is_changed);
      g_assert_cmpuint (count_changed (np_text_diff_get_old_spans (diff), old_text), >=,
                        MEBIBYTE - 1);
    }
}

/* One word again and again, which fits everywhere. */
static void
test_large_repetitive (void)
{
  g_autofree char *dots = g_strnfill (MEBIBYTE, '.');
  g_autofree char *old_text = g_strconcat ("a", dots, "b", dots, "c", NULL);
  g_autofree char *new_text = g_strconcat ("d", dots, dots, "e", NULL);
  g_autoptr (NpTextDiff) diff = np_text_diff_new (old_text, new_text);

  g_assert_cmpuint (np_text_diff_get_n_compared (diff), <=, 4 * 1000 * 1000);
  assert_sound (old_text, new_text);
}

/* So much more on one side that no comparison is worth it. */
static void
test_large_pasted (void)
{
  g_autoptr (GString) pasted = g_string_new ("模型 ");
  g_autoptr (NpTextDiff) diff = NULL;
  g_autoptr (NpTextDiff) inserted = NULL;
  g_autofree char *around = NULL;

  while (pasted->len < MEBIBYTE)
    g_string_append (pasted, "word ");
  diff = np_text_diff_new ("中文模型，用于文本分类。", pasted->str);
  g_assert_cmpuint (np_text_diff_get_n_compared (diff), <, 10);
  g_assert_cmpuint (np_text_diff_get_new_spans (diff)->len, ==, 1);

  /* Between what was there it is seen for what it is. */
  around = g_strconcat ("one ", pasted->str, "two", NULL);
  inserted = np_text_diff_new ("one two", around);
  g_assert_cmpuint (np_text_diff_get_old_spans (inserted)->len, ==, 1);
  g_assert_cmpuint (count_changed (np_text_diff_get_new_spans (inserted), around), ==,
                    pasted->len);
}

static void
test_not_text (void)
{
  g_autofree char *large = g_strnfill (9 * MEBIBYTE, 'x');
  const char *const texts[][2] = { { "a \xff", "a b" }, { "a b", "a \xff" }, { large, "x" } };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (NpTextDiff) diff = np_text_diff_new (texts[i][0], texts[i][1]);

      g_assert_cmpint (np_text_diff_get_difference (diff), ==, NP_TEXT_DIFFERENCE_TEXT);
      g_assert_cmpuint (np_text_diff_get_n_compared (diff), ==, 0);
      g_assert_cmpuint (count_changed (np_text_diff_get_old_spans (diff), texts[i][0]), ==,
                        strlen (texts[i][0]));
      assert_sound (texts[i][0], texts[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/text-diff/words", test_words);
  g_test_add_func ("/core/text-diff/scripts", test_scripts);
  g_test_add_func ("/core/text-diff/space", test_space);
  g_test_add_func ("/core/text-diff/line-ends", test_line_ends);
  g_test_add_func ("/core/text-diff/invisible", test_invisible);
  g_test_add_func ("/core/text-diff/awkward", test_awkward);
  g_test_add_func ("/core/text-diff/fewest", test_fewest);
  g_test_add_func ("/core/text-diff/large-edited", test_large_edited);
  g_test_add_func ("/core/text-diff/large-different", test_large_different);
  g_test_add_func ("/core/text-diff/large-repetitive", test_large_repetitive);
  g_test_add_func ("/core/text-diff/large-pasted", test_large_pasted);
  g_test_add_func ("/core/text-diff/not-text", test_not_text);

  return g_test_run ();
}
