/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-problem.h"

#include <glib/gi18n.h>

#include "np-api-error.h"
#include "np-error-text.h"
#include "np-redact.h"

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
  GError *error;
  char *heading;
  char *sentence;
  char *next_step;
  char *link;
  char *facts[NP_N_PROBLEM_FACTS];
  char *retry_action;     /* NULL where trying again makes no sense */
  GVariant *retry_target; /* nullable */
  NpModel *model;         /* nullable: that it is about, if it is known */

  /* State */
  NpErrorOffers offers;
};

G_DEFINE_FINAL_TYPE (NpProblem, np_problem, G_TYPE_OBJECT)

/* What a fact is called: for a person, and in the report, which keeps the service's
 * own terms: it is for those who know them. */
static const struct
{
  const char *label;
  const char *term;
} facts[NP_N_PROBLEM_FACTS] = {
  [NP_PROBLEM_FACT_STATUS] = { N_ ("HTTP status"), NP_TERM ("HTTP status") },
  [NP_PROBLEM_FACT_CODE] = { N_ ("Code"), "Code" },
  /* Translators: the label of what the service says itself */
  [NP_PROBLEM_FACT_MESSAGE] = { N_ ("Message"), "Message" },
  [NP_PROBLEM_FACT_REQUEST_ID] = { N_ ("RequestId"), "RequestId" },
  [NP_PROBLEM_FACT_ACTION] = { N_ ("Missing right"), NP_TERM ("Missing right") },
  /* Translators: the label of a call of the service, such as UpdateModel */
  [NP_PROBLEM_FACT_OPERATION] = { N_ ("Operation"), "Operation" },
  [NP_PROBLEM_FACT_MODEL_ID] = { N_ ("Model ID"), NP_TERM ("Model ID") },
  /* Translators: the label of the address of a computer in the network */
  [NP_PROBLEM_FACT_HOST] = { N_ ("Host"), "Host" },
  [NP_PROBLEM_FACT_TIME] = { N_ ("Time"), "Time" },
};

static void
fill_from_detail (NpProblem *self, const NpApiErrorDetail *detail)
{
  self->facts[NP_PROBLEM_FACT_CODE] = g_strdup (detail->code);
  self->facts[NP_PROBLEM_FACT_MESSAGE] = g_strdup (detail->message);
  self->facts[NP_PROBLEM_FACT_REQUEST_ID] = g_strdup (detail->request_id);
  self->facts[NP_PROBLEM_FACT_ACTION] = g_strdup (detail->action);
  self->facts[NP_PROBLEM_FACT_HOST] = g_strdup (detail->host);
  if (detail->status != 0)
    self->facts[NP_PROBLEM_FACT_STATUS] = g_strdup_printf ("%u", detail->status);
}

/* The offers make sense only where there is something to do them with. */
static void
set_offers (NpProblem *self)
{
  self->link = np_error_text_dup_link (self->error);
  self->offers = np_error_text_get_offers (self->error, np_problem_get_operation (self));
  if (self->link == NULL)
    np_problem_withdraw_offers (self, NP_ERROR_OFFER_TROUBLESHOOTING);
}

static void
np_problem_finalize (GObject *object)
{
  NpProblem *self = NP_PROBLEM (object);

  g_clear_error (&self->error);
  g_free (self->heading);
  g_free (self->sentence);
  g_free (self->next_step);
  g_free (self->link);
  g_free (self->retry_action);
  g_clear_pointer (&self->retry_target, g_variant_unref);
  g_clear_object (&self->model);
  for (guint i = 0; i < NP_N_PROBLEM_FACTS; i++)
    g_free (self->facts[i]);

  G_OBJECT_CLASS (np_problem_parent_class)->finalize (object);
}

static void
np_problem_class_init (NpProblemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_problem_finalize;
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
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  self->error = g_error_copy (error);
  self->heading = np_error_text_dup_heading (error, operation);
  self->sentence = np_error_text_dup_sentence (error, operation);
  self->next_step = np_error_text_dup_next_step (error, operation);
  self->facts[NP_PROBLEM_FACT_OPERATION] = g_strdup (operation);
  self->facts[NP_PROBLEM_FACT_MODEL_ID] = g_strdup (model_id);
  self->facts[NP_PROBLEM_FACT_TIME] = g_date_time_format (now, "%Y-%m-%d %H:%M:%S %z");
  if (detail != NULL)
    fill_from_detail (self, detail);
  if (self->facts[NP_PROBLEM_FACT_MESSAGE] == NULL)
    self->facts[NP_PROBLEM_FACT_MESSAGE] = np_redact_text (error->message);
  set_offers (self);
  return self;
}

/**
 * np_problem_get_error:
 * @self: a problem
 *
 * Returns: (transfer none): what went wrong
 */
const GError *
np_problem_get_error (NpProblem *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  return self->error;
}

/**
 * np_problem_get_operation:
 * @self: a problem
 *
 * Returns: (transfer none) (nullable): the operation of the service that failed
 */
const char *
np_problem_get_operation (NpProblem *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  return self->facts[NP_PROBLEM_FACT_OPERATION];
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
 * np_problem_get_fact:
 * @self: a problem
 * @fact: what to tell
 *
 * Returns: (transfer none) (nullable): what is known; %NULL if nothing is
 */
const char *
np_problem_get_fact (NpProblem *self, NpProblemFact fact)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);
  g_return_val_if_fail (fact < NP_N_PROBLEM_FACTS, NULL);

  return self->facts[fact];
}

/**
 * np_problem_fact_get_label:
 * @fact: a fact
 *
 * Returns: (transfer none): what a person calls it
 */
const char *
np_problem_fact_get_label (NpProblemFact fact)
{
  g_return_val_if_fail (fact < NP_N_PROBLEM_FACTS, NULL);

  return _ (facts[fact].label);
}

/**
 * np_problem_get_link:
 * @self: a problem
 *
 * Returns: (transfer none) (nullable): the address of the page that explains it
 */
const char *
np_problem_get_link (NpProblem *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  return self->link;
}

/**
 * np_problem_get_offers:
 * @self: a problem
 *
 * Returns: what can be done about it; trying again only where it is known how
 */
NpErrorOffers
np_problem_get_offers (NpProblem *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NP_ERROR_OFFER_NONE);

  return self->retry_action != NULL ? self->offers : self->offers & ~NP_ERROR_OFFER_TRY_AGAIN;
}

/**
 * np_problem_withdraw_offers:
 * @self: a problem that nobody has seen yet
 * @offers: what cannot be done here
 */
void
np_problem_withdraw_offers (NpProblem *self, NpErrorOffers offers)
{
  g_return_if_fail (NP_IS_PROBLEM (self));

  self->offers &= ~offers;
}

/**
 * np_problem_set_retry:
 * @self: a problem that nobody has seen yet
 * @action: the action that tries again, at the place where the problem is told
 * @target: (nullable): what with
 */
void
np_problem_set_retry (NpProblem *self, const char *action, const char *target)
{
  g_return_if_fail (NP_IS_PROBLEM (self));
  g_return_if_fail (self->retry_action == NULL);

  self->retry_action = g_strdup (action);
  if (target != NULL)
    self->retry_target = g_variant_ref_sink (g_variant_new_string (target));
}

/**
 * np_problem_get_retry_action:
 * @self: a problem
 *
 * Returns: (transfer none) (nullable): the action that tries again
 */
const char *
np_problem_get_retry_action (NpProblem *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  return self->retry_action;
}

/**
 * np_problem_get_retry_target:
 * @self: a problem
 *
 * Returns: (transfer none) (nullable): what the action that tries again is told
 */
GVariant *
np_problem_get_retry_target (NpProblem *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  return self->retry_target;
}

/**
 * np_problem_set_model:
 * @self: a problem
 * @model: (nullable): the model that it is about
 *
 * What is known of the model may tell why something was denied.
 */
void
np_problem_set_model (NpProblem *self, NpModel *model)
{
  g_return_if_fail (NP_IS_PROBLEM (self));

  g_set_object (&self->model, model);
}

/**
 * np_problem_dup_rights:
 * @self: a problem
 *
 * Returns: (transfer full) (nullable): what was denied, and what would help; %NULL
 *   if nothing was denied
 */
NpRights *
np_problem_dup_rights (NpProblem *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  return np_rights_new (self->error, self->facts[NP_PROBLEM_FACT_MODEL_ID], self->model);
}

/**
 * np_problem_is_same:
 * @self: a problem
 * @other: another problem
 *
 * Returns: whether a person would say that the same went wrong again
 */
gboolean
np_problem_is_same (NpProblem *self, NpProblem *other)
{
  static const NpProblemFact telling[] = { NP_PROBLEM_FACT_OPERATION, NP_PROBLEM_FACT_MODEL_ID,
                                           NP_PROBLEM_FACT_STATUS, NP_PROBLEM_FACT_CODE,
                                           NP_PROBLEM_FACT_HOST };

  for (guint i = 0; i < G_N_ELEMENTS (telling); i++)
    {
      if (g_strcmp0 (self->facts[telling[i]], other->facts[telling[i]]) != 0)
        return FALSE;
    }
  return self->error->domain == other->error->domain &&
         self->error->code == other->error->code && g_str_equal (self->heading, other->heading);
}

/**
 * np_problem_dup_summary:
 * @self: a problem
 *
 * Returns: (transfer full): the problem in one line: what did not happen, and why
 */
char *
np_problem_dup_summary (NpProblem *self)
{
  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  /* Translators: what did not happen, such as “Not saved”, then why */
  return g_strdup_printf (_ ("%s. %s"), self->heading, self->sentence);
}

/**
 * np_problem_dup_report:
 * @self: a problem
 *
 * A text for whoever helps: what is known of the failure, line by line, with no
 * key, signature or token in it, whatever the service sent back.
 *
 * Returns: (transfer full): the report
 */
char *
np_problem_dup_report (NpProblem *self)
{
  g_autofree char *summary = NULL;
  g_autoptr (GString) report = NULL;

  g_return_val_if_fail (NP_IS_PROBLEM (self), NULL);

  summary = np_problem_dup_summary (self);
  report = g_string_new (summary);
  g_string_append (report, "\n\n");
  for (guint i = 0; i < NP_N_PROBLEM_FACTS; i++)
    {
      if (self->facts[i] != NULL)
        g_string_append_printf (report, "%s: %s\n", facts[i].term, self->facts[i]);
      else if (i == NP_PROBLEM_FACT_REQUEST_ID)
        g_string_append (report, "RequestId: none\n");
    }
  g_string_append (report, "Nameplate: " PACKAGE_VERSION "\n");
  return np_redact_text (report->str);
}
