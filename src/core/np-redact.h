/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands where a secret stood. */
#define NP_REDACTED "[removed]"

/* Takes the secrets out of a text that comes in pieces of any size. */
typedef struct _NpRedactor NpRedactor;

NpRedactor *np_redactor_new (void);
void np_redactor_free (NpRedactor *self);
void np_redactor_feed (NpRedactor *self, const char *data, gsize length, GString *out);
void np_redactor_end (NpRedactor *self, GString *out);

char *np_redact_text (const char *text);
char *np_redact_start (const char *text, gsize length, gsize max_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpRedactor, np_redactor_free)

G_END_DECLS
