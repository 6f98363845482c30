/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-worker-private.h"

#include "np-job-queue-private.h"

/* After this long without a job the whole file is checked. */
#define IDLE_US (G_TIME_SPAN_SECOND)

/* How often a job makes room for urgent ones until it runs through. */
#define MAX_POSTPONED 5

/* Counted: the thread has a reference, and each notice on its way, and the store
 * until it stops the thread. */
struct _NpStoreWorker
{
  /* Owned */
  char *path;
  NpJobQueue *jobs;
  GMainContext *context;
  GWeakRef object;

  /* State */
  NpStoreNoticeFunc notice_func;
};

typedef struct
{
  NpStoreWorker *worker;
  char *text;
} Notice;

static void
clear (gpointer data)
{
  NpStoreWorker *self = data;

  g_free (self->path);
  np_job_queue_free (self->jobs);
  g_main_context_unref (self->context);
  g_weak_ref_clear (&self->object);
}

static void
unref (NpStoreWorker *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
free_notice (gpointer data)
{
  Notice *notice = data;

  unref (notice->worker);
  g_free (notice->text);
  g_free (notice);
}

static gboolean
notice_cb (gpointer user_data)
{
  Notice *notice = user_data;
  g_autoptr (GObject) object = g_weak_ref_get (&notice->worker->object);

  if (object != NULL)
    notice->worker->notice_func (object, notice->text);

  return G_SOURCE_REMOVE;
}

/* g_main_context_invoke() would run it here when the context has no owner yet. */
static void
send_notice (NpStoreWorker *self, NpDatabase *database)
{
  Notice *notice = NULL;
  GSource *source = NULL;

  if (database->notice == NULL)
    return;

  notice = g_new0 (Notice, 1);
  notice->worker = g_atomic_rc_box_acquire (self);
  notice->text = g_steal_pointer (&database->notice);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, notice_cb, notice, free_notice);
  g_source_attach (source, self->context);
  g_source_unref (source);
}

static void
answer_with_error (NpDatabase *database, GTask *task)
{
  np_database_tell_failure (database);
  g_task_return_error (task, np_database_dup_error (database));
}

/* Once more with another file, if what failed speaks against this one. */
static gboolean
run_again (NpDatabase *database, NpJob *job)
{
  if (!np_database_is_damaged (database) || !np_database_mend (database))
    return FALSE;

  np_database_start_job (database);

  return job->run (database, job->task);
}

static void
run_job (NpStoreWorker *self, NpDatabase *database, NpJob *job)
{
  if (!g_task_return_error_if_cancelled (job->task))
    {
      np_database_start_job (database);
      database->may_be_interrupted = job->urgency == NP_STORE_COMMON &&
                                     job->n_postponed < MAX_POSTPONED;
      if (!job->run (database, job->task))
        {
          if (np_database_is_interrupted (database))
            {
              job->n_postponed++;
              np_job_queue_put_back (self->jobs, job);
              return;
            }
          if (!run_again (database, job))
            answer_with_error (database, job->task);
        }
    }
  np_job_free (job);
}

/* The next job ends the check, and it begins anew when there is time again. */
static void
check_while_idle (NpStoreWorker *self, NpDatabase *database)
{
  np_database_start_job (database);
  if (np_job_queue_begin_check (self->jobs, database->handle))
    np_database_check (database);
  np_job_queue_end_check (self->jobs);

  if (np_database_is_damaged (database))
    np_database_mend (database);
  send_notice (self, database);
}

static NpJob *
wait_for_job (NpStoreWorker *self, NpDatabase *database)
{
  NpJob *job = NULL;

  while (job == NULL && !database->was_checked)
    {
      job = np_job_queue_pop (self->jobs, IDLE_US);
      if (job == NULL)
        check_while_idle (self, database);
    }

  return job != NULL ? job : np_job_queue_pop (self->jobs, -1);
}

static gpointer
thread_func (gpointer data)
{
  NpStoreWorker *self = data;
  NpDatabase *database = np_database_open (self->path);
  NpJob *job = NULL;

  database->n_urgent = np_job_queue_get_n_urgent (self->jobs);
  send_notice (self, database);
  for (job = wait_for_job (self, database); job->run != NULL;
       job = wait_for_job (self, database))
    {
      run_job (self, database, job);
      send_notice (self, database);
      np_database_tidy_log (database);
    }

  np_database_free (database);
  if (job->task != NULL)
    g_task_return_boolean (job->task, TRUE);
  np_job_free (job);
  unref (self);

  return NULL;
}

/**
 * np_store_worker_start: (skip)
 * @path: (nullable): the path of the file; %NULL for a database in memory
 * @object: who is told; not kept alive
 * @notice_func: tells it
 *
 * Starts the thread, which opens the database as its first work.
 *
 * Returns: (transfer full): the worker, until np_store_worker_stop()
 */
NpStoreWorker *
np_store_worker_start (const char *path, GObject *object, NpStoreNoticeFunc notice_func)
{
  NpStoreWorker *self = g_atomic_rc_box_new0 (NpStoreWorker);

  self->path = g_strdup (path);
  self->jobs = np_job_queue_new ();
  self->context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&self->object, object);
  self->notice_func = notice_func;
  g_thread_unref (g_thread_new ("store", thread_func, g_atomic_rc_box_acquire (self)));

  return self;
}

/**
 * np_store_worker_push: (skip)
 * @self: the worker
 * @urgency: whether it goes before others
 * @run: (nullable): the work
 * @task: (transfer full) (nullable): what is answered by it
 *
 * Adds a job. Jobs of one urgency run one after the other, in this order.
 */
void
np_store_worker_push (NpStoreWorker *self,
                      NpStoreUrgency urgency,
                      NpStoreJobFunc run,
                      GTask *task)
{
  NpJob *job = g_new0 (NpJob, 1);

  job->urgency = urgency;
  job->run = run;
  job->task = task;
  np_job_queue_push (self->jobs, job);
}

/**
 * np_store_worker_stop: (skip)
 * @self: (transfer full): the worker
 * @task: (transfer full) (nullable): is answered with %TRUE when the file is closed
 *
 * Ends the thread after the jobs that wait.
 */
void
np_store_worker_stop (NpStoreWorker *self, GTask *task)
{
  np_store_worker_push (self, NP_STORE_BARRIER, NULL, task);
  unref (self);
}
