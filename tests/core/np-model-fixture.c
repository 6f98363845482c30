/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-fixture.h"

#include <string.h>

static void
notify_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  NpEar *ear = user_data;
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (ear->counts, pspec->name));

  g_hash_table_insert (ear->counts, (gpointer) pspec->name, GUINT_TO_POINTER (count + 1));
}

void
np_ear_open (NpEar *ear, NpModelForm *form)
{
  ear->form = form;
  ear->counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_signal_connect (form, "notify", G_CALLBACK (notify_cb), ear);
}

void
np_ear_close (NpEar *ear)
{
  g_signal_handlers_disconnect_by_data (ear->form, ear);
  g_clear_pointer (&ear->counts, g_hash_table_unref);
}

/* Exactly these properties, given in one text with spaces, were told, and each
 * once; then forgets them. */
void
np_ear_assert_told (NpEar *ear, const char *names)
{
  g_auto (GStrv) expected = g_strsplit (names, " ", -1);
  guint n_expected = 0;

  for (guint i = 0; expected[i] != NULL; i++)
    {
      if (*expected[i] == '\0')
        continue;
      n_expected++;
      g_test_message ("%s", expected[i]);
      g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (ear->counts, expected[i])), ==,
                        1);
    }
  g_assert_cmpuint (g_hash_table_size (ear->counts), ==, n_expected);
  g_hash_table_remove_all (ear->counts);
}

NpModel *
np_fixture_model (const char *members)
{
  g_autofree char *json = g_strdup_printf ("{\"ModelId\":\"model-1\"%s}", members);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  NpModel *model = np_model_new_from_json (bytes, &error);

  g_assert_no_error (error);
  return model;
}

/* A model with nothing but this field, or without it if VALUE, which is JSON, is NULL. */
NpModel *
np_fixture_model_with (NpFieldId id, const char *value)
{
  g_autofree char *members = NULL;

  if (value == NULL)
    return np_fixture_model ("");
  members = g_strdup_printf (",\"%s\":%s", np_field_get_wire_name (id), value);
  return np_fixture_model (members);
}

const char np_fixture_whole[] =
    ",\"ModelName\":\"name\",\"ModelDescription\":\"one\\r\\ntwo\",\"Accessibility\":"
    "\"PRIVATE\","
    "\"Origin\":\"ModelScope\",\"Domain\":\"nlp\",\"Task\":\"translation\","
    "\"ModelType\":\"LoRA\",\"ParameterSize\":7000,\"ModelDoc\":\"https://example.com\","
    "\"OrderNumber\":5,\"ExtraInfo\":{}";

const char np_fixture_other[] =
    ",\"ModelName\":\"name 2\",\"ModelDescription\":\"two\",\"Accessibility\":\"PUBLIC\","
    "\"Origin\":\"HuggingFace\",\"Domain\":\"cv\",\"Task\":\"fill-mask\","
    "\"ModelType\":\"VAE\",\"ParameterSize\":8000,\"ModelDoc\":\"https://example.org\","
    "\"OrderNumber\":6,\"ExtraInfo\":{\"a\":1}";

/* Valid, and different from both models but for the visibility. */
const char *const np_fixture_edits[NP_N_FIELDS] = {
  [NP_FIELD_MODEL_NAME] = "\xe6\x96\xb0\xe9\x97\xbb",
  [NP_FIELD_MODEL_DESCRIPTION] = "one\ntwo\r\n",
  [NP_FIELD_ACCESSIBILITY] = "PUBLIC",
  [NP_FIELD_ORIGIN] = "mine",
  [NP_FIELD_DOMAIN] = "aigc",
  [NP_FIELD_TASK] = "",
  [NP_FIELD_MODEL_TYPE] = "Mine",
  [NP_FIELD_PARAMETER_SIZE] = "9000",
  [NP_FIELD_MODEL_DOC] = "# Inline",
  [NP_FIELD_ORDER_NUMBER] = "-5",
  [NP_FIELD_EXTRA_INFO] = "{\"Rating\":4.90}",
};

NpModelForm *
np_fixture_form (const char *members)
{
  g_autoptr (NpModel) model = np_fixture_model (members);
  NpModelForm *form = np_model_form_new ();

  np_model_form_set_model (form, model);
  return form;
}

void
np_form_assert_clean (NpModelForm *form)
{
  g_assert_false (np_model_form_get_is_dirty (form));
  g_assert_false (np_model_form_get_can_save (form));
  g_assert_cmpuint (np_model_form_get_n_changes (form), ==, 0);
  g_assert_cmpuint (np_model_form_get_n_problems (form), ==, 0);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_assert_false (np_model_form_get_is_changed (form, id));
      g_assert_null (np_model_form_get_problem (form, id));
      g_assert_cmpstr (np_model_form_get_text (form, id), ==, np_model_form_get_was (form, id));
    }
}
