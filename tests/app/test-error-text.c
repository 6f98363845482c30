/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <gio/gio.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "np-accounts-error.h"
#include "np-api-error.h"
#include "np-error-text-private.h"

/* What a person reads of every failure: each has a sentence, a next step and what can
 * be done, in both languages. */

#define HOST "aiworkspace.cn-hangzhou.aliyuncs.com"

typedef void (*Visit) (const GError *error, const char *operation);

static NpApiErrorDetail *
make_detail (const char *code)
{
  NpApiErrorDetail *detail = np_api_error_detail_new ();

  detail->host = g_strdup (HOST);
  detail->operation = g_strdup ("UpdateModel");
  detail->code = g_strdup (code);
  detail->request_id = g_strdup ("3C85E634-7E0C");
  return detail;
}

static GError *
make_error (NpApiError kind, const char *code)
{
  g_autoptr (NpApiErrorDetail) detail = make_detail (code);

  return np_api_error_new (kind, detail, "UpdateModel: HTTP 400");
}

static char **
load_codes (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "errors", "codes.txt",
                                                 NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (text, "\n", -1);
}

/* Everything that may be known of a failure on the way. */
static const struct
{
  NpApiError kind;
  NpApiPhase phase;
  NpApiNetProblem net;
  NpApiTlsProblem tls;
  guint status;
  gboolean is_offline;
  gboolean is_sign_in_page;
  gboolean is_incomplete;
  const char *part; /* of the sentence */
} local_cases[] = {
  { NP_API_ERROR_UNREACHABLE, .phase = NP_API_PHASE_NAME_LOOKUP,
    .net = NP_API_NET_PROBLEM_NAME_UNKNOWN, .is_offline = TRUE, .part = "seems to be offline" },
  { NP_API_ERROR_UNREACHABLE, .phase = NP_API_PHASE_NAME_LOOKUP,
    .net = NP_API_NET_PROBLEM_NAME_UNKNOWN, .part = "Nobody knows a host called " HOST },
  { NP_API_ERROR_UNREACHABLE, .net = NP_API_NET_PROBLEM_NAME_LOOKUP_FAILED,
    .part = "could not be looked up" },
  { NP_API_ERROR_UNREACHABLE, .net = NP_API_NET_PROBLEM_NO_ROUTE, .part = "no way" },
  { NP_API_ERROR_UNREACHABLE, .phase = NP_API_PHASE_CONNECT, .net = NP_API_NET_PROBLEM_REFUSED,
    .is_offline = TRUE, .part = "refused" },
  { NP_API_ERROR_UNREACHABLE, .net = NP_API_NET_PROBLEM_BROKEN, .part = "before an answer" },
  { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_NAME_LOOKUP,
    .part = "was not found in time" },
  { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_CONNECT, .part = "No connection" },
  { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_TLS, .part = "safe connection" },
  { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_SEND, .part = "be sent" },
  { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_FIRST_BYTE, .part = "took the request" },
  { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_BODY, .part = "half-way" },
  { NP_API_ERROR_TIMED_OUT, .phase = NP_API_PHASE_WHOLE, .part = "as a whole" },
  { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_UNKNOWN_ISSUER, .part = "CN=Company Proxy" },
  { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_SELF_SIGNED, .part = "only for itself" },
  { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_EXPIRED, .part = "expired" },
  { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_NOT_YET_VALID, .part = "not valid yet" },
  { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_WRONG_HOST, .part = "another host" },
  { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_WEAK, .part = "too weak" },
  { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_REVOKED, .part = "revoked" },
  { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_OLD_PROTOCOL, .part = "versions of TLS" },
  { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_NO_TLS, .part = "does not encrypt" },
  { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_BROKEN_OFF, .part = "before it was there" },
  { NP_API_ERROR_TLS, .tls = NP_API_TLS_PROBLEM_OTHER, .part = "nothing was sent" },
  { NP_API_ERROR_PROXY, .status = 407, .part = "proxy.example:3128) asks for" },
  { NP_API_ERROR_PROXY, .net = NP_API_NET_PROBLEM_NAME_UNKNOWN,
    .part = "Nobody knows the proxy" },
  { NP_API_ERROR_PROXY, .net = NP_API_NET_PROBLEM_NAME_LOOKUP_FAILED, .part = "looked up" },
  { NP_API_ERROR_PROXY, .net = NP_API_NET_PROBLEM_REFUSED, .part = "refused" },
  { NP_API_ERROR_PROXY, .phase = NP_API_PHASE_CONNECT, .part = "cannot be reached" },
  { NP_API_ERROR_PROXY, .part = "did not let the request through" },
  { NP_API_ERROR_PROTOCOL, .is_sign_in_page = TRUE, .part = "sign-in page" },
  { NP_API_ERROR_PROTOCOL, .net = NP_API_NET_PROBLEM_BROKEN, .is_incomplete = TRUE,
    .part = "broke off" },
  { NP_API_ERROR_PROTOCOL, .is_incomplete = TRUE, .part = "not complete" },
  { NP_API_ERROR_PROTOCOL, .part = "does not look like" },
  { NP_API_ERROR_NOT_FOUND, .part = "not in the words of the service" },
  { NP_API_ERROR_TOO_LARGE, .part = "8 MiB" },
  { NP_API_ERROR_REDIRECTED, .part = "another address" },
};

static GError *
make_local_error (guint i)
{
  g_autoptr (NpApiErrorDetail) detail = make_detail (NULL);

  detail->phase = local_cases[i].phase;
  detail->net_problem = local_cases[i].net;
  detail->tls_problem = local_cases[i].tls;
  detail->status = local_cases[i].status;
  detail->is_offline = local_cases[i].is_offline;
  detail->is_sign_in_page = local_cases[i].is_sign_in_page;
  detail->is_incomplete = local_cases[i].is_incomplete;
  detail->tls_issuer = g_strdup ("CN=Company Proxy");
  detail->proxy_host = g_strdup ("proxy.example:3128");
  return np_api_error_new (local_cases[i].kind, detail, "nothing came of it");
}

/* Shows every failure there is a text for. */
static void
visit_all (Visit visit)
{
  g_auto (GStrv) codes = load_codes ();

  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_autoptr (GError) error = make_error (NP_API_ERROR_FAILED, codes[i]);

      if (*codes[i] != '\0' && *codes[i] != '#')
        visit (error, "UpdateModel");
    }
  for (int kind = 0; kind <= NP_API_ERROR_FAILED; kind++)
    {
      g_autoptr (GError) error = make_error (kind, NULL);

      visit (error, "UpdateModel");
      visit (error, "ListModels");
      visit (error, NULL);
    }
  for (int kind = 0; kind <= NP_ACCOUNTS_ERROR_KEYRING_SUSPENDED; kind++)
    {
      g_autoptr (GError) error = g_error_new_literal (NP_ACCOUNTS_ERROR, kind, "x");

      visit (error, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (local_cases); i++)
    {
      g_autoptr (GError) error = make_local_error (i);

      visit (error, "GetModel");
    }
}

static void
assert_text (const char *text, const char *end)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  g_assert_cmpstr (text, !=, "");
  g_assert_cmpstr (stripped, ==, text);
  g_assert_null (strpbrk (text, "!{}"));
  g_assert_null (strstr (text, "  "));
  g_assert_true (g_str_has_suffix (text, end));
}

static void
visit_texts (const GError *error, const char *operation)
{
  g_autofree char *heading = np_error_text_dup_heading (error, operation);
  g_autofree char *sentence = np_error_text_dup_sentence (error, operation);
  g_autofree char *next_step = np_error_text_dup_next_step (error, operation);

  assert_text (heading, "");
  g_assert_null (strchr (heading, '.'));
  assert_text (sentence, ".");
  assert_text (next_step, ".");
  g_assert_cmpstr (sentence, !=, next_step);
}

static void
test_texts (void)
{
  visit_all (visit_texts);
}

/* Each code is a known one: it has more of a text than its kind. */
static void
test_codes (void)
{
  g_auto (GStrv) codes = load_codes ();
  guint n_codes = 0;

  for (guint i = 0; codes[i] != NULL; i++)
    {
      if (*codes[i] == '\0' || *codes[i] == '#')
        continue;
      n_codes++;
      if (np_error_text_find_code (codes[i]) == NULL)
        g_error ("%s has no text", codes[i]);
      g_assert_cmpint (np_error_text_find_code (codes[i])->offers, !=, 0);
    }
  g_assert_cmpuint (n_codes, >=, 40);
}

static void
test_unknown_codes (void)
{
  for (int kind = 0; kind <= NP_API_ERROR_FAILED; kind++)
    {
      g_autoptr (GError) error = make_error (kind, "Strange.New");
      g_autofree char *sentence = np_error_text_dup_sentence (error, "UpdateModel");
      gboolean is_about_more = kind == NP_API_ERROR_CLOCK_SKEW ||
                               kind == NP_API_ERROR_CONFLICT ||
                               kind == NP_API_ERROR_OUTCOME_UNKNOWN ||
                               kind == NP_API_ERROR_NOT_APPLIED;

      g_assert_true ((strstr (sentence, "Strange.New") == NULL) == is_about_more);
    }
}

static void
assert_heading (const char *code, const char *heading)
{
  g_autoptr (GError) error = make_error (NP_API_ERROR_FAILED, code);
  g_autofree char *text = np_error_text_dup_heading (error, NULL);

  g_assert_cmpstr (text, ==, heading);
}

/* The whole code, then its beginning, then the kind. */
static void
test_order (void)
{
  assert_heading ("InvalidAccessKeyId.NotFound", "Unknown AccessKey");
  assert_heading ("InvalidAccessKeyId.NotFoundAtAll", "AccessKey refused");
  assert_heading ("InvalidAccessKeyId", "AccessKey refused");
  assert_heading ("Throttling.User", "Too many requests");
  assert_heading ("Throttling.User.Flow", "Too many requests");
  assert_heading ("Throttling.Other", "Busy service");
  assert_heading ("SignatureDoesNotMatchAtAll", "Request failed");
  assert_heading ("2019000021", "Request failed");
  assert_heading ("", "Request failed");
}

static void
test_local (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (local_cases); i++)
    {
      g_autoptr (GError) error = make_local_error (i);
      char *sentence = np_error_text_dup_sentence (error, "GetModel");

      if (strstr (sentence, local_cases[i].part) == NULL)
        g_error ("“%s” has no “%s” in it", sentence, local_cases[i].part);
      g_assert_true (g_hash_table_add (seen, sentence));
    }
}

/* A code that is not known is the service's all the same. */
static void
test_told (void)
{
  g_autoptr (GError) error = make_error (NP_API_ERROR_NOT_FOUND, "Whatever");
  g_autofree char *sentence = np_error_text_dup_sentence (error, "GetModel");

  g_assert_null (strstr (sentence, "not in the words of the service"));
}

static void
assert_clock (gint64 offset, const char *words)
{
  g_autoptr (NpApiErrorDetail) detail = make_detail ("SignatureDoesNotMatch");
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *expected = g_strdup_printf ("The clock of this computer is %s.", words);

  detail->has_clock_offset = TRUE;
  detail->clock_offset_s = offset;
  error = np_api_error_new (NP_API_ERROR_CLOCK_SKEW, detail, "the clock");
  sentence = np_error_text_dup_sentence (error, "UpdateModel");
  g_assert_cmpstr (sentence, ==, expected);
  g_assert_true (np_error_text_get_offers (error, "UpdateModel") & NP_ERROR_OFFER_SET_CLOCK);
}

static void
test_clock (void)
{
  assert_clock (720, "12 minutes slow");
  assert_clock (-720, "12 minutes fast");
  assert_clock (-1, "1 second fast");
  assert_clock (119, "119 seconds slow");
  assert_clock (7200, "2 hours slow");
  assert_clock (-86400 * 400, "400 days fast");
  assert_clock (G_MAXINT64, "99999 days slow");
  assert_clock (G_MININT64, "99999 days fast");
  assert_clock (0, "wrong");
}

/* The link is the service's own, or one like it; and leads nowhere else. */
static void
assert_link (const char *recommend, const char *code, const char *link)
{
  g_autoptr (NpApiErrorDetail) detail = make_detail (code);
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  detail->recommend = g_strdup (recommend);
  error = np_api_error_new (NP_API_ERROR_FAILED, detail, "x");
  found = np_error_text_dup_link (error);
  g_assert_cmpstr (found, ==, link);
}

static void
test_link (void)
{
  const char *own = "https://api.aliyun.com/troubleshoot?q=No&product=AIWorkSpace&"
                    "requestId=3C85E634-7E0C";
  const char *recommended = "https://api.alibabacloud.com/troubleshoot?q=No&product=Other";

  assert_link (NULL, "No", own);
  assert_link (recommended, "No", recommended);
  assert_link ("http://api.aliyun.com/troubleshoot", "No", own);
  assert_link ("https://evil.example/troubleshoot", "No", own);
  assert_link ("https://evil.example/.aliyun.com", "No", own);
  assert_link ("https://evilaliyun.com/", "No", own);
  assert_link ("https://me@api.aliyun.com/", "No", own);
  assert_link ("javascript:alert(1)", "No", own);
  assert_link ("not a link", "No", own);
  assert_link (NULL, "A&b=c d/é",
               "https://api.aliyun.com/troubleshoot?q=A%26b%3Dc%20d%2F%C3%A9&"
               "product=AIWorkSpace&requestId=3C85E634-7E0C");
  assert_link (recommended, NULL, NULL);
}

/* What can be done about it from there, and nothing that would not help. */
static const struct
{
  const char *code;
  NpErrorOffers offers;
} offer_cases[] = {
  { "SignatureDoesNotMatch", NP_ERROR_OFFER_CHANGE_KEY | NP_ERROR_OFFER_DIAGNOSE },
  { "IncompleteSignature", NP_ERROR_OFFER_TRY_AGAIN | NP_ERROR_OFFER_DIAGNOSE },
  { "InvalidTimeStamp.Expired", NP_ERROR_OFFER_TRY_AGAIN | NP_ERROR_OFFER_SET_CLOCK },
  { "SignatureNonceUsed", NP_ERROR_OFFER_TRY_AGAIN },
  { "InvalidAccessKeyId.NotFound", NP_ERROR_OFFER_CHANGE_KEY },
  { "InvalidAccessKeyId.Inactive", NP_ERROR_OFFER_CHANGE_KEY | NP_ERROR_OFFER_TRY_AGAIN },
  { "InvalidSecurityToken.Expired", NP_ERROR_OFFER_CHANGE_KEY },
  { "InvalidSecurityToken.Malformed", NP_ERROR_OFFER_CHANGE_KEY },
  { "InvalidSecurityToken.MismatchWithAccessKey", NP_ERROR_OFFER_CHANGE_KEY },
  { "MissingSecurityToken", NP_ERROR_OFFER_CHANGE_KEY },
  { "NoPermission", NP_ERROR_OFFER_ASK_ADMINISTRATOR | NP_ERROR_OFFER_TRY_AGAIN },
  { "Forbidden.RAM", NP_ERROR_OFFER_ASK_ADMINISTRATOR | NP_ERROR_OFFER_TRY_AGAIN },
  { "Forbidden.NotSupportRAM", NP_ERROR_OFFER_ASK_ADMINISTRATOR },
  { "Throttling.User", NP_ERROR_OFFER_TRY_AGAIN },
  { "ServiceUnavailable", NP_ERROR_OFFER_TRY_AGAIN },
  { "InternalError", NP_ERROR_OFFER_TRY_AGAIN },
  { "InvalidAction.NotFound", NP_ERROR_OFFER_TRY_AGAIN | NP_ERROR_OFFER_DIAGNOSE },
  { "InvalidVersion", NP_ERROR_OFFER_TRY_AGAIN | NP_ERROR_OFFER_DIAGNOSE },
  { "UnsupportedHTTPMethod", NP_ERROR_OFFER_TRY_AGAIN | NP_ERROR_OFFER_DIAGNOSE },
  { "InvalidParameter", NP_ERROR_OFFER_NONE },
  { "201900002", NP_ERROR_OFFER_LOOK_ELSEWHERE | NP_ERROR_OFFER_TRY_AGAIN },
  { "100400008", NP_ERROR_OFFER_TRY_AGAIN },
  { "100600006", NP_ERROR_OFFER_ASK_ADMINISTRATOR | NP_ERROR_OFFER_TRY_AGAIN },
};

static void
test_offers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (offer_cases); i++)
    {
      g_autoptr (GError) error = make_error (NP_API_ERROR_FAILED, offer_cases[i].code);
      NpErrorOffers offers = np_error_text_get_offers (error, "UpdateModel");

      if ((offers & ~NP_ERROR_OFFER_TROUBLESHOOTING) != offer_cases[i].offers)
        g_error ("%s offers %x", offer_cases[i].code, offers);
    }
  for (guint i = 0; i < G_N_ELEMENTS (local_cases); i++)
    {
      g_autoptr (GError) error = make_local_error (i);
      NpErrorOffers offers = np_error_text_get_offers (error, "GetModel");

      g_assert_true (offers & NP_ERROR_OFFER_DIAGNOSE);
      g_assert_true (offers & NP_ERROR_OFFER_TRY_AGAIN);
      g_assert_false (offers & NP_ERROR_OFFER_TROUBLESHOOTING);
    }
  /* That page explains codes. */
  for (int kind = 0; kind <= NP_API_ERROR_FAILED; kind++)
    {
      g_autoptr (GError) error = make_error (kind, NULL);

      g_assert_false (np_error_text_get_offers (error, "UpdateModel") &
                      NP_ERROR_OFFER_TROUBLESHOOTING);
    }
}

/* Sentences of other causes are about something else. */
static void
test_list_is_no_model (void)
{
  g_autoptr (GError) error = make_error (NP_API_ERROR_NOT_FOUND, "201900002");
  g_autofree char *of_list = np_error_text_dup_sentence (error, "ListModels");
  g_autofree char *of_model = np_error_text_dup_sentence (error, "GetModel");

  g_assert_cmpstr (of_list, ==, "The service does not know this workspace.");
  g_assert_cmpstr (of_model, ==, "The service does not know this model.");
}

static gboolean
has_chinese (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN)
        return TRUE;
    }
  return FALSE;
}

static void
visit_chinese (const GError *error, const char *operation)
{
  g_autofree char *heading = np_error_text_dup_heading (error, operation);
  g_autofree char *sentence = np_error_text_dup_sentence (error, operation);
  g_autofree char *next_step = np_error_text_dup_next_step (error, operation);

  if (!has_chinese (heading) || !has_chinese (sentence) || !has_chinese (next_step))
    g_error ("Not in Chinese: %s / %s / %s", heading, sentence, next_step);
  assert_text (heading, "");
  assert_text (sentence, "。");
  assert_text (next_step, "。");
}

static void
test_chinese (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);

  if (setlocale (LC_ALL, "zh_CN.UTF-8") == NULL)
    {
      g_test_skip ("this computer has no zh_CN.UTF-8");
      return;
    }
  g_setenv ("LANGUAGE", "zh_CN", TRUE);
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  visit_all (visit_chinese);
  g_setenv ("LANGUAGE", "C", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error-text/texts", test_texts);
  g_test_add_func ("/error-text/codes", test_codes);
  g_test_add_func ("/error-text/unknown-codes", test_unknown_codes);
  g_test_add_func ("/error-text/order", test_order);
  g_test_add_func ("/error-text/local", test_local);
  g_test_add_func ("/error-text/told", test_told);
  g_test_add_func ("/error-text/clock", test_clock);
  g_test_add_func ("/error-text/link", test_link);
  g_test_add_func ("/error-text/offers", test_offers);
  g_test_add_func ("/error-text/list-is-no-model", test_list_is_no_model);
  g_test_add_func ("/error-text/chinese", test_chinese);

  return g_test_run ();
}
