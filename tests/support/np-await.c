/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-await.h"

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/**
 * np_await_step:
 * @limit: the monotonic time at which waiting has failed
 * @what: what is waited for, for the message
 *
 * Runs one turn of the main loop, sleeping in it for at most 50 ms.
 */
void
np_await_step (gint64 limit, const char *what)
{
  guint source = 0;

  if (g_get_monotonic_time () > limit)
    g_error ("Waited too long for: %s", what);

  source = g_timeout_add (50, wake_cb, NULL);
  g_main_context_iteration (NULL, TRUE);
  if (g_main_context_find_source_by_id (NULL, source) != NULL)
    g_source_remove (source);
}

/**
 * np_await_condition:
 * @condition: (scope call): is asked after every turn of the main loop
 * @user_data: passed to @condition
 * @what: what is waited for, for the message
 *
 * Runs the main loop until @condition returns %TRUE.
 */
void
np_await_condition (NpAwaitCondition condition, gpointer user_data, const char *what)
{
  gint64 limit = g_get_monotonic_time () + NP_AWAIT_LIMIT_MS * G_TIME_SPAN_MILLISECOND;

  while (!condition (user_data))
    np_await_step (limit, what);
}

/**
 * np_await_result_cb:
 * @source: (nullable): the object of the operation
 * @result: its result
 * @slot: where a `GAsyncResult *` is waited for
 *
 * The callback to give to any `_async` function that np_await_result() waits for.
 */
void
np_await_result_cb (GObject *source, GAsyncResult *result, gpointer slot)
{
  GAsyncResult **place = slot;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

/**
 * np_await_result:
 * @slot: the place given to np_await_result_cb()
 *
 * Runs the main loop until the operation is done.
 *
 * Returns: (transfer full): its result
 */
GAsyncResult *
np_await_result (GAsyncResult **slot)
{
  np_await_true (*slot != NULL);
  return g_steal_pointer (slot);
}

/**
 * np_await_nothing_pending:
 *
 * Runs what the main loop has ready, and nothing more.
 */
void
np_await_nothing_pending (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/**
 * np_await_finalized:
 * @object_slot: the address of a pointer that a weak pointer watches
 *
 * Runs the main loop until the object is gone: a callback in flight may hold
 * the last reference.
 */
void
np_await_finalized (gpointer object_slot)
{
  gpointer *place = object_slot;

  if (*place != NULL)
    g_test_message ("waiting for the end of a %s with %u references",
                    G_OBJECT_TYPE_NAME (*place), G_OBJECT (*place)->ref_count);
  np_await_true (*place == NULL);
}
