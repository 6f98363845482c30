/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-state.h"

#include "np-practice-calls.h"

/* The log keeps this many requests, so that a long session does not grow. */
#define MAX_LOGGED_REQUESTS 10000

/* What stands below the lock belongs to whoever holds it. */
struct _NpPracticeState
{
  GMutex lock;

  /* Owned */
  NpPracticeAuth *auth;
  NpPracticeStore *store;
  GHashTable *faults; /* operation -> GArray of NpPracticeFault */
  GPtrArray *requests;

  /* State */
  NpPracticeSemantics semantics;
  guint latency;       /* milliseconds */
  gint64 clock_offset; /* seconds */
};

/* What a request gets. */
typedef struct
{
  NpPracticeProblem problem;
  gboolean is_accepted;
  char *request_id;
  char *detail;
  GString *members;
} Outcome;

static const NpPracticeProblem fault_problems[] = {
  [NP_PRACTICE_FAULT_NONE] = NP_PRACTICE_PROBLEM_NONE,
  [NP_PRACTICE_FAULT_SIGNATURE_MISMATCH] = NP_PRACTICE_PROBLEM_SIGNATURE_MISMATCH,
  [NP_PRACTICE_FAULT_KEY_NOT_FOUND] = NP_PRACTICE_PROBLEM_KEY_NOT_FOUND,
  [NP_PRACTICE_FAULT_KEY_INACTIVE] = NP_PRACTICE_PROBLEM_KEY_INACTIVE,
  [NP_PRACTICE_FAULT_DATE_EXPIRED] = NP_PRACTICE_PROBLEM_DATE_EXPIRED,
  [NP_PRACTICE_FAULT_TOKEN_EXPIRED] = NP_PRACTICE_PROBLEM_TOKEN_EXPIRED,
  [NP_PRACTICE_FAULT_NO_PERMISSION] = NP_PRACTICE_PROBLEM_NO_PERMISSION,
  [NP_PRACTICE_FAULT_EXPLICIT_DENY] = NP_PRACTICE_PROBLEM_EXPLICIT_DENY,
  [NP_PRACTICE_FAULT_MODEL_NOT_FOUND] = NP_PRACTICE_PROBLEM_MODEL_NOT_FOUND,
  [NP_PRACTICE_FAULT_NOT_FOUND] = NP_PRACTICE_PROBLEM_NOT_FOUND,
  [NP_PRACTICE_FAULT_THROTTLED] = NP_PRACTICE_PROBLEM_THROTTLED,
  [NP_PRACTICE_FAULT_INTERNAL_ERROR] = NP_PRACTICE_PROBLEM_INTERNAL_ERROR,
  [NP_PRACTICE_FAULT_UNAVAILABLE] = NP_PRACTICE_PROBLEM_UNAVAILABLE,
  [NP_PRACTICE_FAULT_INVALID_PARAMETER] = NP_PRACTICE_PROBLEM_INVALID_PARAMETER,
  [NP_PRACTICE_FAULT_IGNORED] = NP_PRACTICE_PROBLEM_NONE,
};

static void
request_free (NpPracticeRequest *request)
{
  g_free (request->method);
  g_free (request->target);
  g_bytes_unref (request->body);
  g_free (request->operation);
  g_free (request->request_id);
  g_free (request);
}

static NpPracticeRequest *
request_copy (const NpPracticeRequest *request)
{
  NpPracticeRequest *copy = g_new0 (NpPracticeRequest, 1);

  copy->method = g_strdup (request->method);
  copy->target = g_strdup (request->target);
  copy->body = g_bytes_ref (request->body);
  copy->is_accepted = request->is_accepted;
  copy->status = request->status;
  copy->operation = g_strdup (request->operation);
  copy->request_id = g_strdup (request->request_id);
  return copy;
}

static void
outcome_clear (Outcome *outcome)
{
  g_free (outcome->request_id);
  g_free (outcome->detail);
  g_string_free (outcome->members, TRUE);
}

static char *
make_request_id (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_ascii_strup (uuid, -1);
}

static gint64
get_now (NpPracticeState *self)
{
  return g_get_real_time () + self->clock_offset * G_USEC_PER_SEC;
}

static NpPracticeFault
take_fault (NpPracticeState *self, const char *operation)
{
  GArray *queue = operation != NULL ? g_hash_table_lookup (self->faults, operation) : NULL;
  NpPracticeFault fault = NP_PRACTICE_FAULT_NONE;

  if (queue == NULL || queue->len == 0)
    return NP_PRACTICE_FAULT_NONE;
  fault = g_array_index (queue, NpPracticeFault, 0);
  g_array_remove_index (queue, 0);
  return fault;
}

static void
run_call (NpPracticeState *self,
          const NpPracticeRoute *route,
          const NpPracticeCall *call,
          Outcome *outcome)
{
  gint64 now = get_now (self);
  NpPracticeFault fault = NP_PRACTICE_FAULT_NONE;

  outcome->problem = np_practice_auth_check (self->auth, call, now, &outcome->detail);
  if (outcome->problem != NP_PRACTICE_PROBLEM_NONE)
    return;
  outcome->is_accepted = TRUE;
  outcome->problem = np_practice_calls_check (route, call);
  if (outcome->problem != NP_PRACTICE_PROBLEM_NONE)
    return;
  fault = take_fault (self, route->operation);
  outcome->problem = fault_problems[fault];
  if (fault == NP_PRACTICE_FAULT_NONE)
    outcome->problem = np_practice_calls_run (self->store, route, call, self->semantics, now,
                                              outcome->members, &outcome->detail);
}

static void
log_request (NpPracticeState *self,
             const NpPracticeRoute *route,
             const NpPracticeCall *call,
             const Outcome *outcome)
{
  NpPracticeRequest *request = g_new0 (NpPracticeRequest, 1);
  gboolean has_query = call->encoded_query != NULL;

  request->method = g_strdup (call->method);
  request->target = g_strconcat (call->path, has_query ? "?" : NULL, call->encoded_query, NULL);
  request->body = g_bytes_ref (call->body);
  request->is_accepted = outcome->is_accepted;
  request->status = np_practice_problem_get_status (outcome->problem);
  request->operation = g_strdup (route->operation);
  request->request_id = g_strdup (outcome->request_id);
  if (self->requests->len == MAX_LOGGED_REQUESTS)
    g_ptr_array_remove_index (self->requests, 0);
  g_ptr_array_add (self->requests, request);
}

static char *
make_body (const NpPracticeRoute *route, const NpPracticeCall *call, const Outcome *outcome)
{
  const char *host = soup_message_headers_get_one (call->headers, "Host");

  if (outcome->problem != NP_PRACTICE_PROBLEM_NONE)
    return np_practice_problem_make_body (outcome->problem, outcome->detail, route->operation,
                                          host != NULL ? host : "", outcome->request_id);
  return g_strdup_printf ("{\"RequestId\":\"%s\"%s%s}", outcome->request_id,
                          outcome->members->len > 0 ? "," : "", outcome->members->str);
}


/**
 * np_practice_state_new:
 *
 * Returns: (transfer full): a state with the sample models and no key
 */
NpPracticeState *
np_practice_state_new (void)
{
  NpPracticeState *self = g_new0 (NpPracticeState, 1);

  g_mutex_init (&self->lock);
  self->auth = np_practice_auth_new ();
  self->store = np_practice_store_new ();
  self->faults = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_array_unref);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  return self;
}

/**
 * np_practice_state_free:
 *
 * Frees the state; no thread may use it any more.
 */
void
np_practice_state_free (NpPracticeState *self)
{
  np_practice_auth_free (self->auth);
  np_practice_store_free (self->store);
  g_hash_table_unref (self->faults);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * np_practice_state_dup_workspace_id:
 *
 * Returns: (transfer full): the ID of the first workspace
 */
char *
np_practice_state_dup_workspace_id (NpPracticeState *self)
{
  GPtrArray *workspaces = np_practice_store_get_workspaces (self->store);

  return np_practice_record_dup_string (workspaces->pdata[0], "WorkspaceId");
}

static void
fill_answer (NpPracticeState *self,
             const NpPracticeRoute *route,
             const NpPracticeCall *call,
             Outcome *outcome,
             NpPracticeAnswer *answer)
{
  answer->status = np_practice_problem_get_status (outcome->problem);
  answer->body = make_body (route, call, outcome);
  answer->date = get_now (self);
  answer->is_throttled = outcome->problem == NP_PRACTICE_PROBLEM_THROTTLED;
  answer->latency = self->latency;
  answer->request_id = g_steal_pointer (&outcome->request_id);
}

/**
 * np_practice_state_answer:
 * @call: a request
 * @is_too_large: whether its body was too large to be kept
 * @out_answer: (out caller-allocates): what it gets
 *
 * Verifies a request, does what it asks and logs it, in one stretch under the
 * lock: the order in which requests take effect is the order of the log.
 */
void
np_practice_state_answer (NpPracticeState *self,
                          const NpPracticeCall *call,
                          gboolean is_too_large,
                          NpPracticeAnswer *out_answer)
{
  NpPracticeRoute route = { NULL };
  Outcome outcome = { NP_PRACTICE_PROBLEM_NONE };

  np_practice_route_init (&route, call->method, call->path);
  outcome.request_id = make_request_id ();
  outcome.members = g_string_new (NULL);
  g_mutex_lock (&self->lock);
  if (is_too_large)
    outcome.problem = NP_PRACTICE_PROBLEM_BODY_TOO_LARGE;
  else
    run_call (self, &route, call, &outcome);
  log_request (self, &route, call, &outcome);
  fill_answer (self, &route, call, &outcome, out_answer);
  g_mutex_unlock (&self->lock);
  outcome_clear (&outcome);
  np_practice_route_clear (&route);
}

/**
 * np_practice_answer_clear:
 *
 * Frees what np_practice_state_answer() filled in.
 */
void
np_practice_answer_clear (NpPracticeAnswer *answer)
{
  g_clear_pointer (&answer->request_id, g_free);
  g_clear_pointer (&answer->body, g_free);
}

/**
 * np_practice_state_add_key:
 *
 * Does np_practice_service_add_key().
 */
void
np_practice_state_add_key (NpPracticeState *self,
                           const char *access_key_id,
                           const char *access_key_secret,
                           const char *security_token)
{
  g_mutex_lock (&self->lock);
  np_practice_auth_add_key (self->auth, access_key_id, access_key_secret, security_token);
  g_mutex_unlock (&self->lock);
}

/**
 * np_practice_state_set_semantics:
 *
 * Does np_practice_service_set_semantics().
 */
void
np_practice_state_set_semantics (NpPracticeState *self, NpPracticeSemantics semantics)
{
  g_mutex_lock (&self->lock);
  self->semantics = semantics;
  g_mutex_unlock (&self->lock);
}

/**
 * np_practice_state_set_latency:
 *
 * Does np_practice_service_set_latency().
 */
void
np_practice_state_set_latency (NpPracticeState *self, guint milliseconds)
{
  g_mutex_lock (&self->lock);
  self->latency = milliseconds;
  g_mutex_unlock (&self->lock);
}

/**
 * np_practice_state_set_clock_offset:
 *
 * Does np_practice_service_set_clock_offset().
 */
void
np_practice_state_set_clock_offset (NpPracticeState *self, gint64 seconds)
{
  g_mutex_lock (&self->lock);
  self->clock_offset = seconds;
  g_mutex_unlock (&self->lock);
}

/**
 * np_practice_state_set_identity:
 *
 * Does np_practice_service_set_identity().
 */
void
np_practice_state_set_identity (NpPracticeState *self, const char *identity_type)
{
  g_mutex_lock (&self->lock);
  np_practice_store_set_identity (self->store, identity_type);
  g_mutex_unlock (&self->lock);
}

/**
 * np_practice_state_set_rights:
 *
 * Does np_practice_service_set_rights().
 */
void
np_practice_state_set_rights (NpPracticeState *self, NpPracticeRights rights)
{
  g_mutex_lock (&self->lock);
  np_practice_store_set_rights (self->store, rights);
  g_mutex_unlock (&self->lock);
}

/**
 * np_practice_state_push_fault:
 *
 * Does np_practice_service_push_fault().
 */
void
np_practice_state_push_fault (NpPracticeState *self,
                              const char *operation,
                              NpPracticeFault fault)
{
  GArray *queue = NULL;

  g_mutex_lock (&self->lock);
  queue = g_hash_table_lookup (self->faults, operation);
  if (queue == NULL)
    {
      queue = g_array_new (FALSE, FALSE, sizeof (NpPracticeFault));
      g_hash_table_insert (self->faults, g_strdup (operation), queue);
    }
  g_array_append_val (queue, fault);
  g_mutex_unlock (&self->lock);
}

/**
 * np_practice_state_get_n_pending_faults:
 *
 * Does np_practice_service_get_n_pending_faults().
 */
guint
np_practice_state_get_n_pending_faults (NpPracticeState *self)
{
  GHashTableIter iter;
  gpointer queue = NULL;
  guint n_faults = 0;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->faults);
  while (g_hash_table_iter_next (&iter, NULL, &queue))
    n_faults += ((GArray *) queue)->len;
  g_mutex_unlock (&self->lock);
  return n_faults;
}

/**
 * np_practice_state_dup_requests:
 *
 * Does np_practice_service_dup_requests().
 */
GPtrArray *
np_practice_state_dup_requests (NpPracticeState *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->requests->len; i++)
    g_ptr_array_add (copy, request_copy (self->requests->pdata[i]));
  g_mutex_unlock (&self->lock);
  return copy;
}

/**
 * np_practice_state_dup_model_json:
 *
 * Does np_practice_service_dup_model_json().
 */
GBytes *
np_practice_state_dup_model_json (NpPracticeState *self, const char *model_id)
{
  NpPracticeRecord *model = NULL;
  GString *out = NULL;

  g_mutex_lock (&self->lock);
  model = np_practice_store_find_model (self->store, model_id);
  if (model != NULL)
    {
      out = g_string_new ("{");
      np_practice_record_append_members (model, NULL, out);
      g_string_append_c (out, '}');
    }
  g_mutex_unlock (&self->lock);
  return out != NULL ? g_string_free_to_bytes (out) : NULL;
}

/**
 * np_practice_state_put_model_json:
 *
 * Does np_practice_service_put_model_json().
 */
gboolean
np_practice_state_put_model_json (NpPracticeState *self, const char *model_id, const char *json)
{
  gboolean is_put = FALSE;

  g_mutex_lock (&self->lock);
  is_put = np_practice_store_put_model (self->store, model_id, json, get_now (self));
  g_mutex_unlock (&self->lock);
  return is_put;
}

/**
 * np_practice_state_dup_model_ids:
 *
 * Does np_practice_service_dup_model_ids().
 */
char **
np_practice_state_dup_model_ids (NpPracticeState *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GPtrArray *models = NULL;

  g_mutex_lock (&self->lock);
  models = np_practice_store_get_models (self->store);
  for (guint i = 0; i < models->len; i++)
    g_ptr_array_add (ids, np_practice_record_dup_string (models->pdata[i], "ModelId"));
  g_mutex_unlock (&self->lock);
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_steal (ids, NULL);
}
