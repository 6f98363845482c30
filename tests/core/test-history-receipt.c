/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-history-entry.h"

#include "np-awkward-strings.h"
#include "np-text-visible.h"

#include <string.h>

#define SAVED_AT (G_GINT64_CONSTANT (1796472000) * G_USEC_PER_SEC) /* 2026-12-05T12:00:00Z */

static NpHistoryEntry *
make_entry (const char *text)
{
  return np_history_entry_new (SAVED_AT, "account-1", text, text, text, text, text,
                               NP_SAVED_PARTLY, text, text, FALSE);
}

static void
test_sample (void)
{
  g_autoptr (NpHistoryEntry) entry = np_history_entry_new (
      SAVED_AT, "account-1", "Wei", "aiworkspace.cn-shanghai.aliyuncs.com", "cn-shanghai",
      "model-1", "BERT", NP_SAVED_STORED_DIFFERENTLY, "REQ-1", NULL, FALSE);
  g_autofree char *receipt = NULL;

  np_history_entry_take_change (entry, NP_FIELD_MODEL_NAME, "BERT", "BERT 2 ", "BERT 2",
                                NP_FATE_STORED_AS);
  np_history_entry_take_change (entry, NP_FIELD_MODEL_DESCRIPTION, "", "one\r\ntwo\n", NULL,
                                NP_FATE_KEPT);
  np_history_entry_take_change (entry, NP_FIELD_ORIGIN, "a|b", "`c`", "a|b", NP_FATE_NOT_KEPT);
  np_history_entry_take_change (entry, NP_FIELD_TASK, "x", "y", NULL, NP_FATE_NOT_KNOWN);
  receipt = np_history_entry_dup_receipt (entry);
  g_assert_cmpstr (receipt, ==,
                   "# Receipt for a change\n"
                   "\n"
                   "- Model: `BERT`\n"
                   "- Model ID: `model-1`\n"
                   "- Time: `2026-12-05T12:00:00Z`\n"
                   "- Account: `Wei`\n"
                   "- Region: `cn-shanghai`\n"
                   "- Endpoint: `aiworkspace.cn-shanghai.aliyuncs.com`\n"
                   "- RequestId: `REQ-1`\n"
                   "- Result: Saved; the service stored a value in another form\n"
                   "\n"
                   "| Field | Before | After | Result | The service has |\n"
                   "| --- | --- | --- | --- | --- |\n"
                   "| Model name | `BERT` | `BERT·2·` | stored in another form | `BERT 2` |\n"
                   "| Description | *empty* | *see below* | kept | – |\n"
                   "| Origin | *see below* | *see below* | not kept | *see below* |\n"
                   "| Task | `x` | `y` | not known | – |\n"
                   "\n"
                   "## Description: after\n"
                   "\n"
                   "```text\n"
                   "one\n"
                   "two\n"
                   "\n"
                   "```\n"
                   "\n"
                   "## Origin: before\n"
                   "\n"
                   "```text\n"
                   "a|b\n"
                   "```\n"
                   "\n"
                   "## Origin: after\n"
                   "\n"
                   "```text\n"
                   "`c`\n"
                   "```\n"
                   "\n"
                   "## Origin: the service has\n"
                   "\n"
                   "```text\n"
                   "a|b\n"
                   "```\n");
}

static void
test_undo (void)
{
  g_autoptr (NpHistoryEntry)
      entry = np_history_entry_new (SAVED_AT, "account-1", "Wei", "host", NULL, "model-1",
                                    "BERT", NP_SAVED_FAILED, NULL, "Throttling", TRUE);
  g_autofree char *receipt = np_history_entry_dup_receipt (entry);

  g_assert_true (g_str_has_prefix (receipt, "# Receipt for an undo of a change\n"));
  g_assert_null (strstr (receipt, "Region"));
  g_assert_null (strstr (receipt, "RequestId"));
  g_assert_nonnull (strstr (receipt, "- Error code: `Throttling`\n"));
}

/* Each result and each fate has words of its own. */
static void
test_words (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (NpSavedResult result = NP_SAVED_CONFIRMED; result <= NP_SAVED_FAILED; result++)
    {
      g_autoptr (NpHistoryEntry) entry = np_history_entry_new (
          SAVED_AT, "account-1", "Wei", "host", NULL, "m", "n", result, NULL, NULL, FALSE);

      g_assert_true (g_hash_table_add (seen, np_history_entry_dup_receipt (entry)));
    }
  for (NpChangeFate fate = NP_FATE_KEPT; fate <= NP_FATE_NOT_KNOWN; fate++)
    {
      g_autoptr (NpHistoryEntry) entry = make_entry ("x");

      np_history_entry_take_change (entry, NP_FIELD_TASK, "a", "b", NULL, fate);
      g_assert_true (g_hash_table_add (seen, np_history_entry_dup_receipt (entry)));
    }
}

/* What a reader of Markdown makes of the lines. Nothing here knows how a receipt is
 * written. */
typedef struct
{
  guint n_headings;
  guint n_items;
  guint n_rows;
  guint n_fences;
  GPtrArray *fenced; /* of char *: the text of each fence */
} Reading;

static gsize
count_run (const char *p, char c)
{
  gsize n = 0;

  while (p[n] == c)
    n++;
  return n;
}

/* Outside of spans of code only words of our own may stand. Returns the spans that
 * the line has. */
static guint
check_inline (const char *line)
{
  guint n_spans = 0;

  for (const char *p = line; *p != '\0';)
    {
      gsize n = count_run (p, '`');
      const char *close = p + n;

      if (n == 0)
        {
          g_assert_null (strchr ("<>&[]\\_~$@!{}", *p));
          p++;
          continue;
        }
      while (*close != '\0' && count_run (close, '`') != n)
        close += MAX (count_run (close, '`'), 1);
      g_assert_cmpint (*close, ==, '`');
      p = close + n;
      n_spans++;
    }
  return n_spans;
}

static void
check_row (Reading *reading, const char *line)
{
  guint n_bars = 0;

  for (const char *p = line; *p != '\0'; p++)
    n_bars += *p == '|' ? 1 : 0;
  g_assert_cmpuint (n_bars, ==, 6);
  check_inline (line);
  reading->n_rows++;
}

static void
check_line (Reading *reading, const char *line)
{
  if (g_str_has_prefix (line, "# ") || g_str_has_prefix (line, "## "))
    {
      g_assert_cmpuint (check_inline (line), ==, 0);
      reading->n_headings++;
    }
  else if (g_str_has_prefix (line, "- "))
    {
      g_assert_cmpuint (check_inline (line), <=, 1);
      reading->n_items++;
    }
  else if (*line == '|')
    check_row (reading, line);
  else
    g_assert_cmpstr (line, ==, "");
}

static void
read_receipt (Reading *reading, const char *receipt)
{
  g_auto (GStrv) lines = g_strsplit (receipt, "\n", -1);
  GString *fenced = NULL;
  gsize n_marks = 0;

  memset (reading, 0, sizeof *reading);
  reading->fenced = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize n = count_run (lines[i], '`');

      if (fenced == NULL && n >= 3)
        {
          g_assert_cmpstr (lines[i] + n, ==, "text");
          fenced = g_string_new (NULL);
          n_marks = n;
          reading->n_fences++;
        }
      else if (fenced == NULL)
        check_line (reading, lines[i]);
      else if (n >= n_marks && strspn (lines[i] + n, " \t") == strlen (lines[i] + n))
        g_ptr_array_add (reading->fenced, g_string_free (g_steal_pointer (&fenced), FALSE));
      else
        g_string_append_printf (fenced, "%s\n", lines[i]);
    }
  g_assert_null (fenced);
}

/* Every text in every place. */
static void
test_awkward (void)
{
  gsize n_strings = 0;
  const char *const *strings = np_awkward_strings_get (&n_strings);

  for (gsize i = 0; i < n_strings; i++)
    {
      const char *text = strings[i];
      g_autoptr (NpHistoryEntry) entry = make_entry (text);
      g_autofree char *receipt = NULL;
      Reading reading;

      np_history_entry_take_change (entry, NP_FIELD_MODEL_NAME, text, "b", NULL, NP_FATE_KEPT);
      np_history_entry_take_change (entry, NP_FIELD_TASK, "a", text, text, NP_FATE_NOT_KEPT);
      receipt = np_history_entry_dup_receipt (entry);
      g_assert_true (g_utf8_validate (receipt, -1, NULL));
      g_assert_false (np_text_has_invisible (receipt));
      read_receipt (&reading, receipt);
      g_assert_cmpuint (reading.n_items, ==, *text != '\0' ? 9 : 2);
      g_assert_cmpuint (reading.n_rows, ==, 4);
      g_assert_true (reading.n_fences == 0 || reading.n_fences == 3);
      g_assert_cmpuint (reading.n_headings, ==, 1 + reading.n_fences);
      g_assert_cmpuint (reading.fenced->len, ==, reading.n_fences);
      g_ptr_array_unref (reading.fenced);
    }
}

/* What does not fit into the table is there in whole. */
static void
test_fenced (void)
{
  gsize n_strings = 0;
  const char *const *strings = np_awkward_strings_get (&n_strings);

  for (gsize i = 0; i < n_strings; i++)
    {
      g_autofree char *text = g_strconcat (strings[i], "\n", strings[i], NULL);
      g_autofree char *expected = g_strconcat (text, "\n", NULL);
      g_autoptr (NpHistoryEntry) entry = make_entry ("x");
      g_autofree char *receipt = NULL;
      Reading reading;

      if (np_text_has_invisible (text) || strchr (text, '\r') != NULL)
        continue;
      np_history_entry_take_change (entry, NP_FIELD_TASK, text, "b", NULL, NP_FATE_KEPT);
      receipt = np_history_entry_dup_receipt (entry);
      read_receipt (&reading, receipt);
      g_assert_cmpuint (reading.fenced->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (reading.fenced, 0), ==, expected);
      g_ptr_array_unref (reading.fenced);
    }
}

/* The zone is that of the computer. */
static void
test_time (void)
{
  g_autoptr (NpHistoryEntry) entry = make_entry ("x");
  g_autofree char *receipt = NULL;

  g_setenv ("TZ", "Asia/Shanghai", TRUE);
  receipt = np_history_entry_dup_receipt (entry);
  g_setenv ("TZ", "UTC", TRUE);
  g_assert_nonnull (strstr (receipt, "`2026-12-05T20:00:00+08`"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/history-receipt/sample", test_sample);
  g_test_add_func ("/core/history-receipt/undo", test_undo);
  g_test_add_func ("/core/history-receipt/words", test_words);
  g_test_add_func ("/core/history-receipt/awkward", test_awkward);
  g_test_add_func ("/core/history-receipt/fenced", test_fenced);
  g_test_add_func ("/core/history-receipt/time", test_time);

  return g_test_run ();
}
