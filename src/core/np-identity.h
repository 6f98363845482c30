/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whose an AccessKey is. */
typedef enum
{
  NP_IDENTITY_UNKNOWN,
  NP_IDENTITY_ACCOUNT, /* the main account itself: its key may do everything */
  NP_IDENTITY_RAM_USER,
  NP_IDENTITY_ASSUMED_ROLE,
} NpIdentityType;

NpIdentityType np_identity_type_parse (const char *text);

G_END_DECLS
