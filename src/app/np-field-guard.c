/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-field-guard.h"

#include <string.h>

#include "np-value-text.h"

/* GtkEntryBuffer cuts what is longer, without a word (GTK 4.8). */
#define ENTRY_MAX_BYTES 65534

/* A GtkTextView lays out a paragraph at once; one of some megabytes takes minutes. */
#define PARAGRAPH_MAX_BYTES (256 * 1024)

/* What is shown of a text that is not shown whole. */
#define START_CHARACTERS 2000
#define START_LINES      100

/**
 * NpFieldGuard:
 *
 * Keeps from an editor what it cannot hold. What the form itself puts in is shown cut,
 * for the row to make read-only, and the form keeps it whole. What a person puts in is
 * refused, and what it was to replace comes back.
 */
struct _NpFieldGuard
{
  GObject parent_instance;

  /* Borrowed */
  GtkWidget *editor; /* nullable: it is gone */

  /* Owned */
  NpModelForm *form;
  char *replaced; /* what the editor had before something was deleted in this turn */

  /* State */
  NpFieldId id;
  guint turn_source;
  gboolean is_refused; /* what was to take its place */
};

G_DEFINE_FINAL_TYPE (NpFieldGuard, np_field_guard, G_TYPE_OBJECT)

enum
{
  SIGNAL_REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Whether TEXT has one, with so many bytes of its first and its last paragraph around it. */
static gboolean
has_long_paragraph (gsize before, const char *text, gsize length, gsize after)
{
  gsize n = before;

  if (before + length + after <= PARAGRAPH_MAX_BYTES)
    return FALSE;
  for (gsize i = 0; i < length && n <= PARAGRAPH_MAX_BYTES; i++)
    n = text[i] == '\n' || text[i] == '\r' ? 0 : n + 1;
  return n + after > PARAGRAPH_MAX_BYTES;
}

static gboolean
turn_cb (gpointer user_data)
{
  NpFieldGuard *self = user_data;
  g_autofree char *replaced = g_steal_pointer (&self->replaced);

  self->turn_source = 0;
  if (!self->is_refused)
    return G_SOURCE_REMOVE;
  self->is_refused = FALSE;
  np_model_form_set_text (self->form, self->id, replaced);
  if (GTK_IS_EDITABLE (self->editor))
    gtk_editable_set_position (GTK_EDITABLE (self->editor), -1);
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0);
  return G_SOURCE_REMOVE;
}

/* A paste deletes what is selected before it inserts. If that is refused what was there
 * comes back, in the next turn of the main loop. */
static void
delete_cb (NpFieldGuard *self)
{
  if (self->turn_source != 0)
    return;
  self->replaced = g_strdup (np_model_form_get_text (self->form, self->id));
  self->turn_source = g_idle_add_full (G_PRIORITY_HIGH, turn_cb, self, NULL);
}

static void
refuse (NpFieldGuard *self)
{
  if (self->replaced != NULL)
    self->is_refused = TRUE;
  else
    g_signal_emit (self, signals[SIGNAL_REFUSED], 0);
}

static void
insert_into_entry_cb (
    NpFieldGuard *self, const char *text, int length, int *position, GtkEditable *delegate)
{
  gsize added = length < 0 ? strlen (text) : (gsize) length;
  gsize bytes = strlen (gtk_editable_get_text (delegate));

  if (bytes + added <= ENTRY_MAX_BYTES || np_field_guard_is_too_long (self))
    return;
  g_signal_stop_emission_by_name (delegate, "insert-text");
  refuse (self);
}

/* The cut text comes here as well, and is short enough to pass. */
static void
insert_start (GtkTextBuffer *buffer, GtkTextIter *location, const char *text)
{
  g_autofree char *start = np_value_text_dup_start (text, START_CHARACTERS, START_LINES);

  gtk_text_buffer_insert (buffer, location, start, -1);
}

static void
insert_into_buffer_cb (NpFieldGuard *self,
                       GtkTextIter *location,
                       const char *text,
                       int length,
                       GtkTextBuffer *buffer)
{
  gsize added = length < 0 ? strlen (text) : (gsize) length;
  gsize before = (gsize) gtk_text_iter_get_line_index (location);
  gsize after = (gsize) gtk_text_iter_get_bytes_in_line (location) - before;
  gboolean is_cut = np_field_guard_is_too_long (self);

  if (is_cut ? added <= START_CHARACTERS * 4 + 4
             : !has_long_paragraph (before, text, added, after))
    return;
  g_signal_stop_emission_by_name (buffer, "insert-text");
  if (is_cut)
    insert_start (buffer, location, text);
  else
    refuse (self);
}

static void
watch (NpFieldGuard *self)
{
  if (GTK_IS_ENTRY (self->editor))
    {
      GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (self->editor));

      g_signal_connect_object (delegate, "delete-text", G_CALLBACK (delete_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (delegate, "insert-text", G_CALLBACK (insert_into_entry_cb), self,
                               G_CONNECT_SWAPPED);
    }
  else if (GTK_IS_TEXT_VIEW (self->editor))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor));

      g_signal_connect_object (buffer, "delete-range", G_CALLBACK (delete_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (buffer, "insert-text", G_CALLBACK (insert_into_buffer_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
np_field_guard_dispose (GObject *object)
{
  NpFieldGuard *self = NP_FIELD_GUARD (object);

  g_clear_weak_pointer (&self->editor);
  g_clear_handle_id (&self->turn_source, g_source_remove);
  g_clear_pointer (&self->replaced, g_free);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (np_field_guard_parent_class)->dispose (object);
}

static void
np_field_guard_class_init (NpFieldGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = np_field_guard_dispose;

  /**
   * NpFieldGuard::refused:
   * @self: a guard
   *
   * What a person put in was too long. The editor has what it had before.
   */
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                          0);
}

static void
np_field_guard_init (NpFieldGuard *self)
{
}

/**
 * np_field_guard_new:
 * @form: the form that holds the field
 * @id: the field
 * @editor: the widget that edits it; one that holds any text is not watched
 *
 * Returns: (transfer full): a guard of the editor
 */
NpFieldGuard *
np_field_guard_new (NpModelForm *form, NpFieldId id, GtkWidget *editor)
{
  NpFieldGuard *self = g_object_new (NP_TYPE_FIELD_GUARD, NULL);

  g_set_object (&self->form, form);
  g_set_weak_pointer (&self->editor, editor);
  self->id = id;
  watch (self);
  return self;
}

/**
 * np_field_guard_is_too_long:
 * @self: a guard
 *
 * Returns: %TRUE if the form's text is longer than the editor can hold, so that only a
 *   part of it is shown
 */
gboolean
np_field_guard_is_too_long (NpFieldGuard *self)
{
  const char *text = NULL;

  g_return_val_if_fail (NP_IS_FIELD_GUARD (self), FALSE);

  text = np_model_form_get_text (self->form, self->id);
  if (GTK_IS_ENTRY (self->editor))
    return strlen (text) > ENTRY_MAX_BYTES;
  return GTK_IS_TEXT_VIEW (self->editor) && has_long_paragraph (0, text, strlen (text), 0);
}
