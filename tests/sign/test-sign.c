/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-sign.h"

#include <locale.h>
#include <string.h>

/* Every folder of tests/data/sign is one case:
 *   request.txt            one `key<TAB>value` per line; the keys are method,
 *                          uri, access-key-id, access-key-secret,
 *                          payload-hash (instead of a body), and, any number
 *                          of times, `query<TAB>name<TAB>value` and
 *                          `header<TAB>name<TAB>value`; \t \n \\ in a value
 *                          are C escapes
 *   body.bin               the body, absent when there is none
 *   canonical-request.txt, string-to-sign.txt, signature.txt,
 *   authorization.txt      the expected texts, byte for byte, the last one
 *                          absent where its source does not give it */
#define N_CASES 48

typedef struct
{
  char *folder;
  char *method;
  char *uri;
  char *access_key_id;
  char *access_key_secret;
  char *payload_hash;
  GArray *query;
  GArray *headers;
} Case;

static void
clear_pair (gpointer data)
{
  NpSignPair *pair = data;

  g_free ((char *) pair->name);
  g_free ((char *) pair->value);
}

static void
case_free (Case *self)
{
  g_free (self->folder);
  g_free (self->method);
  g_free (self->uri);
  g_free (self->access_key_id);
  g_free (self->access_key_secret);
  g_free (self->payload_hash);
  g_array_unref (self->query);
  g_array_unref (self->headers);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

static char *
data_dir (void)
{
  return g_test_build_filename (G_TEST_DIST, "data", "sign", NULL);
}

static char *
read_file (const char *folder, const char *name, gsize *out_length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  if (g_file_get_contents (path, &text, out_length, NULL))
    return text;
  return NULL;
}

static void
add_pair (GArray *array, char **parts)
{
  NpSignPair pair = { NULL };

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  pair.name = g_strcompress (parts[1]);
  pair.value = g_strcompress (parts[2]);
  g_array_append_val (array, pair);
}

static void
read_line (Case *self, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, "\t", 3);

  g_assert_cmpuint (g_strv_length (parts), >=, 2);
  if (g_str_equal (parts[0], "query"))
    add_pair (self->query, parts);
  else if (g_str_equal (parts[0], "header"))
    add_pair (self->headers, parts);
  else if (g_str_equal (parts[0], "method"))
    self->method = g_strdup (parts[1]);
  else if (g_str_equal (parts[0], "uri"))
    self->uri = g_strdup (parts[1]);
  else if (g_str_equal (parts[0], "access-key-id"))
    self->access_key_id = g_strdup (parts[1]);
  else if (g_str_equal (parts[0], "access-key-secret"))
    self->access_key_secret = g_strdup (parts[1]);
  else if (g_str_equal (parts[0], "payload-hash"))
    self->payload_hash = g_strdup (parts[1]);
  else
    g_error ("%s: unknown line: %s", self->folder, line);
}

static void
hash_body (Case *self)
{
  gsize length = 0;
  g_autofree char *body = read_file (self->folder, "body.bin", &length);

  self->payload_hash = np_sign_hash_payload (body, length);
}

static Case *
case_read (const char *folder)
{
  Case *self = g_new0 (Case, 1);
  g_autofree char *text = read_file (folder, "request.txt", NULL);
  g_auto (GStrv) lines = NULL;

  g_assert_nonnull (text);
  self->folder = g_strdup (folder);
  self->query = g_array_new (FALSE, TRUE, sizeof (NpSignPair));
  self->headers = g_array_new (FALSE, TRUE, sizeof (NpSignPair));
  g_array_set_clear_func (self->query, clear_pair);
  g_array_set_clear_func (self->headers, clear_pair);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      read_line (self, lines[i]);
  if (self->payload_hash == NULL)
    hash_body (self);
  return self;
}

static void
assert_stage (Case *self, const char *name, const char *text)
{
  gsize length = 0;
  g_autofree char *expected = read_file (self->folder, name, &length);

  if (expected == NULL && g_str_equal (name, "authorization.txt"))
    return;
  if (g_strcmp0 (expected, text) != 0 || strlen (text) != length)
    g_error ("%s/%s differs; got:\n%s\nexpected:\n%s", self->folder, name, text, expected);
}

static void
check_case (Case *self)
{
  const NpSignPair *query = (const NpSignPair *) (gpointer) self->query->data;
  const NpSignPair *headers = (const NpSignPair *) (gpointer) self->headers->data;
  gsize secret_length = strlen (self->access_key_secret);
  g_autofree char *canonical = NULL;
  g_autofree char *to_sign = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *names = NULL;
  g_autofree char *authorization = NULL;

  canonical = np_sign_canonical_request (self->method, self->uri, query, self->query->len,
                                         headers, self->headers->len, self->payload_hash);
  assert_stage (self, "canonical-request.txt", canonical);
  to_sign = np_sign_string_to_sign (canonical);
  assert_stage (self, "string-to-sign.txt", to_sign);
  signature = np_sign_signature (to_sign, self->access_key_secret, secret_length);
  assert_stage (self, "signature.txt", signature);
  names = np_sign_signed_headers (headers, self->headers->len);
  authorization = np_sign_authorization (self->access_key_id, names, signature);
  assert_stage (self, "authorization.txt", authorization);
}

static void
check_all_cases (void)
{
  g_autofree char *path = data_dir ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name = NULL;
  guint n_cases = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (path, name, NULL);
      g_autoptr (Case) item = case_read (folder);

      check_case (item);
      n_cases++;
    }
  g_assert_cmpuint (n_cases, ==, N_CASES);
}

static void
test_cases_in_locale (gconstpointer data)
{
  const char *locale = data;

  if (setlocale (LC_ALL, locale) == NULL)
    g_error ("The locale %s is not installed: generate it and run the test again.", locale);
  check_all_cases ();
  g_assert_nonnull (setlocale (LC_ALL, "C.UTF-8"));
}

static void
test_encode_bytes (void)
{
  static const char bare[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

  for (guint byte = 1; byte < 256; byte++)
    {
      const char text[] = { (char) byte, '\0' };
      g_autofree char *encoded = np_sign_encode (text);
      g_autofree char *expected = NULL;

      if (strchr (bare, (int) byte) != NULL)
        expected = g_strdup (text);
      else
        expected = g_strdup_printf ("%%%02X", byte);
      g_assert_cmpstr (encoded, ==, expected);
    }
}

static void
test_encode_text (void)
{
  g_autofree char *chinese = np_sign_encode ("新闻 a/b");
  g_autofree char *empty = np_sign_encode ("");

  g_assert_cmpstr (chinese, ==, "%E6%96%B0%E9%97%BB%20a%2Fb");
  g_assert_cmpstr (empty, ==, "");
}

static void
test_hash_nothing (void)
{
  g_autofree char *hash = np_sign_hash_payload (NULL, 0);

  g_assert_cmpstr (hash, ==,
                   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void
test_null_values (void)
{
  const NpSignPair query[] = { { "b", NULL }, { "b", "1" }, { "a", NULL } };
  const NpSignPair headers[] = { { "Host", "h" } };
  g_autofree char *text = np_sign_canonical_request ("get", NULL, query, 3, headers, 1, "x");
  g_autofree char *bare = np_sign_canonical_request ("get", "", NULL, 0, NULL, 0, "x");

  g_assert_cmpstr (text, ==, "GET\n/\na=&b=&b=1\nhost:h\n\nhost\nx");
  g_assert_cmpstr (bare, ==, "GET\n/\n\n\n\nx");
}

static void
test_secret_length (void)
{
  g_autofree char *whole = np_sign_signature ("text", "secret", 6);
  g_autofree char *part = np_sign_signature ("text", "secret and more", 6);

  g_assert_cmpstr (whole, ==, part);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/sign/cases/C", "C.UTF-8", test_cases_in_locale);
  g_test_add_data_func ("/sign/cases/zh_CN", "zh_CN.UTF-8", test_cases_in_locale);
  g_test_add_data_func ("/sign/cases/tr_TR", "tr_TR.UTF-8", test_cases_in_locale);
  g_test_add_data_func ("/sign/cases/ar_EG", "ar_EG.UTF-8", test_cases_in_locale);
  g_test_add_func ("/sign/encode/bytes", test_encode_bytes);
  g_test_add_func ("/sign/encode/text", test_encode_text);
  g_test_add_func ("/sign/hash/nothing", test_hash_nothing);
  g_test_add_func ("/sign/canonical-request/null-values", test_null_values);
  g_test_add_func ("/sign/signature/secret-length", test_secret_length);
  return g_test_run ();
}
