/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-json-private.h"

G_BEGIN_DECLS

/* Walks through our own JSON of strings. Unlike a document of the service it may
 * have any size: what a person typed has no limit. Once something is wrong, or
 * not what was asked for, nothing more is read. */
typedef struct
{
  /* Borrowed */
  const char *text;
  const char *at;
  const char *end;

  /* Owned */
  NpJsonFault fault; /* with a message once something was wrong */
} NpJsonCursor;

void np_json_cursor_init (NpJsonCursor *cursor, const char *text);
gboolean np_json_cursor_try_mark (NpJsonCursor *cursor, char mark);
gboolean np_json_cursor_take_mark (NpJsonCursor *cursor, char mark);
char *np_json_cursor_take_string (NpJsonCursor *cursor);
gboolean np_json_cursor_refuse (NpJsonCursor *cursor);
gboolean np_json_cursor_finish (NpJsonCursor *cursor, GError **error);

G_END_DECLS
