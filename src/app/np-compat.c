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

#if ADW_CHECK_VERSION(1, 5, 0)

static void
confirm_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  g_task_return_pointer (task, g_strdup (answer), g_free);
}

static void
present_confirm (GtkWidget *parent,
                 const char *heading,
                 const char *body,
                 const NpAnswer *answers,
                 gsize n_answers,
                 GTask *task)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

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
  adw_alert_dialog_set_close_response (dialog, answers[0].id);
  adw_alert_dialog_set_default_response (dialog, find_default (answers, n_answers));
  adw_alert_dialog_choose (dialog, parent, g_task_get_cancellable (task), confirm_cb, task);
}

#else

static void
response_cb (AdwMessageDialog *dialog, const char *answer, GTask *task)
{
  g_task_return_pointer (task, g_strdup (answer), g_free);
}

static void
present_confirm (GtkWidget *parent,
                 const char *heading,
                 const char *body,
                 const NpAnswer *answers,
                 gsize n_answers,
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
  adw_message_dialog_set_close_response (dialog, answers[0].id);
  adw_message_dialog_set_default_response (dialog, find_default (answers, n_answers));
  /* The question lives as long as the dialog that asks it. */
  g_object_set_data_full (G_OBJECT (dialog), "np-task", task, g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), task, 0);
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
  present_confirm (parent, heading, body, answers, n_answers, task);
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

#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialog *dialog = adw_about_dialog_new ();
#else
  GtkWidget *dialog = adw_about_window_new ();
#endif

  g_object_set (dialog, "application-icon", NP_APPLICATION_ID, "application-name",
                /* Translators: the name of the program: the plate on a machine that says
                 * what it is */
                _ ("Nameplate"), "version", PACKAGE_VERSION, "developer-name",
                _ ("The Nameplate authors"), "developers", developers, "license-type",
                GTK_LICENSE_GPL_3_0, "copyright", "© 2026 The Nameplate authors", "comments",
                _ ("Describe the models of your PAI workspaces."), "translator-credits",
                /* Translators: put your name here, one a line */
                _ ("translator-credits"), NULL);

#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_present (dialog, GTK_WIDGET (parent));
#else
  gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
  gtk_window_present (GTK_WINDOW (dialog));
#endif
}
