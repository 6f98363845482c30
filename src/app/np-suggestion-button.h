/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NP_TYPE_SUGGESTION_BUTTON (np_suggestion_button_get_type ())
G_DECLARE_FINAL_TYPE (NpSuggestionButton, np_suggestion_button, NP, SUGGESTION_BUTTON, AdwBin)

G_END_DECLS
