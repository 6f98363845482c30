/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-history-list.h"

#include "np-library-private.h"

/* Each is a turn of the main loop: a list makes widgets for all of it. */
#define PAGE_SIZE 64

/* Who looks at an entry this close to the end wants the next page soon. */
#define NEAR_END 16

struct _NpHistoryList
{
  GObject parent_instance;

  /* Owned */
  NpLibrary *library;
  char *account_id; /* nullable */
  char *model_id;   /* nullable */
  char *search;     /* nullable */
  GPtrArray *entries;
  GCancellable *reading; /* nullable */

  /* State */
  gboolean has_more;
  gboolean is_near_end; /* somebody looked there, and got no page for it yet */
  guint n_damaged;
};

static void np_history_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NpHistoryList,
                               np_history_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      np_history_list_list_model_init))

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_N_DAMAGED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_reading (NpHistoryList *self, GCancellable *reading)
{
  if (self->reading != NULL && self->reading != reading)
    g_cancellable_cancel (self->reading);
  if (g_set_object (&self->reading, reading))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static gint64
get_ordinal (GPtrArray *entries, guint i)
{
  return i < entries->len ? np_history_entry_get_ordinal (entries->pdata[i]) : 0;
}

/* How many of a first page are newer than what is shown; G_MAXUINT if the rest is not
 * what is shown. */
static guint
count_new (NpHistoryList *self, GPtrArray *page, gboolean has_more)
{
  gint64 top = get_ordinal (self->entries, 0);
  guint n_new = 0;

  while (n_new < page->len && get_ordinal (page, n_new) != top)
    n_new++;
  if (!has_more && page->len - n_new != self->entries->len)
    return G_MAXUINT;
  for (guint i = n_new; i < page->len; i++)
    {
      if (get_ordinal (page, i) != get_ordinal (self->entries, i - n_new))
        return G_MAXUINT;
    }
  return n_new < page->len ? n_new : G_MAXUINT;
}

static void
splice (NpHistoryList *self, guint at, guint n_removed, GPtrArray *page, guint n_added)
{
  g_ptr_array_remove_range (self->entries, at, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->entries, (int) (at + i), g_object_ref (page->pdata[i]));
  if (n_removed > 0 || n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), at, n_removed, n_added);
}

/* A save that was added goes to the top, and whoever reads below is not moved. */
static void
take_first_page (NpHistoryList *self, GPtrArray *page, gboolean has_more)
{
  guint n_new = count_new (self, page, has_more);

  if (n_new != G_MAXUINT)
    {
      splice (self, 0, 0, page, n_new);
      return;
    }
  self->is_near_end = FALSE;
  splice (self, 0, self->entries->len, page, page->len);
  self->has_more = has_more;
}

/* Whoever is told of the page may already look at its end. */
static void
take_next_page (NpHistoryList *self, GPtrArray *page)
{
  self->is_near_end = FALSE;
  splice (self, self->entries->len, 0, page, page->len);
}

static void read_more (NpHistoryList *self);

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  NpHistoryList *self = g_task_get_source_object (task);
  gboolean is_first = GPOINTER_TO_INT (g_task_get_task_data (task));
  guint n_damaged = 0;
  g_autoptr (GPtrArray)
      page = np_store_search_history_finish (NP_STORE (source), result, &n_damaged, NULL);
  gboolean has_more = page != NULL && page->len > 0 && page->len + n_damaged >= PAGE_SIZE;

  if (g_task_get_cancellable (task) != self->reading)
    return;
  if (is_first)
    self->n_damaged = 0;
  self->n_damaged += n_damaged;
  if (page != NULL && is_first)
    take_first_page (self, page, has_more);
  else if (page != NULL)
    take_next_page (self, page);
  if (!is_first)
    self->has_more = has_more;
  set_reading (self, NULL);
  read_more (self);
  if (n_damaged > 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DAMAGED]);
  g_task_return_boolean (task, TRUE);
}

static void
read_page (NpHistoryList *self, gboolean is_first)
{
  g_autoptr (GCancellable) reading = g_cancellable_new ();
  gint64 before = is_first ? 0 : get_ordinal (self->entries, self->entries->len - 1);
  GTask *task = g_task_new (self, reading, NULL, NULL);

  g_task_set_source_tag (task, read_page);
  g_task_set_task_data (task, GINT_TO_POINTER (is_first), NULL);
  set_reading (self, reading);
  np_store_search_history_async (np_library_get_store (self->library), self->account_id,
                                 self->model_id, self->search, before, PAGE_SIZE, reading,
                                 page_cb, task);
}

/* The wish for more outlives a page that is read anew meanwhile: nobody looks at an
 * item twice to say it again. */
static void
read_more (NpHistoryList *self)
{
  if (self->is_near_end && self->has_more && self->reading == NULL)
    read_page (self, FALSE);
}

static void
history_changed_cb (NpHistoryList *self)
{
  read_page (self, TRUE);
}

static GType
get_item_type (GListModel *model)
{
  return NP_TYPE_HISTORY_ENTRY;
}

static guint
get_n_items (GListModel *model)
{
  return NP_HISTORY_LIST (model)->entries->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  NpHistoryList *self = NP_HISTORY_LIST (model);

  if (position >= self->entries->len)
    return NULL;
  if (position + NEAR_END >= self->entries->len)
    self->is_near_end = TRUE;
  read_more (self);
  return g_object_ref (self->entries->pdata[position]);
}

static void
np_history_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
np_history_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpHistoryList *self = NP_HISTORY_LIST (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->reading != NULL);
      break;
    case PROP_N_DAMAGED:
      g_value_set_uint (value, self->n_damaged);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_history_list_finalize (GObject *object)
{
  NpHistoryList *self = NP_HISTORY_LIST (object);

  g_clear_object (&self->library);
  g_clear_object (&self->reading);
  g_ptr_array_unref (self->entries);
  g_free (self->account_id);
  g_free (self->model_id);
  g_free (self->search);

  G_OBJECT_CLASS (np_history_list_parent_class)->finalize (object);
}

static void
np_history_list_class_init (NpHistoryListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_history_list_get_property;
  object_class->finalize = np_history_list_finalize;

  /**
   * NpHistoryList:loading:
   *
   * Whether a page is being read.
   */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  /**
   * NpHistoryList:n-damaged:
   *
   * How many saves could not be read and are left out.
   */
  properties[PROP_N_DAMAGED] = g_param_spec_uint ("n-damaged", NULL, NULL, 0, G_MAXUINT, 0,
                                                  flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_history_list_init (NpHistoryList *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * np_history_list_new:
 * @library: what is remembered
 * @account_id: (nullable): an account, or %NULL for all
 * @model_id: (nullable): a model, or %NULL for all
 *
 * Returns: (transfer full): a list that begins to read
 */
NpHistoryList *
np_history_list_new (NpLibrary *library, const char *account_id, const char *model_id)
{
  NpHistoryList *self = NULL;

  g_return_val_if_fail (NP_IS_LIBRARY (library), NULL);

  self = g_object_new (NP_TYPE_HISTORY_LIST, NULL);
  self->library = g_object_ref (library);
  self->account_id = g_strdup (account_id);
  self->model_id = g_strdup (model_id);
  g_signal_connect_object (library, "history-changed", G_CALLBACK (history_changed_cb), self,
                           G_CONNECT_SWAPPED);
  read_page (self, TRUE);
  return self;
}

/**
 * np_history_list_get_is_loading:
 * @self: a list
 *
 * Returns: whether a page is being read
 */
gboolean
np_history_list_get_is_loading (NpHistoryList *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_LIST (self), FALSE);

  return self->reading != NULL;
}

/**
 * np_history_list_get_n_damaged:
 * @self: a list
 *
 * Returns: how many saves could not be read and are left out
 */
guint
np_history_list_get_n_damaged (NpHistoryList *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_LIST (self), 0);

  return self->n_damaged;
}

/**
 * np_history_list_set_search:
 * @self: a list
 * @search: (nullable): words that a save must have, in any order; %NULL for every save
 *
 * What is shown stays until the answer is there.
 */
void
np_history_list_set_search (NpHistoryList *self, const char *search)
{
  g_return_if_fail (NP_IS_HISTORY_LIST (self));

  if (search != NULL && *search == '\0')
    search = NULL;
  if (g_strcmp0 (self->search, search) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (search);
  read_page (self, TRUE);
}
