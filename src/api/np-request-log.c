/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-request-log.h"

#define HEADER "Time\tOperation\tHost\tAttempt\tms\tStatus\tOutcome\tCode\tRequestId\n"

struct _NpRequestLog
{
  GObject parent_instance;

  /* Owned */
  GPtrArray *entries; /* of NpRequestLogEntry, the oldest first */
};

static void np_request_log_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NpRequestLog,
                               np_request_log,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      np_request_log_list_model_init))

static GType
np_request_log_get_item_type (GListModel *model)
{
  return NP_TYPE_REQUEST_LOG_ENTRY;
}

static guint
np_request_log_get_n_items (GListModel *model)
{
  return NP_REQUEST_LOG (model)->entries->len;
}

static gpointer
np_request_log_get_item (GListModel *model, guint position)
{
  GPtrArray *entries = NP_REQUEST_LOG (model)->entries;

  return position < entries->len ? g_object_ref (entries->pdata[entries->len - 1 - position])
                                 : NULL;
}

static void
np_request_log_finalize (GObject *object)
{
  g_ptr_array_unref (NP_REQUEST_LOG (object)->entries);

  G_OBJECT_CLASS (np_request_log_parent_class)->finalize (object);
}

static void
np_request_log_class_init (NpRequestLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_request_log_finalize;
}

static void
np_request_log_init (NpRequestLog *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
np_request_log_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = np_request_log_get_item_type;
  iface->get_n_items = np_request_log_get_n_items;
  iface->get_item = np_request_log_get_item;
}

/**
 * np_request_log_new:
 *
 * Returns: (transfer full): an empty log
 */
NpRequestLog *
np_request_log_new (void)
{
  return g_object_new (NP_TYPE_REQUEST_LOG, NULL);
}

/**
 * np_request_log_get_default:
 *
 * The log in which every client writes that was given no other one. It belongs
 * to the main thread.
 *
 * Returns: (transfer none): the log of the program
 */
NpRequestLog *
np_request_log_get_default (void)
{
  static NpRequestLog *log = NULL;

  if (log == NULL)
    log = np_request_log_new ();
  return log;
}

/**
 * np_request_log_add:
 * @self: a log
 * @entry: (transfer none): a request
 *
 * Adds the newest request. Of more than %NP_REQUEST_LOG_MAX the oldest goes.
 */
void
np_request_log_add (NpRequestLog *self, NpRequestLogEntry *entry)
{
  g_return_if_fail (NP_IS_REQUEST_LOG (self));
  g_return_if_fail (NP_IS_REQUEST_LOG_ENTRY (entry));

  if (self->entries->len == NP_REQUEST_LOG_MAX)
    {
      g_ptr_array_remove_index (self->entries, 0);
      g_list_model_items_changed (G_LIST_MODEL (self), self->entries->len, 1, 0);
    }
  g_ptr_array_add (self->entries, g_object_ref (entry));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
}

/**
 * np_request_log_clear:
 * @self: a log
 *
 * Forgets all requests.
 */
void
np_request_log_clear (NpRequestLog *self)
{
  guint n = 0;

  g_return_if_fail (NP_IS_REQUEST_LOG (self));

  n = self->entries->len;
  g_ptr_array_set_size (self->entries, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

/**
 * np_request_log_dup_text:
 * @self: a log
 *
 * Returns: (transfer full): a table for whoever helps, the oldest request first:
 *   a line of headings, then one line for each, with tabs between
 */
char *
np_request_log_dup_text (NpRequestLog *self)
{
  GString *out = NULL;

  g_return_val_if_fail (NP_IS_REQUEST_LOG (self), NULL);

  out = g_string_new (HEADER);
  for (guint i = 0; i < self->entries->len; i++)
    {
      g_autofree char *line = np_request_log_entry_dup_text (self->entries->pdata[i]);

      g_string_append_printf (out, "%s\n", line);
    }
  return g_string_free (out, FALSE);
}
