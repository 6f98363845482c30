/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-app-rig.h"

G_BEGIN_DECLS

/* How many models the practice service has: in its two workspaces, of the account
 * altogether, and public ones. */
#define RIG_WORKSPACE    "第一工作空间"
#define RIG_WORKSPACE_ID "324017"
#define RIG_SECOND       "Research team"
#define RIG_SECOND_ID    "324058"
#define RIG_N_FIRST      "20 models · just now"
#define RIG_N_SECOND     "7 models · just now"
#define RIG_N_ALL        "27 models · just now"
#define RIG_N_PUBLIC     "4 models · just now"

/* What a person sees of the list, and does with it. */
GtkWidget *app_list_get_pane (AppRig *self);
GListModel *app_list_get_shown (AppRig *self);
guint app_list_count (AppRig *self);
char *app_list_dup_name (AppRig *self, guint position);
char *app_list_dup_names (AppRig *self);
char *app_list_dup_id (AppRig *self, guint position);
gboolean app_list_says (AppRig *self, const char *status);
void app_list_await (AppRig *self, const char *status);
void app_list_watch (AppRig *self);
GtkWidget *app_list_find_row (AppRig *self, const char *name);
gboolean app_list_is_unsaved (AppRig *self, const char *name);
void app_list_assert_first (AppRig *self, const char *name);

GtkWidget *app_list_get_search (AppRig *self);
void app_list_search (AppRig *self, const char *text);
void app_list_choose (AppRig *self, guint position);
void app_list_scroll_to (AppRig *self, guint position);
void app_list_choose_name (AppRig *self, const char *name);
void app_list_do (AppRig *self, const char *action, const char *target);
void app_list_pick (AppRig *self, const char *button, const char *submenu, const char *label);
void app_list_add_models (AppRig *self, guint n);

AppRig *app_list_rig_new (void);
gboolean app_list_is_open (AppRig *self, const char *name);
void app_list_await_open (AppRig *self, const char *name);

G_END_DECLS
