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

/* What is known of a failed call besides its GError code. A boxed value; every
 * text may be NULL. `message` is the service's own, cut to 500 characters and
 * free of control characters: plain text, never markup. */
typedef struct
{
  char *host;
  char *operation;
  guint status; /* HTTP status, 0 if no answer came */
  char *code;
  char *message;
  char *request_id;
  char *recommend;
  char *action; /* the right that was missing, from AccessDeniedDetail.AuthAction */
  char *principal;
  char *no_permission_type; /* ImplicitDeny or ExplicitDeny */
  gint64 server_time;       /* seconds since 1970 from the Date header, 0 if unknown */
  gint64 retry_after_ms;    /* -1 if the answer named none */
  gboolean maybe_sent;      /* TRUE if the request may have reached the service */
} NpApiErrorDetail;

#define NP_TYPE_API_ERROR_DETAIL (np_api_error_detail_get_type ())
GType np_api_error_detail_get_type (void);
NpApiErrorDetail *np_api_error_detail_new (void);
NpApiErrorDetail *np_api_error_detail_copy (const NpApiErrorDetail *self);
void np_api_error_detail_free (NpApiErrorDetail *self);

const NpApiErrorDetail *np_api_error_get_detail (const GError *error);
GError *np_api_error_new (NpApiError code,
                          const NpApiErrorDetail *detail,
                          const char *format,
                          ...) G_GNUC_PRINTF (3, 4);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpApiErrorDetail, np_api_error_detail_free)

G_END_DECLS
