/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-field-row.h"

#include <glib/gi18n.h>

#include "np-compat.h"
#include "np-field-guard.h"
#include "np-json-editor.h"
#include "np-long-words.h"
#include "np-natural-height.h"
#include "np-value-text.h"

/* A text of more lines scrolls in a view of its own. */
#define MAX_HEIGHT 320

/* Of the value before a change, in characters: more than its two lines hold. */
#define MAX_WAS 300

/**
 * NpFieldRow:
 *
 * One field of the form: its label, an editor, and what there is to say about
 * it: how long it is, what it was before, what is wrong with it.
 *
 * The editor's value is bound to the form in the .ui file; the row looks after
 * the rest.
 */
struct _NpFieldRow
{
  AdwPreferencesRow parent_instance;

  /* Template widgets */
  GtkLabel *counter;
  GtkLabel *was;
  GtkLabel *problem;
  GtkWidget *problem_box;
  GtkWidget *put_back;
  AdwBin *slot;
  AdwBin *suffix_slot;

  /* Borrowed from the slot */
  GtkWidget *editor;

  /* Owned */
  NpModelForm *form;
  NpFieldGuard *guard; /* nullable: there is no editor yet */
  char *field;
  char *last_text;

  /* State */
  NpFieldId id;
  gboolean is_locked;
  int change_end; /* where the last change of the text ended, in characters */
};

G_DEFINE_FINAL_TYPE (NpFieldRow, np_field_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_0,
  PROP_FORM,
  PROP_FIELD,
  PROP_EDITOR,
  PROP_SUFFIX,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What a screen reader stands on when the editor has the focus. */
static GtkAccessible *
get_accessible (NpFieldRow *self)
{
  GtkWidget *editor = np_field_row_get_editor (self);

  if (NP_IS_JSON_EDITOR (editor))
    editor = np_json_editor_get_view (NP_JSON_EDITOR (editor));
  return GTK_ACCESSIBLE (editor);
}

static gboolean
is_too_long (NpFieldRow *self)
{
  return self->guard != NULL && np_field_guard_is_too_long (self->guard);
}

static void
update_counter (NpFieldRow *self)
{
  guint limit = np_field_get_max_length (self->id);
  glong length = g_utf8_strlen (np_model_form_get_text (self->form, self->id), -1);
  g_autofree char *text = NULL;

  if (limit == 0)
    return;
  /* Translators: how many characters a text has, and how many it may have */
  text = g_strdup_printf (_ ("%ld/%u"), length, limit);
  gtk_label_set_label (self->counter, text);
  gtk_widget_set_visible (GTK_WIDGET (self->counter), TRUE);
}

/* In one line, since a label shows two lines of each. */
static char *
dup_was (NpFieldRow *self)
{
  g_autofree char *start = np_value_text_dup_start (
      np_model_form_get_was (self->form, self->id), MAX_WAS, 1 + MAX_WAS);
  g_autofree char *value = np_value_text_dup (self->id, start);

  g_strdelimit (value, "\n\r", ' ');
  /* Translators: %s is the value that a field had before it was changed */
  return g_strdup_printf (_ ("Was: %s"), value);
}

static void
update_was (NpFieldRow *self)
{
  gboolean is_changed = np_model_form_get_is_changed (self->form, self->id);
  const char *was = np_model_form_get_was (self->form, self->id);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->put_back, is_changed);
  gtk_widget_set_visible (GTK_WIDGET (self->was), is_changed);
  if (!is_changed)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "changed");
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (self), "changed");
  if (np_field_get_kind (self->id) == NP_FIELD_KIND_JSON_OBJECT)
    /* Translators: below a field that has another value than it had */
    text = g_strdup (_ ("Changed"));
  else if (*was == '\0')
    text = g_strdup (_ ("Was empty"));
  else
    text = dup_was (self);
  gtk_label_set_label (self->was, text);
}

/* A screen reader is told once that a row is faulty and not at each key after that; the
 * text has to be there when it comes into view. */
static void
show_problem (NpFieldRow *self, const char *problem)
{
  gboolean is_new = problem != NULL && !gtk_widget_get_visible (self->problem_box);
  g_autofree char *text = NULL;

  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  if (problem != NULL)
    {
      /* Translators: a field, and what is wrong with it */
      text = g_strdup_printf (_ ("%s: %s"), np_field_get_label (self->id), problem);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->problem),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  if (is_new && gtk_widget_get_mapped (GTK_WIDGET (self)))
    np_announce (GTK_WIDGET (self), text);
}

static void
update_problem (NpFieldRow *self)
{
  const char *problem = np_model_form_get_problem (self->form, self->id);
  gboolean is_readable = np_model_form_get_model (self->form) == NULL ||
                         np_model_form_get_is_editable (self->form, self->id);

  if (problem == NULL && !is_readable)
    problem = _ ("The service sent something that cannot be edited here. It is kept as it is.");
  else if (problem == NULL && is_too_long (self))
    problem = _ ("This text is too long to edit here. It is kept as it is.");

  show_problem (self, problem);
  if (np_field_row_get_editor (self) == NULL)
    return;
  gtk_accessible_update_state (
      get_accessible (self), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (get_accessible (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : np_field_get_hint (self->id), -1);
  if (problem != NULL)
    gtk_accessible_update_relation (get_accessible (self), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                    self->problem, NULL, -1);
  else
    gtk_accessible_reset_relation (get_accessible (self), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}

/* A read-only editor stays focusable, so that its text can be read and copied. */
static void
update_editable (NpFieldRow *self)
{
  GtkWidget *editor = np_field_row_get_editor (self);
  gboolean is_editable = np_model_form_get_is_editable (self->form, self->id) &&
                         !self->is_locked && !is_too_long (self);

  if (editor == NULL)
    return;
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (editor), "editable") != NULL)
    g_object_set (editor, "editable", is_editable, NULL);
  else
    gtk_widget_set_sensitive (editor, is_editable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->suffix_slot),
                            is_editable ||
                                np_field_get_kind (self->id) == NP_FIELD_KIND_DOCUMENT_LINK);
}

/* In bytes; in the middle of no character. */
static gsize
find_change_end (const char *old_text, const char *new_text)
{
  gsize old_end = strlen (old_text);
  gsize new_end = strlen (new_text);

  while (old_end > 0 && new_end > 0 && old_text[old_end - 1] == new_text[new_end - 1])
    {
      old_end--;
      new_end--;
    }
  while ((new_text[new_end] & 0xC0) == 0x80)
    new_end++;
  return new_end;
}

/* An undo leads to where it changed something. */
static void
note_change (NpFieldRow *self)
{
  const char *text = np_model_form_get_text (self->form, self->id);

  if (g_strcmp0 (self->last_text, text) == 0)
    return;
  if (self->last_text != NULL)
    self->change_end = (int) g_utf8_strlen (text,
                                            (gssize) find_change_end (self->last_text, text));
  g_free (self->last_text);
  self->last_text = g_strdup (text);
}

static void
update (NpFieldRow *self)
{
  note_change (self);
  update_counter (self);
  update_was (self);
  update_problem (self);
  update_editable (self);
}

static void
put_back_cb (NpFieldRow *self)
{
  np_model_form_put_back (self->form, self->id);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
refused_cb (NpFieldRow *self)
{
  gtk_widget_error_bell (GTK_WIDGET (self));
  show_problem (self, _ ("That is too long for this field. Nothing was inserted."));
}

/* What is typed after the focus was elsewhere is undone by itself. */
static void
leave_cb (NpFieldRow *self)
{
  np_model_form_break_undo (self->form);
}

static void
connect_form (NpFieldRow *self)
{
  static const char *const suffixes[] = { "", "-problem", "-changed", "-was", "-editable" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *detail = g_strconcat ("notify::", self->field, suffixes[i], NULL);

      g_signal_connect_object (self->form, detail, G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
    }
}

/* What a GtkTextView shows of a text it lays out and draws at once: without a bound that
 * is all of it, and of many lines it takes seconds. */
static GtkWidget *
bound_height (GtkWidget *view)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  np_long_words_wrap (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  return scroller;
}

static void
connect_editor (NpFieldRow *self)
{
  GtkWidget *editor = np_field_row_get_editor (self);

  if (editor == NULL)
    return;
  gtk_accessible_update_property (get_accessible (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  np_field_get_label (self->id), -1);
  g_clear_object (&self->guard);
  self->guard = np_field_guard_new (self->form, self->id, editor);
  g_signal_connect_object (self->guard, "refused", G_CALLBACK (refused_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
np_field_row_constructed (GObject *object)
{
  NpFieldRow *self = NP_FIELD_ROW (object);

  G_OBJECT_CLASS (np_field_row_parent_class)->constructed (object);

  if (!np_field_from_property (self->field, &self->id))
    g_error ("No field is called “%s”", self->field);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), np_field_get_label (self->id));
  connect_form (self);
}

static void
np_field_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpFieldRow *self = NP_FIELD_ROW (object);

  switch (prop_id)
    {
    case PROP_FORM:
      g_value_set_object (value, self->form);
      break;
    case PROP_FIELD:
      g_value_set_string (value, self->field);
      break;
    case PROP_EDITOR:
      g_value_set_object (value, np_field_row_get_editor (self));
      break;
    case PROP_SUFFIX:
      g_value_set_object (value, adw_bin_get_child (self->suffix_slot));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_field_row_set_property (GObject *object,
                           guint prop_id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  NpFieldRow *self = NP_FIELD_ROW (object);

  switch (prop_id)
    {
    case PROP_FORM:
      self->form = g_value_dup_object (value);
      break;
    case PROP_FIELD:
      self->field = g_value_dup_string (value);
      break;
    case PROP_EDITOR:
      self->editor = g_value_get_object (value);
      adw_bin_set_child (self->slot, GTK_IS_TEXT_VIEW (self->editor)
                                         ? bound_height (self->editor)
                                         : self->editor);
      connect_editor (self);
      update (self);
      break;
    case PROP_SUFFIX:
      adw_bin_set_child (self->suffix_slot, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
np_field_row_grab_focus (GtkWidget *widget)
{
  GtkWidget *editor = np_field_row_get_editor (NP_FIELD_ROW (widget));

  /* A selected text is gone with the first key. */
  if (GTK_IS_ENTRY (editor))
    return gtk_entry_grab_focus_without_selecting (GTK_ENTRY (editor));
  return editor != NULL && gtk_widget_grab_focus (editor);
}

static void
np_field_row_dispose (GObject *object)
{
  NpFieldRow *self = NP_FIELD_ROW (object);

  g_clear_object (&self->guard);
  g_clear_object (&self->form);
  g_clear_pointer (&self->field, g_free);
  g_clear_pointer (&self->last_text, g_free);

  G_OBJECT_CLASS (np_field_row_parent_class)->dispose (object);
}

static void
np_field_row_class_init (NpFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = np_field_row_constructed;
  object_class->get_property = np_field_row_get_property;
  object_class->set_property = np_field_row_set_property;
  object_class->dispose = np_field_row_dispose;
  widget_class->grab_focus = np_field_row_grab_focus;

  /**
   * NpFieldRow:form:
   *
   * The form that holds the field.
   */
  properties[PROP_FORM] = g_param_spec_object ("form", NULL, NULL, NP_TYPE_MODEL_FORM,
                                               flags | G_PARAM_CONSTRUCT_ONLY);
  /**
   * NpFieldRow:field:
   *
   * The field, by the name of its property in the form.
   */
  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, NULL,
                                                flags | G_PARAM_CONSTRUCT_ONLY);
  /**
   * NpFieldRow:editor:
   *
   * The widget that edits the field.
   */
  properties[PROP_EDITOR] = g_param_spec_object ("editor", NULL, NULL, GTK_TYPE_WIDGET, flags);
  /**
   * NpFieldRow:suffix:
   *
   * A widget at the end of the row, such as a button.
   */
  properties[PROP_SUFFIX] = g_param_spec_object ("suffix", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpFieldRow, counter);
  gtk_widget_class_bind_template_child (widget_class, NpFieldRow, was);
  gtk_widget_class_bind_template_child (widget_class, NpFieldRow, problem);
  gtk_widget_class_bind_template_child (widget_class, NpFieldRow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, NpFieldRow, put_back);
  gtk_widget_class_bind_template_child (widget_class, NpFieldRow, slot);
  gtk_widget_class_bind_template_child (widget_class, NpFieldRow, suffix_slot);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, put_back_cb);
}

static void
np_field_row_init (NpFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  np_natural_height_keep (GTK_WIDGET (self->slot));
}

/**
 * np_field_row_get_field_id:
 * @self: a row
 *
 * Returns: the field that the row edits
 */
NpFieldId
np_field_row_get_field_id (NpFieldRow *self)
{
  g_return_val_if_fail (NP_IS_FIELD_ROW (self), NP_FIELD_MODEL_NAME);

  return self->id;
}

/**
 * np_field_row_get_editor:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the widget that edits the field
 */
GtkWidget *
np_field_row_get_editor (NpFieldRow *self)
{
  g_return_val_if_fail (NP_IS_FIELD_ROW (self), NULL);

  return self->editor;
}

/**
 * np_field_row_set_locked:
 * @self: a row
 * @is_locked: whether nothing can be typed into it
 *
 * What is in a locked row can still be read and copied, and be changed by an undo.
 */
void
np_field_row_set_locked (NpFieldRow *self, gboolean is_locked)
{
  g_return_if_fail (NP_IS_FIELD_ROW (self));

  if (self->is_locked == is_locked)
    return;
  self->is_locked = is_locked;
  update_editable (self);
}

static void
place_cursor (GtkTextView *view, int offset)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset);
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
}

/**
 * np_field_row_reveal:
 * @self: a row
 *
 * Puts the cursor where the text changed last.
 */
void
np_field_row_reveal (NpFieldRow *self)
{
  GtkWidget *editor = NULL;

  g_return_if_fail (NP_IS_FIELD_ROW (self));

  editor = np_field_row_get_editor (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (NP_IS_JSON_EDITOR (editor))
    editor = np_json_editor_get_view (NP_JSON_EDITOR (editor));
  if (GTK_IS_EDITABLE (editor))
    gtk_editable_set_position (GTK_EDITABLE (editor), self->change_end);
  else if (GTK_IS_TEXT_VIEW (editor))
    place_cursor (GTK_TEXT_VIEW (editor), self->change_end);
}
