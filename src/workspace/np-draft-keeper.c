/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-draft-keeper.h"

#include "np-seam.h"
#include "np-timer-private.h"

/* From the first keystroke that is not written down yet to the write: who types
 * without a pause has it written once in this time too. A second at most may be lost,
 * and the disk needs a part of that. */
#define DELAY_MS 500
#define RETRY_MS 10000

struct _NpDraftKeeper
{
  GObject parent_instance;

  /* Owned */
  NpModelForm *form; /* NULL once it was left */
  NpStore *store;
  char *key;
  char *model_id;
  NpDraft *stored; /* nullable: what the store has */
  NpDraft *left;   /* nullable: what the form held when it was left */
  GPtrArray *flushes;

  /* State */
  gint64 edited_at;
  guint timer;
  gboolean is_sure;      /* of what the store has */
  gboolean is_long_wait; /* what the timer waits for: the next try after a failure */
  guint n_writes;        /* on their way */
  gboolean is_stale;     /* something was edited since the last write was begun */
  gboolean has_failed;
};

/* One write on its way. */
typedef struct
{
  NpDraftKeeper *keeper;
  NpDraft *draft; /* nullable: it is dropped */
} Write;

G_DEFINE_FINAL_TYPE (NpDraftKeeper, np_draft_keeper, G_TYPE_OBJECT)

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void write_draft (NpDraftKeeper *self);

static gboolean
write_cb (gpointer user_data)
{
  NpDraftKeeper *self = user_data;

  self->timer = 0;
  write_draft (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_write (NpDraftKeeper *self, guint milliseconds)
{
  np_timer_clear (&self->timer);
  self->timer = np_timer_add (milliseconds, write_cb, self);
  self->is_long_wait = milliseconds > DELAY_MS;
}

static gboolean
is_edited (NpDraftKeeper *self)
{
  return self->form != NULL && np_model_form_get_is_dirty (self->form);
}

static void
end_flushes (NpDraftKeeper *self, const GError *error)
{
  g_autoptr (GPtrArray) flushes = g_steal_pointer (&self->flushes);

  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < flushes->len; i++)
    {
      if (error != NULL)
        g_task_return_error (flushes->pdata[i], g_error_copy (error));
      else
        g_task_return_boolean (flushes->pdata[i], TRUE);
    }
}

static void
note_failure (NpDraftKeeper *self, const GError *error)
{
  gboolean is_first = !self->has_failed;

  self->is_stale = TRUE;
  self->has_failed = TRUE;
  /* The program ends, and who ended it was told by its flush. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    np_timer_clear (&self->timer);
  else
    wait_for_write (self, RETRY_MS);
  end_flushes (self, error);
  if (is_first)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
note_success (NpDraftKeeper *self)
{
  if (!self->has_failed)
    return;
  self->has_failed = FALSE;
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, NULL);
}

static void
write_free (Write *write)
{
  g_object_unref (write->keeper);
  g_clear_pointer (&write->draft, np_draft_unref);
  g_free (write);
}

static void
note_written (NpDraftKeeper *self, NpDraft *draft)
{
  note_success (self);
  self->is_sure = TRUE;
  g_clear_pointer (&self->stored, np_draft_unref);
  self->stored = draft != NULL ? np_draft_ref (draft) : NULL;
  if (self->n_writes > 0)
    return;
  if (!self->is_stale)
    end_flushes (self, NULL);
  else if (self->flushes->len > 0 || !is_edited (self))
    write_draft (self);
  else
    wait_for_write (self, DELAY_MS);
}

static void
end_write (Write *write, const GError *error)
{
  write->keeper->n_writes--;
  if (error != NULL)
    note_failure (write->keeper, error);
  else
    note_written (write->keeper, write->draft);
  write_free (write);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  np_store_save_draft_finish (NP_STORE (source), result, &error);
  end_write (user_data, error);
}

static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  np_store_drop_draft_finish (NP_STORE (source), result, &error);
  end_write (user_data, error);
}

static gboolean
is_stored (NpDraftKeeper *self, NpDraft *draft)
{
  if (!self->is_sure)
    return FALSE;
  if (draft == NULL || self->stored == NULL)
    return draft == self->stored;
  return np_draft_equal (draft, self->stored);
}

static void
start_write (NpDraftKeeper *self)
{
  g_autoptr (NpDraft) draft = np_draft_keeper_dup_draft (self);
  Write *write = NULL;

  np_timer_clear (&self->timer);
  self->is_stale = FALSE;
  if (self->n_writes == 0 && is_stored (self, draft))
    {
      end_flushes (self, NULL);
      return;
    }
  write = g_new0 (Write, 1);
  write->keeper = g_object_ref (self);
  write->draft = g_steal_pointer (&draft);
  self->n_writes++;
  if (write->draft != NULL)
    np_store_save_draft_async (self->store, self->key, write->draft, NULL, saved_cb, write);
  else
    np_store_drop_draft_async (self->store, self->key, self->model_id, NULL, dropped_cb, write);
}

/* One write at a time; what is typed meanwhile makes another one. */
static void
write_draft (NpDraftKeeper *self)
{
  if (self->n_writes == 0)
    start_write (self);
}

/* A form without edits has nothing that would be worth a delay. */
static void
edited_cb (NpDraftKeeper *self)
{
  gboolean is_dirty = is_edited (self);

  if (is_dirty)
    self->edited_at = np_seam_get_real_time (np_seam_get_default ());
  self->is_stale = TRUE;
  if (self->n_writes > 0)
    return;
  if (!is_dirty)
    write_draft (self);
  else if (self->timer == 0 || self->is_long_wait)
    wait_for_write (self, DELAY_MS);
}

static void
np_draft_keeper_finalize (GObject *object)
{
  NpDraftKeeper *self = NP_DRAFT_KEEPER (object);

  np_timer_clear (&self->timer);
  g_clear_object (&self->form);
  g_object_unref (self->store);
  g_free (self->key);
  g_free (self->model_id);
  g_clear_pointer (&self->stored, np_draft_unref);
  g_clear_pointer (&self->left, np_draft_unref);
  g_ptr_array_unref (self->flushes);

  G_OBJECT_CLASS (np_draft_keeper_parent_class)->finalize (object);
}

static void
np_draft_keeper_class_init (NpDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_draft_keeper_finalize;

  /**
   * NpDraftKeeper::failed:
   * @self: a keeper
   * @error: (nullable): a %G_IO_ERROR that says why; %NULL when it works again
   *
   * The edits could not be written down. It is tried again every ten seconds and with the
   * next edit.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", NP_TYPE_DRAFT_KEEPER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
np_draft_keeper_init (NpDraftKeeper *self)
{
  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * np_draft_keeper_new:
 * @form: the form, with the model already in it
 * @store: where to write
 * @key: what the drafts are kept under
 * @model_id: the model
 *
 * Returns: (transfer full): a keeper that does nothing yet
 */
NpDraftKeeper *
np_draft_keeper_new (NpModelForm *form, NpStore *store, const char *key, const char *model_id)
{
  NpDraftKeeper *self = g_object_new (NP_TYPE_DRAFT_KEEPER, NULL);

  self->form = g_object_ref (form);
  self->store = g_object_ref (store);
  self->key = g_strdup (key);
  self->model_id = g_strdup (model_id);
  return self;
}

/**
 * np_draft_keeper_start:
 * @self: a new keeper
 * @draft: (nullable): the draft that the form was filled with
 * @is_stored: whether the store has just this, or just none
 *
 * Writes down from now on what is edited, half a second after the first edit that
 * is not written.
 */
void
np_draft_keeper_start (NpDraftKeeper *self, NpDraft *draft, gboolean is_stored)
{
  g_return_if_fail (NP_IS_DRAFT_KEEPER (self));

  self->is_sure = is_stored;
  self->is_stale = !is_stored;
  if (draft != NULL)
    self->edited_at = np_draft_get_edited_at (draft);
  if (draft != NULL && is_stored)
    self->stored = np_draft_ref (draft);
  g_signal_connect_object (self->form, "notify", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
  /* A draft that says nothing new is dropped, one that is not written down is written. */
  if (!is_stored || (draft != NULL && !is_edited (self)))
    write_draft (self);
}

/**
 * np_draft_keeper_is_for:
 * @self: a keeper
 * @key: what drafts are kept under
 * @model_id: a model
 *
 * Returns: whether it keeps the draft of that model
 */
gboolean
np_draft_keeper_is_for (NpDraftKeeper *self, const char *key, const char *model_id)
{
  g_return_val_if_fail (NP_IS_DRAFT_KEEPER (self), FALSE);

  return g_str_equal (self->key, key) && g_str_equal (self->model_id, model_id);
}

/**
 * np_draft_keeper_get_is_pending:
 * @self: a keeper
 *
 * Returns: whether something is not written down yet
 */
gboolean
np_draft_keeper_get_is_pending (NpDraftKeeper *self)
{
  g_return_val_if_fail (NP_IS_DRAFT_KEEPER (self), FALSE);

  return self->n_writes > 0 || self->is_stale;
}

/**
 * np_draft_keeper_dup_draft:
 * @self: a keeper
 *
 * Returns: (transfer full) (nullable): what the form holds, or held when it was left;
 *   %NULL if that was no edit
 */
NpDraft *
np_draft_keeper_dup_draft (NpDraftKeeper *self)
{
  g_return_val_if_fail (NP_IS_DRAFT_KEEPER (self), NULL);

  if (self->form != NULL)
    return np_model_form_dup_draft (self->form, self->edited_at);
  return self->left != NULL ? np_draft_ref (self->left) : NULL;
}

/**
 * np_draft_keeper_leave:
 * @self: a keeper
 *
 * Takes down what the form holds now, writes it at once and follows the form no
 * more: it is about to hold another model. If the write fails it is tried again as
 * before.
 */
void
np_draft_keeper_leave (NpDraftKeeper *self)
{
  g_return_if_fail (NP_IS_DRAFT_KEEPER (self));

  if (self->form == NULL)
    return;
  self->left = np_draft_keeper_dup_draft (self);
  g_signal_handlers_disconnect_by_func (self->form, edited_cb, self);
  g_clear_object (&self->form);
  /* At once, also behind a write that is on its way: the store does one after the other,
   * and whoever opens the model next asks the store. */
  start_write (self);
}

/**
 * np_draft_keeper_give_up:
 * @self: a keeper that was left
 *
 * Tries no more: another keeper has taken over what it held.
 */
void
np_draft_keeper_give_up (NpDraftKeeper *self)
{
  g_return_if_fail (NP_IS_DRAFT_KEEPER (self));

  np_timer_clear (&self->timer);
  self->is_stale = FALSE;
}

/**
 * np_draft_keeper_flush_async:
 * @self: a keeper
 * @cancellable: (nullable): stops waiting
 * @callback: called when everything is written down, or could not be
 * @user_data: passed to @callback
 *
 * Writes at once what is not written down yet.
 */
void
np_draft_keeper_flush_async (NpDraftKeeper *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (NP_IS_DRAFT_KEEPER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_draft_keeper_flush_async);
  g_ptr_array_add (self->flushes, g_steal_pointer (&task));
  write_draft (self);
}

/**
 * np_draft_keeper_flush_finish:
 * @self: a keeper
 * @result: what the callback got
 * @error: set to a %G_IO_ERROR
 *
 * Returns: whether everything is written down
 */
gboolean
np_draft_keeper_flush_finish (NpDraftKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
