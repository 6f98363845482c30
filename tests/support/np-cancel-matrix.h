/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One asynchronous function, and how to call it in a world of the test's own. */
typedef struct
{
  const char *name; /* of the function, with _async */
  void (*start) (gpointer world,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data);
  void (*finish) (gpointer world, GAsyncResult *result, GError **error); /* frees what it got */
  gboolean goes_on; /* what was begun is brought to its end, whoever cancels */
} NpCancelCase;

/* Where the functions are called: made anew for each moment, and freed with an
 * assertion that nothing holds any part of it. */
typedef struct
{
  gpointer (*make) (void);
  void (*free) (gpointer world);
  guint (*count_writes) (gpointer world); /* nullable: what reached the other side so far */
  guint n_turns;                          /* of the main loop in which to cancel */
  gboolean is_lazy;                       /* nothing is written before the first turn */
} NpCancelWorld;

void np_cancel_matrix_run (const NpCancelWorld *kind, const NpCancelCase *item);
void np_cancel_matrix_drop (gpointer object);
void np_cancel_matrix_assert_complete (const char *room,
                                       const NpCancelCase *cases,
                                       gsize n_cases,
                                       const char *const *without);

G_END_DECLS
