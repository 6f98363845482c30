/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-save-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "np-compat.h"

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_filename_display_name (name), g_free);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GBytes *text = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = np_choose_file_finish (result, &error);

  if (file == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_file_replace_contents_bytes_async (file, text, NULL, FALSE, G_FILE_CREATE_NONE, cancellable,
                                       written_cb, g_steal_pointer (&task));
}

/**
 * np_save_text_async:
 * @parent: the window that asks
 * @title: what is asked for
 * @file_name: the name to begin with
 * @text: what to write
 * @cancellable: (nullable): takes the question back
 * @callback: called when it is written
 * @user_data: passed to @callback
 *
 * Lets a person choose a file and writes a text into it.
 */
void
np_save_text_async (GtkWindow *parent,
                    const char *title,
                    const char *file_name,
                    const char *text,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_save_text_async);
  g_task_set_task_data (task, g_bytes_new (text, strlen (text)),
                        (GDestroyNotify) g_bytes_unref);
  np_choose_new_file_async (parent, title, file_name, cancellable, chosen_cb, task);
}

/**
 * np_save_text_finish:
 * @result: what the callback got
 *
 * Returns: (transfer full) (nullable): a sentence that says where the text is, or why
 *   it was not written; %NULL when no file was chosen or the question was taken back
 */
char *
np_save_text_finish (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_task_propagate_pointer (G_TASK (result), &error);

  if (name != NULL)
    /* Translators: the name of a file */
    return g_strdup_printf (_ ("Saved as “%s”."), name);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  /* Translators: why a file was not written, in the words of the system */
  return g_strdup_printf (_ ("Not saved. %s"), error->message);
}

/**
 * np_save_draft_async:
 * @parent: the window that asks
 * @draft: unsaved changes
 * @cancellable: (nullable): takes the question back
 * @callback: called when they are written
 * @user_data: passed to @callback
 *
 * Lets a person choose a file and writes unsaved changes into it, as JSON. Its end
 * is that of np_save_text_async().
 */
void
np_save_draft_async (GtkWindow *parent,
                     NpDraft *draft,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autofree char *text = np_draft_dup_export (draft);
  g_autofree char *name = g_strconcat (np_draft_get_model_id (draft), ".json", NULL);

  np_save_text_async (parent, _ ("Export Unsaved Changes"), name, text, cancellable, callback,
                      user_data);
}
