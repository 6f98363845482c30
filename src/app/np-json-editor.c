/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-json-editor.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

#include "np-json.h"
#include "np-long-words.h"

/* How long typing has to rest before a fault is marked: nobody wants to be told
 * of a missing brace while typing it. */
#define CHECK_DELAY_MS 300

/**
 * NpJsonEditor:
 *
 * Edits a JSON text, with colours, line numbers and a mark where the text stops
 * being JSON.
 */
struct _NpJsonEditor
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *scroller;
  GtkSourceView *view;
  GtkSourceBuffer *buffer;

  /* Borrowed from the buffer */
  GtkTextTag *fault_tag;

  /* State */
  guint check_source;
};

G_DEFINE_FINAL_TYPE (NpJsonEditor, np_json_editor, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_EDITABLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static char *
dup_text (NpJsonEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
}

static void
mark_fault (NpJsonEditor *self, guint line, guint column)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &start, (int) line - 1, (int) column - 1);
  end = start;
  if (!gtk_text_iter_forward_char (&end))
    gtk_text_iter_backward_char (&start);
  gtk_text_buffer_apply_tag (buffer, self->fault_tag, &start, &end);
}

static gboolean
check_cb (gpointer user_data)
{
  NpJsonEditor *self = user_data;
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  g_autofree char *text = dup_text (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpJson) json = NULL;
  GtkTextIter start, end;

  self->check_source = 0;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->fault_tag, &start, &end);

  /* An empty editor is a question for the form, not a fault in JSON. */
  if (*text == '\0')
    return G_SOURCE_REMOVE;
  json = np_json_parse_text (text, &error);
  if (json == NULL)
    mark_fault (self, np_json_error_get_line (error), np_json_error_get_column (error));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (NpJsonEditor *self)
{
  g_clear_handle_id (&self->check_source, g_source_remove);
  self->check_source = g_timeout_add (CHECK_DELAY_MS, check_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

/* Typing over what is selected is one change, though the buffer makes two of it. */
static void
begin_typing_cb (NpJsonEditor *self)
{
  g_object_freeze_notify (G_OBJECT (self));
}

static void
end_typing_cb (NpJsonEditor *self)
{
  g_object_thaw_notify (G_OBJECT (self));
}

static void
set_text (NpJsonEditor *self, const char *text)
{
  g_autofree char *old = dup_text (self);

  /* The same text again would move the cursor. */
  if (g_strcmp0 (old, text) != 0)
    gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), text != NULL ? text : "", -1);
}

static void
style_cb (NpJsonEditor *self)
{
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (self->buffer,
                                      gtk_source_style_scheme_manager_get_scheme (
                                          manager, is_dark ? "Adwaita-dark" : "Adwaita"));
}

static gboolean
np_json_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NP_JSON_EDITOR (widget)->view));
}

static void
np_json_editor_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpJsonEditor *self = NP_JSON_EDITOR (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_take_string (value, dup_text (self));
      break;
    case PROP_EDITABLE:
      g_value_set_boolean (value, gtk_text_view_get_editable (GTK_TEXT_VIEW (self->view)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_json_editor_set_property (GObject *object,
                             guint prop_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  NpJsonEditor *self = NP_JSON_EDITOR (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      set_text (self, g_value_get_string (value));
      break;
    case PROP_EDITABLE:
      gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_json_editor_dispose (GObject *object)
{
  NpJsonEditor *self = NP_JSON_EDITOR (object);

  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (np_json_editor_parent_class)->dispose (object);
}

static void
np_json_editor_class_init (NpJsonEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_json_editor_get_property;
  object_class->set_property = np_json_editor_set_property;
  object_class->dispose = np_json_editor_dispose;
  widget_class->grab_focus = np_json_editor_grab_focus;

  /**
   * NpJsonEditor:text:
   *
   * The text, whether it is JSON or not.
   */
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  /**
   * NpJsonEditor:editable:
   *
   * Whether a person can change the text.
   */
  properties[PROP_EDITABLE] = g_param_spec_boolean ("editable", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_source_init ();
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (GTK_SOURCE_TYPE_BUFFER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-json-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, NpJsonEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, NpJsonEditor, view);
  gtk_widget_class_bind_template_child (widget_class, NpJsonEditor, buffer);
  gtk_widget_class_bind_template_callback (widget_class, begin_typing_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, end_typing_cb);
}

static void
np_json_editor_init (NpJsonEditor *self)
{
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();

  gtk_widget_init_template (GTK_WIDGET (self));
  np_long_words_wrap (GTK_TEXT_BUFFER (self->buffer));
  gtk_source_buffer_set_language (self->buffer,
                                  gtk_source_language_manager_get_language (languages, "json"));
  self->fault_tag = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (self->buffer), NULL,
                                                "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (style_cb), self, G_CONNECT_SWAPPED);
  style_cb (self);
}

/**
 * np_json_editor_get_view:
 * @self: an editor
 *
 * Returns: (transfer none): the widget that takes the keys, and that a screen
 *   reader stands on
 */
GtkWidget *
np_json_editor_get_view (NpJsonEditor *self)
{
  g_return_val_if_fail (NP_IS_JSON_EDITOR (self), NULL);

  return GTK_WIDGET (self->view);
}
