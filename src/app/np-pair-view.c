/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-pair-view.h"

#include <glib/gi18n.h>

#include "np-columns.h"
#include "np-marked-text.h"
#include "np-text-diff.h"
#include "np-text-visible.h"

/* A long text of few words is no prose, and their number tells nothing. */
#define FEW_WORDS 50

/**
 * NpPairView:
 *
 * A value as it was and as it is to be, side by side, or one above the other
 * where it is narrow. The words that differ are marked; a difference that cannot
 * be seen is named.
 */
struct _NpPairView
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkLabel *key;
  GtkLabel *difference;
  GtkLabel *old_caption;
  GtkLabel *new_caption;
  NpMarkedText *old_text;
  NpMarkedText *new_text;
  GtkToggleButton *fold_button;

  /* State */
  guint n_words;
};

G_DEFINE_FINAL_TYPE (NpPairView, np_pair_view, GTK_TYPE_WIDGET)

static const char *
describe_difference (NpTextDifference difference)
{
  switch (difference)
    {
    case NP_TEXT_DIFFERENCE_SPACE:
      return _ ("Only white space differs.");
    case NP_TEXT_DIFFERENCE_LINE_ENDS:
      return _ ("Only the line ends differ.");
    case NP_TEXT_DIFFERENCE_INVISIBLE:
      return _ ("Only characters that cannot be seen differ.");
    case NP_TEXT_DIFFERENCE_NONE:
    case NP_TEXT_DIFFERENCE_TEXT:
    default:
      return NULL;
    }
}

static void
show_texts (NpPairView *self, const char *old_text, const char *new_text)
{
  g_autoptr (NpTextDiff) diff = np_text_diff_new (old_text != NULL ? old_text : "",
                                                  new_text != NULL ? new_text : "");
  gboolean is_whole = old_text == NULL || new_text == NULL || *old_text == '\0' ||
                      *new_text == '\0';

  /* Where nothing stood there is no word to tell from another one. */
  np_marked_text_show (self->old_text, old_text,
                       is_whole ? NULL : np_text_diff_get_old_spans (diff), NP_MARK_REMOVED);
  np_marked_text_show (self->new_text, new_text,
                       is_whole ? NULL : np_text_diff_get_new_spans (diff), NP_MARK_ADDED);
}

static char *
dup_visible (const char *text, gboolean name_spaces)
{
  return text != NULL ? np_text_dup_visible (text, name_spaces) : NULL;
}

/* Names what cannot be seen where that is the difference, and otherwise only
 * what no font shows: a person reads a text, not its codes. */
static void
show_pair (NpPairView *self, const char *old_text, const char *new_text)
{
  g_autoptr (NpTextDiff) diff = np_text_diff_new (old_text != NULL ? old_text : "",
                                                  new_text != NULL ? new_text : "");
  NpTextDifference kind = np_text_diff_get_difference (diff);
  const char *sentence = describe_difference (kind);
  gboolean has_invisible = (old_text != NULL && np_text_has_invisible (old_text)) ||
                           (new_text != NULL && np_text_has_invisible (new_text));
  g_autofree char *old_visible = NULL;
  g_autofree char *new_visible = NULL;

  if (sentence == NULL && !has_invisible)
    {
      show_texts (self, old_text, new_text);
      return;
    }
  old_visible = dup_visible (old_text, kind == NP_TEXT_DIFFERENCE_SPACE);
  new_visible = dup_visible (new_text, kind == NP_TEXT_DIFFERENCE_SPACE);
  show_texts (self, old_visible, new_visible);
  gtk_label_set_label (self->difference, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->difference), sentence != NULL);
}

static void
fold_cb (NpPairView *self)
{
  gboolean is_whole = gtk_toggle_button_get_active (self->fold_button);
  g_autofree char *label = NULL;

  if (is_whole)
    label = g_strdup (_ ("Show Less"));
  else if (self->n_words < FEW_WORDS)
    label = g_strdup (_ ("Show All"));
  else
    label = g_strdup_printf (
        ngettext ("Show All %'u Word", "Show All %'u Words", self->n_words), self->n_words);
  gtk_button_set_label (GTK_BUTTON (self->fold_button), label);
  np_marked_text_set_is_whole (self->old_text,
                               is_whole && np_marked_text_get_is_long (self->old_text));
  np_marked_text_set_is_whole (self->new_text,
                               is_whole && np_marked_text_get_is_long (self->new_text));
}

static void
update_fold (NpPairView *self, const NpValuePair *pair)
{
  guint n_old = pair->old_text != NULL ? np_value_text_count_words (pair->old_text) : 0;
  guint n_new = pair->new_text != NULL ? np_value_text_count_words (pair->new_text) : 0;

  if (!np_marked_text_get_is_long (self->old_text) &&
      !np_marked_text_get_is_long (self->new_text))
    return;
  self->n_words = MAX (n_old, n_new);
  gtk_widget_set_visible (GTK_WIDGET (self->fold_button), TRUE);
  fold_cb (self);
}

static void
np_pair_view_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (np_pair_view_parent_class)->dispose (object);
}

static void
np_pair_view_class_init (NpPairViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_pair_view_dispose;

  g_type_ensure (NP_TYPE_COLUMNS);
  g_type_ensure (NP_TYPE_MARKED_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-pair-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NpPairView, key);
  gtk_widget_class_bind_template_child (widget_class, NpPairView, difference);
  gtk_widget_class_bind_template_child (widget_class, NpPairView, old_caption);
  gtk_widget_class_bind_template_child (widget_class, NpPairView, new_caption);
  gtk_widget_class_bind_template_child (widget_class, NpPairView, old_text);
  gtk_widget_class_bind_template_child (widget_class, NpPairView, new_text);
  gtk_widget_class_bind_template_child (widget_class, NpPairView, fold_button);
  gtk_widget_class_bind_template_callback (widget_class, fold_cb);
}

static void
np_pair_view_init (NpPairView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_pair_view_new:
 * @id: the field
 * @pair: the value before and after
 * @old_caption: what the first side is
 * @new_caption: what the second side is
 *
 * Returns: (transfer floating): a view of the pair
 */
GtkWidget *
np_pair_view_new (NpFieldId id,
                  const NpValuePair *pair,
                  const char *old_caption,
                  const char *new_caption)
{
  NpPairView *self = g_object_new (NP_TYPE_PAIR_VIEW, NULL);
  g_autofree char *old_text = pair->old_text != NULL ? np_value_text_dup (id, pair->old_text)
                                                     : NULL;
  g_autofree char *new_text = pair->new_text != NULL ? np_value_text_dup (id, pair->new_text)
                                                     : NULL;

  gtk_label_set_label (self->key, pair->key != NULL ? pair->key : "");
  gtk_widget_set_visible (GTK_WIDGET (self->key), pair->key != NULL);
  gtk_label_set_label (self->old_caption, old_caption);
  gtk_label_set_label (self->new_caption, new_caption);
  show_pair (self, old_text, new_text);
  update_fold (self, pair);
  return GTK_WIDGET (self);
}
