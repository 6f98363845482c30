/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-error-text.h"

G_BEGIN_DECLS

/* What a person reads of one kind of failure. All texts are untranslated, and may
 * have names in braces in them, for what is known of the failure: see
 * np_error_text_fill(). */
typedef struct
{
  const char *heading;
  const char *sentence;
  const char *next_step;
  NpErrorOffers offers;
} NpErrorText;

const NpErrorText *np_error_text_find_code (const char *code);
const NpErrorText *np_error_text_find_for_list (const GError *error);
const NpErrorText *np_error_text_find_local (const GError *error);
const NpErrorText *np_error_text_find_kind (const GError *error);
char *np_error_text_fill (const char *text, const GError *error);

G_END_DECLS
