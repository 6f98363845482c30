/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-profile-list.h"
#include "np-profile-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

struct _NpProfileList
{
  GObject parent_instance;

  /* Owned */
  GPtrArray *profiles; /* of NpProfile */
  GStrv notices;

  /* State */
  NpProfileFormat format;
};

static void np_profile_list_model_init (GListModelInterface *iface);

G_DEFINE_QUARK (np_profile_error, np_profile_error)
G_DEFINE_FINAL_TYPE_WITH_CODE (NpProfileList,
                               np_profile_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      np_profile_list_model_init))

static GType
np_profile_list_get_item_type (GListModel *model)
{
  return NP_TYPE_PROFILE;
}

static guint
np_profile_list_get_n_items (GListModel *model)
{
  return NP_PROFILE_LIST (model)->profiles->len;
}

static gpointer
np_profile_list_get_item (GListModel *model, guint position)
{
  NpProfileList *self = NP_PROFILE_LIST (model);

  if (position >= self->profiles->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->profiles, position));
}

static void
np_profile_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = np_profile_list_get_item_type;
  iface->get_n_items = np_profile_list_get_n_items;
  iface->get_item = np_profile_list_get_item;
}

static void
np_profile_list_finalize (GObject *object)
{
  NpProfileList *self = NP_PROFILE_LIST (object);

  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_strfreev (self->notices);

  G_OBJECT_CLASS (np_profile_list_parent_class)->finalize (object);
}

static void
np_profile_list_class_init (NpProfileListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_profile_list_finalize;
}

static void
np_profile_list_init (NpProfileList *self)
{
}

static gboolean
refuse (GError **error, NpProfileErrorCode code, const char *message)
{
  g_set_error_literal (error, NP_PROFILE_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
has_prefix (const char *text, gsize length, const char *prefix)
{
  return length >= strlen (prefix) && memcmp (text, prefix, strlen (prefix)) == 0;
}

static gsize
skip_blanks (const char *text, gsize length)
{
  gsize i = 0;

  while (i < length && g_ascii_isspace (text[i]))
    i++;
  return i;
}

/* Finds the text in @content: what follows a byte order mark, as editors on
 * Windows leave one. */
static gboolean
find_text (GBytes *content, const char **out_text, gsize *out_length, GError **error)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (content, &length);

  if (length > NP_PROFILE_LIST_MAX_BYTES)
    return refuse (
        error, NP_PROFILE_ERROR_TOO_LARGE,
        _ ("This file is larger than 1 MiB. Files with keys are much smaller: choose "
           "another one."));
  if (has_prefix (text, length, "\xff\xfe") || has_prefix (text, length, "\xfe\xff"))
    return refuse (error, NP_PROFILE_ERROR_NOT_TEXT,
                   _ ("This file is in UTF-16. Save it as UTF-8, then choose it again."));
  if (has_prefix (text, length, "\xef\xbb\xbf"))
    {
      text += 3;
      length -= 3;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    return refuse (error, NP_PROFILE_ERROR_NOT_TEXT,
                   _ ("This file is not text in UTF-8. Choose another one."));

  if (skip_blanks (text, length) == length)
    return refuse (error, NP_PROFILE_ERROR_NO_PROFILES, _ ("This file is empty."));

  *out_text = text;
  *out_length = length;
  return TRUE;
}

static gboolean
read_text (NpProfileSink *sink, GBytes *content, const char *text, gsize length, GError **error)
{
  if (text[skip_blanks (text, length)] == '{')
    {
      gsize offset = (gsize) (text - (const char *) g_bytes_get_data (content, NULL));
      g_autoptr (GBytes) json = g_bytes_new_from_bytes (content, offset, length);

      sink->format = NP_PROFILE_FORMAT_CLI;
      if (!np_profile_read_json (sink, json, error))
        return FALSE;
    }
  else
    np_profile_read_ini (sink, text, length);

  if (sink->profiles->len == 0)
    return refuse (error, NP_PROFILE_ERROR_NO_PROFILES,
                   _ ("There are no profiles in this file. The aliyun CLI keeps them in "
                      "~/.aliyun/config.json, the SDKs in ~/.alibabacloud/credentials."));
  return TRUE;
}

static void
add_left_out (GPtrArray *notices, const NpProfileSink *sink)
{
  guint n = sink->n_left_out;

  if (n == 0)
    return;
  if (sink->format == NP_PROFILE_FORMAT_CLI)
    g_ptr_array_add (notices, g_strdup_printf (ngettext ("%u entry of the list is no profile.",
                                                         "%u entries of the list are no "
                                                         "profiles.",
                                                         n),
                                               n));
  else
    g_ptr_array_add (notices, g_strdup_printf (ngettext ("%u line says nothing Nameplate can "
                                                         "read.",
                                                         "%u lines say nothing Nameplate can "
                                                         "read.",
                                                         n),
                                               n));
}

static GStrv
make_notices (const NpProfileSink *sink)
{
  GPtrArray *notices = g_ptr_array_new ();
  guint n = 0;

  if (sink->n_found > sink->profiles->len)
    g_ptr_array_add (notices,
                     g_strdup_printf (_ ("The file has %u profiles. The first %u are shown."),
                                      sink->n_found, sink->profiles->len));
  add_left_out (notices, sink);
  n = sink->n_bad_regions;
  if (n > 0)
    g_ptr_array_add (notices,
                     g_strdup_printf (ngettext ("The region of %u profile is not the name of a "
                                                "region and was left out.",
                                                "The regions of %u profiles are not names of "
                                                "regions and were left out.",
                                                n),
                                      n));
  n = sink->n_bad_endpoints;
  if (n > 0)
    g_ptr_array_add (notices,
                     g_strdup_printf (ngettext ("The endpoint of %u profile is not a safe "
                                                "address and was left out.",
                                                "The endpoints of %u profiles are not safe "
                                                "addresses and were left out.",
                                                n),
                                      n));
  g_ptr_array_add (notices, NULL);

  return (GStrv) g_ptr_array_free (notices, FALSE);
}

/**
 * np_profile_list_parse:
 * @content: what is in the file
 * @file_name: (nullable): its name, in UTF-8: what a profile without a name is called
 * @now: the time in seconds since 1970; keys that ended by then cannot be imported
 * @error: return location for an `NP_PROFILE_ERROR`
 *
 * Reads the profiles of the aliyun CLI's `config.json`, of the SDKs' `credentials`
 * or `credentials.ini`, and of the `credentials` of the CLI's first edition, each by
 * the sources of the official programs. What the file is shows in its text, not in
 * its name. Nothing that a file names is run, opened or fetched.
 *
 * Profiles that cannot be imported are in the list too, each with its reason. No
 * message, name or reason holds a secret. Every copy of a secret that is made on
 * the way is wiped; @content is the caller's.
 *
 * Returns: (transfer full): the profiles, at least one, or %NULL with @error set
 */
NpProfileList *
np_profile_list_parse (GBytes *content, const char *file_name, gint64 now, GError **error)
{
  NpProfileSink sink = { .file_name = file_name, .now = now };
  NpProfileList *self = NULL;
  const char *text = NULL;
  gsize length = 0;

  g_return_val_if_fail (content != NULL, NULL);

  if (!find_text (content, &text, &length, error))
    return NULL;

  sink.profiles = g_ptr_array_new_with_free_func (g_object_unref);
  sink.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (read_text (&sink, content, text, length, error))
    {
      self = g_object_new (NP_TYPE_PROFILE_LIST, NULL);
      self->profiles = g_ptr_array_ref (sink.profiles);
      self->notices = make_notices (&sink);
      self->format = sink.format;
    }
  g_ptr_array_unref (sink.profiles);
  g_hash_table_unref (sink.names);

  return self;
}

/**
 * np_profile_list_get_format:
 * @self: profiles
 *
 * Returns: which kind of file they come from
 */
NpProfileFormat
np_profile_list_get_format (NpProfileList *self)
{
  g_return_val_if_fail (NP_IS_PROFILE_LIST (self), NP_PROFILE_FORMAT_CLI);

  return self->format;
}

/**
 * np_profile_list_get_notices:
 * @self: profiles
 *
 * Gets what people should know of the file as a whole: that there are more
 * profiles than are shown, or that something was left out.
 *
 * Returns: (transfer none): translated sentences, ended by %NULL
 */
const char *const *
np_profile_list_get_notices (NpProfileList *self)
{
  g_return_val_if_fail (NP_IS_PROFILE_LIST (self), NULL);

  return (const char *const *) self->notices;
}
