/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-compat.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The one file that is built without the version pins: where libadwaita
 * replaced a widget, the newer one is used when it is there. */

/* Enter takes what is suggested, and never what destroys something. */
static const char *
find_default (const NpAnswer *answers, gsize n_answers)
{
  for (gsize i = 0; i < n_answers; i++)
    {
      if (answers[i].is_suggested)
        return answers[i].id;
    }
  return answers[0].id;
}

static void
response_cb (GTask *waiting, const char *answer, GObject *dialog)
{
  g_autoptr (GTask) task = g_object_steal_data (dialog, "np-task");

  if (task != NULL)
    g_task_return_pointer (task, g_strdup (answer), g_free);
}

/* Its window went, or the question was taken back: whoever waits is told. */
static void
destroyed_cb (GTask *waiting, GObject *dialog)
{
  g_autoptr (GTask) task = g_object_steal_data (dialog, "np-task");

  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Not answered");
}

/* The question lives as long as the dialog that asks it, and nobody else holds that. */
static void
keep_question (gpointer dialog, GTask *task, GCallback take_back)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_object_set_data_full (dialog, "np-task", task, g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), task,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (destroyed_cb), task,
                           G_CONNECT_SWAPPED);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", take_back, dialog, G_CONNECT_SWAPPED);
}

#if ADW_CHECK_VERSION(1, 5, 0)

/* libadwaita 1.7 measures the heading in one line even for a width where it shows the smaller
 * one that wraps, and GTK warns of it where the first can do with no less than its line. */
static void
let_wrap (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_wrap (child);
}

static void
present_confirm (GtkWidget *parent,
                 const char *heading,
                 const char *body,
                 const NpAnswer *answers,
                 gsize n_answers,
                 GtkWidget *extra,
                 GTask *task)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  /* Before there are buttons: their labels are to stay in one line. */
  let_wrap (adw_dialog_get_child (ADW_DIALOG (dialog)));
  for (gsize i = 0; i < n_answers; i++)
    {
      adw_alert_dialog_add_response (dialog, answers[i].id, answers[i].label);
      if (answers[i].is_suggested)
        adw_alert_dialog_set_response_appearance (dialog, answers[i].id,
                                                  ADW_RESPONSE_SUGGESTED);
      if (answers[i].is_destructive)
        adw_alert_dialog_set_response_appearance (dialog, answers[i].id,
                                                  ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_alert_dialog_set_extra_child (dialog, extra);
  adw_alert_dialog_set_close_response (dialog, answers[0].id);
  adw_alert_dialog_set_default_response (dialog, find_default (answers, n_answers));
  keep_question (dialog, task, G_CALLBACK (adw_dialog_force_close));
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}

#else

static void
present_confirm (GtkWidget *parent,
                 const char *heading,
                 const char *body,
                 const NpAnswer *answers,
                 gsize n_answers,
                 GtkWidget *extra,
                 GTask *task)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (window, heading, body));

  for (gsize i = 0; i < n_answers; i++)
    {
      adw_message_dialog_add_response (dialog, answers[i].id, answers[i].label);
      if (answers[i].is_suggested)
        adw_message_dialog_set_response_appearance (dialog, answers[i].id,
                                                    ADW_RESPONSE_SUGGESTED);
      if (answers[i].is_destructive)
        adw_message_dialog_set_response_appearance (dialog, answers[i].id,
                                                    ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_set_extra_child (dialog, extra);
  adw_message_dialog_set_close_response (dialog, answers[0].id);
  adw_message_dialog_set_default_response (dialog, find_default (answers, n_answers));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  keep_question (dialog, task, G_CALLBACK (gtk_window_destroy));
  gtk_window_present (GTK_WINDOW (dialog));
}

#endif

/**
 * np_confirm_async:
 * @parent: a widget of the window that asks
 * @heading: the question
 * @body: what there is to know before answering, plain text
 * @answers: (array length=n_answers): the answers; the first one changes
 *   nothing and stands for closing the dialog
 * @n_answers: how many
 * @cancellable: (nullable): takes the question back
 * @callback: called when it is answered
 * @user_data: passed to @callback
 *
 * Asks a question that has to be answered first.
 */
void
np_confirm_async (GtkWidget *parent,
                  const char *heading,
                  const char *body,
                  const NpAnswer *answers,
                  gsize n_answers,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_confirm_async);
  present_confirm (parent, heading, body, answers, n_answers, NULL, task);
}

/**
 * np_confirm_finish:
 * @result: what the callback got
 * @error: set to %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the id of the answer, or %NULL with @error set
 */
char *
np_confirm_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ask_text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GtkEditable *entry = g_task_get_task_data (task);
  g_autofree char *answer = np_confirm_finish (result, NULL);

  if (g_strcmp0 (answer, "accept") == 0)
    g_task_return_pointer (task, g_strdup (gtk_editable_get_text (entry)), g_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Not answered");
}

/**
 * np_ask_text_async:
 * @parent: a widget of the window that asks
 * @heading: what is asked
 * @body: what there is to know, plain text
 * @label: the label of the entry
 * @accept_label: the label of the button, with a mnemonic
 * @cancellable: (nullable): takes the question back
 * @callback: called when it is answered
 * @user_data: passed to @callback
 *
 * Asks for one line of text.
 */
void
np_ask_text_async (GtkWidget *parent,
                   const char *heading,
                   const char *body,
                   const char *label,
                   const char *accept_label,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  const NpAnswer answers[] = {
    { .id = "cancel", .label = _ ("_Cancel") },
    { .id = "accept", .label = accept_label, .is_suggested = TRUE },
  };
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  GTask *question = NULL;
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_entry_row_new ();

  g_task_set_source_tag (task, np_ask_text_async);
  g_task_set_task_data (task, g_object_ref_sink (entry), g_object_unref);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), label);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);

  question = g_task_new (parent, cancellable, ask_text_cb, task);
  g_task_set_source_tag (question, np_ask_text_async);
  present_confirm (parent, heading, body, answers, G_N_ELEMENTS (answers), group, question);
}

/**
 * np_ask_text_finish:
 * @result: what the callback got
 * @error: set to %G_IO_ERROR_CANCELLED when there was no answer
 *
 * Returns: (transfer full) (nullable): the text, or %NULL with @error set
 */
char *
np_ask_text_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

#if GTK_CHECK_VERSION(4, 10, 0)

static void
return_chosen (GTask *task, GFile *file, const GError *error)
{
  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_FAILED))
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nothing chosen");
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GFile *file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  return_chosen (task, file, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  return_chosen (task, file, error);
}

/* With a NAME it asks for a file to write. */
static void
present_chooser (
    GtkWindow *parent, const char *title, GFile *folder, const char *name, GTask *task)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_modal (dialog, TRUE);
  gtk_file_dialog_set_initial_folder (dialog, folder);
  gtk_file_dialog_set_initial_name (dialog, name);
  if (name != NULL)
    gtk_file_dialog_save (dialog, parent, g_task_get_cancellable (task), saved_cb, task);
  else
    gtk_file_dialog_open (dialog, parent, g_task_get_cancellable (task), opened_cb, task);
}

#else

static void
end_chooser (GtkNativeDialog *dialog, GTask *task, GFile *file)
{
  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nothing chosen");
  gtk_native_dialog_destroy (dialog);
  /* The reference that kept it open. */
  g_object_unref (dialog);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, GTask *task)
{
  end_chooser (dialog, task,
               response == GTK_RESPONSE_ACCEPT
                   ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                   : NULL);
}

static void
cancelled_cb (GtkNativeDialog *dialog)
{
  end_chooser (dialog, g_object_get_data (G_OBJECT (dialog), "np-task"), NULL);
}

/* With a NAME it asks for a file to write. */
static void
present_chooser (
    GtkWindow *parent, const char *title, GFile *folder, const char *name, GTask *task)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, parent, name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
      NULL, NULL);
  GCancellable *cancellable = g_task_get_cancellable (task);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  /* The question lives as long as the dialog that asks it. */
  g_object_set_data_full (G_OBJECT (dialog), "np-task", task, g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), task, 0);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog,
                             G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

#endif

/**
 * np_choose_file_async:
 * @parent: the window that asks
 * @title: what is asked for
 * @folder: (nullable): where to begin
 * @cancellable: (nullable): takes the question back
 * @callback: called when it is answered
 * @user_data: passed to @callback
 *
 * Lets a person choose a file to read. In a sandbox only what was chosen can be
 * read afterwards.
 */
void
np_choose_file_async (GtkWindow *parent,
                      const char *title,
                      GFile *folder,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_choose_file_async);
  present_chooser (parent, title, folder, NULL, task);
}

/**
 * np_choose_new_file_async:
 * @parent: the window that asks
 * @title: what is asked for
 * @name: the name to begin with
 * @cancellable: (nullable): takes the question back
 * @callback: called when it is answered
 * @user_data: passed to @callback
 *
 * Lets a person choose a file to write. Its end is np_choose_file_finish().
 */
void
np_choose_new_file_async (GtkWindow *parent,
                          const char *title,
                          const char *name,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_choose_new_file_async);
  present_chooser (parent, title, NULL, name, task);
}

/**
 * np_choose_file_finish:
 * @result: what the callback got
 * @error: set to %G_IO_ERROR_CANCELLED when nothing was chosen
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with @error set
 */
GFile *
np_choose_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * np_announce:
 * @widget: the widget that says it
 * @message: what a screen reader should say
 *
 * Where GTK cannot do that yet, a screen reader speaks of @widget when it comes into
 * view: its role has to be one that asks for attention.
 */
void
np_announce (GtkWidget *widget, const char *message)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}

/**
 * np_show_about:
 * @parent: the window that it belongs to
 *
 * Shows who made the program and under which licence.
 */
void
np_show_about (GtkWindow *parent)
{
  const char *const developers[] = { _ ("The Nameplate authors"), NULL };
  g_autofree char *copyright = g_strdup_printf ("© 2026 %s", developers[0]);

#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialog *dialog = adw_about_dialog_new ();
#else
  GtkWidget *dialog = adw_about_window_new ();
#endif

  g_object_set (dialog, "application-icon", NP_APPLICATION_ID, "application-name",
                /* Translators: the name of the program: the plate on a machine that says
                 * what it is */
                _ ("Nameplate"), "version", PACKAGE_VERSION, "developer-name", developers[0],
                "developers", developers, "license-type", GTK_LICENSE_GPL_3_0, "copyright",
                copyright, "comments", _ ("Describe the models of your PAI workspaces."),
                "translator-credits",
                /* Translators: put your name here, one a line */
                _ ("translator-credits"), NULL);

#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_present (dialog, GTK_WIDGET (parent));
#else
  gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
  gtk_window_present (GTK_WINDOW (dialog));
#endif
}
