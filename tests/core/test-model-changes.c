/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-changes.h"

#include "np-json.h"
#include "np-model-fixture.h"

#include <locale.h>
#include <string.h>

#define INTEGER NP_FIELD_ORDER_NUMBER
#define STRING  NP_FIELD_TASK
#define OBJECT  NP_FIELD_EXTRA_INFO

/* A model in which one field has a value. */
static NpModel *
make_field (NpFieldId id, const char *json)
{
  g_autofree char *member = g_strdup_printf (",\"%s\":%s", np_field_get_wire_name (id), json);

  return np_fixture_model (json != NULL ? member : "");
}

static NpModelChanges *
change_field (NpModel *base, NpFieldId id, const char *text)
{
  const char *texts[NP_N_FIELDS] = { NULL };

  texts[id] = text;
  return np_model_changes_new (base, texts);
}

static char *
dup_body (NpModelChanges *changes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = np_model_changes_dup_body (changes, &error);
  gsize length = 0;
  const char *data = NULL;

  g_assert_no_error (error);
  data = g_bytes_get_data (body, &length);
  return g_strndup (data, length);
}

static void
test_texts_equal (void)
{
  static const struct
  {
    NpFieldId id;
    const char *a;
    const char *b;
    gboolean equal;
  } pairs[] = {
    { STRING, "", "", TRUE },
    { STRING, "a", "a", TRUE },
    { STRING, "a", "a ", FALSE },
    { STRING, "a\r\n", "a\n", FALSE },
    /* A precomposed and a combined letter */
    { STRING, "\xc3\xa9", "e\xcc\x81", FALSE },
    { NP_FIELD_MODEL_DESCRIPTION, "a", " a", FALSE },
    { NP_FIELD_MODEL_DOC, "https://a", "https://a/", FALSE },
    { NP_FIELD_ACCESSIBILITY, "PUBLIC", "public", FALSE },
    { INTEGER, "5", " 5 ", TRUE },
    { INTEGER, "", "  ", TRUE },
    { INTEGER, "5", "05", FALSE },
    { INTEGER, "0", "-0", FALSE },
    { INTEGER, "5", "", FALSE },
    { INTEGER, "5", "\xff", FALSE },
    { OBJECT, "", " \n", TRUE },
    { OBJECT, "", "{}", FALSE },
    { OBJECT, "{}", "{ }", TRUE },
    { OBJECT, "{\"a\":[1,2]}", " {\n \"a\" : [ 1 ,\t2 ]\r\n}", TRUE },
    { OBJECT, "{\"a\":4.90}", "{\"a\":4.9}", FALSE },
    { OBJECT, "{\"a\":1E5}", "{\"a\":1e5}", FALSE },
    { OBJECT, "{\"a\":\"x y\"}", "{\"a\":\"x  y\"}", FALSE },
    { OBJECT, "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", FALSE },
    { OBJECT, "{\"a\":1}", "{\"a\":1", FALSE },
    { OBJECT, "{\"a\":", "{ \"a\":", FALSE },
    { OBJECT, "{\"a\":", "{\"a\":", TRUE },
    { OBJECT, "{}", "\xff", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_test_message ("pair %u", i);
      g_assert_cmpint (np_model_texts_equal (pairs[i].id, pairs[i].a, pairs[i].b), ==,
                       pairs[i].equal);
      g_assert_cmpint (np_model_texts_equal (pairs[i].id, pairs[i].b, pairs[i].a), ==,
                       pairs[i].equal);
    }
}

static const char *const new_texts[NP_N_FIELDS] = {
  [NP_FIELD_MODEL_NAME] = "\xe6\x96\xb0 \"name\"\\",
  [NP_FIELD_MODEL_DESCRIPTION] = "one\r\ntwo\t\x1f\x7f/ \xf0\x9f\x98\x80",
  [NP_FIELD_ACCESSIBILITY] = "PUBLIC",
  [NP_FIELD_ORIGIN] = "HuggingFace",
  [NP_FIELD_DOMAIN] = "cv",
  [NP_FIELD_TASK] = "TITLE-i-I",
  [NP_FIELD_MODEL_TYPE] = "LoRA",
  [NP_FIELD_PARAMETER_SIZE] = " 9007199254740993 ",
  [NP_FIELD_MODEL_DOC] = "https://example.com/b.md",
  [NP_FIELD_ORDER_NUMBER] = "-0",
  [NP_FIELD_EXTRA_INFO] = ("{ \"Rating\" : 4.90 ,\n\"n\": 1E5, \"b\": 9223372036854775808,\n"
                           " \"u\": \"\\u00e9\\/\" }\n"),
};

static const char all_body[] =
    "{\"Accessibility\":\"PUBLIC\",\"Domain\":\"cv\","
    "\"ExtraInfo\":{\"Rating\":4.90,\"n\":1E5,\"b\":9223372036854775808,"
    "\"u\":\"\\u00e9\\/\"},"
    "\"ModelDescription\":\"one\\r\\ntwo\\t\\u001f\x7f/ \xf0\x9f\x98\x80\","
    "\"ModelDoc\":\"https://example.com/b.md\","
    "\"ModelName\":\"\xe6\x96\xb0 \\\"name\\\"\\\\\",\"ModelType\":\"LoRA\","
    "\"OrderNumber\":0,\"Origin\":\"HuggingFace\",\"ParameterSize\":9007199254740993,"
    "\"Task\":\"TITLE-i-I\"}";

static void
test_all_fields (void)
{
  g_autoptr (NpModel) base = np_fixture_model ("");
  g_autoptr (NpModelChanges) changes = np_model_changes_new (base, new_texts);
  g_autofree char *body = dup_body (changes);

  g_assert_cmpuint (np_model_changes_get_length (changes), ==, NP_N_FIELDS);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_assert_cmpint (np_model_changes_get_field (changes, id), ==, id);
      g_assert_cmpstr (np_model_changes_get_old_text (changes, id), ==, "");
      g_assert_cmpstr (np_model_changes_get_new_text (changes, id), ==, new_texts[id]);
    }
  g_assert_cmpstr (body, ==, all_body);
}

/* Each field alone: its key and no other is sent. */
static void
test_each_field (void)
{
  g_autoptr (NpModel) base = np_fixture_model ("");

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_autoptr (NpModelChanges) changes = change_field (base, id, new_texts[id]);
      g_autofree char *body = dup_body (changes);
      g_autoptr (NpJson) json = np_json_parse_text (body, NULL);

      g_assert_cmpuint (np_model_changes_get_length (changes), ==, 1);
      g_assert_cmpuint (np_json_value_get_length (np_json_get_root (json)), ==, 1);
      g_assert_cmpstr (np_json_value_get_key (np_json_get_root (json), 0), ==,
                       np_field_get_wire_name (id));
    }
}

static void
test_locales (void)
{
  const char *const locales[] = { "zh_CN.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8" };
  guint n_tried = 0;

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_autoptr (NpModel) base = NULL;
      g_autoptr (NpModelChanges) changes = NULL;
      g_autofree char *body = NULL;

      if (setlocale (LC_ALL, locales[i]) == NULL)
        continue;
      n_tried++;
      base = np_fixture_model ("");
      changes = np_model_changes_new (base, new_texts);
      body = dup_body (changes);
      g_assert_cmpstr (body, ==, all_body);
    }

  setlocale (LC_ALL, "C.UTF-8");
  if (n_tried < G_N_ELEMENTS (locales))
    g_test_skip ("Some locales are missing");
}

static void
test_nothing (void)
{
  g_autoptr (NpModel)
      base = np_fixture_model (",\"Task\":\"a\",\"OrderNumber\":5,"
                               "\"ExtraInfo\":{\"Rating\":4.90,\"z\":-0},"
                               "\"ParameterSize\":1e3,\"Origin\":[],\"Domain\":null");
  const char *texts[NP_N_FIELDS];
  g_autoptr (NpModelChanges) changes = NULL;
  g_autofree char *body = NULL;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    texts[id] = np_model_get_text (base, id);
  texts[NP_FIELD_ORDER_NUMBER] = " 5";
  texts[NP_FIELD_EXTRA_INFO] = "{\"Rating\":4.90,\"z\":-0}";

  changes = np_model_changes_new (base, texts);
  g_assert_cmpuint (np_model_changes_get_length (changes), ==, 0);
  g_assert_cmpuint (np_model_changes_count_kept (changes, base), ==, 0);
  body = dup_body (changes);
  g_assert_cmpstr (body, ==, "{}");
}

/* What could not be read is never overwritten. */
static void
test_unreadable (void)
{
  g_autoptr (NpModel)
      base = np_fixture_model (",\"ModelName\":7,\"ModelDescription\":{},"
                               "\"Accessibility\":true,\"Origin\":[],\"Domain\":1.0,"
                               "\"Task\":false,\"ModelType\":[1],\"ParameterSize\":1e3,"
                               "\"ModelDoc\":{},\"OrderNumber\":\"x\",\"ExtraInfo\":[]");
  g_autoptr (NpModelChanges) changes = np_model_changes_new (base, new_texts);

  g_assert_cmpuint (np_model_changes_get_length (changes), ==, 0);
}

static void
test_emptied (void)
{
  g_autoptr (NpModel) base = np_fixture_model (",\"ModelDescription\":\"a\",\"Origin\":\"b\","
                                               "\"Domain\":\"c\",\"ExtraInfo\":{\"a\":1}");
  const char *texts[NP_N_FIELDS] = { [NP_FIELD_MODEL_DESCRIPTION] = "",
                                     [NP_FIELD_ORIGIN] = "",
                                     [NP_FIELD_DOMAIN] = "c",
                                     [NP_FIELD_TASK] = "",
                                     [NP_FIELD_EXTRA_INFO] = "{ }" };
  g_autoptr (NpModelChanges) changes = np_model_changes_new (base, texts);
  g_autofree char *body = dup_body (changes);

  g_assert_cmpstr (body, ==, "{\"ExtraInfo\":{},\"ModelDescription\":\"\",\"Origin\":\"\"}");
}

static void
test_refused_texts (void)
{
  static const struct
  {
    NpFieldId id;
    const char *base;
    const char *text;
    const char *label;
  } bad[] = {
    { NP_FIELD_MODEL_NAME, "\"a\"", "", "Model name: " },
    { NP_FIELD_MODEL_DESCRIPTION, NULL, "\xff", "Description: " },
    { NP_FIELD_ACCESSIBILITY, "\"PUBLIC\"", "OTHER", "Visibility: " },
    { NP_FIELD_ORDER_NUMBER, "5", "", "Order number: " },
    { NP_FIELD_ORDER_NUMBER, "5", "9223372036854775808", "Order number: " },
    { NP_FIELD_PARAMETER_SIZE, NULL, "007", "Parameter size (millions): " },
    { NP_FIELD_EXTRA_INFO, "{\"a\":1}", "", "Extra info: " },
    { NP_FIELD_EXTRA_INFO, NULL, "[]", "Extra info: " },
    { NP_FIELD_EXTRA_INFO, NULL, "{\"a\":1,\"a\":1}", "Extra info: " },
    { NP_FIELD_EXTRA_INFO, NULL, "{\"a\":NaN}", "Extra info: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (NpModel) base = make_field (bad[i].id, bad[i].base);
      g_autoptr (NpModelChanges) changes = change_field (base, bad[i].id, bad[i].text);
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_cmpuint (np_model_changes_get_length (changes), ==, 1);
      g_assert_null (np_model_changes_dup_body (changes, &error));
      g_assert_error (error, NP_MODEL_ERROR, NP_MODEL_ERROR_INVALID_TEXT);
      g_assert_true (g_str_has_prefix (error->message, bad[i].label));
    }
}

static void
test_too_large (void)
{
  g_autoptr (NpModel) base = np_fixture_model ("");
  g_autofree char *text = g_strnfill (NP_JSON_MAX_BYTES, 'a');
  g_autoptr (NpModelChanges) changes = change_field (base, NP_FIELD_MODEL_DESCRIPTION, text);
  g_autoptr (GError) error = NULL;

  g_assert_null (np_model_changes_dup_body (changes, &error));
  g_assert_error (error, NP_JSON_ERROR, NP_JSON_ERROR_TOO_LARGE);
}

/* One level is left for the body around extra info. */
static void
test_too_deep (void)
{
  g_autoptr (NpModel) base = np_fixture_model ("");
  GString *text = g_string_new (NULL);
  g_autofree char *deep = NULL;
  g_autoptr (NpModelChanges) changes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < NP_JSON_MAX_DEPTH; i++)
    g_string_append (text, "{\"a\":");
  g_string_append (text, "1");
  for (guint i = 0; i < NP_JSON_MAX_DEPTH; i++)
    g_string_append (text, "}");
  deep = g_string_free (text, FALSE);

  changes = change_field (base, NP_FIELD_EXTRA_INFO, deep);
  g_assert_null (np_model_changes_dup_body (changes, &error));
  g_assert_error (error, NP_JSON_ERROR, NP_JSON_ERROR_TOO_DEEP);
}

static const struct
{
  NpFieldId id;
  const char *base; /* JSON, or NULL for none */
  const char *new_text;
  const char *stored; /* JSON, or NULL for none */
  gboolean kept;
} outcomes[] = {
  { STRING, "\"a\"", "b", "\"b\"", TRUE },
  { STRING, "\"a\"", "b", "\"\\u0062\"", TRUE },
  { STRING, "\"a\"", "b", "\"a\"", FALSE },
  { STRING, "\"a\"", "b ", "\"b\"", FALSE },
  { STRING, "\"a\"", "b", NULL, FALSE },
  { STRING, "\"a\"", "b", "null", FALSE },
  { STRING, "\"a\"", "5", "5", FALSE },
  { STRING, "\"a\"", "[]", "[]", FALSE },
  { STRING, "\"a\"", "", "\"\"", TRUE },
  { STRING, "\"a\"", "", "null", TRUE },
  { STRING, "\"a\"", "", NULL, TRUE },
  { STRING, "\"a\"", "", "\"a\"", FALSE },
  { STRING, "\"a\"", "", "[]", FALSE },
  { INTEGER, "5", "7", "7", TRUE },
  { INTEGER, "5", " 7 ", "7", TRUE },
  { INTEGER, "5", "7", "\"7\"", TRUE },
  { INTEGER, "5", "7", "7.0", TRUE },
  { INTEGER, "5", "1000", "1e3", TRUE },
  { INTEGER, "5", "-0", "0", TRUE },
  { INTEGER, "5", "0", NULL, FALSE },
  { INTEGER, "5", "7", "5", FALSE },
  { INTEGER, "5", "7", "7.5", FALSE },
  { INTEGER, "5", "7", NULL, FALSE },
  { INTEGER, "5", "7", "null", FALSE },
  { INTEGER, "5", "7", "[7]", FALSE },
  { INTEGER, "5", "7", "true", FALSE },
  { INTEGER, "5", "9007199254740993", "9007199254740993", TRUE },
  { INTEGER, "5", "9007199254740993", "9007199254740992", FALSE },
  { INTEGER, "5", "9007199254740993", "9007199254740992.0", FALSE },
  { INTEGER, "5", "9007199254740993", "9.007199254740992e15", FALSE },
  { INTEGER, "5", "9223372036854775807", "9223372036854775808", FALSE },
  { OBJECT, "{\"a\":1}", "{\"a\":2}", "{\"a\":2}", TRUE },
  { OBJECT, "{\"a\":1}", "{\"a\":2}", "{\"a\":1}", FALSE },
  { OBJECT, "{\"a\":1}", "{\"a\":2}", NULL, FALSE },
  { OBJECT, "{\"a\":1}", "{\"a\":2}", "[2]", FALSE },
  { OBJECT, "{\"a\":1}", "{\"a\":2}", "{\"a\":2,\"a\":2}", FALSE },
  { OBJECT, NULL, "{\"a\":2}", "{\"a\":2}", TRUE },
  /* More keys than were sent, and another order */
  { OBJECT, "{\"a\":1}", "{\"a\":2,\"b\":3}", "{\"x\":0,\"b\":3,\"a\":2}", TRUE },
  /* A key that was taken out */
  { OBJECT, "{\"a\":1,\"b\":2}", "{\"a\":1}", "{\"a\":1}", TRUE },
  { OBJECT, "{\"a\":1,\"b\":2}", "{\"a\":1}", "{\"a\":1,\"b\":2}", FALSE },
  { OBJECT, "{\"a\":1,\"b\":2}", "{\"a\":1}", "{\"a\":1,\"b\":null}", FALSE },
  { OBJECT, "{\"a\":1}", "{}", "{}", TRUE },
  { OBJECT, "{\"a\":1}", "{}", NULL, TRUE },
  { OBJECT, "{\"a\":1}", "{}", "null", TRUE },
  { OBJECT, "{\"a\":1}", "{}", "{\"a\":1}", FALSE },
  /* Numbers */
  { OBJECT, NULL, "{\"a\":4.90}", "{\"a\":4.9}", TRUE },
  { OBJECT, NULL, "{\"a\":4.94}", "{\"a\":4.9400000000000004}", TRUE },
  { OBJECT, NULL, "{\"a\":1e3}", "{\"a\":1000}", TRUE },
  { OBJECT, NULL, "{\"a\":1E300}", "{\"a\":1e+300}", TRUE },
  { OBJECT, NULL, "{\"a\":1e400}", "{\"a\":1e400}", TRUE },
  { OBJECT, NULL, "{\"a\":1e400}", "{\"a\":1e401}", FALSE },
  { OBJECT, NULL, "{\"a\":4.90}", "{\"a\":4.91}", FALSE },
  { OBJECT, NULL, "{\"a\":4.90}", "{\"a\":\"4.90\"}", FALSE },
  { OBJECT, NULL, "{\"a\":9007199254740993}", "{\"a\":9007199254740992}", FALSE },
  { OBJECT, NULL, "{\"a\":9223372036854775809}", "{\"a\":9223372036854775808}", FALSE },
  { OBJECT, NULL, "{\"a\":9223372036854775809}", "{\"a\":9223372036854775809}", TRUE },
  /* Everything else */
  { OBJECT, NULL, "{\"a\":\"\\u00e9\"}", "{\"a\":\"\xc3\xa9\"}", TRUE },
  { OBJECT, NULL, "{\"\\u0061\":\"x\"}", "{\"a\":\"x\"}", TRUE },
  { OBJECT, NULL, "{\"a\":\"x\"}", "{\"a\":\"y\"}", FALSE },
  { OBJECT, NULL, "{\"a\":true}", "{\"a\":true}", TRUE },
  { OBJECT, NULL, "{\"a\":true}", "{\"a\":false}", FALSE },
  { OBJECT, NULL, "{\"a\":true}", "{\"a\":\"true\"}", FALSE },
  { OBJECT, NULL, "{\"a\":null}", "{\"a\":null}", TRUE },
  { OBJECT, NULL, "{\"a\":null}", "{}", FALSE },
  { OBJECT, NULL, "{\"a\":[1,[2.0]]}", "{\"a\":[1,[2]]}", TRUE },
  { OBJECT, NULL, "{\"a\":[1,2]}", "{\"a\":[2,1]}", FALSE },
  { OBJECT, NULL, "{\"a\":[1]}", "{\"a\":[1,2]}", FALSE },
  { OBJECT, NULL, "{\"a\":{\"x\":1,\"y\":2}}", "{\"a\":{\"y\":2,\"x\":1}}", TRUE },
  { OBJECT, NULL, "{\"a\":{\"x\":1}}", "{\"a\":{\"x\":1,\"y\":2}}", FALSE },
  { OBJECT, NULL, "{\"a\":{\"x\":1,\"y\":2}}", "{\"a\":{\"x\":1}}", FALSE },
  { OBJECT, NULL, "{\"a\":{}}", "{\"a\":[]}", FALSE },
};

static void
test_is_kept (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      NpFieldId id = outcomes[i].id;
      g_autoptr (NpModel) base = make_field (id, outcomes[i].base);
      g_autoptr (NpModel) stored = make_field (id, outcomes[i].stored);
      g_autoptr (NpModelChanges) changes = change_field (base, id, outcomes[i].new_text);

      g_test_message ("%u: %s, sent %s, stored %s", i, outcomes[i].base, outcomes[i].new_text,
                      outcomes[i].stored);
      g_assert_cmpuint (np_model_changes_get_length (changes), ==, 1);
      g_assert_cmpint (np_model_changes_is_kept (changes, 0, stored), ==, outcomes[i].kept);
      g_assert_cmpuint (np_model_changes_count_kept (changes, stored), ==,
                        outcomes[i].kept ? 1 : 0);
    }
}

/* A number whose key is there twice tells nothing, even if one is the right one. */
static void
test_is_kept_twice (void)
{
  g_autoptr (NpModel) base = np_fixture_model (",\"OrderNumber\":5");
  g_autoptr (NpModel) stored = np_fixture_model (",\"OrderNumber\":5,\"OrderNumber\":7");
  g_autoptr (NpModelChanges) changes = change_field (base, INTEGER, "7");

  g_assert_false (np_model_changes_is_kept (changes, 0, stored));
}

/* No field is forgotten: what was sent as a whole is found again as a whole. */
static void
test_count_kept (void)
{
  g_autoptr (NpModel) base = np_fixture_model ("");
  g_autoptr (NpModelChanges) changes = np_model_changes_new (base, new_texts);
  g_autofree char *members = g_strndup (all_body + 1, strlen (all_body) - 2);
  g_autofree char *more = g_strconcat (",", members, NULL);
  g_autoptr (NpModel) stored = np_fixture_model (more);

  g_assert_cmpuint (np_model_changes_count_kept (changes, stored), ==, NP_N_FIELDS);
  g_assert_cmpuint (np_model_changes_count_kept (changes, base), ==, 0);
}

static void
test_boxed (void)
{
  g_autoptr (NpModel) base = np_fixture_model ("");
  NpModelChanges *changes = change_field (base, STRING, "x");
  NpModelChanges *copy = g_boxed_copy (NP_TYPE_MODEL_CHANGES, changes);

  np_model_changes_unref (changes);
  g_assert_cmpstr (np_model_changes_get_new_text (copy, 0), ==, "x");
  g_boxed_free (NP_TYPE_MODEL_CHANGES, copy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/model-changes/texts-equal", test_texts_equal);
  g_test_add_func ("/core/model-changes/all-fields", test_all_fields);
  g_test_add_func ("/core/model-changes/each-field", test_each_field);
  g_test_add_func ("/core/model-changes/locales", test_locales);
  g_test_add_func ("/core/model-changes/nothing", test_nothing);
  g_test_add_func ("/core/model-changes/unreadable", test_unreadable);
  g_test_add_func ("/core/model-changes/emptied", test_emptied);
  g_test_add_func ("/core/model-changes/refused-texts", test_refused_texts);
  g_test_add_func ("/core/model-changes/too-large", test_too_large);
  g_test_add_func ("/core/model-changes/too-deep", test_too_deep);
  g_test_add_func ("/core/model-changes/is-kept", test_is_kept);
  g_test_add_func ("/core/model-changes/is-kept-twice", test_is_kept_twice);
  g_test_add_func ("/core/model-changes/count-kept", test_count_kept);
  g_test_add_func ("/core/model-changes/boxed", test_boxed);

  return g_test_run ();
}
