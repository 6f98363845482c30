/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-search-private.h"

#include <string.h>

#include "np-model-summary.h"
#include "np-store-lists-private.h"

static const char find_lists[] = "SELECT key FROM lists ORDER BY used DESC";
static const char find_chunks[] =
    "SELECT first, n_models, sum, records FROM chunks WHERE key = ? ORDER BY first";

/* A look through the lists, the one used last first. A model whose name has the words
 * comes before one that has them elsewhere. */
typedef struct
{
  char *const *words;
  guint max_hits;

  /* Owned */
  GHashTable *seen; /* of account and ModelId: a model can be in several lists */
  GPtrArray *named; /* of GVariant */
  GPtrArray *other; /* likewise */
} Search;

static void
search_clear (Search *search)
{
  g_hash_table_unref (search->seen);
  g_ptr_array_unref (search->named);
  g_ptr_array_unref (search->other);
}

static gboolean
has_words (const char *text, char *const *words)
{
  for (; *words != NULL; words++)
    {
      if (strstr (text, *words) == NULL)
        return FALSE;
    }

  return TRUE;
}

/* A search key begins with the folded name. */
static gboolean
has_words_in_name (NpModelSummary *model, char *const *words)
{
  const char *key = np_model_summary_get_search_key (model);
  g_autofree char *name = g_strndup (key, strcspn (key, "\n"));

  return has_words (name, words);
}

static void
look_at (Search *search, char *const *parts, NpModelSummary *model)
{
  const char *model_id = np_model_summary_get_text (model, NP_SUMMARY_MODEL_ID);
  GPtrArray *hits = NULL;

  if (!has_words (np_model_summary_get_search_key (model), search->words) ||
      !g_hash_table_add (search->seen, g_strconcat (parts[0], "/", model_id, NULL)))
    return;
  hits = has_words_in_name (model, search->words) ? search->named : search->other;
  if (hits->len < search->max_hits)
    g_ptr_array_add (hits, g_variant_ref_sink (g_variant_new (
                               "(ssss)", parts[0], parts[1], model_id,
                               np_model_summary_get_text (model, NP_SUMMARY_MODEL_NAME))));
}

static gboolean
is_over (Search *search, GCancellable *cancellable)
{
  return search->named->len >= search->max_hits || g_cancellable_is_cancelled (cancellable);
}

static void
look_through (NpDatabase *database,
              Search *search,
              const char *key,
              char *const *parts,
              GCancellable *cancellable)
{
  g_autoptr (sqlite3_stmt) chunks = np_database_prepare (database, find_chunks, "t", key);

  while (!is_over (search, cancellable) && np_database_step (database, chunks))
    {
      g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);

      np_store_lists_load_chunk (chunks, key, 0, G_MAXUINT, models);
      for (guint i = 0; i < models->len; i++)
        look_at (search, parts, g_ptr_array_index (models, i));
    }
}

/* The account and the workspace of a key, as np_store_dup_key() was given them. */
static char **
split_key (const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", -1);
  gboolean has_workspace = g_strv_length (parts) > 2;
  char **split = g_new0 (char *, 3);

  split[0] = g_uri_unescape_string (parts[0], NULL);
  split[1] = has_workspace ? g_uri_unescape_string (parts[2], NULL) : g_strdup ("");

  return split;
}

static GVariant *
collect (Search *search)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ssss)"));
  for (guint i = 0; i < search->named->len; i++)
    g_variant_builder_add_value (&builder, g_ptr_array_index (search->named, i));
  for (guint i = 0; i < search->other->len && search->named->len + i < search->max_hits; i++)
    g_variant_builder_add_value (&builder, g_ptr_array_index (search->other, i));

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static GPtrArray *
new_hits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
}

/**
 * np_store_search_lists:
 * @database: the database
 * @words: (array zero-terminated=1): folded words
 * @max_hits: how many models to find, at most
 * @cancellable: (nullable): ends it early
 *
 * Looks through all lists for models that have every word. It reads a chunk at a time,
 * so it needs little memory, and no list counts as used by it.
 *
 * Returns: (transfer full) (nullable): an `a(ssss)` of account, workspace, which may be
 *   empty, ModelId and name; %NULL if the database failed
 */
GVariant *
np_store_search_lists (NpDatabase *database,
                       char *const *words,
                       guint max_hits,
                       GCancellable *cancellable)
{
  g_autoptr (sqlite3_stmt) lists = np_database_prepare (database, find_lists, "");
  g_autoptr (GVariant) hits = NULL;
  Search search = { words, max_hits, NULL, NULL, NULL };

  search.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  search.named = new_hits ();
  search.other = new_hits ();
  while (!is_over (&search, cancellable) && np_database_step (database, lists))
    {
      const char *key = np_database_column_text (lists, 0);
      g_auto (GStrv) parts = split_key (key);

      look_through (database, &search, key, parts, cancellable);
    }
  hits = collect (&search);
  search_clear (&search);

  return np_database_is_well (database) ? g_steal_pointer (&hits) : NULL;
}
