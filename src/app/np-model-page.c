/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-page-private.h"

#include <glib/gi18n.h>

#include "np-fact-row.h"
#include "np-field-row.h"
#include "np-json-editor.h"
#include "np-suggestion-button.h"
#include "np-time-text.h"
#include "np-visibility-choice.h"

/* So much stays free above and below a row that is scrolled to, in pixels. */
#define ROW_MARGIN 12

/**
 * NpModelPage:
 *
 * One model: as a form, whose rows are bound to the form object in the .ui file,
 * and its history. This class holds the actions.
 */
G_DEFINE_FINAL_TYPE (NpModelPage, np_model_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_SAVED,
  SIGNAL_FAILED,
  SIGNAL_NOT_SENT,
  SIGNAL_DISCARDED,
  SIGNAL_HISTORY_ASKED,
  SIGNAL_TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
undo_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_model_form_undo (NP_MODEL_PAGE (widget)->form);
}

static void
redo_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_model_form_redo (NP_MODEL_PAGE (widget)->form);
}

static void
put_back_all_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_model_form_put_back_all (NP_MODEL_PAGE (widget)->form);
}

static void
copy_id_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpModelPage *self = NP_MODEL_PAGE (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          np_document_get_model_id (self->document));
}

static void
launch_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpModelPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error) &&
      !g_cancellable_is_cancelled (self->cancellable))
    np_model_page_emit_failed (self, error, NULL);
}

static void
open_document_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpModelPage *self = NP_MODEL_PAGE (widget);
  GdkDisplay *display = gtk_widget_get_display (widget);
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (display);

  g_app_info_launch_default_for_uri_async (
      np_model_form_get_text (self->form, NP_FIELD_MODEL_DOC), G_APP_LAUNCH_CONTEXT (context),
      self->cancellable, launch_cb, g_object_ref (self));
}

static char *
describe_save (NpModelPage *self)
{
  guint n_problems = np_model_form_get_n_problems (self->form);

  if (np_document_get_is_saving (self->document))
    /* Translators: a save is under way */
    return g_strdup (_ ("Saving"));
  if (n_problems > 0)
    return g_strdup_printf (ngettext ("%u field needs attention", "%u fields need attention",
                                      n_problems),
                            n_problems);
  if (!np_model_form_get_is_dirty (self->form))
    return g_strdup (_ ("Nothing has changed"));
  return g_strdup (_ ("Save the Changes (Ctrl+S)"));
}

static void
update_changes (NpModelPage *self)
{
  guint n_changes = np_model_form_get_n_changes (self->form);
  g_autofree char *number = g_strdup_printf ("%u", n_changes);
  g_autofree char *text = g_strdup_printf (ngettext ("%u change", "%u changes", n_changes),
                                           n_changes);

  gtk_label_set_label (self->changes, number);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->changes), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->changes), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->changes), n_changes > 0);
}

static void
update_actions (NpModelPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_saving = np_document_get_is_saving (self->document);
  gboolean can_save = np_model_form_get_can_save (self->form) && !is_saving;
  gboolean is_open = np_document_get_model_id (self->document) != NULL;
  g_autofree char *description = describe_save (self);

  gtk_widget_action_set_enabled (widget, "model.save", can_save);
  gtk_widget_action_set_enabled (widget, "model.try-again", can_save);
  gtk_widget_action_set_enabled (widget, "model.reload",
                                 is_open && !is_saving &&
                                     !np_document_get_is_loading (self->document));
  gtk_widget_action_set_enabled (widget, "model.put-back-all",
                                 np_model_form_get_is_dirty (self->form));
  gtk_widget_action_set_enabled (widget, "model.export-draft",
                                 np_model_form_get_is_dirty (self->form));
  gtk_widget_action_set_enabled (
      widget, "model.open-document",
      np_field_text_is_web_link (np_model_form_get_text (self->form, NP_FIELD_MODEL_DOC)));

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_saving);
  gtk_spinner_set_spinning (self->spinner, is_saving);
  gtk_widget_set_tooltip_text (self->save_button, description);
  if (can_save)
    gtk_widget_add_css_class (self->save_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->save_button, "suggested-action");
  np_model_page_update_conflict (self);
  update_changes (self);
}

/* On the other pages Ctrl+Z belongs to whatever has the focus. */
static void
update_undo (NpModelPage *self)
{
  const char *page = adw_view_stack_get_visible_child_name (self->pages);
  gboolean is_form = g_strcmp0 (page, "edit") == 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "model.undo",
                                 is_form && np_model_form_get_can_undo (self->form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "model.redo",
                                 is_form && np_model_form_get_can_redo (self->form));
}

static void
page_cb (NpModelPage *self)
{
  /* The template is still being made. */
  if (self->document == NULL)
    return;
  update_undo (self);
  np_model_page_update_history (self);
}

static gboolean
negate (NpModelPage *self, gboolean value)
{
  return !value;
}

static void
update_title (NpModelPage *self)
{
  NpModel *model = np_model_form_get_model (self->form);
  const char *name = model != NULL ? np_model_get_text (model, NP_FIELD_MODEL_NAME) : "";

  /* Translators: a machine-learning model; in the place of a name that is empty */
  adw_window_title_set_title (self->title, *name != '\0' ? name : _ ("Model"));
}

static char *
format_time (NpModelPage *self, const char *text)
{
  return np_time_text_dup_date (text);
}

static char *
get_star_icon (NpModelPage *self, gboolean is_starred)
{
  return g_strdup (is_starred ? "starred-symbolic" : "non-starred-symbolic");
}

static gboolean
np_model_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (NP_MODEL_PAGE (widget)->rows[NP_FIELD_MODEL_NAME]);
}

/* Typing over what is selected is one change, though the buffer makes two of it. */
static void
begin_typing_cb (GObject *buffer)
{
  g_object_freeze_notify (buffer);
}

static void
end_typing_cb (GObject *buffer)
{
  g_object_thaw_notify (buffer);
}

/* GTK goes on behind the part that had the focus last: without this nobody who
 * comes from the list with Tab reaches the header bar. */
static gboolean
np_model_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, widget))
    gtk_widget_set_focus_child (child, NULL);
  return gtk_widget_child_focus (child, direction);
}

/* What went wrong with the last model says nothing of this one. */
static void
model_id_cb (NpModelPage *self)
{
  np_outcome_card_close (self->outcome_card);
  gtk_adjustment_set_value (self->scroll, 0);
  np_problem_panel_clear (self->problems);
  np_model_page_show_form (self);
  np_model_page_update_history (self);
}

/* Where a row stands is known after the layout, which follows the first tick. */
static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  NpModelPage *self = NP_MODEL_PAGE (widget);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (self->rows[self->revealed], self->column, &bounds))
    gtk_adjustment_clamp_page (self->scroll, bounds.origin.y - ROW_MARGIN,
                               bounds.origin.y + bounds.size.height + ROW_MARGIN);
  if (--self->n_ticks > 0)
    return G_SOURCE_CONTINUE;
  return G_SOURCE_REMOVE;
}

/* An undo or redo changed a field that may be anywhere. */
static void
reveal_cb (NpModelPage *self, guint id)
{
  np_field_row_reveal (NP_FIELD_ROW (self->rows[id]));
  if (self->n_ticks == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
  self->revealed = id;
  self->n_ticks = 2;
}

static void
connect_signals (NpModelPage *self)
{
  static const char *const form_details[] = { "notify::can-save", "notify::dirty",
                                              "notify::n-changes", "notify::n-problems",
                                              "notify::model-doc" };
  static const char *const undo_details[] = { "notify::can-undo", "notify::can-redo" };

  for (guint i = 0; i < G_N_ELEMENTS (form_details); i++)
    g_signal_connect_object (self->form, form_details[i], G_CALLBACK (update_actions), self,
                             G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (undo_details); i++)
    g_signal_connect_object (self->form, undo_details[i], G_CALLBACK (update_undo), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "notify::model", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "field-revealed", G_CALLBACK (reveal_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::model-id", G_CALLBACK (model_id_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
np_model_page_dispose (GObject *object)
{
  NpModelPage *self = NP_MODEL_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  np_model_page_stop_permission (self);
  g_clear_object (&self->document);
  g_clear_object (&self->settings);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (np_model_page_parent_class)->dispose (object);
}

static void
np_model_page_finalize (GObject *object)
{
  NpModelPage *self = NP_MODEL_PAGE (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->agreed, np_model_changes_unref);

  G_OBJECT_CLASS (np_model_page_parent_class)->finalize (object);
}

/* A row is called in the template as its field is in the form. */
static void
bind_rows (GtkWidgetClass *widget_class)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (np_field_get_property (id)), "-", '_');

      gtk_widget_class_bind_template_child_full (widget_class, name, FALSE,
                                                 G_STRUCT_OFFSET (NpModelPage, rows) +
                                                     (gssize) (id * sizeof (GtkWidget *)));
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-model-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, form);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, title);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, changes);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, problems);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, retry_line);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, failed_banner);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, pages);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, draft_banner);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, permission_banner);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, permission_button);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, history_slot);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, column);
  gtk_widget_class_bind_template_child (widget_class, NpModelPage, outcome_card);
  bind_rows (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, begin_typing_cb);
  gtk_widget_class_bind_template_callback (widget_class, end_typing_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_time);
  gtk_widget_class_bind_template_callback (widget_class, get_star_icon);
  gtk_widget_class_bind_template_callback (widget_class, gtk_widget_grab_focus);
  gtk_widget_class_bind_template_callback (widget_class, negate);
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
}

static void
install_save_signals (NpModelPageClass *klass)
{
  /**
   * NpModelPage::saved:
   * @self: a page
   * @outcome: what the save came to
   *
   * A save ended without the service refusing it.
   */
  signals[SIGNAL_SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        NP_TYPE_SAVE_OUTCOME);
  /**
   * NpModelPage::failed:
   * @self: a page
   * @error: why
   * @operation: (nullable): the operation of the service that failed
   *
   * Something did not work. The form holds what it held.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_ERROR,
                                         G_TYPE_STRING);
  /**
   * NpModelPage::not-sent:
   * @self: a page
   *
   * The person went back before anything was sent, or nothing was left to send.
   */
  signals[SIGNAL_NOT_SENT] = g_signal_new ("not-sent", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                           0);
}

static void
install_signals (NpModelPageClass *klass)
{
  /**
   * NpModelPage::discarded:
   * @self: a page
   *
   * The person gave the unsaved changes up; an undo brings them back.
   */
  signals[SIGNAL_DISCARDED] = g_signal_new ("discarded", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                            0);
  /**
   * NpModelPage::history-asked:
   * @self: a page
   * @wish: as in NpHistoryView::asked
   * @entry: the save
   *
   * The person wants something of a save in the history.
   */
  signals[SIGNAL_HISTORY_ASKED] =
      g_signal_new ("history-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, NP_TYPE_HISTORY_ENTRY);
  /**
   * NpModelPage::told:
   * @self: a page
   * @message: what to say
   *
   * An export ended.
   */
  signals[SIGNAL_TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
np_model_page_class_init (NpModelPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_model_page_dispose;
  object_class->finalize = np_model_page_finalize;
  widget_class->focus = np_model_page_focus;
  widget_class->grab_focus = np_model_page_grab_focus;

  install_save_signals (klass);
  install_signals (klass);
  np_model_page_install_save_actions (widget_class);
  np_model_page_install_reading_actions (widget_class);
  np_model_page_install_draft_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "model.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "model.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "model.put-back-all", NULL,
                                   put_back_all_action);
  gtk_widget_class_install_action (widget_class, "model.copy-id", NULL, copy_id_action);
  gtk_widget_class_install_action (widget_class, "model.open-document", NULL,
                                   open_document_action);

  g_type_ensure (NP_TYPE_FACT_ROW);
  g_type_ensure (NP_TYPE_BANNER);
  g_type_ensure (NP_TYPE_FIELD_ROW);
  g_type_ensure (NP_TYPE_JSON_EDITOR);
  g_type_ensure (NP_TYPE_MODEL_FORM);
  g_type_ensure (NP_TYPE_OUTCOME_CARD);
  g_type_ensure (NP_TYPE_PERMISSION_BUTTON);
  g_type_ensure (NP_TYPE_PROBLEM_PANEL);
  g_type_ensure (NP_TYPE_RETRY_LINE);
  g_type_ensure (NP_TYPE_SUGGESTION_BUTTON);
  g_type_ensure (NP_TYPE_VISIBILITY_CHOICE);
  bind_template (widget_class);
}

static void
np_model_page_init (NpModelPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->document = np_document_new (self->form);
  connect_signals (self);
  np_model_page_watch_drafts (self);
  np_model_page_watch_permission (self);
  update_actions (self);
  update_undo (self);
}

/*< private >
 * np_model_page_emit_failed:
 * @self: a page
 * @error: what went wrong
 * @operation: (nullable): the operation of the service that failed
 */
void
np_model_page_emit_failed (NpModelPage *self, const GError *error, const char *operation)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error, operation);
}

/**
 * np_model_page_emit_discarded: (skip)
 * @self: a page
 */
void
np_model_page_emit_discarded (NpModelPage *self)
{
  g_signal_emit (self, signals[SIGNAL_DISCARDED], 0);
}

/**
 * np_model_page_ask_history: (skip)
 * @self: a page
 * @wish: what is wanted
 * @entry: of this save
 */
void
np_model_page_ask_history (NpModelPage *self, const char *wish, NpHistoryEntry *entry)
{
  g_signal_emit (self, signals[SIGNAL_HISTORY_ASKED], 0, wish, entry);
}

/**
 * np_model_page_set_library:
 * @self: a page
 * @library: where drafts and history are kept
 */
void
np_model_page_set_library (NpModelPage *self, NpLibrary *library)
{
  g_return_if_fail (NP_IS_MODEL_PAGE (self));

  g_set_object (&self->library, library);
  np_document_set_library (self->document, library);
}

/**
 * np_model_page_get_document:
 * @self: a page
 *
 * Returns: (transfer none): the document that the page shows
 */
NpDocument *
np_model_page_get_document (NpModelPage *self)
{
  g_return_val_if_fail (NP_IS_MODEL_PAGE (self), NULL);

  return self->document;
}

/**
 * np_model_page_get_problems:
 * @self: a page
 *
 * Returns: (transfer none): what went wrong with the open model
 */
NpProblemPanel *
np_model_page_get_problems (NpModelPage *self)
{
  g_return_val_if_fail (NP_IS_MODEL_PAGE (self), NULL);

  return self->problems;
}

/**
 * np_model_page_get_retry_line:
 * @self: a page
 *
 * Returns: (transfer none): where it is said that something of the model is tried again
 */
NpRetryLine *
np_model_page_get_retry_line (NpModelPage *self)
{
  g_return_val_if_fail (NP_IS_MODEL_PAGE (self), NULL);

  return self->retry_line;
}

/**
 * np_model_page_stop:
 * @self: a page
 *
 * Cancels what the page has under way.
 */
void
np_model_page_stop (NpModelPage *self)
{
  g_return_if_fail (NP_IS_MODEL_PAGE (self));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
}
