/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NP_TYPE_ACCOUNT_DOT (np_account_dot_get_type ())
G_DECLARE_FINAL_TYPE (NpAccountDot, np_account_dot, NP, ACCOUNT_DOT, GtkWidget)

G_END_DECLS
