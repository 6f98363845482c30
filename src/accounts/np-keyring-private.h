/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsecret/secret.h>

#include "np-account.h"
#include "np-credentials.h"

G_BEGIN_DECLS

/* The one place that talks to libsecret. An account's key is one item of the
 * keyring, so that a secret and its token are never of two keys.
 *
 * Nothing here can be cancelled. libsecret cancels by closing the prompt, and
 * that makes gnome-keyring 42 abort: every program on the computer would lose
 * its unlocked keyring. Who does not want to wait any longer just goes. */
void np_keyring_store_async (NpAccount *account,
                             NpCredentials *credentials,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean np_keyring_store_finish (GAsyncResult *result, GError **error);

void np_keyring_lookup_async (NpAccount *account,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
NpCredentials *np_keyring_lookup_finish (GAsyncResult *result, GError **error);

void np_keyring_clear_async (const char *account_id,
                             const char *access_key_id,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean np_keyring_clear_finish (GAsyncResult *result, GError **error);

/* What to ask libsecret, as the task data of the task that is to be answered. */
typedef struct
{
  void (*start) (GTask *task);
  void (*go_on) (GTask *task); /* after the file was found to be readable */

  /* Owned */
  GHashTable *attributes;
  char *access_key_id; /* nullable */
  char *label;         /* nullable */
  SecretValue *value;  /* nullable */

  /* State */
  gboolean was_let_through;
  guint n_items; /* that a keyring of one file has of ours, to be read or not */
} NpKeyringRequest;

void np_keyring_request_free (NpKeyringRequest *request);
const char *const *np_keyring_get_attribute_names (void);

/* np-keyring-call.c */
void np_keyring_call (gpointer source_tag,
                      NpKeyringRequest *request,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
GTask *np_keyring_call_finish (GAsyncResult *result, GError **error);

/* np-keyring-error.c */
GError *np_keyring_take_error (GError *error);

G_END_DECLS
