/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-json.h"

G_BEGIN_DECLS

/* A JSON object whose members keep their order and the very tokens they came
 * in: a number that nobody changed leaves with the digits it arrived with. */
typedef struct _NpPracticeRecord NpPracticeRecord;

NpPracticeRecord *np_practice_record_new (const NpJsonValue *object);
void np_practice_record_free (NpPracticeRecord *self);
const char *np_practice_record_get_raw (NpPracticeRecord *self, const char *key);
NpJson *np_practice_record_parse (NpPracticeRecord *self, const char *key);
char *np_practice_record_dup_string (NpPracticeRecord *self, const char *key);
void np_practice_record_set_raw (NpPracticeRecord *self, const char *key, const char *raw);
void np_practice_record_set_value (NpPracticeRecord *self,
                                   const char *key,
                                   const NpJsonValue *value);
void np_practice_record_set_string (NpPracticeRecord *self, const char *key, const char *text);
void np_practice_record_remove (NpPracticeRecord *self, const char *key);
void np_practice_record_append_members (NpPracticeRecord *self,
                                        const char *except,
                                        GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpPracticeRecord, np_practice_record_free)

G_END_DECLS
