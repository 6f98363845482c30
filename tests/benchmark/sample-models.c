/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "sample-models.h"

#include <string.h>

#define SAMPLE_WORDS 16

static const char *const words[SAMPLE_WORDS] = {
  "Qwen2.5", "Llama",    "新闻分类", "Chat", "Invoice", "Reader",   "7B",   "base",
  "vision",  "语音识别", "LoRA",     "tiny", "bert",    "图像生成", "v0.3", "instruct",
};

static const char *
pick (GRand *random)
{
  return words[g_rand_int_range (random, 0, SAMPLE_WORDS)];
}

static NpModelSummary *
make_model (GRand *random, guint id)
{
  static const char *const domains[] = { "nlp", "cv", "audio", "multimodal" };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (NpJson) json = NULL;
  char *text = g_strdup_printf (
      "{\"ModelId\":\"model-%08xks%u\",\"ModelName\":\"%s-%s-%s-%u\",\"Domain\":\"%s\","
      "\"Task\":\"text-generation\",\"Accessibility\":\"%s\",\"OrderNumber\":%d,"
      "\"ParameterSize\":%d,\"GmtCreateTime\":\"2024-%02d-%02dT12:51:33.028Z\","
      "\"GmtModifiedTime\":\"2025-%02d-%02dT17:12:35Z\",\"UserId\":\"1557702098194904\","
      "\"Origin\":\"ModelScope\",\"ModelType\":\"Checkpoint\","
      "\"ModelDescription\":\"%s %s %s 是一个模型。 It follows instructions in Chinese and in "
      "English, and was made for %s and for %s.\","
      "\"Labels\":[{\"Key\":\"team\",\"Value\":\"%s\"},{\"Key\":\"base\",\"Value\":\"%s\"}]}",
      g_rand_int (random), id, pick (random), pick (random), pick (random),
      g_rand_int_range (random, 0, 1000), domains[g_rand_int_range (random, 0, 4)],
      g_rand_boolean (random) ? "PRIVATE" : "PUBLIC", g_rand_int_range (random, -50, 50),
      g_rand_int_range (random, 1, 70000), g_rand_int_range (random, 1, 13),
      g_rand_int_range (random, 1, 29), g_rand_int_range (random, 1, 13),
      g_rand_int_range (random, 1, 29), pick (random), pick (random), pick (random),
      pick (random), pick (random), pick (random), pick (random));

  bytes = g_bytes_new_take (text, strlen (text));
  json = np_json_parse (bytes, NULL);
  g_assert_nonnull (json);
  return np_model_summary_new_from_json (np_json_get_root (json));
}

/**
 * np_sample_models_new:
 * @n: how many
 *
 * Makes models that differ as those of people do; the same ones each time.
 *
 * Returns: (transfer full) (element-type NpModelSummary): the models
 */
GPtrArray *
np_sample_models_new (guint n)
{
  GPtrArray *models = g_ptr_array_new_with_free_func (g_object_unref);
  GRand *random = g_rand_new_with_seed (n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (models, make_model (random, i));
  g_rand_free (random);
  return models;
}
