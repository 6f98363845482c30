/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-plain-text.h"

#include <string.h>

/* What of a service's words and links is shown. */

static void
test_message (void)
{
  static const struct
  {
    const char *raw;
    const char *plain;
  } cases[] = {
    { NULL, NULL },
    { "", NULL },
    { "\n\t \r\n", NULL },
    { "plain", "plain" },
    { "two\nlines", "two lines" },
    { "bell\a, escape\033[31m", "bell, escape[31m" },
    { "a\xe2\x80\xae"
      "b\xe2\x81\xa6"
      "c\xd8\x9c"
      "d\xe2\x80\x8f",
      "abcd" },
    { "c1\xc2\x9b"
      "x\xe2\x80\xa8y",
      "c1x y" },
    { "<b>&amp;</b>", "<b>&amp;</b>" },
    { "铭牌 \xf0\x9f\x8f\xb7", "铭牌 \xf0\x9f\x8f\xb7" },
    { "bad \xff byte", "bad \xef\xbf\xbd byte" },
    { "Specified signature does not match our calculation. server string to sign is: PUT",
      "Specified signature does not match our calculation. [removed]" },
    { "Wrong. server StringToSign is [ACS3-HMAC-SHA256\nabc], server CanonicalRequest is [PUT]",
      "Wrong. [removed]" },
    { "Wrong. CanonicalRequest: PUT\n/\n\nx-acs-security-token:CAIS", "Wrong. [removed]" },
    { "Wrong. PUT\n/\n\nhost:h\nx-acs-security-token:CAIS", "Wrong. [removed]" },
    { "Authorization: ACS3-HMAC-SHA256 Credential=x", "Authorization: [removed]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = np_plain_text_message (cases[i].raw);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

static void
test_long_message (void)
{
  g_autofree char *raw = g_strnfill (1024 * 1024, 'm');
  g_autofree char *plain = np_plain_text_message (raw);
  GString *wide = g_string_new (NULL);
  g_autofree char *plain_wide = NULL;

  for (guint i = 0; i < 600; i++)
    g_string_append (wide, "铭");
  plain_wide = np_plain_text_message (wide->str);
  g_string_free (wide, TRUE);
  g_assert_cmpuint (strlen (plain), ==, 500);
  g_assert_cmpint (g_utf8_strlen (plain_wide, -1), ==, 500);
}

static void
test_link (void)
{
  static const struct
  {
    const char *link;
    gboolean is_kept;
  } cases[] = {
    { "https://api.aliyun.com/troubleshoot?q=X&product=Y", TRUE },
    { "https://next.api.alibabacloud.com/", TRUE },
    { "https://HELP.ALIYUN.COM/x", TRUE },
    { "http://api.aliyun.com/", FALSE },
    { "https://aliyun.com.evil.example/", FALSE },
    { "https://evilaliyun.com/", FALSE },
    { "https://api.aliyun.com@evil.example/", FALSE },
    { "https://user@api.aliyun.com/", FALSE },
    { "https://api.aliyun.com:8443/", FALSE },
    { "https://evil.example/.aliyun.com", FALSE },
    { "https://evil.example#.aliyun.com", FALSE },
    { "https://evil.example\\.aliyun.com/", FALSE },
    { "https://evil.example%2f.aliyun.com/", FALSE },
    { "https://api   .aliyun.com/", FALSE },
    { "https://api.aliyun.com/a b", FALSE },
    { "https://api.aliyun.com/\xe2\x80\xae", FALSE },
    { "https://api.aliyun.com/?Signature=abc", FALSE },
    { "javascript:alert(1)//.aliyun.com", FALSE },
    { "file:///etc/passwd", FALSE },
    { "https:", FALSE },
    { "", FALSE },
    { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *kept = np_plain_text_link (cases[i].link);

      g_test_message ("%s", cases[i].link);
      g_assert_cmpint (kept != NULL, ==, cases[i].is_kept);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/response-error/message", test_message);
  g_test_add_func ("/response-error/long-message", test_long_message);
  g_test_add_func ("/response-error/link", test_link);
  return g_test_run ();
}
