/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-calls.h"

#include "np-practice-identity.h"
#include "np-practice-list.h"
#include "np-practice-permission.h"
#include "np-practice-update.h"

#include <string.h>

#define API_VERSION     "2021-02-04"
#define STS_VERSION     "2015-04-01"
#define WORKSPACES_PATH "/api/v1/workspaces"
#define MODELS_PATH     "/api/v1/models"
#define N_PERMISSION    3

/* What a path holds beside its fixed part. */
typedef enum
{
  HOLDS_NOTHING,
  HOLDS_MODEL,
  HOLDS_PERMISSION,
} Holds;

typedef struct
{
  const char *operation;
  const char *method;
  const char *path;
  Holds holds;
  const char *version;
} Operation;

/* Methods and paths by the API's documentation. The last one is of the STS API,
 * which has a host of its own. It also takes a POST; the table has one method for
 * each operation, and a client needs only one. */
static const Operation operations[] = {
  { "ListWorkspaces", "GET", WORKSPACES_PATH, HOLDS_NOTHING, API_VERSION },
  { "ListModels", "GET", MODELS_PATH, HOLDS_NOTHING, API_VERSION },
  { "GetModel", "GET", MODELS_PATH, HOLDS_MODEL, API_VERSION },
  { "UpdateModel", "PUT", MODELS_PATH, HOLDS_MODEL, API_VERSION },
  { "GetPermission", "GET", WORKSPACES_PATH, HOLDS_PERMISSION, API_VERSION },
  { "GetCallerIdentity", "GET", "/", HOLDS_NOTHING, STS_VERSION },
};

/* The ID is one segment of the path: a slash in it arrives as %2F. */
static const char *
find_model_segment (const char *path)
{
  const char *segment = path + strlen (MODELS_PATH "/");

  if (!g_str_has_prefix (path, MODELS_PATH "/"))
    return NULL;
  if (*segment == '\0' || strchr (segment, '/') != NULL)
    return NULL;
  return segment;
}

/* {WorkspaceId}/permissions/{PermissionCode}, each one segment. */
static void
find_permission (NpPracticeRoute *self, const char *path)
{
  g_auto (GStrv) parts = NULL;

  if (!g_str_has_prefix (path, WORKSPACES_PATH "/"))
    return;
  parts = g_strsplit (path + strlen (WORKSPACES_PATH "/"), "/", -1);
  if (g_strv_length (parts) != N_PERMISSION || *parts[0] == '\0' || *parts[2] == '\0' ||
      !g_str_equal (parts[1], "permissions"))
    return;
  self->workspace_id = g_uri_unescape_string (parts[0], NULL);
  self->permission_code = g_uri_unescape_string (parts[2], NULL);
}

static gboolean
is_path_of (const NpPracticeRoute *self, const Operation *entry, const char *path)
{
  switch (entry->holds)
    {
    case HOLDS_MODEL:
      return find_model_segment (path) != NULL;

    case HOLDS_PERMISSION:
      return self->workspace_id != NULL && self->permission_code != NULL;

    case HOLDS_NOTHING:
    default:
      return g_str_equal (path, entry->path);
    }
}

/**
 * np_practice_route_init:
 * @method: the HTTP method
 * @path: the path, still encoded
 *
 * Finds the operation of a request.
 */
void
np_practice_route_init (NpPracticeRoute *self, const char *method, const char *path)
{
  const char *segment = find_model_segment (path);

  self->operation = NULL;
  self->version = NULL;
  self->model_id = segment != NULL ? g_uri_unescape_string (segment, NULL) : NULL;
  self->workspace_id = NULL;
  self->permission_code = NULL;
  find_permission (self, path);
  self->problem = NP_PRACTICE_PROBLEM_ACTION_NOT_FOUND;
  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      const Operation *entry = &operations[i];

      if (!is_path_of (self, entry, path))
        continue;
      self->problem = NP_PRACTICE_PROBLEM_UNSUPPORTED_METHOD;
      if (!g_str_equal (method, entry->method))
        continue;
      self->operation = entry->operation;
      self->version = entry->version;
      self->problem = NP_PRACTICE_PROBLEM_NONE;
      return;
    }
}

/**
 * np_practice_route_clear:
 *
 * Frees what np_practice_route_init() filled in.
 */
void
np_practice_route_clear (NpPracticeRoute *self)
{
  g_clear_pointer (&self->model_id, g_free);
  g_clear_pointer (&self->workspace_id, g_free);
  g_clear_pointer (&self->permission_code, g_free);
}

/**
 * np_practice_calls_check:
 *
 * Checks that the request leads somewhere, and that its headers name the same
 * operation and the version of its API.
 *
 * Returns: %NP_PRACTICE_PROBLEM_NONE when the operation may run
 */
NpPracticeProblem
np_practice_calls_check (const NpPracticeRoute *route, const NpPracticeCall *call)
{
  const char *action = soup_message_headers_get_one (call->headers, "x-acs-action");
  const char *version = soup_message_headers_get_one (call->headers, "x-acs-version");

  if (route->problem != NP_PRACTICE_PROBLEM_NONE)
    return route->problem;
  if (g_strcmp0 (action, route->operation) != 0)
    return NP_PRACTICE_PROBLEM_ACTION_NOT_FOUND;
  if (g_strcmp0 (version, route->version) != 0)
    return NP_PRACTICE_PROBLEM_INVALID_VERSION;
  return NP_PRACTICE_PROBLEM_NONE;
}

static NpPracticeRecord *
find_model (NpPracticeStore *store, const NpPracticeRoute *route)
{
  return route->model_id != NULL ? np_practice_store_find_model (store, route->model_id) : NULL;
}

static NpPracticeProblem
get_model (NpPracticeStore *store, const NpPracticeRoute *route, GString *out)
{
  NpPracticeRecord *model = find_model (store, route);

  if (model == NULL)
    return NP_PRACTICE_PROBLEM_MODEL_NOT_FOUND;
  np_practice_record_append_members (model, NULL, out);
  return NP_PRACTICE_PROBLEM_NONE;
}

static NpPracticeProblem
get_permission (NpPracticeStore *store, const NpPracticeRoute *route, GString *out)
{
  if (!np_practice_store_has_workspace (store, route->workspace_id))
    return NP_PRACTICE_PROBLEM_WORKSPACE_NOT_FOUND;
  np_practice_permission_append_members (np_practice_store_get_rights (store),
                                         route->permission_code, out);
  return NP_PRACTICE_PROBLEM_NONE;
}

/* A provider's public model is everybody's to read and nobody's to change. */
static gboolean
may_update (NpPracticeStore *store, NpPracticeRecord *model)
{
  const char *user_id = np_practice_identity_get_user_id (
      np_practice_store_get_identity (store));

  return np_practice_record_get_raw (model, "Provider") == NULL &&
         np_practice_permission_covers (np_practice_store_get_rights (store), model, user_id);
}

static NpPracticeProblem
update_model (NpPracticeStore *store,
              const NpPracticeRoute *route,
              GBytes *body,
              NpPracticeSemantics semantics,
              gint64 now,
              char **out_detail)
{
  NpPracticeRecord *model = find_model (store, route);
  g_autoptr (NpJson) json = NULL;
  NpPracticeProblem problem = NP_PRACTICE_PROBLEM_NONE;

  if (model == NULL)
    return NP_PRACTICE_PROBLEM_MODEL_NOT_FOUND;
  if (!may_update (store, model))
    return NP_PRACTICE_PROBLEM_NO_PERMISSION;
  problem = np_practice_update_check (body, semantics, &json, out_detail);
  if (problem != NP_PRACTICE_PROBLEM_NONE)
    return problem;
  np_practice_update_apply (model, json, semantics);
  np_practice_store_touch (model, now);
  return NP_PRACTICE_PROBLEM_NONE;
}

/**
 * np_practice_calls_run:
 * @semantics: how the service behaves where no document says it
 * @now: the service's time, in microseconds since 1970
 * @out: where the members of the answer are appended, behind RequestId; stays
 *   as it is when there are none
 * @out_detail: (out) (optional): what to tell beside the standing message
 *
 * Runs an operation.
 *
 * Returns: %NP_PRACTICE_PROBLEM_NONE when it was done
 */
NpPracticeProblem
np_practice_calls_run (NpPracticeStore *store,
                       const NpPracticeRoute *route,
                       const NpPracticeCall *call,
                       NpPracticeSemantics semantics,
                       gint64 now,
                       GString *out,
                       char **out_detail)
{
  if (g_str_equal (route->operation, "ListWorkspaces"))
    return np_practice_list_workspaces (store, call->query, out);
  if (g_str_equal (route->operation, "ListModels"))
    return np_practice_list_models (store, call->query, out);
  if (g_str_equal (route->operation, "GetModel"))
    return get_model (store, route, out);
  if (g_str_equal (route->operation, "GetPermission"))
    return get_permission (store, route, out);
  if (g_str_equal (route->operation, "GetCallerIdentity"))
    {
      np_practice_identity_append_members (np_practice_store_get_identity (store), out);
      return NP_PRACTICE_PROBLEM_NONE;
    }
  return update_model (store, route, call->body, semantics, now, out_detail);
}
