/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-keyring-private.h"

#include <libsecret/secret.h>

#include "np-accounts-error.h"
#include "np-keyring-file-private.h"

/* Nothing of ours is ever cancelled: CANCELLED tells of a prompt that the person
 * closed, in the Secret portal. */
static NpAccountsError
read_io_error (int code)
{
  switch (code)
    {
    case G_IO_ERROR_CANCELLED:
      return NP_ACCOUNTS_ERROR_KEYRING_LOCKED;
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_READ_ONLY:
      return NP_ACCOUNTS_ERROR_KEYRING_REFUSED;
    /* No session bus: no address, a dead one, or one that cannot be started. */
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_FAILED:
    case G_IO_ERROR_INVALID_ARGUMENT:
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_NOT_SUPPORTED:
      return NP_ACCOUNTS_ERROR_KEYRING_MISSING;
    default:
      return NP_ACCOUNTS_ERROR_KEYRING_FAILED;
    }
}

static NpAccountsError
read_dbus_error (int code)
{
  switch (code)
    {
    case G_DBUS_ERROR_DISCONNECTED:
    case G_DBUS_ERROR_NAME_HAS_NO_OWNER:
    case G_DBUS_ERROR_NO_SERVER:
    case G_DBUS_ERROR_SERVICE_UNKNOWN:
    case G_DBUS_ERROR_SPAWN_CHILD_EXITED:
    case G_DBUS_ERROR_SPAWN_CHILD_SIGNALED:
    case G_DBUS_ERROR_SPAWN_EXEC_FAILED:
    case G_DBUS_ERROR_SPAWN_FAILED:
    case G_DBUS_ERROR_SPAWN_FORK_FAILED:
    case G_DBUS_ERROR_SPAWN_SERVICE_INVALID:
    case G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND:
      return NP_ACCOUNTS_ERROR_KEYRING_MISSING;
    /* The unknown object is the default collection: there was none, and the
     * person did not have one made. */
    case G_DBUS_ERROR_ACCESS_DENIED:
    case G_DBUS_ERROR_AUTH_FAILED:
    case G_DBUS_ERROR_UNKNOWN_METHOD:
    case G_DBUS_ERROR_UNKNOWN_OBJECT:
      return NP_ACCOUNTS_ERROR_KEYRING_REFUSED;
    default:
      return NP_ACCOUNTS_ERROR_KEYRING_FAILED;
    }
}

static NpAccountsError
read_secret_error (int code)
{
  switch (code)
    {
    case SECRET_ERROR_IS_LOCKED:
      return NP_ACCOUNTS_ERROR_KEYRING_LOCKED;
    case SECRET_ERROR_NO_SUCH_OBJECT:
      return NP_ACCOUNTS_ERROR_KEYRING_REFUSED;
    /* The item was found and does not decrypt, or the file is none of libsecret's. */
    case SECRET_ERROR_INVALID_FILE_FORMAT:
    case SECRET_ERROR_PROTOCOL:
      return np_keyring_file_is_used () ? NP_ACCOUNTS_ERROR_KEYRING_DAMAGED
                                        : NP_ACCOUNTS_ERROR_KEYRING_FAILED;
    default:
      return NP_ACCOUNTS_ERROR_KEYRING_FAILED;
    }
}

static NpAccountsError
read_error (const GError *error)
{
  if (error->domain == G_IO_ERROR)
    return read_io_error (error->code);
  if (error->domain == G_DBUS_ERROR)
    return read_dbus_error (error->code);
  if (error->domain == SECRET_ERROR)
    return read_secret_error (error->code);
  /* GIO runs dbus-launch when there is a display but no bus. */
  if (error->domain == G_SPAWN_ERROR || error->domain == G_SPAWN_EXIT_ERROR)
    return NP_ACCOUNTS_ERROR_KEYRING_MISSING;

  return NP_ACCOUNTS_ERROR_KEYRING_FAILED;
}

/**
 * np_keyring_take_error:
 * @error: (transfer full): what libsecret said
 *
 * Says in the words of this room what stood in the way.
 *
 * Returns: (transfer full): an error of the `NP_ACCOUNTS_ERROR` domain
 */
GError *
np_keyring_take_error (GError *error)
{
  g_autoptr (GError) foreign = error;

  g_return_val_if_fail (error != NULL, NULL);

  return g_error_new_literal (NP_ACCOUNTS_ERROR, (int) read_error (foreign), foreign->message);
}
