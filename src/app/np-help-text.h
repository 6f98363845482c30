/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  NP_HELP_TITLE,
  NP_HELP_HEADING,
  NP_HELP_PARAGRAPH,
  NP_HELP_BULLET,
  NP_HELP_NUMBER,
  NP_HELP_CODE,
} NpHelpKind;

/* A part of a page of the guide. */
typedef struct
{
  NpHelpKind kind;
  char *mark;                /* of a list, such as “2.”; else NULL */
  char *text;                /* as it is shown */
  PangoAttrList *attributes; /* what is bold, slanted or set like code in it */
} NpHelpBlock;

GPtrArray *np_help_text_parse (const char *text);
char *np_help_text_dup_title (const char *text);
void np_help_block_free (gpointer data);

G_END_DECLS
