/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-app-rig.h"

G_BEGIN_DECLS

/* Closes the window as a person does, waits until the program has ended, and
 * starts it anew. */
void app_drafts_close (AppRig *self);
void app_drafts_restart (AppRig *self);
gboolean app_drafts_is_closed (void);

/* The model that is open, by its name in the form; and what the banner says. */
gboolean app_drafts_is_open (AppRig *self, const char *name);
void app_drafts_await_open (AppRig *self, const char *name);
gboolean app_drafts_has_banner (AppRig *self, const char *part);

/* What is in the files of the program. */
gboolean app_drafts_is_on_disk (const char *text);

/* Harms what is kept of the save that was made as the Nth, from 1. */
void app_drafts_damage_save (guint n);

/* From now on no file of the program can grow, as on a full disk. */
void app_drafts_fill_disk (void);
void app_drafts_free_disk (void);

G_END_DECLS
