/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-json.h"

#include <locale.h>
#include <string.h>

#include "np-json-checks.h"
#include "np-json-cursor-private.h"

/* What is said of a fault, and where. */
static const struct
{
  const char *text;
  NpJsonErrorCode code;
  guint line;
  guint column;
  const char *sentence;
} sentences[] = {
  { "", NP_JSON_ERROR_EMPTY, 1, 1, "There is no JSON here yet." },
  { "{\"a\": 1\n \"b\": 2}", NP_JSON_ERROR_SYNTAX, 2, 2, "A comma or } is missing here." },
  { "[1 2]", NP_JSON_ERROR_SYNTAX, 1, 4, "A comma or ] is missing here." },
  { "{\"a\" 1}", NP_JSON_ERROR_SYNTAX, 1, 6, "A colon is missing here, after the key." },
  { "{a: 1}", NP_JSON_ERROR_SYNTAX, 1, 2, "A key in double quotes is missing here." },
  { "{\"a\":}", NP_JSON_ERROR_SYNTAX, 1, 6, "A value is missing here." },
  { "[1,]", NP_JSON_ERROR_SYNTAX, 1, 4, "There is one comma too many before this bracket." },
  { "[yes]", NP_JSON_ERROR_SYNTAX, 1, 2,
    "Only true, false and null can stand without quotes." },
  { "['a']", NP_JSON_ERROR_SYNTAX, 1, 2, "JSON needs a plain \" here." },
  { "[1，2]", NP_JSON_ERROR_SYNTAX, 1, 3, "JSON needs a plain , here." },
  { "[「a」]", NP_JSON_ERROR_SYNTAX, 1, 2, "JSON needs a plain \" here." },
  { "[」a」]", NP_JSON_ERROR_SYNTAX, 1, 2, "JSON needs a plain \" here." },
  { "[1,\ufeff2]", NP_JSON_ERROR_SYNTAX, 1, 4,
    "There is an invisible character here (U+FEFF). Delete it." },
  { "[1,\u00a02]", NP_JSON_ERROR_SYNTAX, 1, 4,
    "There is an invisible character here (U+00A0). Delete it." },
  { "[// a\n]", NP_JSON_ERROR_SYNTAX, 1, 2, "JSON has no comments. Delete this one." },
  { "[+1]", NP_JSON_ERROR_SYNTAX, 1, 2, "A number can’t start with a plus sign." },
  { "[.5]", NP_JSON_ERROR_SYNTAX, 1, 2, "A digit is missing before the decimal point." },
  { "[5.]", NP_JSON_ERROR_SYNTAX, 1, 4, "A digit is missing after the decimal point." },
  { "[-]", NP_JSON_ERROR_SYNTAX, 1, 3, "A digit is missing after the minus sign." },
  { "[1e]", NP_JSON_ERROR_SYNTAX, 1, 4, "A digit is missing in the exponent." },
  { "[01]", NP_JSON_ERROR_SYNTAX, 1, 2, "A number can’t start with a zero and more digits." },
  { "[\"a]", NP_JSON_ERROR_SYNTAX, 1, 2, "The string that starts here has no closing quote." },
  { "[\"a\n\"]", NP_JSON_ERROR_SYNTAX, 1, 4,
    "The string does not end on this line. Add a closing quote, or write the line break as "
    "\\n." },
  { "[\"\t\"]", NP_JSON_ERROR_SYNTAX, 1, 3, "Write a tab inside a string as \\t." },
  { "[\"\x1b\"]", NP_JSON_ERROR_SYNTAX, 1, 3,
    "There is a control character in the string. Write it as \\u001b." },
  { "[\"\\x\"]", NP_JSON_ERROR_SYNTAX, 1, 3,
    "JSON does not know this escape. Write \\\\ for a backslash." },
  { "[\"\\u12\"]", NP_JSON_ERROR_SYNTAX, 1, 3, "Four hexadecimal digits must follow \\u." },
  { "[1", NP_JSON_ERROR_SYNTAX, 1, 3, "The text ends here, but it is not complete." },
  { "[\"\\ud800\"]", NP_JSON_ERROR_ENCODING, 1, 3,
    "This is only half of a character. Its other half is missing." },
  { "[\"\\ud800 and more\"]", NP_JSON_ERROR_ENCODING, 1, 3,
    "This is only half of a character. Its other half is missing." },
  { "[\"\\ud800\\n and more\"]", NP_JSON_ERROR_ENCODING, 1, 3,
    "This is only half of a character. Its other half is missing." },
  { "[\"\\u0000\"]", NP_JSON_ERROR_ENCODING, 1, 3,
    "The character \\u0000 can’t be used. Delete it." },
  { "\xef\xbb\xbf[]", NP_JSON_ERROR_ENCODING, 1, 1,
    "The text starts with a byte order mark. Delete it." },
  { "[\"\xff\"]", NP_JSON_ERROR_ENCODING, 1, 3, "This is not UTF-8 text from here on." },
  { "[] []", NP_JSON_ERROR_TRAILING, 1, 4,
    "The JSON is complete before this. Delete what follows." },
};

static void
test_sentences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    json_checks_assert_refused (sentences[i].text, sentences[i].code, sentences[i].line,
                                sentences[i].column, sentences[i].sentence);
}

static void
test_error_copy (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");

  g_assert_null (np_json_parse_text ("[\n\n  x]", &error));
  copy = g_error_copy (error);
  g_clear_error (&error);

  g_assert_cmpuint (np_json_error_get_line (copy), ==, 3);
  g_assert_cmpuint (np_json_error_get_column (copy), ==, 3);
  g_assert_cmpuint (np_json_error_get_line (foreign), ==, 0);
  g_assert_cmpuint (np_json_error_get_column (foreign), ==, 0);
  g_assert_null (np_json_parse_text ("[", NULL));
}

static void
test_walk (void)
{
  g_autoptr (NpJson)
      json = json_checks_parse (" {\"a\": [1, \"b\", null], \"\\u0063\": {\"d\": true}} ");
  const NpJsonValue *root = np_json_get_root (json);
  const NpJsonValue *list = np_json_value_get_member (root, "a");
  const NpJsonValue *object = np_json_value_get_member (root, "c");

  g_assert_cmpint (np_json_value_get_kind (root), ==, NP_JSON_KIND_OBJECT);
  g_assert_cmpuint (np_json_value_get_length (root), ==, 2);
  g_assert_cmpstr (np_json_value_get_key (root, 0), ==, "a");
  g_assert_cmpstr (np_json_value_get_key (root, 1), ==, "c");
  g_assert_null (np_json_value_get_key (root, 2));
  g_assert_true (np_json_value_get_element (root, 1) == object);
  g_assert_null (np_json_value_get_member (root, "d"));

  g_assert_cmpint (np_json_value_get_kind (list), ==, NP_JSON_KIND_ARRAY);
  g_assert_cmpuint (np_json_value_get_length (list), ==, 3);
  g_assert_cmpint (np_json_value_get_kind (np_json_value_get_element (list, 0)), ==,
                   NP_JSON_KIND_NUMBER);
  g_assert_cmpint (np_json_value_get_kind (np_json_value_get_element (list, 1)), ==,
                   NP_JSON_KIND_STRING);
  g_assert_cmpint (np_json_value_get_kind (np_json_value_get_element (list, 2)), ==,
                   NP_JSON_KIND_NULL);
  g_assert_null (np_json_value_get_element (list, 3));
  g_assert_null (np_json_value_get_key (list, 0));
  g_assert_null (np_json_value_get_member (list, "a"));

  g_assert_cmpint (np_json_value_get_kind (np_json_value_get_member (object, "d")), ==,
                   NP_JSON_KIND_BOOLEAN);
  g_assert_null (np_json_value_get_element (np_json_value_get_member (object, "d"), 0));
}

static void
assert_string (const char *token, const char *meaning)
{
  g_autoptr (NpJson) json = json_checks_parse (token);
  g_autofree char *text = np_json_value_dup_string (np_json_get_root (json));

  g_assert_cmpstr (text, ==, meaning);
}

static void
test_strings (void)
{
  assert_string ("\"\"", "");
  assert_string ("\"plain\"", "plain");
  assert_string ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t");
  assert_string ("\"\\u0041\\u00e9\\u94eD\"", "Aé铭");
  assert_string ("\"\\ud83d\\ude80\\uD800\\uDC00\\udbff\\udfff\"", "🚀\U00010000\U0010ffff");
  assert_string ("\"\\u00411\"", "A1");
  assert_string ("\"\\\\u0041\"", "\\u0041");
  assert_string ("\"铭牌 🚀 \\n é\"", "铭牌 🚀 \n é");
  assert_string ("17", NULL);
  assert_string ("[\"a\"]", NULL);
}

static void
assert_int64 (const char *token, gboolean is_integer, gint64 expected)
{
  g_autoptr (NpJson) json = json_checks_parse (token);
  gint64 value = 77;

  g_assert_cmpint (np_json_value_get_int64 (np_json_get_root (json), &value), ==, is_integer);
  g_assert_cmpint (value, ==, is_integer ? expected : 77);
}

static void
test_int64 (void)
{
  assert_int64 ("0", TRUE, 0);
  assert_int64 ("-0", TRUE, 0);
  assert_int64 ("-1", TRUE, -1);
  assert_int64 ("9007199254740993", TRUE, G_GINT64_CONSTANT (9007199254740993));
  assert_int64 ("9223372036854775807", TRUE, G_MAXINT64);
  assert_int64 ("-9223372036854775807", TRUE, G_MININT64 + 1);
  assert_int64 ("-9223372036854775808", TRUE, G_MININT64);
  assert_int64 ("9223372036854775808", FALSE, 0);
  assert_int64 ("-9223372036854775809", FALSE, 0);
  assert_int64 ("9223372036854775810", FALSE, 0);
  assert_int64 ("92233720368547758070", FALSE, 0);
  assert_int64 ("18446744073709551616", FALSE, 0);
  assert_int64 ("1.0", FALSE, 0);
  assert_int64 ("1e2", FALSE, 0);
  assert_int64 ("1E2", FALSE, 0);
  assert_int64 ("-0.0", FALSE, 0);
  assert_int64 ("\"1\"", FALSE, 0);
  assert_int64 ("true", FALSE, 0);
  assert_int64 ("[1]", FALSE, 0);
}

static void
assert_duplicate (const char *text, const char *key)
{
  g_autoptr (NpJson) json = json_checks_parse (text);

  g_assert_cmpstr (np_json_get_duplicate_key (json), ==, key);
  g_assert_cmpint (np_json_value_has_duplicate_keys (np_json_get_root (json)), ==, key != NULL);
}

static void
test_duplicate_keys (void)
{
  g_autoptr (NpJson) json = json_checks_parse (
      "{\"x\": {\"a\": 1, \"b\": {\"q\":1,\"q\":2}}, \"y\": {\"a\": 2}}");
  const NpJsonValue *root = np_json_get_root (json);
  const NpJsonValue *x = np_json_value_get_member (root, "x");
  g_autoptr (NpJson) last = json_checks_parse ("{\"a\": 1, \"a\": 2}");
  gint64 value = 0;

  assert_duplicate ("{\"a\":1,\"A\":1,\"aa\":1,\"\":1}", NULL);
  assert_duplicate ("{\"a\":{\"a\":{\"a\":1}}}", NULL);
  assert_duplicate ("[{\"a\":1},{\"a\":1}]", NULL);
  assert_duplicate ("{\"é\":1,\"e\u0301\":1}", NULL);
  assert_duplicate ("{\"a\":1,\"\\u0061\":2}", "a");
  assert_duplicate ("{\"\\/\":1,\"/\":2}", "/");
  assert_duplicate ("{\"\\ud83d\\ude80\":1,\"🚀\":2}", "🚀");
  assert_duplicate ("{\"\":1,\"\":2}", "");
  assert_duplicate ("{\"a\":1,\"a\":2,\"b\":3,\"b\":4}", "a");
  assert_duplicate ("[[{\"k\":[{\"b\":1,\"b\":2}]}]]", "b");

  g_assert_cmpstr (np_json_get_duplicate_key (json), ==, "q");
  g_assert_true (np_json_value_has_duplicate_keys (root));
  g_assert_true (np_json_value_has_duplicate_keys (x));
  g_assert_false (np_json_value_has_duplicate_keys (np_json_value_get_member (x, "a")));
  g_assert_false (np_json_value_has_duplicate_keys (np_json_value_get_member (root, "y")));
  g_assert_true (np_json_value_has_key_twice (np_json_value_get_member (x, "b"), "q"));
  g_assert_false (np_json_value_has_key_twice (root, "q"));
  g_assert_false (np_json_value_has_key_twice (root, "x"));
  g_assert_true (np_json_value_has_key_twice (np_json_get_root (last), "a"));
  g_assert_false (np_json_value_has_key_twice (np_json_get_root (last), "b"));

  g_assert_true (np_json_value_get_int64 (
      np_json_value_get_member (np_json_get_root (last), "a"), &value));
  g_assert_cmpint (value, ==, 2);
}

static void
assert_object (const char *text, guint n_members)
{
  g_autoptr (NpJson) json = np_json_parse_object (text);

  g_assert_nonnull (json);
  g_assert_cmpint (np_json_value_get_kind (np_json_get_root (json)), ==, NP_JSON_KIND_OBJECT);
  g_assert_cmpuint (np_json_value_get_length (np_json_get_root (json)), ==, n_members);
}

static void
test_object (void)
{
  static const char *const others[] = { "[]", "null", "\"{}\"", "7", " ", "{", "{} {}" };

  assert_object ("", 0);
  assert_object (" { } ", 0);
  assert_object ("{\"a\": 1, \"b\": {}}", 2);
  /* Which of them is meant is for the caller to judge. */
  assert_object ("{\"a\": 1, \"a\": 2}", 2);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_null (np_json_parse_object (others[i]));
}

static void
test_raw (void)
{
  static const char text[] =
      "\t{ \"a\" : 4.90 , \"b\" : [ 1E5, -0 ] , \"c\" : \"\\u0041\\/\" }\n";
  g_autoptr (NpJson) json = json_checks_parse (text);
  const NpJsonValue *root = np_json_get_root (json);
  g_autofree char *all = np_json_value_dup_raw (root);
  g_autofree char *a = np_json_value_dup_raw (np_json_value_get_member (root, "a"));
  g_autofree char *b = np_json_value_dup_raw (np_json_value_get_member (root, "b"));
  g_autofree char *c = np_json_value_dup_raw (np_json_value_get_member (root, "c"));

  g_assert_cmpstr (all, ==, "{ \"a\" : 4.90 , \"b\" : [ 1E5, -0 ] , \"c\" : \"\\u0041\\/\" }");
  g_assert_cmpstr (a, ==, "4.90");
  g_assert_cmpstr (b, ==, "[ 1E5, -0 ]");
  g_assert_cmpstr (c, ==, "\"\\u0041\\/\"");
  g_assert_cmpuint (g_bytes_get_size (np_json_get_bytes (json)), ==, strlen (text));
}

static void
assert_written (const char *text, const char *compact, const char *pretty)
{
  g_autoptr (NpJson) json = json_checks_parse (text);
  g_autoptr (GString) out = g_string_new ("x");

  np_json_value_append_compact (np_json_get_root (json), out);
  g_assert_cmpstr (out->str + 1, ==, compact);
  g_string_truncate (out, 1);
  np_json_value_append_pretty (np_json_get_root (json), out);
  g_assert_cmpstr (out->str + 1, ==, pretty);
  g_assert_cmpint (out->str[0], ==, 'x');
}

static void
test_written (void)
{
  assert_written (" 4.90 ", "4.90", "4.90");
  assert_written ("[ ]", "[]", "[]");
  assert_written ("{\n}", "{}", "{}");
  assert_written ("\" a \\\" : , \"", "\" a \\\" : , \"", "\" a \\\" : , \"");
  assert_written ("{ \"b\" : 1E5 ,\r\n\"a\":[ true,null , {} ], \"b\": \"\\u0041 \\\\\" }",
                  "{\"b\":1E5,\"a\":[true,null,{}],\"b\":\"\\u0041 \\\\\"}",
                  "{\n"
                  "  \"b\": 1E5,\n"
                  "  \"a\": [\n"
                  "    true,\n"
                  "    null,\n"
                  "    {}\n"
                  "  ],\n"
                  "  \"b\": \"\\u0041 \\\\\"\n"
                  "}");
}

static void
assert_appended (const char *text, const char *token)
{
  g_autoptr (GString) out = g_string_new (NULL);

  np_json_append_string (out, text);
  g_assert_cmpstr (out->str, ==, token);
}

static void
test_append_string (void)
{
  assert_appended ("", "\"\"");
  assert_appended ("a\"b\\c/d", "\"a\\\"b\\\\c/d\"");
  assert_appended ("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"");
  assert_appended ("\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"");
  assert_appended ("\u2027\u2028\u2029\u202a", "\"\u2027\\u2028\\u2029\u202a\"");
  assert_appended ("铭牌 🚀", "\"铭牌 🚀\"");
}

/* Every character below U+3000, then samples, and both ends of each range. */
static void
test_append_string_round_trip (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c += c < 0x3000 || c >= 0x10fff0 ? 1 : 13)
    {
      g_autoptr (GString) text = g_string_new ("a");
      g_autoptr (GString) token = g_string_new (NULL);

      if (!g_unichar_validate (c))
        continue;
      g_string_append_unichar (text, c);
      g_string_append_c (text, 'b');
      np_json_append_string (token, text->str);
      assert_string (token->str, text->str);
    }
  for (gunichar c = 0xd7f0; c <= 0xe010; c++)
    {
      char text[7] = "";

      if (g_unichar_validate (c))
        {
          g_autoptr (GString) token = g_string_new (NULL);

          text[g_unichar_to_utf8 (c, text)] = '\0';
          np_json_append_string (token, text);
          assert_string (token->str, text);
        }
    }
}

static void
test_append_string_invalid (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_test_expect_message ("Nameplate", G_LOG_LEVEL_CRITICAL, "*g_utf8_validate*");
  np_json_append_string (out, "\xff");
  g_test_assert_expected_messages ();
  g_assert_cmpstr (out->str, ==, "");
}

/* After the first fault nothing is read any more, and that fault is told. */
static void
test_cursor_fault (void)
{
  g_autoptr (GError) error = NULL;
  NpJsonCursor cursor;

  np_json_cursor_init (&cursor, " [\"a\"]");
  g_assert_false (np_json_cursor_take_mark (&cursor, '{'));
  g_assert_false (np_json_cursor_try_mark (&cursor, '['));
  g_assert_null (np_json_cursor_take_string (&cursor));
  g_assert_false (np_json_cursor_refuse (&cursor));
  g_assert_false (np_json_cursor_finish (&cursor, &error));
  g_assert_error (error, NP_JSON_ERROR, NP_JSON_ERROR_SYNTAX);
  g_assert_cmpuint (np_json_error_get_column (error), ==, 2);
}

static gpointer
walk_in_thread (gpointer data)
{
  g_autoptr (NpJson) json = data;

  return np_json_get_node (json);
}

static void
test_threads (void)
{
  g_autoptr (NpJson) json = json_checks_parse ("{\"a\": [1, 2, 3]}");
  GThread *threads[8];
  JsonNode *node;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("walk", walk_in_thread, np_json_ref (json));
  node = np_json_get_node (json);
  g_assert_nonnull (node);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == node);
}

static void
test_references (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[1]", 3);
  NpJson *json = np_json_parse (bytes, NULL);
  NpJson *other = np_json_ref (json);
  NpJson *boxed = g_boxed_copy (NP_TYPE_JSON, json);

  g_assert_true (other == json);
  g_assert_true (boxed == json);
  g_assert_true (np_json_get_bytes (json) == bytes);
  np_json_unref (json);
  g_boxed_free (NP_TYPE_JSON, boxed);
  g_assert_cmpuint (np_json_value_get_length (np_json_get_root (other)), ==, 1);
  np_json_unref (other);
}

/* A decimal comma, a dotless i and other digits change nothing. */
static void
test_locales (void)
{
  static const char *const locales[] = { "C", "zh_CN.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8" };
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      if (setlocale (LC_ALL, locales[i]) == NULL)
        {
          g_test_message ("%s is not installed here", locales[i]);
          continue;
        }
      assert_written ("{\"TITLE\": 4.90, \"title\": -1234567.5E-3}",
                      "{\"TITLE\":4.90,\"title\":-1234567.5E-3}",
                      "{\n  \"TITLE\": 4.90,\n  \"title\": -1234567.5E-3\n}");
      assert_duplicate ("{\"I\":1,\"i\":2,\"\u0131\":3,\"\u0130\":4}", NULL);
      assert_int64 ("-1234567", TRUE, -1234567);
      assert_string ("\"\\u00E9\\u000A\"", "é\n");
      assert_appended ("\x1f", "\"\\u001f\"");
      g_assert_null (np_json_parse_text ("[4,90e]", NULL));
    }
  setlocale (LC_ALL, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/sentences", test_sentences);
  g_test_add_func ("/json/error-copy", test_error_copy);
  g_test_add_func ("/json/walk", test_walk);
  g_test_add_func ("/json/strings", test_strings);
  g_test_add_func ("/json/int64", test_int64);
  g_test_add_func ("/json/duplicate-keys", test_duplicate_keys);
  g_test_add_func ("/json/object", test_object);
  g_test_add_func ("/json/raw", test_raw);
  g_test_add_func ("/json/written", test_written);
  g_test_add_func ("/json/append-string", test_append_string);
  g_test_add_func ("/json/append-string-round-trip", test_append_string_round_trip);
  g_test_add_func ("/json/append-string-invalid", test_append_string_invalid);
  g_test_add_func ("/json/cursor-fault", test_cursor_fault);
  g_test_add_func ("/json/threads", test_threads);
  g_test_add_func ("/json/references", test_references);
  g_test_add_func ("/json/locales", test_locales);

  return g_test_run ();
}
