/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-redact.h"

#include <string.h>

#include "np-secret-private.h"

#define KEY   "Xk9pQ2sLw7Vt4RbN8mYz3HcJ6fDg1A"
#define TOKEN "CAIS+gJ1q6Ft5B2y/fSjIr5fTv7g=="
#define HASH  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF"
#define GONE  NP_REDACTED

typedef struct
{
  const char *text;
  const char *plain;
} Case;

/* What is a secret by its name or its place. */
static const Case named_cases[] = {
  { "Signature=abc", "Signature=" GONE },
  { "https://b.oss.aliyuncs.com/o?Expires=1&Signature=a%2Fb%3D&OSSAccessKeyId=LTAI5t",
    "https://b.oss.aliyuncs.com/o?Expires=1&Signature=" GONE "&OSSAccessKeyId=LTAI5t" },
  { "o?x-oss-signature=ab12&x-oss-expires=60", "o?x-oss-signature=" GONE "&x-oss-expires=60" },
  { "o?security-token=CAIS%2B&x=1", "o?security-token=" GONE "&x=1" },
  { "o%3FSignature%3Dabc%26Expires%3D1 x", "o%3FSignature%3D" GONE " x" },
  { "x-acs-security-token: CAIS+/=\nhost:h", "x-acs-security-token: " GONE "\nhost:h" },
  { "x-acs-security-token:CAIS\\nhost:h", "x-acs-security-token:" GONE "\\nhost:h" },
  { "{\"SecurityToken\":\"CAIS\\/a\\u002bb\",\"a\":1}",
    "{\"SecurityToken\":\"" GONE "\",\"a\":1}" },
  { "{\\\"SecurityToken\\\": \\\"CAIS\\\",\\\"a\\\":1}",
    "{\\\"SecurityToken\\\": \\\"" GONE "\\\",\\\"a\\\":1}" },
  { "sts_token = abc; next", "sts_token = " GONE "; next" },
  { "AccessKeySecret: abcdef", "AccessKeySecret: " GONE },
  { "access_key_secret='abc def'", "access_key_secret='" GONE " def'" },
  { "x-acs-bearer-token:abc", "x-acs-bearer-token:" GONE },
  { "Authorization: ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=a;b,Signature=cd\nnext",
    "Authorization: " GONE "\nnext" },
  { "Proxy-Authorization: Basic dXNlcjpwYXNz\r\nHost: h",
    "Proxy-Authorization: " GONE "\r\nHost: h" },
  { "{\"Authorization\":\"acs LTAI:c2ln\",\"b\":2}",
    "{\"Authorization\":\"" GONE "\",\"b\":2}" },
  { "got ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=a,Signature=b\\nnext",
    "got " GONE "\\nnext" },
  { "Wrong. server StringToSign is [ACS3-HMAC-SHA256\nabc], and more", "Wrong. " GONE },
  { "Wrong. String to sign: x", "Wrong. " GONE },
  { "Wrong. CanonicalRequest: PUT\n/\n\nhost:h", "Wrong. " GONE },
  { "Wrong. server's canonical request is", "Wrong. " GONE },
  { "Wrong. PUT\n/api/v1/models/m\n\nhost:h\nx-acs-date:d", "Wrong. " GONE },
  { "Wrong. GET\\n/\\n\\nhost:h", "Wrong. " GONE },
  { "Wrong. [POST\r\n/x", "Wrong. [" GONE },
  { "hash " HASH " end", "hash " GONE " end" },
  { "hash " HASH "ffff end", "hash " GONE " end" },
  { "http://user:pass@proxy.example:3128/", "http://" GONE "@proxy.example:3128/" },
  { "http://user@proxy.example", "http://" GONE "@proxy.example" },
};

/* What stays, byte for byte. */
static const char *const ordinary_texts[] = {
  "",
  "Specified signature does not match our calculation.",
  "The signature: ",
  "x-acs-signature-nonce: 1234",
  "SignatureDoesNotMatch",
  "{\"RequestId\":\"3C85E634-0AAB-5C6D-9E0F-112233445566\",\"Code\":\"Throttling.User\"}",
  "GET /api/v1/models/model-rbvg5wz2abc1ks92 failed",
  "TARGET\n/api",
  "PUTS\n/",
  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
  "https://api.aliyun.com/troubleshoot?q=NoPermission&product=AIWorkSpace&requestId=R",
  "mail to name@example.org, or see http://example.org/@name",
  "http://@host",
  "密钥不对，请检查。 AccessKey LTAI5tTestKeyId 签名",
  "bad \xff\xfe bytes",
  "100% sure, 3:4, a=b, c%3Dd",
  "no authorization was given",
  "secretary: none of yours",
};

static char *
redact_in_pieces (const char *text, gsize first, gsize second)
{
  g_autoptr (NpRedactor) redactor = np_redactor_new ();
  gsize length = strlen (text);
  GString *out = g_string_new (NULL);

  np_redactor_feed (redactor, text, first, out);
  np_redactor_feed (redactor, text + first, second - first, out);
  np_redactor_feed (redactor, text + second, length - second, out);
  np_redactor_end (redactor, out);
  return g_string_free (out, FALSE);
}

/* Cuts TEXT at every place, at every two places if it is short, and into
 * single bytes. */
static void
assert_plain (const char *text, const char *plain)
{
  g_autoptr (NpRedactor) redactor = np_redactor_new ();
  g_autofree char *whole = np_redact_text (text);
  g_autoptr (GString) bytewise = g_string_new (NULL);
  gsize length = strlen (text);

  g_assert_cmpstr (whole, ==, plain);
  for (gsize first = 0; first <= length; first++)
    {
      gsize last = length < 120 ? length : first;

      for (gsize second = first; second <= last; second++)
        {
          g_autofree char *pieces = redact_in_pieces (text, first, second);

          g_assert_cmpstr (pieces, ==, plain);
        }
    }
  for (gsize i = 0; i < length; i++)
    np_redactor_feed (redactor, text + i, 1, bytewise);
  np_redactor_end (redactor, bytewise);
  g_assert_cmpstr (bytewise->str, ==, plain);
}

static void
test_named (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (named_cases); i++)
    assert_plain (named_cases[i].text, named_cases[i].plain);
}

static void
test_ordinary (void)
{
  g_autoptr (NpSecret) secret = np_secret_new (KEY, -1);

  for (guint i = 0; i < G_N_ELEMENTS (ordinary_texts); i++)
    assert_plain (ordinary_texts[i], ordinary_texts[i]);
}

static void
assert_hidden (const char *before, const char *secret_form, const char *after)
{
  g_autofree char *text = g_strconcat (before, secret_form, after, NULL);
  g_autofree char *plain = g_strconcat (before, GONE, after, NULL);

  assert_plain (text, plain);
}

static char *
to_hex (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    g_string_append_printf (out, "%02X", (guint) (guchar) *text);
  return g_string_free (out, FALSE);
}

/* Every form of a living secret, between other words and alone. */
static void
check_forms (const char *text)
{
  g_autoptr (NpSecret) secret = np_secret_new (text, -1);
  g_autofree char *hex = to_hex (text);
  g_autofree char *lower_hex = g_ascii_strdown (hex, -1);
  g_autofree char *url = g_uri_escape_string (text, NULL, FALSE);
  g_autofree char *base64 = g_base64_encode ((const guchar *) text, strlen (text));
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);
  g_autofree char *json = g_strjoinv ("\\/", parts);
  const char *const forms[] = { text, hex, lower_hex, url, base64, json };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      assert_hidden ("", forms[i], "");
      assert_hidden ("before ", forms[i], " after");
      assert_hidden ("铭", forms[i], "牌");
    }
}

static void
test_living_secrets (void)
{
  check_forms (KEY);
  check_forms (TOKEN);
}

/* Base64 of a longer text with the secret in it: three ways to lie in the groups
 * of three bytes, and the alphabet of addresses. */
static void
test_base64_within (void)
{
  static const char *const befores[] = { "", "u", "us", "use", "user:" };
  g_autoptr (NpSecret) secret = np_secret_new (TOKEN, -1);

  for (guint i = 0; i < G_N_ELEMENTS (befores); i++)
    {
      g_autofree char *text = g_strconcat (befores[i], TOKEN, " and more", NULL);
      g_autofree char *base64 = g_base64_encode ((const guchar *) text, strlen (text));
      g_autofree char *url = g_strdelimit (g_strdelimit (g_strdup (base64), "+", '-'), "/",
                                           '_');
      g_autofree char *plain = np_redact_text (base64);
      g_autofree char *plain_url = np_redact_text (url);

      g_assert_true (g_str_has_suffix (plain, GONE));
      g_assert_true (g_str_has_suffix (plain_url, GONE));
      g_assert_cmpuint (strlen (plain), <, strlen (GONE) + 4 * (strlen (befores[i]) / 3) + 4);
      assert_plain (base64, plain);
    }
}

static void
test_secret_is_gone (void)
{
  NpSecret *secret = np_secret_new (KEY, -1);
  g_autoptr (NpSecret) other = np_secret_new (TOKEN, -1);
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *before = np_redact_text ("the key " KEY);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "the key " GONE);
  np_secret_unref (secret);
  after = np_redact_text ("the key " KEY);
  g_assert_cmpstr (after, ==, "the key " KEY);
  all = np_secret_dup_all ();
  g_assert_cmpuint (all->len, ==, 1);
}

/* A short text is no key: taking it out would take out words. */
static void
test_short_secret (void)
{
  g_autoptr (NpSecret) secret = np_secret_new ("a", -1);
  g_autoptr (NpSecret) seven = np_secret_new ("letters", -1);
  g_autoptr (NpSecret) empty = np_secret_new ("", -1);

  assert_plain ("a few letters", "a few letters");
}

/* One secret that begins like another. */
static void
test_longest_first (void)
{
  g_autoptr (NpSecret) shorter = np_secret_new ("abcdefgh", -1);
  g_autoptr (NpSecret) longer = np_secret_new ("abcdefghijkl", -1);

  assert_plain ("x abcdefghijkl y", "x " GONE " y");
  assert_plain ("x abcdefghijk y", "x " GONE "ijk y");
  assert_plain ("x abcdefg y", "x abcdefg y");
}

/* A cut may run through a secret: what it leaves in doubt stays away. */
static void
test_start (void)
{
  g_autoptr (NpSecret) secret = np_secret_new (KEY, -1);
  const char text[] = "the key " KEY " is wrong";

  for (gsize n = 0; n <= strlen (text); n++)
    {
      g_autofree char *start = np_redact_start (text, strlen (text), n);

      g_assert_true (g_str_has_prefix ("the key " GONE " is wrong", start));
      g_assert_null (strstr (start, "Xk9p"));
    }
}

static void
test_two_texts (void)
{
  g_autoptr (NpRedactor) redactor = np_redactor_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  np_redactor_feed (redactor, "string to sign", 14, out);
  np_redactor_end (redactor, out);
  np_redactor_feed (redactor, " next", 5, out);
  np_redactor_end (redactor, out);
  g_assert_cmpstr (out->str, ==, GONE " next");
}

static void
test_null (void)
{
  g_assert_null (np_redact_text (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/redact/named", test_named);
  g_test_add_func ("/core/redact/ordinary", test_ordinary);
  g_test_add_func ("/core/redact/living-secrets", test_living_secrets);
  g_test_add_func ("/core/redact/base64-within", test_base64_within);
  g_test_add_func ("/core/redact/secret-is-gone", test_secret_is_gone);
  g_test_add_func ("/core/redact/short-secret", test_short_secret);
  g_test_add_func ("/core/redact/longest-first", test_longest_first);
  g_test_add_func ("/core/redact/start", test_start);
  g_test_add_func ("/core/redact/two-texts", test_two_texts);
  g_test_add_func ("/core/redact/null", test_null);

  return g_test_run ();
}
