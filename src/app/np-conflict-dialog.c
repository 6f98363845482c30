/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-conflict-dialog.h"

#include <glib/gi18n.h>

#include "np-conflict-row.h"
#include "np-pair-view.h"

/**
 * NpConflictDialog:
 *
 * What two people changed in the same model, field by field, to decide on. What
 * does not collide is joined without a question and listed folded. Closing it
 * loses nothing: the choices stay in the merge.
 */
struct _NpConflictDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkWidget *continue_button;
  GtkLabel *explanation;
  GtkListBox *rows;
  GtkWidget *joined_list;
  AdwExpanderRow *joined;

  /* Owned */
  NpModelMerge *merge;
  GTask *task; /* NULL when it was answered */
};

G_DEFINE_FINAL_TYPE (NpConflictDialog, np_conflict_dialog, ADW_TYPE_WINDOW)

static void
answer (NpConflictDialog *self, gboolean goes_on)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task == NULL)
    return;
  /* Whoever waits may open the next window at once. */
  gtk_window_destroy (GTK_WINDOW (self));
  g_task_return_boolean (task, goes_on);
}

static void
update (NpConflictDialog *self)
{
  guint n = np_model_merge_get_n_collisions (self->merge);
  gboolean is_settled = np_model_merge_get_is_settled (self->merge);
  guint n_open = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    n_open += np_model_merge_get_is_decided (self->merge, i) ? 0 : 1;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.continue", is_settled);
  if (is_settled)
    gtk_widget_add_css_class (self->continue_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->continue_button, "suggested-action");
  if (n_open > 0)
    text = g_strdup_printf (
        ngettext ("%u choice is left to make", "%u choices are left to make", n_open), n_open);
  gtk_widget_set_tooltip_text (self->continue_button, text);
}

static void
show_collisions (NpConflictDialog *self)
{
  guint n = np_model_merge_get_n_collisions (self->merge);
  g_autofree char *text = g_strdup_printf (
      ngettext ("You both changed the same value. Choose what to keep, or type another value.",
                "You both changed the same %u values. Choose what to keep of each, or type "
                "another value.",
                n),
      n);

  gtk_label_set_label (self->explanation, text);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = np_conflict_row_new (self->merge, i);

      g_signal_connect_object (row, "chosen", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->rows, row);
    }
}

static gboolean
is_collision (NpConflictDialog *self, NpFieldId id, const char *key)
{
  for (guint i = 0; i < np_model_merge_get_n_collisions (self->merge); i++)
    {
      if (np_model_merge_get_collision_field (self->merge, i) == id &&
          g_strcmp0 (np_model_merge_get_collision_key (self->merge, i), key) == 0)
        return TRUE;
    }
  return FALSE;
}

static GtkWidget *
make_joined_row (NpFieldId id, const NpValuePair *pair)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (np_field_get_label (id));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (box, "np-padded");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box),
                  np_pair_view_new (id, pair, _ ("When you opened it"), _ ("There now")));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), np_field_get_label (id));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  np_field_get_label (id), -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static gboolean
has_joined (NpMergeState state)
{
  return state == NP_MERGE_THEIRS || state == NP_MERGE_JOINED || state == NP_MERGE_COLLISION;
}

static guint
add_joined (NpConflictDialog *self, NpFieldId id)
{
  const char *base = np_model_merge_get_base_text (self->merge, id);
  const char *theirs = np_model_merge_get_theirs_text (self->merge, id);
  g_autoptr (GPtrArray) pairs = NULL;
  guint n = 0;

  if (!has_joined (np_model_merge_get_state (self->merge, id)) || base == NULL ||
      np_model_texts_equal (id, base, theirs))
    return 0;
  pairs = np_value_text_split (id, base, theirs);
  for (guint i = 0; i < pairs->len; i++)
    {
      const NpValuePair *pair = pairs->pdata[i];

      if (is_collision (self, id, pair->key) || is_collision (self, id, NULL))
        continue;
      adw_expander_row_add_row (self->joined, make_joined_row (id, pair));
      n++;
    }
  return n;
}

static void
show_joined (NpConflictDialog *self)
{
  guint n = 0;
  g_autofree char *title = NULL;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    n += add_joined (self, id);
  title = g_strdup_printf (
      ngettext ("%u other change was joined", "%u other changes were joined", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->joined), title);
  gtk_widget_set_visible (self->joined_list, n > 0);
}

static void
continue_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  answer (NP_CONFLICT_DIALOG (widget), TRUE);
}

static gboolean
np_conflict_dialog_close_request (GtkWindow *window)
{
  answer (NP_CONFLICT_DIALOG (window), FALSE);
  return GDK_EVENT_STOP;
}

static void
np_conflict_dialog_dispose (GObject *object)
{
  NpConflictDialog *self = NP_CONFLICT_DIALOG (object);
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Not answered");
  g_clear_object (&self->merge);

  G_OBJECT_CLASS (np_conflict_dialog_parent_class)->dispose (object);
}

static void
np_conflict_dialog_class_init (NpConflictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_conflict_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = np_conflict_dialog_close_request;

  gtk_widget_class_install_action (widget_class, "conflict.continue", NULL, continue_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-conflict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpConflictDialog, continue_button);
  gtk_widget_class_bind_template_child (widget_class, NpConflictDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, NpConflictDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, NpConflictDialog, joined_list);
  gtk_widget_class_bind_template_child (widget_class, NpConflictDialog, joined);
}

static void
np_conflict_dialog_init (NpConflictDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_conflict_dialog_run_async:
 * @merge: what two people changed; takes the choices
 * @parent: the window that asks
 * @cancellable: (nullable): closes the dialog
 * @callback: called when it is answered
 * @user_data: passed to @callback
 *
 * Lets a person decide on every collision of a merge.
 */
void
np_conflict_dialog_run_async (NpModelMerge *merge,
                              GtkWindow *parent,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  NpConflictDialog *self = NULL;

  g_return_if_fail (NP_IS_MODEL_MERGE (merge));

  self = g_object_new (NP_TYPE_CONFLICT_DIALOG, "transient-for", parent, NULL);
  self->merge = g_object_ref (merge);
  self->task = g_task_new (merge, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, np_conflict_dialog_run_async);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (gtk_window_destroy), self,
                             G_CONNECT_SWAPPED);
  show_collisions (self);
  show_joined (self);
  update (self);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * np_conflict_dialog_run_finish:
 * @result: what the callback got
 * @error: set to %G_IO_ERROR_CANCELLED when nobody could answer any more
 *
 * Returns: whether every collision is decided on and the save is to go on; %FALSE
 *   without @error to keep editing
 */
gboolean
np_conflict_dialog_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
