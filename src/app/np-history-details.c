/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-history-details.h"

#include <glib/gi18n.h>

#include "np-history-text.h"
#include "np-time-text.h"
#include "np-value-grid.h"

/**
 * NpHistoryDetails:
 *
 * What there is to say about one save: each field before and after, and who
 * saved it where. Its buttons use the actions of the row around it.
 */
struct _NpHistoryDetails
{
  AdwBin parent_instance;

  /* Template widgets */
  NpValueGrid *grid;
  GtkLabel *refusal;
  GtkWidget *problem_box;
  GtkLabel *problem;
  GtkSpinner *spinner;
  GtkWidget *open_child;
};

G_DEFINE_FINAL_TYPE (NpHistoryDetails, np_history_details, ADW_TYPE_BIN)

static void
add_change (NpHistoryDetails *self, NpHistoryEntry *entry, guint i)
{
  NpFieldId id = np_history_entry_get_change_field (entry, i);
  const char *stored = np_history_entry_get_change_stored (entry, i);
  NpChangeFate fate = np_history_entry_get_change_fate (entry, i);

  np_value_grid_add_heading (self->grid, np_field_get_label (id));
  np_value_grid_add_value (self->grid, id, _ ("Before"),
                           np_history_entry_get_change_old (entry, i));
  np_value_grid_add_value (self->grid, id, _ ("After"),
                           np_history_entry_get_change_new (entry, i));
  if (stored != NULL && fate == NP_FATE_STORED_AS)
    np_value_grid_add_value (self->grid, id, _ ("Stored as"), stored);
  np_value_grid_add_note (self->grid, np_history_text_get_fate (fate), "warning");
}

static void
add_facts (NpHistoryDetails *self, NpHistoryEntry *entry)
{
  g_autofree char *time = np_time_text_dup_full (np_history_entry_get_saved_at (entry));

  np_value_grid_add_heading (self->grid, _ ("This Save"));
  /* Translators: the label of what a save came to */
  np_value_grid_add_fact (self->grid, _ ("Result"),
                          np_history_text_get_result (np_history_entry_get_result (entry)));
  /* Translators: the label of an error code of the service */
  np_value_grid_add_fact (self->grid, _ ("Code"), np_history_entry_get_code (entry));
  /* Translators: the label of the moment when something happened */
  np_value_grid_add_fact (self->grid, _ ("Time"), time);
  /* Translators: the service’s own word for the number of a request */
  np_value_grid_add_copyable (self->grid, _ ("RequestId"),
                              np_history_entry_get_request_id (entry), _ ("Copy RequestId"),
                              "history.copy-request-id");
  /* Translators: the label of the account that was used */
  np_value_grid_add_fact (self->grid, _ ("Account"), np_history_entry_get_account_name (entry));
  /* Translators: the label of the place where a workspace is, such as China (Hangzhou) */
  np_value_grid_add_fact (self->grid, _ ("Region"), np_history_entry_get_region (entry));
  np_value_grid_add_fact (self->grid, _ ("Model ID"), np_history_entry_get_model_id (entry));
}

static void
np_history_details_class_init (NpHistoryDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (NP_TYPE_VALUE_GRID);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-history-details.ui");
  gtk_widget_class_bind_template_child (widget_class, NpHistoryDetails, grid);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryDetails, refusal);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryDetails, problem_box);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryDetails, problem);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryDetails, spinner);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryDetails, open_child);
}

static void
np_history_details_init (NpHistoryDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_history_details_new:
 * @entry: a save
 * @can_open: whether to offer to open the model
 *
 * Returns: (transfer floating): all that is known of it
 */
GtkWidget *
np_history_details_new (NpHistoryEntry *entry, gboolean can_open)
{
  NpHistoryDetails *self = NULL;

  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (entry), NULL);

  self = g_object_new (NP_TYPE_HISTORY_DETAILS, NULL);
  for (guint i = 0; i < np_history_entry_get_n_changes (entry); i++)
    add_change (self, entry, i);
  add_facts (self, entry);
  gtk_widget_set_visible (self->open_child, can_open);
  return GTK_WIDGET (self);
}

/**
 * np_history_details_set_state:
 * @self: the details of a save
 * @is_busy: whether the save is being undone
 * @refusal: (nullable): why it cannot be undone from here
 * @problem: (nullable): why it was not undone
 */
void
np_history_details_set_state (NpHistoryDetails *self,
                              gboolean is_busy,
                              const char *refusal,
                              const char *problem)
{
  g_return_if_fail (NP_IS_HISTORY_DETAILS (self));

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_label_set_label (self->refusal, refusal != NULL ? refusal : "");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), refusal != NULL);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
}
