/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-keyring-guard-private.h"

#include <glib/gstdio.h>

#include "np-accounts-error.h"
#include "np-keyring-file-private.h"
#include "np-keyring-private.h"

/* One for the process, as libsecret's own reader of the file is. */
static enum
{
  GUARD_NEW,       /* no call was made in this run */
  GUARD_OPEN,      /* calls are let through */
  GUARD_SUSPENDED, /* the last run ended within a call */
} guard_state;

static guint calls; /* that were let through and did not return yet */

/* Beside the file itself: where that is kept, the mark is kept too. */
static char *
dup_mark_path (void)
{
  g_autofree char *path = np_keyring_file_dup_path ();

  return g_strconcat (path, ".nameplate-reading", NULL);
}

static void
remove_mark (void)
{
  g_autofree char *path = dup_mark_path ();

  g_unlink (path);
}

typedef struct
{
  GFile *file;
  const char *const *attributes;
  guint n_items;
} EnterOperation;

static void
enter_operation_free (EnterOperation *op)
{
  g_object_unref (op->file);
  g_free (op);
}

static void
let_through (GTask *task)
{
  calls++;
  g_task_return_boolean (task, TRUE);
}

static void
return_damaged (GTask *task)
{
  g_task_return_new_error (task, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_DAMAGED,
                           "The keyring's file is damaged");
}

/* A disk on which nothing can be written is no reason to go without the key. */
static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, NULL);
  let_through (task);
}

static void
leave_mark (GTask *task)
{
  g_autofree char *path = dup_mark_path ();
  g_autoptr (GFile) mark = g_file_new_for_path (path);

  g_file_replace_contents_async (mark, "", 0, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                 marked_cb, g_object_ref (task));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EnterOperation *op = g_task_get_task_data (task);
  char *bytes = NULL;
  gsize length = 0;
  g_autoptr (GBytes) contents = NULL;
  GError *error = NULL;

  if (!g_file_load_contents_finish (op->file, result, &bytes, &length, NULL, &error))
    {
      g_task_return_error (task, np_keyring_take_error (error));
      return;
    }
  contents = g_bytes_new_take (bytes, length);
  if (np_keyring_file_check (contents, op->attributes, &op->n_items))
    leave_mark (task);
  else
    return_damaged (task);
}

/* No file yet is fine: there is nothing in it that could be damaged. */
static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EnterOperation *op = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (op->file, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_error_free (error);
      let_through (task);
    }
  else if (info == NULL)
    g_task_return_error (task, np_keyring_take_error (error));
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_task_return_new_error (task, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_FAILED,
                             "There is no file where the keyring's file should be");
  else if (g_file_info_get_size (info) > NP_KEYRING_FILE_MAX_SIZE)
    return_damaged (task);
  else
    g_file_load_contents_async (op->file, NULL, loaded_cb, g_object_ref (task));
}

static gboolean
find_suspended (void)
{
  if (guard_state == GUARD_NEW)
    {
      g_autofree char *mark = dup_mark_path ();

      guard_state = g_file_test (mark, G_FILE_TEST_EXISTS) ? GUARD_SUSPENDED : GUARD_OPEN;
    }

  return guard_state == GUARD_SUSPENDED;
}

/**
 * np_keyring_guard_enter_async:
 * @attributes: (array zero-terminated=1): the attributes that our items have, static
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Asks whether libsecret can be called now. Where the keyring is a program of
 * its own it always can.
 */
void
np_keyring_guard_enter_async (const char *const *attributes,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *path = NULL;
  EnterOperation *op = g_new0 (EnterOperation, 1);

  g_task_set_source_tag (task, np_keyring_guard_enter_async);
  path = np_keyring_file_dup_path ();
  op->file = g_file_new_for_path (path);
  op->attributes = attributes;
  g_task_set_task_data (task, op, (GDestroyNotify) enter_operation_free);
  if (!np_keyring_file_is_used ())
    let_through (task);
  else if (find_suspended ())
    g_task_return_new_error (task, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_SUSPENDED,
                             "The program ended while it read the keyring's file");
  else
    g_file_query_info_async (op->file,
                             G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                             G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, NULL, found_cb,
                             g_steal_pointer (&task));
}

/**
 * np_keyring_guard_enter_finish:
 * @result: the operation's result
 * @out_n_items: (out): how many items of ours the file holds, to be read or not;
 *   0 where the keyring is no file
 * @error: return location
 *
 * Returns: whether to call libsecret, and then np_keyring_guard_leave(); if not,
 *   with %NP_ACCOUNTS_ERROR_KEYRING_DAMAGED, %NP_ACCOUNTS_ERROR_KEYRING_SUSPENDED, or what
 *   stands in the way of reading the file
 */
gboolean
np_keyring_guard_enter_finish (GAsyncResult *result, guint *out_n_items, GError **error)
{
  EnterOperation *op = g_task_get_task_data (G_TASK (result));

  *out_n_items = op->n_items;

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * np_keyring_guard_leave:
 *
 * The call to libsecret returned.
 */
void
np_keyring_guard_leave (void)
{
  calls--;
  if (calls == 0)
    np_keyring_guard_close ();
}

/**
 * np_keyring_guard_retry:
 *
 * Lets the next call through again, although the last run ended within one.
 */
void
np_keyring_guard_retry (void)
{
  guard_state = GUARD_OPEN;
}

/**
 * np_keyring_guard_close:
 *
 * The program ends in good order, perhaps within a call that waits for the person:
 * that is not what the mark is for.
 */
void
np_keyring_guard_close (void)
{
  if (guard_state == GUARD_OPEN && np_keyring_file_is_used ())
    remove_mark ();
}
