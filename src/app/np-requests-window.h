/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-request-log.h"

G_BEGIN_DECLS

#define NP_TYPE_REQUESTS_WINDOW (np_requests_window_get_type ())
G_DECLARE_FINAL_TYPE (NpRequestsWindow, np_requests_window, NP, REQUESTS_WINDOW, AdwWindow)

NpRequestsWindow *np_requests_window_new (GtkWindow *parent, NpRequestLog *log);

G_END_DECLS
