/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-credentials.h"

#include "np-await.h"

static NpCredentials *
make_credentials (const char *token)
{
  g_autoptr (NpSecret) secret = np_secret_new ("hunter2", -1);
  g_autoptr (NpSecret) security_token = token != NULL ? np_secret_new (token, -1) : NULL;

  return np_credentials_new ("LTAI5tExample", secret, security_token);
}

static void
test_lasting_key (void)
{
  g_autoptr (NpCredentials) credentials = make_credentials (NULL);
  NpSecret *secret = np_credentials_get_secret (credentials);

  g_assert_cmpstr (np_credentials_get_access_key_id (credentials), ==, "LTAI5tExample");
  g_assert_cmpstr (np_secret_peek (secret, NULL), ==, "hunter2");
  g_assert_null (np_credentials_get_security_token (credentials));
}

static void
test_temporary_key (void)
{
  g_autoptr (NpCredentials) credentials = make_credentials ("CAIS-token");
  NpSecret *token = np_credentials_get_security_token (credentials);

  g_assert_cmpstr (np_secret_peek (token, NULL), ==, "CAIS-token");
}

static void
test_boxed (void)
{
  NpCredentials *credentials = make_credentials ("CAIS-token");
  NpCredentials *copy = g_boxed_copy (NP_TYPE_CREDENTIALS, credentials);

  g_assert_true (copy == credentials);
  np_credentials_unref (credentials);
  g_assert_cmpstr (np_credentials_get_access_key_id (copy), ==, "LTAI5tExample");
  g_boxed_free (NP_TYPE_CREDENTIALS, copy);
}

static void
test_fixed (void)
{
  g_autoptr (NpCredentials) credentials = make_credentials (NULL);
  g_autoptr (NpFixedCredentials) fixed = np_fixed_credentials_new (credentials);
  NpCredentialsProvider *provider = NP_CREDENTIALS_PROVIDER (fixed);

  for (guint i = 0; i < 2; i++)
    {
      GAsyncResult *slot = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (NpCredentials) got = NULL;
      g_autoptr (GError) error = NULL;

      np_credentials_provider_get_credentials_async (provider, NULL, np_await_result_cb, &slot);
      g_assert_null (slot);
      result = np_await_result (&slot);
      got = np_credentials_provider_get_credentials_finish (provider, result, &error);
      g_assert_no_error (error);
      g_assert_true (got == credentials);
    }
}

static void
test_fixed_cancelled (void)
{
  g_autoptr (NpCredentials) credentials = make_credentials (NULL);
  g_autoptr (NpFixedCredentials) fixed = np_fixed_credentials_new (credentials);
  NpCredentialsProvider *provider = NP_CREDENTIALS_PROVIDER (fixed);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NpCredentials) got = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  np_credentials_provider_get_credentials_async (provider, cancellable, np_await_result_cb,
                                                 &slot);
  result = np_await_result (&slot);
  got = np_credentials_provider_get_credentials_finish (provider, result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (got);
}

static void
test_fixed_has_no_properties (void)
{
  g_autoptr (NpCredentials) credentials = make_credentials (NULL);
  g_autoptr (NpFixedCredentials) fixed = np_fixed_credentials_new (credentials);
  g_autofree GParamSpec **pspecs = NULL;
  guint n_pspecs = 0;

  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (fixed), &n_pspecs);
  g_assert_cmpuint (n_pspecs, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/credentials/lasting-key", test_lasting_key);
  g_test_add_func ("/core/credentials/temporary-key", test_temporary_key);
  g_test_add_func ("/core/credentials/boxed", test_boxed);
  g_test_add_func ("/core/credentials/fixed", test_fixed);
  g_test_add_func ("/core/credentials/fixed-cancelled", test_fixed_cancelled);
  g_test_add_func ("/core/credentials/fixed-has-no-properties", test_fixed_has_no_properties);

  return g_test_run ();
}
