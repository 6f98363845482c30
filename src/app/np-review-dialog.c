/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-review-dialog.h"

#include <glib/gi18n.h>

#include "np-request-view.h"
#include "np-review-row.h"

/**
 * NpReviewDialog:
 *
 * What a save is about to send, old beside new, to look at before it goes. While
 * it is open the document looks whether somebody else changes the model; the
 * form may change under it, and the rows follow.
 */
struct _NpReviewDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  AdwWindowTitle *title;
  GtkButton *send_button;
  GtkSpinner *spinner;
  GtkImage *state_icon;
  GtkLabel *state;
  GtkListBox *rows;
  NpRequestView *request;

  /* Owned */
  NpDocument *document;
  GTask *task; /* NULL when it was answered */
};

G_DEFINE_FINAL_TYPE (NpReviewDialog, np_review_dialog, ADW_TYPE_WINDOW)

static NpModelForm *
get_form (NpReviewDialog *self)
{
  return np_document_get_form (self->document);
}

static void
answer (NpReviewDialog *self, NpReviewAnswer answer)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task == NULL)
    return;
  /* Whoever waits may open the next window at once. */
  gtk_window_destroy (GTK_WINDOW (self));
  g_task_return_int (task, answer);
}

static char *
describe_state (NpReviewDialog *self)
{
  guint n_joined = np_document_get_n_joined (self->document);

  switch (np_document_get_review_state (self->document))
    {
    case NP_REVIEW_LOOKING:
      return g_strdup (_ ("Looking whether somebody else changed it…"));
    case NP_REVIEW_CLEAR:
      return g_strdup (_ ("Nobody else changed it."));
    case NP_REVIEW_JOINED:
      return g_strdup_printf (ngettext ("%u change of somebody else will be kept.",
                                        "%u changes of somebody else will be kept.", n_joined),
                              n_joined);
    case NP_REVIEW_COLLISION:
      return g_strdup (_ ("Somebody else changed the same. Decide what to keep."));
    case NP_REVIEW_FAILED:
      return g_strdup (_ ("It is not known whether somebody else changed it: it could not be "
                          "read. It is read again before anything is sent."));
    case NP_REVIEW_NONE:
    default:
      return g_strdup ("");
    }
}

static const char *
get_state_icon (NpReviewState state)
{
  switch (state)
    {
    case NP_REVIEW_CLEAR:
      return "object-select-symbolic";
    case NP_REVIEW_JOINED:
      return "dialog-information-symbolic";
    case NP_REVIEW_COLLISION:
    case NP_REVIEW_FAILED:
      return "dialog-warning-symbolic";
    case NP_REVIEW_NONE:
    case NP_REVIEW_LOOKING:
    default:
      return NULL;
    }
}

static void
update_state (NpReviewDialog *self)
{
  NpReviewState state = np_document_get_review_state (self->document);
  gboolean is_looking = state == NP_REVIEW_LOOKING;
  gboolean is_collision = state == NP_REVIEW_COLLISION;
  const char *icon = get_state_icon (state);
  g_autofree char *text = describe_state (self);

  gtk_label_set_label (self->state, text);
  gtk_spinner_set_spinning (self->spinner, is_looking);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_looking);
  gtk_image_set_from_icon_name (self->state_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), icon != NULL);
  /* Translators: a button: leads to the values that somebody else changed too */
  gtk_button_set_label (self->send_button, is_collision ? _ ("_Decide…") : _ ("_Send"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->send_button),
                               is_collision ? _ ("Decide What to Keep (Enter)")
                                            : _ ("Send These Changes (Enter)"));
}

static void
remove_stale_rows (NpReviewDialog *self, NpModelChanges *changes)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      if (changes == NULL || !np_review_row_get_shows (NP_REVIEW_ROW (row), changes))
        gtk_list_box_remove (self->rows, row);
      row = next;
    }
}

static guint
count_rows (NpReviewDialog *self)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (self->rows, (int) n) != NULL)
    n++;
  return n;
}

static void
add_rows (NpReviewDialog *self, NpModelChanges *changes, gboolean are_risky)
{
  for (guint i = 0; i < np_model_changes_get_length (changes); i++)
    {
      gboolean is_risky = np_model_changes_get_risk (changes, i) != NP_CHANGE_RISK_NONE;

      if (is_risky == are_risky)
        gtk_list_box_append (self->rows, np_review_row_new (changes, i));
    }
}

static void
update_rows (NpReviewDialog *self, NpModelChanges *changes)
{
  remove_stale_rows (self, changes);
  if (count_rows (self) == np_model_changes_get_length (changes))
    return;
  remove_stale_rows (self, NULL);
  add_rows (self, changes, TRUE);
  add_rows (self, changes, FALSE);
}

static void
update_title (NpReviewDialog *self, NpModelChanges *changes)
{
  NpModel *model = np_model_form_get_model (get_form (self));
  guint n = np_model_changes_get_length (changes);
  g_autofree char *title =
      g_strdup_printf (ngettext ("Review %u Change", "Review %u Changes", n), n);

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, np_model_get_text (model, NP_FIELD_MODEL_NAME));
}

static void
update (NpReviewDialog *self)
{
  NpModelForm *form = get_form (self);
  g_autoptr (NpModelChanges) changes = NULL;

  if (self->task == NULL)
    return;
  if (np_model_form_get_model (form) != NULL)
    changes = np_model_form_dup_changes (form);
  if (changes == NULL || np_model_changes_get_length (changes) == 0)
    {
      answer (self, NP_REVIEW_ANSWER_BACK);
      return;
    }
  update_rows (self, changes);
  update_title (self, changes);
  np_request_view_show (self->request, np_document_get_workspace (self->document),
                        np_document_get_model_id (self->document), changes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.send",
                                 np_model_form_get_can_save (form));
}

static void
send_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpReviewDialog *self = NP_REVIEW_DIALOG (widget);
  NpReviewState state = np_document_get_review_state (self->document);

  answer (self, state == NP_REVIEW_COLLISION ? NP_REVIEW_ANSWER_DECIDE : NP_REVIEW_ANSWER_SEND);
}

/* The button goes with its row: the focus stays among the rows, where the next
 * key sends nothing. */
static void
put_back_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpReviewDialog *self = NP_REVIEW_DIALOG (widget);
  GtkListBoxRow *row = NULL;
  NpFieldId id = NP_FIELD_MODEL_NAME;

  if (!np_field_from_property (g_variant_get_string (parameter, NULL), &id))
    return;
  np_model_form_put_back (get_form (self), id);
  if (self->task == NULL)
    return;
  row = gtk_list_box_get_row_at_index (self->rows, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static gboolean
np_review_dialog_close_request (GtkWindow *window)
{
  answer (NP_REVIEW_DIALOG (window), NP_REVIEW_ANSWER_BACK);
  return GDK_EVENT_STOP;
}

static void
np_review_dialog_dispose (GObject *object)
{
  NpReviewDialog *self = NP_REVIEW_DIALOG (object);
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Not answered");
  g_clear_object (&self->document);

  G_OBJECT_CLASS (np_review_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-review-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpReviewDialog, title);
  gtk_widget_class_bind_template_child (widget_class, NpReviewDialog, send_button);
  gtk_widget_class_bind_template_child (widget_class, NpReviewDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, NpReviewDialog, state_icon);
  gtk_widget_class_bind_template_child (widget_class, NpReviewDialog, state);
  gtk_widget_class_bind_template_child (widget_class, NpReviewDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, NpReviewDialog, request);
}

static void
np_review_dialog_class_init (NpReviewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_review_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = np_review_dialog_close_request;

  g_type_ensure (NP_TYPE_REQUEST_VIEW);
  gtk_widget_class_install_action (widget_class, "review.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "review.put-back", "s", put_back_action);
  bind_template (widget_class);
}

static void
np_review_dialog_init (NpReviewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
watch_document (NpReviewDialog *self)
{
  g_signal_connect_object (self->document, "notify::review-state", G_CALLBACK (update_state),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_form (self), "notify", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update_state (self);
}

/**
 * np_review_dialog_run_async:
 * @document: a document with changes, whose review has begun
 * @parent: the window that asks
 * @cancellable: (nullable): closes the dialog
 * @callback: called when it is answered
 * @user_data: passed to @callback
 *
 * Shows what is about to be sent and waits for what a person says. It sends
 * nothing itself.
 */
void
np_review_dialog_run_async (NpDocument *document,
                            GtkWindow *parent,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  NpReviewDialog *self = NULL;

  g_return_if_fail (NP_IS_DOCUMENT (document));

  self = g_object_new (NP_TYPE_REVIEW_DIALOG, "transient-for", parent, NULL);
  self->document = g_object_ref (document);
  self->task = g_task_new (document, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, np_review_dialog_run_async);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (gtk_window_destroy), self,
                             G_CONNECT_SWAPPED);
  watch_document (self);
  update (self);
  if (self->task != NULL)
    gtk_window_present (GTK_WINDOW (self));
}

/**
 * np_review_dialog_run_finish:
 * @result: what the callback got
 * @error: set to %G_IO_ERROR_CANCELLED when nobody could answer any more
 *
 * Returns: what was decided; %NP_REVIEW_ANSWER_BACK with @error set too
 */
NpReviewAnswer
np_review_dialog_run_finish (GAsyncResult *result, GError **error)
{
  gssize decided = g_task_propagate_int (G_TASK (result), error);

  return decided < 0 ? NP_REVIEW_ANSWER_BACK : (NpReviewAnswer) decided;
}
