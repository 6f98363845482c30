/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-save-flow.h"

#include "np-api-error.h"
#include "np-conflict-dialog.h"
#include "np-review-dialog.h"

/* One save as a person goes through it: look at the changes, decide where
 * somebody else changed the same, send. The steps below stand in the order in
 * which they run; a decision leads back to the first. */
typedef struct
{
  GtkWindow *parent; /* a weak pointer: the flow keeps no window open */
  gboolean reviews_harmless;
  NpModelChanges *agreed; /* what the person has agreed to send; NULL for nothing */
} SaveFlow;

static void begin (GTask *task);
static void review (GTask *task);
static void decide (GTask *task);
static void save (GTask *task);

static void
save_flow_free (gpointer data)
{
  SaveFlow *flow = data;

  g_clear_weak_pointer (&flow->parent);
  g_clear_pointer (&flow->agreed, np_model_changes_unref);
  g_free (flow);
}

static void
stop (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nothing was sent");
  g_object_unref (task);
}

static gboolean
has_change (NpModelChanges *changes, NpModelChanges *other, guint i)
{
  guint found = 0;

  return np_model_changes_has_field (changes, np_model_changes_get_field (other, i), &found) &&
         g_str_equal (np_model_changes_get_old_text (changes, found),
                      np_model_changes_get_old_text (other, i)) &&
         g_str_equal (np_model_changes_get_new_text (changes, found),
                      np_model_changes_get_new_text (other, i));
}

/* Whether a person has seen all of this before, as it is, and wanted it sent. */
static gboolean
is_agreed (SaveFlow *flow, NpModelChanges *changes)
{
  guint n = np_model_changes_get_length (changes);

  if (flow->agreed == NULL || np_model_changes_get_length (flow->agreed) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (!has_change (flow->agreed, changes, i))
        return FALSE;
    }
  return TRUE;
}

/* A public model, an emptied field and a new name are always looked at. */
static void
begin (GTask *task)
{
  NpDocument *document = g_task_get_source_object (task);
  SaveFlow *flow = g_task_get_task_data (task);
  NpModelForm *form = np_document_get_form (document);
  g_autoptr (NpModelChanges) changes = NULL;

  if (np_document_get_model_id (document) == NULL || !np_model_form_get_can_save (form))
    {
      stop (task);
      return;
    }
  changes = np_model_form_dup_changes (form);
  if (!is_agreed (flow, changes) &&
      (flow->reviews_harmless || !np_model_changes_get_is_harmless (changes)))
    review (task);
  else
    save (task);
}

static void
agree (NpDocument *document, GTask *task)
{
  SaveFlow *flow = g_task_get_task_data (task);

  g_clear_pointer (&flow->agreed, np_model_changes_unref);
  flow->agreed = np_model_form_dup_changes (np_document_get_form (document));
}

static void
reviewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (NpDocument) document = g_object_ref (NP_DOCUMENT (source));
  NpReviewAnswer answer = np_review_dialog_run_finish (result, NULL);

  if (answer == NP_REVIEW_ANSWER_SEND)
    {
      agree (document, task);
      save (task);
    }
  /* Not earlier: a save takes over what the review has read. */
  np_document_end_review (document);
  if (answer == NP_REVIEW_ANSWER_DECIDE)
    decide (task);
  else if (answer != NP_REVIEW_ANSWER_SEND)
    stop (task);
}

static void
review (GTask *task)
{
  NpDocument *document = g_task_get_source_object (task);
  SaveFlow *flow = g_task_get_task_data (task);

  np_document_begin_review (document);
  np_review_dialog_run_async (document, flow->parent, g_task_get_cancellable (task),
                              reviewed_cb, task);
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  NpDocument *document = g_task_get_source_object (task);

  if (np_conflict_dialog_run_finish (result, NULL))
    {
      np_document_settle_conflict (document, NP_MODEL_MERGE (source));
      begin (task);
      return;
    }
  np_document_drop_conflict (document);
  stop (task);
}

static void
decide (GTask *task)
{
  NpDocument *document = g_task_get_source_object (task);
  SaveFlow *flow = g_task_get_task_data (task);
  NpModelMerge *merge = np_document_get_conflict (document);

  if (merge != NULL)
    np_conflict_dialog_run_async (merge, flow->parent, g_task_get_cancellable (task),
                                  decided_cb, task);
  else
    begin (task);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  NpDocument *document = NP_DOCUMENT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpSaveOutcome) outcome = np_document_save_finish (document, result, &error);

  if (g_error_matches (error, NP_API_ERROR, NP_API_ERROR_CONFLICT) &&
      np_document_get_conflict (document) != NULL)
    {
      decide (task);
      return;
    }
  if (outcome != NULL)
    g_task_return_pointer (task, g_steal_pointer (&outcome),
                           (GDestroyNotify) np_save_outcome_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

static void
save (GTask *task)
{
  np_document_save_async (g_task_get_source_object (task), g_task_get_cancellable (task),
                          saved_cb, task);
}

/**
 * np_save_flow_run_async:
 * @document: a document with a model open
 * @parent: the window that asks
 * @reviews_harmless: whether changes that do no harm are reviewed too
 * @agreed: (nullable): what a person has agreed to send before: it is not reviewed again
 * @cancellable: (nullable): ends what is under way and closes what is asked
 * @callback: called at the end
 * @user_data: passed to @callback
 *
 * Saves what the form holds. Before that a person looks at the changes; where
 * somebody else changed the same values meanwhile, decides between them, and
 * looks at what comes of it. Going back ends with %G_IO_ERROR_CANCELLED and sends
 * nothing, as does a form without anything valid to send.
 */
void
np_save_flow_run_async (NpDocument *document,
                        GtkWindow *parent,
                        gboolean reviews_harmless,
                        NpModelChanges *agreed,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  SaveFlow *flow = NULL;
  GTask *task = NULL;

  g_return_if_fail (NP_IS_DOCUMENT (document));
  g_return_if_fail (GTK_IS_WINDOW (parent));

  flow = g_new0 (SaveFlow, 1);
  g_set_weak_pointer (&flow->parent, parent);
  flow->reviews_harmless = reviews_harmless;
  flow->agreed = agreed != NULL ? np_model_changes_ref (agreed) : NULL;

  task = g_task_new (document, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_save_flow_run_async);
  /* What was sent is told, whatever is cancelled after it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, flow, save_flow_free);
  begin (task);
}

/**
 * np_save_flow_run_finish:
 * @document: a document
 * @result: what the callback got
 * @out_agreed: (out) (nullable): what the person has agreed to send
 * @error: set as by np_document_save_finish(), or %G_IO_ERROR_CANCELLED when
 *   nothing was to be sent
 *
 * Returns: (transfer full) (nullable): what the save came to, or %NULL with @error set
 */
NpSaveOutcome *
np_save_flow_run_finish (NpDocument *document,
                         GAsyncResult *result,
                         NpModelChanges **out_agreed,
                         GError **error)
{
  SaveFlow *flow = NULL;

  g_return_val_if_fail (g_task_is_valid (result, document), NULL);

  flow = g_task_get_task_data (G_TASK (result));
  *out_agreed = flow->agreed != NULL ? np_model_changes_ref (flow->agreed) : NULL;
  return g_task_propagate_pointer (G_TASK (result), error);
}
