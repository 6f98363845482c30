/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "screens.h"

#include "np-accounts-dialog.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-connect-dialog.h"
#include "np-help-window.h"
#include "np-import-dialog.h"
#include "np-open-dialog.h"
#include "np-window.h"

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
  { "guide", show_guide, SCREEN_DIALOG },
  { "guide-topic", show_guide_topic, SCREEN_DIALOG },
  { "shortcuts", show_shortcuts, SCREEN_FIXED },
};

const Screen *
screens_get (gsize *out_n_screens)
{
  *out_n_screens = G_N_ELEMENTS (screens);
  return screens;
}
