/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-error-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "np-accounts-error.h"
#include "np-api-error.h"

/* What a person reads of an error: what happened, and what to do about it. The
 * only place in the program that makes such sentences out of errors. */
typedef struct
{
  int code;
  const char *sentence;
  const char *next_step;
} ErrorText;

static const ErrorText api_texts[] = {
  { NP_API_ERROR_CREDENTIALS_REJECTED, N_ ("The service does not accept this AccessKey."),
    N_ ("Check the AccessKey ID and its secret, then connect again.") },
  { NP_API_ERROR_TOKEN_EXPIRED, N_ ("The security token has ended."),
    N_ ("Connect again with a new token. Your edits stay.") },
  { NP_API_ERROR_PERMISSION_DENIED, N_ ("Your AccessKey may not do this in this workspace."),
    N_ ("Ask the administrator of the workspace for the right named below.") },
  { NP_API_ERROR_NOT_FOUND, N_ ("The service does not know this model."),
    N_ ("Check the model ID and the region of the account.") },
  { NP_API_ERROR_CONFLICT, N_ ("Somebody else changed the model at the same time."),
    N_ ("Reload the model, look at the changes and save again.") },
  { NP_API_ERROR_THROTTLED, N_ ("The service gets too many requests at the moment."),
    N_ ("Wait a little and try again.") },
  { NP_API_ERROR_INVALID_ARGUMENT, N_ ("The service refused one of the values."),
    N_ ("Read its message below, correct the value and save again.") },
  { NP_API_ERROR_SERVER, N_ ("The service has a problem of its own."),
    N_ ("Try again later. If it stays, give the RequestId to the support.") },
  { NP_API_ERROR_PROTOCOL, N_ ("The answer does not look like one of the service."),
    N_ ("Something on the way may have answered in its place, such as a sign-in page of the "
        "network. Try again.") },
  { NP_API_ERROR_TOO_LARGE, N_ ("The answer is larger than 8 MiB and was not read."),
    N_ ("Check the endpoint of the account.") },
  { NP_API_ERROR_REDIRECTED, N_ ("The answer points to another address and was not followed."),
    N_ ("Check the endpoint of the account, or sign in to the network first.") },
  { NP_API_ERROR_CLOCK_SKEW,
    N_ ("The clock of this computer differs too much from the "
        "service's."),
    N_ ("Set the clock, then try again.") },
  { NP_API_ERROR_UNREACHABLE, N_ ("The service cannot be reached."),
    N_ ("Check the network connection and the endpoint, then try again.") },
  { NP_API_ERROR_PROXY, N_ ("The proxy of this network did not let the request through."),
    N_ ("Check the proxy settings of this computer.") },
  { NP_API_ERROR_TLS, N_ ("The connection is not safe, so nothing was sent."),
    N_ ("The certificate of the service could not be verified. Ask who runs your network.") },
  { NP_API_ERROR_TIMED_OUT, N_ ("The service took too long to answer."), N_ ("Try again.") },
  { NP_API_ERROR_OUTCOME_UNKNOWN,
    N_ ("The answer was lost, so it is not known whether the service has the changes."),
    N_ ("Reload the model to see what it has. Your edits stay.") },
  { NP_API_ERROR_NOT_APPLIED,
    N_ ("The answer was lost. The model was read again and still has the old values."),
    N_ ("Save again.") },
  { NP_API_ERROR_FAILED, N_ ("The request did not work."),
    N_ ("Read the message below, then try again.") },
};

static const ErrorText accounts_texts[] = {
  { NP_ACCOUNTS_ERROR_KEYRING_MISSING,
    N_ ("There is no keyring on this computer, so the key "
        "of this account is not at hand."),
    N_ ("Connect again with the key. It is kept until you close Nameplate.") },
  { NP_ACCOUNTS_ERROR_KEYRING_LOCKED, N_ ("The keyring is locked."),
    N_ ("Unlock it and try again, or connect again with the key.") },
  { NP_ACCOUNTS_ERROR_KEYRING_REFUSED, N_ ("The keyring did not give out the key."),
    N_ ("Connect again with the key.") },
  { NP_ACCOUNTS_ERROR_KEYRING_FAILED, N_ ("The keyring does not work."),
    N_ ("Connect again with the key. It is kept until you close Nameplate.") },
  { NP_ACCOUNTS_ERROR_NOT_STORED, N_ ("The keyring does not hold the key of this account."),
    N_ ("Connect again with the key.") },
  { NP_ACCOUNTS_ERROR_INVALID_KEY, N_ ("This does not look like a key."),
    N_ ("Copy it again from where you got it.") },
};

static const ErrorText other_text = { 0, N_ ("Something did not work."),
                                      N_ ("Read the message below, then try again.") };

static const ErrorText *
find_in (const ErrorText *texts, gsize n_texts, int code)
{
  for (gsize i = 0; i < n_texts; i++)
    {
      if (texts[i].code == code)
        return &texts[i];
    }
  return &other_text;
}

static const ErrorText *
find (const GError *error)
{
  if (error->domain == NP_API_ERROR)
    return find_in (api_texts, G_N_ELEMENTS (api_texts), error->code);
  if (error->domain == NP_ACCOUNTS_ERROR)
    return find_in (accounts_texts, G_N_ELEMENTS (accounts_texts), error->code);
  return &other_text;
}

/**
 * np_error_text_get_heading:
 * @operation: (nullable): the operation of the service that failed
 *
 * Returns: (transfer none): what did not happen, in two words
 */
const char *
np_error_text_get_heading (const char *operation)
{
  if (g_strcmp0 (operation, "UpdateModel") == 0)
    return _ ("Not saved");
  if (g_strcmp0 (operation, "GetModel") == 0)
    return _ ("Not opened");
  if (g_strcmp0 (operation, "ListWorkspaces") == 0)
    return _ ("Not connected");
  return _ ("Not done");
}

/**
 * np_error_text_get_sentence:
 * @error: what went wrong
 *
 * Returns: (transfer none): what happened, as one plain sentence
 */
const char *
np_error_text_get_sentence (const GError *error)
{
  return _ (find (error)->sentence);
}

/**
 * np_error_text_get_next_step:
 * @error: what went wrong
 *
 * Returns: (transfer none): what to do next
 */
const char *
np_error_text_get_next_step (const GError *error)
{
  return _ (find (error)->next_step);
}
