/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <locale.h>
#include <string.h>
#include <time.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "loop-watch.h"
#include "np-store-history-private.h"
#include "np-store.h"
#include "sample-models.h"

/* The store: how long a draft takes until it is on the disk, and how long the main loop
 * is kept from its turn by that, alone and while a list of 100,000 models is written;
 * and how long a history of 100,000 saves takes to open and to search. Beside them
 * stands SQLite alone with the same rows. It prints figures, and never fails by the
 * clock. */

#define KEY       "account-1/pai.example//"
#define N_DRAFTS  200
#define N_MODELS  100000
#define N_ENTRIES 100000
#define PAGE      200
#define N_ROUNDS  5

typedef struct
{
  GArray *times; /* until it is on the disk */
  GArray *calls; /* in the caller's thread */
  LoopWatch watch;
} Latency;

static char *folder;

static char *
build_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *slot;
}

static void
close_store (NpStore *store)
{
  GAsyncResult *slot = NULL;

  np_store_close_async (store, NULL, result_cb, &slot);
  g_object_unref (wait_for (&slot));
  g_assert_null (np_store_get_notice (store));
  g_object_unref (store);
}

/* ------------------------------------------------------------------- drafts */

/* Like that of a person who writes a description of some length. */
static NpDraft *
make_draft (guint number, gsize length)
{
  g_autofree char *filling = g_strnfill (length, 'x');
  g_autofree char *json = g_strdup_printf ("{\"ModelId\":\"m%u\",\"ModelName\":\"n\","
                                           "\"ModelDescription\":\"%s\"}",
                                           number % 10, filling);
  g_autofree char *text = g_strdup_printf ("%u %s", number, filling);
  g_autofree char *model_id = g_strdup_printf ("m%u", number % 10);
  g_autoptr (GBytes) base = g_bytes_new (json, strlen (json));
  const char *texts[NP_N_FIELDS] = { [NP_FIELD_MODEL_DESCRIPTION] = text };

  return np_draft_new (model_id, base, texts, number);
}

static void
save_draft (NpStore *store, Latency *latency, NpDraft *draft)
{
  gint64 begin = g_get_monotonic_time ();
  GAsyncResult *slot = NULL;
  gint64 spent = 0;

  np_store_save_draft_async (store, KEY, draft, NULL, result_cb, &slot);
  spent = g_get_monotonic_time () - begin;
  g_array_append_val (latency->calls, spent);
  wait_for (&slot);
  spent = g_get_monotonic_time () - begin;
  g_array_append_val (latency->times, spent);
  g_assert_true (np_store_save_draft_finish (store, slot, NULL));
  g_object_unref (slot);
}

static void
print_latency (const char *name, Latency *latency)
{
  g_print ("%-44s %8.2f %8.2f %8.2f %8.3f %8.2f %8.2f\n", name,
           get_percentile_ms (latency->times, 0.5), get_percentile_ms (latency->times, 0.99),
           get_percentile_ms (latency->times, 1), get_percentile_ms (latency->calls, 1),
           (double) latency->watch.worst_us / G_TIME_SPAN_MILLISECOND,
           (double) latency->watch.worst_cpu_us / G_TIME_SPAN_MILLISECOND);
}

/* Returns the median. */
static double
measure_drafts (NpStore *store, const char *name, guint n, gsize length, GPtrArray *models)
{
  Latency latency = { .times = g_array_new (FALSE, FALSE, sizeof (gint64)),
                      .calls = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();
  double median = 0;

  g_ptr_array_set_free_func (drafts, (GDestroyNotify) np_draft_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (drafts, make_draft (i, length));
  loop_watch_start (&latency.watch);
  for (guint i = 0; i < n; i++)
    {
      if (models != NULL && i % 20 == 0)
        np_store_save_list (store, i % 40 == 0 ? "account-1/a" : "account-1/b", models, i);
      save_draft (store, &latency, g_ptr_array_index (drafts, i));
    }
  loop_watch_stop (&latency.watch);
  print_latency (name, &latency);
  median = get_percentile_ms (latency.times, 0.5);
  g_array_unref (latency.times);
  g_array_unref (latency.calls);

  return median;
}

static sqlite3 *
open_bare (const char *name, const char *sql)
{
  g_autofree char *path = build_path (name);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);

  return handle;
}

/* The same bytes, each in a transaction, with nothing around it. */
static double
measure_bare_inserts (gsize length)
{
  sqlite3 *handle = open_bare ("bare.db", "PRAGMA journal_mode = WAL;"
                                          "PRAGMA synchronous = FULL;"
                                          "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)");
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *filling = g_strnfill (length, 'x');

  for (guint i = 0; i < N_DRAFTS; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      sqlite3_stmt *statement = NULL;
      gint64 spent = 0;

      sqlite3_prepare_v2 (handle, "INSERT OR REPLACE INTO t VALUES (?, ?, ?)", -1, &statement,
                          NULL);
      sqlite3_bind_int (statement, 1, i % 10);
      sqlite3_bind_text (statement, 2, filling, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 3, filling, -1, SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
      sqlite3_finalize (statement);
      spent = g_get_monotonic_time () - begin;
      g_array_append_val (times, spent);
    }
  sqlite3_close (handle);

  return get_percentile_ms (times, 0.5);
}

static void
measure_all_drafts (void)
{
  g_autofree char *path = build_path ("drafts.db");
  g_autoptr (GPtrArray) models = np_sample_models_new (N_MODELS);
  NpStore *store = np_store_new (path);
  double bare = measure_bare_inserts (4000);
  double median = 0;

  g_print ("%-44s %8s %8s %8s %8s %8s %8s\n", "drafts, ms until on the disk", "median", "p99",
           "worst", "call", "stall", "of it CPU");
  median = measure_drafts (store, "  of 4 kB", N_DRAFTS, 4000, NULL);
  measure_drafts (store, "  of 1 MB", 40, 1000000, NULL);
  measure_drafts (store, "  while 100,000 models are written", N_DRAFTS, 4000, models);
  g_print (
      "SQLite alone, same bytes and sync: median %.2f ms; the store needs %.2f times that\n",
      bare, median / bare);
  close_store (store);
}

/* ------------------------------------------------------------------ history */

static NpHistoryEntry *
make_entry (guint i)
{
  static const char *const words[] = { "对话", "翻译", "图像", "分类", "检索", "语音" };
  g_autofree char *account_id = g_strdup_printf ("account-%u", i % 3);
  g_autofree char *model_id = g_strdup_printf ("model-%08x", (i % 5000) * 2654435761u);
  g_autofree char *name = g_strdup_printf ("qwen2.5-%s-%u", words[i % 6], i % 5000);
  g_autofree char *request_id = g_strdup_printf ("%08X-0D1E-2F3A-4B5C-%012u", i * 40503u, i);
  g_autofree char *old_text = g_strdup_printf ("A model for %u tasks, 第 %u 版，用于%s。",
                                               i % 97, i, words[i % 6]);
  g_autofree char *new_text = g_strdup_printf ("%s And one more: %s 重新训练。", old_text,
                                               words[(i + 1) % 6]);
  NpHistoryEntry *entry = np_history_entry_new ((gint64) i * G_TIME_SPAN_SECOND, account_id,
                                                "Team account", "pai.example", "cn-shanghai",
                                                model_id, name, NP_SAVED_CONFIRMED, request_id,
                                                NULL, FALSE);

  np_history_entry_take_change (entry, NP_FIELD_MODEL_DESCRIPTION, old_text, new_text, NULL,
                                NP_FATE_KEPT);

  return entry;
}

/* One in 100,000 has this word. */
#define RARE "囍"

static void
fill_history (const char *path)
{
  g_autoptr (NpDatabase) database = np_database_open (path);

  np_database_exec (database, "PRAGMA synchronous = OFF");
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      g_autoptr (NpHistoryEntry) entry = make_entry (i);

      if (i == N_ENTRIES / 3)
        np_history_entry_take_change (entry, NP_FIELD_TASK, "", RARE, NULL, NP_FATE_KEPT);
      g_assert_cmpint (np_store_history_add (database, entry), >, 0);
    }
}

static guint
search (NpStore *store, const char *account_id, const char *model_id, const char *query)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GPtrArray) found = NULL;

  np_store_search_history_async (store, account_id, model_id, query, 0, PAGE, NULL, result_cb,
                                 &slot);
  found = np_store_search_history_finish (store, wait_for (&slot), NULL, NULL);
  g_object_unref (slot);
  g_assert_nonnull (found);

  return found->len;
}

static gint64
get_process_cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);

  return time.tv_sec * G_TIME_SPAN_SECOND + time.tv_nsec / 1000;
}

static void
measure_search (NpStore *store,
                const char *name,
                const char *account_id,
                const char *model_id,
                const char *query)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) cpu_times = g_array_new (FALSE, FALSE, sizeof (gint64));
  LoopWatch watch;
  guint n_found = 0;

  loop_watch_start (&watch);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      gint64 begin_cpu = get_process_cpu_us ();
      gint64 spent = 0;

      n_found = search (store, account_id, model_id, query);
      spent = g_get_monotonic_time () - begin;
      g_array_append_val (times, spent);
      spent = get_process_cpu_us () - begin_cpu;
      g_array_append_val (cpu_times, spent);
    }
  loop_watch_stop (&watch);
  g_print ("  %-42s %8.1f %8.1f %8.1f %8.1f %8.1f %8u\n", name, get_percentile_ms (times, 0),
           get_percentile_ms (times, 0.5), get_percentile_ms (times, 1),
           get_percentile_ms (cpu_times, 0.5),
           (double) watch.worst_us / G_TIME_SPAN_MILLISECOND, n_found);
}

/* What SQLite needs to look through the same texts by itself. */
static void
measure_bare_search (const char *word)
{
  sqlite3 *handle = open_bare ("history.db", "PRAGMA cache_size = -2000");
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      sqlite3_stmt *row = NULL;

      sqlite3_prepare_v2 (handle,
                          "SELECT ordinal FROM history_search WHERE instr (words, ?) > 0"
                          " ORDER BY ordinal DESC LIMIT 200",
                          -1, &row, NULL);
      sqlite3_bind_text (row, 1, word, -1, SQLITE_STATIC);
      while (sqlite3_step (row) == SQLITE_ROW)
        continue;
      sqlite3_finalize (row);
      best = MIN (best, g_get_monotonic_time () - begin);
    }
  sqlite3_close (handle);
  g_print ("SQLite alone, instr () for %s: best %.1f ms\n", word,
           (double) best / G_TIME_SPAN_MILLISECOND);
}

static void
measure_opening (const char *path)
{
  GStatBuf status;
  gint64 begin = 0;
  NpStore *store = NULL;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  begin = g_get_monotonic_time ();
  store = np_store_new (path);
  search (store, NULL, NULL, NULL);
  g_print ("history of %d saves, %.1f MB: opened, with its first %d, in %.1f ms\n", N_ENTRIES,
           (double) status.st_size / 1000000, PAGE,
           (double) (g_get_monotonic_time () - begin) / G_TIME_SPAN_MILLISECOND);
  close_store (store);
}

static void
measure_history (void)
{
  g_autofree char *path = build_path ("history.db");
  NpStore *store = NULL;

  fill_history (path);
  measure_opening (path);
  store = np_store_new (path);
  g_print ("  %-42s %8s %8s %8s %8s %8s %8s\n", "a page of 200, ms (goal 100)", "best",
           "median", "worst", "of CPU", "stall", "found");
  measure_search (store, "all", NULL, NULL, NULL);
  measure_search (store, "of an account", "account-1", NULL, NULL);
  measure_search (store, "of a model", NULL, "model-00000000", NULL);
  measure_search (store, "“像”, in a third", NULL, NULL, "像");
  measure_search (store, "“囍”, in one", NULL, NULL, RARE);
  measure_search (store, "“喜字”, in none", NULL, NULL, "喜字");
  measure_search (store, "“q”, in all", NULL, NULL, "q");
  measure_search (store, "“zq”, in none", NULL, NULL, "zq");
  measure_search (store, "“retrained description”, in none", NULL, NULL,
                  "retrained description");
  measure_search (store, "“重新训练 图像 99 版”", NULL, NULL, "重新训练 图像 99 版");
  measure_search (store, "“囍” of an account", "account-2", NULL, RARE);
  close_store (store);
  measure_bare_search (RARE);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = build_path (name);

      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (void)
{
  setlocale (LC_ALL, "");
  folder = g_dir_make_tmp ("np-bench-store-XXXXXX", NULL);
  g_assert_nonnull (folder);
  measure_all_drafts ();
  measure_history ();
  remove_folder ();
  g_free (folder);

  return 0;
}
