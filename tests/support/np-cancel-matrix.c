/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-cancel-matrix.h"

#include "np-await.h"

typedef enum
{
  BEFORE,
  AT_ONCE,
  SOON,
  AFTER,
} Moment;

typedef struct
{
  GAsyncResult *result;
  guint n_calls;
} Answer;

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->n_calls++;
  g_set_object (&answer->result, result);
}

static guint
count_writes (const NpCancelWorld *kind, gpointer world)
{
  return kind->count_writes != NULL ? kind->count_writes (world) : 0;
}

static void
start (const NpCancelCase *item,
       gpointer world,
       GCancellable *cancellable,
       Moment moment,
       guint n_turns,
       Answer *answer)
{
  if (moment == BEFORE)
    g_cancellable_cancel (cancellable);
  item->start (world, cancellable, answer_cb, answer);
  g_assert_cmpuint (answer->n_calls, ==, 0);
  for (guint i = 0; moment == SOON && i < n_turns; i++)
    g_main_context_iteration (NULL, FALSE);
  if (moment == AFTER)
    np_await_true (answer->n_calls > 0);
  g_cancellable_cancel (cancellable);
}

static void
assert_end (const NpCancelCase *item, Moment moment, const GError *error)
{
  gboolean must_end = !item->goes_on && (moment == BEFORE || moment == AT_ONCE);

  if (error != NULL || must_end)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
has_handlers (GCancellable *cancellable)
{
  guint signal_id = g_signal_lookup ("cancelled", G_TYPE_CANCELLABLE);

  return g_signal_handler_find (cancellable, G_SIGNAL_MATCH_ID, signal_id, 0, NULL, NULL,
                                NULL) != 0;
}

static void
run (const NpCancelWorld *kind, const NpCancelCase *item, Moment moment, guint n_turns)
{
  gpointer world = kind->make ();
  guint n_before = count_writes (kind, world);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Answer answer = { NULL, 0 };

  g_test_message ("%s, moment %u, %u turns", item->name, (guint) moment, n_turns);
  start (item, world, cancellable, moment, n_turns, &answer);
  np_await_true (answer.n_calls > 0);
  item->finish (world, answer.result, &error);
  assert_end (item, moment, error);
  g_clear_object (&answer.result);
  np_await_nothing_pending ();
  if (!item->goes_on && (moment == BEFORE || (moment == AT_ONCE && kind->is_lazy)))
    g_assert_cmpuint (count_writes (kind, world), ==, n_before);
  g_assert_cmpuint (answer.n_calls, ==, 1);
  /* A cancellable that lives as long as a screen must not gather handlers. */
  np_await_true (!has_handlers (cancellable));
  kind->free (world);
}

/**
 * np_cancel_matrix_drop:
 * @object: (transfer full): an object of a world
 *
 * Gives up what should be the last reference, and waits until the object is gone.
 */
void
np_cancel_matrix_drop (gpointer object)
{
  g_object_add_weak_pointer (object, &object);
  g_object_unref (object);
  np_await_finalized (&object);
}

/**
 * np_cancel_matrix_run:
 * @kind: the world to call it in
 * @item: a function
 *
 * Cancels a call before it, right after it, at every turn of the main loop from
 * then on, and after its answer. There must be one answer, which is
 * %G_IO_ERROR_CANCELLED or no error at all, nothing may be written that was
 * cancelled in time, and nothing may be left.
 */
void
np_cancel_matrix_run (const NpCancelWorld *kind, const NpCancelCase *item)
{
  run (kind, item, BEFORE, 0);
  run (kind, item, AT_ONCE, 0);
  for (guint n_turns = 1; n_turns <= kind->n_turns; n_turns++)
    run (kind, item, SOON, n_turns);
  run (kind, item, AFTER, 0);
}

static gboolean
is_listed (const char *name,
           const NpCancelCase *cases,
           gsize n_cases,
           const char *const *without)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      if (g_str_equal (cases[i].name, name))
        return TRUE;
    }
  return without != NULL && g_strv_contains (without, name);
}

static guint
check_header (const char *path, const NpCancelCase *cases, gsize n, const char *const *without)
{
  g_autofree char *text = NULL;
  g_autoptr (GRegex) regex = g_regex_new ("\\bnp_\\w+_async(?= \\()", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) error = NULL;
  guint n_found = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 0);

      if (!is_listed (name, cases, n, without))
        g_error ("%s is in no list of calls to cancel", name);
      n_found++;
    }
  return n_found;
}

/**
 * np_cancel_matrix_assert_complete:
 * @room: a folder of src
 * @cases: the functions that are tried
 * @n_cases: their number
 * @without: (nullable) (array zero-terminated=1): those that nobody can cancel
 *
 * Asserts that each asynchronous function of the room's headers is in one of the
 * two lists, so that a new one cannot be forgotten.
 */
void
np_cancel_matrix_assert_complete (const char *room,
                                  const NpCancelCase *cases,
                                  gsize n_cases,
                                  const char *const *without)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "src", room, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name = NULL;
  gsize n_listed = n_cases + (without != NULL ? g_strv_length ((char **) without) : 0);
  guint n_found = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".h"))
        n_found += check_header (path, cases, n_cases, without);
    }
  g_assert_cmpuint (n_found, ==, n_listed);
}
