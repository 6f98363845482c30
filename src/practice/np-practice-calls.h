/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-practice-auth.h"
#include "np-practice-service.h"
#include "np-practice-store.h"

G_BEGIN_DECLS

/* Where a method and a path lead. */
typedef struct
{
  const char *operation; /* static, NULL when nothing is there */
  const char *version;   /* static, of its API */
  char *model_id;        /* decoded, NULL when the path holds none */
  char *workspace_id;    /* the same */
  char *permission_code; /* the same */
  NpPracticeProblem problem;
} NpPracticeRoute;

void np_practice_route_init (NpPracticeRoute *self, const char *method, const char *path);
void np_practice_route_clear (NpPracticeRoute *self);

NpPracticeProblem np_practice_calls_check (const NpPracticeRoute *route,
                                           const NpPracticeCall *call);
NpPracticeProblem np_practice_calls_run (NpPracticeStore *store,
                                         const NpPracticeRoute *route,
                                         const NpPracticeCall *call,
                                         NpPracticeSemantics semantics,
                                         gint64 now,
                                         GString *out,
                                         char **out_detail);

G_END_DECLS
