/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <malloc.h>

#include "loop-watch.h"
#include "np-client.h"
#include "np-model-view.h"
#include "sample-models.h"
#include "server-process.h"

/* The list and its view, without a screen, with 1,000, 10,000 and 100,000
 * models: how long a keystroke, a filter and a sort take until items-changed was
 * told, what a model costs in memory, and how long the main loop was kept from
 * its turn. A turn's own processor time stands beside the clock, because on a
 * busy computer a process also waits for others. It prints figures and how they
 * grow, and never fails by the clock. */

#define KEY_ID    "LTAI5tBenchKeyId"
#define SECRET    "BenchKeySecretBenchKeySecret"
#define N_ROUNDS  12
#define SETTLE_MS 2500
#define WATCH_MS  2
#define N_SIZES   3

static const guint sizes[N_SIZES] = { 1000, 10000, 100000 };

typedef enum
{
  ROW_KEY_MEDIAN,
  ROW_KEY_P99,
  ROW_KEY_WORST,
  ROW_KEY_CPU,
  ROW_FILTER_P99,
  ROW_SORT_MEDIAN,
  ROW_SORT_WORST,
  ROW_SORT_STALL,
  ROW_SORT_STALL_CPU,
  ROW_CACHED,
  ROW_CACHED_STALL,
  ROW_CACHED_STALL_CPU,
  ROW_LOAD,
  ROW_LOAD_STALL,
  ROW_LOAD_STALL_CPU,
  ROW_MEMORY,
  N_ROWS
} Row;

static const char *const row_names[N_ROWS] = {
  "keystroke, median, ms",
  "keystroke, p99, ms (goal 16)",
  "keystroke, worst, ms",
  "  p99 of processor time, ms",
  "filter, p99, ms",
  "sort, median, ms",
  "sort, worst, ms (goal 100)",
  "sort, longest stall, ms (goal 50)",
  "  of it processor, ms",
  "cached list on show, ms",
  "  longest stall, ms (goal 50)",
  "  of it processor, ms",
  "loading, s",
  "loading, longest stall, ms (goal 50)",
  "  of it processor, ms",
  "memory a model, bytes (goal 1024)",
};

static double figures[N_ROWS][N_SIZES];

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* Lets threads come to their end. */
static void
settle (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (SETTLE_MS, quit_cb, loop);
  g_main_loop_run (loop);
}

static gsize
get_heap (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

/* The view. */

static void
changed_cb (gboolean *has_changed)
{
  *has_changed = TRUE;
}

static void
time_search (NpModelView *view, const char *text, GArray *times, GArray *cpu_times)
{
  gint64 begin = g_get_monotonic_time ();
  gint64 begin_cpu = get_thread_cpu_us ();
  gint64 spent = 0;
  gint64 spent_cpu = 0;

  np_model_view_set_search (view, text);
  spent = g_get_monotonic_time () - begin;
  spent_cpu = get_thread_cpu_us () - begin_cpu;
  g_array_append_val (times, spent);
  g_array_append_val (cpu_times, spent_cpu);
}

/* Types a text, and deletes it again. */
static void
type (NpModelView *view, const char *text, GArray *times, GArray *cpu_times)
{
  const char *end = text + strlen (text);

  for (const char *at = g_utf8_next_char (text);; at = g_utf8_next_char (at))
    {
      g_autofree char *part = g_strndup (text, (gsize) (at - text));

      time_search (view, part, times, cpu_times);
      if (at == end)
        break;
    }
  for (const char *at = end; at != text; at = g_utf8_prev_char (at))
    {
      g_autofree char *part = g_strndup (text, (gsize) (g_utf8_prev_char (at) - text));

      time_search (view, part, times, cpu_times);
    }
}

static void
measure_search (NpModelView *view, guint size)
{
  static const char *const texts[] = {
    "qwen2.5 chat", "新闻分类 nlp", "instructions", "zzz",
    "model-0a",     "图像",         "e t",          "team=lora",
  };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) cpu_times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      type (view, texts[i], times, cpu_times);
  figures[ROW_KEY_MEDIAN][size] = get_percentile_ms (times, 0.5);
  figures[ROW_KEY_P99][size] = get_percentile_ms (times, 0.99);
  figures[ROW_KEY_WORST][size] = get_percentile_ms (times, 1);
  figures[ROW_KEY_CPU][size] = get_percentile_ms (cpu_times, 0.99);
}

static void
measure_filter (NpModelView *view, guint size)
{
  static const struct
  {
    NpFilterKind kind;
    const char *value;
  } cases[] = {
    { NP_FILTER_DOMAIN, "nlp" },        { NP_FILTER_ACCESSIBILITY, "PUBLIC" },
    { NP_FILTER_LABEL, "team=LoRA" },   { NP_FILTER_NO_DESCRIPTION, "1" },
    { NP_FILTER_NO_DESCRIPTION, NULL }, { NP_FILTER_LABEL, NULL },
    { NP_FILTER_ACCESSIBILITY, NULL },  { NP_FILTER_DOMAIN, NULL },
  };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        gint64 begin = g_get_monotonic_time ();
        gint64 spent = 0;

        np_model_view_set_filter (view, cases[i].kind, cases[i].value);
        spent = g_get_monotonic_time () - begin;
        g_array_append_val (times, spent);
      }
  figures[ROW_FILTER_P99][size] = get_percentile_ms (times, 0.99);
}

static void
measure_sort (NpModelView *view, guint size)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_changed = FALSE;
  LoopWatch watch;

  g_signal_connect_swapped (view, "items-changed", G_CALLBACK (changed_cb), &has_changed);
  loop_watch_start (&watch);
  for (guint i = 0; i < N_ROUNDS * 5; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      gint64 spent = 0;

      has_changed = FALSE;
      np_model_view_set_sort (view, (NpSortKey) ((i + 1) % (NP_SORT_PARAMETER_SIZE + 1)),
                              i % 2 == 0);
      while (!has_changed)
        g_main_context_iteration (NULL, TRUE);
      spent = g_get_monotonic_time () - begin;
      g_array_append_val (times, spent);
    }
  loop_watch_stop (&watch);
  g_signal_handlers_disconnect_by_data (view, &has_changed);
  figures[ROW_SORT_MEDIAN][size] = get_percentile_ms (times, 0.5);
  figures[ROW_SORT_WORST][size] = get_percentile_ms (times, 1);
  figures[ROW_SORT_STALL][size] = (double) watch.worst_us / G_TIME_SPAN_MILLISECOND;
  figures[ROW_SORT_STALL_CPU][size] = (double) watch.worst_cpu_us / G_TIME_SPAN_MILLISECOND;
}

static void
measure_view (guint size)
{
  gsize before = get_heap ();
  GPtrArray *models = np_sample_models_new (sizes[size]);
  g_autoptr (NpModelList) list = np_model_list_new ();
  g_autoptr (NpModelView) view = np_model_view_new (list);
  gint64 begin = g_get_monotonic_time ();
  LoopWatch watch;

  loop_watch_start (&watch);
  np_model_list_take_cached (list, models, 1);
  g_ptr_array_unref (models);
  while (g_list_model_get_n_items (G_LIST_MODEL (view)) < sizes[size])
    g_main_context_iteration (NULL, TRUE);
  figures[ROW_CACHED][size] = (double) (g_get_monotonic_time () - begin) /
                              G_TIME_SPAN_MILLISECOND;
  settle ();
  loop_watch_stop (&watch);
  figures[ROW_CACHED_STALL][size] = (double) watch.worst_us / G_TIME_SPAN_MILLISECOND;
  figures[ROW_CACHED_STALL_CPU][size] = (double) watch.worst_cpu_us / G_TIME_SPAN_MILLISECOND;
  figures[ROW_MEMORY][size] = (double) (get_heap () - before) / sizes[size];
  measure_search (view, size);
  measure_filter (view, size);
  measure_sort (view, size);
}

/* Loading. */

static NpWorkspace *
connect_to (const char *port)
{
  g_autofree char *base = g_strconcat ("http://127.0.0.1:", port, NULL);
  g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (base, NULL);
  g_autoptr (NpSecret) secret = np_secret_new (SECRET, -1);
  g_autoptr (NpCredentials) credentials = np_credentials_new (KEY_ID, secret, NULL);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (credentials);

  return np_workspace_new ("Bench", endpoint, NP_CREDENTIALS_PROVIDER (provider), FALSE);
}

/* The server's list has no end, so the load is stopped where it is long enough. */
static void
measure_loading (NpWorkspace *workspace, guint size)
{
  g_autoptr (NpModelList) list = np_model_list_new ();
  g_autoptr (NpModelView) view = np_model_view_new (list);
  gint64 begin = g_get_monotonic_time ();
  LoopWatch watch;

  np_model_list_set_source (list, workspace, "234565", NULL);
  loop_watch_start (&watch);
  np_model_list_load (list);
  while (np_model_list_get_n_models (list) < sizes[size])
    g_main_context_iteration (NULL, TRUE);
  np_model_list_stop (list);
  figures[ROW_LOAD][size] = (double) (g_get_monotonic_time () - begin) / G_TIME_SPAN_SECOND;
  settle ();
  np_model_list_set_source (list, NULL, NULL, NULL);
  settle ();
  loop_watch_stop (&watch);
  figures[ROW_LOAD_STALL][size] = (double) watch.worst_us / G_TIME_SPAN_MILLISECOND;
  figures[ROW_LOAD_STALL_CPU][size] = (double) watch.worst_cpu_us / G_TIME_SPAN_MILLISECOND;
}

static void
print_table (void)
{
  g_print ("%-38s %9u %9u %9u   growth\n", "models", sizes[0], sizes[1], sizes[2]);
  for (guint row = 0; row < N_ROWS; row++)
    g_print ("%-38s %9.2f %9.2f %9.2f   %5.1f %5.1f\n", row_names[row], figures[row][0],
             figures[row][1], figures[row][2], figures[row][1] / figures[row][0],
             figures[row][2] / figures[row][1]);
}

int
main (int argc, char **argv)
{
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (NpWorkspace) workspace = NULL;
  g_autofree char *port = NULL;

  np_client_prepare_process ();
  g_assert_cmpint (argc, ==, 2);
  server = server_process_start (argv[1], &port);

  workspace = connect_to (port);
  for (guint size = 0; size < N_SIZES; size++)
    {
      measure_view (size);
      measure_loading (workspace, size);
    }
  print_table ();
  return 0;
}
