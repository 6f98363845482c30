/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-review-private.h"

#include "np-timer-private.h"
#include "np-workspace-private.h"

struct _NpReview
{
  GObject parent_instance;

  /* Owned */
  NpWorkspace *workspace;
  char *model_id;
  NpModel *model;        /* nullable: what the last read showed */
  GCancellable *reading; /* nullable */

  /* State */
  gint64 sent_at; /* when the read under way was sent */
  gint64 read_at; /* when that of MODEL was */
  gboolean has_failed;
  guint timer;
};

G_DEFINE_FINAL_TYPE (NpReview, np_review, G_TYPE_OBJECT)

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void read_model (NpReview *self);

static gboolean
read_again_cb (gpointer user_data)
{
  NpReview *self = user_data;

  self->timer = 0;
  read_model (self);
  return G_SOURCE_REMOVE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpReview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) model = np_client_get_model_finish (NP_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_set_object (&self->model, model);
  self->read_at = self->sent_at;
  self->has_failed = model == NULL;
  g_clear_object (&self->reading);
  self->timer = np_timer_add (NP_REVIEW_INTERVAL_MS, read_again_cb, self);
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0);
}

static void
second_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpModel) model = np_client_get_model_finish (NP_CLIENT (source), result, NULL);
}

/* What the second read answers is not looked at. It opens, and keeps open, a second
 * connection: a save sends its witness and its PUT at the same time, and neither
 * shall wait for a handshake. */
static void
read_model (NpReview *self)
{
  NpClient *client = np_workspace_get_client (self->workspace);

  self->reading = g_cancellable_new ();
  self->sent_at = np_timer_get_time ();
  np_client_get_model_async (client, self->model_id, self->reading, read_cb,
                             g_object_ref (self));
  np_client_get_model_async (client, self->model_id, self->reading, second_cb, NULL);
}

static void
np_review_dispose (GObject *object)
{
  NpReview *self = NP_REVIEW (object);

  np_review_stop (self);
  g_clear_object (&self->workspace);
  g_clear_object (&self->model);
  g_clear_pointer (&self->model_id, g_free);

  G_OBJECT_CLASS (np_review_parent_class)->dispose (object);
}

static void
np_review_class_init (NpReviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = np_review_dispose;

  /**
   * NpReview::answered:
   * @self: a review
   *
   * A read has ended, well or not.
   */
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", NP_TYPE_REVIEW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
np_review_init (NpReview *self)
{
}

/*< private >
 * np_review_new:
 * @workspace: where the model lives
 * @model_id: the model
 *
 * Returns: (transfer full): a review that reads nothing yet
 */
NpReview *
np_review_new (NpWorkspace *workspace, const char *model_id)
{
  NpReview *self = g_object_new (NP_TYPE_REVIEW, NULL);

  self->workspace = g_object_ref (workspace);
  self->model_id = g_strdup (model_id);
  return self;
}

/*< private >
 * np_review_start:
 * @self: a review that does not read
 *
 * Reads at once, and again five seconds after each answer.
 */
void
np_review_start (NpReview *self)
{
  np_review_stop (self);
  read_model (self);
}

/*< private >
 * np_review_stop:
 * @self: a review
 *
 * Reads no more. What was read stays.
 */
void
np_review_stop (NpReview *self)
{
  np_timer_clear (&self->timer);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

/*< private >
 * np_review_get_model:
 * @self: a review
 *
 * Returns: (transfer none) (nullable): the model as the last read showed it
 */
NpModel *
np_review_get_model (NpReview *self)
{
  return self->model;
}

/*< private >
 * np_review_get_fresh_model:
 * @self: a review
 *
 * Returns: (transfer none) (nullable): the same, if that read was sent less than ten
 *   seconds ago
 */
NpModel *
np_review_get_fresh_model (NpReview *self)
{
  gint64 age = np_timer_get_time () - self->read_at;

  return age < NP_REVIEW_MAX_AGE_MS * G_TIME_SPAN_MILLISECOND ? self->model : NULL;
}

/*< private >
 * np_review_get_has_failed:
 * @self: a review
 *
 * Returns: whether the last read failed
 */
gboolean
np_review_get_has_failed (NpReview *self)
{
  return self->has_failed;
}
