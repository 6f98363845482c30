/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-diagnosis-text.h"

#include <glib/gi18n.h>

#include "np-error-text.h"
#include "np-redact.h"
#include "np-time-text.h"

/* What a person reads of each step of the way to the service. Of what is wrong the
 * sentences of np-error-text.h tell. */

/* A clock that is off by so much is as good as right, in seconds. */
#define CLOCK_TOLERANCE 1

static const struct
{
  const char *title;
  const char *term; /* in the report; “Signature” would be taken for one */
} steps[] = {
  /* Translators: a step on the way to the service: the proxy server of the network */
  [NP_DIAGNOSIS_PROXY] = { N_ ("Proxy"), "Proxy" },
  /* Translators: a step on the way to the service: its name becomes a network address */
  [NP_DIAGNOSIS_NAME] = { N_ ("Address"), NP_TERM ("Name lookup") },
  /* Translators: a step on the way to the service; also the page that shows this way */
  [NP_DIAGNOSIS_CONNECT] = { N_ ("Connection"), "Connect" },
  /* Translators: a step on the way to the service */
  [NP_DIAGNOSIS_TLS] = { N_ ("Encryption"), "TLS" },
  /* Translators: a step on the way to the service: whether the clock of this computer is
   * right */
  [NP_DIAGNOSIS_CLOCK] = { N_ ("Clock"), "Clock" },
  /* Translators: a step on the way to the service: whether it knows the key; the service’s
   * own word */
  [NP_DIAGNOSIS_SIGNATURE] = { N_ ("AccessKey"), NP_TERM ("Key check") },
  /* Translators: a step on the way to the service: what the key may do */
  [NP_DIAGNOSIS_RIGHT] = { N_ ("Rights"), "Right" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (steps) == NP_DIAGNOSIS_N_STEPS);

static const char *const state_terms[] = {
  [NP_DIAGNOSIS_WAITING] = "waiting", [NP_DIAGNOSIS_RUNNING] = "running",
  [NP_DIAGNOSIS_GOOD] = "good",       [NP_DIAGNOSIS_BAD] = "bad",
  [NP_DIAGNOSIS_UNKNOWN] = "unknown",
};

static NpDiagnosisState
get_state (NpDiagnosis *diagnosis, NpDiagnosisStepId id)
{
  return np_diagnosis_step_get_state (np_diagnosis_get_step (diagnosis, id));
}

/* Whoever stops the look is not told that it was stopped. */
static const GError *
get_error (NpDiagnosisStep *step)
{
  const GError *error = np_diagnosis_step_get_error (step);

  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : error;
}

/**
 * np_diagnosis_text_get_title:
 * @id: a step
 *
 * Returns: (transfer none): what the step looks at
 */
const char *
np_diagnosis_text_get_title (NpDiagnosisStepId id)
{
  g_return_val_if_fail (id < NP_DIAGNOSIS_N_STEPS, NULL);

  return _ (steps[id].title);
}

static gint64
get_seconds (const char *detail)
{
  gint64 seconds = 0;

  if (detail != NULL)
    g_ascii_string_to_signed (detail, 10, G_MININT64, G_MAXINT64, &seconds, NULL);
  return seconds;
}

static char *
dup_wrong_clock (const char *detail)
{
  g_autofree char *offset = np_time_text_dup_offset (get_seconds (detail));

  /* Translators: how far off, such as “12 minutes slow” */
  return g_strdup_printf (_ ("The clock of this computer is %s."), offset);
}

static char *
dup_clock (const char *detail)
{
  gint64 seconds = get_seconds (detail);
  g_autofree char *offset = NULL;

  if (seconds >= -CLOCK_TOLERANCE && seconds <= CLOCK_TOLERANCE)
    return g_strdup (_ ("The clock of this computer is right."));
  offset = np_time_text_dup_offset (seconds);
  /* Translators: how far off, such as “12 seconds slow” */
  return g_strdup_printf (_ ("The clock of this computer is %s. That is near enough."), offset);
}

static char *
dup_good (NpDiagnosisStepId id, const char *detail)
{
  switch (id)
    {
    case NP_DIAGNOSIS_PROXY:
      if (detail == NULL)
        return g_strdup (_ ("No proxy is in between."));
      /* Translators: the name of a host */
      return g_strdup_printf (_ ("The way goes through the proxy %s."), detail);

    case NP_DIAGNOSIS_NAME:
      /* Translators: one or more network addresses */
      return g_strdup_printf (_ ("Found at %s."), detail);

    case NP_DIAGNOSIS_CONNECT:
      if (detail == NULL)
        /* Translators: what a check of the way to the service found */
        return g_strdup (_ ("Connected."));
      /* Translators: a network address */
      return g_strdup_printf (_ ("Connected to %s."), detail);

    case NP_DIAGNOSIS_TLS:
      /* Translators: a version of TLS, such as “TLS 1.3” */
      return g_strdup_printf (_ ("Encrypted with %s; this system trusts the certificate."),
                              detail);

    case NP_DIAGNOSIS_CLOCK:
      return dup_clock (detail);

    case NP_DIAGNOSIS_SIGNATURE:
      if (detail == NULL)
        return g_strdup (_ ("The service accepts the AccessKey."));
      /* Translators: %s is the RequestId, the service’s own number of a request */
      return g_strdup_printf (_ ("The service accepts the AccessKey. RequestId: %s"), detail);

    case NP_DIAGNOSIS_RIGHT:
      return g_strdup (_ ("The AccessKey may list workspaces."));

    case NP_DIAGNOSIS_N_STEPS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Addresses of this computer need no encryption: then what follows was looked at all
 * the same. */
static gboolean
is_without_tls (NpDiagnosis *diagnosis)
{
  NpDiagnosisStep *next = np_diagnosis_get_step (diagnosis, NP_DIAGNOSIS_SIGNATURE);
  NpDiagnosisState state = np_diagnosis_step_get_state (next);

  return get_state (diagnosis, NP_DIAGNOSIS_CONNECT) == NP_DIAGNOSIS_GOOD &&
         (state == NP_DIAGNOSIS_RUNNING || state == NP_DIAGNOSIS_GOOD ||
          state == NP_DIAGNOSIS_BAD || get_error (next) != NULL);
}

/**
 * np_diagnosis_text_dup_sentence:
 * @diagnosis: the steps
 * @id: one of them
 *
 * Returns: (transfer full): what came of it, as one plain sentence; empty while it
 *   waits
 */
char *
np_diagnosis_text_dup_sentence (NpDiagnosis *diagnosis, NpDiagnosisStepId id)
{
  NpDiagnosisStep *step = np_diagnosis_get_step (diagnosis, id);
  const GError *error = get_error (step);

  switch (np_diagnosis_step_get_state (step))
    {
    case NP_DIAGNOSIS_RUNNING:
      return g_strdup (_ ("Looking…"));

    case NP_DIAGNOSIS_GOOD:
      return dup_good (id, np_diagnosis_step_get_detail (step));

    case NP_DIAGNOSIS_BAD:
    case NP_DIAGNOSIS_UNKNOWN:
      if (id == NP_DIAGNOSIS_CLOCK && error != NULL)
        return dup_wrong_clock (np_diagnosis_step_get_detail (step));
      if (error != NULL)
        return np_error_text_dup_sentence (error, NULL);
      if (id == NP_DIAGNOSIS_TLS && is_without_tls (diagnosis))
        return g_strdup (_ ("Not needed for an address of this computer."));
      return g_strdup (_ ("Not known."));

    case NP_DIAGNOSIS_WAITING:
    default:
      return g_strdup ("");
    }
}

/**
 * np_diagnosis_text_dup_next_step:
 * @diagnosis: the steps
 * @id: one of them
 *
 * Returns: (transfer full) (nullable): what to do about it; %NULL if there is nothing
 *   to do
 */
char *
np_diagnosis_text_dup_next_step (NpDiagnosis *diagnosis, NpDiagnosisStepId id)
{
  const GError *error = get_error (np_diagnosis_get_step (diagnosis, id));
  g_autofree char *next_step = NULL;

  if (error == NULL)
    return NULL;
  next_step = np_error_text_dup_next_step (error, NULL);
  if (id != NP_DIAGNOSIS_RIGHT)
    return g_steal_pointer (&next_step);
  /* Translators: two sentences, or a sentence and the RequestId */
  return g_strdup_printf (_ ("%s %s"), next_step,
                          _ ("Without it, models can still be opened by their ID."));
}

/**
 * np_diagnosis_text_dup_time:
 * @step: a step
 *
 * Returns: (transfer full): how long it took; empty if it did not take any time of its
 *   own
 */
char *
np_diagnosis_text_dup_time (NpDiagnosisStep *step)
{
  NpDiagnosisState state = np_diagnosis_step_get_state (step);
  NpDiagnosisStepId id = np_diagnosis_step_get_id (step);

  /* One request tells of the last three steps. */
  if ((state != NP_DIAGNOSIS_GOOD && get_error (step) == NULL) || id == NP_DIAGNOSIS_CLOCK ||
      id == NP_DIAGNOSIS_RIGHT)
    return g_strdup ("");
  /* Translators: a time in milliseconds */
  return g_strdup_printf (_ ("%u ms"), np_diagnosis_step_get_milliseconds (step));
}

/**
 * np_diagnosis_text_dup_verdict:
 * @diagnosis: the steps
 *
 * Returns: (transfer full): what came of the whole, as one sentence
 */
char *
np_diagnosis_text_dup_verdict (NpDiagnosis *diagnosis)
{
  gboolean has_unknown = FALSE;

  if (np_diagnosis_get_is_running (diagnosis))
    return g_strdup (_ ("Looking at one step after the other."));
  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    {
      NpDiagnosisStep *step = np_diagnosis_get_step (diagnosis, (NpDiagnosisStepId) i);

      if (get_error (step) != NULL)
        return g_strdup_printf (
            /* Translators: the step that failed, such as “Proxy” or “Clock” */
            _ ("Something is wrong at “%s”. What stands before it works."), _ (steps[i].title));
      has_unknown = has_unknown || (i != NP_DIAGNOSIS_TLS &&
                                    np_diagnosis_step_get_state (step) != NP_DIAGNOSIS_GOOD);
    }
  return g_strdup (has_unknown ? _ ("Not everything was looked at.") : _ ("Everything works."));
}

static void
append_step (GString *out, NpDiagnosis *diagnosis, NpDiagnosisStepId id)
{
  NpDiagnosisStep *step = np_diagnosis_get_step (diagnosis, id);
  g_autofree char *sentence = np_diagnosis_text_dup_sentence (diagnosis, id);
  g_autofree char *next_step = np_diagnosis_text_dup_next_step (diagnosis, id);

  g_string_append_printf (out, "%s: %s, %u ms. %s", steps[id].term,
                          state_terms[np_diagnosis_step_get_state (step)],
                          np_diagnosis_step_get_milliseconds (step), sentence);
  if (next_step != NULL)
    g_string_append_printf (out, " %s", next_step);
  g_string_append_c (out, '\n');
}

/**
 * np_diagnosis_text_dup_report:
 * @diagnosis: the steps
 * @workspace: what they lead to
 *
 * A text for whoever helps, with no key, signature or token in it, whatever was sent
 * back.
 *
 * Returns: (transfer full): the report
 */
char *
np_diagnosis_text_dup_report (NpDiagnosis *diagnosis, NpWorkspace *workspace)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H:%M:%S %z");
  g_autofree char *verdict = np_diagnosis_text_dup_verdict (diagnosis);
  g_autoptr (GString) out = g_string_new (verdict);

  g_string_append (out, "\n\n");
  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    append_step (out, diagnosis, (NpDiagnosisStepId) i);
  g_string_append_printf (out, "Host: %s\n", np_workspace_get_host (workspace));
  if (np_workspace_get_is_practice (workspace))
    g_string_append (out, NP_TERM ("Practice workspace: yes\n"));
  g_string_append_printf (out, "Time: %s\nNameplate: " PACKAGE_VERSION "\n", time);
  return np_redact_text (out->str);
}
