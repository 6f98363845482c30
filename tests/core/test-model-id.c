/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-id.h"

#include <gio/gio.h>

typedef struct
{
  const char *text;
  const char *model_id;
  const char *region;
} Good;

static const Good good[] = {
  /* The ID alone, also of a form that is not documented */
  { "model-rbvg5wzks92", "model-rbvg5wzks92", NULL },
  { "Some_Other.id-7", "Some_Other.id-7", NULL },
  { "7", "7", NULL },
  /* With what a mail or a chat puts around it */
  { "  model-rbvg5wzks92\r\n", "model-rbvg5wzks92", NULL },
  { "'model-rbvg5wzks92'", "model-rbvg5wzks92", NULL },
  { "\"model-rbvg5wzks92\",", "model-rbvg5wzks92", NULL },
  { "`model-rbvg5wzks92`", "model-rbvg5wzks92", NULL },
  { "“model-rbvg5wzks92”", "model-rbvg5wzks92", NULL },
  { "「model-rbvg5wzks92」。", "model-rbvg5wzks92", NULL },
  { "\xe3\x80\x80model-rbvg5wzks92\xc2\xa0", "model-rbvg5wzks92", NULL },
  { "\xef\xbb\xbfmodel-rbvg5\xe2\x80\x8bwzks92", "model-rbvg5wzks92", NULL },
  { "model-\nrbvg5wzks92", "model-rbvg5wzks92", NULL },
  { "> model-\r\n> rbvg5wzks92", "model-rbvg5wzks92", NULL },
  { "model-rbvg5wzks92\nBest regards", "model-rbvg5wzks92", NULL },
  { "Please look at model-rbvg5wzks92, thanks.", "model-rbvg5wzks92", NULL },
  { "模型（model-rbvg5wzks92）的描述", "model-rbvg5wzks92", NULL },
  { "{\"ModelId\": \"model-rbvg5wzks92\"}", "model-rbvg5wzks92", NULL },
  { "model-rbvg5wzks92 and again model-rbvg5wzks92", "model-rbvg5wzks92", NULL },
  { "100% sure: model-rbvg5wzks92", "model-rbvg5wzks92", NULL },
  /* Links */
  { "https://pai.console.aliyun.com/?regionId=cn-hangzhou&workspaceId=123#/models/"
    "model-rbvg5wzks92/detail",
    "model-rbvg5wzks92", "cn-hangzhou" },
  { "https://pai.console.aliyun.com/?regionId=cn-hangzhou#/model-manage/model-rbvg5wzks92",
    "model-rbvg5wzks92", "cn-hangzhou" },
  { "https://pai.console.aliyun.com/#/model-rbvg5wzks92?region=ap-southeast-1",
    "model-rbvg5wzks92", "ap-southeast-1" },
  { "https://pai.console.aliyun.com/?modelId=model-rbvg5wzks92&RegionId=cn-beijing",
    "model-rbvg5wzks92", "cn-beijing" },
  { "https%3A%2F%2Fpai.console.aliyun.com%2F%3FregionId%3Dcn-shanghai%23%2Fmodel-rbvg5wzks92",
    "model-rbvg5wzks92", "cn-shanghai" },
  { "https://login.example.com/?to=https%253A%252F%252Fpai%252Fmodel%252Drbvg5wzks92",
    "model-rbvg5wzks92", NULL },
  { "https://aiworkspace.cn-wulanchabu.aliyuncs.com/api/v1/models/model-rbvg5wzks92",
    "model-rbvg5wzks92", "cn-wulanchabu" },
  { "https://aiworkspace-vpc.eu-central-1.aliyuncs.com/api/v1/models/model-rbvg5wzks92",
    "model-rbvg5wzks92", "eu-central-1" },
  { "aiworkspace.cn-hangzhou.aliyuncs.com/api/v1/models/model-rbvg5wzks92", "model-rbvg5wzks92",
    "cn-hangzhou" },
  { "PUT /api/v1/models/model-rbvg5wzks92 HTTP/1.1", "model-rbvg5wzks92", NULL },
  /* Regions that are not in the table */
  { "https://pai.console.aliyun.com/?regionId=mars-1#/model-rbvg5wzks92", "model-rbvg5wzks92",
    NULL },
  { "https://pai.console.aliyun.com/?regionId=#/model-rbvg5wzks92", "model-rbvg5wzks92", NULL },
  { "https://pai.console.aliyun.com/?notregionId=cn-hangzhou#/model-rbvg5wzks92",
    "model-rbvg5wzks92", NULL },
};

static const char *const several[] = {
  "model-aaa1 model-bbb2",
  "model-aaa model-bbb",
  "model-aaa\nmodel-bbb",
  "model-aaa/model-bbb1",
  "https://pai.console.aliyun.com/#/model-aaa1?copyOf=model-bbb2",
};

static const char *const none[] = {
  "https://pai.console.aliyun.com/?regionId=cn-hangzhou#/models",
  "https://aiworkspace.cn-hangzhou.aliyuncs.com/api/v1/models",
  "aiworkspace.cn-hangzhou.aliyuncs.com",
  "a/b",
  "../../etc/passwd",
  "a..b",
  "model rbvg5wzks92",
  "model-",
  "model-rbvg5wz******ks92",
  "mymodel-rbvg5wzks92 is it",
  "model-rbvg5wzks92-and-more is it",
  "model-rbvg5wzks92%00",
  "\x01\x02",
  "x\x7fy",
  "x\ny",
  "模型",
};

static const char *const blank[] = {
  "", " ", "\r\n\t", "\"\"", "\xe2\x80\x8b", "..", ".", "“ ”"
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *model_id = NULL;
      g_autofree char *region = NULL;
      g_autoptr (GError) error = NULL;
      gboolean found = np_model_id_parse (good[i].text, &model_id, &region, &error);

      g_test_message ("%s", good[i].text);
      g_assert_no_error (error);
      g_assert_true (found);
      g_assert_cmpstr (model_id, ==, good[i].model_id);
      g_assert_cmpstr (region, ==, good[i].region);
    }
}

static void
check_refused (const char *const *texts, guint n_texts, const char *message)
{
  for (guint i = 0; i < n_texts; i++)
    {
      char *model_id = NULL;
      char *region = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s, case %u", message, i);
      g_assert_false (np_model_id_parse (texts[i], &model_id, &region, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_true (g_str_has_prefix (error->message, message));
      g_assert_null (model_id);
      g_assert_null (region);
    }
}

static void
test_refused (void)
{
  const char *const not_text[] = { "\xff", "model-rbvg5wzks92\xc3" };

  check_refused (several, G_N_ELEMENTS (several), "There are several model IDs");
  check_refused (none, G_N_ELEMENTS (none), "There is no model ID");
  check_refused (blank, G_N_ELEMENTS (blank), "Type or paste a model ID");
  check_refused (not_text, G_N_ELEMENTS (not_text), "This is not a text");
}

static void
test_length (void)
{
  g_autofree char *longest = g_strnfill (128, 'a');
  g_autofree char *too_long = g_strnfill (129, 'a');
  g_autofree char *token = g_strconcat ("see model-", too_long, NULL);
  g_autofree char *model_id = NULL;

  g_assert_true (np_model_id_parse (longest, &model_id, NULL, NULL));
  g_assert_cmpstr (model_id, ==, longest);
  check_refused ((const char *const *) &too_long, 1, "There is no model ID");
  check_refused ((const char *const *) &token, 1, "There is no model ID");
}

/* A megabyte pasted by mistake gets its answer too. */
static void
test_huge (void)
{
  g_autofree char *dashes = g_strnfill (1 << 20, '-');
  GString *models = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 1 << 17; i++)
    g_string_append (models, "model-%3");
  text = g_string_free (models, FALSE);

  check_refused ((const char *const *) &dashes, 1, "There is no model ID");
  check_refused ((const char *const *) &text, 1, "There is no model ID");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/model-id/good", test_good);
  g_test_add_func ("/core/model-id/refused", test_refused);
  g_test_add_func ("/core/model-id/length", test_length);
  g_test_add_func ("/core/model-id/huge", test_huge);

  return g_test_run ();
}
