/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-help-window.h"

#include <glib/gi18n.h>

#include "np-help-text.h"

#define HELP_PATH     NP_RESOURCE_PATH "/help"
#define MARK_WIDTH    18
#define CODE_MARGIN   12
#define INDEX_PAGE    "index"
#define TOPIC_PAGE    "topic"
#define FALLBACK_LANG "en"

/**
 * NpHelpWindow:
 *
 * The guide, in the language of the user: a list of its topics, and the topic
 * that was chosen. It needs no network and no other program.
 */
struct _NpHelpWindow
{
  AdwWindow parent_instance;

  /* Template widgets */
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkListBox *topics;
  GtkBox *page;
  GtkScrolledWindow *reader;
};

G_DEFINE_FINAL_TYPE (NpHelpWindow, np_help_window, ADW_TYPE_WINDOW)

/* In the order of the list. */
static const char *const topics[] = { "start",   "connect", "find",     "edit",     "conflict",
                                      "history", "trouble", "practice", "keyboard", NULL };

/* The names that gettext would look for, so that the guide and the rest speak the
 * same language. */
static GBytes *
look_up (const char *topic)
{
  const char *const *languages = g_get_language_names ();

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf (HELP_PATH "/%s/%s.md", languages[i], topic);
      GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      if (bytes != NULL)
        return bytes;
    }
  return NULL;
}

static char *
dup_text (const char *topic)
{
  g_autoptr (GBytes) bytes = look_up (topic);
  g_autofree char *path = NULL;

  if (bytes == NULL)
    {
      path = g_strdup_printf (HELP_PATH "/" FALLBACK_LANG "/%s.md", topic);
      bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    }
  g_return_val_if_fail (bytes != NULL, NULL);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static GtkWidget *
make_label (const NpHelpBlock *block)
{
  GtkWidget *label = gtk_label_new (block->text);

  gtk_label_set_attributes (GTK_LABEL (label), block->attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  /* It can be selected with the pointer; the keyboard scrolls instead of going
   * from one paragraph to the next, and what is to be copied has a button. */
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static GtkWidget *
make_heading (const NpHelpBlock *block)
{
  GtkWidget *label = make_label (block);

  gtk_widget_add_css_class (label, block->kind == NP_HELP_TITLE ? "title-2" : "heading");
  gtk_widget_set_margin_top (label, block->kind == NP_HELP_TITLE ? 0 : 12);
  return label;
}

static GtkWidget *
make_item (const NpHelpBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = gtk_label_new (block->mark);
  GtkWidget *label = make_label (block);

  gtk_label_set_xalign (GTK_LABEL (mark), 1);
  gtk_widget_set_valign (mark, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_widget_set_size_request (mark, MARK_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_variant_get_string (parameter, NULL));
}

static GtkWidget *
make_code (const NpHelpBlock *block)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *label = make_label (block);
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_set_margin_top (label, CODE_MARGIN);
  gtk_widget_set_margin_bottom (label, CODE_MARGIN);
  gtk_widget_set_margin_start (label, CODE_MARGIN);
  gtk_widget_set_margin_end (label, CODE_MARGIN);
  /* Translators: a button: puts the text beside it into the clipboard */
  gtk_widget_set_tooltip_text (copy, _ ("Copy"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Copy"), -1);
  gtk_widget_set_halign (copy, GTK_ALIGN_END);
  gtk_widget_set_valign (copy, GTK_ALIGN_START);
  gtk_widget_add_css_class (copy, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (copy), "help.copy");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (copy), "s", block->text);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), label);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), copy);
  gtk_widget_add_css_class (overlay, "card");
  return overlay;
}

static GtkWidget *
make_block (const NpHelpBlock *block)
{
  switch (block->kind)
    {
    case NP_HELP_TITLE:
    case NP_HELP_HEADING:
      return make_heading (block);
    case NP_HELP_BULLET:
    case NP_HELP_NUMBER:
      return make_item (block);
    case NP_HELP_CODE:
      return make_code (block);
    case NP_HELP_PARAGRAPH:
    default:
      return make_label (block);
    }
}

static void
empty_page (NpHelpWindow *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->page))) != NULL)
    gtk_box_remove (self->page, child);
}

static void
show_index (NpHelpWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, INDEX_PAGE);
  /* Translators: the title of the help */
  adw_window_title_set_title (self->title, _ ("Guide"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->topics, 0)));
}

/* The title stands in the header bar already. */
static void
show_topic (NpHelpWindow *self, const char *topic)
{
  g_autofree char *text = dup_text (topic);
  g_autofree char *title = np_help_text_dup_title (text);
  g_autoptr (GPtrArray) blocks = np_help_text_parse (text);

  empty_page (self);
  for (guint i = 1; i < blocks->len; i++)
    gtk_box_append (self->page, make_block (blocks->pdata[i]));
  adw_window_title_set_title (self->title, title);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->reader), 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", TRUE);
  gtk_stack_set_visible_child_name (self->stack, TOPIC_PAGE);
  gtk_widget_grab_focus (GTK_WIDGET (self->reader));
}

static void
back_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  show_index (NP_HELP_WINDOW (widget));
}

static void
topic_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  show_topic (NP_HELP_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
add_topic (NpHelpWindow *self, const char *topic)
{
  g_autofree char *text = dup_text (topic);
  g_autofree char *title = np_help_text_dup_title (text);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "help.topic");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", topic);
  gtk_list_box_append (self->topics, row);
}

static void
np_help_window_class_init (NpHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "help.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "help.topic", "s", topic_action);
  gtk_widget_class_install_action (widget_class, "help.copy", "s", copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NpHelpWindow, title);
  gtk_widget_class_bind_template_child (widget_class, NpHelpWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, NpHelpWindow, topics);
  gtk_widget_class_bind_template_child (widget_class, NpHelpWindow, page);
  gtk_widget_class_bind_template_child (widget_class, NpHelpWindow, reader);
}

static void
np_help_window_init (NpHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; topics[i] != NULL; i++)
    add_topic (self, topics[i]);
}

static NpHelpWindow *
find_window (GtkApplication *application)
{
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (NP_IS_HELP_WINDOW (l->data))
      return l->data;
  return NULL;
}

/**
 * np_help_window_present:
 * @application: the application
 * @topic: (nullable): one of np_help_window_get_topics(), %NULL for the list of them
 *
 * Shows the guide, in the one window that it has. The window stands for itself:
 * it can be read beside a dialog.
 */
void
np_help_window_present (GtkApplication *application, const char *topic)
{
  NpHelpWindow *self = NULL;
  g_autoptr (GtkWindowGroup) group = NULL;

  g_return_if_fail (topic == NULL || g_strv_contains (topics, topic));

  self = find_window (application);
  if (self == NULL)
    {
      self = g_object_new (NP_TYPE_HELP_WINDOW, "application", application, NULL);
      /* In a group of its own no modal dialog takes its clicks and keys away. */
      group = gtk_window_group_new ();
      gtk_window_group_add_window (group, GTK_WINDOW (self));
    }
  if (topic != NULL)
    show_topic (self, topic);
  else
    show_index (self);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * np_help_window_get_topics:
 *
 * Returns: (transfer none) (array zero-terminated=1): the topics of the guide
 */
const char *const *
np_help_window_get_topics (void)
{
  return topics;
}
