/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-view-index-private.h"

#include <string.h>

/* More values than this nobody chooses from. */
#define MAX_VALUES 200

typedef struct
{
  const char *value; /* owned by the table */
  guint count;
} Count;

/* Which text a filter looks at. */
static NpSummaryText
get_text_of (NpFilterKind kind)
{
  switch (kind)
    {
    case NP_FILTER_DOMAIN:
      return NP_SUMMARY_DOMAIN;
    case NP_FILTER_TASK:
      return NP_SUMMARY_TASK;
    case NP_FILTER_ORIGIN:
      return NP_SUMMARY_ORIGIN;
    case NP_FILTER_MODEL_TYPE:
      return NP_SUMMARY_MODEL_TYPE;
    case NP_FILTER_LABEL:
      return NP_SUMMARY_LABELS;
    case NP_FILTER_NO_DESCRIPTION:
      return NP_SUMMARY_DESCRIPTION;
    case NP_FILTER_ACCESSIBILITY:
    case NP_FILTER_NO_DOCUMENT:
    default:
      return NP_SUMMARY_ACCESSIBILITY;
    }
}

static gboolean
has_line (const char *lines, const char *wanted)
{
  gsize length = strlen (wanted);

  while (lines != NULL)
    {
      const char *end = lines + strcspn (lines, "\n");

      if ((gsize) (end - lines) == length && memcmp (lines, wanted, length) == 0)
        return TRUE;
      lines = *end != '\0' ? end + 1 : NULL;
    }
  return FALSE;
}

/* Whether a model passes a filter that is on. */
gboolean
np_filter_matches (NpModelSummary *model, NpFilterKind kind, const char *value)
{
  const char *text = np_model_summary_get_text (model, get_text_of (kind));

  switch (kind)
    {
    case NP_FILTER_NO_DESCRIPTION:
      return *text == '\0';
    case NP_FILTER_NO_DOCUMENT:
      return !np_model_summary_has_document (model);
    case NP_FILTER_LABEL:
      return has_line (text, value);
    case NP_FILTER_ACCESSIBILITY:
    case NP_FILTER_DOMAIN:
    case NP_FILTER_TASK:
    case NP_FILTER_ORIGIN:
    case NP_FILTER_MODEL_TYPE:
    default:
      return strcmp (text, value) == 0;
    }
}

static void
count (GHashTable *counts, const char *value)
{
  guint *n = g_hash_table_lookup (counts, value);

  if (n == NULL)
    {
      n = g_new0 (guint, 1);
      g_hash_table_insert (counts, g_strdup (value), n);
    }
  (*n)++;
}

static void
count_lines (GHashTable *counts, const char *lines, GString *line)
{
  while (*lines != '\0')
    {
      const char *end = lines + strcspn (lines, "\n");

      g_string_truncate (line, 0);
      g_string_append_len (line, lines, end - lines);
      count (counts, line->str);
      lines = *end != '\0' ? end + 1 : end;
    }
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Count *left = a;
  const Count *right = b;

  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return strcmp (left->value, right->value);
}

static char **
dup_most_frequent (GHashTable *counts)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Count));
  GPtrArray *values = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value = NULL;
  gpointer n = NULL;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &value, &n))
    {
      Count entry = { value, *(guint *) n };

      g_array_append_val (sorted, entry);
    }
  g_array_sort (sorted, compare_counts);
  for (guint i = 0; i < MIN (sorted->len, MAX_VALUES); i++)
    g_ptr_array_add (values, g_strdup (g_array_index (sorted, Count, i).value));
  g_ptr_array_add (values, NULL);
  return (char **) g_ptr_array_free (values, FALSE);
}

static void
count_model (GHashTable *const *counts, NpModelSummary *model, GString *line)
{
  for (guint kind = 0; kind <= NP_FILTER_LABEL; kind++)
    {
      const char *text = np_model_summary_get_text (model, get_text_of ((NpFilterKind) kind));

      if (kind == NP_FILTER_LABEL)
        count_lines (counts[kind], text, line);
      else if (*text != '\0')
        count (counts[kind], text);
    }
}

/* Fills in, for each filter, the values to choose from, the most frequent
 * first: none for a filter that only is on or off. All filters in one go,
 * because reading the models is what takes long. */
void
np_filter_count_values (GPtrArray *models, char **values[NP_N_FILTERS])
{
  GHashTable *counts[NP_N_FILTERS] = { NULL };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint kind = 0; kind < NP_N_FILTERS; kind++)
    counts[kind] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < models->len; i++)
    count_model (counts, models->pdata[i], line);
  for (guint kind = 0; kind < NP_N_FILTERS; kind++)
    {
      values[kind] = dup_most_frequent (counts[kind]);
      g_hash_table_unref (counts[kind]);
    }
}
