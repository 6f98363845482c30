/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Reading a file that somebody chose. It may be anything: a device, a pipe, a
 * file of many gigabytes. */

#include "config.h"

#include "np-profile-list.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "np-seam.h"

#define ATTRIBUTES                                                  \
  G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE \
                                 "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME

/* One more than is taken, to see that there is more. */
#define BUFFER_SIZE (NP_PROFILE_LIST_MAX_BYTES + 1)

typedef struct
{
  /* Owned */
  GFileInputStream *stream;
  char *file_name;
  char *buffer; /* wiped when freed */
} LoadOperation;

static void
load_operation_free (gpointer data)
{
  LoadOperation *operation = data;

  if (operation->buffer != NULL)
    explicit_bzero (operation->buffer, BUFFER_SIZE);
  g_free (operation->buffer);
  g_free (operation->file_name);
  g_clear_object (&operation->stream);
  g_free (operation);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Takes @fault over. GIO's own messages name the path in the language of the
 * system; the dialog knows which file it is about. */
static void
fail_reading (GTask *task, GError *fault)
{
  g_autoptr (GError) error = fault;
  const char *message = _ ("This file cannot be read. Copy it to another place and choose the "
                           "copy.");

  if (is_cancelled (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    message = _ ("This file is no longer there. Choose another one.");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    message = _ ("You may not read this file. Ask its owner for the right, or choose another "
                 "one.");
  g_task_return_new_error (task, NP_PROFILE_ERROR, NP_PROFILE_ERROR_UNREADABLE, "%s", message);
}

static gboolean
check_info (GFileInfo *info, GError **error)
{
  guint32 type = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_STANDARD_TYPE);

  /* Links are followed: this one goes nowhere. */
  if (type == G_FILE_TYPE_SYMBOLIC_LINK)
    {
      g_set_error_literal (error, NP_PROFILE_ERROR, NP_PROFILE_ERROR_UNREADABLE,
                           _ ("This is a link to a file that is not there. Choose another "
                              "one."));
      return FALSE;
    }
  if (type != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, NP_PROFILE_ERROR, NP_PROFILE_ERROR_NOT_A_FILE,
                           _ ("This is a folder or a device. Choose a file."));
      return FALSE;
    }
  if (g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_STANDARD_SIZE) >
      NP_PROFILE_LIST_MAX_BYTES)
    {
      g_set_error_literal (error, NP_PROFILE_ERROR, NP_PROFILE_ERROR_TOO_LARGE,
                           _ ("This file is larger than 1 MiB. Files with keys are much "
                              "smaller: choose another one."));
      return FALSE;
    }
  return TRUE;
}

/* Not g_input_stream_read_bytes_async(): its memory is never wiped. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoadOperation *operation = g_task_get_task_data (task);
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GError) error = NULL;
  NpProfileList *list = NULL;
  gsize length = 0;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    {
      fail_reading (task, g_steal_pointer (&error));
      return;
    }

  content = g_bytes_new_static (operation->buffer, length);
  list = np_profile_list_parse (content, operation->file_name,
                                np_seam_get_real_time (np_seam_get_default ()) / G_USEC_PER_SEC,
                                &error);
  if (list != NULL)
    g_task_return_pointer (task, list, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* What was opened may be another thing than what was looked at before. */
static void
query_open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoadOperation *operation = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = NULL;

  info = g_file_input_stream_query_info_finish (G_FILE_INPUT_STREAM (source), result, &error);
  if (info == NULL)
    {
      fail_reading (task, g_steal_pointer (&error));
      return;
    }
  if (!check_info (info, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  operation->buffer = g_malloc (BUFFER_SIZE);
  g_input_stream_read_all_async (G_INPUT_STREAM (source), operation->buffer, BUFFER_SIZE,
                                 G_PRIORITY_DEFAULT, cancellable, read_cb,
                                 g_steal_pointer (&task));
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoadOperation *operation = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;

  operation->stream = g_file_read_finish (G_FILE (source), result, &error);
  if (operation->stream == NULL)
    {
      fail_reading (task, g_steal_pointer (&error));
      return;
    }

  g_file_input_stream_query_info_async (
      operation->stream, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
      G_PRIORITY_DEFAULT, cancellable, query_open_cb, g_steal_pointer (&task));
}

/* Opening a pipe would wait for whoever writes to it, so look first. */
static void
query_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoadOperation *operation = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info == NULL)
    {
      fail_reading (task, g_steal_pointer (&error));
      return;
    }
  if (!check_info (info, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  operation->file_name = g_strdup (g_file_info_get_display_name (info));
  g_file_read_async (G_FILE (source), G_PRIORITY_DEFAULT, cancellable, open_cb,
                     g_steal_pointer (&task));
}

/**
 * np_profile_list_load_async:
 * @file: the file that the user chose
 * @cancellable: (nullable): to stop
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads a file and parses it with np_profile_list_parse(), at this moment's time.
 * Only a regular file of at most %NP_PROFILE_LIST_MAX_BYTES is opened; a link
 * is followed, as the CLI does. What was read is wiped before @callback is called
 * or shortly after.
 */
void
np_profile_list_load_async (GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_profile_list_load_async);
  g_task_set_task_data (task, g_new0 (LoadOperation, 1), load_operation_free);
  g_file_query_info_async (file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           cancellable, query_cb, task);
}

/**
 * np_profile_list_load_finish:
 * @result: what the callback was given
 * @error: return location for an `NP_PROFILE_ERROR`, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the profiles, at least one, or %NULL with @error set
 */
NpProfileList *
np_profile_list_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, np_profile_list_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
