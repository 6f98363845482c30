/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-credentials.h"

G_BEGIN_DECLS

typedef enum
{
  NP_PROFILE_KIND_ACCESS_KEY,
  NP_PROFILE_KIND_STS_TOKEN,
  /* What OAuth or CloudSSO left behind after the last sign-in. */
  NP_PROFILE_KIND_CACHED_TOKEN,
  /* Everything that gets its key from elsewhere. Never imported. */
  NP_PROFILE_KIND_OTHER,
} NpProfileKind;

/* A profile of the aliyun CLI or of an SDK, as it stood in a file. Immutable. */
#define NP_TYPE_PROFILE (np_profile_get_type ())
G_DECLARE_FINAL_TYPE (NpProfile, np_profile, NP, PROFILE, GObject)

const char *np_profile_get_name (NpProfile *self);
NpProfileKind np_profile_get_kind (NpProfile *self);
const char *np_profile_get_mode (NpProfile *self);
const char *np_profile_get_access_key_id (NpProfile *self);
const char *np_profile_get_region (NpProfile *self);
const char *np_profile_get_custom_endpoint (NpProfile *self);
gboolean np_profile_get_is_current (NpProfile *self);
gint64 np_profile_get_expires (NpProfile *self);
gboolean np_profile_get_is_expired (NpProfile *self, gint64 now);
gboolean np_profile_get_can_import (NpProfile *self);
const char *np_profile_get_reason (NpProfile *self);
NpCredentials *np_profile_dup_credentials (NpProfile *self);

G_END_DECLS
