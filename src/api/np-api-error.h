/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NP_API_ERROR (np_api_error_quark ())
GQuark np_api_error_quark (void);

typedef enum
{
  NP_API_ERROR_CREDENTIALS_REJECTED,
  NP_API_ERROR_TOKEN_EXPIRED,
  NP_API_ERROR_PERMISSION_DENIED,
  NP_API_ERROR_NOT_FOUND,
  NP_API_ERROR_CONFLICT,
  NP_API_ERROR_THROTTLED,
  NP_API_ERROR_INVALID_ARGUMENT,
  NP_API_ERROR_SERVER,
  NP_API_ERROR_PROTOCOL,
  NP_API_ERROR_TOO_LARGE,
  NP_API_ERROR_REDIRECTED,
  NP_API_ERROR_CLOCK_SKEW,
  NP_API_ERROR_UNREACHABLE,
  NP_API_ERROR_PROXY,
  NP_API_ERROR_TLS,
  NP_API_ERROR_TIMED_OUT,
  NP_API_ERROR_OUTCOME_UNKNOWN, /* a PUT may have arrived, and no look told whether it did */
  NP_API_ERROR_NOT_APPLIED,     /* the answer of a PUT was lost, a look showed the old values */
  NP_API_ERROR_FAILED,
} NpApiError;

/* How far a call had come. */
typedef enum
{
  NP_API_PHASE_NONE, /* it did not fail on the way */
  NP_API_PHASE_NAME_LOOKUP,
  NP_API_PHASE_CONNECT,
  NP_API_PHASE_TLS,
  NP_API_PHASE_SEND,
  NP_API_PHASE_FIRST_BYTE, /* waiting for the answer */
  NP_API_PHASE_BODY,       /* between two pieces of the answer */
  NP_API_PHASE_WHOLE,      /* the time of the whole call was over */
} NpApiPhase;

/* Why no connection came about, or how it ended. */
typedef enum
{
  NP_API_NET_PROBLEM_NONE,
  NP_API_NET_PROBLEM_NAME_UNKNOWN,       /* nobody knows a host of this name */
  NP_API_NET_PROBLEM_NAME_LOOKUP_FAILED, /* nobody who could know it answered */
  NP_API_NET_PROBLEM_NO_ROUTE,           /* this computer has no way there: offline */
  NP_API_NET_PROBLEM_REFUSED,
  NP_API_NET_PROBLEM_BROKEN, /* it was there and ended too early */
} NpApiNetProblem;

/* Why a protected connection was not trusted. */
typedef enum
{
  NP_API_TLS_PROBLEM_NONE,
  NP_API_TLS_PROBLEM_UNKNOWN_ISSUER, /* see tls_issuer: maybe a proxy that reads along */
  NP_API_TLS_PROBLEM_SELF_SIGNED,
  NP_API_TLS_PROBLEM_EXPIRED,
  NP_API_TLS_PROBLEM_NOT_YET_VALID,
  NP_API_TLS_PROBLEM_WRONG_HOST,
  NP_API_TLS_PROBLEM_WEAK, /* a short key, or a signature method of old */
  NP_API_TLS_PROBLEM_REVOKED,
  NP_API_TLS_PROBLEM_OLD_PROTOCOL, /* older than TLS 1.2 */
  NP_API_TLS_PROBLEM_NO_TLS,       /* what answered does not speak TLS */
  NP_API_TLS_PROBLEM_BROKEN_OFF,   /* it ended in the middle of the handshake */
  NP_API_TLS_PROBLEM_OTHER,
} NpApiTlsProblem;

/* What is known of a failed call besides its GError code. A boxed value; every
 * text may be NULL. Texts of the service are cut, free of control characters and
 * of secrets: plain text, never markup. */
typedef struct
{
  char *host;
  char *operation;
  guint n_attempts; /* how often it was tried, 0 if it never came to that */

  /* On the way */
  NpApiPhase phase;
  NpApiNetProblem net_problem;
  NpApiTlsProblem tls_problem;
  char *tls_issuer;    /* of the certificate that was refused */
  char *proxy_host;    /* through which it went */
  gboolean is_offline; /* by the system's own word, which may be wrong: a hint */
  gboolean maybe_sent; /* TRUE if the request may have reached the service */

  /* The answer */
  guint status; /* HTTP status, 0 if no answer came */
  char *code;
  gint64 numeric_code; /* of the service's own codes, 0 if it is no number */
  char *message;
  char *request_id;
  char *recommend;
  gboolean is_sign_in_page; /* a web page of the network answered */
  gboolean is_incomplete;   /* the answer broke off, or is no JSON */
  gint64 retry_after_ms;    /* -1 if the answer named no wait */

  /* The right that was missing, from AccessDeniedDetail */
  char *action;
  char *principal;
  char *principal_type;  /* SubUser, AssumedRoleUser or FederatedSSO */
  char *principal_owner; /* the main account */
  char *policy_type;     /* such as AccountLevelIdentityBasedPolicy */
  char *no_permission_type;
  gboolean is_explicit_deny; /* a policy says no, instead of none saying yes */
  char *diagnostic_message;  /* encoded: RAM's DecodeDiagnosticMessage reads it */

  /* Time */
  gint64 server_time; /* seconds since 1970 from the Date header, 0 if unknown */
  gboolean has_clock_offset;
  gint64 clock_offset_s; /* how far the service's clock is ahead of this computer's */
} NpApiErrorDetail;

#define NP_TYPE_API_ERROR_DETAIL (np_api_error_detail_get_type ())
GType np_api_error_detail_get_type (void);
NpApiErrorDetail *np_api_error_detail_new (void);
NpApiErrorDetail *np_api_error_detail_copy (const NpApiErrorDetail *self);
void np_api_error_detail_free (NpApiErrorDetail *self);

gboolean np_api_code_matches (const char *pattern, const char *code);

const NpApiErrorDetail *np_api_error_get_detail (const GError *error);
GError *np_api_error_new (NpApiError code,
                          const NpApiErrorDetail *detail,
                          const char *format,
                          ...) G_GNUC_PRINTF (3, 4);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpApiErrorDetail, np_api_error_detail_free)

G_END_DECLS
