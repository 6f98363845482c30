/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-account-check.h"

#include <glib/gi18n.h>

#include "np-accounts-error.h"
#include "np-api-error.h"
#include "np-error-text.h"
#include "np-workspace.h"

/* The gateway refuses a request whose time is further off than this. */
#define MAX_SKEW (15 * 60)

/* What has to be right, in the order in which it is found out. */
typedef enum
{
  STEP_ENDPOINT,
  STEP_CLOCK,
  STEP_KEY,
  STEP_RIGHT,
  N_STEPS
} Step;

/**
 * NpAccountCheck:
 *
 * Tries an account out with one harmless signed question, and tells the troubles
 * of endpoint, clock, key and right apart.
 */
struct _NpAccountCheck
{
  AdwBin parent_instance;

  /* Template widgets */
  AdwActionRow *start_row;
  GtkSpinner *spinner;
  AdwActionRow *endpoint_row;
  AdwActionRow *clock_row;
  AdwActionRow *key_row;
  AdwActionRow *right_row;
  GtkImage *endpoint_mark;
  GtkImage *clock_mark;
  GtkImage *key_mark;
  GtkImage *right_mark;
  GtkWidget *request_id_row;

  /* Owned */
  NpAccounts *accounts;
  NpAccount *account;
  GCancellable *cancellable; /* of the check under way, or NULL */

  /* State */
  gint64 start_time; /* monotonic, microseconds */
};

G_DEFINE_FINAL_TYPE (NpAccountCheck, np_account_check, ADW_TYPE_BIN)

static void
show_step (NpAccountCheck *self, Step step, const char *icon_name, const char *sentence)
{
  AdwActionRow *const rows[N_STEPS] = { self->endpoint_row, self->clock_row, self->key_row,
                                        self->right_row };
  GtkImage *const marks[N_STEPS] = { self->endpoint_mark, self->clock_mark, self->key_mark,
                                     self->right_mark };
  gboolean is_bad = g_str_equal (icon_name, "dialog-warning-symbolic");

  gtk_image_set_from_icon_name (marks[step], icon_name);
  adw_action_row_set_subtitle (rows[step], sentence);
  gtk_widget_set_visible (GTK_WIDGET (rows[step]), TRUE);
  if (is_bad)
    gtk_widget_add_css_class (GTK_WIDGET (marks[step]), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (marks[step]), "error");
}

static void
show_good (NpAccountCheck *self, Step step, const char *host)
{
  const char *const sentences[N_STEPS] = {
    host,
    _ ("Agrees with the clock of the service."),
    _ ("The service accepts the AccessKey."),
    _ ("The AccessKey may list workspaces."),
  };

  show_step (self, step, "object-select-symbolic", sentences[step]);
}

static void
show_unknown (NpAccountCheck *self, Step step)
{
  show_step (self, step, "content-loading-symbolic", _ ("Not known yet."));
}

static void
show_bad (NpAccountCheck *self, Step step, const GError *error)
{
  g_autofree char *text = NULL;

  if (step == STEP_RIGHT)
    text = g_strdup (
        _ ("The key may not list workspaces. Models can still be opened by their IDs."));
  else
    text = np_error_text_dup_line (error, "ListWorkspaces");
  show_step (self, step, "dialog-warning-symbolic", text);
}

static Step
find_step (const GError *error)
{
  if (error->domain == NP_ACCOUNTS_ERROR)
    return STEP_KEY;
  if (error->domain != NP_API_ERROR)
    return STEP_ENDPOINT;
  switch ((NpApiError) error->code)
    {
    case NP_API_ERROR_CLOCK_SKEW:
      return STEP_CLOCK;
    case NP_API_ERROR_CREDENTIALS_REJECTED:
    case NP_API_ERROR_TOKEN_EXPIRED:
      return STEP_KEY;
    case NP_API_ERROR_PERMISSION_DENIED:
      return STEP_RIGHT;
    default:
      return STEP_ENDPOINT;
    }
}

/* What the failure of a later step tells of an earlier one. The gateway does not
 * say in which order it looks at clock and key, but its answer has a date. */
static gboolean
is_known_good (Step step, Step failed, const GError *error)
{
  const NpApiErrorDetail *detail = error->domain == NP_API_ERROR
                                       ? np_api_error_get_detail (error)
                                       : NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (detail == NULL || step >= failed)
    return FALSE;
  if (step != STEP_CLOCK || failed == STEP_RIGHT)
    return TRUE;
  return detail->server_time != 0 && ABS (detail->server_time - now) < MAX_SKEW;
}

static void
show_failure (NpAccountCheck *self, const GError *error, const char *host)
{
  const NpApiErrorDetail *detail = error->domain == NP_API_ERROR
                                       ? np_api_error_get_detail (error)
                                       : NULL;
  Step failed = find_step (error);

  for (Step step = STEP_ENDPOINT; step < N_STEPS; step++)
    {
      if (step == failed)
        show_bad (self, step, error);
      else if (is_known_good (step, failed, error))
        show_good (self, step, host);
      else
        show_unknown (self, step);
    }
  g_object_set (self->request_id_row, "value", detail != NULL ? detail->request_id : NULL,
                NULL);
}

static void
show_success (NpAccountCheck *self, NpWorkspace *workspace, const char *request_id)
{
  g_autoptr (GError) wrong_clock = NULL;

  for (Step step = STEP_ENDPOINT; step < N_STEPS; step++)
    show_good (self, step, np_workspace_get_host (workspace));
  if (np_workspace_get_clock_offset (workspace) != 0)
    {
      wrong_clock = g_error_new_literal (NP_API_ERROR, NP_API_ERROR_CLOCK_SKEW, "");
      show_bad (self, STEP_CLOCK, wrong_clock);
    }
  g_object_set (self->request_id_row, "value", request_id, NULL);
}

static void
show_summary (NpAccountCheck *self, gboolean is_good)
{
  int ms = (int) ((g_get_monotonic_time () - self->start_time) / G_TIME_SPAN_MILLISECOND);
  g_autofree char *text = g_strdup_printf (is_good ? _ ("Everything works. It took %d ms.")
                                                   : _ ("Something is wrong. It took %d ms."),
                                           ms);

  gtk_spinner_stop (self->spinner);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.start", TRUE);
  adw_action_row_set_subtitle (self->start_row, text);
}

static void
check_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpAccountCheck) self = user_data;
  g_autoptr (GError) error = NULL;
  NpWorkspace *workspace = NP_WORKSPACE (source);
  g_autofree char *request_id = np_workspace_check_finish (workspace, result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_clear_object (&self->cancellable);
  if (error == NULL)
    show_success (self, workspace, request_id);
  else
    show_failure (self, error, np_workspace_get_host (workspace));
  show_summary (self, error == NULL);
}

static void
start_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpAccountCheck *self = NP_ACCOUNT_CHECK (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpEndpoint) endpoint = np_account_dup_endpoint (self->account, &error);
  g_autoptr (NpWorkspace) workspace = NULL;

  self->start_time = g_get_monotonic_time ();
  if (endpoint == NULL)
    {
      show_step (self, STEP_ENDPOINT, "dialog-warning-symbolic", error->message);
      return;
    }
  gtk_spinner_start (self->spinner);
  gtk_widget_action_set_enabled (widget, "check.start", FALSE);
  adw_action_row_set_subtitle (self->start_row, _ ("Asking the service…"));
  workspace = np_workspace_new (np_account_get_name (self->account), endpoint,
                                np_accounts_get_provider (self->accounts, self->account),
                                FALSE);
  self->cancellable = g_cancellable_new ();
  np_workspace_check_async (workspace, self->cancellable, check_cb, g_object_ref (self));
}

/* Leaving the page ends the check. */
static void
np_account_check_unrealize (GtkWidget *widget)
{
  NpAccountCheck *self = NP_ACCOUNT_CHECK (widget);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  GTK_WIDGET_CLASS (np_account_check_parent_class)->unrealize (widget);
}

static void
np_account_check_dispose (GObject *object)
{
  NpAccountCheck *self = NP_ACCOUNT_CHECK (object);

  g_clear_object (&self->accounts);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (np_account_check_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-account-check.ui");
  gtk_widget_class_bind_template_child (widget_class, NpAccountCheck, start_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountCheck, spinner);
  gtk_widget_class_bind_template_child (widget_class, NpAccountCheck, endpoint_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountCheck, clock_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountCheck, key_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountCheck, right_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountCheck, endpoint_mark);
  gtk_widget_class_bind_template_child (widget_class, NpAccountCheck, clock_mark);
  gtk_widget_class_bind_template_child (widget_class, NpAccountCheck, key_mark);
  gtk_widget_class_bind_template_child (widget_class, NpAccountCheck, right_mark);
  gtk_widget_class_bind_template_child (widget_class, NpAccountCheck, request_id_row);
}

static void
np_account_check_class_init (NpAccountCheckClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_account_check_dispose;
  widget_class->unrealize = np_account_check_unrealize;

  gtk_widget_class_install_action (widget_class, "check.start", NULL, start_action);
  bind_template (widget_class);
}

static void
np_account_check_init (NpAccountCheck *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_account_check_set_account:
 * @self: a check that has no account yet
 * @accounts: who gives the key
 * @account: the account to try out
 */
void
np_account_check_set_account (NpAccountCheck *self, NpAccounts *accounts, NpAccount *account)
{
  g_return_if_fail (NP_IS_ACCOUNT_CHECK (self));
  g_return_if_fail (self->account == NULL);

  self->accounts = g_object_ref (accounts);
  self->account = g_object_ref (account);
}
