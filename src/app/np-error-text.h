/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can be done about a failure from the place where it is told. */
typedef enum
{
  NP_ERROR_OFFER_NONE = 0,
  NP_ERROR_OFFER_TRY_AGAIN = 1 << 0,
  NP_ERROR_OFFER_CHANGE_KEY = 1 << 1,
  NP_ERROR_OFFER_SET_CLOCK = 1 << 2,
  NP_ERROR_OFFER_ASK_ADMINISTRATOR = 1 << 3,
  NP_ERROR_OFFER_TROUBLESHOOTING = 1 << 4,
  NP_ERROR_OFFER_LOOK_ELSEWHERE = 1 << 5,
  NP_ERROR_OFFER_DIAGNOSE = 1 << 6,
} NpErrorOffers;

/* Marks words of a report. They stay in English, the language of whoever looks into it. */
#define NP_TERM(text) text

char *np_error_text_dup_heading (const GError *error, const char *operation);
char *np_error_text_dup_sentence (const GError *error, const char *operation);
char *np_error_text_dup_next_step (const GError *error, const char *operation);
char *np_error_text_dup_line (const GError *error, const char *operation);
NpErrorOffers np_error_text_get_offers (const GError *error, const char *operation);
char *np_error_text_dup_link (const GError *error);

G_END_DECLS
