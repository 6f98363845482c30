/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NP_PRACTICE_IDENTITY_DEFAULT "RAMUser"

const char *np_practice_identity_get_user_id (const char *identity_type);
void np_practice_identity_append_members (const char *identity_type, GString *out);

G_END_DECLS
