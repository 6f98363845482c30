/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-gone-page.h"

#include <glib/gi18n.h>

#include "np-compat.h"
#include "np-fact-row.h"
#include "np-save-text.h"
#include "np-value-text.h"

/**
 * NpGonePage:
 *
 * In the place of a model that the service does not know any more: what was typed
 * into it and not saved.
 */
struct _NpGonePage
{
  AdwBin parent_instance;

  /* Template widgets */
  AdwWindowTitle *title;
  AdwPreferencesGroup *group;
  GtkWidget *elsewhere_button;

  /* Owned */
  NpDraft *draft;
  GPtrArray *rows; /* borrowed from the group */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NpGonePage, np_gone_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_DISCARDED,
  SIGNAL_TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
export_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpGonePage) self = user_data;
  g_autofree char *sentence = np_save_text_finish (result);

  if (sentence != NULL)
    g_signal_emit (self, signals[SIGNAL_TOLD], 0, sentence);
}

static void
export_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpGonePage *self = NP_GONE_PAGE (widget);

  if (self->draft != NULL)
    np_save_draft_async (GTK_WINDOW (gtk_widget_get_root (widget)), self->draft,
                         self->cancellable, export_cb, g_object_ref (self));
}

static void
discard_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpGonePage) self = user_data;
  g_autofree char *answer = np_confirm_finish (result, NULL);

  if (g_strcmp0 (answer, "discard") == 0 && self->draft != NULL)
    g_signal_emit (self, signals[SIGNAL_DISCARDED], 0);
}

static void
discard_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpGonePage *self = NP_GONE_PAGE (widget);
  const NpAnswer answers[] = {
    { .id = "keep", .label = _ ("_Keep") },
    { .id = "discard", .label = _ ("_Discard"), .is_destructive = TRUE },
  };

  np_confirm_async (widget, _ ("Discard the unsaved changes?"),
                    _ ("The model is gone, so nothing can bring them back."), answers,
                    G_N_ELEMENTS (answers), self->cancellable, discard_cb, g_object_ref (self));
}

static void
remove_rows (NpGonePage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (NpGonePage *self, NpFieldId id)
{
  const char *text = np_draft_get_text (self->draft, id);
  g_autofree char *value = NULL;
  GtkWidget *row = NULL;

  if (text == NULL)
    return;
  value = np_value_text_dup (id, text);
  row = g_object_new (NP_TYPE_FACT_ROW, "title", np_field_get_label (id), "value",
                      /* Translators: in the place of a value that somebody took out of a
                       * field */
                      *text != '\0' ? value : _ ("emptied"), NULL);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
np_gone_page_dispose (GObject *object)
{
  NpGonePage *self = NP_GONE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->draft, np_draft_unref);

  G_OBJECT_CLASS (np_gone_page_parent_class)->dispose (object);
}

static void
np_gone_page_finalize (GObject *object)
{
  NpGonePage *self = NP_GONE_PAGE (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (np_gone_page_parent_class)->finalize (object);
}

static void
np_gone_page_class_init (NpGonePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_gone_page_dispose;
  object_class->finalize = np_gone_page_finalize;

  /**
   * NpGonePage::discarded:
   * @self: a page
   *
   * The person gives the changes up.
   */
  signals[SIGNAL_DISCARDED] = g_signal_new ("discarded", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                            0);
  /**
   * NpGonePage::told:
   * @self: a page
   * @message: what to say
   *
   * An export ended.
   */
  signals[SIGNAL_TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "gone.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "gone.discard", NULL, discard_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-gone-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NpGonePage, title);
  gtk_widget_class_bind_template_child (widget_class, NpGonePage, group);
  gtk_widget_class_bind_template_child (widget_class, NpGonePage, elsewhere_button);
}

static void
np_gone_page_init (NpGonePage *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_gone_page_new:
 *
 * Returns: (transfer floating): a page without a draft
 */
GtkWidget *
np_gone_page_new (void)
{
  return g_object_new (NP_TYPE_GONE_PAGE, NULL);
}

/**
 * np_gone_page_set_draft:
 * @self: a page
 * @draft: (nullable): what was typed into the model
 */
void
np_gone_page_set_draft (NpGonePage *self, NpDraft *draft)
{
  g_return_if_fail (NP_IS_GONE_PAGE (self));

  remove_rows (self);
  g_clear_pointer (&self->draft, np_draft_unref);
  if (draft == NULL)
    return;
  self->draft = np_draft_ref (draft);
  adw_window_title_set_title (self->title, np_draft_get_model_name (draft));
  adw_window_title_set_subtitle (self->title, np_draft_get_model_id (draft));
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    add_row (self, id);
}

/**
 * np_gone_page_set_can_look_elsewhere:
 * @self: a page
 * @can_look: whether there are other accounts that may know the model
 */
void
np_gone_page_set_can_look_elsewhere (NpGonePage *self, gboolean can_look)
{
  g_return_if_fail (NP_IS_GONE_PAGE (self));

  gtk_widget_set_visible (self->elsewhere_button, can_look);
}

/**
 * np_gone_page_get_draft:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the draft that it shows
 */
NpDraft *
np_gone_page_get_draft (NpGonePage *self)
{
  g_return_val_if_fail (NP_IS_GONE_PAGE (self), NULL);

  return self->draft;
}
