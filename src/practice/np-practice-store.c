/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-store.h"

#include "np-practice-identity.h"
#include "np-practice-resources.h"

#define SAMPLES_PATH NP_RESOURCE_PATH "/practice/samples.json"

struct _NpPracticeStore
{
  /* Owned */
  GPtrArray *workspaces;
  GPtrArray *models;
  char *identity;

  /* State */
  NpPracticeRights rights;
};

static GPtrArray *
read_records (const NpJsonValue *array)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (
      (GDestroyNotify) np_practice_record_free);

  for (guint i = 0; i < np_json_value_get_length (array); i++)
    g_ptr_array_add (records, np_practice_record_new (np_json_value_get_element (array, i)));
  return records;
}

static gint64
parse_time (const char *text)
{
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  if (time == NULL)
    return G_MININT64;
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

/* UTC with milliseconds, as in the API's examples. Put together from numbers,
 * because a locale may have digits of its own. */
static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", g_date_time_get_year (start),
                          g_date_time_get_month (start), g_date_time_get_day_of_month (start),
                          g_date_time_get_hour (start), g_date_time_get_minute (start),
                          g_date_time_get_second (start),
                          (int) (time % G_USEC_PER_SEC / G_TIME_SPAN_MILLISECOND));
}

/**
 * np_practice_store_new:
 *
 * Returns: (transfer full): a store filled with the sample models
 */
NpPracticeStore *
np_practice_store_new (void)
{
  NpPracticeStore *self = g_new0 (NpPracticeStore, 1);
  GResource *resource = np_practice_get_resource ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (NpJson) json = NULL;
  const NpJsonValue *root = NULL;

  bytes = g_resource_lookup_data (resource, SAMPLES_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_assert_no_error (error);
  json = np_json_parse (bytes, &error);
  g_assert_no_error (error);
  root = np_json_get_root (json);
  self->workspaces = read_records (np_json_value_get_member (root, "Workspaces"));
  self->models = read_records (np_json_value_get_member (root, "Models"));
  self->identity = g_strdup (NP_PRACTICE_IDENTITY_DEFAULT);
  return self;
}

/**
 * np_practice_store_free:
 *
 * Frees the store with its models.
 */
void
np_practice_store_free (NpPracticeStore *self)
{
  g_ptr_array_unref (self->workspaces);
  g_ptr_array_unref (self->models);
  g_free (self->identity);
  g_free (self);
}

/**
 * np_practice_store_get_models:
 *
 * Returns: (transfer none) (element-type NpPracticeRecord): all models
 */
GPtrArray *
np_practice_store_get_models (NpPracticeStore *self)
{
  return self->models;
}

/**
 * np_practice_store_get_workspaces:
 *
 * Returns: (transfer none) (element-type NpPracticeRecord): all workspaces
 */
GPtrArray *
np_practice_store_get_workspaces (NpPracticeStore *self)
{
  return self->workspaces;
}

/**
 * np_practice_store_get_identity:
 *
 * Returns: (transfer none): the IdentityType of whoever calls
 */
const char *
np_practice_store_get_identity (NpPracticeStore *self)
{
  return self->identity;
}

/**
 * np_practice_store_set_identity:
 * @identity_type: an IdentityType
 *
 * Sets as what whoever calls is known.
 */
void
np_practice_store_set_identity (NpPracticeStore *self, const char *identity_type)
{
  g_autofree char *old = g_steal_pointer (&self->identity);

  self->identity = g_strdup (identity_type);
}

/**
 * np_practice_store_get_rights:
 *
 * Returns: which models whoever calls may change
 */
NpPracticeRights
np_practice_store_get_rights (NpPracticeStore *self)
{
  return self->rights;
}

/**
 * np_practice_store_set_rights:
 * @rights: which models whoever calls may change
 *
 * Gives whoever calls these rights.
 */
void
np_practice_store_set_rights (NpPracticeStore *self, NpPracticeRights rights)
{
  self->rights = rights;
}

/**
 * np_practice_store_has_workspace:
 * @workspace_id: the ID of a workspace
 *
 * Returns: whether there is such a workspace
 */
gboolean
np_practice_store_has_workspace (NpPracticeStore *self, const char *workspace_id)
{
  for (guint i = 0; i < self->workspaces->len; i++)
    {
      g_autofree char *id = np_practice_record_dup_string (self->workspaces->pdata[i],
                                                           "WorkspaceId");

      if (g_strcmp0 (id, workspace_id) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * np_practice_store_find_model:
 *
 * Returns: (nullable) (transfer none): the model, or %NULL when there is none
 */
NpPracticeRecord *
np_practice_store_find_model (NpPracticeStore *self, const char *model_id)
{
  for (guint i = 0; i < self->models->len; i++)
    {
      NpPracticeRecord *model = self->models->pdata[i];
      g_autofree char *id = np_practice_record_dup_string (model, "ModelId");

      if (g_strcmp0 (id, model_id) == 0)
        return model;
    }
  return NULL;
}

static gboolean
stands_as_before (NpPracticeRecord *model, NpPracticeRecord *old)
{
  const char *time = np_practice_record_get_raw (model, "GmtModifiedTime");

  if (time == NULL)
    return TRUE;
  return old != NULL &&
         g_strcmp0 (time, np_practice_record_get_raw (old, "GmtModifiedTime")) == 0;
}

/**
 * np_practice_store_put_model:
 * @model_id: its ID
 * @json: an object, the whole model
 * @now: the service's time, in microseconds since 1970
 *
 * Sets a model as if somebody else had written it. Its GmtModifiedTime moves on
 * unless @json brings another one.
 *
 * Returns: %FALSE when @json is no JSON object
 */
gboolean
np_practice_store_put_model (NpPracticeStore *self,
                             const char *model_id,
                             const char *json,
                             gint64 now)
{
  g_autoptr (NpJson) parsed = np_json_parse_text (json, NULL);
  NpPracticeRecord *old = np_practice_store_find_model (self, model_id);
  NpPracticeRecord *model = NULL;
  guint i = 0;

  if (parsed == NULL ||
      np_json_value_get_kind (np_json_get_root (parsed)) != NP_JSON_KIND_OBJECT)
    return FALSE;
  model = np_practice_record_new (np_json_get_root (parsed));
  np_practice_record_set_string (model, "ModelId", model_id);
  if (stands_as_before (model, old))
    {
      const char *time = old != NULL ? np_practice_record_get_raw (old, "GmtModifiedTime")
                                     : NULL;

      if (time != NULL)
        np_practice_record_set_raw (model, "GmtModifiedTime", time);
      np_practice_store_touch (model, now);
    }
  if (old == NULL)
    {
      g_ptr_array_add (self->models, model);
      return TRUE;
    }
  if (g_ptr_array_find (self->models, old, &i))
    {
      np_practice_record_free (old);
      self->models->pdata[i] = model;
    }
  return TRUE;
}

/**
 * np_practice_store_touch:
 * @now: the service's time, in microseconds since 1970
 *
 * Moves GmtModifiedTime on: to @now, or by a millisecond when the clock did not
 * move or went back, so that two changes never look like one.
 */
void
np_practice_store_touch (NpPracticeRecord *model, gint64 now)
{
  g_autofree char *old = np_practice_record_dup_string (model, "GmtModifiedTime");
  gint64 before = parse_time (old);
  g_autofree char *text = NULL;

  if (before != G_MININT64)
    now = MAX (now, before + G_TIME_SPAN_MILLISECOND);
  text = format_time (now);
  np_practice_record_set_string (model, "GmtModifiedTime", text);
}
