/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

/* Which models were opened last, and which are starred. The practice workspace
 * is new at every start, so nothing of it is remembered. */

static gboolean
is_starred (NpWindow *self, const char *model_id)
{
  for (guint i = 0; self->stars != NULL && i < g_list_model_get_n_items (self->stars); i++)
    {
      g_autoptr (GObject) mark = g_list_model_get_item (self->stars, i);
      g_autofree char *id = NULL;

      g_object_get (mark, "model-id", &id, NULL);
      if (g_strcmp0 (id, model_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
update_starred (NpWindow *self)
{
  self->is_starred = is_starred (self, np_window_get_open_model_id (self));
  np_window_notify_starred (self);
}

/* A question for the marks of one account. */
typedef struct
{
  NpWindow *window;   /* owned */
  NpAccount *account; /* owned */
} MarksRequest;

static void
marks_request_free (MarksRequest *request)
{
  g_object_unref (request->window);
  g_object_unref (request->account);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarksRequest, marks_request_free)

static void
marks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarksRequest) request = user_data;
  NpWindow *self = request->window;
  g_autoptr (GListModel) recents = NULL;
  g_autoptr (GListModel) stars = NULL;

  /* Another account, or none, may be on show by now. */
  if (!np_library_load_marks_finish (NP_LIBRARY (source), result, &recents, &stars, NULL) ||
      g_cancellable_is_cancelled (self->cancellable) || request->account != self->account)
    return;
  g_set_object (&self->stars, stars);
  g_set_object (&self->recents, recents);
  update_starred (self);
}

/**
 * np_window_load_marks: (skip)
 * @self: a window
 */
void
np_window_load_marks (NpWindow *self)
{
  MarksRequest *request = NULL;

  if (self->account == NULL)
    return;
  request = g_new0 (MarksRequest, 1);
  request->window = g_object_ref (self);
  request->account = g_object_ref (self->account);
  np_library_load_marks_async (self->library, np_account_get_id (self->account),
                               np_workspace_get_host (self->workspace), self->cancellable,
                               marks_cb, request);
}

static const char *
get_open_name (NpWindow *self)
{
  NpModel *model = np_model_form_get_model (
      np_document_get_form (np_window_get_document (self)));

  return np_model_get_text (model, NP_FIELD_MODEL_NAME);
}

/**
 * np_window_remember_model: (skip)
 * @self: a window with a model open
 *
 * Puts the open model on top of those that were opened last, and tells whether
 * it is starred.
 */
void
np_window_remember_model (NpWindow *self)
{
  update_starred (self);
  if (self->account != NULL)
    np_library_add_recent (self->library, np_account_get_id (self->account),
                           np_workspace_get_host (self->workspace),
                           np_window_get_open_model_id (self), get_open_name (self));
  np_window_load_marks (self);
}

/**
 * np_window_set_starred: (skip)
 * @self: a window
 * @starred: whether the open model is to be starred
 */
void
np_window_set_starred (NpWindow *self, gboolean starred)
{
  if (self->is_starred == starred || self->account == NULL ||
      np_window_get_open_model_id (self) == NULL)
    return;
  self->is_starred = starred;
  np_library_set_star (self->library, np_account_get_id (self->account),
                       np_workspace_get_host (self->workspace),
                       np_window_get_open_model_id (self), get_open_name (self), starred);
  np_window_notify_starred (self);
  np_window_load_marks (self);
}
