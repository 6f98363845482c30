/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-error-text-private.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "np-accounts-error.h"
#include "np-api-error.h"

/* What a person reads of a failure that has no code of the service, or an unknown
 * one. */

#define TRY_AGAIN NP_ERROR_OFFER_TRY_AGAIN
#define KEY       NP_ERROR_OFFER_CHANGE_KEY
#define CLOCK     NP_ERROR_OFFER_SET_CLOCK
#define ASK       NP_ERROR_OFFER_ASK_ADMINISTRATOR
#define HELP      NP_ERROR_OFFER_TROUBLESHOOTING
#define ELSEWHERE NP_ERROR_OFFER_LOOK_ELSEWHERE

typedef struct
{
  int kind;
  NpErrorText text;
} Row;

static const Row api_rows[] = {
  { NP_API_ERROR_CREDENTIALS_REJECTED,
    { N_ ("AccessKey refused"), N_ ("The service does not accept this AccessKey."),
      N_ ("Check the AccessKey ID and its secret."), KEY | HELP } },
  { NP_API_ERROR_TOKEN_EXPIRED,
    { N_ ("Token ended"), N_ ("The security token has ended."),
      N_ ("Enter a new token. Your edits stay."), KEY | HELP } },
  { NP_API_ERROR_PERMISSION_DENIED,
    { N_ ("Missing right"), N_ ("Your AccessKey may not {deed}."),
      N_ ("Ask the administrator for the right {action}."), ASK | TRY_AGAIN | HELP } },
  { NP_API_ERROR_NOT_FOUND,
    { N_ ("Not found"), N_ ("The service does not know this model."),
      N_ ("Check the model ID and the region of the account."), ELSEWHERE | TRY_AGAIN } },
  { NP_API_ERROR_CONFLICT,
    { N_ ("Changed meanwhile"), N_ ("Somebody else changed the model at the same time."),
      N_ ("Reload the model, look at the changes and save again."), NP_ERROR_OFFER_NONE } },
  { NP_API_ERROR_THROTTLED,
    { N_ ("Busy service"), N_ ("The service gets too many requests at the moment."),
      N_ ("Wait a little, then try again."), TRY_AGAIN | HELP } },
  { NP_API_ERROR_INVALID_ARGUMENT,
    { N_ ("Value refused"), N_ ("The service refused one of the values."),
      N_ ("Read its message in the details, correct the value and save again."), HELP } },
  { NP_API_ERROR_SERVER,
    { N_ ("Trouble at the service"), N_ ("The service has a problem of its own."),
      N_ ("Try again later. If it stays, give the RequestId to the support."),
      TRY_AGAIN | HELP } },
  { NP_API_ERROR_PROTOCOL,
    { N_ ("Strange answer"), N_ ("The answer does not look like one of the service."),
      N_ ("Something on the way may have answered in its place, such as a sign-in page of the "
          "network. Try again."),
      TRY_AGAIN } },
  { NP_API_ERROR_TOO_LARGE,
    { N_ ("Answer too large"), N_ ("The answer is larger than 8 MiB and was not read."),
      N_ ("Check the endpoint of the account."), TRY_AGAIN } },
  { NP_API_ERROR_REDIRECTED,
    { N_ ("Answer from elsewhere"),
      N_ ("The answer points to another address and was not followed."),
      N_ ("Check the endpoint of the account, or sign in to the network first."), TRY_AGAIN } },
  { NP_API_ERROR_CLOCK_SKEW,
    { N_ ("Wrong clock"), N_ ("The clock of this computer is {offset}."),
      N_ ("Set the clock, then try again."), CLOCK | TRY_AGAIN } },
  { NP_API_ERROR_UNREACHABLE,
    { N_ ("No connection"), N_ ("The service at {host} cannot be reached."),
      N_ ("Check the network connection and the endpoint, then try again."), TRY_AGAIN } },
  { NP_API_ERROR_PROXY,
    { N_ ("Stopped by the proxy"),
      N_ ("The proxy of this network did not let the request through."),
      N_ ("Check the proxy settings of this computer."), TRY_AGAIN } },
  { NP_API_ERROR_TLS,
    { N_ ("No safe connection"), N_ ("The connection is not safe, so nothing was sent."),
      N_ ("The certificate of {host} could not be verified. Ask who runs your network."),
      TRY_AGAIN } },
  { NP_API_ERROR_TIMED_OUT,
    { N_ ("No answer in time"), N_ ("The service took too long to answer."), N_ ("Try again."),
      TRY_AGAIN } },
  { NP_API_ERROR_OUTCOME_UNKNOWN,
    { N_ ("Not known whether saved"),
      N_ ("The answer was lost, so it is not known whether the service has the changes."),
      N_ ("Reload the model to see what it has. Your edits stay."), NP_ERROR_OFFER_NONE } },
  { NP_API_ERROR_NOT_APPLIED,
    { N_ ("Not saved"),
      N_ ("The answer was lost. The model was read again and still has the old values."),
      N_ ("Save again."), TRY_AGAIN } },
  { NP_API_ERROR_FAILED,
    { N_ ("Request failed"), N_ ("The request did not work."),
      N_ ("Read the message in the details, then try again."), TRY_AGAIN | HELP } },
};

/* What these say of a model is not what they mean for a list. */
static const Row list_rows[] = {
  { NP_API_ERROR_CONFLICT,
    { N_ ("List changed"), N_ ("The list changed while it was read."),
      N_ ("Load it once more."), TRY_AGAIN } },
  { NP_API_ERROR_NOT_FOUND,
    { N_ ("Unknown workspace"), N_ ("The service does not know this workspace."),
      N_ ("Check the workspace ID and the region of the account."), TRY_AGAIN } },
  { NP_API_ERROR_INVALID_ARGUMENT,
    { N_ ("Unknown workspace"),
      N_ ("The service refused to list the models of this workspace."),
      N_ ("Check the workspace ID and the region of the account."), TRY_AGAIN | HELP } },
};

static const Row accounts_rows[] = {
  { NP_ACCOUNTS_ERROR_KEYRING_MISSING,
    { N_ ("No keyring"),
      N_ ("There is no keyring on this computer, so the key "
          "of this account is not at hand."),
      N_ ("Enter the key again. It is kept until you close Nameplate."), KEY } },
  { NP_ACCOUNTS_ERROR_KEYRING_LOCKED,
    { N_ ("Locked keyring"), N_ ("The keyring is locked."),
      N_ ("Unlock it and try again, or enter the key again."), TRY_AGAIN | KEY } },
  { NP_ACCOUNTS_ERROR_KEYRING_REFUSED,
    { N_ ("No key from the keyring"), N_ ("The keyring did not give out the key."),
      N_ ("Enter the key again."), KEY | TRY_AGAIN } },
  { NP_ACCOUNTS_ERROR_KEYRING_FAILED,
    { N_ ("Broken keyring"), N_ ("The keyring does not work."),
      N_ ("Enter the key again. It is kept until you close Nameplate."), KEY } },
  { NP_ACCOUNTS_ERROR_NOT_STORED,
    { N_ ("No key"), N_ ("The keyring does not hold the key of this account."),
      N_ ("Enter the key again."), KEY } },
  { NP_ACCOUNTS_ERROR_INVALID_KEY,
    { N_ ("Not a key"), N_ ("This does not look like a key."),
      N_ ("Copy it again from where you got it."), KEY } },
  { NP_ACCOUNTS_ERROR_KEYRING_DAMAGED,
    { N_ ("Damaged keyring"),
      N_ ("The keyring’s file is damaged or was made on another computer."),
      N_ ("Enter the key again. It is kept until you close Nameplate."), KEY } },
  { NP_ACCOUNTS_ERROR_KEYRING_SUSPENDED,
    { N_ ("Keyring left alone"),
      N_ ("Nameplate stopped while it read the keyring the last time, so it leaves the keyring "
          "alone."),
      N_ ("Try again, or enter the key again."), TRY_AGAIN | KEY } },
};

static const NpErrorText other_text = { N_ ("Not done"), N_ ("Something did not work."),
                                        N_ ("Read the message in the details, then try again."),
                                        NP_ERROR_OFFER_TRY_AGAIN };

static const NpErrorText *
find_in (const Row *rows, gsize n_rows, int kind)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      if (rows[i].kind == kind)
        return &rows[i].text;
    }
  return NULL;
}

/**
 * np_error_text_find_for_list: (skip)
 * @error: why a list was not loaded
 *
 * Returns: (transfer none) (nullable): what a person reads of it, where that differs
 *   from what the same means elsewhere
 */
const NpErrorText *
np_error_text_find_for_list (const GError *error)
{
  return error->domain == NP_API_ERROR
             ? find_in (list_rows, G_N_ELEMENTS (list_rows), error->code)
             : NULL;
}

/**
 * np_error_text_find_kind: (skip)
 * @error: what went wrong
 *
 * Returns: (transfer none): what a person reads of failures of its kind
 */
const NpErrorText *
np_error_text_find_kind (const GError *error)
{
  const NpErrorText *text = NULL;

  if (error->domain == NP_API_ERROR)
    text = find_in (api_rows, G_N_ELEMENTS (api_rows), error->code);
  else if (error->domain == NP_ACCOUNTS_ERROR)
    text = find_in (accounts_rows, G_N_ELEMENTS (accounts_rows), error->code);
  return text != NULL ? text : &other_text;
}
