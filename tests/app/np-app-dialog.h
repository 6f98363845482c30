/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-app-steps.h"

G_BEGIN_DECLS

/* The dialogs of a save, as a person uses them. */
#define RIG_MODEL_JSON(members) \
  "{\"ModelId\":\"" RIG_MODEL_ID "\",\"ModelName\":\"Plain\"," members "}"

AppRig *app_rig_new_with_model (const char *json);
void app_rig_put_model (AppRig *self, const char *json);
GtkWidget *app_rig_await_review (AppRig *self);
GtkWidget *app_rig_await_conflict (AppRig *self);
void app_rig_press_key (gpointer window, const char *trigger);
void app_rig_press_enter (gpointer window);
void app_rig_choose (gpointer root, const char *side);
guint app_rig_count_widgets (gpointer root, GType type);
char *app_rig_dup_body (AppRig *self);
char *app_rig_dup_stored (AppRig *self, const char *member);

G_END_DECLS
