/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-compare-dialog.h"

#include <glib/gi18n.h>

#include "np-document.h"
#include "np-error-text.h"
#include "np-value-grid.h"

/**
 * NpCompareDialog:
 *
 * The fields of one save: before it, after it, and as they are on the service now.
 */
struct _NpCompareDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkStack *stack;
  AdwStatusPage *failed;
  GtkLabel *summary;
  NpValueGrid *grid;

  /* Owned */
  NpDocument *document; /* of its own: the form of the open model is not touched */
  NpHistoryEntry *entry;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NpCompareDialog, np_compare_dialog, ADW_TYPE_WINDOW)

/* What the save left behind, as far as that is known. */
static const char *
get_left (NpHistoryEntry *entry, guint i)
{
  const char *stored = np_history_entry_get_change_stored (entry, i);

  return stored != NULL ? stored : np_history_entry_get_change_new (entry, i);
}

/* Adds one field and tells whether it is as the save left it. */
static gboolean
add_field (NpCompareDialog *self, NpModel *now, guint i)
{
  NpFieldId id = np_history_entry_get_change_field (self->entry, i);
  const char *old_text = np_history_entry_get_change_old (self->entry, i);
  const char *left = get_left (self->entry, i);
  const char *text = np_model_get_text (now, id);
  gboolean is_left = np_model_texts_equal (id, text, left);
  const char *note = is_left ? _ ("As it was saved.")
                     : np_model_texts_equal (id, text, old_text)
                         ? _ ("As it was before the save.")
                         : _ ("Changed since.");

  np_value_grid_add_heading (self->grid, np_field_get_label (id));
  /* Translators: above the value that a field had before a save */
  np_value_grid_add_value (self->grid, id, _ ("Before"), old_text);
  /* Translators: above the value that a field had after a save */
  np_value_grid_add_value (self->grid, id, _ ("After"), left);
  /* Translators: above the value that a field has at the moment */
  np_value_grid_add_value (self->grid, id, _ ("Now"), text);
  np_value_grid_add_note (self->grid, note, is_left ? "dim-label" : "accent");
  return is_left;
}

static void
show_fields (NpCompareDialog *self, NpModel *now)
{
  guint n_changes = np_history_entry_get_n_changes (self->entry);
  guint n_other = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n_changes; i++)
    n_other += add_field (self, now, i) ? 0 : 1;
  if (n_other == 0)
    text = g_strdup (_ ("Everything is as it was saved."));
  else
    text = g_strdup_printf (ngettext ("%u field is not as it was saved.",
                                      "%u fields are not as they were saved.", n_other),
                            n_other);
  gtk_label_set_label (self->summary, text);
  gtk_stack_set_visible_child_name (self->stack, "fields");
}

/* AdwStatusPage reads its description as markup. */
static void
show_failure (NpCompareDialog *self, const GError *error)
{
  g_autofree char *text = np_error_text_dup_line (error, "GetModel");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->failed, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpCompareDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_open = np_document_open_finish (NP_DOCUMENT (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (is_open)
    show_fields (self, np_model_form_get_model (np_document_get_form (self->document)));
  else
    show_failure (self, error);
}

static void
np_compare_dialog_dispose (GObject *object)
{
  NpCompareDialog *self = NP_COMPARE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->document);
  g_clear_object (&self->entry);

  G_OBJECT_CLASS (np_compare_dialog_parent_class)->dispose (object);
}

static void
np_compare_dialog_finalize (GObject *object)
{
  g_object_unref (NP_COMPARE_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (np_compare_dialog_parent_class)->finalize (object);
}

static void
np_compare_dialog_class_init (NpCompareDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_compare_dialog_dispose;
  object_class->finalize = np_compare_dialog_finalize;

  g_type_ensure (NP_TYPE_VALUE_GRID);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-compare-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpCompareDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, NpCompareDialog, failed);
  gtk_widget_class_bind_template_child (widget_class, NpCompareDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, NpCompareDialog, grid);
}

static void
np_compare_dialog_init (NpCompareDialog *self)
{
  g_autoptr (NpModelForm) form = np_model_form_new ();

  self->cancellable = g_cancellable_new ();
  self->document = np_document_new (form);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_compare_dialog_new:
 * @parent: the window that it belongs to
 * @workspace: where the model lives
 * @entry: a save
 *
 * Reads the model and shows the comparison.
 *
 * Returns: (transfer none): a new dialog; GTK owns it until it is closed
 */
NpCompareDialog *
np_compare_dialog_new (GtkWindow *parent, NpWorkspace *workspace, NpHistoryEntry *entry)
{
  NpCompareDialog *self = g_object_new (NP_TYPE_COMPARE_DIALOG, "transient-for", parent, NULL);

  self->entry = g_object_ref (entry);
  np_document_open_async (self->document, workspace, np_history_entry_get_model_id (entry),
                          self->cancellable, open_cb, g_object_ref (self));
  return self;
}
