/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-app-rig.h"

G_BEGIN_DECLS

typedef enum
{
  SCREEN_WINDOW, /* as wide as a person makes it */
  SCREEN_DIALOG, /* at most as wide as it wants to be */
  SCREEN_FIXED,  /* GTK's own, which has one size */
} ScreenKind;

/* One screen of the program. Widgets are reached by their actions and types, as
 * their names differ from language to language. */
typedef struct
{
  const char *name;
  GtkWidget *(*show) (AppRig *rig); /* returns the window to look at */
  ScreenKind kind;
} Screen;

typedef void (*ScreenVisit) (const Screen *screen);
void screens_visit (ScreenVisit take);

G_END_DECLS
