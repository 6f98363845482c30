/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-history-row.h"

#include "np-history-details.h"
#include "np-history-text.h"
#include "np-time-text.h"

/**
 * NpHistoryRow:
 *
 * One save in the history: one line, and all that is known of it when it is
 * unfolded.
 */
struct _NpHistoryRow
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *time;
  GtkImage *arrow;
  AdwBin *details;

  /* Owned */
  NpHistoryEntry *entry;
};

G_DEFINE_FINAL_TYPE (NpHistoryRow, np_history_row, ADW_TYPE_BIN)

enum
{
  SIGNAL_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ask (NpHistoryRow *self, const char *wish)
{
  if (self->entry != NULL)
    g_signal_emit (self, signals[SIGNAL_ASKED], 0, wish);
}

/* The name of the action is the wish. */
static void
ask_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ask (NP_HISTORY_ROW (widget), action_name + strlen ("history."));
}

static void
copy_request_id_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpHistoryRow *self = NP_HISTORY_ROW (widget);

  if (self->entry != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                            np_history_entry_get_request_id (self->entry));
}

/* The list would take a second click for something else. */
static void
pressed_cb (NpHistoryRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (self)));
}

static void
released_cb (NpHistoryRow *self)
{
  ask (self, "unfold");
}

static void
show_head (NpHistoryRow *self, gboolean shows_model)
{
  NpSavedResult result = np_history_entry_get_result (self->entry);
  const char *style = np_history_text_get_style (result);
  const char *icon_styles[] = { style, NULL };
  const char *words = np_history_text_get_result (result);
  g_autofree char *summary = np_history_text_dup_summary (self->entry);
  g_autofree char *time = np_time_text_dup_moment (np_history_entry_get_saved_at (self->entry),
                                                   TRUE);
  g_autofree char *second = g_strjoin (" · ", words, shows_model ? summary : NULL, NULL);

  gtk_image_set_from_icon_name (self->icon, np_history_text_get_icon (result));
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), icon_styles);
  gtk_label_set_label (self->title,
                       shows_model ? np_history_entry_get_model_name (self->entry) : summary);
  gtk_label_set_label (self->subtitle, second);
  gtk_label_set_label (self->time, time);
}

/* The details are many widgets, and few saves are ever unfolded. */
static void
show_details (NpHistoryRow *self, const NpHistoryRowState *state, gboolean is_other)
{
  GtkWidget *details = adw_bin_get_child (self->details);

  if (!state->is_unfolded || is_other)
    adw_bin_set_child (self->details, NULL);
  gtk_image_set_from_icon_name (self->arrow,
                                state->is_unfolded ? "pan-down-symbolic" : "pan-end-symbolic");
  if (!state->is_unfolded)
    return;
  if (details == NULL || is_other)
    adw_bin_set_child (self->details, np_history_details_new (self->entry, state->can_open));
  np_history_details_set_state (NP_HISTORY_DETAILS (adw_bin_get_child (self->details)),
                                state->is_busy, state->refusal, state->problem);
}

static void
update_actions (NpHistoryRow *self, const NpHistoryRowState *state)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "history.undo", state->can_undo && !state->is_busy);
  gtk_widget_action_set_enabled (widget, "history.restore", state->can_undo);
  gtk_widget_action_set_enabled (widget, "history.compare", state->is_here);
  gtk_widget_action_set_enabled (widget, "history.open", state->is_here);
}

static void
np_history_row_dispose (GObject *object)
{
  g_clear_object (&NP_HISTORY_ROW (object)->entry);

  G_OBJECT_CLASS (np_history_row_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const char *const names[] = { "history.undo", "history.restore", "history.compare",
                                       "history.receipt", "history.open" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (widget_class, names[i], NULL, ask_action);
  gtk_widget_class_install_action (widget_class, "history.copy-request-id", NULL,
                                   copy_request_id_action);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpHistoryRow, icon);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryRow, title);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryRow, time);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryRow, details);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
}

static void
np_history_row_class_init (NpHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_history_row_dispose;

  /**
   * NpHistoryRow::asked:
   * @self: a row
   * @wish: “unfold”, “undo”, “restore”, “compare”, “receipt” or “open”
   *
   * The person wants something of this save.
   */
  signals[SIGNAL_ASKED] = g_signal_new ("asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  install_actions (widget_class);
  bind_template (widget_class);
}

static void
np_history_row_init (NpHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_history_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
np_history_row_new (void)
{
  return g_object_new (NP_TYPE_HISTORY_ROW, NULL);
}

/**
 * np_history_row_set_entry:
 * @self: a row
 * @entry: (nullable): the save to show
 * @state: (nullable): what to show beside it; not for no entry
 */
void
np_history_row_set_entry (NpHistoryRow *self,
                          NpHistoryEntry *entry,
                          const NpHistoryRowState *state)
{
  gboolean is_other = FALSE;

  g_return_if_fail (NP_IS_HISTORY_ROW (self));
  g_return_if_fail (entry == NULL || state != NULL);

  is_other = g_set_object (&self->entry, entry);
  if (entry == NULL)
    {
      adw_bin_set_child (self->details, NULL);
      return;
    }
  show_head (self, state->can_open);
  show_details (self, state, is_other);
  update_actions (self, state);
}

/**
 * np_history_row_get_entry:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the save that the row shows
 */
NpHistoryEntry *
np_history_row_get_entry (NpHistoryRow *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ROW (self), NULL);

  return self->entry;
}

/**
 * np_history_row_dup_name:
 * @self: a row with a save
 *
 * Returns: (transfer full): what a screen reader says of the row
 */
char *
np_history_row_dup_name (NpHistoryRow *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ROW (self), NULL);

  return g_strdup_printf ("%s, %s, %s", gtk_label_get_label (self->title),
                          gtk_label_get_label (self->subtitle),
                          gtk_label_get_label (self->time));
}
