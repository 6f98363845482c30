/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-practice-record.h"
#include "np-practice-service.h"

G_BEGIN_DECLS

/* The models and workspaces that the practice service holds. Knows nothing of
 * HTTP, threads or who may do what. */
typedef struct _NpPracticeStore NpPracticeStore;

NpPracticeStore *np_practice_store_new (void);
void np_practice_store_free (NpPracticeStore *self);
GPtrArray *np_practice_store_get_models (NpPracticeStore *self);
GPtrArray *np_practice_store_get_workspaces (NpPracticeStore *self);
const char *np_practice_store_get_identity (NpPracticeStore *self);
void np_practice_store_set_identity (NpPracticeStore *self, const char *identity_type);
NpPracticeRights np_practice_store_get_rights (NpPracticeStore *self);
void np_practice_store_set_rights (NpPracticeStore *self, NpPracticeRights rights);
gboolean np_practice_store_has_workspace (NpPracticeStore *self, const char *workspace_id);
NpPracticeRecord *np_practice_store_find_model (NpPracticeStore *self, const char *model_id);
gboolean np_practice_store_put_model (NpPracticeStore *self,
                                      const char *model_id,
                                      const char *json,
                                      gint64 now);
void np_practice_store_touch (NpPracticeRecord *model, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpPracticeStore, np_practice_store_free)

G_END_DECLS
