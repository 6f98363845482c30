/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-app-find.h"
#include "np-field.h"
#include "np-practice-service.h"

G_BEGIN_DECLS

#define RIG_MODEL_ID   "model-rbvg5wzljz0000ks92"
#define RIG_MODEL_NAME "新闻分类"
#define RIG_OTHER_ID   "model-l6fz8eygvs6g4ck614"
#define RIG_OTHER_NAME "Invoice Reader"
#define RIG_LINK                                                                        \
  "https://pai.console.aliyun.com/?regionId=cn-hangzhou&workspaceId=324017#/ai-assets/" \
  "models/" RIG_MODEL_ID "/detail"

#define RIG_KEY_ID "LTAI5tAppTestKeyId"
#define RIG_SECRET "AppTestNotARealSecret0123456789"
#define RIG_TOKEN  "CAISAppTestNotARealToken+/0123456789=="

/* The application in this process, as main() makes it, with settings and a
 * keyring of its own; and the practice service that stands for the real one. */
typedef struct
{
  /* Owned */
  GtkApplication *application;
  NpPracticeService *service;

  /* Borrowed from the application */
  GtkWindow *window;

  /* Owned by the test, watched until the end */
  GPtrArray *watches;
} AppRig;

void app_rig_init (int *argc, char ***argv);
int app_rig_run (void);

AppRig *app_rig_new (void);
void app_rig_free (AppRig *self);
void app_rig_start (AppRig *self);
void app_rig_stop (AppRig *self);
void app_rig_watch (AppRig *self, gpointer object);

/* Toasts: what the one on the screen says, and its button. */
char *app_rig_dup_toast (AppRig *self);
gboolean app_rig_has_toast (AppRig *self);
void app_rig_await_toast (AppRig *self, const char *part);
gboolean app_rig_toast_stays (AppRig *self);
void app_rig_click_toast (AppRig *self, const char *button);
gboolean app_rig_shows_page (AppRig *self, const char *page);
void app_rig_await_page (AppRig *self, const char *page);

/* What the service got. */
guint app_rig_count (AppRig *self, const char *operation);
NpPracticeRequest *app_rig_get_last (GPtrArray *requests, const char *operation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppRig, app_rig_free)

G_END_DECLS
