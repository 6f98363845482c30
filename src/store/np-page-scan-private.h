/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NP_PAGE_VALUE_NULL,
  NP_PAGE_VALUE_NUMBER,
  NP_PAGE_VALUE_TEXT,
  NP_PAGE_VALUE_BLOB,
} NpPageValueKind;

/* A value of a row; the bytes are those of the page. */
typedef struct
{
  NpPageValueKind kind;
  gint64 number;
  const guint8 *data;
  gsize length;
} NpPageValue;

/* More columns than any table has. */
#define NP_PAGE_MAX_VALUES 32

typedef void (*NpPageRowFunc) (gint64 id,
                               const NpPageValue *values,
                               guint n_values,
                               gpointer user_data);

void np_page_scan (
    GBytes *file, GBytes *log, guint32 widths, NpPageRowFunc func, gpointer user_data);

G_END_DECLS
