/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* A libFuzzer target. Whatever the bytes are: an error of our domain, or a list
 * whose texts are fit for the screen and whose keys are fit for a request. */

#include "config.h"

#include "np-profile-list.h"

#include <stdint.h>
#include <string.h>

#include "np-endpoint.h"
#include "np-key-text.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_CONTROL);
      g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_FORMAT);
    }
}

static void
check_key (NpProfile *profile)
{
  g_autoptr (NpCredentials) credentials = np_profile_dup_credentials (profile);
  g_autoptr (NpSecret) again = NULL;
  g_autofree char *id = NULL;

  g_assert_cmpint (credentials != NULL, ==, np_profile_get_can_import (profile));
  g_assert_cmpint (credentials != NULL, ==, *np_profile_get_reason (profile) == '\0');
  if (credentials == NULL)
    return;

  id = np_key_text_clean_access_key_id (np_credentials_get_access_key_id (credentials), NULL);
  g_assert_cmpstr (id, ==, np_profile_get_access_key_id (profile));
  again = np_key_text_clean_secret (
      np_secret_peek (np_credentials_get_secret (credentials), NULL), NULL);
  g_assert_nonnull (again);
}

static void
check_profile (NpProfile *profile)
{
  g_autoptr (NpEndpoint) endpoint = NULL;

  check_text (np_profile_get_name (profile));
  check_text (np_profile_get_mode (profile));
  check_text (np_profile_get_reason (profile));
  check_text (np_profile_get_region (profile));
  check_text (np_profile_get_custom_endpoint (profile));
  check_key (profile);
  g_assert_cmpint (np_profile_get_expires (profile), >=, 0);
  if (*np_profile_get_custom_endpoint (profile) == '\0')
    return;

  endpoint = np_endpoint_new_custom (np_profile_get_custom_endpoint (profile), NULL);
  g_assert_nonnull (endpoint);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpProfileList) list = np_profile_list_parse (bytes, "fuzz", 1800000000, &error);
  guint n = 0;

  if (list == NULL)
    {
      g_assert_true (error->domain == NP_PROFILE_ERROR);
      check_text (error->message);
      return 0;
    }

  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <=, NP_PROFILE_LIST_MAX_PROFILES);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NpProfile) profile = g_list_model_get_item (G_LIST_MODEL (list), i);

      check_profile (profile);
      g_assert_true (g_hash_table_add (names, g_strdup (np_profile_get_name (profile))));
    }
  return 0;
}
