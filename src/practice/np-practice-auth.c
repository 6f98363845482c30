/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-auth.h"

#include <string.h>

/* A date may be this far from the service's clock, and a nonce is remembered
 * for as long: the vendor's 15 minutes. */
#define WINDOW (15 * G_TIME_SPAN_MINUTE)

#define ACS_PREFIX "x-acs-"

/* The headers that the signature documentation requires of every request. */
static const char *const required_headers[] = {
  "host",       "x-acs-action",          "x-acs-content-sha256",
  "x-acs-date", "x-acs-signature-nonce", "x-acs-version",
};

typedef struct
{
  char *secret;
  char *token;
} Key;

struct _NpPracticeAuth
{
  /* Owned */
  GHashTable *keys;   /* AccessKey ID -> Key */
  GHashTable *nonces; /* nonce -> gint64*, when it may be forgotten */
};

/* What the header Authorization says. */
typedef struct
{
  char *access_key_id;
  char **signed_headers;
  char *signature;
} Claim;

static void
key_free (Key *key)
{
  g_free (key->secret);
  g_free (key->token);
  g_free (key);
}

static void
claim_free (Claim *claim)
{
  g_free (claim->access_key_id);
  g_strfreev (claim->signed_headers);
  g_free (claim->signature);
  g_free (claim);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Claim, claim_free)

static char *
read_part (const char *part, const char *name)
{
  gsize length = strlen (name);

  if (part == NULL || strncmp (part, name, length) != 0 || part[length] == '\0')
    return NULL;
  return g_strdup (part + length);
}

/* Reads `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`, exactly as
 * documented. */
static Claim *
parse_authorization (const char *text)
{
  static const char prefix[] = NP_SIGN_ALGORITHM " ";
  g_autoptr (Claim) claim = g_new0 (Claim, 1);
  g_autofree char *names = NULL;
  g_auto (GStrv) parts = NULL;

  if (text == NULL || !g_str_has_prefix (text, prefix))
    return NULL;
  parts = g_strsplit (text + strlen (prefix), ",", -1);
  if (g_strv_length (parts) != 3)
    return NULL;
  claim->access_key_id = read_part (parts[0], "Credential=");
  names = read_part (parts[1], "SignedHeaders=");
  claim->signature = read_part (parts[2], "Signature=");
  if (claim->access_key_id == NULL || names == NULL || claim->signature == NULL)
    return NULL;
  claim->signed_headers = g_strsplit (names, ";", -1);
  return g_steal_pointer (&claim);
}

static gboolean
claims_header (const Claim *claim, const char *name)
{
  return g_strv_contains ((const char *const *) claim->signed_headers, name);
}

/* What is signed stands in lower case, in order, once, and has arrived. */
static char *
find_wrong_name (const Claim *claim, SoupMessageHeaders *headers)
{
  char **names = claim->signed_headers;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *lower = g_ascii_strdown (names[i], -1);
      gboolean is_in_order = i == 0 || strcmp (names[i - 1], names[i]) < 0;

      if (!is_in_order || !g_str_equal (lower, names[i]) ||
          soup_message_headers_get_list (headers, names[i]) == NULL)
        return g_strdup (names[i]);
    }
  return NULL;
}

static char *
find_unsigned_acs_header (const Claim *claim, SoupMessageHeaders *headers)
{
  SoupMessageHeadersIter iter;
  const char *name = NULL;
  const char *value = NULL;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_autofree char *lower = g_ascii_strdown (name, -1);

      if (g_str_has_prefix (lower, ACS_PREFIX) && !claims_header (claim, lower))
        return g_steal_pointer (&lower);
    }
  return NULL;
}

static char *
find_missing_header (const Claim *claim, const NpPracticeCall *call)
{
  for (gsize i = 0; i < G_N_ELEMENTS (required_headers); i++)
    if (!claims_header (claim, required_headers[i]))
      return g_strdup (required_headers[i]);
  if (g_bytes_get_size (call->body) > 0 && !claims_header (claim, "content-type"))
    return g_strdup ("content-type");
  return find_unsigned_acs_header (claim, call->headers);
}

static NpPracticeProblem
check_claim (const Claim *claim, const NpPracticeCall *call, char **out_detail)
{
  g_autofree char *name = NULL;

  if (claim == NULL)
    return NP_PRACTICE_PROBLEM_SIGNATURE_INCOMPLETE;
  name = find_wrong_name (claim, call->headers);
  if (name == NULL)
    name = find_missing_header (claim, call);
  if (name == NULL)
    return NP_PRACTICE_PROBLEM_NONE;
  *out_detail = g_strconcat ("Header: ", name, ".", NULL);
  return NP_PRACTICE_PROBLEM_SIGNATURE_INCOMPLETE;
}

static NpPracticeProblem
check_token (const Key *key, SoupMessageHeaders *headers)
{
  const char *token = soup_message_headers_get_one (headers, "x-acs-security-token");

  if (token == NULL)
    return key->token == NULL ? NP_PRACTICE_PROBLEM_NONE : NP_PRACTICE_PROBLEM_TOKEN_MISSING;
  if (*token == '\0')
    return NP_PRACTICE_PROBLEM_TOKEN_MALFORMED;
  if (g_strcmp0 (token, key->token) != 0)
    return NP_PRACTICE_PROBLEM_TOKEN_MISMATCH;
  return NP_PRACTICE_PROBLEM_NONE;
}

/* `YYYY-MM-DDTHH:MM:SSZ`, and nothing else that ISO 8601 would allow. */
static gboolean
date_has_shape (const char *text)
{
  static const char shape[] = "0000-00-00T00:00:00Z";

  if (text == NULL || strlen (text) != strlen (shape))
    return FALSE;
  for (gsize i = 0; shape[i] != '\0'; i++)
    if (shape[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != shape[i])
      return FALSE;
  return TRUE;
}

static NpPracticeProblem
check_date (SoupMessageHeaders *headers, gint64 now)
{
  const char *text = soup_message_headers_get_one (headers, "x-acs-date");
  g_autoptr (GDateTime) date = NULL;
  gint64 distance = 0;

  if (!date_has_shape (text))
    return NP_PRACTICE_PROBLEM_DATE_EXPIRED;
  date = g_date_time_new_from_iso8601 (text, NULL);
  if (date == NULL)
    return NP_PRACTICE_PROBLEM_DATE_EXPIRED;
  distance = now - g_date_time_to_unix (date) * G_USEC_PER_SEC;
  return ABS (distance) <= WINDOW ? NP_PRACTICE_PROBLEM_NONE : NP_PRACTICE_PROBLEM_DATE_EXPIRED;
}

static char *
rebuild_canonical_request (const Claim *claim, const NpPracticeCall *call, const char *hash)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (NpSignPair));
  const NpSignPair *query = NULL;
  SoupMessageHeadersIter iter;
  NpSignPair pair = { NULL };
  gsize n_query = 0;

  soup_message_headers_iter_init (&iter, call->headers);
  while (soup_message_headers_iter_next (&iter, &pair.name, &pair.value))
    {
      g_autofree char *lower = g_ascii_strdown (pair.name, -1);

      if (claims_header (claim, lower))
        g_array_append_val (pairs, pair);
    }
  query = np_practice_query_get_pairs (call->query, &n_query);
  return np_sign_canonical_request (call->method, call->path, query, n_query,
                                    (const NpSignPair *) (gpointer) pairs->data, pairs->len,
                                    hash);
}

/* The official answer may quote both texts that the service signed; they hold
 * whatever the client sent, a security token too. A client must not show them,
 * and can prove it against this one. */
static NpPracticeProblem
check_signature (const Claim *claim,
                 const Key *key,
                 const NpPracticeCall *call,
                 char **out_detail)
{
  gsize length = 0;
  const char *body = g_bytes_get_data (call->body, &length);
  g_autofree char *hash = np_sign_hash_payload (body, length);
  g_autofree char *canonical = rebuild_canonical_request (claim, call, hash);
  g_autofree char *to_sign = np_sign_string_to_sign (canonical);
  g_autofree char *signature = np_sign_signature (to_sign, key->secret, strlen (key->secret));
  const char *claimed = soup_message_headers_get_one (call->headers, "x-acs-content-sha256");

  if (g_str_equal (signature, claim->signature) && g_strcmp0 (claimed, hash) == 0)
    return NP_PRACTICE_PROBLEM_NONE;
  *out_detail = g_strdup_printf ("server StringToSign is [%s] and CanonicalRequest is [%s]",
                                 to_sign, canonical);
  return NP_PRACTICE_PROBLEM_SIGNATURE_MISMATCH;
}

static gboolean
is_forgotten_cb (gpointer key, gpointer value, gpointer user_data)
{
  const gint64 *limit = value;
  const gint64 *now = user_data;

  return *limit < *now;
}

static NpPracticeProblem
check_nonce (NpPracticeAuth *self, SoupMessageHeaders *headers, gint64 now)
{
  const char *nonce = soup_message_headers_get_one (headers, "x-acs-signature-nonce");
  gint64 *limit = NULL;

  g_hash_table_foreach_remove (self->nonces, is_forgotten_cb, &now);
  if (g_hash_table_contains (self->nonces, nonce))
    return NP_PRACTICE_PROBLEM_NONCE_USED;
  limit = g_new (gint64, 1);
  *limit = now + WINDOW;
  g_hash_table_insert (self->nonces, g_strdup (nonce), limit);
  return NP_PRACTICE_PROBLEM_NONE;
}

/**
 * np_practice_auth_new:
 *
 * Returns: (transfer full): one that knows no key yet
 */
NpPracticeAuth *
np_practice_auth_new (void)
{
  NpPracticeAuth *self = g_new0 (NpPracticeAuth, 1);

  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) key_free);
  self->nonces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * np_practice_auth_free:
 *
 * Frees it with all keys and nonces.
 */
void
np_practice_auth_free (NpPracticeAuth *self)
{
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->nonces);
  g_free (self);
}

/**
 * np_practice_auth_add_key:
 * @security_token: (nullable): the token that must come with the key
 *
 * Adds a key, or changes one. Practice keys open nothing, so they lie in
 * ordinary memory.
 */
void
np_practice_auth_add_key (NpPracticeAuth *self,
                          const char *access_key_id,
                          const char *access_key_secret,
                          const char *security_token)
{
  Key *key = g_new0 (Key, 1);

  key->secret = g_strdup (access_key_secret);
  key->token = g_strdup (security_token);
  g_hash_table_insert (self->keys, g_strdup (access_key_id), key);
}

/**
 * np_practice_auth_check:
 * @call: a request
 * @now: the service's time, in microseconds since 1970
 * @out_detail: (out) (optional): what to tell beside the standing message
 *
 * Verifies a request by the signature documentation, from what arrived and
 * nothing else. A nonce counts as seen only when the signature is good.
 *
 * Returns: %NP_PRACTICE_PROBLEM_NONE when the request may go on
 */
NpPracticeProblem
np_practice_auth_check (NpPracticeAuth *self,
                        const NpPracticeCall *call,
                        gint64 now,
                        char **out_detail)
{
  const char *authorization = soup_message_headers_get_one (call->headers, "Authorization");
  g_autoptr (Claim) claim = parse_authorization (authorization);
  NpPracticeProblem problem = check_claim (claim, call, out_detail);
  const Key *key = NULL;

  if (problem != NP_PRACTICE_PROBLEM_NONE)
    return problem;
  key = g_hash_table_lookup (self->keys, claim->access_key_id);
  if (key == NULL)
    return NP_PRACTICE_PROBLEM_KEY_NOT_FOUND;
  problem = check_token (key, call->headers);
  if (problem == NP_PRACTICE_PROBLEM_NONE)
    problem = check_date (call->headers, now);
  if (problem == NP_PRACTICE_PROBLEM_NONE)
    problem = check_signature (claim, key, call, out_detail);
  if (problem == NP_PRACTICE_PROBLEM_NONE)
    problem = check_nonce (self, call->headers, now);
  return problem;
}
