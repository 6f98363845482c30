/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "screens.h"

#include "np-accounts-dialog.h"
#include "np-api-error.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-connect-dialog.h"
#include "np-connection-page.h"
#include "np-help-window.h"
#include "np-import-dialog.h"
#include "np-model-page-private.h"
#include "np-open-dialog.h"
#include "np-preferences-dialog.h"
#include "np-problem-card.h"
#include "np-request-log.h"
#include "np-requests-window.h"
#include "np-rights-dialog.h"
#include "np-window.h"
#include "screens-saving.h"

/* As long as a name may be, with a word that cannot be broken. */
#define LONG_NAME                                                                      \
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " \
  "und noch ein langer Name für ein Modell, 127"

static GtkWidget *
show_welcome (AppRig *rig)
{
  return GTK_WIDGET (rig->window);
}

static GtkWidget *
show_connect (AppRig *rig)
{
  np_app_activate (rig->window, "win.connect", NULL);
  return np_app_await (NULL, NP_TYPE_CONNECT_DIALOG, NULL);
}

static GtkWidget *
show_connect_more (AppRig *rig)
{
  GtkWidget *dialog = show_connect (rig);
  GtkWidget *more = np_app_await (dialog, ADW_TYPE_EXPANDER_ROW, NULL);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (more), TRUE);
  return dialog;
}

static GtkWidget *
show_import (AppRig *rig)
{
  np_app_activate (rig->window, "win.import", NULL);
  return np_app_await (NULL, NP_TYPE_IMPORT_DIALOG, NULL);
}

static GtkWidget *
show_accounts (AppRig *rig)
{
  np_app_activate (rig->window, "win.accounts", NULL);
  return np_app_await (NULL, NP_TYPE_ACCOUNTS_DIALOG, NULL);
}

static GtkWidget *
show_list (AppRig *rig)
{
  np_app_activate (rig->window, "win.practice", NULL);
  app_rig_await_page (rig, "start");
  np_await_true (np_app_find_by_type_name (rig->window, "NpModelRow") != NULL);
  return GTK_WIDGET (rig->window);
}

static GtkWidget *
show_open (AppRig *rig)
{
  show_list (rig);
  np_app_activate (rig->window, "win.open-model", NULL);
  return np_app_await (NULL, NP_TYPE_OPEN_DIALOG, NULL);
}

static GtkWidget *
show_model (AppRig *rig)
{
  show_list (rig);
  np_window_open_model (NP_WINDOW (rig->window), RIG_MODEL_ID);
  app_rig_await_page (rig, "model");
  return GTK_WIDGET (rig->window);
}

static void
edit (AppRig *rig, NpFieldId id, const char *text)
{
  NpModelPage *page = np_window_get_model_page (NP_WINDOW (rig->window));

  np_model_form_set_text (np_document_get_form (np_model_page_get_document (page)), id, text);
}

static GtkWidget *
show_changed (AppRig *rig)
{
  show_model (rig);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    edit (rig, id, app_rig_texts[id]);
  edit (rig, NP_FIELD_MODEL_NAME, LONG_NAME);
  return GTK_WIDGET (rig->window);
}

static GtkWidget *
show_faults (AppRig *rig)
{
  show_model (rig);
  edit (rig, NP_FIELD_MODEL_NAME, "");
  edit (rig, NP_FIELD_ORDER_NUMBER, "1,5");
  edit (rig, NP_FIELD_EXTRA_INFO, "{\n  \"Rating\": 4.9,\n}");
  return GTK_WIDGET (rig->window);
}

static NpApiErrorDetail *
make_denial (void)
{
  NpApiErrorDetail *detail = np_api_error_detail_new ();

  detail->host = g_strdup ("aiworkspace.cn-hangzhou.aliyuncs.com");
  detail->operation = g_strdup ("UpdateModel");
  detail->status = 403;
  detail->code = g_strdup ("NoPermission");
  detail->message = g_strdup ("You are not authorized to do this action: "
                              "AWordThatIsAsLongAsTheNamesOfSomeActionsAndCannotBeBroken.");
  detail->request_id = g_strdup ("3C85E634-7E0C-5B1E-9F4E-0A5E5B8F1D2C");
  detail->action = g_strdup ("paimodel:UpdateModel");
  detail->principal = g_strdup ("200000000000000001");
  detail->principal_type = g_strdup ("SubUser");
  detail->policy_type = g_strdup ("AccountLevelIdentityBasedPolicy");
  return detail;
}

static void
add_problem (AppRig *rig, NpApiError kind, const NpApiErrorDetail *detail)
{
  NpModelPage *page = np_window_get_model_page (NP_WINDOW (rig->window));
  g_autoptr (GError) error = np_api_error_new (kind, detail, "UpdateModel: it did not work");
  g_autoptr (NpProblem) problem = np_problem_new (error, "UpdateModel", RIG_MODEL_ID);

  np_problem_set_retry (problem, "model.reload", NULL);
  np_problem_panel_add (np_model_page_get_problems (page), problem);
}

static GtkWidget *
show_problem (AppRig *rig)
{
  g_autoptr (NpApiErrorDetail) detail = make_denial ();
  GtkWidget *card = NULL;

  show_model (rig);
  add_problem (rig, NP_API_ERROR_PERMISSION_DENIED, detail);
  card = np_app_await (rig->window, NP_TYPE_PROBLEM_CARD, NULL);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (np_app_await (card, GTK_TYPE_TOGGLE_BUTTON, NULL)), TRUE);
  return GTK_WIDGET (rig->window);
}

static GtkWidget *
show_problems (AppRig *rig)
{
  g_autoptr (NpApiErrorDetail) detail = make_denial ();

  show_model (rig);
  add_problem (rig, NP_API_ERROR_PERMISSION_DENIED, detail);
  detail->tls_problem = NP_API_TLS_PROBLEM_UNKNOWN_ISSUER;
  detail->tls_issuer = g_strdup ("CN=Proxy of the Company,O=Company,C=DE");
  g_clear_pointer (&detail->code, g_free);
  add_problem (rig, NP_API_ERROR_TLS, detail);
  add_problem (rig, NP_API_ERROR_TLS, detail);
  return GTK_WIDGET (rig->window);
}

static GtkWidget *
show_rights (AppRig *rig)
{
  show_problem (rig);
  np_app_activate (np_app_await (rig->window, NP_TYPE_PROBLEM_CARD, NULL),
                   "problem.ask-administrator", NULL);
  return np_app_await (NULL, NP_TYPE_RIGHTS_DIALOG, NULL);
}

/* After a refusal: what was typed is still there, to be read and no more. */
static GtkWidget *
show_denied (AppRig *rig)
{
  g_autoptr (NpApiErrorDetail) detail = make_denial ();
  g_autoptr (GError) error = np_api_error_new (NP_API_ERROR_PERMISSION_DENIED, detail, "No");

  show_model (rig);
  edit (rig, NP_FIELD_TASK, LONG_NAME);
  add_problem (rig, NP_API_ERROR_PERMISSION_DENIED, detail);
  np_model_page_learn_permission (np_window_get_model_page (NP_WINDOW (rig->window)), error);
  return GTK_WIDGET (rig->window);
}

static void
add_request (int outcome, guint status, const char *code)
{
  NpRequestLogFields fields = {
    .time = G_GINT64_CONSTANT (1794000000000000),
    .operation = "UpdateModel",
    .host = "aiworkspace.cn-hangzhou.aliyuncs.com",
    .attempt = outcome == NP_API_ERROR_THROTTLED ? 2 : 1,
    .duration = 132,
    .status = status,
    .code = code,
    .request_id = status != 0 ? "3C85E634-7E0C-5B1E-9F4E-0A5E5B8F1D2C" : NULL,
    .outcome = outcome,
  };
  g_autoptr (NpRequestLogEntry) entry = np_request_log_entry_new (&fields);

  np_request_log_add (np_request_log_get_default (), entry);
}

static GtkWidget *
show_requests (AppRig *rig)
{
  np_request_log_clear (np_request_log_get_default ());
  add_request (NP_REQUEST_SUCCEEDED, 200, NULL);
  add_request (NP_API_ERROR_UNREACHABLE, 0, NULL);
  add_request (NP_REQUEST_CANCELLED, 0, NULL);
  add_request (NP_API_ERROR_THROTTLED, 429, "Throttling.User");
  add_request (NP_API_ERROR_CREDENTIALS_REJECTED, 400,
               "InvalidSecurityToken.MismatchWithAccessKey");
  np_app_activate (rig->window, "win.requests", NULL);
  return np_app_await (NULL, NP_TYPE_REQUESTS_WINDOW, NULL);
}

static GtkWidget *
show_connection (AppRig *rig)
{
  GtkWidget *dialog = NULL;

  np_window_start_practice (NP_WINDOW (rig->window));
  g_action_group_activate_action (G_ACTION_GROUP (rig->application), "diagnose", NULL);
  dialog = np_app_await (NULL, NP_TYPE_PREFERENCES_DIALOG, NULL);
  np_await_true (np_app_is_enabled (np_app_await (dialog, NP_TYPE_CONNECTION_PAGE, NULL),
                                    "connection.copy"));
  return dialog;
}

static GtkWidget *
show_guide (AppRig *rig)
{
  np_help_window_present (rig->application, NULL);
  return np_app_await (NULL, NP_TYPE_HELP_WINDOW, NULL);
}

static GtkWidget *
show_guide_topic (AppRig *rig)
{
  np_help_window_present (rig->application, "connect");
  return np_app_await (NULL, NP_TYPE_HELP_WINDOW, NULL);
}

static GtkWidget *
show_shortcuts (AppRig *rig)
{
  np_app_activate (rig->window, "win.show-help-overlay", NULL);
  return np_app_await (NULL, GTK_TYPE_SHORTCUTS_WINDOW, NULL);
}

static const Screen screens[] = {
  { "welcome", show_welcome, SCREEN_WINDOW },
  { "connect", show_connect, SCREEN_DIALOG },
  { "connect-more", show_connect_more, SCREEN_DIALOG },
  { "import", show_import, SCREEN_DIALOG },
  { "accounts", show_accounts, SCREEN_DIALOG },
  { "list", show_list, SCREEN_WINDOW },
  { "open", show_open, SCREEN_DIALOG },
  { "model", show_model, SCREEN_WINDOW },
  { "changed", show_changed, SCREEN_WINDOW },
  { "faults", show_faults, SCREEN_WINDOW },
  { "problem", show_problem, SCREEN_WINDOW },
  { "problems", show_problems, SCREEN_WINDOW },
  { "denied", show_denied, SCREEN_WINDOW },
  { "rights", show_rights, SCREEN_DIALOG },
  { "requests", show_requests, SCREEN_DIALOG },
  { "connection", show_connection, SCREEN_DIALOG },
  { "guide", show_guide, SCREEN_DIALOG },
  { "guide-topic", show_guide_topic, SCREEN_DIALOG },
  { "shortcuts", show_shortcuts, SCREEN_FIXED },
};

static void
visit (const Screen *all, gsize n_screens, ScreenVisit take)
{
  for (gsize i = 0; i < n_screens; i++)
    take (&all[i]);
}

void
screens_visit (ScreenVisit take)
{
  gsize n_saving = 0;
  const Screen *saving = screens_saving_get (&n_saving);

  visit (screens, G_N_ELEMENTS (screens), take);
  visit (saving, n_saving, take);
}
