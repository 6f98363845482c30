/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>
#include <sys/resource.h>

#include "np-client.h"
#include "official-client.h"
#include "server-process.h"

/* The same PUT three ways against one server, in one run: through NpClient,
 * through a bare libsoup loop that signs with the least it can, and through the
 * official client for Node where npm can get it. Our two take turns every few
 * hundred requests, and the best of three rounds counts, so that what else the
 * computer does hurts all alike. The processor time a request says more than
 * the rate on a busy computer. It prints ratios and never fails by the clock. */

#define N_REQUESTS 5000
#define N_SLICES   10
#define N_ROUNDS   3
#define N_WARM_UP  200

#define KEY_ID     "LTAI5tBenchKeyId"
#define SECRET     "BenchKeySecretBenchKeySecret"
#define MODEL_PATH "/api/v1/models/model-rbvg5wz2abc1ks92"
#define BODY                                                                            \
  "{\"ModelName\":\"铭牌-7B-Chat\",\"ModelDescription\":\"A model to measure with\"," \
  "\"Accessibility\":\"PRIVATE\",\"Domain\":\"nlp\",\"Task\":\"text-generation\","      \
  "\"ParameterSize\":7000,\"OrderNumber\":1}"

static const guint parallels[] = { 1, 8 };

typedef struct
{
  double rate;   /* requests a second */
  double cpu_us; /* of the client, a request */
} Score;

typedef struct
{
  gint64 wall_us;
  gint64 cpu_us;
} Spent;

typedef struct
{
  /* Owned */
  GMainLoop *loop;
  NpClient *client;
  SoupSession *session;
  GBytes *body;
  char *authority;
  char *uri;

  /* State */
  guint n_left;
  guint n_running;
  guint n_nonces;
} Bench;

static gint64
get_cpu_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_TIME_SPAN_SECOND +
         usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static void start_client (Bench *bench);
static void start_bare (Bench *bench);

static void
finish_one (Bench *bench, void (*start) (Bench *bench))
{
  bench->n_running--;
  if (bench->n_left > 0)
    start (bench);
  else if (bench->n_running == 0)
    g_main_loop_quit (bench->loop);
}

/* NpClient. */

static void
client_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = np_client_update_model_finish (NP_CLIENT (source), result,
                                                               &error);

  if (request_id == NULL)
    g_error ("NpClient: %s", error->message);
  finish_one (user_data, start_client);
}

static void
start_client (Bench *bench)
{
  bench->n_left--;
  bench->n_running++;
  np_client_update_model_async (bench->client, "model-rbvg5wz2abc1ks92", bench->body, NULL,
                                client_cb, bench);
}

/* The bare loop. */

static void
bare_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
      answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  if (answer == NULL || g_bytes_get_size (answer) == 0)
    g_error ("libsoup: %s", error != NULL ? error->message : "no answer");
  finish_one (user_data, start_bare);
}

static void
sign_bare (Bench *bench, SoupMessageHeaders *headers)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bench->body);
  g_autofree char *nonce = g_strdup_printf ("nonce-%u", bench->n_nonces++);
  g_autofree char *canonical = g_strdup_printf (
      "PUT\n" MODEL_PATH "\n\nhost:%s\nx-acs-action:UpdateModel\nx-acs-content-sha256:%s\n"
      "x-acs-date:2026-01-02T03:04:05Z\nx-acs-signature-nonce:%s\nx-acs-version:2021-02-04\n\n"
      "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version\n%"
      "s",
      bench->authority, hash, nonce, hash);
  g_autofree char *canonical_hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical,
                                                                   -1);
  g_autofree char *to_sign = g_strconcat ("ACS3-HMAC-SHA256\n", canonical_hash, NULL);
  g_autofree char *signature = g_compute_hmac_for_string (
      G_CHECKSUM_SHA256, (const guchar *) SECRET, strlen (SECRET), to_sign, -1);
  g_autofree char *authorization = g_strdup_printf (
      "ACS3-HMAC-SHA256 Credential=" KEY_ID ",SignedHeaders=host;x-acs-action;"
      "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=%s",
      signature);

  soup_message_headers_append (headers, "Host", bench->authority);
  soup_message_headers_append (headers, "x-acs-action", "UpdateModel");
  soup_message_headers_append (headers, "x-acs-version", "2021-02-04");
  soup_message_headers_append (headers, "x-acs-date", "2026-01-02T03:04:05Z");
  soup_message_headers_append (headers, "x-acs-signature-nonce", nonce);
  soup_message_headers_append (headers, "x-acs-content-sha256", hash);
  soup_message_headers_append (headers, "Authorization", authorization);
}

static void
start_bare (Bench *bench)
{
  g_autoptr (SoupMessage) message = soup_message_new ("PUT", bench->uri);

  bench->n_left--;
  bench->n_running++;
  soup_message_set_request_body_from_bytes (message, "application/json; charset=utf-8",
                                            bench->body);
  sign_bare (bench, soup_message_get_request_headers (message));
  soup_session_send_and_read_async (bench->session, message, G_PRIORITY_DEFAULT, NULL, bare_cb,
                                    bench);
}

/* Rounds. */

/* Adds to what SPENT has. */
static void
run (Bench *bench, void (*start) (Bench *bench), guint n_requests, guint parallel, Spent *spent)
{
  gint64 begin = g_get_monotonic_time ();
  gint64 cpu = get_cpu_time ();

  bench->n_left = n_requests;
  for (guint i = 0; i < parallel; i++)
    start (bench);
  g_main_loop_run (bench->loop);
  spent->wall_us += g_get_monotonic_time () - begin;
  spent->cpu_us += get_cpu_time () - cpu;
}

static void
keep_best (Score *best, Score score)
{
  if (score.rate > best->rate)
    *best = score;
}

static Score
make_score (const Spent *spent)
{
  Score score = { N_REQUESTS * (double) G_TIME_SPAN_SECOND / (double) spent->wall_us,
                  (double) spent->cpu_us / N_REQUESTS };

  return score;
}

static void
run_round (Bench *bench, guint parallel, Score *best_ours, Score *best_bare)
{
  Spent ours = { 0, 0 };
  Spent bare = { 0, 0 };

  for (guint i = 0; i < N_SLICES; i++)
    {
      run (bench, start_client, N_REQUESTS / N_SLICES, parallel, &ours);
      run (bench, start_bare, N_REQUESTS / N_SLICES, parallel, &bare);
    }
  keep_best (best_ours, make_score (&ours));
  keep_best (best_bare, make_score (&bare));
}

/* The official client runs in Node and counts for itself. */
static gboolean
run_official (
    const char *script, const char *folder, const char *port, guint parallel, Score *out_score)
{
  g_autofree char *n = g_strdup_printf ("%u", N_REQUESTS);
  g_autofree char *at_once = g_strdup_printf ("%u", parallel);
  g_autofree char *output = NULL;
  g_auto (GStrv) numbers = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL,
                     (char *[]){ (char *) "node", (char *) script, (char *) folder,
                                 (char *) port, n, at_once, NULL },
                     NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, NULL) ||
      !g_spawn_check_wait_status (status, NULL))
    return FALSE;
  numbers = g_strsplit (output, " ", 2);
  if (g_strv_length (numbers) != 2)
    return FALSE;
  out_score->rate = g_ascii_strtod (numbers[0], NULL);
  out_score->cpu_us = g_ascii_strtod (numbers[1], NULL);
  return TRUE;
}

static void
print_row (const char *name, const Score *scores)
{
  g_print ("%-28s %8.0f /s %6.0f us   %8.0f /s %6.0f us\n", name, scores[0].rate,
           scores[0].cpu_us, scores[1].rate, scores[1].cpu_us);
}

static void
print_ratio (const char *name, const Score *ours, const Score *theirs, const char *goal)
{
  g_print ("%-28s %8.2f    %6.2f      %8.2f    %6.2f      goal for the rate: %s\n", name,
           ours[0].rate / theirs[0].rate, ours[0].cpu_us / theirs[0].cpu_us,
           ours[1].rate / theirs[1].rate, ours[1].cpu_us / theirs[1].cpu_us, goal);
}

static void
measure (Bench *bench, const char *port, const char *script, const char *folder)
{
  Score ours[2] = { { 0 } };
  Score bare[2] = { { 0 } };
  Score official[2] = { { 0 } };
  Spent warm_up = { 0, 0 };
  gboolean has_official = folder != NULL;

  run (bench, start_client, N_WARM_UP, 8, &warm_up);
  run (bench, start_bare, N_WARM_UP, 8, &warm_up);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (parallels); i++)
        {
          Score score = { 0 };

          run_round (bench, parallels[i], &ours[i], &bare[i]);
          has_official = has_official &&
                         run_official (script, folder, port, parallels[i], &score);
          keep_best (&official[i], score);
        }
    }
  g_print ("%u signed PUTs, best of %u     1 at once               8 at once\n", N_REQUESTS,
           N_ROUNDS);
  print_row ("NpClient", ours);
  print_row ("bare libsoup loop", bare);
  if (has_official)
    print_row ("official client for Node", official);
  print_ratio ("NpClient / bare libsoup", ours, bare, "at least 0.85");
  if (has_official)
    print_ratio ("NpClient / official", ours, official, "at least 2.5");
}

static Bench *
bench_new (const char *port)
{
  Bench *self = g_new0 (Bench, 1);
  g_autofree char *base = g_strconcat ("http://127.0.0.1:", port, NULL);
  g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (base, NULL);
  g_autoptr (NpSecret) secret = np_secret_new (SECRET, -1);
  g_autoptr (NpCredentials) credentials = np_credentials_new (KEY_ID, secret, NULL);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (credentials);

  self->loop = g_main_loop_new (NULL, FALSE);
  self->body = g_bytes_new_static (BODY, strlen (BODY));
  self->client = np_client_new (endpoint, NP_CREDENTIALS_PROVIDER (provider), NULL);
  self->session = soup_session_new_with_options ("max-conns-per-host", 10, NULL);
  soup_session_set_proxy_resolver (self->session, NULL);
  self->authority = g_strconcat ("127.0.0.1:", port, NULL);
  self->uri = g_strconcat (base, MODEL_PATH, NULL);
  return self;
}

static void
bench_free (Bench *self)
{
  g_main_loop_unref (self->loop);
  g_object_unref (self->client);
  g_object_unref (self->session);
  g_bytes_unref (self->body);
  g_free (self->authority);
  g_free (self->uri);
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

  folder = official_client_install ();
  bench = bench_new (port);
  measure (bench, port, argv[2], folder);
  bench_free (bench);
  official_client_remove (folder);
  return 0;
}
