/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Every document in tests/data/json, against its name and verdicts.txt. */

#include "config.h"

#include "np-json.h"

#include <gio/gio.h>
#include <string.h>

/* So that none is lost. */
#define N_DOCUMENTS 386

typedef struct
{
  char *code;     /* "accept" or the kind of the error */
  char *position; /* line:column */
} Verdict;

static const char *const code_names[] = {
  [NP_JSON_ERROR_SYNTAX] = "syntax",     [NP_JSON_ERROR_ENCODING] = "encoding",
  [NP_JSON_ERROR_TOO_DEEP] = "too-deep", [NP_JSON_ERROR_TOO_LARGE] = "too-large",
  [NP_JSON_ERROR_TRAILING] = "trailing", [NP_JSON_ERROR_EMPTY] = "empty",
};

static void
free_verdict (gpointer data)
{
  Verdict *verdict = data;

  g_free (verdict->code);
  g_free (verdict->position);
  g_free (verdict);
}

static GHashTable *
load_verdicts (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "json", "verdicts.txt",
                                                 NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  GHashTable *verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_verdict);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      Verdict *verdict;

      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      g_assert_cmpuint (g_strv_length (cells), >=, 3);
      /* What the RFC leaves open needs a reason. */
      g_assert_true (cells[0][0] != 'i' || cells[3] != NULL);
      verdict = g_new0 (Verdict, 1);
      verdict->code = g_strdup (cells[1]);
      verdict->position = g_strdup (cells[2]);
      g_assert_true (g_hash_table_insert (verdicts, g_strdup (cells[0]), verdict));
    }
  return verdicts;
}

static GBytes *
load_document (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "json", name, NULL);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

/* Calls HANDLE for each document. Returns how many there are. */
static guint
for_each_document (void (*handle) (const char *name, GBytes *bytes, gpointer data),
                   gpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "json", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      {
        g_autoptr (GBytes) bytes = load_document (name);

        handle (name, bytes, data);
        n++;
      }
  return n;
}

static void
assert_same_after (NpJson *json, void (*write) (const NpJsonValue *, GString *))
{
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GString) written = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (NpJson) copy = NULL;
  g_autoptr (GError) error = NULL;

  np_json_value_append_compact (np_json_get_root (json), expected);
  write (np_json_get_root (json), written);
  copy = np_json_parse_text (written->str, &error);
  g_assert_no_error (error);
  np_json_value_append_compact (np_json_get_root (copy), again);
  g_assert_cmpstr (again->str, ==, expected->str);
  g_assert_cmpstr (np_json_get_duplicate_key (copy), ==, np_json_get_duplicate_key (json));
}

static void
check_accepted (NpJson *json, const char *name)
{
  JsonNode *node = np_json_get_node (json);

  assert_same_after (json, np_json_value_append_compact);
  assert_same_after (json, np_json_value_append_pretty);
  g_assert_cmpint (np_json_get_duplicate_key (json) != NULL, ==,
                   strstr (name, "duplicate-key") != NULL);
  g_assert_nonnull (node);
  switch (np_json_value_get_kind (np_json_get_root (json)))
    {
    case NP_JSON_KIND_OBJECT:
      g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
      break;
    case NP_JSON_KIND_ARRAY:
      g_assert_true (JSON_NODE_HOLDS_ARRAY (node));
      g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==,
                        np_json_value_get_length (np_json_get_root (json)));
      break;
    case NP_JSON_KIND_NULL:
      g_assert_true (JSON_NODE_HOLDS_NULL (node));
      break;
    default:
      g_assert_true (JSON_NODE_HOLDS_VALUE (node));
    }
}

static void
check_refused (const GError *error, const Verdict *verdict)
{
  g_autofree char *position = g_strdup_printf ("%u:%u", np_json_error_get_line (error),
                                               np_json_error_get_column (error));

  g_assert_true (error->domain == NP_JSON_ERROR);
  g_assert_cmpstr (code_names[error->code], ==, verdict->code);
  g_assert_cmpstr (position, ==, verdict->position);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
check_verdict (const char *name, GBytes *bytes, gpointer data)
{
  const Verdict *verdict = g_hash_table_lookup (data, name);
  gboolean should_accept = name[0] == 'y';
  g_autoptr (GError) error = NULL;
  g_autoptr (NpJson) json = np_json_parse (bytes, &error);

  g_test_message ("%s: %s", name, json != NULL ? "accepted" : error->message);
  g_assert_true ((verdict == NULL) == (name[0] == 'y'));
  if (verdict != NULL)
    should_accept = strcmp (verdict->code, "accept") == 0;
  g_assert_false (name[0] == 'n' && should_accept);

  if (should_accept)
    {
      g_assert_no_error (error);
      check_accepted (json, name);
    }
  else
    {
      g_assert_null (json);
      check_refused (error, verdict);
    }
}

static void
test_verdicts (void)
{
  g_autoptr (GHashTable) verdicts = load_verdicts ();
  guint n = for_each_document (check_verdict, verdicts);

  g_test_message ("%u documents", n);
  g_assert_cmpuint (n, ==, N_DOCUMENTS);
}

/* The only documents that a cut leaves valid: a number loses digits, or white
 * space goes from the end. */
static gboolean
may_be_cut (NpJson *json, NpJson *cut)
{
  const NpJsonValue *root = np_json_get_root (json);
  g_autofree char *raw = np_json_value_dup_raw (root);
  g_autofree char *cut_raw = np_json_value_dup_raw (np_json_get_root (cut));

  if (np_json_value_get_kind (root) == NP_JSON_KIND_NUMBER)
    return g_str_has_prefix (raw, cut_raw);
  return strcmp (raw, cut_raw) == 0;
}

static void
cut_everywhere (const char *name, GBytes *bytes, gpointer data)
{
  g_autoptr (NpJson) json = np_json_parse (bytes, NULL);
  gsize size = g_bytes_get_size (bytes);

  if (json == NULL)
    return;
  for (gsize length = 0; length < size; length++)
    {
      /* A copy of its own size, so that a sanitizer sees a read past the end. */
      g_autoptr (GBytes) part = g_bytes_new (g_bytes_get_data (bytes, NULL), length);
      g_autoptr (GError) error = NULL;
      g_autoptr (NpJson) cut = np_json_parse (part, &error);

      if (cut != NULL)
        {
          g_assert_true (may_be_cut (json, cut));
          continue;
        }
      g_assert_cmpuint (np_json_error_get_line (error), >=, 1);
      g_assert_cmpuint (np_json_error_get_column (error), >=, 1);
    }
}

static void
test_cut (void)
{
  for_each_document (cut_everywhere, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/corpus/verdicts", test_verdicts);
  g_test_add_func ("/json/corpus/cut", test_cut);

  return g_test_run ();
}
