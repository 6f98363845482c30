/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-practice-query.h"
#include "np-practice-store.h"

G_BEGIN_DECLS

gboolean np_practice_permission_covers (NpPracticeRights rights,
                                        NpPracticeRecord *model,
                                        const char *user_id);
void np_practice_permission_append_members (NpPracticeRights rights,
                                            const char *code,
                                            GString *out);

G_END_DECLS
