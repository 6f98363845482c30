/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* A libFuzzer target: the canonicaliser. What it makes can be read back, and says then
 * what was given to it; made again of what was read it is the same, and so it is in
 * whatever order the parts were given. Each line of the input is one part: `?name=value`
 * a parameter, any other `name:value` a header. */

#include "config.h"

#include "np-sign.h"

#include <stdint.h>
#include <string.h>

/* More are not worth the time: each is compared with each. */
#define MAX_PARTS 24

#define HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
clear_pair (gpointer data)
{
  NpSignPair *pair = data;

  g_free ((char *) pair->name);
  g_free ((char *) pair->value);
}

static GArray *
new_pairs (void)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (NpSignPair));

  g_array_set_clear_func (pairs, clear_pair);
  return pairs;
}

/* Without a separator the rest is a name: its value is NULL, as it may be. */
static void
add_pair (GArray *pairs, const char *text, char separator)
{
  const char *end = strchr (text, separator);
  NpSignPair pair = { NULL };

  pair.name = end != NULL ? g_strndup (text, (gsize) (end - text)) : g_strdup (text);
  pair.value = end != NULL ? g_strdup (end + 1) : NULL;
  g_array_append_val (pairs, pair);
}

static void
read_input (const uint8_t *data, size_t size, GArray *query, GArray *headers)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '?')
        add_pair (query, lines[i] + 1, '=');
      else if (strchr (lines[i], ':') != NULL)
        add_pair (headers, lines[i], ':');
    }
}

static char *
canonicalise (GArray *query, GArray *headers)
{
  return np_sign_canonical_request ("put", NULL, (const NpSignPair *) query->data, query->len,
                                    (const NpSignPair *) headers->data, headers->len, HASH);
}

static void
reverse (GArray *pairs)
{
  NpSignPair *all = (NpSignPair *) pairs->data;

  for (guint i = 0; i < pairs->len / 2; i++)
    {
      NpSignPair first = all[i];

      all[i] = all[pairs->len - 1 - i];
      all[pairs->len - 1 - i] = first;
    }
}

/* Only unreserved characters and whole escapes in upper case. */
static char *
decode (const char *encoded)
{
  GString *out = g_string_new (NULL);

  for (const char *p = encoded; *p != '\0'; p++)
    {
      if (*p != '%')
        {
          g_assert_true (g_ascii_isalnum (*p) || strchr ("-._~", *p) != NULL);
          g_string_append_c (out, *p);
          continue;
        }
      g_assert_true (g_ascii_isxdigit (p[1]) && !g_ascii_islower (p[1]));
      g_assert_true (g_ascii_isxdigit (p[2]) && !g_ascii_islower (p[2]));
      g_string_append_c (out, (char) (g_ascii_xdigit_value (p[1]) << 4 |
                                      g_ascii_xdigit_value (p[2])));
      p += 2;
    }
  return g_string_free (out, FALSE);
}

static GArray *
read_query (const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, "&", -1);
  GArray *pairs = new_pairs ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *equals = strchr (parts[i], '=');
      g_autofree char *name = NULL;
      NpSignPair pair = { NULL };

      g_assert_nonnull (equals);
      name = g_strndup (parts[i], (gsize) (equals - parts[i]));
      pair.name = decode (name);
      pair.value = decode (equals + 1);
      g_array_append_val (pairs, pair);
    }
  return pairs;
}

/* How often a pair is among them; a value of NULL counts as an empty one. */
static guint
count (GArray *pairs, const NpSignPair *wanted)
{
  const char *value = wanted->value != NULL ? wanted->value : "";
  guint n = 0;

  for (guint i = 0; i < pairs->len; i++)
    {
      const NpSignPair *pair = &g_array_index (pairs, NpSignPair, i);

      if (g_str_equal (pair->name, wanted->name) &&
          g_str_equal (pair->value != NULL ? pair->value : "", value))
        n++;
    }
  return n;
}

static void
check_query (GArray *query, GArray *read)
{
  g_assert_cmpuint (read->len, ==, query->len);
  for (guint i = 0; i < query->len; i++)
    {
      const NpSignPair *pair = &g_array_index (query, NpSignPair, i);

      g_assert_cmpuint (count (read, pair), ==, count (query, pair));
    }
  for (guint i = 1; i < read->len; i++)
    g_assert_cmpint (strcmp (g_array_index (read, NpSignPair, i - 1).name,
                             g_array_index (read, NpSignPair, i).name),
                     <=, 0);
}

/* Each name once, in lower case and in order, with the blanks around its value gone. */
static GArray *
read_headers (char **lines, guint n, const char *names)
{
  g_auto (GStrv) signed_names = g_strsplit (names, ";", -1);
  GArray *pairs = new_pairs ();
  gsize at = 0;

  for (guint i = 0; i < n; i++)
    {
      const NpSignPair *pair = NULL;

      add_pair (pairs, lines[i], ':');
      pair = &g_array_index (pairs, NpSignPair, i);
      g_assert_nonnull (pair->value);
      g_assert_true (g_str_has_prefix (names + at, pair->name));
      at += strlen (pair->name) + 1;
      g_assert_true (i == 0 || strcmp (pair[-1].name, pair->name) < 0);
      for (const char *p = pair->name; *p != '\0'; p++)
        g_assert_false (g_ascii_isupper (*p));
    }
  g_assert_true (n == 0 || at == strlen (names) + 1);
  return pairs;
}

static gboolean
has_name (GArray *pairs, const char *name)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      if (g_ascii_strcasecmp (g_array_index (pairs, NpSignPair, i).name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
check_headers (GArray *headers, GArray *read)
{
  for (guint i = 0; i < headers->len; i++)
    g_assert_true (has_name (read, g_array_index (headers, NpSignPair, i).name));
  for (guint i = 0; i < read->len; i++)
    g_assert_true (has_name (headers, g_array_index (read, NpSignPair, i).name));
}

/* A signed text: the method, the path, the parameters, the headers one a line, an empty
 * line, their names, the hash. */
static void
check_text (const char *text, GArray *query, GArray *headers)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);
  g_autoptr (GArray) parameters = NULL;
  g_autoptr (GArray) fields = NULL;
  g_autofree char *again = NULL;

  g_assert_cmpuint (n, >=, 6);
  g_assert_cmpstr (lines[0], ==, "PUT");
  g_assert_cmpstr (lines[1], ==, "/");
  g_assert_cmpstr (lines[n - 3], ==, "");
  g_assert_cmpstr (lines[n - 1], ==, HASH);
  parameters = query->len > 0 ? read_query (lines[2]) : new_pairs ();
  fields = read_headers (lines + 3, n - 6, lines[n - 2]);
  check_query (query, parameters);
  check_headers (headers, fields);
  again = canonicalise (parameters, fields);
  g_assert_cmpstr (again, ==, text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GArray) query = new_pairs ();
  g_autoptr (GArray) headers = new_pairs ();
  g_autofree char *text = NULL;
  g_autofree char *turned = NULL;

  read_input (data, size, query, headers);
  if (query->len + headers->len > MAX_PARTS)
    return -1;
  text = canonicalise (query, headers);
  check_text (text, query, headers);
  reverse (query);
  reverse (headers);
  turned = canonicalise (query, headers);
  g_assert_cmpstr (turned, ==, text);
  return 0;
}
