/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "view-rig.h"

#include <string.h>

#include "np-await.h"

void
view_rig_assert_mirror (ViewRig *self)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->view)), ==,
                    self->mirror->len);
  for (guint i = 0; i < self->mirror->len; i++)
    {
      g_autoptr (NpModelSummary) model = g_list_model_get_item (G_LIST_MODEL (self->view), i);

      g_assert_true (model == self->mirror->pdata[i]);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (self->view), self->mirror->len));
}

/* Follows one emission, and sees that it says no more than what differs. */
static void
items_changed_cb (GListModel *model, guint at, guint n_removed, guint n_added, ViewRig *self)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_object_unref);

  self->n_emissions++;
  g_assert_cmpuint (at + n_removed, <=, self->mirror->len);
  g_assert_cmpuint (n_removed + n_added, >, 0);
  for (guint i = 0; i < n_removed; i++)
    g_ptr_array_add (removed, g_object_ref (self->mirror->pdata[at + i]));
  if (n_removed > 0)
    g_ptr_array_remove_range (self->mirror, at, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->mirror, (int) (at + i), g_list_model_get_item (model, at + i));
  if (n_removed > 0 && n_added > 0)
    {
      g_assert_true (removed->pdata[0] != self->mirror->pdata[at]);
      g_assert_true (removed->pdata[n_removed - 1] != self->mirror->pdata[at + n_added - 1]);
    }
  view_rig_assert_mirror (self);
}

ViewRig *
view_rig_new (void)
{
  ViewRig *self = g_new0 (ViewRig, 1);

  self->list = np_model_list_new ();
  self->view = np_model_view_new (self->list);
  self->mirror = g_ptr_array_new_with_free_func (g_object_unref);
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->search = g_strdup ("");
  g_signal_connect (self->view, "items-changed", G_CALLBACK (items_changed_cb), self);
  return self;
}

void
view_rig_free (ViewRig *self)
{
  gpointer view = self->view;

  /* A thread may still work for it. */
  g_object_add_weak_pointer (view, &view);
  g_signal_handlers_disconnect_by_data (self->view, self);
  g_object_unref (self->view);
  np_await_finalized (&view);
  g_assert_finalize_object (self->list);
  g_ptr_array_unref (self->mirror);
  g_ptr_array_unref (self->all);
  g_free (self->search);
  for (guint kind = 0; kind < NP_N_FILTERS; kind++)
    g_free (self->filters[kind]);
  g_free (self);
}

void
view_rig_add (ViewRig *self, const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (NpJson) parsed = np_json_parse (bytes, &error);

  g_assert_no_error (error);
  g_ptr_array_add (self->all, np_model_summary_new_from_json (np_json_get_root (parsed)));
}

/* Puts the models into the list, in place of what is there. */
void
view_rig_put (ViewRig *self)
{
  GPtrArray *models = NULL;

  np_model_list_set_source (self->list, NULL, NULL, NULL);
  models = g_ptr_array_copy (self->all, (GCopyFunc) (void *) g_object_ref, NULL);
  np_model_list_take_cached (self->list, models, 1);
  np_await_true (np_model_list_get_models (self->list)->len == self->all->len);
  g_ptr_array_unref (models);
}

/* Asserts the IDs on show, in order. */
void
view_rig_assert_ids (ViewRig *self, const char *ids)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < self->mirror->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            np_model_summary_get_text (self->mirror->pdata[i],
                                                       NP_SUMMARY_MODEL_ID));
  g_assert_cmpstr (found->str, ==, ids);
  view_rig_assert_mirror (self);
}

/* By the rules of the language, then by ModelId; no name is the last one. */
int
view_rig_compare_names (gconstpointer a, gconstpointer b)
{
  NpModelSummary *left = *(gpointer *) a;
  NpModelSummary *right = *(gpointer *) b;
  const char *name = np_model_summary_get_text (left, NP_SUMMARY_MODEL_NAME);
  const char *other = np_model_summary_get_text (right, NP_SUMMARY_MODEL_NAME);
  g_autofree char *key = g_utf8_collate_key (name, -1);
  g_autofree char *other_key = g_utf8_collate_key (other, -1);

  if ((*name == '\0') != (*other == '\0'))
    return *name == '\0' ? 1 : -1;
  if (!g_str_equal (key, other_key))
    return strcmp (key, other_key);
  return strcmp (np_model_summary_get_text (left, NP_SUMMARY_MODEL_ID),
                 np_model_summary_get_text (right, NP_SUMMARY_MODEL_ID));
}
