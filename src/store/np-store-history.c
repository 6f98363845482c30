/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-history-private.h"

#include <errno.h>
#include <string.h>

#include "np-checksum-private.h"
#include "np-search.h"

/* A search looks at the begin of what is longer. */
#define MAX_WORDS (16 * 1024)

/* What an entry is found by. The texts are read as bytes: to give a text SQLite would copy
 * it, to end it with a zero. */
enum
{
  WORDS_ACCOUNT_ID,
  WORDS_MODEL_ID,
  WORDS_ALL,
  N_WORDS
};

typedef struct
{
  const char *text;
  gsize length;
} Bytes;

static const char put_entry[] = "INSERT INTO history (" NP_STORE_HISTORY_COLUMNS
                                ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const char put_words[] =
    "INSERT INTO history_search (ordinal, account_id, model_id, words, sum)"
    " VALUES (?, ?, ?, ?, ?)";
static const char find_all_words[] =
    "SELECT ordinal, account_id, model_id, words, sum FROM history_search"
    " WHERE ordinal < ? ORDER BY ordinal DESC";
static const char find_entry[] = "SELECT " NP_STORE_HISTORY_COLUMNS
                                 " FROM history WHERE ordinal = ?";
static const char find_sum[] = "SELECT sum FROM history WHERE ordinal = ?";
static const char next_ordinal[] = "SELECT coalesce (max (ordinal), 0) + 1 FROM history";

static gint64
sum_of_text (gint64 sum, const char *text)
{
  sum = np_checksum_number (sum, text != NULL);

  return text != NULL ? np_checksum_text (sum, text) : sum;
}

static gint64
sum_of_entry (NpHistoryEntry *entry, gint64 ordinal, const char *changes)
{
  gint64 sum = np_checksum_number (0, ordinal);

  sum = np_checksum_number (sum, np_history_entry_get_saved_at (entry));
  sum = sum_of_text (sum, np_history_entry_get_account_id (entry));
  sum = sum_of_text (sum, np_history_entry_get_account_name (entry));
  sum = sum_of_text (sum, np_history_entry_get_host (entry));
  sum = sum_of_text (sum, np_history_entry_get_region (entry));
  sum = sum_of_text (sum, np_history_entry_get_model_id (entry));
  sum = sum_of_text (sum, np_history_entry_get_model_name (entry));
  sum = np_checksum_number (sum, np_history_entry_get_result (entry));
  sum = sum_of_text (sum, np_history_entry_get_request_id (entry));
  sum = sum_of_text (sum, np_history_entry_get_code (entry));
  sum = np_checksum_number (sum, np_history_entry_get_is_undo (entry) != FALSE);

  return sum_of_text (sum, changes);
}

static Bytes
bytes_of_text (const char *text)
{
  return (Bytes){ text, strlen (text) };
}

static gint64
sum_of_words (gint64 ordinal, const Bytes *found_by)
{
  gint64 sum = np_checksum_number (0, ordinal);

  for (gsize i = 0; i < N_WORDS; i++)
    sum = np_checksum_bytes (sum, found_by[i].text, found_by[i].length);

  return sum;
}

static const char *
column_nullable (sqlite3_stmt *row, int column)
{
  return (const char *) sqlite3_column_text (row, column);
}

/* Returns NULL for what is not as it was written. */
static NpHistoryEntry *
read_entry (sqlite3_stmt *row)
{
  gint64 result = sqlite3_column_int64 (row, 8);
  const char *changes = np_database_column_text (row, 12);
  g_autoptr (NpHistoryEntry) entry = NULL;

  if (result < 0 || result > NP_SAVED_FAILED)
    return NULL;

  entry =
      np_history_entry_new (sqlite3_column_int64 (row, 1), np_database_column_text (row, 2),
                            np_database_column_text (row, 3), np_database_column_text (row, 4),
                            column_nullable (row, 5), np_database_column_text (row, 6),
                            np_database_column_text (row, 7), result, column_nullable (row, 9),
                            column_nullable (row, 10), sqlite3_column_int64 (row, 11) == 1);
  np_history_entry_set_ordinal (entry, sqlite3_column_int64 (row, 0));
  if (sum_of_entry (entry, np_history_entry_get_ordinal (entry), changes) !=
          sqlite3_column_int64 (row, 13) ||
      !np_history_entry_take_changes_json (entry, changes, NULL))
    return NULL;

  return g_steal_pointer (&entry);
}

/**
 * np_store_history_is_whole:
 * @database: the database
 *
 * Returns: whether the history has all its columns; the entries are looked at when
 *   they are read
 */
gboolean
np_store_history_is_whole (NpDatabase *database)
{
  g_autoptr (sqlite3_stmt) entries =
      np_database_prepare (database, "SELECT " NP_STORE_HISTORY_COLUMNS " FROM history", "");
  g_autoptr (sqlite3_stmt) words = np_database_prepare (
      database, "SELECT ordinal, account_id, model_id, words, sum FROM history_search", "");

  return entries != NULL && words != NULL;
}

static void
take_words (Bytes *found_by, NpHistoryEntry *entry, const char *words)
{
  found_by[WORDS_ACCOUNT_ID] = bytes_of_text (np_history_entry_get_account_id (entry));
  found_by[WORDS_MODEL_ID] = bytes_of_text (np_history_entry_get_model_id (entry));
  found_by[WORDS_ALL] = bytes_of_text (words);
}

static void
put (NpDatabase *database, NpHistoryEntry *entry, gint64 ordinal)
{
  const char *account_id = np_history_entry_get_account_id (entry);
  const char *model_id = np_history_entry_get_model_id (entry);
  g_autofree char *changes = np_history_entry_dup_changes_json (entry);
  g_autofree char *words = np_history_entry_dup_search_text (entry);
  Bytes found_by[N_WORDS];

  if (strlen (changes) > NP_DATABASE_MAX_ROW)
    {
      np_database_note_errno (database, EFBIG);
      return;
    }

  if (strlen (words) > MAX_WORDS)
    *g_utf8_find_prev_char (words, words + MAX_WORDS + 1) = '\0';
  take_words (found_by, entry, words);
  np_database_run (database, put_entry, "iittttttittiti", ordinal,
                   np_history_entry_get_saved_at (entry), account_id,
                   np_history_entry_get_account_name (entry), np_history_entry_get_host (entry),
                   np_history_entry_get_region (entry), model_id,
                   np_history_entry_get_model_name (entry),
                   (gint64) np_history_entry_get_result (entry),
                   np_history_entry_get_request_id (entry), np_history_entry_get_code (entry),
                   (gint64) (np_history_entry_get_is_undo (entry) != FALSE), changes,
                   sum_of_entry (entry, ordinal, changes));
  np_database_run (database, put_words, "ittti", ordinal, account_id, model_id, words,
                   sum_of_words (ordinal, found_by));
}

/* Returns whether there is an entry with that ordinal, and its sum. */
static gboolean
read_sum (NpDatabase *database, gint64 ordinal, gint64 *out_sum)
{
  g_autoptr (sqlite3_stmt) row = np_database_prepare (database, find_sum, "i", ordinal);

  if (!np_database_step (database, row))
    return FALSE;

  *out_sum = sqlite3_column_int64 (row, 0);

  return TRUE;
}

/**
 * np_store_history_take: (skip)
 * @database: the database
 * @row: an entry of another one
 *
 * Takes an entry over if it is as it was written and not there yet. Where another one
 * has its ordinal it becomes the newest.
 *
 * Returns: whether it is as it was written
 */
gboolean
np_store_history_take (NpDatabase *database, sqlite3_stmt *row)
{
  g_autoptr (NpHistoryEntry) entry = read_entry (row);
  gint64 ordinal = 0;
  gint64 sum = 0;

  if (entry == NULL)
    return FALSE;

  ordinal = np_history_entry_get_ordinal (entry);
  if (read_sum (database, ordinal, &sum))
    {
      if (sum == sqlite3_column_int64 (row, 13))
        return TRUE;
      ordinal = np_database_read_number (database, next_ordinal);
    }
  put (database, entry, ordinal);
  database->n_entries++;

  return TRUE;
}

/**
 * np_store_history_add:
 * @database: the database
 * @entry: a save
 *
 * Makes it the newest entry.
 *
 * Returns: its ordinal; 0 if it was not kept
 */
gint64
np_store_history_add (NpDatabase *database, NpHistoryEntry *entry)
{
  gint64 ordinal = 0;

  if (!np_database_begin (database))
    return 0;
  ordinal = np_database_read_number (database, next_ordinal);
  put (database, entry, ordinal);

  return np_database_end (database) ? ordinal : 0;
}

static void
take_entry (sqlite3_stmt *row, GPtrArray *entries, guint *n_damaged)
{
  NpHistoryEntry *entry = read_entry (row);

  if (entry != NULL)
    g_ptr_array_add (entries, entry);
  else
    (*n_damaged)++;
}

static gint64
get_limit (const NpHistoryQuery *query)
{
  return query->before > 0 ? query->before : G_MAXINT64;
}

static void
find_all (NpDatabase *database,
          const NpHistoryQuery *query,
          GCancellable *cancellable,
          GPtrArray *entries,
          guint *n_damaged)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT %s FROM history WHERE %s AND %s AND ordinal < ?3 ORDER BY ordinal DESC",
      NP_STORE_HISTORY_COLUMNS, query->account_id != NULL ? "account_id = ?1" : "?1 IS NULL",
      query->model_id != NULL ? "model_id = ?2" : "?2 IS NULL");
  g_autoptr (sqlite3_stmt) row = np_database_prepare (database, sql, "tti", query->account_id,
                                                      query->model_id, get_limit (query));

  while (entries->len < query->max_entries && !g_cancellable_is_cancelled (cancellable) &&
         np_database_step (database, row))
    take_entry (row, entries, n_damaged);
}

static gboolean
has_all (const char *text, gsize length, char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (np_search_find (text, length, words[i], strlen (words[i])) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
fits (const char *wanted, Bytes found)
{
  return wanted == NULL ||
         (strlen (wanted) == found.length && memcmp (wanted, found.text, found.length) == 0);
}

static gboolean
is_asked_for (const NpHistoryQuery *query, char *const *words, const Bytes *found_by)
{
  return fits (query->account_id, found_by[WORDS_ACCOUNT_ID]) &&
         fits (query->model_id, found_by[WORDS_MODEL_ID]) &&
         has_all (found_by[WORDS_ALL].text, found_by[WORDS_ALL].length, words);
}

static void
load_entry (NpDatabase *database, gint64 ordinal, GPtrArray *entries, guint *n_damaged)
{
  g_autoptr (sqlite3_stmt) row = np_database_prepare (database, find_entry, "i", ordinal);

  if (np_database_step (database, row))
    take_entry (row, entries, n_damaged);
  else
    (*n_damaged)++;
}

/* What an entry is searched by is not as it was written: the entry itself tells. */
static void
ask_entry (NpDatabase *database,
           const NpHistoryQuery *query,
           char *const *words,
           gint64 ordinal,
           GPtrArray *entries,
           guint *n_damaged)
{
  guint n_before = entries->len;
  NpHistoryEntry *entry = NULL;
  g_autofree char *text = NULL;
  Bytes found_by[N_WORDS];

  load_entry (database, ordinal, entries, n_damaged);
  if (entries->len == n_before)
    return;

  entry = g_ptr_array_index (entries, n_before);
  text = np_history_entry_dup_search_text (entry);
  take_words (found_by, entry, text);
  if (!is_asked_for (query, words, found_by))
    g_ptr_array_set_size (entries, (gint) n_before);
}

static void
look_at_words (NpDatabase *database,
               const NpHistoryQuery *query,
               char *const *words,
               sqlite3_stmt *row,
               GPtrArray *entries,
               guint *n_damaged)
{
  gint64 ordinal = sqlite3_column_int64 (row, 0);
  Bytes found_by[N_WORDS];

  for (int i = 0; i < N_WORDS; i++)
    found_by[i] = (Bytes){ sqlite3_column_blob (row, i + 1),
                           sqlite3_column_bytes (row, i + 1) };

  if (sum_of_words (ordinal, found_by) != sqlite3_column_int64 (row, 4))
    ask_entry (database, query, words, ordinal, entries, n_damaged);
  else if (is_asked_for (query, words, found_by))
    load_entry (database, ordinal, entries, n_damaged);
}

/* Chinese has words of one and two characters, which no index of SQLite finds. To
 * read what 100,000 saves are searched by takes less time than a person notices. */
static void
find_words (NpDatabase *database,
            const NpHistoryQuery *query,
            char *const *words,
            GCancellable *cancellable,
            GPtrArray *entries,
            guint *n_damaged)
{
  g_autoptr (sqlite3_stmt)
      row = np_database_prepare (database, find_all_words, "i", get_limit (query));

  while (entries->len < query->max_entries && !g_cancellable_is_cancelled (cancellable) &&
         np_database_step (database, row))
    look_at_words (database, query, words, row, entries, n_damaged);
}

/**
 * np_store_history_search: (skip)
 * @database: the database
 * @query: which entries
 * @cancellable: (nullable): ends it early
 * @out_n_damaged: (out): how many of them are not as they were written
 *
 * Returns: (transfer full) (element-type NpHistoryEntry): the others, newest first
 */
GPtrArray *
np_store_history_search (NpDatabase *database,
                         const NpHistoryQuery *query,
                         GCancellable *cancellable,
                         guint *out_n_damaged)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = np_search_words (query->query != NULL ? query->query : "");

  *out_n_damaged = 0;
  if (words[0] == NULL)
    find_all (database, query, cancellable, entries, out_n_damaged);
  else
    find_words (database, query, words, cancellable, entries, out_n_damaged);

  return entries;
}

/**
 * np_store_history_wipe:
 * @database: the database
 * @account_id: (nullable): the account's id; %NULL for all accounts
 *
 * Removes entries. It is for the caller to empty the log of changes.
 *
 * Returns: whether they are gone
 */
gboolean
np_store_history_wipe (NpDatabase *database, const char *account_id)
{
  return np_database_run (database, "DELETE FROM history WHERE ?1 IS NULL OR account_id = ?1",
                          "t", account_id);
}

/**
 * np_store_history_count:
 * @database: the database
 * @account_id: (nullable): the account's id; %NULL for all accounts
 *
 * Returns: how many entries there are
 */
gint64
np_store_history_count (NpDatabase *database, const char *account_id)
{
  g_autoptr (sqlite3_stmt)
      row = np_database_prepare (database,
                                 account_id != NULL
                                     ? "SELECT count (*) FROM history WHERE account_id = ?1"
                                     : "SELECT count (*) FROM history WHERE ?1 IS NULL",
                                 "t", account_id);

  return np_database_step (database, row) ? sqlite3_column_int64 (row, 0) : 0;
}
