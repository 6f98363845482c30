/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-practice-errors.h"
#include "np-practice-query.h"

G_BEGIN_DECLS

/* One request as it arrived. All borrowed. */
typedef struct
{
  const char *method;
  const char *path;          /* still encoded */
  const char *encoded_query; /* still encoded, may be NULL */
  NpPracticeQuery *query;    /* the same, decoded */
  SoupMessageHeaders *headers;
  GBytes *body;
} NpPracticeCall;

/* The keys that the service knows, and the nonces that it has seen. */
typedef struct _NpPracticeAuth NpPracticeAuth;

NpPracticeAuth *np_practice_auth_new (void);
void np_practice_auth_free (NpPracticeAuth *self);
void np_practice_auth_add_key (NpPracticeAuth *self,
                               const char *access_key_id,
                               const char *access_key_secret,
                               const char *security_token);
NpPracticeProblem np_practice_auth_check (NpPracticeAuth *self,
                                          const NpPracticeCall *call,
                                          gint64 now,
                                          char **out_detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpPracticeAuth, np_practice_auth_free)

G_END_DECLS
