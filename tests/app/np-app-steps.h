/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-app-rig.h"

G_BEGIN_DECLS

/* What a person does in the window, step by step through its widgets. */
void app_rig_fill_connect (
    AppRig *self, const char *url, const char *key_id, const char *secret, const char *token);
void app_rig_connect_to (AppRig *self, const char *url, const char *token);
void app_rig_connect (AppRig *self);
void app_rig_open (AppRig *self, const char *link);
void app_rig_connect_and_open (AppRig *self);
void app_rig_start_practice (AppRig *self);

/* The rows of the form. */
GtkWidget *app_rig_get_row (AppRig *self, NpFieldId id);
GtkWidget *app_rig_get_editor (AppRig *self, NpFieldId id);
void app_rig_edit (AppRig *self, NpFieldId id, const char *text);
char *app_rig_dup_shown (AppRig *self, NpFieldId id);
char *app_rig_dup_problem (AppRig *self, NpFieldId id);
gboolean app_rig_has_error (GtkWidget *root, const char *part);
gboolean app_rig_is_marked (AppRig *self, NpFieldId id);
gboolean app_rig_is_shown (AppRig *self, NpFieldId id, const char *text);
void app_rig_assert_shown (AppRig *self, NpFieldId id, const char *text);

/* All eleven fields, and the body that they make. */
extern const char *const app_rig_texts[NP_N_FIELDS];
extern const char *const app_rig_body;
void app_rig_edit_all (AppRig *self);
void app_rig_assert_all_shown (AppRig *self);

gboolean app_rig_can_save (AppRig *self);
/* Up to the review; through it too, if there is one even for what does no harm. */
void app_rig_set_reviews_harmless (gboolean reviews_harmless);
void app_rig_press_save (AppRig *self);
void app_rig_save (AppRig *self);
GtkWidget *app_rig_find_question (void);
void app_rig_answer (AppRig *self, const char *label);

G_END_DECLS
