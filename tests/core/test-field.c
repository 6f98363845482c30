/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-field.h"

#include <string.h>

typedef struct
{
  NpFieldId id;
  const char *wire_name;
  const char *property;
  NpFieldKind kind;
  const char *label;
} Expected;

/* In the order of the form, as the API's documentation spells and types them. */
static const Expected expected[] = {
  { NP_FIELD_MODEL_NAME, "ModelName", "model-name", NP_FIELD_KIND_STRING, "Model name" },
  { NP_FIELD_MODEL_DESCRIPTION, "ModelDescription", "model-description", NP_FIELD_KIND_TEXT,
    "Description" },
  { NP_FIELD_ACCESSIBILITY, "Accessibility", "accessibility", NP_FIELD_KIND_CHOICE,
    "Visibility" },
  { NP_FIELD_ORIGIN, "Origin", "origin", NP_FIELD_KIND_STRING, "Origin" },
  { NP_FIELD_DOMAIN, "Domain", "domain", NP_FIELD_KIND_STRING, "Domain" },
  { NP_FIELD_TASK, "Task", "task", NP_FIELD_KIND_STRING, "Task" },
  { NP_FIELD_MODEL_TYPE, "ModelType", "model-type", NP_FIELD_KIND_STRING, "Model type" },
  { NP_FIELD_PARAMETER_SIZE, "ParameterSize", "parameter-size", NP_FIELD_KIND_INTEGER,
    "Parameter size (millions)" },
  { NP_FIELD_MODEL_DOC, "ModelDoc", "model-doc", NP_FIELD_KIND_DOCUMENT_LINK,
    "Model document" },
  { NP_FIELD_ORDER_NUMBER, "OrderNumber", "order-number", NP_FIELD_KIND_INTEGER,
    "Order number" },
  { NP_FIELD_EXTRA_INFO, "ExtraInfo", "extra-info", NP_FIELD_KIND_JSON_OBJECT, "Extra info" },
};

static void
test_table (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (expected), ==, NP_N_FIELDS);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      NpFieldId found = NP_N_FIELDS;

      g_assert_cmpint (expected[id].id, ==, id);
      g_assert_cmpstr (np_field_get_wire_name (id), ==, expected[id].wire_name);
      g_assert_cmpstr (np_field_get_property (id), ==, expected[id].property);
      g_assert_cmpint (np_field_get_kind (id), ==, expected[id].kind);
      g_assert_cmpstr (np_field_get_label (id), ==, expected[id].label);
      g_assert_cmpuint (strlen (np_field_get_hint (id)), >, 0);

      g_assert_true (np_field_from_property (expected[id].property, &found));
      g_assert_cmpint (found, ==, id);
      found = NP_N_FIELDS;
      g_assert_true (np_field_from_wire_name (expected[id].wire_name, &found));
      g_assert_cmpint (found, ==, id);
    }
}

static void
test_unknown_names (void)
{
  NpFieldId id = NP_FIELD_TASK;

  g_assert_false (np_field_from_property (NULL, &id));
  g_assert_false (np_field_from_property ("ModelName", &id));
  g_assert_false (np_field_from_property ("labels", &id));
  g_assert_false (np_field_from_wire_name (NULL, &id));
  g_assert_false (np_field_from_wire_name ("model-name", &id));
  g_assert_false (np_field_from_wire_name ("modelname", &id));
  g_assert_false (np_field_from_wire_name ("Labels", &id));
  g_assert_cmpint (id, ==, NP_FIELD_TASK);
  g_assert_true (np_field_from_property ("domain", NULL));
  g_assert_true (np_field_from_wire_name ("Domain", NULL));
}

/* Each value that is offered is one that the check lets through, and only once. */
static void
test_values (void)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      const char *const *values = np_field_get_values (id);
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; values != NULL && values[i] != NULL; i++)
        {
          g_assert_null (np_field_check (id, values[i]));
          g_assert_true (g_hash_table_add (seen, (gpointer) values[i]));
        }
    }

  g_assert_true (g_strv_contains (np_field_get_values (NP_FIELD_ORIGIN), "HuggingFace"));
  g_assert_true (g_strv_contains (np_field_get_values (NP_FIELD_DOMAIN), "aigc"));
  g_assert_true (g_strv_contains (np_field_get_values (NP_FIELD_TASK), "text-classification"));
  g_assert_true (g_strv_contains (np_field_get_values (NP_FIELD_MODEL_TYPE), "LoRA"));
  g_assert_cmpuint (g_strv_length ((char **) np_field_get_values (NP_FIELD_ACCESSIBILITY)), ==,
                    2);
  g_assert_null (np_field_get_values (NP_FIELD_MODEL_NAME));
}

static void
test_only_documented_limits (void)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_assert_cmpuint (np_field_get_max_length (id), ==, id == NP_FIELD_MODEL_NAME ? 127 : 0);
}

static char *
repeat (const char *text, guint times)
{
  GString *result = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (result, text);
  return g_string_free (result, FALSE);
}

static void
assert_check (NpFieldId id, const char *text, const char *problem)
{
  g_autofree char *got = np_field_check (id, text);

  g_assert_cmpstr (got, ==, problem);
}

static void
test_name (void)
{
  const char *const characters[] = { "a", "\xe6\x96\xb0", "\xf0\x9f\x98\x80",
                                     "\xcc\x81" /* a combining accent */ };

  for (guint i = 0; i < G_N_ELEMENTS (characters); i++)
    {
      g_autofree char *most = repeat (characters[i], 126);
      g_autofree char *longest = g_strconcat ("x", most, NULL);
      g_autofree char *too_long = g_strconcat ("xy", most, NULL);

      assert_check (NP_FIELD_MODEL_NAME, longest, NULL);
      assert_check (NP_FIELD_MODEL_NAME, too_long,
                    "The name has 128 characters; 127 is the limit.");
    }

  assert_check (NP_FIELD_MODEL_NAME, "x", NULL);
  assert_check (NP_FIELD_MODEL_NAME, " x ", NULL);
  assert_check (NP_FIELD_MODEL_NAME, "\xe6\x96\xb0\xe9\x97\xbb\xe5\x88\x86\xe7\xb1\xbb", NULL);
  assert_check (NP_FIELD_MODEL_NAME, "", "A model needs a name of 1 to 127 characters.");
}

static void
test_blank_name (void)
{
  const char *const blanks[] = { " ",
                                 "\t\n",
                                 "\xc2\xa0",
                                 "\xe3\x80\x80\xe3\x80\x80",
                                 "\xe2\x80\x8b",
                                 "\xef\xbb\xbf \xe2\x80\x8e" };

  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
    assert_check (NP_FIELD_MODEL_NAME, blanks[i],
                  "The name has only blanks. It needs 1 to 127 characters.");
}

static void
test_not_utf8 (void)
{
  const char *const bad[] = { "\xff", "a\xc3", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80" };

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
        assert_check (id, bad[i], "This has bytes in it that are not text.");
    }
}

/* No limit is documented for these: whatever is text may be sent. */
static void
test_free_text (void)
{
  const NpFieldId ids[] = {
    NP_FIELD_MODEL_DESCRIPTION, NP_FIELD_ORIGIN,   NP_FIELD_DOMAIN, NP_FIELD_TASK,
    NP_FIELD_MODEL_TYPE,        NP_FIELD_MODEL_DOC
  };
  g_autofree char *huge = repeat ("\xe6\x96\xb0", 350000);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      assert_check (ids[i], "", NULL);
      assert_check (ids[i], " ", NULL);
      assert_check (ids[i], "no such value", NULL);
      assert_check (ids[i], "# Inline\r\n\xf0\x9f\x98\x80 \x1f", NULL);
      assert_check (ids[i], "javascript:alert(1)", NULL);
      assert_check (ids[i], huge, NULL);
    }
}

static void
test_accessibility (void)
{
  assert_check (NP_FIELD_ACCESSIBILITY, "PRIVATE", NULL);
  assert_check (NP_FIELD_ACCESSIBILITY, "PUBLIC", NULL);
  assert_check (NP_FIELD_ACCESSIBILITY, "public", "The visibility is PRIVATE or PUBLIC.");
  assert_check (NP_FIELD_ACCESSIBILITY, "PUBLIC ", "The visibility is PRIVATE or PUBLIC.");
  assert_check (NP_FIELD_ACCESSIBILITY, "SHARED", "The visibility is PRIVATE or PUBLIC.");
  assert_check (NP_FIELD_ACCESSIBILITY, "",
                "The service has no documented way to clear the visibility.");
}

#define GAPS    "Write the digits without gaps."
#define POINT   "Write a whole number, without point or comma."
#define PLAIN   "Use the plain digits 0 to 9."
#define MINUS   "Use the plain minus sign \xe2\x80\x9c-\xe2\x80\x9d."
#define RANGE   "The number must lie between -9223372036854775808 and 9223372036854775807."
#define OTHER   "Write a whole number: only digits, with a minus sign in front if need be."
#define NO_WAY  "The service has no documented way to clear this number."
#define LONELY  "A number needs digits after the minus sign."
#define ZEROS   "Leave out the zeros in front."
#define NO_PLUS "Leave out the plus sign."

static const struct
{
  const char *text;
  const char *problem;
} numbers[] = {
  { "0", NULL },
  { "7000", NULL },
  { "-3", NULL },
  { "-0", NULL },
  { " 5\n", NULL },
  { "\xc2\xa0"
    "5\xe2\x80\x8b",
    NULL },
  { "9007199254740993", NULL },
  { "9223372036854775807", NULL },
  { "-9223372036854775808", NULL },
  { "9223372036854775808", RANGE },
  { "-9223372036854775809", RANGE },
  { "99999999999999999999999999", RANGE },
  { "", NO_WAY },
  { " \t", NO_WAY },
  { "-", LONELY },
  { "+5", NO_PLUS },
  { "+", NO_PLUS },
  { "1.5", POINT },
  { "1,5", POINT },
  { "7,000", POINT },
  { "7.000", POINT },
  { "5.", POINT },
  { ".5", POINT },
  { "7 000", GAPS },
  { "7\xc2\xa0"
    "000",
    GAPS },
  { "7\xe2\x80\xaf"
    "000",
    GAPS },
  { "7_000", GAPS },
  { "7'000", GAPS },
  { "- 5", GAPS },
  { "\xd9\xa5", PLAIN },      /* Arabic-Indic 5 */
  { "\xef\xbc\x95", PLAIN },  /* full-width 5 */
  { "1\xe0\xa5\xab", PLAIN }, /* Devanagari 5 */
  { "\xe2\x88\x92"
    "5",
    MINUS }, /* minus sign */
  { "\xe2\x80\x93"
    "5",
    MINUS }, /* en dash */
  { "\xef\xbc\x8d"
    "5",
    MINUS }, /* full-width hyphen-minus */
  { "007", ZEROS },
  { "-01", ZEROS },
  { "00", ZEROS },
  { "1e3", OTHER },
  { "0x10", OTHER },
  { "7B", OTHER },
  { "--5", OTHER },
  { "5-", OTHER },
  { "\xe4\xba\x94", OTHER },
  { "NaN", OTHER },
  { "null", OTHER },
};

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_test_message ("'%s'", numbers[i].text);
      assert_check (NP_FIELD_ORDER_NUMBER, numbers[i].text, numbers[i].problem);
      assert_check (NP_FIELD_PARAMETER_SIZE, numbers[i].text, numbers[i].problem);
    }
}

static void
test_extra_info (void)
{
  const char *const good[] = { "{}", " {}\n", "{\"a\":4.90,\"b\":[1,2],\"c\":null}",
                               "{\"a\":{\"x\":1},\"b\":{\"x\":1}}", "{\"\":1E5}" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    assert_check (NP_FIELD_EXTRA_INFO, good[i], NULL);

  assert_check (NP_FIELD_EXTRA_INFO, "", "Write {} to empty the extra info.");
  assert_check (NP_FIELD_EXTRA_INFO, " \n", "Write {} to empty the extra info.");
}

static void
test_extra_info_is_no_object (void)
{
  const char *const bad[] = { "[]", "\"x\"", "1", "null", "true", "[{}]" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_check (NP_FIELD_EXTRA_INFO, bad[i],
                  "Extra info is a JSON object: it stands between { and }.");
}

static void
test_extra_info_faults (void)
{
  static const struct
  {
    const char *text;
    const char *place;
  } bad[] = {
    { "{", "Line 1, column 2: " },
    { "{\"a\":1,}", "Line 1, column 8: " },
    { "{\n  \"a\": 1,\n  \"b\": tru\n}", "Line 3, column " },
    { "{\"\xe6\x96\xb0\xe9\x97\xbb\": x}", "Line 1, column 8: " },
    { "{}{}", "Line 1, column 3: " },
    { "{\"a\":01}", "Line 1, column " },
    { "{'a':1}", "Line 1, column 2: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *problem = np_field_check (NP_FIELD_EXTRA_INFO, bad[i].text);

      g_test_message ("%s: %s", bad[i].text, problem);
      g_assert_true (g_str_has_prefix (problem, bad[i].place));
      g_assert_cmpuint (strlen (problem), >, strlen (bad[i].place) + 5);
    }
}

static void
test_extra_info_duplicates (void)
{
  assert_check (NP_FIELD_EXTRA_INFO, "{\"a\":1,\"a\":2}",
                "Line 1, column 12: The key \xe2\x80\x9c"
                "a\xe2\x80\x9d is there twice. "
                "Keep one of them.");
  assert_check (NP_FIELD_EXTRA_INFO, "{\"a\":1,\"\\u0061\":2}",
                "Line 1, column 17: The key \xe2\x80\x9c"
                "a\xe2\x80\x9d is there twice. "
                "Keep one of them.");
  assert_check (NP_FIELD_EXTRA_INFO, "{\"a\":1,\n \"o\":[{},{\"x\":0,\n  \"y\":1, \"x\": {}}]}",
                "Line 3, column 15: The key \xe2\x80\x9c"
                "x\xe2\x80\x9d is there twice. "
                "Keep one of them.");
}

static void
test_web_links (void)
{
  const char *const good[] = { "https://example.com/a.md",
                               "http://example.com",
                               "HTTPS://Example.com/",
                               "https://example.com:8443/a?b=c#d",
                               "https://*.md",
                               "https://example.com/%E6%96%B0",
                               "https://example.com/\xe6\x96\xb0",
                               "https://example.com/a@b",
                               "https://[2001:db8::1]/" };
  const char *const bad[] = { "",
                              "example.com",
                              "//example.com",
                              "https:",
                              "https://",
                              "https:///a",
                              "https:example.com",
                              "https:/example.com",
                              "javascript:alert(1)",
                              "javascript://example.com/%0aalert(1)",
                              "file:///etc/passwd",
                              "ftp://example.com/a",
                              "data:text/html,x",
                              "oss://bucket/a.md",
                              "https://user@example.com/",
                              "https://user:pw@example.com/",
                              "https://good.example.com@evil.example.com/",
                              "https://@example.com/",
                              " https://example.com/",
                              "https://example.com/ a",
                              "https://example.com/\n",
                              "https://example.com/\x01",
                              "https://example.com/\x7f",
                              "https://example.com/\xc2\x85",
                              "https://example.com/\xe2\x80\xaetxt.a",
                              "https://example.com\\@evil.example.com/",
                              "https://example.com/\xff",
                              "https://example.com:port/",
                              "https://example.com:99999/",
                              "# A document\nhttps://example.com" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i]);
      g_assert_true (np_field_text_is_web_link (good[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("refused %u", i);
      g_assert_false (np_field_text_is_web_link (bad[i]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/field/table", test_table);
  g_test_add_func ("/core/field/unknown-names", test_unknown_names);
  g_test_add_func ("/core/field/values", test_values);
  g_test_add_func ("/core/field/only-documented-limits", test_only_documented_limits);
  g_test_add_func ("/core/field/name", test_name);
  g_test_add_func ("/core/field/blank-name", test_blank_name);
  g_test_add_func ("/core/field/not-utf8", test_not_utf8);
  g_test_add_func ("/core/field/free-text", test_free_text);
  g_test_add_func ("/core/field/accessibility", test_accessibility);
  g_test_add_func ("/core/field/numbers", test_numbers);
  g_test_add_func ("/core/field/extra-info", test_extra_info);
  g_test_add_func ("/core/field/extra-info-is-no-object", test_extra_info_is_no_object);
  g_test_add_func ("/core/field/extra-info-faults", test_extra_info_faults);
  g_test_add_func ("/core/field/extra-info-duplicates", test_extra_info_duplicates);
  g_test_add_func ("/core/field/web-links", test_web_links);

  return g_test_run ();
}
