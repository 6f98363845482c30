/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-endpoint.h"

#include "np-region.h"

#include <locale.h>

typedef struct
{
  const char *text;
  const char *base_uri;
  const char *authority;
  const char *host;
} Good;

static const Good good[] = {
  { "pai.example.com", "https://pai.example.com", "pai.example.com", "pai.example.com" },
  { "  pai.example.com\n", "https://pai.example.com", "pai.example.com", "pai.example.com" },
  { "\xe2\x80\x8bpai.example.com\xc2\xa0", "https://pai.example.com", "pai.example.com",
    "pai.example.com" },
  { "PAI.Example.COM", "https://pai.example.com", "pai.example.com", "pai.example.com" },
  { "AIWORKSPACE.CN-BEIJING.ALIYUNCS.COM", "https://aiworkspace.cn-beijing.aliyuncs.com",
    "aiworkspace.cn-beijing.aliyuncs.com", "aiworkspace.cn-beijing.aliyuncs.com" },
  { "pai.example.com:8443", "https://pai.example.com:8443", "pai.example.com:8443",
    "pai.example.com" },
  { "pai.example.com:443", "https://pai.example.com", "pai.example.com", "pai.example.com" },
  { "pai.example.com:80", "https://pai.example.com:80", "pai.example.com:80",
    "pai.example.com" },
  { "pai.example.com:65535", "https://pai.example.com:65535", "pai.example.com:65535",
    "pai.example.com" },
  { "https://pai.example.com", "https://pai.example.com", "pai.example.com",
    "pai.example.com" },
  { "HTTPS://pai.example.com/", "https://pai.example.com", "pai.example.com",
    "pai.example.com" },
  { "https://pai.example.com:8443/", "https://pai.example.com:8443", "pai.example.com:8443",
    "pai.example.com" },
  { "aiworkspace-vpc.cn-hangzhou.aliyuncs.com",
    "https://aiworkspace-vpc.cn-hangzhou.aliyuncs.com",
    "aiworkspace-vpc.cn-hangzhou.aliyuncs.com", "aiworkspace-vpc.cn-hangzhou.aliyuncs.com" },
  { "localhost", "https://localhost", "localhost", "localhost" },
  { "localhost:8080", "https://localhost:8080", "localhost:8080", "localhost" },
  { "192.0.2.7", "https://192.0.2.7", "192.0.2.7", "192.0.2.7" },
  { "https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443", "[2001:db8::1]:8443",
    "2001:db8::1" },
  { "[2001:db8::1]", "https://[2001:db8::1]", "[2001:db8::1]", "2001:db8::1" },
  { "http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080", "127.0.0.1" },
  { "http://127.0.0.1:80/", "http://127.0.0.1", "127.0.0.1", "127.0.0.1" },
  { "http://127.0.0.1:443", "http://127.0.0.1:443", "127.0.0.1:443", "127.0.0.1" },
  { "http://[::1]:8080", "http://[::1]:8080", "[::1]:8080", "::1" },
  { "HTTP://LOCALHOST:8080", "http://localhost:8080", "localhost:8080", "localhost" },
};

static const char *const invalid[] = {
  "",
  "   ",
  "https://",
  "https:///",
  "https://:443",
  ":443",
  "/",
  "ftp://pai.example.com",
  "javascript://pai.example.com",
  "file:///etc/passwd",
  "https:pai.example.com",
  "https:/pai.example.com",
  "https://user@pai.example.com",
  "https://user:password@pai.example.com",
  "https://@pai.example.com",
  "user@pai.example.com",
  "https://pai.example.com/api",
  "https://pai.example.com//",
  "https://pai.example.com/?",
  "https://pai.example.com?x=1",
  "https://pai.example.com#x",
  "https://pai.example.com/#",
  "pai.example.com/api/v1",
  "pai.example.com:0",
  "pai.example.com:65536",
  "pai.example.com:99999999999999999999",
  "pai.example.com:-1",
  "pai.example.com:+80",
  "pai.example.com:80a",
  "pai.example.com:\xd9\xa8\xd9\xa0",
  "pai.example.com:80:80",
  "pai example.com",
  "pai.\texample.com",
  "pai.example.com\r\nHost: evil.example.com",
  "pai.example..com",
  ".example.com",
  "pai.example.com.",
  "-pai.example.com",
  "pai-.example.com",
  "pai_1.example.com",
  "pai.ex%61mple.com",
  "pai.example.com%00",
  "pai.example.com\\@evil.example.com",
  "127.1",
  "2130706433",
  "0x7f.1",
  "0x7f000001",
  "192.0.2.256",
  "http://127.1:8080",
  "http://0177.0.0.1",
  "2001:db8::1",
  "https://[fe80::1%25eth0]",
  "https://[::1",
  "https://::1]",
  "https://[pai.example.com]",
  "\xe4\xbe\x8b\xe5\xad\x90.example.com",
  "\xef\xbd\x90\xef\xbd\x81\xef\xbd\x89.example.com",
  "pai\xe3\x80\x82x.example.com",
  "pai.example.com\xff",
  "a23456789b123456789c123456789d123456789e123456789f123456789g1234.example.com",
};

static const char *const insecure[] = {
  "http://pai.example.com",   "HTTP://aiworkspace.cn-hangzhou.aliyuncs.com",
  "http://127.0.0.2",         "http://localhost.example.com",
  "http://localhosts",        "http://[::2]",
  "http://[0:0:0:0:0:0:0:1]", "http://[::ffff:127.0.0.1]",
  "http://0.0.0.0",           "http://192.168.0.1",
};

static void
test_regions (void)
{
  for (guint i = 0; i < np_region_get_count (); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NpEndpoint) endpoint = NULL;
      g_autofree char *host = NULL;
      g_autofree char *base_uri = NULL;

      host = g_strdup_printf ("aiworkspace.%s.aliyuncs.com", np_region_get_id (i));
      base_uri = g_strconcat ("https://", host, NULL);
      endpoint = np_endpoint_new_for_region (np_region_get_id (i), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (np_endpoint_get_base_uri (endpoint), ==, base_uri);
      g_assert_cmpstr (np_endpoint_get_authority (endpoint), ==, host);
      g_assert_cmpstr (np_endpoint_get_host (endpoint), ==, host);
    }
}

static void
test_unknown_regions (void)
{
  const char *const unknown[] = {
    NULL, "", "mars-1", "cn-hangzhou\t", "evil.example.com/", "-vpc.cn-hangzhou"
  };

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (np_endpoint_new_for_region (unknown[i], &error));
      g_assert_error (error, NP_ENDPOINT_ERROR, NP_ENDPOINT_ERROR_UNKNOWN_REGION);
    }
}

static void
check_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (good[i].text, &error);

      g_test_message ("%s", good[i].text);
      g_assert_no_error (error);
      g_assert_cmpstr (np_endpoint_get_base_uri (endpoint), ==, good[i].base_uri);
      g_assert_cmpstr (np_endpoint_get_authority (endpoint), ==, good[i].authority);
      g_assert_cmpstr (np_endpoint_get_host (endpoint), ==, good[i].host);
    }
}

static void
test_good (void)
{
  check_good ();
}

/* In Turkish the lower case of I is another letter. */
static void
test_good_in_turkish (void)
{
  if (setlocale (LC_ALL, "tr_TR.UTF-8") == NULL)
    {
      g_test_skip ("The locale tr_TR.UTF-8 is missing");
      return;
    }

  check_good ();
  setlocale (LC_ALL, "C.UTF-8");
}

static void
test_sts_of_regions (void)
{
  for (guint i = 0; i < np_region_get_count (); i++)
    {
      g_autoptr (NpEndpoint) endpoint = np_endpoint_new_for_region (np_region_get_id (i), NULL);
      g_autoptr (NpEndpoint) sts = np_endpoint_dup_sts (endpoint);
      g_autofree char *host = g_strdup_printf ("sts.%s.aliyuncs.com", np_region_get_id (i));
      g_autofree char *base_uri = g_strconcat ("https://", host, NULL);

      g_assert_nonnull (sts);
      g_assert_cmpstr (np_endpoint_get_host (sts), ==, host);
      g_assert_cmpstr (np_endpoint_get_authority (sts), ==, host);
      g_assert_cmpstr (np_endpoint_get_base_uri (sts), ==, base_uri);
      g_assert_null (np_endpoint_dup_sts (sts));
    }
}

/* Whoever typed a host chose that host and no other, whatever it looks like. */
static void
test_no_sts_of_typed (void)
{
  const char *const hosts[] = { "aiworkspace.cn-beijing.aliyuncs.com",
                                "aiworkspace-vpc.cn-hangzhou.aliyuncs.com",
                                "http://127.0.0.1:8080" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (hosts[i], NULL);

      g_assert_nonnull (endpoint);
      g_assert_null (np_endpoint_dup_sts (endpoint));
    }
}

static void
check_refused (const char *const *texts, guint n_texts, NpEndpointErrorCode code)
{
  for (guint i = 0; i < n_texts; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (texts[i], &error);

      g_test_message ("case %u", i);
      g_assert_null (endpoint);
      g_assert_error (error, NP_ENDPOINT_ERROR, (int) code);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
}

static void
test_invalid (void)
{
  check_refused (invalid, G_N_ELEMENTS (invalid), NP_ENDPOINT_ERROR_INVALID);
}

static void
test_insecure (void)
{
  check_refused (insecure, G_N_ELEMENTS (insecure), NP_ENDPOINT_ERROR_INSECURE);
}

static void
test_long_host (void)
{
  GString *host = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr (NpEndpoint) endpoint = NULL;

  while (host->len < 250)
    g_string_append (host, "ab.");
  g_string_append (host, "c");
  g_assert_cmpuint (host->len, ==, 253);
  text = g_string_free (host, FALSE);
  endpoint = np_endpoint_new_custom (text, NULL);
  g_assert_nonnull (endpoint);

  g_clear_pointer (&endpoint, np_endpoint_unref);
  text[250] = 'd';
  text[251] = 'd';
  text[252] = 'd';
  endpoint = np_endpoint_new_custom (text, NULL);
  g_assert_nonnull (endpoint);

  g_clear_pointer (&endpoint, np_endpoint_unref);
  g_free (g_steal_pointer (&text));
  host = g_string_new (NULL);
  while (host->len < 252)
    g_string_append (host, "ab.");
  g_string_append (host, "cd");
  g_assert_cmpuint (host->len, ==, 254);
  text = g_string_free (host, FALSE);
  g_assert_null (np_endpoint_new_custom (text, NULL));
}

static void
test_boxed (void)
{
  NpEndpoint *endpoint = np_endpoint_new_for_region ("cn-hangzhou", NULL);
  NpEndpoint *copy = g_boxed_copy (NP_TYPE_ENDPOINT, endpoint);

  np_endpoint_unref (endpoint);
  g_assert_cmpstr (np_endpoint_get_host (copy), ==, "aiworkspace.cn-hangzhou.aliyuncs.com");
  g_boxed_free (NP_TYPE_ENDPOINT, copy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/endpoint/regions", test_regions);
  g_test_add_func ("/core/endpoint/unknown-regions", test_unknown_regions);
  g_test_add_func ("/core/endpoint/good", test_good);
  g_test_add_func ("/core/endpoint/good-in-turkish", test_good_in_turkish);
  g_test_add_func ("/core/endpoint/invalid", test_invalid);
  g_test_add_func ("/core/endpoint/insecure", test_insecure);
  g_test_add_func ("/core/endpoint/long-host", test_long_host);
  g_test_add_func ("/core/endpoint/sts-of-regions", test_sts_of_regions);
  g_test_add_func ("/core/endpoint/no-sts-of-typed", test_no_sts_of_typed);
  g_test_add_func ("/core/endpoint/boxed", test_boxed);

  return g_test_run ();
}
