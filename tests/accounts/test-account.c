/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-account.h"

static void
test_values (void)
{
  g_autoptr (NpAccount) account = np_account_new ("id-1", "Work", "LTAI1", "cn-hangzhou",
                                                  "https://pai.example.org");

  g_assert_cmpstr (np_account_get_id (account), ==, "id-1");
  g_assert_cmpstr (np_account_get_name (account), ==, "Work");
  g_assert_cmpstr (np_account_get_access_key_id (account), ==, "LTAI1");
  g_assert_cmpstr (np_account_get_region (account), ==, "cn-hangzhou");
  g_assert_cmpstr (np_account_get_custom_endpoint (account), ==, "https://pai.example.org");
  g_assert_cmpstr (np_account_get_workspace_id (account), ==, "");
  g_assert_false (np_account_get_has_token (account));
}

static void
test_defaults (void)
{
  g_autoptr (NpAccount)
      named_by_region = np_account_new (NULL, "", "LTAI1", "cn-beijing", NULL);
  g_autoptr (NpAccount)
      named_by_endpoint = np_account_new ("", NULL, "LTAI1", NULL, "https://h");

  g_assert_true (g_uuid_string_is_valid (np_account_get_id (named_by_region)));
  g_assert_cmpstr (np_account_get_name (named_by_region), ==, "cn-beijing");
  g_assert_cmpstr (np_account_get_name (named_by_endpoint), ==, "https://h");
  g_assert_cmpstr (np_account_get_region (named_by_endpoint), ==, "");
  g_assert_cmpstr (np_account_get_id (named_by_region), !=,
                   np_account_get_id (named_by_endpoint));
}

static void
count_cb (NpAccount *account, GParamSpec *pspec, gpointer user_data)
{
  int *count = user_data;

  *count += 1;
}

static void
test_notify (void)
{
  g_autoptr (NpAccount) account = np_account_new (NULL, NULL, "LTAI1", "cn-hangzhou", NULL);
  int count = 0;

  g_signal_connect (account, "notify", G_CALLBACK (count_cb), &count);
  g_object_set (account, "workspace-id", "234", "name", "New", "colour", "red", NULL);
  g_assert_cmpint (count, ==, 3);
  np_account_set_workspace_id (account, "234");
  np_account_set_name (account, "New");
  np_account_set_colour (account, "red");
  np_account_set_colour (account, "pink");
  np_account_set_colour (account, NULL);
  np_account_set_token_expires (account, -5);
  g_assert_cmpint (count, ==, 3);
  np_account_set_workspace_id (account, NULL);
  np_account_set_name (account, "");
  np_account_set_has_token (account, 2);
  np_account_set_token_expires (account, 5);
  np_account_set_is_main_account_warned (account, TRUE);
  np_account_set_has_token (account, TRUE);
  g_assert_cmpint (count, ==, 8);
  g_assert_cmpstr (np_account_get_name (account), ==, "cn-hangzhou");
  g_assert_cmpstr (np_account_get_colour (account), ==, "red");
  g_assert_cmpstr (np_account_get_workspace_id (account), ==, "");
  g_assert_true (np_account_get_has_token (account));
}

/* Every value can be read by a list that shows it, and none is a secret. */
static void
test_properties (void)
{
  g_autoptr (NpAccount) account = np_account_new ("id-1", "Work", "LTAI1", "cn-hangzhou",
                                                  "https://pai.example.org");
  g_autofree char *id = NULL;
  g_autofree char *access_key_id = NULL;
  g_autofree char *region = NULL;
  g_autofree char *endpoint = NULL;
  g_autofree char *problem = NULL;
  gboolean has_token = TRUE;
  gboolean is_session_only = TRUE;
  gboolean is_warned = TRUE;
  gint64 token_expires = 1;

  g_object_get (account, "id", &id, "access-key-id", &access_key_id, "region", &region,
                "custom-endpoint", &endpoint, "keyring-problem", &problem, "has-token",
                &has_token, "session-only", &is_session_only, "main-account-warned", &is_warned,
                "token-expires", &token_expires, NULL);
  g_assert_cmpstr (id, ==, "id-1");
  g_assert_cmpstr (access_key_id, ==, "LTAI1");
  g_assert_cmpstr (region, ==, "cn-hangzhou");
  g_assert_cmpstr (endpoint, ==, "https://pai.example.org");
  g_assert_null (problem);
  g_assert_false (has_token || is_session_only || is_warned);
  g_assert_cmpint (token_expires, ==, 0);
}

static void
test_token_state (void)
{
  g_autoptr (NpAccount) account = np_account_new (NULL, NULL, "LTAI1", "cn-hangzhou", NULL);

  np_account_set_token_expires (account, 1000000);
  g_assert_cmpint (np_account_get_token_state (account, 0), ==, NP_TOKEN_STATE_NONE);
  np_account_set_has_token (account, TRUE);
  g_assert_cmpint (np_account_get_token_state (account, 0), ==, NP_TOKEN_STATE_VALID);
  g_assert_cmpint (np_account_get_token_state (account, 999400), ==, NP_TOKEN_STATE_VALID);
  g_assert_cmpint (np_account_get_token_state (account, 999401), ==, NP_TOKEN_STATE_ENDS_SOON);
  g_assert_cmpint (np_account_get_token_state (account, 999999), ==, NP_TOKEN_STATE_ENDS_SOON);
  g_assert_cmpint (np_account_get_token_state (account, 1000000), ==, NP_TOKEN_STATE_ENDED);
  g_assert_cmpint (np_account_get_token_state (account, G_MAXINT64), ==, NP_TOKEN_STATE_ENDED);
  np_account_set_token_expires (account, 0);
  g_assert_cmpint (np_account_get_token_state (account, G_MAXINT64), ==, NP_TOKEN_STATE_VALID);
}

static void
test_endpoint (void)
{
  g_autoptr (NpAccount) regional = np_account_new (NULL, NULL, "LTAI1", "cn-hangzhou", "");
  g_autoptr (NpAccount)
      custom = np_account_new (NULL, NULL, "LTAI1", "cn-hangzhou", "https://pai.example.org");
  g_autoptr (NpAccount) nowhere = np_account_new (NULL, NULL, "LTAI1", "", "");
  g_autoptr (NpEndpoint) regional_endpoint = np_account_dup_endpoint (regional, NULL);
  g_autoptr (NpEndpoint) custom_endpoint = np_account_dup_endpoint (custom, NULL);
  g_autoptr (NpEndpoint) no_endpoint = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (np_endpoint_get_host (regional_endpoint), ==,
                   "aiworkspace.cn-hangzhou.aliyuncs.com");
  g_assert_cmpstr (np_endpoint_get_host (custom_endpoint), ==, "pai.example.org");
  no_endpoint = np_account_dup_endpoint (nowhere, &error);
  g_assert_null (no_endpoint);
  g_assert_error (error, NP_ENDPOINT_ERROR, NP_ENDPOINT_ERROR_UNKNOWN_REGION);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account/values", test_values);
  g_test_add_func ("/account/defaults", test_defaults);
  g_test_add_func ("/account/notify", test_notify);
  g_test_add_func ("/account/properties", test_properties);
  g_test_add_func ("/account/token-state", test_token_state);
  g_test_add_func ("/account/endpoint", test_endpoint);

  return g_test_run ();
}
