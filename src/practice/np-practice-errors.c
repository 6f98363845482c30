/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-errors.h"

#include "np-json.h"
#include "np-sign.h"

typedef struct
{
  const char *code;
  guint status;
  const char *message;
} Problem;

/* The codes, statuses and messages of the gateway's published error tables.
 * That a model or a workspace is not found is told by a number of the service's
 * own, whose status no document gives: 404 is the natural one. The same holds for the
 * code of a body that is too large. */
static const Problem problems[] = {
  [NP_PRACTICE_PROBLEM_NONE] = { "", 200, "" },
  [NP_PRACTICE_PROBLEM_SIGNATURE_MISMATCH] = { "SignatureDoesNotMatch", 400,
                                               "Specified signature does not match our "
                                               "calculation." },
  [NP_PRACTICE_PROBLEM_SIGNATURE_INCOMPLETE] = { "IncompleteSignature", 400,
                                                 "The request signature does not conform to "
                                                 "the standard." },
  [NP_PRACTICE_PROBLEM_NONCE_USED] = { "SignatureNonceUsed", 400,
                                       "Specified signature nonce was used already." },
  [NP_PRACTICE_PROBLEM_DATE_EXPIRED] = { "InvalidTimeStamp.Expired", 400,
                                         "Specified time stamp or date value is expired." },
  [NP_PRACTICE_PROBLEM_KEY_NOT_FOUND] = { "InvalidAccessKeyId.NotFound", 404,
                                          "Specified access key is not found." },
  [NP_PRACTICE_PROBLEM_KEY_INACTIVE] = { "InvalidAccessKeyId.Inactive", 400,
                                         "Specified access key is disabled." },
  [NP_PRACTICE_PROBLEM_TOKEN_MISSING] = { "MissingSecurityToken", 400,
                                          "SecurityToken is mandatory for this action." },
  [NP_PRACTICE_PROBLEM_TOKEN_EXPIRED] = { "InvalidSecurityToken.Expired", 400,
                                          "Specified SecurityToken is expired." },
  [NP_PRACTICE_PROBLEM_TOKEN_MALFORMED] = { "InvalidSecurityToken.Malformed", 400,
                                            "Specified SecurityToken is malformed." },
  [NP_PRACTICE_PROBLEM_TOKEN_MISMATCH] = { "InvalidSecurityToken.MismatchWithAccessKey", 400,
                                           "Specified SecurityToken mismatch with the "
                                           "AccessKey." },
  [NP_PRACTICE_PROBLEM_NO_PERMISSION] = { "NoPermission", 403,
                                          "You are not authorized to do this action." },
  [NP_PRACTICE_PROBLEM_EXPLICIT_DENY] = { "NoPermission", 403,
                                          "You are not authorized to do this action." },
  [NP_PRACTICE_PROBLEM_THROTTLED] = { "Throttling.User", 429,
                                      "Request was denied due to user flow control." },
  [NP_PRACTICE_PROBLEM_INTERNAL_ERROR] = { "InternalError", 500,
                                           "The request processing has failed due to some "
                                           "unknown error." },
  [NP_PRACTICE_PROBLEM_UNAVAILABLE] = { "ServiceUnavailable", 503,
                                        "The request has failed due to a temporary failure of "
                                        "the server." },
  [NP_PRACTICE_PROBLEM_MODEL_NOT_FOUND] = { "201900002", 404, "Model not found." },
  [NP_PRACTICE_PROBLEM_NOT_FOUND] = { "", 404, "Not Found" },
  [NP_PRACTICE_PROBLEM_WORKSPACE_NOT_FOUND] = { "100400008", 404, "Workspace not found." },
  [NP_PRACTICE_PROBLEM_INVALID_PARAMETER] = { "InvalidParameter", 400,
                                              "The specified parameter is not valid." },
  [NP_PRACTICE_PROBLEM_UNSUPPORTED_METHOD] = { "UnsupportedHTTPMethod", 400,
                                               "This http method is not supported." },
  [NP_PRACTICE_PROBLEM_ACTION_NOT_FOUND] = { "InvalidAction.NotFound", 404,
                                             "Specified api is not found, please check your "
                                             "url and method." },
  [NP_PRACTICE_PROBLEM_INVALID_VERSION] = { "InvalidVersion", 400,
                                            "Specified parameter Version is not valid." },
  [NP_PRACTICE_PROBLEM_BODY_TOO_LARGE] = { "RequestEntityTooLarge", 413,
                                           "The request body is too large." },
};

static void
append_member (GString *out, const char *key, const char *text)
{
  if (out->len > 0 && out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  np_json_append_string (out, key);
  g_string_append_c (out, ':');
  np_json_append_string (out, text);
}

static void
append_denied_detail (GString *out, gboolean is_explicit, const char *operation)
{
  gboolean is_workspace = g_strcmp0 (operation, "ListWorkspaces") == 0;
  g_autofree char *action =
      g_strconcat (is_workspace ? "paiworkspace:" : "paimodel:", operation, NULL);

  g_string_append (out, ",\"AccessDeniedDetail\":{");
  append_member (out, "AuthAction", action);
  append_member (out, "AuthPrincipalType", "SubUser");
  append_member (out, "AuthPrincipalOwnerId", "1234567890123456");
  append_member (out, "AuthPrincipalDisplayName", "200000000000000001");
  append_member (out, "NoPermissionType", is_explicit ? "ExplicitDeny" : "ImplicitDeny");
  append_member (out, "PolicyType", "AccountLevelIdentityBasedPolicy");
  append_member (out, "EncodedDiagnosticMessage", "AQEAAAAAUHJhY3RpY2VXb3Jrc3BhY2U=");
  g_string_append_c (out, '}');
}

/**
 * np_practice_problem_get_status:
 *
 * Returns: the HTTP status of the answer
 */
guint
np_practice_problem_get_status (NpPracticeProblem problem)
{
  return problems[problem].status;
}

/**
 * np_practice_problem_make_body:
 * @problem: what is wrong
 * @detail: (nullable): what to say after the standing message
 * @operation: (nullable): the operation, for the detail of a denial
 * @host: the host that was asked
 * @request_id: the RequestId of the answer
 *
 * Makes a body in the gateway's official shape.
 *
 * Returns: (transfer full): a JSON object
 */
char *
np_practice_problem_make_body (NpPracticeProblem problem,
                               const char *detail,
                               const char *operation,
                               const char *host,
                               const char *request_id)
{
  const Problem *entry = &problems[problem];
  g_autofree char *code = np_sign_encode (entry->code);
  g_autofree char *recommend = NULL;
  g_autofree char *message = NULL;
  GString *out = g_string_new ("{");

  recommend = g_strdup_printf (
      "https://api.aliyun.com/troubleshoot?q=%s&product=AIWorkSpace&requestId=%s", code,
      request_id);
  message = g_strjoin (" ", entry->message, detail, NULL);
  append_member (out, "RequestId", request_id);
  append_member (out, "Message", message);
  append_member (out, "Recommend", recommend);
  append_member (out, "HostId", host);
  append_member (out, "Code", entry->code);
  if (entry->status == 403)
    append_denied_detail (out, problem == NP_PRACTICE_PROBLEM_EXPLICIT_DENY, operation);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}
