/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-request-log.h"

#include "np-api-error.h"
#include "np-redact.h"

enum
{
  PROP_0,
  PROP_TIME,
  PROP_OPERATION,
  PROP_HOST,
  PROP_ATTEMPT,
  PROP_DURATION,
  PROP_STATUS,
  PROP_CODE,
  PROP_REQUEST_ID,
  PROP_OUTCOME,
  N_PROPS
};

struct _NpRequestLogEntry
{
  GObject parent_instance;

  /* Owned */
  char *operation;
  char *host;
  char *code;
  char *request_id;

  /* State */
  gint64 time;
  guint attempt;
  guint duration;
  guint status;
  int outcome;
};

G_DEFINE_FINAL_TYPE (NpRequestLogEntry, np_request_log_entry, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

/* For those who know the service: in the export, not on the screen. */
static const char *const outcome_words[] = {
  [NP_API_ERROR_CREDENTIALS_REJECTED] = "credentials-rejected",
  [NP_API_ERROR_TOKEN_EXPIRED] = "token-expired",
  [NP_API_ERROR_PERMISSION_DENIED] = "permission-denied",
  [NP_API_ERROR_NOT_FOUND] = "not-found",
  [NP_API_ERROR_CONFLICT] = "conflict",
  [NP_API_ERROR_THROTTLED] = "throttled",
  [NP_API_ERROR_INVALID_ARGUMENT] = "invalid-argument",
  [NP_API_ERROR_SERVER] = "server",
  [NP_API_ERROR_PROTOCOL] = "protocol",
  [NP_API_ERROR_TOO_LARGE] = "too-large",
  [NP_API_ERROR_REDIRECTED] = "redirected",
  [NP_API_ERROR_CLOCK_SKEW] = "clock-skew",
  [NP_API_ERROR_UNREACHABLE] = "unreachable",
  [NP_API_ERROR_PROXY] = "proxy",
  [NP_API_ERROR_TLS] = "tls",
  [NP_API_ERROR_TIMED_OUT] = "timed-out",
  [NP_API_ERROR_OUTCOME_UNKNOWN] = "outcome-unknown",
  [NP_API_ERROR_NOT_APPLIED] = "not-applied",
  [NP_API_ERROR_FAILED] = "failed",
};

static const char *
get_outcome_word (int outcome)
{
  if (outcome == NP_REQUEST_SUCCEEDED)
    return "ok";
  if (outcome == NP_REQUEST_CANCELLED)
    return "cancelled";
  return outcome >= 0 && outcome < (int) G_N_ELEMENTS (outcome_words) ? outcome_words[outcome]
                                                                      : "failed";
}

static void
np_request_log_entry_get_property (GObject *object,
                                   guint prop_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  NpRequestLogEntry *self = NP_REQUEST_LOG_ENTRY (object);

  switch (prop_id)
    {
    case PROP_TIME:
      g_value_set_int64 (value, self->time);
      break;
    case PROP_OPERATION:
      g_value_set_string (value, self->operation);
      break;
    case PROP_HOST:
      g_value_set_string (value, self->host);
      break;
    case PROP_ATTEMPT:
      g_value_set_uint (value, self->attempt);
      break;
    case PROP_DURATION:
      g_value_set_uint (value, self->duration);
      break;
    case PROP_STATUS:
      g_value_set_uint (value, self->status);
      break;
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_REQUEST_ID:
      g_value_set_string (value, self->request_id);
      break;
    case PROP_OUTCOME:
      g_value_set_int (value, self->outcome);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_request_log_entry_finalize (GObject *object)
{
  NpRequestLogEntry *self = NP_REQUEST_LOG_ENTRY (object);

  g_free (self->operation);
  g_free (self->host);
  g_free (self->code);
  g_free (self->request_id);

  G_OBJECT_CLASS (np_request_log_entry_parent_class)->finalize (object);
}

static void
np_request_log_entry_class_init (NpRequestLogEntryClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_request_log_entry_get_property;
  object_class->finalize = np_request_log_entry_finalize;

  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_OPERATION] = g_param_spec_string ("operation", NULL, NULL, NULL, flags);
  properties[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, NULL, flags);
  properties[PROP_ATTEMPT] = g_param_spec_uint ("attempt", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_DURATION] = g_param_spec_uint ("duration", NULL, NULL, 0, G_MAXUINT, 0,
                                                 flags);
  properties[PROP_STATUS] = g_param_spec_uint ("status", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  properties[PROP_REQUEST_ID] = g_param_spec_string ("request-id", NULL, NULL, NULL, flags);
  properties[PROP_OUTCOME] = g_param_spec_int ("outcome", NULL, NULL, NP_REQUEST_CANCELLED,
                                               G_MAXINT, NP_REQUEST_SUCCEEDED, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_request_log_entry_init (NpRequestLogEntry *self)
{
}

/**
 * np_request_log_entry_new:
 * @fields: what is known of a request
 *
 * Returns: (transfer full): the entry
 */
NpRequestLogEntry *
np_request_log_entry_new (const NpRequestLogFields *fields)
{
  NpRequestLogEntry *self = g_object_new (NP_TYPE_REQUEST_LOG_ENTRY, NULL);

  self->time = fields->time;
  self->operation = g_strdup (fields->operation);
  self->host = g_strdup (fields->host);
  self->attempt = fields->attempt;
  self->duration = fields->duration;
  self->status = fields->status;
  self->code = np_redact_text (fields->code);
  self->request_id = np_redact_text (fields->request_id);
  self->outcome = fields->outcome;
  return self;
}

/**
 * np_request_log_entry_get_time:
 * @self: an entry
 *
 * Returns: when the request began, in microseconds since 1970
 */
gint64
np_request_log_entry_get_time (NpRequestLogEntry *self)
{
  g_return_val_if_fail (NP_IS_REQUEST_LOG_ENTRY (self), 0);

  return self->time;
}

/**
 * np_request_log_entry_get_operation:
 * @self: an entry
 *
 * Returns: (transfer none): the operation of the service
 */
const char *
np_request_log_entry_get_operation (NpRequestLogEntry *self)
{
  g_return_val_if_fail (NP_IS_REQUEST_LOG_ENTRY (self), NULL);

  return self->operation;
}

/**
 * np_request_log_entry_get_host:
 * @self: an entry
 *
 * Returns: (transfer none): the host, with its port if that is not the usual one
 */
const char *
np_request_log_entry_get_host (NpRequestLogEntry *self)
{
  g_return_val_if_fail (NP_IS_REQUEST_LOG_ENTRY (self), NULL);

  return self->host;
}

/**
 * np_request_log_entry_get_attempt:
 * @self: an entry
 *
 * Returns: which attempt of its call it was, from 1
 */
guint
np_request_log_entry_get_attempt (NpRequestLogEntry *self)
{
  g_return_val_if_fail (NP_IS_REQUEST_LOG_ENTRY (self), 0);

  return self->attempt;
}

/**
 * np_request_log_entry_get_duration:
 * @self: an entry
 *
 * Returns: how long it took, in milliseconds
 */
guint
np_request_log_entry_get_duration (NpRequestLogEntry *self)
{
  g_return_val_if_fail (NP_IS_REQUEST_LOG_ENTRY (self), 0);

  return self->duration;
}

/**
 * np_request_log_entry_get_status:
 * @self: an entry
 *
 * Returns: the HTTP status, 0 if no answer came
 */
guint
np_request_log_entry_get_status (NpRequestLogEntry *self)
{
  g_return_val_if_fail (NP_IS_REQUEST_LOG_ENTRY (self), 0);

  return self->status;
}

/**
 * np_request_log_entry_get_code:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): the Code of the service's error
 */
const char *
np_request_log_entry_get_code (NpRequestLogEntry *self)
{
  g_return_val_if_fail (NP_IS_REQUEST_LOG_ENTRY (self), NULL);

  return self->code;
}

/**
 * np_request_log_entry_get_request_id:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): the RequestId of the answer
 */
const char *
np_request_log_entry_get_request_id (NpRequestLogEntry *self)
{
  g_return_val_if_fail (NP_IS_REQUEST_LOG_ENTRY (self), NULL);

  return self->request_id;
}

/**
 * np_request_log_entry_get_outcome:
 * @self: an entry
 *
 * Returns: the code of its %NP_API_ERROR, %NP_REQUEST_SUCCEEDED or
 *   %NP_REQUEST_CANCELLED
 */
int
np_request_log_entry_get_outcome (NpRequestLogEntry *self)
{
  g_return_val_if_fail (NP_IS_REQUEST_LOG_ENTRY (self), NP_REQUEST_CANCELLED);

  return self->outcome;
}

static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / G_TIME_SPAN_SECOND);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", g_date_time_get_year (date),
                          g_date_time_get_month (date), g_date_time_get_day_of_month (date),
                          g_date_time_get_hour (date), g_date_time_get_minute (date),
                          g_date_time_get_second (date),
                          (int) (time % G_TIME_SPAN_SECOND / G_TIME_SPAN_MILLISECOND));
}

static const char *
or_dash (const char *text)
{
  return text != NULL && *text != '\0' ? text : "-";
}

/**
 * np_request_log_entry_dup_text:
 * @self: an entry
 *
 * Returns: (transfer full): the entry as one line, the same in every language:
 *   time, operation, host, attempt, milliseconds, status, outcome, Code and
 *   RequestId, parted by tabs
 */
char *
np_request_log_entry_dup_text (NpRequestLogEntry *self)
{
  g_autofree char *time = NULL;

  g_return_val_if_fail (NP_IS_REQUEST_LOG_ENTRY (self), NULL);

  time = format_time (self->time);
  return g_strdup_printf ("%s\t%s\t%s\t%u\t%u\t%u\t%s\t%s\t%s", time, or_dash (self->operation),
                          or_dash (self->host), self->attempt, self->duration, self->status,
                          get_outcome_word (self->outcome), or_dash (self->code),
                          or_dash (self->request_id));
}
