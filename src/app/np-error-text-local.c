/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-error-text-private.h"

#include <glib/gi18n.h>

#include "np-api-error.h"

/* What a person reads of a failure on the way to the service, where more is known
 * than its kind. */

#define TRY_AGAIN NP_ERROR_OFFER_TRY_AGAIN
#define CLOCK     NP_ERROR_OFFER_SET_CLOCK

/* What has to be true of a failure; what is 0 is not looked at. */
typedef struct
{
  NpApiError kind;
  NpApiPhase phase;
  NpApiNetProblem net;
  NpApiTlsProblem tls;
  guint status;
  gboolean is_offline;
  gboolean is_untold; /* the answer has no code, so it may be anybody's */
  gboolean is_sign_in_page;
  gboolean is_incomplete;
} Condition;

/* The first row that fits is taken. */
static const struct
{
  Condition condition;
  NpErrorText text;
} rows[] = {
  /* No way to the service */
  { { NP_API_ERROR_UNREACHABLE, .phase = NP_API_PHASE_NAME_LOOKUP, .is_offline = TRUE },
    { N_ ("Offline"), N_ ("This computer seems to be offline: {host} was not found."),
      N_ ("Connect to a network, then try again. Your edits stay."), TRY_AGAIN } },
  { { NP_API_ERROR_UNREACHABLE, .net = NP_API_NET_PROBLEM_NAME_UNKNOWN },
    { N_ ("Unknown host"), N_ ("Nobody knows a host called {host}."),
      N_ ("Check the region or the endpoint of the account, and the network connection."),
      TRY_AGAIN } },
  { { NP_API_ERROR_UNREACHABLE, .net = NP_API_NET_PROBLEM_NAME_LOOKUP_FAILED },
    { N_ ("Address not found"), N_ ("The address of {host} could not be looked up."),
      N_ ("Check the network connection, then try again."), TRY_AGAIN } },
  { { NP_API_ERROR_UNREACHABLE, .net = NP_API_NET_PROBLEM_NO_ROUTE },
    /* Translators: a heading: this computer has no network */
    { N_ ("Offline"), N_ ("There is no way from this computer to {host}."),
      N_ ("Connect to a network, then try again. Your edits stay."), TRY_AGAIN } },
  { { NP_API_ERROR_UNREACHABLE, .net = NP_API_NET_PROBLEM_REFUSED },
    { N_ ("Connection refused"), N_ ("{host} refused the connection."),
      N_ ("Check the endpoint of the account, then try again."), TRY_AGAIN } },
  { { NP_API_ERROR_UNREACHABLE, .net = NP_API_NET_PROBLEM_BROKEN },
    { N_ ("Connection lost"), N_ ("The connection to {host} ended before an answer came."),
      N_ ("Check the network connection, then try again."), TRY_AGAIN } },

  /* Nobody in time */
  { { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_NAME_LOOKUP },
    { N_ ("Address not found"), N_ ("The address of {host} was not found in time."),
      N_ ("Check the network connection, then try again."), TRY_AGAIN } },
  { { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_CONNECT },
    { N_ ("No connection in time"), N_ ("No connection to {host} came about in time."),
      N_ ("Check the network connection and the proxy settings, then try again."),
      TRY_AGAIN } },
  { { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_TLS },
    { N_ ("No safe connection in time"),
      N_ ("{host} did not complete the safe connection in time."),
      N_ ("Check the network connection, then try again."), TRY_AGAIN } },
  { { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_SEND },
    { N_ ("Not sent in time"), N_ ("The request could not be sent to {host} in time."),
      N_ ("The network may be slow. Try again."), TRY_AGAIN } },
  { { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_FIRST_BYTE },
    { N_ ("No answer in time"), N_ ("{host} took the request, but did not answer in time."),
      N_ ("The service may be busy. Try again."), TRY_AGAIN } },
  { { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_BODY },
    { N_ ("Answer stopped"), N_ ("The answer of {host} stopped half-way."),
      N_ ("The network may be slow. Try again."), TRY_AGAIN } },
  { { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_WHOLE },
    { N_ ("Answer too slow"), N_ ("The answer of {host} took too long as a whole."),
      N_ ("The network may be slow. Try again."), TRY_AGAIN } },

  /* Not to be trusted */
  { { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_UNKNOWN_ISSUER },
    { N_ ("Certificate not trusted"),
      N_ ("The certificate of {host} is not trusted by this system. It was issued by "
          "{issuer}."),
      N_ ("Nothing was sent. Networks of companies that read along do this: ask who runs yours "
          "for its certificate, and add it to the system."),
      TRY_AGAIN } },
  { { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_SELF_SIGNED },
    { N_ ("Certificate not trusted"), N_ ("The certificate of {host} vouches only for itself."),
      N_ ("Nothing was sent. Check the endpoint of the account, or ask who runs the host."),
      TRY_AGAIN } },
  { { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_EXPIRED },
    { N_ ("Certificate expired"), N_ ("The certificate of {host} has expired."),
      N_ ("Nothing was sent. Check the date of this computer; if it is right, tell who runs "
          "the "
          "host."),
      CLOCK | TRY_AGAIN } },
  { { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_NOT_YET_VALID },
    { N_ ("Certificate not valid yet"), N_ ("The certificate of {host} is not valid yet."),
      N_ ("Nothing was sent. Check the date of this computer; if it is right, tell who runs "
          "the "
          "host."),
      CLOCK | TRY_AGAIN } },
  { { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_WRONG_HOST },
    { N_ ("Certificate of another host"),
      N_ ("What answered in place of {host} has the certificate of another host."),
      N_ ("Nothing was sent. Check the endpoint of the account, or sign in to the network "
          "first."),
      TRY_AGAIN } },
  { { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_WEAK },
    { N_ ("Weak certificate"), N_ ("The certificate of {host} is too weak to be trusted."),
      N_ ("Nothing was sent. Ask who runs the host."), TRY_AGAIN } },
  { { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_REVOKED },
    { N_ ("Certificate revoked"), N_ ("The certificate of {host} was revoked."),
      N_ ("Nothing was sent. Ask who runs the host."), TRY_AGAIN } },
  { { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_OLD_PROTOCOL },
    { N_ ("Old encryption"),
      N_ ("{host} speaks only versions of TLS that are not safe any more."),
      N_ ("Nothing was sent. Ask who runs the host for TLS 1.2 or newer."), TRY_AGAIN } },
  { { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_NO_TLS },
    { N_ ("No encryption"), N_ ("What answers at {host} does not encrypt."),
      N_ ("Nothing was sent. Check the endpoint of the account and its port."), TRY_AGAIN } },
  { { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_BROKEN_OFF },
    { N_ ("No safe connection"), N_ ("{host} ended the safe connection before it was there."),
      N_ ("Nothing was sent. Something on the way may not let it pass. Try again."),
      TRY_AGAIN } },

  /* The proxy */
  { { NP_API_ERROR_PROXY, .status = 407 },
    { N_ ("Proxy asks for a password"),
      N_ ("The proxy ({proxy}) asks for a user name and a password."),
      N_ ("Enter them in the proxy settings of this computer."), TRY_AGAIN } },
  { { NP_API_ERROR_PROXY, .net = NP_API_NET_PROBLEM_NAME_UNKNOWN },
    { N_ ("Unknown proxy"), N_ ("Nobody knows the proxy ({proxy})."),
      N_ ("Check the proxy settings of this computer."), TRY_AGAIN } },
  { { NP_API_ERROR_PROXY, .net = NP_API_NET_PROBLEM_NAME_LOOKUP_FAILED },
    { N_ ("Unknown proxy"), N_ ("The address of the proxy ({proxy}) could not be looked up."),
      N_ ("Check the proxy settings of this computer."), TRY_AGAIN } },
  { { NP_API_ERROR_PROXY, .net = NP_API_NET_PROBLEM_REFUSED },
    { N_ ("Proxy away"), N_ ("The proxy ({proxy}) refused the connection."),
      N_ ("Check the proxy settings of this computer."), TRY_AGAIN } },
  { { NP_API_ERROR_PROXY, .phase = NP_API_PHASE_CONNECT },
    { N_ ("Proxy away"), N_ ("The proxy ({proxy}) cannot be reached."),
      N_ ("Check the proxy settings of this computer."), TRY_AGAIN } },

  /* Somebody else's answer, or half of one */
  { { NP_API_ERROR_PROTOCOL, .is_sign_in_page = TRUE },
    { N_ ("Sign-in page"), N_ ("A sign-in page answered instead of the service."),
      N_ ("Open any web page to sign in to the network, then try again."), TRY_AGAIN } },
  { { NP_API_ERROR_REDIRECTED, .is_sign_in_page = TRUE },
    { N_ ("Sign-in page"), N_ ("A sign-in page answered instead of the service."),
      N_ ("Open any web page to sign in to the network, then try again."), TRY_AGAIN } },
  { { NP_API_ERROR_NOT_FOUND, .is_untold = TRUE },
    { N_ ("Not found"),
      N_ ("{host} answered “not found”, but not in the words of the service."),
      N_ ("Check the endpoint of the account, or sign in to the network first."),
      TRY_AGAIN | NP_ERROR_OFFER_DIAGNOSE } },
  { { NP_API_ERROR_PROTOCOL, .net = NP_API_NET_PROBLEM_BROKEN },
    { N_ ("Answer cut off"), N_ ("The answer of {host} broke off before its end."),
      N_ ("Check the network connection, then try again."), TRY_AGAIN } },
  { { NP_API_ERROR_PROTOCOL, .is_incomplete = TRUE },
    { N_ ("Answer not understood"),
      N_ ("The answer of {host} is not complete, or is no answer of the service."),
      N_ ("Try again. If it stays, check the endpoint and the proxy settings."), TRY_AGAIN } },
};

static gboolean
fits (const Condition *condition, const GError *error, const NpApiErrorDetail *detail)
{
  return condition->kind == (NpApiError) error->code &&
         (condition->phase == 0 || condition->phase == detail->phase) &&
         (condition->net == 0 || condition->net == detail->net_problem) &&
         (condition->tls == 0 || condition->tls == detail->tls_problem) &&
         (condition->status == 0 || condition->status == detail->status) &&
         (!condition->is_offline || detail->is_offline) &&
         (!condition->is_untold || detail->code == NULL) &&
         (!condition->is_sign_in_page || detail->is_sign_in_page) &&
         (!condition->is_incomplete || detail->is_incomplete);
}

/**
 * np_error_text_find_local: (skip)
 * @error: what went wrong
 *
 * Returns: (transfer none) (nullable): what a person reads of what is known of it
 *   besides its kind; %NULL if that says nothing more
 */
const NpErrorText *
np_error_text_find_local (const GError *error)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  for (guint i = 0; detail != NULL && i < G_N_ELEMENTS (rows); i++)
    {
      if (fits (&rows[i].condition, error, detail))
        return &rows[i].text;
    }
  return NULL;
}
