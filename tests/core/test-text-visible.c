/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-text-visible.h"

#include "np-awkward-strings.h"

#include <string.h>

static void
test_visible (void)
{
  static const struct
  {
    const char *text;
    const char *plain;  /* without named spaces */
    const char *spaces; /* with them; NULL: the same */
  } rows[] = {
    { "", "", NULL },
    { "plain", "plain", NULL },
    { "a b\tc", "a b\tc", "a·b⇥c" },
    { "  ", "  ", "··" },
    { "a\nb", "a⏎\nb", NULL },
    { "a\r\nb", "a‹CR›⏎\nb", NULL },
    { "a\rb", "a‹CR›⏎\nb", NULL },
    { "a\r\r\n", "a‹CR›⏎\n‹CR›⏎\n", NULL },
    { "a\u00a0b", "a‹NO-BREAK SPACE›b", NULL },
    { "a\u3000b", "a\u3000b", "a‹IDEOGRAPHIC SPACE›b" },
    { "a\u200bb", "a‹ZERO WIDTH SPACE›b", NULL },
    { "\ufeffa", "‹ZERO WIDTH NO-BREAK SPACE›a", NULL },
    { "\u202eab", "‹RIGHT-TO-LEFT OVERRIDE›ab", NULL },
    { "a\u2028b", "a‹LINE SEPARATOR›b", NULL },
    { "a\007b", "a‹U+0007›b", NULL },
    { "a\177b", "a‹U+007F›b", NULL },
    { "a\302\205b", "a‹U+0085›b", NULL },
    { "a\ufffeb", "a‹U+FFFE›b", NULL },
    { "a\U0010ffffb", "a‹U+10FFFF›b", NULL },
    { "a\ufdd0b", "a‹U+FDD0›b", NULL },
    { "a\U000e0041b", "a‹U+E0041›b", NULL },
    { "a\u206ab", "a‹U+206A›b", NULL },
    { "a\U000e0100b", "a‹U+E0100›b", NULL },
    { "\u2764\ufe0f", "\u2764‹VARIATION SELECTOR-16›", NULL },
    { "\u00e9", "\u00e9", NULL },
    { "e\u0301", "e‹U+0301›", NULL },
    { "x\u0301", "x\u0301", NULL },
    { "\u1112\u1161\u11ab", "\u1112‹U+1161›\u11ab", NULL },
    { "\u94ed\u724c\uff0c\U0001f600", "\u94ed\u724c\uff0c\U0001f600", NULL },
    { "\ue000", "\ue000", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *plain = np_text_dup_visible (rows[i].text, FALSE);
      g_autofree char *spaces = np_text_dup_visible (rows[i].text, TRUE);

      g_assert_cmpstr (plain, ==, rows[i].plain);
      g_assert_cmpstr (spaces, ==, rows[i].spaces != NULL ? rows[i].spaces : rows[i].plain);
    }
}

static void
test_has_invisible (void)
{
  static const char *const with[] = {
    "\001",
    "a\u00a0b",
    "\u200b",
    "a\u200d",
    "a\ufe0f",
    "\u00ad",
    "\u2028",
    "\u202e",
    "\u2800",
    "\ufffe",
    "\u3164",
    "\302\205",
    "a\U000e0100",
    "\ufe0f",
    "\u200d\U0001f600",
    "\U0001f600\u200d",
    "\U0001f469\u200d\u200d\U0001f4bb",
    "\u0915\u094d\u200d\u0937",
    "\u2764\ufe0f\ufe0f",
  };
  static const char *const without[] = {
    "",
    "a b\tc\r\nd\re\n",
    "\u94ed\u3000\u724c",
    "e\u0301",
    "\u2764\ufe0f",
    "\u2764\ufe0e",
    "1\ufe0f\u20e3",
    "\U0001f469\u200d\U0001f4bb",
    "\U0001f469\U0001f3ff\u200d\U0001f4bb",
    "\U0001f468\u200d\u2764\ufe0f\u200d\U0001f468",
    "\U0001f3f3\ufe0f\u200d\U0001f308",
    "\U0001f1e8\U0001f1f3",
    "\u26a0\ufe0f \u6ce8",
    "\ue000",
    "\ufffd",
  };

  for (guint i = 0; i < G_N_ELEMENTS (with); i++)
    {
      g_test_message ("with %u", i);
      g_assert_true (np_text_has_invisible (with[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (without); i++)
    {
      g_test_message ("without %u", i);
      g_assert_false (np_text_has_invisible (without[i]));
    }
}

/* Nothing is left that a person could not see. */
static void
test_awkward (void)
{
  gsize n_strings = 0;
  const char *const *strings = np_awkward_strings_get (&n_strings);

  for (gsize i = 0; i < n_strings; i++)
    {
      g_autofree char *visible = np_text_dup_visible (strings[i], TRUE);

      g_assert_true (g_utf8_validate (visible, -1, NULL));
      g_assert_false (np_text_has_invisible (visible));
      g_assert_null (strpbrk (visible, "\t\r"));
      g_assert_cmpuint (strlen (visible), >=, strlen (strings[i]));
      if (strcmp (visible, strings[i]) == 0)
        g_assert_false (np_text_has_invisible (strings[i]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/text-visible/visible", test_visible);
  g_test_add_func ("/core/text-visible/has-invisible", test_has_invisible);
  g_test_add_func ("/core/text-visible/awkward", test_awkward);

  return g_test_run ();
}
