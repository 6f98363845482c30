/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <locale.h>
#include <string.h>

#include "np-model-summary.h"

#define N_RANDOM 2000

static void
assert_folded (const char *text, const char *expected)
{
  g_autofree char *folded = np_search_fold (text);

  g_assert_cmpstr (folded, ==, expected);
}

static void
test_samples (void)
{
  assert_folded ("", "");
  assert_folded ("Qwen-7B_Chat 1.0", "qwen-7b_chat 1.0");
  assert_folded ("文本分类", "文本分类");
  /* Full-width letters, digits, punctuation and blank. */
  assert_folded ("文本\uff0c\uff21\uff42\uff23\uff11\uff1a", "文本,abc1:");
  assert_folded ("甲\u3000乙\u3002", "甲 乙\u3002");
  assert_folded ("一\n二\t三\r\n四", "一 二 三  四");
  assert_folded ("a\nb", "a b");
  /* Marks stay, in whatever way they were written. */
  assert_folded ("\xc3\x89TUDE", "\xc3\xa9tude");
  assert_folded ("E\xcc\x81TUDE", "\xc3\xa9tude");
  /* A letter that becomes two, and one of compatibility. */
  assert_folded ("Stra\xc3\x9f"
                 "e",
                 "strasse");
  assert_folded ("\xef\xac\x81ne", "fine");
  /* Half-width Katakana with its mark is one full-width letter. */
  assert_folded ("\xef\xbd\xb6\xef\xbe\x9e", "ガ");
  assert_folded ("カ\xe3\x82\x99", "ガ");
  /* Two marks on one character come into their order. */
  assert_folded ("一\u302f\u302a", "一\u302a\u302f");
  assert_folded ("㎡…①", "m2...1");
  assert_folded ("😀A", "😀a");
}

static void
test_invalid (void)
{
  assert_folded ("A\xff"
                 "B",
                 "a\xef\xbf\xbd"
                 "b");
  assert_folded ("\xe6\x96", "\xef\xbf\xbd\xef\xbf\xbd");
  assert_folded ("\xed\xa0\x80X", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdx");
}

/* In Turkish the small form of I is another letter, but not here. */
static void
test_locale (void)
{
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));

  if (setlocale (LC_ALL, "tr_TR.UTF-8") == NULL)
    {
      g_test_skip ("there is no Turkish locale");
      return;
    }
  assert_folded ("TITLE \xc3\x89I", "title \xc3\xa9i");
  setlocale (LC_ALL, before);
}

static gsize
put_char (gunichar c, char *out)
{
  gsize n = (gsize) g_unichar_to_utf8 (c, out);

  out[n] = '\0';
  return n;
}

/* What is folded stays as it is, and is what the tables say for it beside a
 * character that always needs them. */
static void
assert_settled (const char *text)
{
  g_autofree char *folded = np_search_fold (text);
  g_autofree char *again = np_search_fold (folded);
  g_autofree char *marked = g_strconcat ("\xc3\xa9\xc3\xa9", text, NULL);
  g_autofree char *by_tables = np_search_fold (marked);

  g_assert_cmpstr (again, ==, folded);
  if (g_unichar_combining_class (g_utf8_get_char (text)) == 0)
    g_assert_cmpstr (by_tables + 4, ==, folded);
}

static void
test_every_character (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      char text[8];

      if (!g_unichar_validate (c))
        continue;
      put_char (c, text);
      assert_settled (text);
    }
}

static void
test_random (void)
{
  static const struct
  {
    gint32 first;
    gint32 end;
  } ranges[] = {
    { 0x20, 0x7f },     { 0x4e00, 0xa000 }, { 0x3000, 0x3100 }, { 0xff00, 0xfff0 },
    { 0x2010, 0x2030 }, { 0xc0, 0x250 },    { 0x300, 0x370 },
  };

  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint n = g_test_rand_int_range (1, 12);
      gint n_ranges = g_test_rand_int_range (1, G_N_ELEMENTS (ranges) + 1);

      for (gint j = 0; j < n; j++)
        {
          gint r = g_test_rand_int_range (0, n_ranges);

          g_string_append_unichar (text, (gunichar) g_test_rand_int_range (ranges[r].first,
                                                                           ranges[r].end));
        }
      assert_settled (text->str);
    }
}

/* The whole at once, as the tables have it. */
static char *
fold_naively (const char *text)
{
  char *folded = g_strdup (text);

  for (guint round = 0; round < 2; round++)
    {
      g_autofree char *normal = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC);

      g_free (folded);
      folded = g_utf8_casefold (normal, -1);
    }
  return folded;
}

/* A long text is folded in pieces; nothing that belongs together is cut. */
static void
test_long (void)
{
  static const struct
  {
    gint32 first;
    gint32 end;
  } ranges[] = {
    { 0x20, 0x7f },       { 0xc0, 0x250 },    { 0x300, 0x370 },   { 0x370, 0x400 },
    { 0x1100, 0x1200 },   { 0x915, 0x940 },   { 0x9bc, 0x9d8 },   { 0x3040, 0x3100 },
    { 0xff00, 0xffe0 },   { 0x1f00, 0x2000 }, { 0x2100, 0x2150 }, { 0xfb00, 0xfb50 },
    { 0x1f600, 0x1f610 },
  };

  for (guint i = 0; i < N_RANDOM / 4; i++)
    {
      g_autoptr (GString) text = g_string_new ("\xc3\xa9");
      g_autofree char *folded = NULL;
      g_autofree char *expected = NULL;

      while (text->len < 1500)
        {
          gint r = g_test_rand_int_range (0, G_N_ELEMENTS (ranges));

          g_string_append_unichar (text, (gunichar) g_test_rand_int_range (ranges[r].first,
                                                                           ranges[r].end));
        }
      folded = np_search_fold (text->str);
      expected = fold_naively (text->str);
      g_assert_cmpstr (folded, ==, expected);
    }
}

/* At once it would take minutes. */
static void
test_very_long (void)
{
  static const char *const pieces[] = { "\xc3\xa9", "e\xcc\x81 ", "\xce\xac\xce\xad" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *piece = np_search_fold (pieces[i]);
      g_autofree char *folded = NULL;
      gsize n = 0;

      for (; text->len < 2 * 1024 * 1024; n++)
        g_string_append (text, pieces[i]);
      folded = np_search_fold (text->str);
      g_assert_cmpuint (strlen (folded), ==, n * strlen (piece));
      g_assert_true (g_str_has_suffix (folded, piece));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-fold/samples", test_samples);
  g_test_add_func ("/search-fold/invalid", test_invalid);
  g_test_add_func ("/search-fold/locale", test_locale);
  g_test_add_func ("/search-fold/every-character", test_every_character);
  g_test_add_func ("/search-fold/random", test_random);
  g_test_add_func ("/search-fold/long", test_long);
  g_test_add_func ("/search-fold/very-long", test_very_long);
  return g_test_run ();
}
