/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-api-error-private.h"

#include <string.h>

typedef struct
{
  NpApiErrorDetail *detail;
} NpApiErrorPrivate;

#define TEXT(member) G_STRUCT_OFFSET (NpApiErrorDetail, member)

/* Where the texts of a detail lie, which are its own. */
static const gsize text_offsets[] = {
  TEXT (host),
  TEXT (operation),
  TEXT (tls_issuer),
  TEXT (proxy_host),
  TEXT (code),
  TEXT (message),
  TEXT (request_id),
  TEXT (recommend),
  TEXT (action),
  TEXT (principal),
  TEXT (principal_type),
  TEXT (principal_owner),
  TEXT (policy_type),
  TEXT (no_permission_type),
  TEXT (diagnostic_message),
};

static char **
get_text (NpApiErrorDetail *self, guint i)
{
  return G_STRUCT_MEMBER_P (self, text_offsets[i]);
}

static void
np_api_error_private_init (NpApiErrorPrivate *priv)
{
  priv->detail = NULL;
}

static void
np_api_error_private_copy (const NpApiErrorPrivate *source, NpApiErrorPrivate *copy)
{
  copy->detail = np_api_error_detail_copy (source->detail);
}

static void
np_api_error_private_clear (NpApiErrorPrivate *priv)
{
  g_clear_pointer (&priv->detail, np_api_error_detail_free);
}

G_DEFINE_EXTENDED_ERROR (NpApiError, np_api_error)
G_DEFINE_BOXED_TYPE (NpApiErrorDetail,
                     np_api_error_detail,
                     np_api_error_detail_copy,
                     np_api_error_detail_free)

/**
 * np_api_error_detail_new:
 *
 * Returns: (transfer full): a detail in which nothing is known yet
 */
NpApiErrorDetail *
np_api_error_detail_new (void)
{
  NpApiErrorDetail *self = g_new0 (NpApiErrorDetail, 1);

  self->retry_after_ms = -1;
  return self;
}

/**
 * np_api_error_detail_copy:
 * @self: (nullable): a detail
 *
 * Returns: (transfer full) (nullable): a copy with texts of its own, %NULL for
 *   %NULL
 */
NpApiErrorDetail *
np_api_error_detail_copy (const NpApiErrorDetail *self)
{
  NpApiErrorDetail *copy = NULL;

  if (self == NULL)
    return NULL;
  copy = g_new (NpApiErrorDetail, 1);
  *copy = *self;
  for (guint i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    *get_text (copy, i) = g_strdup (*get_text (copy, i));
  return copy;
}

/**
 * np_api_error_detail_free:
 * @self: (transfer full): a detail
 */
void
np_api_error_detail_free (NpApiErrorDetail *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    g_free (*get_text (self, i));
  g_free (self);
}

/**
 * np_api_code_matches:
 * @pattern: a Code of the service, or the beginning of several with a `*` behind it
 * @code: the Code of an answer
 *
 * Returns: whether @code is that one, or one of those
 */
gboolean
np_api_code_matches (const char *pattern, const char *code)
{
  if (g_str_has_suffix (pattern, "*"))
    return strncmp (pattern, code, strlen (pattern) - 1) == 0;
  return g_str_equal (pattern, code);
}

/**
 * np_api_error_get_detail:
 * @error: (nullable): any error
 *
 * Returns: (transfer none) (nullable): what is known besides the code; %NULL
 *   if @error is not an %NP_API_ERROR or was made without a detail
 */
const NpApiErrorDetail *
np_api_error_get_detail (const GError *error)
{
  if (error == NULL || error->domain != NP_API_ERROR)
    return NULL;
  return np_api_error_get_private (error)->detail;
}

/*< private >
 * np_api_error_edit_detail:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): what is known besides, for who is still
 *   making the error
 */
NpApiErrorDetail *
np_api_error_edit_detail (GError *error)
{
  return error->domain == NP_API_ERROR ? np_api_error_get_private (error)->detail : NULL;
}

/**
 * np_api_error_new:
 * @code: what went wrong
 * @detail: (nullable): what is known besides; is copied
 * @format: the message, in English and for logs: what a person reads is made
 *   from @code and @detail
 * @...: its arguments
 *
 * Returns: (transfer full): an error of the domain %NP_API_ERROR
 */
GError *
np_api_error_new (NpApiError code, const NpApiErrorDetail *detail, const char *format, ...)
{
  GError *error = NULL;
  va_list args;

  va_start (args, format);
  error = g_error_new_valist (NP_API_ERROR, (int) code, format, args);
  va_end (args);
  np_api_error_get_private (error)->detail = np_api_error_detail_copy (detail);
  return error;
}
