/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-deadline.h"

#include "np-await.h"

#define LOOK_MS 1
#define MS(n)   ((n) *G_TIME_SPAN_MILLISECOND)

/* A clock that goes only when the test says so. */
typedef struct
{
  NpDeadline *deadline;
  gint64 now;
  guint n_looks;
  guint n_expired;
  NpApiPhase phase;
  guint limit_ms;
} Clock;

static gint64
get_boot_time (gpointer user_data)
{
  Clock *clock = user_data;

  clock->n_looks++;
  return clock->now;
}

static void
expired_cb (NpApiPhase phase, guint limit_ms, gpointer user_data)
{
  Clock *clock = user_data;

  clock->n_expired++;
  clock->phase = phase;
  clock->limit_ms = limit_ms;
}

static void
set_up (Clock *clock, gconstpointer data)
{
  const NpSeam seam = { .get_boot_time = get_boot_time, .user_data = clock };

  clock->now = MS (1000);
  clock->deadline = np_deadline_new (&seam, MS (1000 + 30000), LOOK_MS, expired_cb, clock);
}

static void
tear_down (Clock *clock, gconstpointer data)
{
  np_deadline_free (clock->deadline);
}

/* Lets the deadline look at the clock a few times. */
static void
look (Clock *clock)
{
  guint n = clock->n_looks;

  if (clock->n_expired == 0)
    np_await_true (clock->n_looks > n + 3 || clock->n_expired > 0);
}

static void
assert_expired (Clock *clock, NpApiPhase phase, guint limit_ms)
{
  np_await_true (clock->n_expired > 0);
  g_assert_cmpuint (clock->n_expired, ==, 1);
  g_assert_cmpint (clock->phase, ==, phase);
  g_assert_cmpuint (clock->limit_ms, ==, limit_ms);
}

static void
test_whole (Clock *clock, gconstpointer data)
{
  clock->now += MS (29999);
  look (clock);
  g_assert_cmpuint (clock->n_expired, ==, 0);
  clock->now += MS (1);
  assert_expired (clock, NP_API_PHASE_WHOLE, 0);
}

static void
test_phase (Clock *clock, gconstpointer data)
{
  np_deadline_enter (clock->deadline, NP_API_PHASE_CONNECT, 5000);
  clock->now += MS (4999);
  look (clock);
  g_assert_cmpuint (clock->n_expired, ==, 0);
  clock->now += MS (1);
  assert_expired (clock, NP_API_PHASE_CONNECT, 5000);
}

/* Progress begins the limit anew; a phase that goes on does not. */
static void
test_progress (Clock *clock, gconstpointer data)
{
  np_deadline_enter (clock->deadline, NP_API_PHASE_NAME_LOOKUP, 5000);
  clock->now += MS (3000);
  np_deadline_go_on (clock->deadline, NP_API_PHASE_TLS);
  clock->now += MS (1999);
  look (clock);
  g_assert_cmpuint (clock->n_expired, ==, 0);
  np_deadline_enter (clock->deadline, NP_API_PHASE_SEND, 10000);
  clock->now += MS (9999);
  look (clock);
  g_assert_cmpuint (clock->n_expired, ==, 0);
  np_deadline_go_on (clock->deadline, NP_API_PHASE_FIRST_BYTE);
  clock->now += MS (1);
  assert_expired (clock, NP_API_PHASE_FIRST_BYTE, 10000);
}

/* Every phase in time, the whole not. */
static void
test_steady (Clock *clock, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      np_deadline_enter (clock->deadline, NP_API_PHASE_BODY, 10000);
      clock->now += MS (9999);
      look (clock);
      g_assert_cmpuint (clock->n_expired, ==, 0);
    }
  clock->now += MS (3);
  assert_expired (clock, NP_API_PHASE_WHOLE, 0);
}

/* The computer slept for a night: it is over as soon as that is seen. */
static void
test_sleep (Clock *clock, gconstpointer data)
{
  np_deadline_enter (clock->deadline, NP_API_PHASE_FIRST_BYTE, 10000);
  look (clock);
  clock->now += 8 * G_TIME_SPAN_HOUR;
  assert_expired (clock, NP_API_PHASE_WHOLE, 0);
  clock->now += G_TIME_SPAN_HOUR;
  np_await_nothing_pending ();
  g_assert_cmpuint (clock->n_expired, ==, 1);
}

/* Without a rhythm of one's own it is looked once a second, and when a limit
 * that is nearer comes. */
static void
test_default_rhythm (void)
{
  Clock clock = { .now = MS (1000) };
  const NpSeam seam = { .get_boot_time = get_boot_time, .user_data = &clock };

  clock.deadline = np_deadline_new (&seam, G_MAXINT64 / 2, 0, expired_cb, &clock);
  np_deadline_enter (clock.deadline, NP_API_PHASE_SEND, 1);
  clock.now += MS (1);
  assert_expired (&clock, NP_API_PHASE_SEND, 1);
  np_deadline_free (clock.deadline);
}

#define ADD(name, test) g_test_add ("/deadline/" name, Clock, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("whole", test_whole);
  ADD ("phase", test_phase);
  ADD ("progress", test_progress);
  ADD ("steady", test_steady);
  ADD ("sleep", test_sleep);
  g_test_add_func ("/deadline/default-rhythm", test_default_rhythm);
  return g_test_run ();
}
