/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One header, or one query parameter, as it is signed. Both borrowed. */
typedef struct
{
  const char *name;
  const char *value;
} NpSignPair;

#define NP_SIGN_ALGORITHM "ACS3-HMAC-SHA256"

char *np_sign_hash_payload (gconstpointer data, gsize length);
char *np_sign_encode (const char *text);
char *np_sign_canonical_request (const char *method,
                                 const char *canonical_uri,
                                 const NpSignPair *query,
                                 gsize n_query,
                                 const NpSignPair *headers,
                                 gsize n_headers,
                                 const char *payload_hash);
char *np_sign_signed_headers (const NpSignPair *headers, gsize n_headers);
char *np_sign_string_to_sign (const char *canonical_request);
char *np_sign_signature (const char *string_to_sign, const char *secret, gsize secret_length);
char *np_sign_authorization (const char *access_key_id,
                             const char *signed_headers,
                             const char *signature);

G_END_DECLS
