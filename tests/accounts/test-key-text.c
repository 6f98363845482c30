/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-key-text.h"

#include <string.h>

#include "np-accounts-error.h"

typedef enum
{
  ID,
  SECRET,
  TOKEN,
} Kind;

/* Either what is left of the text, or a word of the sentence that refuses it. */
typedef struct
{
  Kind kind;
  const char *text;
  const char *cleaned;
  const char *refusal;
} Case;

#define KEY "LTAI5tAbCdEf"

static const Case cases[] = {
  /* Taken as they are */
  { ID, "LTAI5tAbCdEf", KEY, NULL },
  { ID, "STS.NUaAbCdEf1", "STS.NUaAbCdEf1", NULL },
  { ID, "TMP.a-b_c.1", "TMP.a-b_c.1", NULL },
  { ID, "a", "a", NULL },
  { ID, "practice", "practice", NULL },
  { SECRET, "abcXYZ0189", "abcXYZ0189", NULL },
  { SECRET, "a.b-c_d", "a.b-c_d", NULL },
  { TOKEN, "CAIS+/8=", "CAIS+/8=", NULL },
  { TOKEN, "a.b-c_d~e", "a.b-c_d~e", NULL },
  { TOKEN, "CAIS%2B%3D", "CAIS%2B%3D", NULL },
  { TOKEN, "x:y==", "x:y==", NULL },
  /* What a paste brings along */
  { ID, " LTAI5tAbCdEf", KEY, NULL },
  { ID, "LTAI5tAbCdEf ", KEY, NULL },
  { ID, "\tLTAI5tAbCdEf\t", KEY, NULL },
  { ID, "LTAI5tAbCdEf\n", KEY, NULL },
  { ID, "LTAI5tAbCdEf\r\n", KEY, NULL },
  { ID, "\n\n  LTAI5tAbCdEf\r\n\r\n", KEY, NULL },
  { ID, "\v\fLTAI5tAbCdEf", KEY, NULL },
  { ID, "\xc2\xa0LTAI5tAbCdEf\xc2\xa0", KEY, NULL },
  { ID, "\xe3\x80\x80LTAI5tAbCdEf\xe3\x80\x80", KEY, NULL },
  { ID, "\xe2\x80\x89LTAI5tAbCdEf\xe2\x80\xaf", KEY, NULL },
  { ID, "\xef\xbb\xbfLTAI5tAbCdEf", KEY, NULL },
  { ID, "\xe2\x80\x8bLTAI5tAbCdEf\xe2\x80\x8b", KEY, NULL },
  { ID, "\xe2\x81\xa0LTAI5tAbCdEf\xe2\x80\x8d", KEY, NULL },
  { ID, "\xe2\x80\x8eLTAI5tAbCdEf\xe2\x80\x8f", KEY, NULL },
  { ID, "\xe2\x80\xaaLTAI5tAbCdEf\xe2\x80\xac", KEY, NULL },
  { ID, "\xe2\x80\xa8LTAI5tAbCdEf\xe2\x80\xa9", KEY, NULL },
  { ID, "\x01LTAI5tAbCdEf\x7f", KEY, NULL },
  { ID, "\xc2\x85LTAI5tAbCdEf", KEY, NULL },
  { ID, "\"LTAI5tAbCdEf\"", KEY, NULL },
  { ID, "'LTAI5tAbCdEf'", KEY, NULL },
  { ID, "`LTAI5tAbCdEf`", KEY, NULL },
  { ID, "“LTAI5tAbCdEf”", KEY, NULL },
  { ID, "‘LTAI5tAbCdEf’", KEY, NULL },
  { ID, "„LTAI5tAbCdEf“", KEY, NULL },
  { ID, "«LTAI5tAbCdEf»", KEY, NULL },
  { ID, "‹LTAI5tAbCdEf›", KEY, NULL },
  { ID, "「LTAI5tAbCdEf」", KEY, NULL },
  { ID, "『LTAI5tAbCdEf』", KEY, NULL },
  { ID, "＂LTAI5tAbCdEf＂", KEY, NULL },
  { ID, "＇LTAI5tAbCdEf＇", KEY, NULL },
  { ID, "｀LTAI5tAbCdEf｀", KEY, NULL },
  { ID, " \" LTAI5tAbCdEf \" \n", KEY, NULL },
  { ID, "\"LTAI5tAbCdEf", KEY, NULL },
  { SECRET, " 'abcXYZ'\n", "abcXYZ", NULL },
  { TOKEN, "\r\n“CAIS==”\r\n", "CAIS==", NULL },
  /* Nothing */
  { ID, NULL, NULL, "Enter the AccessKey ID." },
  { ID, "", NULL, "Enter the AccessKey ID." },
  { ID, " \n\t", NULL, "Enter the AccessKey ID." },
  { ID, "\"\"", NULL, "Enter the AccessKey ID." },
  { ID, "\xe3\x80\x80", NULL, "Enter the AccessKey ID." },
  { SECRET, NULL, NULL, "Enter the AccessKey secret." },
  { SECRET, "''", NULL, "Enter the AccessKey secret." },
  { TOKEN, "", NULL, "Enter the security token." },
  { TOKEN, "\xef\xbb\xbf", NULL, "Enter the security token." },
  /* Full-width letters, digits and signs */
  { ID, "ＬＴＡＩ5tAbCdEf", NULL, "full-width" },
  { ID, "LTAI５tAbCdEf", NULL, "full-width" },
  { ID, "STS．NUa", NULL, "full-width" },
  { ID, "LT AI５", NULL, "full-width" },
  { SECRET, "ａbcXYZ", NULL, "full-width" },
  { TOKEN, "CAIS＝", NULL, "full-width" },
  /* Something inside */
  { ID, "LTAI 5t", NULL, "a space" },
  { ID, "LTAI\n5t", NULL, "a space" },
  { ID, "LTAI\r\n5t", NULL, "a space" },
  { ID,
    "LTAI\xc2\xa0"
    "5t",
    NULL, "a space" },
  { ID,
    "LTAI\xe3\x80\x80"
    "5t",
    NULL, "a space" },
  { ID,
    "LTAI\xe2\x80\x8b"
    "5t",
    NULL, "a space" },
  { ID,
    "LTAI\xef\xbb\xbf"
    "5t",
    NULL, "a space" },
  { ID,
    "LTAI\xc2\xad"
    "5t",
    NULL, "a space" },
  { ID,
    "LTAI\x1b"
    "5t",
    NULL, "a space" },
  { SECRET, "abc def", NULL, "a space" },
  { TOKEN, "CAIS\nCAIS", NULL, "a space" },
  /* Characters no key has */
  { ID, "LTAI\"5t", NULL, "character" },
  { ID, "LTAI’5t", NULL, "character" },
  { ID, "LTAI+5t", NULL, "character" },
  { ID, "LTAI=", NULL, "character" },
  { ID, "AccessKeyId:LTAI", NULL, "character" },
  { ID, "LTAI,", NULL, "character" },
  { ID, "LTAIé", NULL, "character" },
  { ID, "铭牌", NULL, "character" },
  { ID, "ＬＴＡＩ铭", NULL, "full-width" },
  { ID, "😀", NULL, "character" },
  { ID, "L\xcc\x81TAI", NULL, "character" },
  { ID, "LTA\xc4\xb0", NULL, "character" },
  { ID, "\xd9\xa1\xd9\xa2", NULL, "character" },
  { ID, "LTAI\xff", NULL, "character" },
  { ID, "\xed\xa0\x80", NULL, "character" },
  { ID, "LTAI****", NULL, "character" },
  { SECRET, "abc/def", NULL, "character" },
  { SECRET, "abc\\", NULL, "character" },
  { TOKEN, "CA'IS", NULL, "character" },
  { TOKEN, "CA\\IS", NULL, "character" },
  { TOKEN, "CA<IS>", NULL, "character" },
};

static char *
clean (Kind kind, const char *text, GError **error)
{
  g_autoptr (NpSecret) secret = NULL;

  if (kind == ID)
    return np_key_text_clean_access_key_id (text, error);
  if (kind == SECRET)
    secret = np_key_text_clean_secret (text, error);
  else
    secret = np_key_text_clean_security_token (text, error);

  return secret != NULL ? g_strdup (np_secret_peek (secret, NULL)) : NULL;
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *cleaned = clean (row->kind, row->text, &error);

  g_assert_cmpstr (cleaned, ==, row->cleaned);
  if (row->refusal == NULL)
    {
      g_assert_no_error (error);
      return;
    }

  g_assert_error (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_INVALID_KEY);
  g_assert_nonnull (strstr (error->message, row->refusal));
  if (row->text != NULL && strlen (row->text) > 3)
    g_assert_null (strstr (error->message, row->text));
}

static void
assert_longest (Kind kind, gsize longest)
{
  g_autofree char *fits = g_strnfill (longest, 'a');
  g_autofree char *wrapped = g_strconcat ("  \"", fits, "\"\n", NULL);
  g_autofree char *too_long = g_strnfill (longest + 1, 'a');
  g_autofree char *cleaned = clean (kind, fits, NULL);
  g_autofree char *unwrapped = clean (kind, wrapped, NULL);
  g_autofree char *refused = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (cleaned, ==, fits);
  g_assert_cmpstr (unwrapped, ==, fits);
  refused = clean (kind, too_long, &error);
  g_assert_null (refused);
  g_assert_error (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_INVALID_KEY);
  g_assert_nonnull (strstr (error->message, "too long"));
}

static void
test_length (void)
{
  assert_longest (ID, 4096);
  assert_longest (SECRET, 4096);
  assert_longest (TOKEN, 8192);
}

int
main (int argc, char *argv[])
{
  gsize i = 0;

  g_test_init (&argc, &argv, NULL);
  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/key-text/case/%02zu", i + 1);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/key-text/length", test_length);

  return g_test_run ();
}
