/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-tls-error.h"

#include <errno.h>
#include <libintl.h>
#include <string.h>

#include "np-plain-text.h"

#define MAX_ISSUER_CHARACTERS 120

/* Which check of a certificate failed, in words. The first that failed is the
 * problem: what an unknown authority says of dates and hosts counts for nothing. */
static const struct
{
  GTlsCertificateFlags flag;
  NpApiTlsProblem problem;
  const char *words;
} certificate_checks[] = {
  { G_TLS_CERTIFICATE_UNKNOWN_CA, NP_API_TLS_PROBLEM_UNKNOWN_ISSUER,
    "is not signed by an authority that this system trusts" },
  { G_TLS_CERTIFICATE_REVOKED, NP_API_TLS_PROBLEM_REVOKED, "was revoked" },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, NP_API_TLS_PROBLEM_WRONG_HOST,
    "is made out to another host" },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, NP_API_TLS_PROBLEM_NOT_YET_VALID, "is not valid yet" },
  { G_TLS_CERTIFICATE_EXPIRED, NP_API_TLS_PROBLEM_EXPIRED, "has expired" },
  { G_TLS_CERTIFICATE_INSECURE, NP_API_TLS_PROBLEM_WEAK, "uses a method that is not safe" },
};

/* GIO has one code for all that goes wrong in a handshake. Only the words of the
 * TLS library, in the language they are shown in, tell it apart. */
static const struct
{
  const char *domain;
  const char *words;
  NpApiTlsProblem problem;
} handshake_words[] = {
  { "gnutls30", "Error in protocol version", NP_API_TLS_PROBLEM_OLD_PROTOCOL },
  { "gnutls30", "A packet with illegal or unsupported version was received.",
    NP_API_TLS_PROBLEM_OLD_PROTOCOL },
  { "gnutls30", "An unexpected TLS packet was received.", NP_API_TLS_PROBLEM_NO_TLS },
  { "gnutls30", "The TLS connection was non-properly terminated.",
    NP_API_TLS_PROBLEM_BROKEN_OFF },
  { "glib-networking", "TLS connection closed unexpectedly", NP_API_TLS_PROBLEM_BROKEN_OFF },
};

static NpApiTlsProblem
judge_handshake (const GError *cause)
{
  for (guint i = 0; i < G_N_ELEMENTS (handshake_words); i++)
    {
      const char *words = handshake_words[i].words;

      if (strstr (cause->message, words) != NULL ||
          strstr (cause->message, dgettext (handshake_words[i].domain, words)) != NULL)
        return handshake_words[i].problem;
    }
  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_EOF) ||
      strstr (cause->message, g_strerror (ECONNRESET)) != NULL)
    return NP_API_TLS_PROBLEM_BROKEN_OFF;
  return NP_API_TLS_PROBLEM_OTHER;
}

/* Whoever signs for himself is not an authority that is merely unknown here. */
static gboolean
is_self_signed (GTlsCertificate *certificate)
{
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);

  return issuer != NULL && g_strcmp0 (issuer, subject) == 0;
}

/**
 * np_tls_error_judge_certificate:
 * @certificate: (nullable): a certificate that was refused
 * @flags: the checks that it failed
 *
 * Returns: what is wrong with it in the first place
 */
NpApiTlsProblem
np_tls_error_judge_certificate (GTlsCertificate *certificate, GTlsCertificateFlags flags)
{
  for (guint i = 0; i < G_N_ELEMENTS (certificate_checks); i++)
    {
      if ((flags & certificate_checks[i].flag) == 0)
        continue;
      if (certificate_checks[i].flag == G_TLS_CERTIFICATE_UNKNOWN_CA && certificate != NULL &&
          is_self_signed (certificate))
        return NP_API_TLS_PROBLEM_SELF_SIGNED;
      return certificate_checks[i].problem;
    }
  return NP_API_TLS_PROBLEM_OTHER;
}

static char *
dup_issuer (GTlsCertificate *certificate)
{
  g_autofree char *raw = certificate != NULL ? g_tls_certificate_get_issuer_name (certificate)
                                             : NULL;

  return np_plain_text (raw, MAX_ISSUER_CHARACTERS);
}

static char *
describe_certificate (GTlsCertificateFlags flags, const char *issuer)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (certificate_checks); i++)
    {
      if ((flags & certificate_checks[i].flag) != 0)
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "",
                                certificate_checks[i].words);
    }
  if (out->len == 0)
    g_string_append (out, "is not acceptable");
  if (issuer != NULL)
    g_string_append_printf (out, " (issuer: %s)", issuer);
  return g_string_free (out, FALSE);
}

/**
 * np_tls_error_new:
 * @call: a call whose request did not leave
 * @certificate: (nullable): what the other side showed
 * @flags: the checks that it failed
 * @cause: a %G_TLS_ERROR
 *
 * Says which check failed. There is no way on from there: what is sent over such
 * a connection can be read by somebody else.
 *
 * Returns: (transfer full): an %NP_API_ERROR_TLS
 */
GError *
np_tls_error_new (const NpCall *call,
                  GTlsCertificate *certificate,
                  GTlsCertificateFlags flags,
                  const GError *cause)
{
  g_autoptr (NpApiErrorDetail) detail = np_call_new_detail (call);
  g_autofree char *words = NULL;

  detail->phase = NP_API_PHASE_TLS;
  if (!g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    {
      detail->tls_problem = judge_handshake (cause);
      return np_call_new_error (call, NP_API_ERROR_TLS, detail,
                                "no protected connection to %s came about: %s", call->host,
                                cause->message);
    }
  detail->tls_problem = np_tls_error_judge_certificate (certificate, flags);
  detail->tls_issuer = dup_issuer (certificate);
  words = describe_certificate (flags, detail->tls_issuer);
  return np_call_new_error (call, NP_API_ERROR_TLS, detail, "the certificate of %s %s",
                            call->host, words);
}
