/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-document.h"

#include "np-document-private.h"

#include "np-late-look-private.h"

G_DEFINE_FINAL_TYPE (NpDocument, np_document, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_MODEL_ID,
  PROP_LOADING,
  PROP_SAVING,
  PROP_REVIEW_STATE,
  PROP_CONFLICT,
  PROP_DRAFT_NOTE,
  PROP_DRAFT_EDITED_AT,
  N_PROPS
};

enum
{
  SIGNAL_DRAFT_FAILED,
  SIGNAL_CHANGED_AFTER_SAVE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Edits that are all put back collide with nothing, and came from no draft. */
static void
dirty_cb (NpDocument *self)
{
  if (np_model_form_get_is_dirty (self->form))
    return;
  np_document_drop_unneeded_conflict (self);
  np_document_set_draft_note (self, NP_DRAFT_NOTE_NONE, 0, 0);
}

static void
np_document_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpDocument *self = NP_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_MODEL_ID:
      g_value_set_string (value, self->model_id);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, np_document_get_is_loading (self));
      break;
    case PROP_SAVING:
      g_value_set_boolean (value, self->is_saving);
      break;
    case PROP_REVIEW_STATE:
      g_value_set_int (value, (int) self->review_state);
      break;
    case PROP_CONFLICT:
      g_value_set_object (value, self->conflict);
      break;
    case PROP_DRAFT_NOTE:
      g_value_set_int (value, (int) self->draft_note);
      break;
    case PROP_DRAFT_EDITED_AT:
      g_value_set_int64 (value, self->draft_edited_at);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_document_dispose (GObject *object)
{
  NpDocument *self = NP_DOCUMENT (object);

  np_document_end_review (self);
  g_ptr_array_set_size (self->late_looks, 0);
  np_document_leave_draft (self);

  G_OBJECT_CLASS (np_document_parent_class)->dispose (object);
}

static void
np_document_finalize (GObject *object)
{
  NpDocument *self = NP_DOCUMENT (object);

  g_clear_object (&self->form);
  g_clear_object (&self->workspace);
  g_clear_object (&self->home);
  g_clear_object (&self->library);
  g_clear_object (&self->reading);
  g_clear_object (&self->conflict);
  g_ptr_array_unref (self->late_looks);
  g_ptr_array_unref (self->left_keepers);
  g_clear_pointer (&self->orphan, np_draft_unref);
  g_free (self->model_id);

  G_OBJECT_CLASS (np_document_parent_class)->finalize (object);
}

static void
install_signals (NpDocumentClass *klass)
{
  /**
   * NpDocument::draft-failed:
   * @self: a document
   * @error: (nullable): a %G_IO_ERROR that says why; %NULL when it works again
   *
   * What is typed could not be written down. It is tried again every ten seconds and
   * after each edit; this is told once, until it has worked again.
   */
  signals[SIGNAL_DRAFT_FAILED] = g_signal_new ("draft-failed", G_TYPE_FROM_CLASS (klass),
                                               G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, G_TYPE_ERROR);
  /**
   * NpDocument::changed-after-save:
   * @self: a document
   * @outcome: a save of this document, maybe of a model that is no longer open
   * @undone: what would bring the saved values back: the old texts are those of
   *   somebody else, the new ones those that were saved
   *
   * Somebody wrote over what was saved, within fifteen seconds after it.
   */
  signals[SIGNAL_CHANGED_AFTER_SAVE] =
      g_signal_new ("changed-after-save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 2, NP_TYPE_SAVE_OUTCOME, NP_TYPE_MODEL_CHANGES);
}

static void
np_document_class_init (NpDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_document_get_property;
  object_class->dispose = np_document_dispose;
  object_class->finalize = np_document_finalize;

  /**
   * NpDocument:model-id:
   *
   * The model that the form holds, %NULL when none is open.
   */
  properties[PROP_MODEL_ID] = g_param_spec_string ("model-id", NULL, NULL, NULL, flags);
  /**
   * NpDocument:loading:
   *
   * Whether a model is being read.
   */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  /**
   * NpDocument:saving:
   *
   * Whether a save is under way.
   */
  properties[PROP_SAVING] = g_param_spec_boolean ("saving", NULL, NULL, FALSE, flags);
  /**
   * NpDocument:review-state:
   *
   * What is known of the model while its changes are reviewed: an #NpReviewState.
   */
  properties[PROP_REVIEW_STATE] = g_param_spec_int ("review-state", NULL, NULL, NP_REVIEW_NONE,
                                                    NP_REVIEW_FAILED, NP_REVIEW_NONE, flags);
  /**
   * NpDocument:conflict:
   *
   * What others changed and is edited here too, %NULL when there is no such thing.
   */
  properties[PROP_CONFLICT] = g_param_spec_object ("conflict", NULL, NULL, NP_TYPE_MODEL_MERGE,
                                                   flags);
  /**
   * NpDocument:draft-note:
   *
   * What became of edits that were not saved last time: an #NpDraftNote.
   */
  properties[PROP_DRAFT_NOTE] = g_param_spec_int ("draft-note", NULL, NULL, NP_DRAFT_NOTE_NONE,
                                                  NP_DRAFT_NOTE_CONFLICT, NP_DRAFT_NOTE_NONE,
                                                  flags);
  /**
   * NpDocument:draft-edited-at:
   *
   * When they were typed, in microseconds since 1970; 0 when there are none.
   */
  properties[PROP_DRAFT_EDITED_AT] = g_param_spec_int64 ("draft-edited-at", NULL, NULL, 0,
                                                         G_MAXINT64, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals (klass);
}

static void
np_document_init (NpDocument *self)
{
  self->late_looks = g_ptr_array_new_with_free_func ((GDestroyNotify) np_late_look_stop);
  self->left_keepers = g_ptr_array_new_with_free_func (g_object_unref);
}

/*< private >
 * np_document_set_reading:
 * @self: a document
 * @reading: (nullable): the read that may fill the form from now on
 *
 * A read before it fills nothing any more.
 */
void
np_document_set_reading (NpDocument *self, GCancellable *reading)
{
  if (self->reading == reading)
    return;
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_set_object (&self->reading, reading);
  self->is_reloading = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/*< private >
 * np_document_set_saving:
 * @self: a document
 * @is_saving: whether a save is under way
 */
void
np_document_set_saving (NpDocument *self, gboolean is_saving)
{
  self->is_saving = is_saving;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVING]);
}

/*< private >
 * np_document_set_model_id:
 * @self: a document
 * @model_id: (nullable): the model that the form holds
 */
void
np_document_set_model_id (NpDocument *self, const char *model_id)
{
  if (g_strcmp0 (self->model_id, model_id) == 0)
    return;
  g_free (self->model_id);
  self->model_id = g_strdup (model_id);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL_ID]);
}

/*< private >
 * np_document_set_conflict:
 * @self: a document
 * @conflict: (nullable): what collides
 */
void
np_document_set_conflict (NpDocument *self, NpModelMerge *conflict)
{
  if (g_set_object (&self->conflict, conflict))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONFLICT]);
}

/*< private >
 * np_document_set_review_state:
 * @self: a document
 * @state: what is known while the review is open
 * @n_joined: in how many fields changes of others come together with the edits
 */
void
np_document_set_review_state (NpDocument *self, NpReviewState state, guint n_joined)
{
  if (self->review_state == state && self->review_n_joined == n_joined)
    return;
  self->review_state = state;
  self->review_n_joined = n_joined;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVIEW_STATE]);
}

/*< private >
 * np_document_set_draft_note:
 * @self: a document
 * @note: what became of edits that were not saved last time
 * @edited_at: when they were typed, in microseconds since 1970; 0 if there are none
 * @n_joined: in how many fields changes of others were joined with them
 */
void
np_document_set_draft_note (NpDocument *self,
                            NpDraftNote note,
                            gint64 edited_at,
                            guint n_joined)
{
  if (self->draft_note == note && self->draft_edited_at == edited_at)
    return;
  self->draft_note = note;
  self->draft_edited_at = edited_at;
  self->draft_n_joined = n_joined;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAFT_EDITED_AT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAFT_NOTE]);
}

/*< private >
 * np_document_emit_draft_failed:
 * @self: a document
 * @error: why what is typed could not be written or read
 */
void
np_document_emit_draft_failed (NpDocument *self, const GError *error)
{
  g_signal_emit (self, signals[SIGNAL_DRAFT_FAILED], 0, error);
}

/*< private >
 * np_document_emit_changed_after_save:
 * @self: a document
 * @outcome: a save
 * @undone: what would bring its values back
 */
void
np_document_emit_changed_after_save (NpDocument *self,
                                     NpSaveOutcome *outcome,
                                     NpModelChanges *undone)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED_AFTER_SAVE], 0, outcome, undone);
}

/**
 * np_document_new:
 * @form: the form that the screen is bound to
 *
 * The open document: which model the form holds, and the way in and out of it.
 *
 * Returns: (transfer full): a document with no model open
 */
NpDocument *
np_document_new (NpModelForm *form)
{
  NpDocument *self = NULL;

  g_return_val_if_fail (NP_IS_MODEL_FORM (form), NULL);

  self = g_object_new (NP_TYPE_DOCUMENT, NULL);
  self->form = g_object_ref (form);
  g_signal_connect_object (form, "notify::dirty", G_CALLBACK (dirty_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * np_document_set_library:
 * @self: a document
 * @library: (nullable): where drafts and the history are kept; %NULL to keep none
 */
void
np_document_set_library (NpDocument *self, NpLibrary *library)
{
  g_return_if_fail (NP_IS_DOCUMENT (self));

  g_set_object (&self->library, library);
}

/**
 * np_document_set_workspace:
 * @self: a document
 * @workspace: (nullable): the workspace on show
 *
 * Sets where np_document_undo_save_async() goes while no model is open.
 */
void
np_document_set_workspace (NpDocument *self, NpWorkspace *workspace)
{
  g_return_if_fail (NP_IS_DOCUMENT (self));

  g_set_object (&self->home, workspace);
}

/**
 * np_document_get_form:
 * @self: a document
 *
 * Returns: (transfer none): the form
 */
NpModelForm *
np_document_get_form (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), NULL);

  return self->form;
}

/**
 * np_document_get_workspace:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): where the open model lives
 */
NpWorkspace *
np_document_get_workspace (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), NULL);

  return self->workspace;
}

/**
 * np_document_get_model_id:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): the model that is open
 */
const char *
np_document_get_model_id (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), NULL);

  return self->model_id;
}

/**
 * np_document_get_is_loading:
 * @self: a document
 *
 * Returns: whether a model is being read
 */
gboolean
np_document_get_is_loading (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), FALSE);

  return self->reading != NULL;
}

/**
 * np_document_get_is_saving:
 * @self: a document
 *
 * Returns: whether a save is under way
 */
gboolean
np_document_get_is_saving (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), FALSE);

  return self->is_saving;
}

/**
 * np_document_close:
 * @self: a document
 *
 * Closes the model: the form is empty afterwards, and a read under way fills
 * nothing. Unsaved edits are written down and come back when the model is opened
 * again; np_document_discard_draft() before it forgets them.
 */
void
np_document_close (NpDocument *self)
{
  g_return_if_fail (NP_IS_DOCUMENT (self));

  np_document_set_reading (self, NULL);
  np_document_end_review (self);
  np_document_set_conflict (self, NULL);
  g_ptr_array_set_size (self->late_looks, 0);
  np_document_leave_draft (self);
  np_document_set_orphan (self, NULL);
  np_document_set_model_id (self, NULL);
  np_model_form_set_model (self->form, NULL);
  g_clear_object (&self->workspace);
}
