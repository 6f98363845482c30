/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-conflict-row.h"

#include <glib/gi18n.h>

#include "np-columns.h"
#include "np-long-words.h"
#include "np-marked-text.h"
#include "np-natural-height.h"
#include "np-radio-keys.h"
#include "np-text-diff.h"
#include "np-text-visible.h"
#include "np-value-text.h"

/**
 * NpConflictRow:
 *
 * One field, or one key of extra info, that two people changed: what it was when
 * the model was opened, what it is now, and what was typed here. A person chooses
 * one of them or types another value.
 */
struct _NpConflictRow
{
  AdwPreferencesRow parent_instance;

  /* Template widgets */
  GtkWidget *base_cell;
  GtkWidget *theirs_cell;
  GtkWidget *mine_cell;
  GtkCheckButton *base_button;
  GtkCheckButton *theirs_button;
  GtkCheckButton *mine_button;
  GtkCheckButton *typed_button;
  NpMarkedText *base_text;
  NpMarkedText *theirs_text;
  NpMarkedText *mine_text;
  GtkToggleButton *fold_button;
  GtkWidget *typed_box;
  GtkWidget *typed_frame;
  GtkWidget *typed_bin;
  GtkWidget *typed_view;
  GtkTextBuffer *typed_buffer;
  GtkWidget *problem_box;
  GtkLabel *problem;

  /* Owned */
  NpModelMerge *merge;

  /* State */
  guint index;
  gboolean was_typed;
};

G_DEFINE_FINAL_TYPE (NpConflictRow, np_conflict_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_text (NpConflictRow *self, NpMergeSide side)
{
  return np_model_merge_get_collision_text (self->merge, self->index, side);
}

static void
update_problem (NpConflictRow *self)
{
  g_autofree char *problem = NULL;

  if (np_model_merge_get_is_decided (self->merge, self->index))
    problem = np_model_merge_check_choice (self->merge, self->index);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->typed_view), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->typed_view),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : "", -1);
}

static void
choose (NpConflictRow *self, NpMergeSide side, const char *typed)
{
  np_model_merge_choose (self->merge, self->index, side, typed);
  update_problem (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
choose_typed (NpConflictRow *self)
{
  g_autofree char *text = NULL;

  g_object_get (self->typed_buffer, "text", &text, NULL);
  choose (self, NP_MERGE_SIDE_TYPED, text);
}

/* Another value begins as one's own. */
static void
prepare_typing (NpConflictRow *self)
{
  const char *mine = get_text (self, NP_MERGE_SIDE_MINE);

  if (!self->was_typed)
    gtk_text_buffer_set_text (self->typed_buffer, mine != NULL ? mine : "", -1);
  self->was_typed = TRUE;
}

static void
toggled_cb (NpConflictRow *self, GtkCheckButton *button)
{
  gboolean is_typed = gtk_check_button_get_active (self->typed_button);

  gtk_widget_set_visible (self->typed_frame, is_typed);
  if (!gtk_check_button_get_active (button))
    return;
  if (button == self->base_button)
    choose (self, NP_MERGE_SIDE_BASE, NULL);
  else if (button == self->theirs_button)
    choose (self, NP_MERGE_SIDE_THEIRS, NULL);
  else if (button == self->mine_button)
    choose (self, NP_MERGE_SIDE_MINE, NULL);
  else
    {
      prepare_typing (self);
      choose_typed (self);
    }
}

static void
typed_cb (NpConflictRow *self)
{
  if (gtk_check_button_get_active (self->typed_button) && self->was_typed)
    choose_typed (self);
}

static void
fold_cb (NpConflictRow *self)
{
  NpMarkedText *const texts[] = { self->base_text, self->theirs_text, self->mine_text };
  gboolean is_whole = gtk_toggle_button_get_active (self->fold_button);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    np_marked_text_set_is_whole (texts[i], is_whole && np_marked_text_get_is_long (texts[i]));
  gtk_button_set_label (GTK_BUTTON (self->fold_button),
                        is_whole ? _ ("Show Less") : _ ("Show All"));
}

/* A cell is chosen by a click anywhere in it. */
static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer button)
{
  gtk_check_button_set_active (button, TRUE);
}

static void
make_clickable (GtkWidget *cell, GtkCheckButton *button)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  g_signal_connect_object (gesture, "pressed", G_CALLBACK (pressed_cb), button, 0);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (gesture));
}

/* How the three sides differ, so that all are shown in the same way. */
typedef struct
{
  gboolean names_invisible;
  gboolean names_spaces;
} Showing;

static void
compare (Showing *showing, const char *a, const char *b)
{
  g_autoptr (NpTextDiff) diff = np_text_diff_new (a != NULL ? a : "", b != NULL ? b : "");
  NpTextDifference kind = np_text_diff_get_difference (diff);

  if (kind != NP_TEXT_DIFFERENCE_NONE && kind != NP_TEXT_DIFFERENCE_TEXT)
    showing->names_invisible = TRUE;
  if (kind == NP_TEXT_DIFFERENCE_SPACE)
    showing->names_spaces = TRUE;
}

static Showing
find_showing (const char *base, const char *theirs, const char *mine)
{
  const char *const texts[] = { base, theirs, mine };
  Showing showing = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      compare (&showing, texts[i], texts[(i + 1) % G_N_ELEMENTS (texts)]);
      if (texts[i] != NULL && np_text_has_invisible (texts[i]))
        showing.names_invisible = TRUE;
    }
  return showing;
}

static char *
dup_shown (NpConflictRow *self, const char *text, Showing showing)
{
  NpFieldId id = np_model_merge_get_collision_field (self->merge, self->index);
  g_autofree char *value = text != NULL ? np_value_text_dup (id, text) : NULL;

  if (value != NULL && showing.names_invisible)
    return np_text_dup_visible (value, showing.names_spaces);
  return g_steal_pointer (&value);
}

/* Marked is what differs from the value that both began with. */
static void
show_side (NpMarkedText *widget, const char *base, const char *text)
{
  g_autoptr (NpTextDiff)
      diff = np_text_diff_new (base != NULL ? base : "", text != NULL ? text : "");
  gboolean has_words = base != NULL && *base != '\0' && text != NULL;

  np_marked_text_show (widget, text, has_words ? np_text_diff_get_new_spans (diff) : NULL,
                       NP_MARK_ADDED);
}

static void
describe (NpConflictRow *self, GtkCheckButton *button, const char *text)
{
  NpFieldId id = np_model_merge_get_collision_field (self->merge, self->index);
  g_autofree char *value = np_value_text_dup_short (id, text);
  g_autofree char *name = g_strdup_printf (
      /* Translators: for screen readers, whose value it is, then the value */
      _ ("%s: %s"), gtk_check_button_get_label (button), value);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                                  -1);
}

static void
show_sides (NpConflictRow *self)
{
  const char *base = get_text (self, NP_MERGE_SIDE_BASE);
  const char *theirs = get_text (self, NP_MERGE_SIDE_THEIRS);
  const char *mine = get_text (self, NP_MERGE_SIDE_MINE);
  Showing showing = find_showing (base, theirs, mine);
  g_autofree char *base_shown = dup_shown (self, base, showing);
  g_autofree char *theirs_shown = dup_shown (self, theirs, showing);
  g_autofree char *mine_shown = dup_shown (self, mine, showing);

  np_marked_text_show (self->base_text, base_shown, NULL, NP_MARK_ADDED);
  show_side (self->theirs_text, base_shown, theirs_shown);
  show_side (self->mine_text, base_shown, mine_shown);
  gtk_widget_set_visible (GTK_WIDGET (self->fold_button),
                          np_marked_text_get_is_long (self->base_text) ||
                              np_marked_text_get_is_long (self->theirs_text) ||
                              np_marked_text_get_is_long (self->mine_text));
  describe (self, self->base_button, base);
  describe (self, self->theirs_button, theirs);
  describe (self, self->mine_button, mine);
}

/* Of a visibility there is no other value than those of the sides. */
static void
prepare_choice (NpConflictRow *self)
{
  NpFieldId id = np_model_merge_get_collision_field (self->merge, self->index);

  gtk_widget_set_visible (self->typed_box, np_field_get_kind (id) != NP_FIELD_KIND_CHOICE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->typed_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_check_button_get_label (self->typed_button), -1);
}

/* What was decided before the window was closed and opened again. */
static void
show_choice (NpConflictRow *self)
{
  if (!np_model_merge_get_is_decided (self->merge, self->index))
    return;
  switch (np_model_merge_get_choice (self->merge, self->index))
    {
    case NP_MERGE_SIDE_BASE:
      gtk_check_button_set_active (self->base_button, TRUE);
      break;
    case NP_MERGE_SIDE_THEIRS:
      gtk_check_button_set_active (self->theirs_button, TRUE);
      break;
    case NP_MERGE_SIDE_MINE:
      gtk_check_button_set_active (self->mine_button, TRUE);
      break;
    case NP_MERGE_SIDE_TYPED:
    default:
      gtk_text_buffer_set_text (self->typed_buffer, get_text (self, NP_MERGE_SIDE_TYPED), -1);
      self->was_typed = TRUE;
      gtk_check_button_set_active (self->typed_button, TRUE);
      break;
    }
}

static gboolean
np_conflict_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NP_CONFLICT_ROW (widget)->base_button));
}

static void
np_conflict_row_dispose (GObject *object)
{
  g_clear_object (&NP_CONFLICT_ROW (object)->merge);

  G_OBJECT_CLASS (np_conflict_row_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-conflict-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, base_cell);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, theirs_cell);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, mine_cell);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, base_button);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, theirs_button);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, mine_button);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, typed_button);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, base_text);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, theirs_text);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, mine_text);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, fold_button);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, typed_box);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, typed_frame);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, typed_bin);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, typed_view);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, typed_buffer);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, NpConflictRow, problem);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, fold_cb);
}

static void
np_conflict_row_class_init (NpConflictRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_conflict_row_dispose;
  widget_class->grab_focus = np_conflict_row_grab_focus;
  np_radio_keys_install (widget_class);

  /**
   * NpConflictRow::chosen:
   * @self: a row
   *
   * A person chose a side, or typed.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (NP_TYPE_COLUMNS);
  g_type_ensure (NP_TYPE_MARKED_TEXT);
  bind_template (widget_class);
}

static void
np_conflict_row_init (NpConflictRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  np_long_words_wrap (self->typed_buffer);
  np_natural_height_keep (self->typed_bin);
  make_clickable (self->base_cell, self->base_button);
  make_clickable (self->theirs_cell, self->theirs_button);
  make_clickable (self->mine_cell, self->mine_button);
}

/**
 * np_conflict_row_new:
 * @merge: what two people changed; takes the choice
 * @i: which collision of it, below np_model_merge_get_n_collisions()
 *
 * Returns: (transfer floating): a row for this collision
 */
GtkWidget *
np_conflict_row_new (NpModelMerge *merge, guint i)
{
  NpConflictRow *self = g_object_new (NP_TYPE_CONFLICT_ROW, NULL);
  g_autofree char *name = np_value_text_dup_name (np_model_merge_get_collision_field (merge, i),
                                                  np_model_merge_get_collision_key (merge, i));

  self->merge = g_object_ref (merge);
  self->index = i;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  prepare_choice (self);
  show_sides (self);
  show_choice (self);
  return GTK_WIDGET (self);
}
