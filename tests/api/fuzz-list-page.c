/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* A libFuzzer target: one page of ListModels. Whatever the service sends, each model
 * that is read has an ID and texts that are whole, and its record, as the store keeps
 * it, makes an equal one. */

#include "config.h"

#include "np-client-private.h"

#include <stdint.h>
#include <string.h>

#include "np-batch.h"
#include "np-model-summary.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_texts (NpModelSummary *model)
{
  gint64 number = 0;

  for (NpSummaryText text = 0; text < NP_N_SUMMARY_TEXTS; text++)
    g_assert_true (g_utf8_validate (np_model_summary_get_text (model, text), -1, NULL));
  g_assert_true (*np_model_summary_get_text (model, NP_SUMMARY_MODEL_ID) != '\0');
  g_assert_true (g_utf8_validate (np_model_summary_get_search_key (model), -1, NULL));
  g_assert_true (np_model_summary_get_order_number (model, &number) || number == 0);
  g_assert_true (np_model_summary_get_parameter_size (model, &number) || number == 0);
}

static void
check_record (NpModelSummary *model)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();
  g_autoptr (NpModelSummary) again = NULL;
  gsize used = 0;

  np_model_summary_append_to (model, record);
  again = np_model_summary_new_from_record (record->data, record->len, &used);
  g_assert_nonnull (again);
  g_assert_cmpuint (used, ==, record->len);
  g_assert_true (np_model_summary_equal (again, model));
  g_assert_null (np_model_summary_new_from_record (record->data, record->len - 1, NULL));
}

/* What is searched for is found: a text that the key holds in full begins its part. */
static void
check_search (NpModelSummary *model)
{
  const char *key = np_model_summary_get_search_key (model);
  g_autofree char *name = np_search_fold (
      np_model_summary_get_text (model, NP_SUMMARY_MODEL_NAME));
  gsize length = strcspn (key, "\n");

  g_assert_cmpuint (length, <=, strlen (name));
  g_assert_cmpint (strncmp (key, name, length), ==, 0);
}

static void
check_page (NpBatch *page, NpJson *json)
{
  const NpJsonValue *models = np_json_value_get_member (np_json_get_root (json), "Models");

  g_assert_cmpuint (np_batch_get_n_sent (page), ==, np_json_value_get_length (models));
  g_assert_cmpuint (np_batch_get_length (page), <=, np_batch_get_n_sent (page));
  g_assert_cmpint (np_batch_get_total_count (page), >=, -1);
  for (guint i = 0; i < np_batch_get_length (page); i++)
    {
      check_texts (np_batch_get_item (page, i));
      check_record (np_batch_get_item (page, i));
      check_search (np_batch_get_item (page, i));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (NpJson) json = np_json_parse (bytes, NULL);
  g_autoptr (NpBatch) page = NULL;
  g_autofree char *problem = NULL;

  if (json == NULL)
    return 0;
  page = np_client_read_models (json, &problem);
  g_assert_cmpint (page == NULL, ==, problem != NULL);
  if (page != NULL)
    check_page (page, json);
  return 0;
}
