/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How long any wait may take before the test fails, in milliseconds. A limit
 * against hanging, never a measure. */
#define NP_AWAIT_LIMIT_MS 20000

typedef gboolean (*NpAwaitCondition) (gpointer user_data);

void np_await_result_cb (GObject *source, GAsyncResult *result, gpointer slot);
GAsyncResult *np_await_result (GAsyncResult **slot);
void np_await_condition (NpAwaitCondition condition, gpointer user_data, const char *what);
void np_await_nothing_pending (void);
void np_await_finalized (gpointer object_slot);

/* Runs the main loop until EXPRESSION is true. */
#define np_await_true(expression)                                                             \
  G_STMT_START                                                                                \
  {                                                                                           \
    gint64 np_limit_ = g_get_monotonic_time () + NP_AWAIT_LIMIT_MS * G_TIME_SPAN_MILLISECOND; \
    while (!(expression))                                                                     \
      {                                                                                       \
        np_await_step (np_limit_, #expression);                                               \
      }                                                                                       \
  }                                                                                           \
  G_STMT_END

void np_await_step (gint64 limit, const char *what);

G_END_DECLS
