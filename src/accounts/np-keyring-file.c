/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-keyring-file-private.h"

#include <string.h>

/* The file format of libsecret: a header, a version of two bytes, then one variant
 * of the length of the salt, the salt, the number of rounds that make the key, the
 * time, the uses, and the items: the hashes of their attributes, and the cipher text. */
#define HEADER        "GnomeKeyring\n\r\0\n"
#define HEADER_LENGTH 16
#define VERSION       "\1\0"
#define START         (HEADER_LENGTH + 2)
#define CONTENTS_TYPE "(uayutua(a{say}ay))"

/* In bytes */
#define HASH_SIZE  32
#define BLOCK_SIZE 16
#define SALT_MAX   1024

/* The last second of the year 9999, after which GLib has no date */
#define TIME_MAX G_GINT64_CONSTANT (253402300799)

/* libsecret writes 100,000; ten times as many still take less than a second. */
#define ROUNDS_MAX 1000000

/**
 * np_keyring_file_is_used:
 *
 * libsecret uses a file when it is told to, and in a sandbox, where only the
 * program itself can read it.
 *
 * Returns: whether the keyring is a file that this process reads itself
 */
gboolean
np_keyring_file_is_used (void)
{
  return g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0 ||
         g_getenv ("SNAP_NAME") != NULL || g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/**
 * np_keyring_file_dup_path:
 *
 * Returns: (transfer full) (type filename): where libsecret has the file
 */
char *
np_keyring_file_dup_path (void)
{
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");

  if (path != NULL && *path != '\0')
    return g_strdup (path);

  return g_build_filename (g_get_user_data_dir (), "keyrings", "default.keyring", NULL);
}

static gboolean
check_item (GVariant *hashes, GVariant *cipher_text)
{
  gsize size = g_variant_get_size (cipher_text);
  GVariantIter iter;
  GVariant *hash = NULL;
  gboolean is_sound = size >= BLOCK_SIZE + BLOCK_SIZE + HASH_SIZE && size % BLOCK_SIZE == 0;

  g_variant_iter_init (&iter, hashes);
  while (g_variant_iter_next (&iter, "{&s@ay}", NULL, &hash))
    {
      is_sound = is_sound && g_variant_get_size (hash) == HASH_SIZE;
      g_variant_unref (hash);
    }

  return is_sound;
}

static gboolean
has_attributes (GVariant *hashes, const char *const *attributes)
{
  for (; *attributes != NULL; attributes++)
    {
      g_autoptr (GVariant)
          hash = g_variant_lookup_value (hashes, *attributes, G_VARIANT_TYPE_BYTESTRING);

      if (hash == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_items (GVariant *items, const char *const *attributes, guint *out_n_items)
{
  gboolean is_sound = TRUE;
  gsize i = 0;

  for (i = 0; i < g_variant_n_children (items); i++)
    {
      g_autoptr (GVariant) item = g_variant_get_child_value (items, i);
      g_autoptr (GVariant) hashes = g_variant_get_child_value (item, 0);
      g_autoptr (GVariant) cipher_text = g_variant_get_child_value (item, 1);

      is_sound = is_sound && check_item (hashes, cipher_text);
      if (has_attributes (hashes, attributes))
        *out_n_items += 1;
    }

  return is_sound;
}

static gboolean
check_key (guint32 salt_size, GVariant *salt, guint32 rounds)
{
  gsize size = g_variant_get_size (salt);

  return size > 0 && size <= SALT_MAX && GUINT32_FROM_LE (salt_size) == size &&
         GUINT32_FROM_LE (rounds) > 0 && GUINT32_FROM_LE (rounds) <= ROUNDS_MAX;
}

/**
 * np_keyring_file_check:
 * @contents: the file
 * @attributes: (array zero-terminated=1): the attributes that our items have
 * @out_n_items: (out): how many items have these attributes
 *
 * libsecret trusts the file: one that was cut off makes it abort, and one with a
 * wrong bit makes it read where nothing is or count for minutes. So nothing but a
 * file that is whole may ever come to it.
 *
 * Returns: whether libsecret can read the file
 */
gboolean
np_keyring_file_check (GBytes *contents, const char *const *attributes, guint *out_n_items)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (contents, &length);
  g_autoptr (GBytes) rest = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GVariant) salt = NULL;
  g_autoptr (GVariant) items = NULL;
  guint32 salt_size = 0;
  guint32 rounds = 0;
  guint64 modified = 0;

  *out_n_items = 0;
  if (length <= START || memcmp (bytes, HEADER VERSION, START) != 0)
    return FALSE;

  rest = g_bytes_new (bytes + START, length - START);
  variant = g_variant_new_from_bytes (G_VARIANT_TYPE (CONTENTS_TYPE), rest, FALSE);
  g_variant_ref_sink (variant);
  if (!g_variant_is_normal_form (variant))
    return FALSE;

  g_variant_get (variant, "(u@ayutu@a(a{say}ay))", &salt_size, &salt, &rounds, &modified, NULL,
                 &items);

  return GUINT64_FROM_LE (modified) <= TIME_MAX && check_key (salt_size, salt, rounds) &&
         check_items (items, attributes, out_n_items);
}
