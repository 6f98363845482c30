/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-practice-auth.h"
#include "np-practice-service.h"
#include "np-practice-store.h"

G_BEGIN_DECLS

/* Everything that the service knows, behind one lock. Every function may be
 * called from any thread; what they do and mean stands with the functions of
 * NpPracticeService of the same names. */
typedef struct _NpPracticeState NpPracticeState;

/* What a request gets. */
typedef struct
{
  guint status;
  char *request_id;
  char *body;
  gint64 date; /* microseconds since 1970, by the service's clock */
  gboolean is_throttled;
  guint latency; /* milliseconds */
} NpPracticeAnswer;

NpPracticeState *np_practice_state_new (void);
void np_practice_state_free (NpPracticeState *self);
char *np_practice_state_dup_workspace_id (NpPracticeState *self);
void np_practice_state_answer (NpPracticeState *self,
                               const NpPracticeCall *call,
                               gboolean is_too_large,
                               NpPracticeAnswer *out_answer);
void np_practice_answer_clear (NpPracticeAnswer *answer);

void np_practice_state_add_key (NpPracticeState *self,
                                const char *access_key_id,
                                const char *access_key_secret,
                                const char *security_token);
void np_practice_state_set_semantics (NpPracticeState *self, NpPracticeSemantics semantics);
void np_practice_state_set_latency (NpPracticeState *self, guint milliseconds);
void np_practice_state_set_clock_offset (NpPracticeState *self, gint64 seconds);
void np_practice_state_set_identity (NpPracticeState *self, const char *identity_type);
void np_practice_state_set_rights (NpPracticeState *self, NpPracticeRights rights);
void np_practice_state_push_fault (NpPracticeState *self,
                                   const char *operation,
                                   NpPracticeFault fault);
guint np_practice_state_get_n_pending_faults (NpPracticeState *self);
GPtrArray *np_practice_state_dup_requests (NpPracticeState *self);
GBytes *np_practice_state_dup_model_json (NpPracticeState *self, const char *model_id);
gboolean np_practice_state_put_model_json (NpPracticeState *self,
                                           const char *model_id,
                                           const char *json);
char **np_practice_state_dup_model_ids (NpPracticeState *self);

G_END_DECLS
