/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-list-load-private.h"

#include "np-model-list-plan-private.h"

/* How many pages are asked for at once. */
#define MAX_RUNNING 4

struct _NpListLoad
{
  /* Owned */
  NpClient *client;
  char *workspace_id;
  char *provider;
  NpListPlan *plan;
  GCancellable *run; /* NULL while nothing is asked for: answers of another run are late */

  /* Borrowed */
  const NpListLoadFuncs *funcs;
  gpointer user_data;

  /* State */
  guint n_running;
};

typedef struct
{
  NpListLoad *load; /* owned */
  GCancellable *run;
  guint page;
} PageRequest;

static void ask (NpListLoad *self);

static void
clear (gpointer data)
{
  NpListLoad *self = data;

  g_object_unref (self->client);
  g_free (self->workspace_id);
  g_free (self->provider);
  np_list_plan_free (self->plan);
  g_clear_object (&self->run);
}

static void
page_request_free (PageRequest *request)
{
  g_rc_box_release_full (request->load, clear);
  g_object_unref (request->run);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PageRequest, page_request_free)

static void
end (NpListLoad *self)
{
  g_autoptr (GError) error = NULL;

  switch (np_list_plan_end (self->plan))
    {
    case NP_LIST_END_AGAIN:
      np_list_plan_begin_pass (self->plan);
      self->funcs->begin_pass (self->user_data);
      ask (self);
      return;

    case NP_LIST_END_FAILED:
      error = np_list_plan_dup_error (self->plan);
      break;

    case NP_LIST_END_COMPLETE:
    default:
      break;
    }
  g_clear_object (&self->run);
  self->funcs->ended (self->user_data, error);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PageRequest) request = user_data;
  NpListLoad *self = request->load;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpBatch) batch = np_client_list_models_finish (NP_CLIENT (source), result, &error);

  if (self->run != request->run)
    return;
  self->n_running--;
  if (batch != NULL)
    {
      guint n_new = self->funcs->take_page (self->user_data, batch);

      np_list_plan_arrived (self->plan, request->page, np_batch_get_n_sent (batch), n_new,
                            np_batch_get_total_count (batch));
    }
  else
    np_list_plan_failed (self->plan, request->page, error);
  if (self->run == request->run)
    ask (self);
}

static void
ask_for (NpListLoad *self, guint page)
{
  PageRequest *request = g_new0 (PageRequest, 1);
  const NpListModelsQuery query = { self->workspace_id, self->provider, page,
                                    np_list_plan_get_page_size (self->plan) };

  request->load = g_rc_box_acquire (self);
  request->run = g_object_ref (self->run);
  request->page = page;
  self->n_running++;
  np_client_list_models_async (self->client, &query, self->run, page_cb, request);
}

static void
ask (NpListLoad *self)
{
  guint page = 0;

  while (self->n_running < MAX_RUNNING && (page = np_list_plan_next (self->plan)) != 0)
    ask_for (self, page);
  if (self->n_running == 0)
    end (self);
}

/* A load that has not begun. @funcs and @user_data must outlive it. */
NpListLoad *
np_list_load_new (NpClient *client,
                  const char *workspace_id,
                  const char *provider,
                  const NpListLoadFuncs *funcs,
                  gpointer user_data)
{
  NpListLoad *self = g_rc_box_new0 (NpListLoad);

  self->client = g_object_ref (client);
  self->workspace_id = g_strdup (workspace_id);
  self->provider = g_strdup (provider);
  self->plan = np_list_plan_new ();
  self->funcs = funcs;
  self->user_data = user_data;
  return self;
}

/* After it no function is called any more. */
void
np_list_load_free (NpListLoad *self)
{
  np_list_load_stop (self);
  g_rc_box_release_full (self, clear);
}

/* Asks for what is missing: everything at first, after a failure or a stop the
 * rest. */
void
np_list_load_start (NpListLoad *self)
{
  g_return_if_fail (self->run == NULL);

  self->run = g_cancellable_new ();
  if (np_list_plan_retry (self->plan))
    self->funcs->begin_pass (self->user_data);
  ask (self);
}

/* Gives up what is on its way. */
void
np_list_load_stop (NpListLoad *self)
{
  g_autoptr (GCancellable) run = g_steal_pointer (&self->run);

  self->n_running = 0;
  if (run != NULL)
    g_cancellable_cancel (run);
}
