/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

#include "np-account.h"

G_BEGIN_DECLS

void np_account_warn_main (GtkWindow *parent, NpAccount *account);

G_END_DECLS
