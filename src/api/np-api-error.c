/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-api-error.h"

typedef struct
{
  NpApiErrorDetail *detail;
} NpApiErrorPrivate;

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
  copy->host = g_strdup (self->host);
  copy->operation = g_strdup (self->operation);
  copy->code = g_strdup (self->code);
  copy->message = g_strdup (self->message);
  copy->request_id = g_strdup (self->request_id);
  copy->recommend = g_strdup (self->recommend);
  copy->action = g_strdup (self->action);
  copy->principal = g_strdup (self->principal);
  copy->no_permission_type = g_strdup (self->no_permission_type);
  return copy;
}

/**
 * np_api_error_detail_free:
 * @self: (transfer full): a detail
 */
void
np_api_error_detail_free (NpApiErrorDetail *self)
{
  g_free (self->host);
  g_free (self->operation);
  g_free (self->code);
  g_free (self->message);
  g_free (self->request_id);
  g_free (self->recommend);
  g_free (self->action);
  g_free (self->principal);
  g_free (self->no_permission_type);
  g_free (self);
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
