/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-response-error.h"

#include <string.h>

#include "np-plain-text.h"
#include "np-redact.h"
#include "np-response-headers.h"

#define MAX_WORD_CHARACTERS    128
#define MAX_EXCERPT_CHARACTERS 80
#define MAX_DIAGNOSTIC_BYTES   8192

/* Of RFC 6585. */
#define STATUS_TOO_MANY_REQUESTS 429
#define STATUS_SIGN_IN           511

/* From the code of the service to ours, in this order; `*` at the end stands
 * for any rest. The gateway's codes are those of its public error tables. The
 * service's own are numbers, of which the official Terraform provider knows
 * some. */
static const struct
{
  const char *code;
  NpApiError error;
} codes[] = {
  { "SignatureDoesNotMatch*", NP_API_ERROR_CREDENTIALS_REJECTED },
  { "InvalidAccessKeyId*", NP_API_ERROR_CREDENTIALS_REJECTED },
  { "InvalidAccessKeySecret*", NP_API_ERROR_CREDENTIALS_REJECTED },
  { "InvalidSecurityToken.Expired*", NP_API_ERROR_TOKEN_EXPIRED },
  { "SecurityTokenExpired*", NP_API_ERROR_TOKEN_EXPIRED },
  { "InvalidSecurityToken*", NP_API_ERROR_CREDENTIALS_REJECTED },
  { "MissingSecurityToken*", NP_API_ERROR_CREDENTIALS_REJECTED },
  { "InvalidTimeStamp*", NP_API_ERROR_CLOCK_SKEW },
  { "IllegalTimestamp*", NP_API_ERROR_CLOCK_SKEW },
  { "NoPermission*", NP_API_ERROR_PERMISSION_DENIED },
  { "Forbidden*", NP_API_ERROR_PERMISSION_DENIED },
  { "StatusForbidden*", NP_API_ERROR_PERMISSION_DENIED },
  { "AccessDenied*", NP_API_ERROR_PERMISSION_DENIED },
  { "Throttling*", NP_API_ERROR_THROTTLED },
  { "Rejected.Throttling*", NP_API_ERROR_THROTTLED },
  { "ServiceUnavailable*", NP_API_ERROR_SERVER },
  { "InternalError*", NP_API_ERROR_SERVER },
  { "InvalidParameter*", NP_API_ERROR_INVALID_ARGUMENT },
  { "MissingParameter*", NP_API_ERROR_INVALID_ARGUMENT },
  { "InvalidAction*", NP_API_ERROR_INVALID_ARGUMENT },
  { "InvalidVersion*", NP_API_ERROR_INVALID_ARGUMENT },
  { "UnsupportedHTTPMethod*", NP_API_ERROR_INVALID_ARGUMENT },
  { "IncompleteSignature*", NP_API_ERROR_FAILED },
  { "201900002", NP_API_ERROR_NOT_FOUND }, /* the model */
  { "201900003", NP_API_ERROR_NOT_FOUND }, /* a version of it */
  { "100400008", NP_API_ERROR_NOT_FOUND }, /* the workspace */
  { "100400027", NP_API_ERROR_NOT_FOUND },
  { "100700008", NP_API_ERROR_NOT_FOUND },
};

/* What some codes say when they stand where a success should stand. */
static const char *const success_codes[] = { "OK", "Success", "0", "200" };

static const NpJsonValue *
get_either (const NpJsonValue *object, const char *key, const char *other_key)
{
  const NpJsonValue *value = np_json_value_get_member (object, key);

  return value != NULL ? value : np_json_value_get_member (object, other_key);
}

static gboolean
is_object (const NpJsonValue *value)
{
  return value != NULL && np_json_value_get_kind (value) == NP_JSON_KIND_OBJECT;
}

/* A code may be a number: the service's own are. */
static char *
dup_raw_text (const NpJsonValue *value)
{
  if (value == NULL)
    return NULL;
  if (np_json_value_get_kind (value) == NP_JSON_KIND_STRING)
    return np_json_value_dup_string (value);
  if (np_json_value_get_kind (value) == NP_JSON_KIND_NUMBER)
    return np_json_value_dup_raw (value);
  return NULL;
}

/**
 * np_response_error_dup_text:
 * @root: a JSON object
 * @key: the key to read
 * @other_key: the key to read if there is no @key
 *
 * Returns: (transfer full) (nullable): the short text or number there, safe to
 *   show
 */
char *
np_response_error_dup_text (const NpJsonValue *root, const char *key, const char *other_key)
{
  g_autofree char *raw = dup_raw_text (get_either (root, key, other_key));
  g_autofree char *redacted = np_redact_text (raw);

  return np_plain_text (redacted, MAX_WORD_CHARACTERS);
}

/**
 * np_response_error_is_in:
 * @root: the object of an answer with a status of 2xx
 *
 * Returns: %TRUE if the answer is an error all the same: it has a Code that is
 *   not a success's, and a Message. A model has neither.
 */
gboolean
np_response_error_is_in (const NpJsonValue *root)
{
  g_autofree char *code = np_response_error_dup_text (root, "Code", "code");

  if (code == NULL || get_either (root, "Message", "message") == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (success_codes); i++)
    {
      if (g_ascii_strcasecmp (code, success_codes[i]) == 0)
        return FALSE;
    }
  return TRUE;
}

/* What RAM's DecodeDiagnosticMessage takes is of use only whole. */
static char *
dup_diagnostic_message (const NpJsonValue *denied)
{
  g_autofree char *raw = dup_raw_text (
      get_either (denied, "EncodedDiagnosticMessage", "encodedDiagnosticMessage"));

  if (raw == NULL || *raw == '\0' || strlen (raw) > MAX_DIAGNOSTIC_BYTES)
    return NULL;
  for (const char *p = raw; *p != '\0'; p++)
    {
      if (!g_ascii_isgraph (*p))
        return NULL;
    }
  return np_redact_text (raw);
}

static void
read_access_denied (NpApiErrorDetail *detail, const NpJsonValue *denied)
{
  if (!is_object (denied))
    return;
  detail->action = np_response_error_dup_text (denied, "AuthAction", "authAction");
  detail->principal = np_response_error_dup_text (denied, "AuthPrincipalDisplayName",
                                                  "authPrincipalDisplayName");
  detail->principal_type = np_response_error_dup_text (denied, "AuthPrincipalType",
                                                       "authPrincipalType");
  detail->principal_owner = np_response_error_dup_text (denied, "AuthPrincipalOwnerId",
                                                        "authPrincipalOwnerId");
  detail->policy_type = np_response_error_dup_text (denied, "PolicyType", "policyType");
  detail->no_permission_type = np_response_error_dup_text (denied, "NoPermissionType",
                                                           "noPermissionType");
  detail->is_explicit_deny = g_strcmp0 (detail->no_permission_type, "ExplicitDeny") == 0;
  detail->diagnostic_message = dup_diagnostic_message (denied);
}

static void
read_body (NpApiErrorDetail *detail, const NpJsonValue *root)
{
  g_autofree char *message = dup_raw_text (get_either (root, "Message", "message"));
  g_autofree char *recommend = dup_raw_text (get_either (root, "Recommend", "recommend"));

  detail->code = np_response_error_dup_text (root, "Code", "code");
  if (detail->code != NULL)
    g_ascii_string_to_signed (detail->code, 10, 1, G_MAXINT64, &detail->numeric_code, NULL);
  detail->message = np_plain_text_message (message);
  detail->recommend = np_plain_text_link (recommend);
  detail->request_id = np_response_error_dup_text (root, "RequestId", "requestId");
  read_access_denied (detail, get_either (root, "AccessDeniedDetail", "accessDeniedDetail"));
}

/* The network itself may answer, before somebody has signed in to it: with a web
 * page in the place of what was asked for, with the way to one, or with the
 * status that was made for that. A page with any other status is more likely one
 * of a gateway in trouble. */
static gboolean
is_sign_in_page (const NpResponse *response)
{
  if (response->status == STATUS_SIGN_IN)
    return TRUE;
  if (!SOUP_STATUS_IS_SUCCESSFUL (response->status) &&
      !SOUP_STATUS_IS_REDIRECTION (response->status))
    return FALSE;
  return np_response_headers_has_web_page (response->headers) ||
         np_plain_text_is_web_page (response->body);
}

/**
 * np_response_error_new_detail:
 * @call: a call
 * @response: its answer
 *
 * Reads what an answer says of itself. A body that is not JSON (a web page, XML,
 * a cut one) leaves the status, the RequestId of the headers and its first 80
 * characters.
 *
 * Returns: (transfer full): the detail
 */
NpApiErrorDetail *
np_response_error_new_detail (const NpCall *call, const NpResponse *response)
{
  NpApiErrorDetail *detail = np_call_new_detail (call);
  g_autoptr (NpJson) own = NULL;
  NpJson *json = response->json;

  detail->phase = NP_API_PHASE_NONE;
  detail->status = response->status;
  detail->is_sign_in_page = is_sign_in_page (response);
  detail->server_time = np_response_headers_get_server_time (response->headers);
  detail->retry_after_ms = np_response_headers_get_retry_after (response->headers);
  if (!response->is_read && response->body != NULL)
    json = own = np_json_parse (response->body, NULL);
  if (json != NULL && is_object (np_json_get_root (json)))
    read_body (detail, np_json_get_root (json));
  else
    detail->message = np_plain_text_from_bytes (response->body, MAX_EXCERPT_CHARACTERS);
  if (detail->request_id == NULL)
    detail->request_id = np_response_headers_dup_request_id (response->headers);
  return detail;
}

/* A nonce is new on every attempt. If the service has seen it, something
 * between us sent the request twice, and the first one may have been done. */
static gboolean
decide_by_code (const NpCall *call, const char *code, NpApiError *out_error)
{
  if (code == NULL)
    return FALSE;
  if (np_api_code_matches ("SignatureNonceUsed*", code))
    {
      *out_error = call->is_save ? NP_API_ERROR_OUTCOME_UNKNOWN : NP_API_ERROR_SERVER;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (!np_api_code_matches (codes[i].code, code))
        continue;
      *out_error = codes[i].error;
      return TRUE;
    }
  return FALSE;
}

/* The gateway asks for a wait with a header of its own when it throttles, under
 * any Code. */
static gboolean
is_throttled (const NpResponse *response)
{
  return np_response_headers_has_gateway_wait (response->headers) &&
         (response->status == SOUP_STATUS_BAD_REQUEST ||
          response->status == SOUP_STATUS_SERVICE_UNAVAILABLE);
}

/* Who has to sign in to the network first is sent elsewhere too. */
static NpApiError
decide_by_status (guint status)
{
  if (SOUP_STATUS_IS_REDIRECTION (status) || status == STATUS_SIGN_IN)
    return NP_API_ERROR_REDIRECTED;
  if (SOUP_STATUS_IS_SERVER_ERROR (status))
    return NP_API_ERROR_SERVER;
  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      return NP_API_ERROR_CREDENTIALS_REJECTED;

    case SOUP_STATUS_FORBIDDEN:
      return NP_API_ERROR_PERMISSION_DENIED;

    case SOUP_STATUS_NOT_FOUND:
    case SOUP_STATUS_GONE:
      return NP_API_ERROR_NOT_FOUND;

    case SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED:
      return NP_API_ERROR_PROXY;

    case SOUP_STATUS_REQUEST_TIMEOUT:
      return NP_API_ERROR_TIMED_OUT;

    case SOUP_STATUS_CONFLICT:
    case SOUP_STATUS_PRECONDITION_FAILED:
      return NP_API_ERROR_CONFLICT;

    case STATUS_TOO_MANY_REQUESTS:
      return NP_API_ERROR_THROTTLED;

    default:
      return SOUP_STATUS_IS_CLIENT_ERROR (status) ? NP_API_ERROR_INVALID_ARGUMENT
                                                  : NP_API_ERROR_FAILED;
    }
}

/**
 * np_response_error_new:
 * @call: a call
 * @response: its answer, which is not a success
 *
 * Decides by the Code first and by the HTTP status second: statuses differ
 * between services, and an unknown AccessKey is a 404. A redirect is one
 * whatever its body says: it is no word of the service.
 *
 * Returns: (transfer full): the error, of the domain %NP_API_ERROR
 */
GError *
np_response_error_new (const NpCall *call, const NpResponse *response)
{
  g_autoptr (NpApiErrorDetail) detail = np_response_error_new_detail (call, response);
  NpApiError code = decide_by_status (response->status);

  if (!SOUP_STATUS_IS_REDIRECTION (response->status) &&
      !decide_by_code (call, detail->code, &code) && is_throttled (response))
    code = NP_API_ERROR_THROTTLED;
  return np_call_new_error (call, code, detail, "HTTP %u, %s", response->status,
                            detail->code != NULL ? detail->code : "no code");
}
