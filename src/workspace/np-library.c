/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-library-private.h"

#include "np-search.h"

/**
 * NpLibrary:
 *
 * What is remembered on this computer, as the screens know it. They see this
 * object and never the database behind it.
 */
struct _NpLibrary
{
  GObject parent_instance;

  /* Owned */
  NpStore *store;

  /* State */
  gboolean keeps_history;
};

G_DEFINE_FINAL_TYPE (NpLibrary, np_library, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NOTICE,
  N_PROPS
};

enum
{
  SIGNAL_HISTORY_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notice_cb (NpLibrary *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

static void
close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (np_store_close_finish (NP_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The two lists of a load of marks, on their way to whoever asked. */
typedef struct
{
  GListModel *recents;
  GListModel *stars;
} Marks;

static void
marks_free (gpointer data)
{
  Marks *marks = data;

  g_clear_object (&marks->recents);
  g_clear_object (&marks->stars);
  g_free (marks);
}

static void
marks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Marks *marks = g_new0 (Marks, 1);

  if (np_store_load_marks_finish (NP_STORE (source), result, &marks->recents, &marks->stars,
                                  &error))
    {
      g_task_return_pointer (task, marks, marks_free);
      return;
    }
  marks_free (marks);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
np_library_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpLibrary *self = NP_LIBRARY (object);

  switch (prop_id)
    {
    case PROP_NOTICE:
      g_value_set_string (value, np_library_get_notice (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_library_finalize (GObject *object)
{
  g_clear_object (&NP_LIBRARY (object)->store);

  G_OBJECT_CLASS (np_library_parent_class)->finalize (object);
}

static void
np_library_class_init (NpLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_library_get_property;
  object_class->finalize = np_library_finalize;

  /**
   * NpLibrary:notice:
   *
   * What a person should know of the files on this computer; %NULL if they are fine.
   */
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * NpLibrary::history-changed:
   * @self: a library
   *
   * A save was added to the history, or some were taken out.
   */
  signals[SIGNAL_HISTORY_CHANGED] = g_signal_new ("history-changed", NP_TYPE_LIBRARY,
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                  G_TYPE_NONE, 0);
}

static void
np_library_init (NpLibrary *self)
{
  self->keeps_history = TRUE;
}

/**
 * np_library_new:
 * @path: the file of the database
 *
 * Returns: (transfer full): what is remembered there
 */
NpLibrary *
np_library_new (const char *path)
{
  NpLibrary *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (NP_TYPE_LIBRARY, NULL);
  self->store = np_store_new (path);
  g_signal_connect_object (self->store, "notify::notice", G_CALLBACK (notice_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * np_library_get_notice:
 * @self: a library
 *
 * Returns: (transfer none) (nullable): what a person should know of it
 */
const char *
np_library_get_notice (NpLibrary *self)
{
  g_return_val_if_fail (NP_IS_LIBRARY (self), NULL);

  return np_store_get_notice (self->store);
}

/**
 * np_library_get_store: (skip)
 * @self: a library
 *
 * For the siblings in this room.
 *
 * Returns: (transfer none): the store
 */
NpStore *
np_library_get_store (NpLibrary *self)
{
  g_return_val_if_fail (NP_IS_LIBRARY (self), NULL);

  return self->store;
}

/**
 * np_library_emit_history_changed: (skip)
 * @self: a library
 */
void
np_library_emit_history_changed (NpLibrary *self)
{
  g_signal_emit (self, signals[SIGNAL_HISTORY_CHANGED], 0);
}

/**
 * np_library_set_keeps_history:
 * @self: a library
 * @keeps_history: whether saves are remembered from now on
 */
void
np_library_set_keeps_history (NpLibrary *self, gboolean keeps_history)
{
  g_return_if_fail (NP_IS_LIBRARY (self));

  self->keeps_history = keeps_history;
}

/**
 * np_library_get_keeps_history:
 * @self: a library
 *
 * Returns: whether saves are remembered
 */
gboolean
np_library_get_keeps_history (NpLibrary *self)
{
  g_return_val_if_fail (NP_IS_LIBRARY (self), FALSE);

  return self->keeps_history;
}

/**
 * np_library_forget_account:
 * @self: a library
 * @account_id: an account
 *
 * Forgets everything that was remembered for an account.
 */
void
np_library_forget_account (NpLibrary *self, const char *account_id)
{
  g_return_if_fail (NP_IS_LIBRARY (self));

  np_store_forget_account (self->store, account_id);
  np_library_emit_history_changed (self);
}

/**
 * np_library_add_recent:
 * @self: a library
 * @account_id: the account
 * @host: the host of its endpoint
 * @model_id: a model that was opened
 * @model_name: what it is called
 *
 * Remembers that a model was opened.
 */
void
np_library_add_recent (NpLibrary *self,
                       const char *account_id,
                       const char *host,
                       const char *model_id,
                       const char *model_name)
{
  g_autofree char *key = NULL;

  g_return_if_fail (NP_IS_LIBRARY (self));

  key = np_store_dup_key (account_id, host, NULL, NULL);
  np_store_add_recent (self->store, key, model_id, model_name);
}

/**
 * np_library_set_star:
 * @self: a library
 * @account_id: the account
 * @host: the host of its endpoint
 * @model_id: a model
 * @model_name: what it is called
 * @is_starred: whether the person stars it
 *
 * Stars a model, or takes its star away.
 */
void
np_library_set_star (NpLibrary *self,
                     const char *account_id,
                     const char *host,
                     const char *model_id,
                     const char *model_name,
                     gboolean is_starred)
{
  g_autofree char *key = NULL;

  g_return_if_fail (NP_IS_LIBRARY (self));

  key = np_store_dup_key (account_id, host, NULL, NULL);
  np_store_set_star (self->store, key, model_id, model_name, is_starred);
}

/**
 * np_library_load_marks_async:
 * @self: a library
 * @account_id: the account
 * @host: the host of its endpoint
 * @cancellable: (nullable): ends the load
 * @callback: called when the lists are there
 * @user_data: passed to @callback
 *
 * Reads which models were opened last and which are starred.
 */
void
np_library_load_marks_async (NpLibrary *self,
                             const char *account_id,
                             const char *host,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autofree char *key = NULL;
  GTask *task = NULL;

  g_return_if_fail (NP_IS_LIBRARY (self));

  key = np_store_dup_key (account_id, host, NULL, NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_library_load_marks_async);
  np_store_load_marks_async (self->store, key, cancellable, marks_cb, task);
}

/**
 * np_library_load_marks_finish:
 * @self: a library
 * @result: what the callback got
 * @out_recents: (out) (transfer full): the models opened last
 * @out_stars: (out) (transfer full): the starred models
 * @error: set to a %G_IO_ERROR
 *
 * Returns: whether the lists are there
 */
gboolean
np_library_load_marks_finish (NpLibrary *self,
                              GAsyncResult *result,
                              GListModel **out_recents,
                              GListModel **out_stars,
                              GError **error)
{
  Marks *marks = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  marks = g_task_propagate_pointer (G_TASK (result), error);
  if (marks == NULL)
    return FALSE;
  *out_recents = g_steal_pointer (&marks->recents);
  *out_stars = g_steal_pointer (&marks->stars);
  marks_free (marks);
  return TRUE;
}

static void
hits_free (gpointer data)
{
  g_variant_unref (data);
}

static void
search_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GVariant *hits = np_store_search_finish (NP_STORE (source), result, &error);

  if (hits != NULL)
    g_task_return_pointer (task, hits, hits_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * np_library_search_async:
 * @self: a library
 * @text: what a person types
 * @max_hits: how many models to find, at most
 * @cancellable: (nullable): ends the search
 * @callback: called when the hits are there
 * @user_data: passed to @callback
 *
 * Looks through the remembered lists of all accounts, in the way the list on the screen
 * is searched. A blank text finds nothing.
 */
void
np_library_search_async (NpLibrary *self,
                         const char *text,
                         guint max_hits,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_auto (GStrv) words = NULL;
  GTask *task = NULL;

  g_return_if_fail (NP_IS_LIBRARY (self));
  g_return_if_fail (text != NULL);

  words = np_search_words (text);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_library_search_async);
  np_store_search_async (self->store, words, *words != NULL ? max_hits : 0, cancellable,
                         search_cb, task);
}

/**
 * np_library_search_finish:
 * @self: a library
 * @result: what the callback got
 * @error: set to a %G_IO_ERROR
 *
 * Returns: (transfer full): an `a(ssss)` of the account's id, the workspace's ID, which may
 *   be empty, the ModelId and the name, the best ones first
 */
GVariant *
np_library_search_finish (NpLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * np_library_close_async:
 * @self: a library
 * @cancellable: (nullable): stops waiting
 * @callback: called when everything is written
 * @user_data: passed to @callback
 *
 * Writes what is still to be written.
 */
void
np_library_close_async (NpLibrary *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_library_close_async);
  np_store_close_async (self->store, cancellable, close_cb, task);
}

/**
 * np_library_close_finish:
 * @self: a library
 * @result: what the callback got
 * @error: set to a %G_IO_ERROR
 *
 * Returns: whether everything is written
 */
gboolean
np_library_close_finish (NpLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
