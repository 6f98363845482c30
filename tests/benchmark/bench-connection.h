/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BENCH_MAX_REQUEST 65536

/* What has arrived on a connection and is not answered yet. */
typedef struct
{
  int fd;
  gsize length;
  char data[BENCH_MAX_REQUEST + 1]; /* a NUL behind it */
} BenchConnection;

/* Answers the request at the start of the data. Returns its length, 0 if it is not all
 * there, -1 if the connection is broken. */
typedef gssize (*BenchAnswer) (BenchConnection *connection);

int bench_serve (BenchAnswer answer);

G_END_DECLS
