/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "loop-watch.h"
#include "np-application.h"
#include "np-client.h"
#include "np-list-pane-private.h"
#include "np-window-private.h"
#include "sample-models.h"
#include "server-process.h"

/* The window with 1,000, 10,000 and 100,000 models: how long until what a person
 * did is painted, how long the main loop was kept from its turn, and what a model
 * costs in memory. Each size is a process of its own, twice: once with models
 * that differ, to search and sort them, and once loading from a local server.
 * It prints figures and how they grow, and never fails by the clock. */

#define N_SIZES      3
#define N_ROUNDS     3
#define N_SORTS      30
#define N_STEPS      150
#define STEP_PIXELS  170
#define PAUSE_MS     40
#define SETTLE_MS    3000
#define LIMIT_MS     2000
#define ACCOUNT_ID   "bench"
#define WORKSPACE_ID "234565"
#define KEY_ID       "LTAI5tBenchKeyId"
#define SECRET       "BenchKeySecretBenchKeySecret"

static const guint sizes[N_SIZES] = { 1000, 10000, 100000 };

typedef enum
{
  ROW_IDLE_STALL,
  ROW_SHOW_STALL,
  ROW_SHOW_STALL_CPU,
  ROW_KEY_MEDIAN,
  ROW_KEY_P99,
  ROW_KEY_WORST,
  ROW_KEY_STALL_CPU,
  ROW_SORT_MEDIAN,
  ROW_SORT_WORST,
  ROW_SORT_STALL,
  ROW_SORT_STALL_CPU,
  ROW_SCROLL_FRAME,
  ROW_SCROLL_STALL,
  ROW_SCROLL_STALL_CPU,
  ROW_LOAD,
  ROW_LOAD_STALL,
  ROW_LOAD_STALL_CPU,
  ROW_MEMORY,
  N_ROWS
} Row;

static const char *const row_names[N_ROWS] = {
  "nothing to do, longest stall, ms",
  "cached list, longest stall, ms (goal 50)",
  "  of it processor, ms",
  "keystroke to painted, median, ms",
  "keystroke to painted, p99, ms (goal 16)",
  "keystroke to painted, worst, ms",
  "  longest turn, processor, ms",
  "sort to painted, median, ms",
  "sort to painted, worst, ms (goal 100)",
  "  longest stall, ms (goal 50)",
  "  of it processor, ms",
  "scrolling, longest between frames, ms",
  "  longest stall, ms (goal 50)",
  "  of it processor, ms",
  "loading, s",
  "  longest stall, ms (goal 50)",
  "  of it processor, ms",
  "resident memory a model, bytes (goal 1024)",
};

static double figures[N_ROWS][N_SIZES];

/* A running application, and its last frame. */
typedef struct
{
  NpApplication *application;
  NpWindow *window;
  NpListPane *pane;
  gint64 painted_at; /* 0 while a frame is waited for */
  gboolean has_changed;
} Bench;

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint milliseconds)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (milliseconds, quit_cb, loop);
  g_main_loop_run (loop);
}

static void
painted_cb (Bench *self)
{
  self->painted_at = g_get_monotonic_time ();
}

static void
changed_cb (Bench *self)
{
  self->has_changed = TRUE;
}

/* Waits for a frame that begins when the list is already the new one. */
static gint64
wait_for_paint (Bench *self, const gboolean *condition)
{
  gint64 limit = g_get_monotonic_time () + LIMIT_MS * G_TIME_SPAN_MILLISECOND;

  while (!*condition && g_get_monotonic_time () < limit)
    g_main_context_iteration (NULL, TRUE);
  self->painted_at = 0;
  while (self->painted_at == 0 && g_get_monotonic_time () < limit)
    g_main_context_iteration (NULL, TRUE);
  return self->painted_at != 0 ? self->painted_at : g_get_monotonic_time ();
}

static void
remember_account (const char *port)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.nameplate.Nameplate");
  g_autofree char *accounts = g_strdup_printf (
      "[{'id': <'" ACCOUNT_ID "'>, 'name': <'Bench'>, 'access-key-id': <'" KEY_ID "'>,"
      " 'endpoint': <'http://127.0.0.1:%s'>, 'workspace-id': <'" WORKSPACE_ID "'>,"
      " 'main-account-warned': <true>}]",
      port);

  g_settings_set_value (settings, "accounts", g_variant_new_parsed (accounts));
  g_settings_set_string (settings, "current-account", ACCOUNT_ID);
}

static void
start (Bench *self, const char *port)
{
  GApplication *application = NULL;

  remember_account (port);
  self->application = np_application_new ();
  application = G_APPLICATION (self->application);
  g_application_set_flags (application,
                           g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (application, NULL, NULL));
  g_application_activate (application);
  self->window = NP_WINDOW (
      gtk_application_get_active_window (GTK_APPLICATION (self->application)));
  self->pane = self->window->list_pane;
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)),
                            "after-paint", G_CALLBACK (painted_cb), self);
  g_signal_connect_swapped (self->pane->view, "items-changed", G_CALLBACK (changed_cb), self);
  wait_ms (SETTLE_MS);
}

static double
get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  words = g_strsplit (text, " ", 3);
  return (double) g_ascii_strtoull (words[1], NULL, 10) * (double) sysconf (_SC_PAGESIZE);
}

static void
print_stall (Row row, const LoopWatch *watch)
{
  g_print ("%d %f\n", row, (double) watch->worst_us / G_TIME_SPAN_MILLISECOND);
  g_print ("%d %f\n", row + 1, (double) watch->worst_cpu_us / G_TIME_SPAN_MILLISECOND);
}

static void
measure_idle (void)
{
  LoopWatch watch;

  loop_watch_start (&watch);
  wait_ms (1000);
  loop_watch_stop (&watch);
  g_print ("%d %f\n", ROW_IDLE_STALL, (double) watch.worst_us / G_TIME_SPAN_MILLISECOND);
}

static void
measure_show (Bench *self, guint size)
{
  g_autoptr (GPtrArray) models = np_sample_models_new (size);
  LoopWatch watch;

  wait_ms (PAUSE_MS);
  loop_watch_start (&watch);
  np_model_list_take_cached (self->pane->models, models, g_get_real_time ());
  while (g_list_model_get_n_items (G_LIST_MODEL (self->pane->view)) < size)
    g_main_context_iteration (NULL, TRUE);
  wait_ms (SETTLE_MS);
  loop_watch_stop (&watch);
  print_stall (ROW_SHOW_STALL, &watch);
}

static void
time_key (Bench *self, const char *key, GArray *times)
{
  GtkEditable *search = GTK_EDITABLE (self->pane->search);
  static const gboolean at_once = TRUE;
  g_autofree char *wanted = NULL;
  gint64 limit = 0;
  gint64 spent = 0;
  gint64 begin = 0;
  int end = -1;

  wait_ms (PAUSE_MS);
  begin = g_get_monotonic_time ();
  limit = begin + LIMIT_MS * G_TIME_SPAN_MILLISECOND;
  if (key != NULL)
    {
      end = g_utf8_strlen (gtk_editable_get_text (search), -1);
      gtk_editable_insert_text (search, key, -1, &end);
    }
  else
    {
      end = g_utf8_strlen (gtk_editable_get_text (search), -1);
      gtk_editable_delete_text (search, end - 1, end);
    }
  wanted = g_strdup (gtk_editable_get_text (search));
  while (g_get_monotonic_time () < limit)
    {
      g_autofree char *found = NULL;

      g_object_get (self->pane->view, "search", &found, NULL);
      if (g_str_equal (found, wanted))
        break;
      g_main_context_iteration (NULL, TRUE);
    }
  spent = wait_for_paint (self, &at_once) - begin;
  g_array_append_val (times, spent);
}

/* Types a text, and deletes it again. */
static void
type (Bench *self, const char *text, GArray *times)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *key = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));

      time_key (self, key, times);
    }
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    time_key (self, NULL, times);
}

static void
measure_search (Bench *self)
{
  static const char *const texts[] = {
    "qwen2.5 chat", "新闻分类 nlp", "instructions", "zzz", "model-0a", "图像", "e t",
  };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  LoopWatch watch;

  loop_watch_start (&watch);
  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      type (self, texts[i], times);
  loop_watch_stop (&watch);
  g_print ("%d %f\n", ROW_KEY_MEDIAN, get_percentile_ms (times, 0.5));
  g_print ("%d %f\n", ROW_KEY_P99, get_percentile_ms (times, 0.99));
  g_print ("%d %f\n", ROW_KEY_WORST, get_percentile_ms (times, 1));
  g_print ("%d %f\n", ROW_KEY_STALL_CPU, (double) watch.worst_cpu_us / G_TIME_SPAN_MILLISECOND);
}

static void
measure_sort (Bench *self)
{
  static const char *const keys[] = { "name", "order-number", "created", "parameter-size",
                                      "modified" };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  LoopWatch watch;

  loop_watch_start (&watch);
  for (guint i = 0; i < N_SORTS; i++)
    {
      gint64 begin = 0;
      gint64 spent = 0;

      wait_ms (PAUSE_MS);
      begin = g_get_monotonic_time ();
      self->has_changed = FALSE;
      g_action_group_change_action_state (G_ACTION_GROUP (self->pane->actions), "sort",
                                          g_variant_new_string (keys[i % G_N_ELEMENTS (keys)]));
      spent = wait_for_paint (self, &self->has_changed) - begin;
      g_array_append_val (times, spent);
    }
  loop_watch_stop (&watch);
  g_print ("%d %f\n", ROW_SORT_MEDIAN, get_percentile_ms (times, 0.5));
  g_print ("%d %f\n", ROW_SORT_WORST, get_percentile_ms (times, 1));
  print_stall (ROW_SORT_STALL, &watch);
}

static void
scroll_to (Bench *self, double value, GArray *times)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (
      GTK_SCROLLABLE (self->pane->list_view));
  static const gboolean at_once = TRUE;
  gint64 begin = self->painted_at;
  gint64 spent = 0;

  gtk_adjustment_set_value (adjustment, value);
  spent = wait_for_paint (self, &at_once) - begin;
  g_array_append_val (times, spent);
}

/* A step each frame: first as a wheel goes, then as the bar is dragged. */
static void
measure_scrolling (Bench *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (
      GTK_SCROLLABLE (self->pane->list_view));
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  LoopWatch watch;

  wait_ms (PAUSE_MS);
  self->painted_at = g_get_monotonic_time ();
  loop_watch_start (&watch);
  for (guint i = 0; i < N_STEPS; i++)
    scroll_to (self, gtk_adjustment_get_value (adjustment) + STEP_PIXELS, times);
  for (guint i = 0; i < N_STEPS; i++)
    scroll_to (self, gtk_adjustment_get_upper (adjustment) * i / N_STEPS, times);
  loop_watch_stop (&watch);
  gtk_adjustment_set_value (adjustment, 0);
  g_print ("%d %f\n", ROW_SCROLL_FRAME, get_percentile_ms (times, 1));
  print_stall (ROW_SCROLL_STALL, &watch);
}

static void
use (Bench *self, guint size)
{
  measure_idle ();
  measure_show (self, size);
  measure_search (self);
  measure_sort (self);
  measure_scrolling (self);
}

/* The server's list has no end, so the load is stopped where it is long enough. */
static void
load (Bench *self, guint size)
{
  g_autoptr (NpSecret) secret = np_secret_new (SECRET, -1);
  g_autoptr (NpCredentials) credentials = np_credentials_new (KEY_ID, secret, NULL);
  double before = get_resident_bytes ();
  gint64 begin = g_get_monotonic_time ();
  LoopWatch watch;

  np_accounts_use_for_session (self->window->accounts, self->window->account, credentials);
  loop_watch_start (&watch);
  np_list_pane_reload (self->pane);
  while (np_model_list_get_n_models (self->pane->models) < size)
    g_main_context_iteration (NULL, TRUE);
  np_model_list_stop (self->pane->models);
  g_print ("%d %f\n", ROW_LOAD,
           (double) (g_get_monotonic_time () - begin) / G_TIME_SPAN_SECOND);
  wait_ms (SETTLE_MS);
  loop_watch_stop (&watch);
  print_stall (ROW_LOAD_STALL, &watch);
  g_print ("%d %f\n", ROW_MEMORY, (get_resident_bytes () - before) / size);
}

static void
run_child (const char *program, const char *port, const char *mode, guint size)
{
  g_autofree char *number = g_strdup_printf ("%u", sizes[size]);
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL,
                                                      program, port, mode, number, NULL);

  g_assert_nonnull (process);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL);
  g_assert_true (g_subprocess_get_successful (process));
  lines = g_strsplit (output, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      guint row = 0;
      double value = 0;

      if (sscanf (*line, "%u %lf", &row, &value) == 2 && row < N_ROWS)
        figures[row][size] = value;
    }
}

static void
print_table (void)
{
  g_print ("%-44s %9u %9u %9u   growth\n", "models in the window", sizes[0], sizes[1],
           sizes[2]);
  for (guint row = 0; row < N_ROWS; row++)
    g_print ("%-44s %9.2f %9.2f %9.2f   %5.1f %5.1f\n", row_names[row], figures[row][0],
             figures[row][1], figures[row][2], figures[row][1] / figures[row][0],
             figures[row][2] / figures[row][1]);
}

static int
run_all (const char *program, const char *server_path)
{
  g_autofree char *port = NULL;
  g_autoptr (GSubprocess) server = server_process_start (server_path, &port);

  for (guint size = 0; size < N_SIZES; size++)
    {
      run_child (program, port, "use", size);
      run_child (program, port, "load", size);
    }
  print_table ();
  return 0;
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  guint size = 0;

  g_assert_true (argc == 2 || argc == 4);
  if (argc == 2)
    return run_all (argv[0], argv[1]);

  np_client_prepare_process ();
  size = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  start (&bench, argv[1]);
  if (g_str_equal (argv[2], "use"))
    use (&bench, size);
  else
    load (&bench, size);
  fflush (stdout);
  /* What a program does on its way out is not measured here. */
  _Exit (0);
}
