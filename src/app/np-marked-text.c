/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-marked-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "np-natural-height.h"
#include "np-text-diff.h"

/* From here on a text is long: only a part of it is shown, from a little before
 * its first mark. */
#define MAX_CHARS     600
#define MAX_LINES     10
#define CHARS_BEFORE  60
#define EXCERPT_CHARS 400
#define EXCERPT_LINES 8
#define WHOLE_HEIGHT  320
/* Pango lays out a paragraph at once: one without an end is broken where it
 * would wrap anyway. */
#define MAX_PARAGRAPH 2000

/**
 * NpMarkedText:
 *
 * A text to read, with marks at the words that differ from another one. It is
 * wrapped and never wider than its place. Of a long text it shows a part, or all
 * of it in a view of its own that scrolls.
 */
struct _NpMarkedText
{
  AdwBin parent_instance;

  /* Owned */
  char *text;    /* NULL for a value that is not there */
  GArray *spans; /* of NpTextSpan, or NULL */

  /* State */
  NpMark mark;
  gboolean is_whole;
};

G_DEFINE_FINAL_TYPE (NpMarkedText, np_marked_text, ADW_TYPE_BIN)

/* What is shown of the text, in bytes. */
typedef struct
{
  gsize start;
  gsize end;
} Range;

static gboolean
is_too_long (const char *text, glong max_chars, guint max_lines)
{
  guint n_lines = 1;
  const char *end = NULL;

  if (strlen (text) > (gsize) max_chars * 4)
    return TRUE;
  for (end = strchr (text, '\n'); end != NULL; end = strchr (end + 1, '\n'))
    n_lines++;
  return n_lines > max_lines || g_utf8_strlen (text, -1) > max_chars;
}

static gsize
find_first_mark (GArray *spans)
{
  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const NpTextSpan *span = &g_array_index (spans, NpTextSpan, i);

      if (span->is_changed)
        return span->start;
    }
  return 0;
}

/* A little before the first mark, at the beginning of a line where there is one. */
static const char *
find_start (NpMarkedText *self)
{
  const char *start = self->text + find_first_mark (self->spans);

  for (guint i = 0; i < CHARS_BEFORE && start > self->text; i++)
    {
      const char *before = g_utf8_prev_char (start);

      if (*before == '\n')
        break;
      start = before;
    }
  return start;
}

static Range
find_excerpt (NpMarkedText *self)
{
  const char *start = find_start (self);
  const char *end = start;
  guint n_lines = 1;

  for (guint n_chars = 0; n_chars < EXCERPT_CHARS && *end != '\0'; n_chars++)
    {
      if (*end == '\n' && ++n_lines > EXCERPT_LINES)
        break;
      end = g_utf8_next_char (end);
    }
  return (Range){ .start = (gsize) (start - self->text), .end = (gsize) (end - self->text) };
}

static GdkRGBA
get_tint (NpMark mark)
{
  GdkRGBA tint = { 0 };

  gdk_rgba_parse (&tint,
                  mark == NP_MARK_REMOVED ? "rgba(224,27,36,0.2)" : "rgba(46,194,126,0.25)");
  return tint;
}

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

static void
mark_range (PangoAttrList *list, NpMark mark, guint start, guint end)
{
  GdkRGBA tint = get_tint (mark);
  const guint16 full = G_MAXUINT16;

  add_attribute (list,
                 pango_attr_background_new ((guint16) (tint.red * full),
                                            (guint16) (tint.green * full),
                                            (guint16) (tint.blue * full)),
                 start, end);
  add_attribute (list, pango_attr_background_alpha_new ((guint16) (tint.alpha * full)), start,
                 end);
  if (mark == NP_MARK_REMOVED)
    add_attribute (list, pango_attr_strikethrough_new (TRUE), start, end);
  else
    add_attribute (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
}

/* The marks within RANGE, for a text that has OFFSET more bytes before it. */
static PangoAttrList *
make_attributes (NpMarkedText *self, Range range, gsize offset)
{
  PangoAttrList *list = pango_attr_list_new ();

  for (guint i = 0; self->spans != NULL && i < self->spans->len; i++)
    {
      const NpTextSpan *span = &g_array_index (self->spans, NpTextSpan, i);
      gsize start = MAX (span->start, range.start);
      gsize end = MIN (span->start + span->length, range.end);

      if (span->is_changed && start < end)
        mark_range (list, self->mark, (guint) (start - range.start + offset),
                    (guint) (end - range.start + offset));
    }
  return list;
}

static void
show_label (NpMarkedText *self, const char *text, PangoAttrList *attributes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  if (attributes == NULL)
    gtk_widget_add_css_class (label, "dim-label");
  adw_bin_set_child (ADW_BIN (self), label);
}

static void
show_excerpt (NpMarkedText *self)
{
  Range range = { .end = strlen (self->text) };
  g_autofree char *part = NULL;
  g_autofree char *text = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;
  gboolean has_more_before = FALSE;

  if (np_marked_text_get_is_long (self))
    range = find_excerpt (self);
  has_more_before = range.start > 0;
  part = g_strndup (self->text + range.start, range.end - range.start);
  text = g_strconcat (has_more_before ? "…" : "", part,
                      self->text[range.end] != '\0' ? "…" : "", NULL);
  attributes = make_attributes (self, range, has_more_before ? strlen ("…") : 0);
  show_label (self, text, attributes);
}

static void
append (GtkTextBuffer *buffer, const char *text, gsize length, GtkTextTag *tag, guint *column)
{
  g_autoptr (GString) piece = g_string_sized_new (length);
  GtkTextIter end;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gboolean is_gap = g_unichar_isspace (g_utf8_get_char (p));

      if (*p == '\n')
        *column = 0;
      else if (++*column > MAX_PARAGRAPH && (is_gap || *column > MAX_PARAGRAPH + 100))
        {
          g_string_append_c (piece, '\n');
          *column = 0;
        }
      g_string_append_len (piece, p, g_utf8_next_char (p) - p);
    }
  gtk_text_buffer_get_end_iter (buffer, &end);
  if (tag != NULL)
    gtk_text_buffer_insert_with_tags (buffer, &end, piece->str, (int) piece->len, tag, NULL);
  else
    gtk_text_buffer_insert (buffer, &end, piece->str, (int) piece->len);
}

static GtkTextTag *
make_tag (GtkTextBuffer *buffer, NpMark mark)
{
  GdkRGBA tint = get_tint (mark);

  if (mark == NP_MARK_REMOVED)
    return gtk_text_buffer_create_tag (buffer, NULL, "background-rgba", &tint, "strikethrough",
                                       TRUE, NULL);
  return gtk_text_buffer_create_tag (buffer, NULL, "background-rgba", &tint, "underline",
                                     PANGO_UNDERLINE_SINGLE, NULL);
}

static void
fill_buffer (NpMarkedText *self, GtkTextBuffer *buffer)
{
  GtkTextTag *tag = make_tag (buffer, self->mark);
  guint column = 0;

  if (self->spans == NULL)
    append (buffer, self->text, strlen (self->text), NULL, &column);
  for (guint i = 0; self->spans != NULL && i < self->spans->len; i++)
    {
      const NpTextSpan *span = &g_array_index (self->spans, NpTextSpan, i);

      append (buffer, self->text + span->start, span->length, span->is_changed ? tag : NULL,
              &column);
    }
}

static void
show_view (NpMarkedText *self)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (view, "np-marked-text");
  /* Translators: for screen readers, a text that can be read and copied */
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Whole text"), -1);
  fill_buffer (self, gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)));

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), WHOLE_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

static void
update (NpMarkedText *self)
{
  if (self->text == NULL)
    show_label (self, C_ ("value", "Not there"), NULL);
  else if (*self->text == '\0')
    show_label (self, C_ ("value", "Empty"), NULL);
  else if (self->is_whole)
    show_view (self);
  else
    show_excerpt (self);
}

static void
np_marked_text_finalize (GObject *object)
{
  NpMarkedText *self = NP_MARKED_TEXT (object);

  g_free (self->text);
  g_clear_pointer (&self->spans, g_array_unref);

  G_OBJECT_CLASS (np_marked_text_parent_class)->finalize (object);
}

static void
np_marked_text_class_init (NpMarkedTextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_marked_text_finalize;
}

static void
np_marked_text_init (NpMarkedText *self)
{
  np_natural_height_keep (GTK_WIDGET (self));
}

/**
 * np_marked_text_show:
 * @self: a marked text
 * @text: (nullable): the text, or %NULL for a value that is not there
 * @spans: (nullable) (element-type NpTextSpan): which parts of it to mark; they
 *   cover the text from its beginning to its end
 * @mark: how
 */
void
np_marked_text_show (NpMarkedText *self, const char *text, GArray *spans, NpMark mark)
{
  g_return_if_fail (NP_IS_MARKED_TEXT (self));

  g_clear_pointer (&self->spans, g_array_unref);
  g_free (self->text);
  self->text = g_strdup (text);
  self->spans = spans != NULL ? g_array_ref (spans) : NULL;
  self->mark = mark;
  update (self);
}

/**
 * np_marked_text_get_is_long:
 * @self: a marked text
 *
 * Returns: whether only a part of the text is shown as long as it is not wanted
 *   whole
 */
gboolean
np_marked_text_get_is_long (NpMarkedText *self)
{
  g_return_val_if_fail (NP_IS_MARKED_TEXT (self), FALSE);

  return self->text != NULL && is_too_long (self->text, MAX_CHARS, MAX_LINES);
}

/**
 * np_marked_text_set_is_whole:
 * @self: a marked text
 * @is_whole: whether to show all of the text
 */
void
np_marked_text_set_is_whole (NpMarkedText *self, gboolean is_whole)
{
  g_return_if_fail (NP_IS_MARKED_TEXT (self));

  if (self->is_whole == is_whole)
    return;
  self->is_whole = is_whole;
  update (self);
}
