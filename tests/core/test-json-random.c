/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Random documents: every value must come out with the bytes it went in.
 * NP_TEST_SEED repeats a run. */

#include "config.h"

#include "np-json.h"

#define N_DOCUMENTS 100000
#define MAX_LEVELS  4

/* One document under construction. SPACED is the text to read, COMPACT the
 * same tokens without white space, built beside it and not from it. */
typedef struct
{
  GRand *rand;
  GString *spaced;
  GString *compact;
  GPtrArray
      *values;     /* of char *: each member's value as it goes in, members of the root only */
  GPtrArray *keys; /* of char *: their tokens */
} Maker;

static const char *const numbers[] = {
  "0",
  "-0",
  "4.90",
  "1E5",
  "1e+05",
  "-0.0",
  "0e0",
  "1.0",
  "4.94",
  "9007199254740993",
  "9223372036854775807",
  "9223372036854775808",
  "-9223372036854775809",
  "1e400",
  "-1E-400",
  "3.14159265358979323846264338327950288",
  "100000000000000000000000000000000000000001",
};

static const char *const pieces[] = {
  "a",       "Nameplate", " ",
  "  ",      ":",         ",",
  "{",       "}",         "[",
  "]",       "'",         "/",
  "//",      "铭牌",      "é",
  "e\u0301", "🚀",         "👩\u200d💻",
  "\u2028",  "\x7f",      "\ufeff",
  "\\\"",    "\\\\",      "\\/",
  "\\b",     "\\f",       "\\n",
  "\\r",     "\\t",       "\\u0041",
  "\\u00e9", "\\u94ED",   "\\ud83d\\ude80",
  "\\u0001", "\\u2028",   "null",
  "-1",
};

static const char *const spaces[] = { "", "", "", " ", "\n", "\t", "\r\n", "  \n  " };

#define PICK(maker, list) (list)[g_rand_int_range ((maker)->rand, 0, G_N_ELEMENTS (list))]

static void
add_token (Maker *maker, const char *token)
{
  g_string_append (maker->spaced, PICK (maker, spaces));
  g_string_append (maker->spaced, token);
  g_string_append (maker->spaced, PICK (maker, spaces));
  g_string_append (maker->compact, token);
}

static void
add_string (Maker *maker, const char *prefix)
{
  g_autoptr (GString) token = g_string_new ("\"");
  guint n = (guint) g_rand_int_range (maker->rand, 0, 6);

  g_string_append (token, prefix);
  for (guint i = 0; i < n; i++)
    g_string_append (token, PICK (maker, pieces));
  g_string_append_c (token, '"');
  add_token (maker, token->str);
}

static void
add_number (Maker *maker)
{
  g_autoptr (GString) token = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (maker->rand, 1, 40);

  if (g_rand_boolean (maker->rand))
    {
      add_token (maker, PICK (maker, numbers));
      return;
    }
  g_string_append (token, g_rand_boolean (maker->rand) ? "-7" : "3");
  for (guint i = 0; i < n; i++)
    g_string_append_c (token, "0123456789"[g_rand_int_range (maker->rand, 0, 10)]);
  if (g_rand_boolean (maker->rand))
    g_string_append (token, ".50");
  if (g_rand_boolean (maker->rand))
    g_string_append (token, "E-007");
  add_token (maker, token->str);
}

static void add_value (Maker *maker, guint level);

static void
add_key (Maker *maker, guint i)
{
  char prefix[2] = { (char) ('a' + i), '\0' };

  add_string (maker, prefix);
  add_token (maker, ":");
}

static void
add_container (Maker *maker, guint level, gboolean is_object)
{
  guint n = (guint) g_rand_int_range (maker->rand, 0, 5);

  add_token (maker, is_object ? "{" : "[");
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        add_token (maker, ",");
      if (is_object)
        add_key (maker, i);
      add_value (maker, level + 1);
    }
  add_token (maker, is_object ? "}" : "]");
}

static void
add_value (Maker *maker, guint level)
{
  static const char *const words[] = { "true", "false", "null" };
  int choice = g_rand_int_range (maker->rand, 0, level < MAX_LEVELS ? 10 : 7);

  if (choice < 3)
    add_number (maker);
  else if (choice < 6)
    add_string (maker, "");
  else if (choice == 6)
    add_token (maker, PICK (maker, words));
  else
    add_container (maker, level, choice == 9);
}

/* An object whose members' bytes are noted. */
static void
make_document (Maker *maker)
{
  guint n = (guint) g_rand_int_range (maker->rand, 0, 8);

  g_string_truncate (maker->spaced, 0);
  g_string_truncate (maker->compact, 0);
  g_ptr_array_set_size (maker->values, 0);
  g_ptr_array_set_size (maker->keys, 0);

  add_token (maker, "{");
  for (guint i = 0; i < n; i++)
    {
      gsize start;

      if (i > 0)
        add_token (maker, ",");
      start = maker->compact->len;
      add_key (maker, i);
      g_ptr_array_add (maker->keys, g_strndup (maker->compact->str + start,
                                               maker->compact->len - start - 1));
      start = maker->spaced->len;
      add_value (maker, 0);
      g_ptr_array_add (maker->values, g_strstrip (g_strdup (maker->spaced->str + start)));
    }
  add_token (maker, "}");
}

static void
assert_key (const char *key, const char *token)
{
  g_autoptr (NpJson) json = np_json_parse_text (token, NULL);
  g_autofree char *decoded = np_json_value_dup_string (np_json_get_root (json));

  g_assert_cmpstr (key, ==, decoded);
}

static void
check_document (Maker *maker, GString *out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpJson) json = np_json_parse_text (maker->spaced->str, &error);
  g_autoptr (NpJson) again = NULL;
  const NpJsonValue *root;

  g_assert_no_error (error);
  root = np_json_get_root (json);
  g_assert_null (np_json_get_duplicate_key (json));
  g_assert_cmpuint (np_json_value_get_length (root), ==, maker->values->len);
  for (guint i = 0; i < maker->values->len; i++)
    {
      const NpJsonValue *value = np_json_value_get_element (root, i);
      const char *key = np_json_value_get_key (root, i);
      g_autofree char *raw = np_json_value_dup_raw (value);

      g_assert_cmpstr (raw, ==, g_ptr_array_index (maker->values, i));
      g_assert_true (np_json_value_get_member (root, key) == value);
      assert_key (key, g_ptr_array_index (maker->keys, i));
    }

  g_string_truncate (out, 0);
  np_json_value_append_compact (root, out);
  g_assert_cmpstr (out->str, ==, maker->compact->str);

  g_string_truncate (out, 0);
  np_json_value_append_pretty (root, out);
  again = np_json_parse_text (out->str, &error);
  g_assert_no_error (error);
  g_string_truncate (out, 0);
  np_json_value_append_compact (np_json_get_root (again), out);
  g_assert_cmpstr (out->str, ==, maker->compact->str);
}

static guint32
choose_seed (void)
{
  const char *wanted = g_getenv ("NP_TEST_SEED");
  guint64 seed = g_test_rand_int_range (0, G_MAXINT32);

  if (wanted != NULL && !g_ascii_string_to_unsigned (wanted, 10, 0, G_MAXUINT32, &seed, NULL))
    g_error ("NP_TEST_SEED is not a number: %s", wanted);
  return (guint32) seed;
}

static void
test_untouched_bytes (void)
{
  guint32 seed = choose_seed ();
  g_autoptr (GString) out = g_string_new (NULL);
  Maker maker = {
    .rand = g_rand_new_with_seed (seed),
    .spaced = g_string_new (NULL),
    .compact = g_string_new (NULL),
    .values = g_ptr_array_new_with_free_func (g_free),
    .keys = g_ptr_array_new_with_free_func (g_free),
  };

  g_test_message ("NP_TEST_SEED=%u", seed);
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      make_document (&maker);
      check_document (&maker, out);
    }

  g_rand_free (maker.rand);
  g_string_free (maker.spaced, TRUE);
  g_string_free (maker.compact, TRUE);
  g_ptr_array_unref (maker.values);
  g_ptr_array_unref (maker.keys);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/random/untouched-bytes", test_untouched_bytes);

  return g_test_run ();
}
