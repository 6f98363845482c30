/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Where the service answers: a scheme and authority, checked once. Immutable, counted. */
typedef struct _NpEndpoint NpEndpoint;

#define NP_TYPE_ENDPOINT (np_endpoint_get_type ())
GType np_endpoint_get_type (void);

#define NP_ENDPOINT_ERROR (np_endpoint_error_quark ())
GQuark np_endpoint_error_quark (void);

typedef enum
{
  NP_ENDPOINT_ERROR_UNKNOWN_REGION,
  NP_ENDPOINT_ERROR_INVALID,
  NP_ENDPOINT_ERROR_INSECURE,
} NpEndpointErrorCode;

NpEndpoint *np_endpoint_new_for_region (const char *region_id, GError **error);
NpEndpoint *np_endpoint_new_custom (const char *text, GError **error);
NpEndpoint *np_endpoint_dup_sts (NpEndpoint *self);
NpEndpoint *np_endpoint_ref (NpEndpoint *self);
void np_endpoint_unref (NpEndpoint *self);
const char *np_endpoint_get_base_uri (NpEndpoint *self);
const char *np_endpoint_get_authority (NpEndpoint *self);
const char *np_endpoint_get_host (NpEndpoint *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpEndpoint, np_endpoint_unref)

G_END_DECLS
