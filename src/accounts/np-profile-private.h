/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-profile-list.h"

G_BEGIN_DECLS

typedef enum
{
  NP_PROFILE_MODE_NONE, /* nothing to guess from: not set up yet */
  NP_PROFILE_MODE_AK,
  NP_PROFILE_MODE_STS_TOKEN,
  NP_PROFILE_MODE_CLOUD_SSO,
  NP_PROFILE_MODE_OAUTH,
  NP_PROFILE_MODE_RAM_ROLE_ARN,
  NP_PROFILE_MODE_CHAINABLE_RAM_ROLE_ARN,
  NP_PROFILE_MODE_ECS_RAM_ROLE,
  NP_PROFILE_MODE_RAM_ROLE_ARN_WITH_ROLE_NAME,
  NP_PROFILE_MODE_RSA_KEY_PAIR,
  NP_PROFILE_MODE_OIDC,
  NP_PROFILE_MODE_EXTERNAL,
  NP_PROFILE_MODE_CREDENTIALS_URI,
  NP_PROFILE_MODE_BEARER_TOKEN,
  NP_PROFILE_MODE_ANONYMOUS,
  NP_PROFILE_MODE_UNKNOWN,
} NpProfileMode;

/* A profile as it stands in the file, nothing checked. Every text may be NULL. */
typedef struct
{
  /* Owned */
  char *name;
  char *mode_name; /* as the file names it, when MODE is UNKNOWN */
  char *access_key_id;
  char *secret;         /* wiped when cleared */
  char *security_token; /* wiped when cleared */
  char *region;
  char *endpoint;
  char *fault; /* a translated sentence: why it cannot be read */

  /* State */
  NpProfileMode mode;
  gint64 expires; /* seconds since 1970, 0 for none */
  gboolean is_current;
  gboolean is_disabled;
} NpProfileDraft;

/* What reading a file gathers. */
typedef struct
{
  /* Owned */
  GPtrArray *profiles; /* of NpProfile */
  GHashTable *names;   /* char* to guint: the last number given to a name */

  /* Borrowed */
  const char *file_name; /* or NULL */

  /* State */
  NpProfileFormat format;
  gint64 now;
  guint n_found; /* also those above the limit */
  guint n_left_out;
  guint n_bad_regions;
  guint n_bad_endpoints;
} NpProfileSink;

NpProfile *np_profile_new (const NpProfileDraft *draft,
                           NpProfileFormat format,
                           const char *name,
                           gint64 now);

void np_profile_draft_clear (NpProfileDraft *draft);
void np_profile_draft_refuse (NpProfileDraft *draft, char *fault);
void np_profile_draft_refuse_twice (NpProfileDraft *draft, const char *key);
NpProfileKind np_profile_draft_get_kind (const NpProfileDraft *draft);
NpCredentials *np_profile_draft_make_credentials (const NpProfileDraft *draft,
                                                  NpProfileFormat format,
                                                  gint64 now,
                                                  char **out_reason);
char *np_profile_draft_dup_region (const NpProfileDraft *draft);
char *np_profile_draft_dup_endpoint (const NpProfileDraft *draft);

NpProfileMode np_profile_mode_find (NpProfileFormat format, const char *text);
char *np_profile_mode_dup_name (NpProfileMode mode, NpProfileFormat format, const char *text);
char *np_profile_mode_dup_reason (NpProfileMode mode, const char *name);

char *np_profile_text_dup_shown (const char *text, guint max_chars);

void np_profile_sink_add (NpProfileSink *sink, const NpProfileDraft *draft);
gboolean np_profile_read_json (NpProfileSink *sink, GBytes *content, GError **error);
void np_profile_read_ini (NpProfileSink *sink, const char *text, gsize length);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NpProfileDraft, np_profile_draft_clear)

G_END_DECLS
