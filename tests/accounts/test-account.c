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
  g_object_set (account, "workspace-id", "234", "has-token", TRUE, NULL);
  g_assert_cmpint (count, ==, 2);
  np_account_set_workspace_id (account, "234");
  np_account_set_has_token (account, 2);
  g_assert_cmpint (count, ==, 2);
  np_account_set_workspace_id (account, NULL);
  g_assert_cmpint (count, ==, 3);
  g_assert_cmpstr (np_account_get_workspace_id (account), ==, "");
  g_assert_true (np_account_get_has_token (account));
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
  g_test_add_func ("/account/endpoint", test_endpoint);

  return g_test_run ();
}
