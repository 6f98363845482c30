/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-saving-page.h"

#include <glib/gi18n.h>

#include "np-compat.h"

/**
 * NpSavingPage:
 *
 * The page of the preferences about saving: what is reviewed, and what is
 * remembered.
 */
struct _NpSavingPage
{
  AdwPreferencesPage parent_instance;

  /* Template widgets */
  GtkCheckButton *always_button;
  GtkCheckButton *risky_button;
  GtkSwitch *keep_switch;

  /* Owned */
  NpLibrary *library;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NpSavingPage, np_saving_page, ADW_TYPE_PREFERENCES_PAGE)

static void
wiped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpSavingPage) self = user_data;
  g_autoptr (GError) error = NULL;
  const NpAnswer answers[] = { { .id = "close", .label = _ ("_Close") } };

  if (np_library_wipe_history_finish (NP_LIBRARY (source), result, &error))
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "saving.delete-history", FALSE);
      return;
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "saving.delete-history", TRUE);
  if (!g_cancellable_is_cancelled (self->cancellable))
    np_confirm_async (GTK_WIDGET (self), _ ("Not deleted"), error->message, answers, 1,
                      self->cancellable, NULL, NULL);
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpSavingPage) self = user_data;
  g_autofree char *answer = np_confirm_finish (result, NULL);

  if (g_strcmp0 (answer, "delete") != 0)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "saving.delete-history", FALSE);
  /* lint: allow cancellable: what was confirmed is done, though the window is closed */
  np_library_wipe_history_async (self->library, NULL, NULL, wiped_cb, g_object_ref (self));
}

static void
delete_history_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpSavingPage *self = NP_SAVING_PAGE (widget);
  const NpAnswer answers[] = {
    { .id = "keep", .label = _ ("_Keep") },
    /* Translators: a button: deletes the history */
    { .id = "delete", .label = _ ("_Delete"), .is_destructive = TRUE },
  };

  np_confirm_async (
      widget, _ ("Delete the history?"),
      _ ("All that Nameplate remembers of your saves on this computer is deleted, "
         "for every account. Then a save can be undone only by hand. The models "
         "stay as they are."),
      answers, G_N_ELEMENTS (answers), self->cancellable, answer_cb, g_object_ref (self));
}

static void
np_saving_page_dispose (GObject *object)
{
  NpSavingPage *self = NP_SAVING_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (np_saving_page_parent_class)->dispose (object);
}

static void
np_saving_page_finalize (GObject *object)
{
  g_object_unref (NP_SAVING_PAGE (object)->cancellable);

  G_OBJECT_CLASS (np_saving_page_parent_class)->finalize (object);
}

static void
np_saving_page_class_init (NpSavingPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_saving_page_dispose;
  object_class->finalize = np_saving_page_finalize;

  gtk_widget_class_install_action (widget_class, "saving.delete-history", NULL,
                                   delete_history_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-saving-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NpSavingPage, always_button);
  gtk_widget_class_bind_template_child (widget_class, NpSavingPage, risky_button);
  gtk_widget_class_bind_template_child (widget_class, NpSavingPage, keep_switch);
}

static void
np_saving_page_init (NpSavingPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_saving_page_new:
 * @settings: the settings of the program
 * @library: what is remembered on this computer
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
np_saving_page_new (GSettings *settings, NpLibrary *library)
{
  NpSavingPage *self = g_object_new (NP_TYPE_SAVING_PAGE, NULL);

  self->library = g_object_ref (library);
  g_settings_bind (settings, "review-harmless", self->always_button, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "review-harmless", self->risky_button, "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_INVERT_BOOLEAN);
  g_settings_bind (settings, "keep-history", self->keep_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  return GTK_WIDGET (self);
}
