/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why a request does not get what it asked for. */
typedef enum
{
  NP_PRACTICE_PROBLEM_NONE,
  NP_PRACTICE_PROBLEM_SIGNATURE_MISMATCH,
  NP_PRACTICE_PROBLEM_SIGNATURE_INCOMPLETE,
  NP_PRACTICE_PROBLEM_NONCE_USED,
  NP_PRACTICE_PROBLEM_DATE_EXPIRED,
  NP_PRACTICE_PROBLEM_KEY_NOT_FOUND,
  NP_PRACTICE_PROBLEM_KEY_INACTIVE,
  NP_PRACTICE_PROBLEM_TOKEN_MISSING,
  NP_PRACTICE_PROBLEM_TOKEN_EXPIRED,
  NP_PRACTICE_PROBLEM_TOKEN_MALFORMED,
  NP_PRACTICE_PROBLEM_TOKEN_MISMATCH,
  NP_PRACTICE_PROBLEM_NO_PERMISSION,
  NP_PRACTICE_PROBLEM_EXPLICIT_DENY,
  NP_PRACTICE_PROBLEM_THROTTLED,
  NP_PRACTICE_PROBLEM_INTERNAL_ERROR,
  NP_PRACTICE_PROBLEM_UNAVAILABLE,
  NP_PRACTICE_PROBLEM_MODEL_NOT_FOUND,
  NP_PRACTICE_PROBLEM_NOT_FOUND,
  NP_PRACTICE_PROBLEM_WORKSPACE_NOT_FOUND,
  NP_PRACTICE_PROBLEM_INVALID_PARAMETER,
  NP_PRACTICE_PROBLEM_UNSUPPORTED_METHOD,
  NP_PRACTICE_PROBLEM_ACTION_NOT_FOUND,
  NP_PRACTICE_PROBLEM_INVALID_VERSION,
  NP_PRACTICE_PROBLEM_BODY_TOO_LARGE,
} NpPracticeProblem;

/* How long a throttled client is asked to wait, in milliseconds: longer than any
 * client waits by itself, so that a person can see what happens then. */
#define NP_PRACTICE_RETRY_AFTER_MS "30000"

guint np_practice_problem_get_status (NpPracticeProblem problem);
char *np_practice_problem_make_body (NpPracticeProblem problem,
                                     const char *detail,
                                     const char *operation,
                                     const char *host,
                                     const char *request_id);

G_END_DECLS
