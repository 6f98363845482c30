/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-summary.h"

#include <malloc.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define N_CORRUPTIONS 1000
#define N_MEASURED    100000
#define MAX_BYTES     1000

static const char whole[] =
    "{\"ModelId\":\"model-rbvg5wzks92\",\"ModelName\":\"新闻分类-BERT\","
    "\"ModelDescription\":\"Sorts\\nthe News\",\"WorkspaceId\":\"234\","
    "\"UserId\":\"155770209\",\"OwnerId\":\"1\",\"Accessibility\":\"PUBLIC\","
    "\"Origin\":\"ModelScope\",\"Provider\":\"\",\"Domain\":\"NLP\",\"Task\":\"分类\","
    "\"ModelDoc\":\"https://example.com/a.md\",\"ModelType\":\"Checkpoint\","
    "\"GmtCreateTime\":\"2021-01-30T12:51:33.028Z\","
    "\"GmtModifiedTime\":\"2021-01-21T17:12:35Z\",\"OrderNumber\":-7,"
    "\"ParameterSize\":9007199254740993,\"ExtraInfo\":{\"a\":[1]},"
    "\"Labels\":[{\"Key\":\"base\",\"Value\":\"SD 1.5\"},{\"Key\":\"solo\",\"Value\":\"\"}],"
    "\"Tags\":[{\"Key\":\"base\",\"Value\":\"SD 1.5\"},{\"Value\":\"x\",\"Key\":\"tag\"}]}";

static NpModelSummary *
make (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpJson) document = np_json_parse_text (json, &error);

  g_assert_no_error (error);
  return np_model_summary_new_from_json (np_json_get_root (document));
}

static NpModelSummary *
make_with (const char *member)
{
  g_autofree char *json = g_strdup_printf ("{\"ModelId\":\"model-1\",%s}", member);
  NpModelSummary *summary = make (json);

  g_assert_nonnull (summary);
  return summary;
}

static void
assert_text (NpModelSummary *summary, NpSummaryText text, const char *expected)
{
  g_assert_cmpstr (np_model_summary_get_text (summary, text), ==, expected);
}

static void
test_whole (void)
{
  g_autoptr (NpModelSummary) summary = make (whole);
  gint64 number = 0;

  assert_text (summary, NP_SUMMARY_MODEL_ID, "model-rbvg5wzks92");
  assert_text (summary, NP_SUMMARY_MODEL_NAME, "新闻分类-BERT");
  assert_text (summary, NP_SUMMARY_DESCRIPTION, "Sorts\nthe News");
  assert_text (summary, NP_SUMMARY_ACCESSIBILITY, "PUBLIC");
  assert_text (summary, NP_SUMMARY_DOMAIN, "NLP");
  assert_text (summary, NP_SUMMARY_TASK, "分类");
  assert_text (summary, NP_SUMMARY_MODEL_TYPE, "Checkpoint");
  assert_text (summary, NP_SUMMARY_ORIGIN, "ModelScope");
  assert_text (summary, NP_SUMMARY_LABELS, "base=SD 1.5\nsolo\ntag=x");
  assert_text (summary, NP_SUMMARY_USER_ID, "155770209");
  assert_text (summary, NP_SUMMARY_GMT_CREATE_TIME, "2021-01-30T12:51:33.028Z");
  assert_text (summary, NP_SUMMARY_GMT_MODIFIED_TIME, "2021-01-21T17:12:35Z");
  g_assert_true (np_model_summary_get_order_number (summary, &number));
  g_assert_cmpint (number, ==, -7);
  g_assert_true (np_model_summary_get_parameter_size (summary, &number));
  g_assert_cmpint (number, ==, G_GINT64_CONSTANT (9007199254740993));
  g_assert_cmpint (np_model_summary_get_created (summary), ==,
                   G_GINT64_CONSTANT (1612011093028000));
  g_assert_cmpint (np_model_summary_get_modified (summary), ==,
                   G_GINT64_CONSTANT (1611249155000000));
  g_assert_true (np_model_summary_has_document (summary));
  g_assert_cmpstr (np_model_summary_get_search_key (summary), ==,
                   "新闻分类-bert\nmodel-rbvg5wzks92\nnlp\n分类\nbase=sd 1.5 solo tag=x\nsorts "
                   "the news");
}

/* Every member missing, null, and of each wrong type. */
static void
test_wrong_types (void)
{
  static const char *const values[] = {
    "null", "true", "1.5", "[]", "[1]", "{}", "{\"a\":{}}"
  };
  static const char *const keys[] = {
    "ModelName", "ModelDescription", "Accessibility",   "Domain",
    "Task",      "ModelType",        "Origin",          "Labels",
    "Tags",      "GmtCreateTime",    "OrderNumber",     "ParameterSize",
    "ExtraInfo", "ModelDoc",         "GmtModifiedTime", "LatestVersion",
  };
  g_autoptr (NpModelSummary) bare = make ("{\"ModelId\":\"model-1\"}");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_autofree char *member = g_strdup_printf ("\"%s\":%s", keys[i], values[j]);
          g_autoptr (NpModelSummary) summary = make_with (member);

          g_assert_true (np_model_summary_equal (summary, bare));
        }
    }
  g_assert_cmpstr (np_model_summary_get_search_key (bare), ==, "\nmodel-1\n\n\n\n");
  g_assert_cmpint (np_model_summary_get_created (bare), ==, 0);
  g_assert_false (np_model_summary_has_document (bare));
}

static void
test_no_id (void)
{
  static const char *const items[] = {
    "null",
    "1",
    "[]",
    "\"model-1\"",
    "{}",
    "{\"ModelId\":null}",
    "{\"ModelId\":7}",
    "{\"ModelId\":\"\"}",
    "{\"ModelId\":{\"ModelId\":\"model-1\"}}",
  };
  g_autofree char *long_id = g_strnfill (2000, 'x');
  g_autofree char *item = g_strdup_printf ("{\"ModelId\":\"%s\"}", long_id);

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    g_assert_null (make (items[i]));
  g_assert_null (make (item));
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *raw;
    gboolean is_number;
    gint64 number;
  } cases[] = {
    { "0", TRUE, 0 },
    { "9223372036854775807", TRUE, G_MAXINT64 },
    { "-9223372036854775808", TRUE, G_MININT64 },
    { "\"9007199254740993\"", TRUE, G_GINT64_CONSTANT (9007199254740993) },
    { "9223372036854775808", FALSE, 0 },
    { "1e3", FALSE, 0 },
    { "\"\"", FALSE, 0 },
    { "\"many\"", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *member = g_strdup_printf ("\"ParameterSize\":%s,\"OrderNumber\":%s",
                                                 cases[i].raw, cases[i].raw);
      g_autoptr (NpModelSummary) summary = make_with (member);
      gint64 number = 1;

      g_assert_cmpint (np_model_summary_get_parameter_size (summary, &number), ==,
                       cases[i].is_number);
      g_assert_cmpint (number, ==, cases[i].number);
      g_assert_cmpint (np_model_summary_get_order_number (summary, &number), ==,
                       cases[i].is_number);
      g_assert_cmpint (number, ==, cases[i].number);
    }
}

static gint64
parse_time (const char *text)
{
  g_autofree char *member = g_strdup_printf ("\"GmtCreateTime\":\"%s\"", text);
  g_autoptr (NpModelSummary) summary = make_with (member);

  assert_text (summary, NP_SUMMARY_GMT_CREATE_TIME, text);
  return np_model_summary_get_created (summary);
}

static void
test_odd_times (void)
{
  static const char *const bad[] = {
    "",
    "2021",
    "2021-01-30",
    "2021-01-30T12:51:33",
    "2021-01-30 12:51:33Z",
    "2021-01-30T12:51:33.Z",
    "2021-01-30T12:51:33.028",
    "2021-01-30T12:51:33Z ",
    "2021-02-29T12:51:33Z",
    "2021-13-01T12:51:33Z",
    "2021-00-01T12:51:33Z",
    "2021-01-00T12:51:33Z",
    "0000-01-01T12:51:33Z",
    "2021-01-30T24:00:00Z",
    "2021-01-30T12:60:00Z",
    "2021-01-30T12:00:61Z",
    "2021-01-30T12:51:33+08:00",
    "2021-1-30T12:51:33Z",
    "１９９９-01-30T12:51:33Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (parse_time (bad[i]), ==, 0);
  g_assert_cmpint (parse_time ("1970-01-01T00:00:01Z"), ==, G_TIME_SPAN_SECOND);
  g_assert_cmpint (parse_time ("1969-12-31T23:59:59.5Z"), ==, -G_TIME_SPAN_SECOND / 2);
  g_assert_cmpint (parse_time ("1970-01-01T00:00:00.123456789Z"), ==, 123456);
  g_assert_cmpint (parse_time ("2016-12-31T23:59:60Z"), ==,
                   parse_time ("2017-01-01T00:00:00Z"));
}

/* The same as GLib's own reader, for any time there is. */
static void
test_random_times (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *text = g_strdup_printf (
          "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", g_test_rand_int_range (1, 10000),
          g_test_rand_int_range (1, 13), g_test_rand_int_range (1, 32),
          g_test_rand_int_range (0, 24), g_test_rand_int_range (0, 60),
          g_test_rand_int_range (0, 60), g_test_rand_int_range (0, 1000));
      g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, NULL);
      gint64 expected = date != NULL ? g_date_time_to_unix (date) * G_TIME_SPAN_SECOND +
                                           g_date_time_get_microsecond (date)
                                     : 0;

      g_assert_cmpint (parse_time (text), ==, expected);
    }
}

static void
test_labels (void)
{
  g_autoptr (NpModelSummary) summary = make_with (
      "\"Labels\":[7,null,{},{\"Key\":\"\",\"Value\":\"x\"},{\"Value\":\"x\"},"
      "{\"Key\":\"ba\",\"Value\":\"12\"},{\"Key\":\"a\",\"Value\":\"12\"},"
      "{\"Key\":\"a\",\"Value\":\"1\"},{\"Key\":\"n\",\"Value\":5},"
      "{\"Key\":\"two\\nlines\",\"Value\":\"\\r\"}],"
      "\"Tags\":[{\"Key\":\"a\",\"Value\":\"12\"},{\"Key\":\"b\",\"Value\":null}]");

  assert_text (summary, NP_SUMMARY_LABELS, "ba=12\na=12\na=1\nn\ntwo lines= \nb");
}

/* Never half a character, and never half a label. */
static void
test_limits (void)
{
  g_autoptr (GString) json = g_string_new ("\"ModelDescription\":\"a");
  g_autoptr (NpModelSummary) summary = NULL;
  const char *text = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append (json, "文");
  g_string_append (json, "\",\"ModelName\":\"");
  for (guint i = 0; i < 1000; i++)
    g_string_append (json, "\xef\xb7\xba");
  g_string_append (json, "\",\"Labels\":[{\"Key\":\"k\",\"Value\":\"v\"}");
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (json, ",{\"Key\":\"key-%u\",\"Value\":\"0123456789 0123456789\"}",
                            i);
  g_string_append_c (json, ']');
  summary = make_with (json->str);

  text = np_model_summary_get_text (summary, NP_SUMMARY_DESCRIPTION);
  g_assert_cmpuint (strlen (text), ==, 4096);
  text = np_model_summary_get_text (summary, NP_SUMMARY_MODEL_NAME);
  g_assert_cmpuint (strlen (text), ==, 1023);
  text = np_model_summary_get_text (summary, NP_SUMMARY_LABELS);
  g_assert_cmpuint (strlen (text), <=, 4096);
  g_assert_cmpuint (strlen (text), >, 4000);
  g_assert_true (g_str_has_suffix (text, "=0123456789 0123456789"));
  text = np_model_summary_get_search_key (summary);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <=, 1024 + 4096 + 4096 + 3 * 1024 + 5);
}

static GByteArray *
write_record (NpModelSummary *summary)
{
  GByteArray *record = g_byte_array_new ();

  np_model_summary_append_to (summary, record);
  return record;
}

static void
test_record (void)
{
  const char *items[] = { whole, "{\"ModelId\":\"m\"}", "{\"ModelId\":\"m\",\"OrderNumber\":0}",
                          "{\"ModelId\":\"m\",\"ModelDoc\":\"x\",\"ModelName\":\"\"}" };
  g_autoptr (GByteArray) all = g_byte_array_new ();
  gsize at = 0;

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (NpModelSummary) summary = make (items[i]);

      np_model_summary_append_to (summary, all);
    }
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (NpModelSummary) summary = make (items[i]);
      gsize used = 0;
      g_autoptr (NpModelSummary)
          again = np_model_summary_new_from_record (all->data + at, all->len - at, &used);

      g_assert_nonnull (again);
      g_assert_true (np_model_summary_equal (again, summary));
      g_assert_cmpint (np_model_summary_get_created (again), ==,
                       np_model_summary_get_created (summary));
      at += used;
    }
  g_assert_cmpuint (at, ==, all->len);
}

/* The layout is a promise to the databases that are out there. */
static void
test_record_bytes (void)
{
  static const guint8 expected[] = {
    1,   4, 50, 0, 0, 0, /* version, flags, length */
    0,   0, 0,  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,   1, 0, 'm', 2, 0, 'A',
    'b', 0, 0,  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 'k', 0, 0, 0,   0, 0, 0,
  };
  g_autoptr (NpModelSummary)
      summary = make ("{\"ModelId\":\"m\",\"ModelName\":\"Ab\",\"ModelDoc\":\"d\",\"Labels\":[{"
                      "\"Key\":\"k\"}]}");
  g_autoptr (GByteArray) record = write_record (summary);

  g_assert_cmpmem (record->data, record->len, expected, sizeof expected);
}

static void
assert_sound (const guint8 *data, gsize length)
{
  gsize used = 0;
  g_autoptr (NpModelSummary) summary = np_model_summary_new_from_record (data, length, &used);
  g_autoptr (GByteArray) again = NULL;

  if (summary == NULL)
    {
      g_assert_cmpuint (used, ==, 0);
      return;
    }
  g_assert_cmpuint (used, <=, length);
  for (NpSummaryText text = 0; text < NP_N_SUMMARY_TEXTS; text++)
    g_assert_true (g_utf8_validate (np_model_summary_get_text (summary, text), -1, NULL));
  again = write_record (summary);
  g_assert_cmpuint (again->len, ==, used);
}

/* Reads a copy right before a page that nobody may read: one byte too many ends
 * the test, whichever library reads it. */
static void
read_copy (const guint8 *data, gsize length)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  guint8 *pages = mmap (NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                        0);

  g_assert_true (pages != MAP_FAILED);
  g_assert_cmpuint (length, <=, page);
  g_assert_cmpint (mprotect (pages + page, page, PROT_NONE), ==, 0);
  memcpy (pages + page - length, data, length);
  assert_sound (pages + page - length, length);
  munmap (pages, 2 * page);
}

static void
test_record_cut (void)
{
  g_autoptr (NpModelSummary) summary = make (whole);
  g_autoptr (GByteArray) record = write_record (summary);

  for (gsize length = 0; length < record->len; length++)
    {
      g_assert_null (np_model_summary_new_from_record (record->data, length, NULL));
      read_copy (record->data, length);
    }
}

static void
test_record_corrupt (void)
{
  g_autoptr (NpModelSummary) summary = make (whole);

  for (guint i = 0; i < N_CORRUPTIONS; i++)
    {
      g_autoptr (GByteArray) record = write_record (summary);
      gint n = g_test_rand_int_range (1, 6);

      for (gint j = 0; j < n; j++)
        record->data[g_test_rand_int_range (0, (gint) record->len)] =
            (guint8) g_test_rand_int_range (0, 256);
      read_copy (record->data, (gsize) g_test_rand_int_range (1, (gint) record->len + 1));
      read_copy (record->data, record->len);
    }
}

static void
test_record_refused (void)
{
  static const struct
  {
    guint at;
    guint8 value;
  } changes[] = {
    { 0, 0 },     { 0, 2 },    /* another version */
    { 1, 8 },     { 1, 255 },  /* flags of another version */
    { 2, 0 },     { 2, 255 },  /* another length */
    { 5, 1 },     { 23, 255 }, /* a text that ends nowhere */
    { 24, 0xff }, { 24, 0 },   /* no UTF-8 in it */
  };
  g_autoptr (NpModelSummary) summary = make (whole);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GByteArray) record = write_record (summary);

      g_assert_cmpuint (record->data[changes[i].at], !=, changes[i].value);
      record->data[changes[i].at] = changes[i].value;
      g_assert_null (np_model_summary_new_from_record (record->data, record->len, NULL));
    }
}

/* A record that says it is longer than its texts. */
static void
test_record_too_long (void)
{
  g_autoptr (NpModelSummary) summary = make ("{\"ModelId\":\"m\"}");
  g_autoptr (GByteArray) record = write_record (summary);

  g_byte_array_append (record, (const guint8 *) "", 1);
  g_object_unref (np_model_summary_new_from_record (record->data, record->len, NULL));
  record->data[2]++;
  g_assert_null (np_model_summary_new_from_record (record->data, record->len, NULL));
}

static void
test_equal (void)
{
  static const char *const others[] = {
    "\"ModelName\":\"x\"", "\"OrderNumber\":0", "\"ParameterSize\":0",
    "\"ModelDoc\":\"x\"",  "\"UserId\":\"1\"",  "\"GmtCreateTime\":\"1\"",
    "\"Task\":\"x\"",      "\"Domain\":\"x\"",  "\"OrderNumber\":1",
    "\"ParameterSize\":1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (others); j++)
        {
          g_autoptr (NpModelSummary) a = make_with (others[i]);
          g_autoptr (NpModelSummary) b = make_with (others[j]);

          g_assert_cmpint (np_model_summary_equal (a, b), ==, i == j);
        }
    }
}

static NpModelSummary *
make_typical (guint i)
{
  g_autofree char *json = g_strdup_printf (
      "{\"ModelId\":\"model-rbvg5wz%06uks92\",\"ModelName\":\"Qwen2.5-7B-Instruct-%u\","
      "\"ModelDescription\":\"A language model with seven billion parameters, trained to "
      "follow instructions. It answers in Chinese and in English and was made for chat and "
      "tools.\",\"UserId\":\"1557702098194904\",\"Accessibility\":\"PRIVATE\","
      "\"Origin\":\"ModelScope\",\"Domain\":\"nlp\",\"Task\":\"text-generation\","
      "\"ModelDoc\":\"https://example.com/a.md\",\"ModelType\":\"Checkpoint\","
      "\"GmtCreateTime\":\"2024-01-30T12:51:33.028Z\","
      "\"GmtModifiedTime\":\"2024-11-21T17:12:35.100Z\",\"OrderNumber\":%u,"
      "\"ParameterSize\":7000,\"Labels\":[{\"Key\":\"base_model\",\"Value\":\"Qwen2.5-7B\"},"
      "{\"Key\":\"team\",\"Value\":\"search\"}]}",
      i, i, i);

  return make (json);
}

static gsize
get_heap (void)
{
#ifdef __GLIBC__
  return mallinfo2 ().uordblks;
#else
  return 0;
#endif
}

/* A list of 100,000 stands in memory as a whole. */
static void
test_memory (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_full (N_MEASURED, g_object_unref);
  gsize before = get_heap ();
  double each = 0;

  for (guint i = 0; i < N_MEASURED; i++)
    g_ptr_array_add (all, make_typical (i));
  each = (double) (get_heap () - before) / N_MEASURED;
  g_test_message ("%.0f bytes a model", each);
  g_assert_cmpfloat (each, <=, MAX_BYTES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-summary/whole", test_whole);
  g_test_add_func ("/model-summary/wrong-types", test_wrong_types);
  g_test_add_func ("/model-summary/no-id", test_no_id);
  g_test_add_func ("/model-summary/numbers", test_numbers);
  g_test_add_func ("/model-summary/odd-times", test_odd_times);
  g_test_add_func ("/model-summary/random-times", test_random_times);
  g_test_add_func ("/model-summary/labels", test_labels);
  g_test_add_func ("/model-summary/limits", test_limits);
  g_test_add_func ("/model-summary/record", test_record);
  g_test_add_func ("/model-summary/record-bytes", test_record_bytes);
  g_test_add_func ("/model-summary/record-cut", test_record_cut);
  g_test_add_func ("/model-summary/record-corrupt", test_record_corrupt);
  g_test_add_func ("/model-summary/record-refused", test_record_refused);
  g_test_add_func ("/model-summary/record-too-long", test_record_too_long);
  g_test_add_func ("/model-summary/equal", test_equal);
  g_test_add_func ("/model-summary/memory", test_memory);
  return g_test_run ();
}
