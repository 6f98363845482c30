/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <malloc.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "np-client.h"
#include "official-client.h"
#include "server-process.h"

/* Loading a whole list, in pages of 50 and 8 at once, three ways against one
 * server: through NpClient, which keeps a summary of each model; through a bare
 * libsoup loop that reads each page with json-glib and drops it; and through the
 * official client for Node where npm can get it. They take turns and the best
 * round counts, so that what else the computer does hurts all alike; the time of
 * the processor says more than the clock on a busy one. It prints ratios and
 * never fails by the clock. */

#define PAGE_SIZE 50
#define PARALLEL  8
#define N_ROUNDS  3
#define KEY_ID    "LTAI5tBenchKeyId"
#define SECRET    "BenchKeySecretBenchKeySecret"

static const guint sizes[] = { 1000, 10000, 100000 };

typedef struct
{
  double seconds;
  double cpu_seconds; /* of all threads of the client, not of the server */
} Score;

typedef struct
{
  /* Owned */
  NpClient *client;
  SoupSession *session;
  GPtrArray *models;
  char *base;

  /* State */
  guint next_page;
  guint last_page;
  guint n_running;
  gint64 longest_turn_us;
} Bench;

static void start_client (Bench *bench);
static void start_bare (Bench *bench);

static void
finish_one (Bench *bench, void (*start) (Bench *bench))
{
  bench->n_running--;
  if (bench->next_page <= bench->last_page)
    start (bench);
}

/* NpClient. */

static void
client_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpBatch) batch = np_client_list_models_finish (NP_CLIENT (source), result, &error);

  if (batch == NULL)
    g_error ("NpClient: %s", error->message);
  for (guint i = 0; i < np_batch_get_length (batch); i++)
    g_ptr_array_add (bench->models, g_object_ref (np_batch_get_item (batch, i)));
  finish_one (bench, start_client);
}

static void
start_client (Bench *bench)
{
  const NpListModelsQuery query = { "234565", NULL, bench->next_page++, PAGE_SIZE };

  bench->n_running++;
  np_client_list_models_async (bench->client, &query, NULL, client_cb, bench);
}

/* The bare loop. */

static void
bare_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GBytes)
      body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  if (body == NULL || !json_parser_load_from_data (parser, g_bytes_get_data (body, NULL),
                                                   (gssize) g_bytes_get_size (body), &error))
    g_error ("libsoup: %s", error->message);
  finish_one (user_data, start_bare);
}

static void
start_bare (Bench *bench)
{
  g_autofree char *uri =
      g_strdup_printf ("%s/api/v1/models?PageNumber=%u&PageSize=%u&WorkspaceId=234565",
                       bench->base, bench->next_page++, PAGE_SIZE);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);

  bench->n_running++;
  soup_session_send_and_read_async (bench->session, message, G_PRIORITY_DEFAULT, NULL, bare_cb,
                                    bench);
}

/* Rounds. */

static gint64
get_thread_time (void)
{
  struct timespec now = { 0, 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_TIME_SPAN_SECOND + now.tv_nsec / 1000;
}

static double
get_cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_TIME_SPAN_SECOND;
}

/* Runs the main loop until all is loaded. */
static void
run (Bench *bench)
{
  bench->longest_turn_us = 0;
  while (bench->n_running > 0)
    {
      gint64 turn = get_thread_time ();

      g_main_context_iteration (NULL, TRUE);
      turn = get_thread_time () - turn;
      bench->longest_turn_us = MAX (bench->longest_turn_us, turn);
    }
}

/* The list from before is freed outside of the time. */
static Score
load (Bench *bench, void (*start) (Bench *bench), guint n_models)
{
  gint64 begin = 0;
  Score score = { 0, 0 };

  g_ptr_array_set_size (bench->models, 0);
  begin = g_get_monotonic_time ();
  score.cpu_seconds = -get_cpu_seconds ();
  bench->next_page = 1;
  bench->last_page = n_models / PAGE_SIZE;
  for (guint i = 0; i < PARALLEL; i++)
    start (bench);
  run (bench);
  score.cpu_seconds += get_cpu_seconds ();
  score.seconds = (double) (g_get_monotonic_time () - begin) / G_TIME_SPAN_SECOND;
  return score;
}

static double
get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) numbers = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  numbers = g_strsplit (text, " ", 3);
  return g_ascii_strtod (numbers[1], NULL) * (double) sysconf (_SC_PAGESIZE);
}

/* Comes first, while the heap has no holes that could be filled again. */
static void
measure_memory (Bench *bench)
{
  const guint n = sizes[G_N_ELEMENTS (sizes) - 1];
  double resident = 0;
  gsize heap = 0;

  load (bench, start_client, sizes[0]);
  resident = get_resident_bytes ();
  heap = mallinfo2 ().uordblks;
  load (bench, start_client, n);
  g_assert_cmpuint (bench->models->len, ==, n);
  g_print ("memory a model, of %u: %.0f bytes of heap, %.0f resident; goal at most 1024\n", n,
           (double) (mallinfo2 ().uordblks - heap) / (n - sizes[0]),
           (get_resident_bytes () - resident) / (n - sizes[0]));
  g_print ("longest turn of the main loop: %.2f ms of processor; goal below 5\n",
           (double) bench->longest_turn_us / G_TIME_SPAN_MILLISECOND);
}

static void
keep_best (Score *best, Score score)
{
  if (best->seconds == 0 || (score.seconds > 0 && score.seconds < best->seconds))
    best->seconds = score.seconds;
  if (best->cpu_seconds == 0 ||
      (score.cpu_seconds > 0 && score.cpu_seconds < best->cpu_seconds))
    best->cpu_seconds = score.cpu_seconds;
}

/* The official client runs in Node and counts for itself. */
static Score
run_official (const char *script, const char *folder, const char *port, guint n_models)
{
  g_autofree char *pages = g_strdup_printf ("%u", n_models / PAGE_SIZE);
  g_autofree char *at_once = g_strdup_printf ("%u", PARALLEL);
  g_autofree char *output = NULL;
  g_auto (GStrv) numbers = NULL;
  Score score = { 0, 0 };
  int status = 0;

  if (folder == NULL ||
      !g_spawn_sync (NULL,
                     (char *[]){ (char *) "node", (char *) script, (char *) folder,
                                 (char *) port, pages, at_once, NULL },
                     NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, NULL) ||
      !g_spawn_check_wait_status (status, NULL))
    return score;
  numbers = g_strsplit (output, " ", 2);
  if (g_strv_length (numbers) == 2)
    score = (Score){ g_ascii_strtod (numbers[0], NULL), g_ascii_strtod (numbers[1], NULL) };
  return score;
}

static void
print_row (const char *name, const Score *score, const Score *ours, const char *goal)
{
  g_print ("  %-28s %8.3f s %8.3f s of processor", name, score->seconds, score->cpu_seconds);
  if (goal != NULL)
    g_print ("   NpClient takes %.2f of its time, %.2f of its processor; goal %s",
             ours->seconds / score->seconds, ours->cpu_seconds / score->cpu_seconds, goal);
  g_print ("\n");
}

static void
measure (Bench *bench, guint n_models, const char *port, const char *script, const char *folder)
{
  Score ours = { 0, 0 };
  Score bare = { 0, 0 };
  Score official = { 0, 0 };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      keep_best (&ours, load (bench, start_client, n_models));
      keep_best (&bare, load (bench, start_bare, n_models));
      keep_best (&official, run_official (script, folder, port, n_models));
    }
  g_print ("%u models, best of %u\n", n_models, N_ROUNDS);
  print_row ("NpClient", &ours, &ours, NULL);
  print_row ("bare libsoup and json-glib", &bare, &ours, "at most 1.5");
  if (official.seconds > 0)
    print_row ("official client for Node", &official, &ours, "at most 0.2");
}

static Bench *
bench_new (const char *port)
{
  Bench *self = g_new0 (Bench, 1);
  g_autoptr (NpEndpoint) endpoint = NULL;
  g_autoptr (NpSecret) secret = np_secret_new (SECRET, -1);
  g_autoptr (NpCredentials) credentials = np_credentials_new (KEY_ID, secret, NULL);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (credentials);

  self->base = g_strconcat ("http://127.0.0.1:", port, NULL);
  endpoint = np_endpoint_new_custom (self->base, NULL);
  self->client = np_client_new (endpoint, NP_CREDENTIALS_PROVIDER (provider), NULL);
  self->session = soup_session_new_with_options ("max-conns-per-host", 10, NULL);
  soup_session_set_proxy_resolver (self->session, NULL);
  self->models = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

static void
bench_free (Bench *self)
{
  g_ptr_array_unref (self->models);
  g_object_unref (self->client);
  g_object_unref (self->session);
  g_free (self->base);
  g_free (self);
}

int
main (int argc, char **argv)
{
  g_autoptr (GSubprocess) server = NULL;
  g_autofree char *port = NULL;
  g_autofree char *folder = NULL;
  Bench *bench = NULL;

  np_client_prepare_process ();
  g_assert_cmpint (argc, ==, 3);
  server = server_process_start (argv[1], &port);

  bench = bench_new (port);
  measure_memory (bench);
  folder = official_client_install ();
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    measure (bench, sizes[i], port, argv[2], folder);
  bench_free (bench);
  official_client_remove (folder);
  return 0;
}
