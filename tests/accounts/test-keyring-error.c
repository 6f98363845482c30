/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <libsecret/secret.h>

#include "np-accounts-error.h"
#include "np-keyring-private.h"


static void
assert_meaning (GQuark domain, int code, NpAccountsError expected)
{
  g_autoptr (GError) error = NULL;

  error = np_keyring_take_error (g_error_new_literal (domain, code, "foreign"));
  g_assert_error (error, NP_ACCOUNTS_ERROR, (int) expected);
}

static void
test_foreign (void)
{
  assert_meaning (G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN,
                  NP_ACCOUNTS_ERROR_KEYRING_MISSING);
  assert_meaning (G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_FAILED, NP_ACCOUNTS_ERROR_KEYRING_MISSING);
  assert_meaning (G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD, NP_ACCOUNTS_ERROR_KEYRING_REFUSED);
  assert_meaning (G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED, NP_ACCOUNTS_ERROR_KEYRING_REFUSED);
  assert_meaning (G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY, NP_ACCOUNTS_ERROR_KEYRING_FAILED);
  assert_meaning (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, NP_ACCOUNTS_ERROR_KEYRING_MISSING);
  assert_meaning (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, NP_ACCOUNTS_ERROR_KEYRING_MISSING);
  assert_meaning (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, NP_ACCOUNTS_ERROR_KEYRING_MISSING);
  assert_meaning (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, NP_ACCOUNTS_ERROR_KEYRING_REFUSED);
  assert_meaning (G_IO_ERROR, G_IO_ERROR_CANCELLED, NP_ACCOUNTS_ERROR_KEYRING_LOCKED);
  assert_meaning (G_IO_ERROR, G_IO_ERROR_NO_SPACE, NP_ACCOUNTS_ERROR_KEYRING_FAILED);
  assert_meaning (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, NP_ACCOUNTS_ERROR_KEYRING_FAILED);
  assert_meaning (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, NP_ACCOUNTS_ERROR_KEYRING_LOCKED);
  assert_meaning (SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT, NP_ACCOUNTS_ERROR_KEYRING_REFUSED);
  assert_meaning (SECRET_ERROR, SECRET_ERROR_PROTOCOL, NP_ACCOUNTS_ERROR_KEYRING_FAILED);
  assert_meaning (G_SPAWN_EXIT_ERROR, 1, NP_ACCOUNTS_ERROR_KEYRING_MISSING);
  assert_meaning (G_FILE_ERROR, G_FILE_ERROR_IO, NP_ACCOUNTS_ERROR_KEYRING_FAILED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyring-error/foreign", test_foreign);

  return g_test_run ();
}
