/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-job-queue-private.h"

struct _NpJobQueue
{
  /* State, all but the count guarded by the mutex */
  GMutex mutex;
  GCond cond;
  GQueue jobs;
  sqlite3 *checked; /* what a new job interrupts, nullable */
  int n_urgent;     /* atomic */
};

/**
 * np_job_free: (skip)
 * @job: (transfer full): a job
 */
void
np_job_free (NpJob *job)
{
  g_clear_object (&job->task);
  g_free (job);
}

/**
 * np_job_queue_new: (skip)
 *
 * Returns: (transfer full): a queue without jobs
 */
NpJobQueue *
np_job_queue_new (void)
{
  NpJobQueue *self = g_new0 (NpJobQueue, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->jobs);

  return self;
}

/**
 * np_job_queue_free: (skip)
 * @self: a queue without jobs
 */
void
np_job_queue_free (NpJobQueue *self)
{
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/**
 * np_job_queue_get_n_urgent: (skip)
 * @self: a queue
 *
 * Returns: (transfer none): where the number of urgent jobs that wait stands, to be
 *   read with g_atomic_int_get()
 */
int *
np_job_queue_get_n_urgent (NpJobQueue *self)
{
  return &self->n_urgent;
}

/* An urgent job goes before the common ones at the end of the queue: what somebody
 * typed does not wait until long lists are written. */
static void
insert (NpJobQueue *self, NpJob *job)
{
  GList *after = self->jobs.tail;

  while (job->urgency == NP_STORE_URGENT && after != NULL &&
         ((NpJob *) after->data)->urgency == NP_STORE_COMMON)
    after = after->prev;

  if (after != NULL)
    g_queue_insert_after (&self->jobs, after, job);
  else
    g_queue_push_head (&self->jobs, job);
}

/**
 * np_job_queue_push: (skip)
 * @self: the queue
 * @job: (transfer full): a job
 *
 * Adds a job at its place, and ends the check of the file if there is one.
 */
void
np_job_queue_push (NpJobQueue *self, NpJob *job)
{
  g_mutex_lock (&self->mutex);
  insert (self, job);
  if (job->urgency == NP_STORE_URGENT)
    g_atomic_int_inc (&self->n_urgent);
  if (self->checked != NULL)
    sqlite3_interrupt (self->checked);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/**
 * np_job_queue_put_back: (skip)
 * @self: the queue
 * @job: (transfer full): a common job that made room for urgent ones
 *
 * Lets the job run again, right after those.
 */
void
np_job_queue_put_back (NpJobQueue *self, NpJob *job)
{
  GList *before = NULL;

  g_mutex_lock (&self->mutex);
  before = self->jobs.head;
  while (before != NULL && ((NpJob *) before->data)->urgency == NP_STORE_URGENT)
    before = before->next;
  g_queue_insert_before (&self->jobs, before, job);
  g_mutex_unlock (&self->mutex);
}

/* Waits until there is a job, or until LIMIT. */
static void
wait_for_job (NpJobQueue *self, gint64 limit)
{
  gboolean is_time = FALSE;

  while (g_queue_is_empty (&self->jobs) && !is_time)
    if (limit < 0)
      g_cond_wait (&self->cond, &self->mutex);
    else
      is_time = !g_cond_wait_until (&self->cond, &self->mutex, limit);
}

/**
 * np_job_queue_pop: (skip)
 * @self: the queue
 * @timeout_us: how long to wait at most, in microseconds; -1 for any time
 *
 * Returns: (transfer full) (nullable): the next job; %NULL if none came
 */
NpJob *
np_job_queue_pop (NpJobQueue *self, gint64 timeout_us)
{
  NpJob *job = NULL;

  g_mutex_lock (&self->mutex);
  wait_for_job (self, timeout_us < 0 ? -1 : g_get_monotonic_time () + timeout_us);
  job = g_queue_pop_head (&self->jobs);
  if (job != NULL && job->urgency == NP_STORE_URGENT)
    g_atomic_int_add (&self->n_urgent, -1);
  g_mutex_unlock (&self->mutex);

  return job;
}

/**
 * np_job_queue_begin_check: (skip)
 * @self: the queue
 * @handle: a connection that the next job interrupts
 *
 * Returns: whether no job waits
 */
gboolean
np_job_queue_begin_check (NpJobQueue *self, sqlite3 *handle)
{
  gboolean is_idle = FALSE;

  g_mutex_lock (&self->mutex);
  is_idle = g_queue_is_empty (&self->jobs);
  self->checked = handle;
  g_mutex_unlock (&self->mutex);

  return is_idle;
}

/**
 * np_job_queue_end_check: (skip)
 * @self: the queue
 */
void
np_job_queue_end_check (NpJobQueue *self)
{
  g_mutex_lock (&self->mutex);
  self->checked = NULL;
  g_mutex_unlock (&self->mutex);
}
