/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-problem.h"

#include <glib/gi18n.h>

#include "np-api-error.h"
#include "np-error-text.h"

enum
{
  PROP_0,
  PROP_CODE,
  PROP_STATUS,
  PROP_MESSAGE,
  PROP_REQUEST_ID,
  PROP_ACTION,
  PROP_OPERATION,
  PROP_MODEL_ID,
  PROP_HOST,
  PROP_TIME,
  N_PROPS
};

/**
 * NpProblem:
 *
 * One failure as a person sees it. It holds no secret: nothing of a request but
 * its operation, model and host ever gets into it.
 */
struct _NpProblem
{
  GObject parent_instance;

  /* Owned */
  char *values[N_PROPS];

  /* Borrowed, translated */
  const char *heading;
  const char *sentence;
  const char *next_step;
};

G_DEFINE_FINAL_TYPE (NpProblem, np_problem, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

/* Name of the property, and the words for it in the report. The report keeps
 * the service's own terms: it is for those who know them. */
static const struct
{
  const char *name;
  const char *term;
} terms[N_PROPS] = {
  [PROP_CODE] = { "code", "Code" },
  [PROP_STATUS] = { "status", "HTTP status" },
  [PROP_MESSAGE] = { "message", "Message" },
  [PROP_REQUEST_ID] = { "request-id", "RequestId" },
  [PROP_ACTION] = { "action", "Missing right" },
  [PROP_OPERATION] = { "operation", "Operation" },
  [PROP_MODEL_ID] = { "model-id", "Model ID" },
  [PROP_HOST] = { "host", "Host" },
  [PROP_TIME] = { "time", "Time" },
};

static void
fill_from_detail (NpProblem *self, const NpApiErrorDetail *detail)
{
  self->values[PROP_CODE] = g_strdup (detail->code);
  self->values[PROP_MESSAGE] = g_strdup (detail->message);
  self->values[PROP_REQUEST_ID] = g_strdup (detail->request_id);
  self->values[PROP_ACTION] = g_strdup (detail->action);
  self->values[PROP_HOST] = g_strdup (detail->host);
  if (detail->status != 0)
    self->values[PROP_STATUS] = g_strdup_printf ("%u", detail->status);
}

static void
np_problem_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpProblem *self = NP_PROBLEM (object);

  if (prop_id > 0 && prop_id < N_PROPS)
    g_value_set_string (value, self->values[prop_id]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
np_problem_finalize (GObject *object)
{
  NpProblem *self = NP_PROBLEM (object);

  for (guint i = 0; i < N_PROPS; i++)
    g_free (self->values[i]);

  G_OBJECT_CLASS (np_problem_parent_class)->finalize (object);
}

static void
np_problem_class_init (NpProblemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_problem_get_property;
  object_class->finalize = np_problem_finalize;

  for (guint i = 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (terms[i].name, NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_problem_init (NpProblem *self)
{
}

/**
 * np_problem_new:
 * @error: what went wrong
 * @operation: (nullable): the operation of the service that failed
 * @model_id: (nullable): the model that it was about
 *
 * Returns: (transfer full): the failure in words
 */
NpProblem *
np_problem_new (const GError *error, const char *operation, const char *model_id)
{
  NpProblem *self = g_object_new (NP_TYPE_PROBLEM, NULL);
  const NpApiErrorDetail *detail = error->domain == NP_API_ERROR
                                       ? np_api_error_get_detail (error)
                                       : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  self->heading = np_error_text_get_heading (operation);
  self->sentence = np_error_text_get_sentence (error);
  self->next_step = np_error_text_get_next_step (error);
  self->values[PROP_OPERATION] = g_strdup (operation);
  self->values[PROP_MODEL_ID] = g_strdup (model_id);
  self->values[PROP_TIME] = g_date_time_format_iso8601 (now);
  if (detail != NULL)
    fill_from_detail (self, detail);
  if (self->values[PROP_MESSAGE] == NULL)
    self->values[PROP_MESSAGE] = g_strdup (error->message);
  return self;
}

/**
 * np_problem_get_heading:
 * @self: a problem
 *
 * Returns: (transfer none): what did not happen
 */
const char *
np_problem_get_heading (NpProblem *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  return self->heading;
}

/**
 * np_problem_get_sentence:
 * @self: a problem
 *
 * Returns: (transfer none): what happened
 */
const char *
np_problem_get_sentence (NpProblem *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  return self->sentence;
}

/**
 * np_problem_get_next_step:
 * @self: a problem
 *
 * Returns: (transfer none): what to do next
 */
const char *
np_problem_get_next_step (NpProblem *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  return self->next_step;
}

/**
 * np_problem_dup_summary:
 * @self: a problem
 *
 * Returns: (transfer full): the problem in one line: what did not happen, the
 *   Code of the service if it gave one, and what happened
 */
char *
np_problem_dup_summary (NpProblem *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  if (self->values[PROP_CODE] == NULL)
    /* Translators: what did not happen, such as “Not saved”, then why */
    return g_strdup_printf (_ ("%s. %s"), self->heading, self->sentence);
  /* Translators: what did not happen, such as “Not saved”, then the code of the
   * service, then why */
  return g_strdup_printf (_ ("%s (%s). %s"), self->heading, self->values[PROP_CODE],
                          self->sentence);
}

/**
 * np_problem_dup_report:
 * @self: a problem
 *
 * A text for whoever helps: what is known of the failure, line by line, with no
 * key, signature or token in it.
 *
 * Returns: (transfer full): the report
 */
char *
np_problem_dup_report (NpProblem *self)
{
  GString *report = NULL;

  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  report = g_string_new (NULL);
  /* Translators: what did not happen, such as "Not saved", then the sentence that says why */
  g_string_append_printf (report, _ ("%s. %s"), self->heading, self->sentence);
  g_string_append (report, "\n\n");
  for (guint i = 1; i < N_PROPS; i++)
    {
      if (self->values[i] != NULL)
        g_string_append_printf (report, "%s: %s\n", terms[i].term, self->values[i]);
    }
  g_string_append (report, "Nameplate: " PACKAGE_VERSION "\n");
  return g_string_free (report, FALSE);
}
