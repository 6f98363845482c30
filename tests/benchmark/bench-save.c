/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-client.h"
#include "np-document.h"
#include "np-practice-service.h"

/* How long it takes from Send to "Saved", in round trips to a service that takes 50 ms
 * for each answer: out of a review, which has read the model already, and without one.
 * A round trip is the median of GetModel in the same run. It prints figures and never
 * fails by the clock. */

#define LATENCY_MS 50
#define N_ROUNDS   31
#define MODEL_ID   "model-rbvg5wzljz0000ks92"

typedef struct
{
  NpPracticeService *service;
  NpWorkspace *workspace;
  NpModelForm *form;
  NpDocument *document;
} Bench;

typedef struct
{
  double median;
  double worst;
} Times;

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static Times
summarise (GArray *times)
{
  Times result;

  g_array_sort (times, compare);
  result.median = g_array_index (times, double, times->len / 2);
  result.worst = g_array_index (times, double, times->len - 1);
  return result;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (slot);
}

static double
get_ms (void)
{
  return (double) g_get_monotonic_time () / G_TIME_SPAN_MILLISECOND;
}

static void
connect_to (Bench *self)
{
  g_autoptr (NpEndpoint)
      endpoint = np_endpoint_new_custom (np_practice_service_get_url (self->service), NULL);
  g_autoptr (NpSecret)
      secret = np_secret_new (np_practice_service_get_access_key_secret (self->service), -1);
  g_autoptr (NpCredentials) credentials =
      np_credentials_new (np_practice_service_get_access_key_id (self->service), secret, NULL);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (credentials);

  self->workspace = np_workspace_new ("Bench", endpoint, NP_CREDENTIALS_PROVIDER (provider),
                                      FALSE);
  self->form = np_model_form_new ();
  self->document = np_document_new (self->form);
}

static void
open_model (Bench *self)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_document_open_async (self->document, self->workspace, MODEL_ID, NULL, done_cb, &slot);
  result = wait_for (&slot);
  g_assert_true (np_document_open_finish (self->document, result, NULL));
}

static double
measure_reload (Bench *self, guint round)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  double begin = get_ms ();

  np_document_reload_async (self->document, NULL, done_cb, &slot);
  result = wait_for (&slot);
  g_assert_true (np_document_reload_finish (self->document, result, NULL));
  return get_ms () - begin;
}

static double
measure_save (Bench *self, guint round)
{
  g_autofree char *text = g_strdup_printf ("round %u", round);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  double begin = 0;

  np_model_form_set_text (self->form, NP_FIELD_TASK, text);
  begin = get_ms ();
  np_document_save_async (self->document, NULL, done_cb, &slot);
  result = wait_for (&slot);
  begin = get_ms () - begin;
  outcome = np_document_save_finish (self->document, result, NULL);
  g_assert_cmpint (np_save_outcome_get_result (outcome), ==, NP_SAVED_CONFIRMED);
  return begin;
}

/* Nobody presses Send before the review has read the model: a person reads too. */
static double
measure_reviewed_save (Bench *self, guint round)
{
  double duration = 0;

  np_model_form_set_text (self->form, NP_FIELD_TASK, "");
  np_document_begin_review (self->document);
  while (np_document_get_review_state (self->document) == NP_REVIEW_LOOKING)
    g_main_context_iteration (NULL, TRUE);
  duration = measure_save (self, 1000 + round);
  np_document_end_review (self->document);
  return duration;
}

static Times
measure (Bench *self, double (*once) (Bench *self, guint round))
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      double duration = once (self, round);

      g_array_append_val (times, duration);
    }
  return summarise (times);
}

static void
print_row (const char *name, Times times, double round_trip, const char *goal)
{
  g_print ("%-34s %9.1f %9.1f %9.2f   %s\n", name, times.median, times.worst,
           times.median / round_trip, goal);
}

int
main (int argc, char **argv)
{
  Bench bench = { NULL };
  Times reload;
  Times reviewed;
  Times plain;

  np_client_prepare_process ();
  bench.service = np_practice_service_new ();
  g_assert_true (np_practice_service_start (bench.service, NULL));
  connect_to (&bench);
  open_model (&bench);
  np_practice_service_set_latency (bench.service, LATENCY_MS);
  reload = measure (&bench, measure_reload);
  reviewed = measure (&bench, measure_reviewed_save);
  plain = measure (&bench, measure_save);

  g_print ("%-34s %9s %9s %9s\n", "Send to Saved", "median ms", "worst ms", "trips");
  print_row ("one read", reload, reload.median, "");
  print_row ("out of a review", reviewed, reload.median, "goal 2.2");
  print_row ("without a review", plain, reload.median, "goal 3.2");

  g_object_unref (bench.document);
  g_object_unref (bench.form);
  g_object_unref (bench.workspace);
  np_practice_service_stop (bench.service);
  g_object_unref (bench.service);
  return 0;
}
