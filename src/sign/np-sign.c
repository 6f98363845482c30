/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-sign.h"

#include <string.h>

/* The V3 signature of the service's gateway, ACS3-HMAC-SHA256, as its signature
 * documentation has it. Everything here is pure: no clock, no chance, no
 * locale. Letters change case by ASCII only and strings are ordered by their
 * bytes, so that a Turkish or an Arabic desktop signs the same text. */

/* RFC 3986's unreserved characters besides letters and digits. */
#define UNRESERVED_MARKS "-_.~"

typedef struct
{
  char *name;
  char *value;
} Pair;

static void
pair_free (Pair *pair)
{
  g_free (pair->name);
  g_free (pair->value);
  g_free (pair);
}

static Pair *
pair_new (char *name, char *value)
{
  Pair *pair = g_new0 (Pair, 1);

  pair->name = name;
  pair->value = value;
  return pair;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *left = *(const Pair *const *) a;
  const Pair *right = *(const Pair *const *) b;
  int order = strcmp (left->name, right->name);

  return order != 0 ? order : strcmp (left->value, right->value);
}

static char *
trim (const char *value)
{
  return g_strstrip (g_strdup (value));
}

static GPtrArray *
sort_query (const NpSignPair *query, gsize n_query)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);

  for (gsize i = 0; i < n_query; i++)
    {
      const char *value = query[i].value != NULL ? query[i].value : "";

      g_ptr_array_add (sorted, pair_new (g_strdup (query[i].name), g_strdup (value)));
    }
  g_ptr_array_sort (sorted, compare_pairs);
  return sorted;
}

static GPtrArray *
sort_headers (const NpSignPair *headers, gsize n_headers)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);

  for (gsize i = 0; i < n_headers; i++)
    {
      char *name = g_ascii_strdown (headers[i].name, -1);

      g_ptr_array_add (sorted, pair_new (name, trim (headers[i].value)));
    }
  g_ptr_array_sort (sorted, compare_pairs);
  return sorted;
}

static void
append_encoded (GString *out, const char *text)
{
  static const char digits[] = "0123456789ABCDEF";

  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p) || strchr (UNRESERVED_MARKS, *p) != NULL)
        {
          g_string_append_c (out, (char) *p);
          continue;
        }
      g_string_append_c (out, '%');
      g_string_append_c (out, digits[*p >> 4]);
      g_string_append_c (out, digits[*p & 0xf]);
    }
}

static void
append_query (GString *out, const NpSignPair *query, gsize n_query)
{
  g_autoptr (GPtrArray) sorted = sort_query (query, n_query);

  for (guint i = 0; i < sorted->len; i++)
    {
      const Pair *pair = sorted->pdata[i];

      if (i > 0)
        g_string_append_c (out, '&');
      append_encoded (out, pair->name);
      g_string_append_c (out, '=');
      append_encoded (out, pair->value);
    }
}

static gboolean
repeats_name (GPtrArray *sorted, guint i)
{
  const Pair *pair = sorted->pdata[i];

  return i > 0 && g_str_equal (pair->name, ((const Pair *) sorted->pdata[i - 1])->name);
}

static void
append_headers (GString *out, const NpSignPair *headers, gsize n_headers)
{
  g_autoptr (GPtrArray) sorted = sort_headers (headers, n_headers);

  for (guint i = 0; i < sorted->len; i++)
    {
      const Pair *pair = sorted->pdata[i];

      if (repeats_name (sorted, i))
        g_string_append_printf (out, ",%s", pair->value);
      else
        g_string_append_printf (out, "%s%s:%s", i > 0 ? "\n" : "", pair->name, pair->value);
    }
  if (sorted->len > 0)
    g_string_append_c (out, '\n');
}

/**
 * np_sign_hash_payload:
 * @data: (nullable) (array length=length): the body as it goes over the wire
 * @length: its length in bytes
 *
 * Returns: (transfer full): the SHA-256 of the body in lower-case hex, which is
 *   also the value of the header x-acs-content-sha256
 */
char *
np_sign_hash_payload (gconstpointer data, gsize length)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, data != NULL ? data : "", length);
}

/**
 * np_sign_encode:
 * @text: bytes to percent-encode, usually UTF-8
 *
 * Encodes everything but RFC 3986's unreserved characters, with upper-case hex
 * digits, as the signature documentation asks: a space is %20, never `+`, and
 * `*` is %2A while `~` stays. A `/` is encoded as well: give one path segment
 * at a time.
 *
 * Returns: (transfer full): the encoded text, all ASCII
 */
char *
np_sign_encode (const char *text)
{
  GString *out = g_string_new (NULL);

  append_encoded (out, text);
  return g_string_free (out, FALSE);
}

/**
 * np_sign_canonical_request:
 * @method: the HTTP method, in any case
 * @canonical_uri: (nullable): the path, already encoded, as it goes over the
 *   wire; %NULL and "" mean "/"
 * @query: (nullable) (array length=n_query): the parameters, not encoded, in
 *   any order; a value may be %NULL, which is signed like ""
 * @n_query: their number
 * @headers: (array length=n_headers): the headers to sign, in any order and
 *   case
 * @n_headers: their number
 * @payload_hash: what np_sign_hash_payload() gave for the body
 *
 * Makes the first of the three texts of a signature. Parameters are ordered by
 * the bytes of their name, then of their value, before encoding, as the
 * official SDKs do. A header that stands twice is signed once, its values
 * ordered and joined with a comma.
 *
 * Returns: (transfer full): the canonical request
 */
char *
np_sign_canonical_request (const char *method,
                           const char *canonical_uri,
                           const NpSignPair *query,
                           gsize n_query,
                           const NpSignPair *headers,
                           gsize n_headers,
                           const char *payload_hash)
{
  g_autofree char *upper = g_ascii_strup (method, -1);
  g_autofree char *signed_headers = np_sign_signed_headers (headers, n_headers);
  gboolean has_uri = canonical_uri != NULL && *canonical_uri != '\0';
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s\n%s\n", upper, has_uri ? canonical_uri : "/");
  append_query (out, query, n_query);
  g_string_append_c (out, '\n');
  append_headers (out, headers, n_headers);
  g_string_append_printf (out, "\n%s\n%s", signed_headers, payload_hash);
  return g_string_free (out, FALSE);
}

/**
 * np_sign_signed_headers:
 * @headers: (array length=n_headers): the headers to sign
 * @n_headers: their number
 *
 * Returns: (transfer full): their names in lower case, ordered, each once,
 *   joined with `;`
 */
char *
np_sign_signed_headers (const NpSignPair *headers, gsize n_headers)
{
  g_autoptr (GPtrArray) sorted = sort_headers (headers, n_headers);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < sorted->len; i++)
    {
      const Pair *pair = sorted->pdata[i];

      if (repeats_name (sorted, i))
        continue;
      if (i > 0)
        g_string_append_c (out, ';');
      g_string_append (out, pair->name);
    }
  return g_string_free (out, FALSE);
}

/**
 * np_sign_string_to_sign:
 * @canonical_request: what np_sign_canonical_request() gave
 *
 * Returns: (transfer full): the second text: the algorithm's name, a line
 *   break, and the SHA-256 of the first text
 */
char *
np_sign_string_to_sign (const char *canonical_request)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical_request,
                                                         -1);

  return g_strconcat (NP_SIGN_ALGORITHM, "\n", hash, NULL);
}

/**
 * np_sign_signature:
 * @string_to_sign: what np_sign_string_to_sign() gave
 * @secret: the AccessKey secret; need not end in a NUL
 * @secret_length: its length in bytes
 *
 * The key is the secret as it is: the `&` that the older signature appends has
 * no place in this one. The secret is read where it lies, no copy is made here.
 *
 * Returns: (transfer full): the HMAC-SHA256 in lower-case hex
 */
char *
np_sign_signature (const char *string_to_sign, const char *secret, gsize secret_length)
{
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) secret, secret_length,
                                    string_to_sign, -1);
}

/**
 * np_sign_authorization:
 * @access_key_id: the AccessKey ID
 * @signed_headers: what np_sign_signed_headers() gave
 * @signature: what np_sign_signature() gave
 *
 * Returns: (transfer full): the value of the header Authorization
 */
char *
np_sign_authorization (const char *access_key_id,
                       const char *signed_headers,
                       const char *signature)
{
  return g_strdup_printf ("%s Credential=%s,SignedHeaders=%s,Signature=%s", NP_SIGN_ALGORITHM,
                          access_key_id, signed_headers, signature);
}
