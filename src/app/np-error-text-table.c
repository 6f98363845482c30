/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-error-text-private.h"

#include <glib/gi18n.h>

#include "np-api-error.h"

/* From the code of the service to what a person reads of it. An exact code comes
 * before one that ends in `*`, which stands for any rest. The gateway's codes are
 * those of its public error tables; the service's own are numbers, of which the
 * official Terraform provider knows some. */

#define TRY_AGAIN NP_ERROR_OFFER_TRY_AGAIN
#define KEY       NP_ERROR_OFFER_CHANGE_KEY
#define CLOCK     NP_ERROR_OFFER_SET_CLOCK
#define ASK       NP_ERROR_OFFER_ASK_ADMINISTRATOR
#define HELP      NP_ERROR_OFFER_TROUBLESHOOTING
#define ELSEWHERE NP_ERROR_OFFER_LOOK_ELSEWHERE
#define DIAGNOSE  NP_ERROR_OFFER_DIAGNOSE

/* What more than one code means. */
#define WRONG_CLOCK                                                     \
  {                                                                     \
    N_ ("Wrong clock"), N_ ("The clock of this computer is {offset}."), \
        N_ ("Set the clock, then try again."), CLOCK | TRY_AGAIN | HELP \
  }
#define DENIED                                                                       \
  {                                                                                  \
    N_ ("Missing right"), N_ ("Your AccessKey may not {deed}."),                     \
        N_ ("Ask the administrator for the right {action}."), ASK | TRY_AGAIN | HELP \
  }
#define BUSY                                                                       \
  {                                                                                \
    N_ ("Busy service"), N_ ("The service gets too many requests at the moment."), \
        N_ ("Wait a little, then try again."), TRY_AGAIN | HELP                    \
  }
#define WRONG_SECRET                                                                       \
  {                                                                                        \
    N_ ("Wrong secret"), N_ ("The AccessKey secret does not belong to the AccessKey ID."), \
        N_ ("Enter the secret again. If it is right, check the clock of this computer."),  \
        KEY | DIAGNOSE | HELP                                                              \
  }
#define TOKEN_ENDED                                            \
  {                                                            \
    N_ ("Token ended"), N_ ("The security token has ended."),  \
        N_ ("Enter a new token. Your edits stay."), KEY | HELP \
  }
#define NO_WORKSPACE                                                            \
  {                                                                             \
    N_ ("Unknown workspace"), N_ ("The service does not know this workspace."), \
        N_ ("Check the workspace ID and the region of the account."), TRY_AGAIN \
  }
#define NO_MEMBER                                                                  \
  {                                                                                \
    N_ ("Not a member"),                                                           \
        N_ ("The service does not find you among the members of the workspace."),  \
        N_ ("Ask the administrator to add you to the workspace."), ASK | TRY_AGAIN \
  }

static const struct
{
  const char *code;
  NpErrorText text;
} rows[] = {
  { "SignatureDoesNotMatch", WRONG_SECRET },
  { "IncompleteSignature",
    { N_ ("Signature not read"),
      N_ ("The service could not read the signature of the request."),
      N_ ("Something on the way may have changed it, such as a proxy. Try again; if it stays, "
          "send the report to whoever looks after Nameplate."),
      TRY_AGAIN | DIAGNOSE | HELP } },
  { "SignatureNonceUsed",
    { N_ ("Sent twice"), N_ ("The request arrived twice, and the second one was refused."),
      N_ ("Look at what the service has now, then try again."), TRY_AGAIN | HELP } },
  { "InvalidTimeStamp*", WRONG_CLOCK },
  { "IllegalTimestamp*", WRONG_CLOCK },

  { "InvalidAccessKeyId.NotFound",
    { N_ ("Unknown AccessKey"), N_ ("The service does not know this AccessKey ID."),
      N_ ("Check the ID. A key that was deleted does not come back: create a new one."),
      KEY | HELP } },
  { "InvalidAccessKeyId.Inactive",
    { N_ ("Disabled AccessKey"), N_ ("This AccessKey is disabled."),
      N_ ("Enable it in the RAM console, or enter another key."), KEY | TRY_AGAIN | HELP } },
  { "InvalidAccessKeyId*",
    { N_ ("AccessKey refused"), N_ ("The service does not accept this AccessKey ID."),
      N_ ("Check the ID, or enter another key."), KEY | HELP } },
  { "InvalidAccessKeySecret*", WRONG_SECRET },
  { "InvalidSecurityToken.Expired*", TOKEN_ENDED },
  { "SecurityTokenExpired*", TOKEN_ENDED },
  { "InvalidSecurityToken.Malformed*",
    { N_ ("Incomplete token"), N_ ("The security token is not complete."),
      N_ ("Copy the whole token again from where you got it."), KEY | HELP } },
  { "InvalidSecurityToken.MismatchWithAccessKey*",
    { N_ ("Token of another key"), N_ ("The security token belongs to another AccessKey."),
      N_ ("Enter the ID, the secret and the token that were given out together."),
      KEY | HELP } },
  { "InvalidSecurityToken*",
    { N_ ("Token refused"), N_ ("The service does not accept the security token."),
      N_ ("Enter the key again with a new token."), KEY | HELP } },
  { "MissingSecurityToken*",
    { N_ ("Token missing"), N_ ("This AccessKey works only together with its security token."),
      N_ ("Enter the token that was given out with the key."), KEY | HELP } },

  { "Forbidden.NotSupportRAM*",
    { N_ ("Not for RAM users"), N_ ("The service does not let a RAM user {deed}."),
      N_ ("No policy changes that. Ask the administrator who can do it instead."),
      ASK | HELP } },
  { "NoPermission*", DENIED },
  { "Forbidden*", DENIED },
  { "StatusForbidden*", DENIED },
  { "AccessDenied*", DENIED },

  { "Throttling.User*",
    { N_ ("Too many requests"), N_ ("Your account sent more requests than the service takes."),
      N_ ("Wait a little, then try again."), TRY_AGAIN | HELP } },
  { "Throttling.Api*",
    { N_ ("Busy service"), N_ ("Too many people ask this of the service at the moment."),
      N_ ("Wait a little, then try again."), TRY_AGAIN | HELP } },
  { "Throttling*", BUSY },
  { "Rejected.Throttling*", BUSY },
  { "ServiceUnavailable*",
    { N_ ("Service away"), N_ ("The service is not available at the moment."),
      N_ ("Try again in a few minutes."), TRY_AGAIN | HELP } },
  { "InternalError*",
    { N_ ("Trouble at the service"), N_ ("The service has a problem of its own."),
      N_ ("Try again later. If it stays, give the RequestId to the support."),
      TRY_AGAIN | HELP } },

  { "InvalidAction*",
    { N_ ("Wrong endpoint"), N_ ("The service at {host} does not know this request."),
      N_ ("Check the endpoint of the account: it has to be one of AIWorkSpace."),
      TRY_AGAIN | DIAGNOSE | HELP } },
  { "InvalidVersion*",
    { N_ ("Wrong endpoint"), N_ ("The service at {host} speaks another version."),
      N_ ("Check the endpoint of the account: it has to be one of AIWorkSpace."),
      TRY_AGAIN | DIAGNOSE | HELP } },
  { "UnsupportedHTTPMethod*",
    { N_ ("Wrong endpoint"), N_ ("The service at {host} does not take requests of this kind."),
      N_ ("Check the endpoint of the account, and the proxy if there is one."),
      TRY_AGAIN | DIAGNOSE | HELP } },
  { "MissingParameter*",
    { N_ ("Value missing"), N_ ("The service misses a value."),
      N_ ("Read its message in the details, fill in the value and save again."), HELP } },
  { "InvalidParameter*",
    { N_ ("Value refused"), N_ ("The service refused one of the values."),
      N_ ("Read its message in the details, correct the value and save again."), HELP } },
  { "RequestEntityTooLarge*",
    { N_ ("Too long"), N_ ("What was sent is longer than the service takes."),
      N_ ("Shorten the description or the extra info, then save again."), HELP } },

  /* The numbers of the service: models */
  { "201900002",
    { N_ ("Unknown model"), N_ ("The service does not know this model."),
      N_ ("Check the model ID and the region of the account. It may also have been deleted."),
      ELSEWHERE | TRY_AGAIN } },
  { "201900003",
    { N_ ("Unknown version"), N_ ("The service does not know this version of the model."),
      N_ ("Reload the model to see which versions it has."), TRY_AGAIN } },
  /* datasets and code */
  { "201300003",
    { N_ ("Unknown dataset"), N_ ("The service does not know the dataset."),
      N_ ("Check that it was not deleted, and that it is in this workspace."), TRY_AGAIN } },
  { "201400002",
    { N_ ("Unknown code source"), N_ ("The service does not know the code source."),
      N_ ("Check that it was not deleted, and that it is in this workspace."), TRY_AGAIN } },
  { "201400004",
    { N_ ("Code source not ready"), N_ ("The code source is just being changed."),
      N_ ("Wait a little, then try again."), TRY_AGAIN } },
  /* workspaces and who is in them */
  { "100400008", NO_WORKSPACE },
  { "100400027", NO_WORKSPACE },
  { "100700008", NO_WORKSPACE },
  { "100400009",
    { N_ ("Workspace not ready"), N_ ("The service is not sure whether this workspace exists."),
      N_ ("Wait a little, then try again. If it stays, check the workspace ID."), TRY_AGAIN } },
  { "100600006", NO_MEMBER },
  { "100600017", NO_MEMBER },
};

/**
 * np_error_text_find_code: (skip)
 * @code: a code of the service
 *
 * Returns: (transfer none) (nullable): what a person reads of it; %NULL if the
 *   code is not a known one
 */
const NpErrorText *
np_error_text_find_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (np_api_code_matches (rows[i].code, code))
        return &rows[i].text;
    }
  return NULL;
}
