/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <glib/gstdio.h>

#include "np-app-accounts.h"
#include "np-await.h"
#include "np-import-dialog.h"
#include "np-profile-row.h"
#include "np-region-row.h"

/* Accounts out of the profiles of another tool. */

#define SECRET "\"access_key_secret\":\"" RIG_SECRET "\""

static const char *const three_profiles =
    "{\"current\":\"one\",\"profiles\":["
    "{\"name\":\"one\",\"mode\":\"AK\",\"access_key_id\":\"LTAI5tOne\"," SECRET
    ",\"region_id\":\"cn-shanghai\"},"
    "{\"name\":\"two\",\"mode\":\"AK\",\"access_key_id\":\"LTAI5tTwo\"," SECRET
    ",\"region_id\":\"\"},"
    "{\"name\":\"three\",\"mode\":\"EcsRamRole\",\"ram_role_name\":\"x\"}]}";

static void
count_cb (guint *n)
{
  (*n)++;
}

static NpImportDialog *
open_import (AccountsRig *self, const char *content, guint *n_imported)
{
  NpImportDialog *dialog = np_import_dialog_new (self->rig->window, self->accounts);
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("nameplate-profiles-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  app_rig_watch (self->rig, dialog);
  g_signal_connect_swapped (dialog, "imported", G_CALLBACK (count_cb), n_imported);
  gtk_window_present (GTK_WINDOW (dialog));
  np_await_true (np_app_has_text (dialog, "Choose a File"));
  file = g_file_new_for_path (path);
  np_import_dialog_load (dialog, file);
  np_await_true (!np_app_has_text (dialog, "Choose a File"));
  np_await_nothing_pending ();
  g_unlink (path);
  return dialog;
}

static void
test_import (AccountsRig *self, gconstpointer data)
{
  guint n_imported = 0;
  NpImportDialog *dialog = open_import (self, three_profiles, &n_imported);
  NpAccount *account = NULL;

  g_assert_true (np_app_can_click (dialog, "Import 2 Accounts"));
  g_assert_true (np_app_has_text (np_app_find (dialog, NP_TYPE_PROFILE_ROW, "three"),
                                  "EcsRamRole gets its key from"));
  /* A row without a region asks for one, as long as it is chosen. */
  np_app_await (dialog, NP_TYPE_REGION_ROW, NULL);
  gtk_widget_activate (np_app_find (dialog, NP_TYPE_PROFILE_ROW, "two"));
  g_assert_true (np_app_can_click (dialog, "Import 1 Account"));
  np_await_true (np_app_find (dialog, NP_TYPE_REGION_ROW, NULL) == NULL);
  g_assert_cmpuint (g_list_model_get_n_items (np_accounts_get_list (self->accounts)), ==, 0);

  gtk_widget_activate (np_app_find (dialog, NP_TYPE_PROFILE_ROW, "two"));
  np_region_row_set_selected (NP_REGION_ROW (np_app_await (dialog, NP_TYPE_REGION_ROW, NULL)),
                              2);
  np_app_click (dialog, "Import 2 Accounts");
  np_await_true (np_app_has_text (dialog, "2 accounts imported."));
  g_assert_cmpuint (n_imported, ==, 0);
  np_app_click (dialog, "Done");
  np_app_await_gone (NP_TYPE_IMPORT_DIALOG);
  g_assert_cmpuint (n_imported, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (np_accounts_get_list (self->accounts)), ==, 2);
  account = np_accounts_get_account (self->accounts);
  g_assert_cmpstr (np_account_get_name (account), ==, "one");
  g_assert_cmpstr (np_account_get_region (account), ==, "cn-shanghai");
}

/* Importing again gives the account that is there its key once more. */
static void
test_import_twice (AccountsRig *self, gconstpointer data)
{
  guint n_imported = 0;

  for (guint i = 0; i < 2; i++)
    {
      NpImportDialog *dialog = open_import (self, three_profiles, &n_imported);

      np_app_click (dialog, "Import 2 Accounts");
      np_await_true (np_app_has_text (dialog, "2 accounts imported."));
      g_assert_cmpint (np_app_has_text (dialog, "This account was there already."), ==, i == 1);
      np_app_click (dialog, "Done");
      np_app_await_gone (NP_TYPE_IMPORT_DIALOG);
    }
  g_assert_cmpuint (g_list_model_get_n_items (np_accounts_get_list (self->accounts)), ==, 2);
}

static void
test_import_broken (AccountsRig *self, gconstpointer data)
{
  guint n_imported = 0;
  NpImportDialog *dialog = open_import (self, "{\"current\":<b>", &n_imported);

  np_await_true (np_app_has_text (dialog, "Nothing to Import"));
  g_assert_true (np_app_has_text (dialog, "Line 1"));
  g_assert_true (np_app_can_click (dialog, "Choose Another File…"));
  gtk_window_close (GTK_WINDOW (dialog));
  np_app_await_gone (NP_TYPE_IMPORT_DIALOG);
  g_assert_cmpuint (n_imported, ==, 0);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  accounts_rig_add_test ("/accounts/import", test_import);
  accounts_rig_add_test ("/accounts/import-twice", test_import_twice);
  accounts_rig_add_test ("/accounts/import-broken", test_import_broken);

  return app_rig_run ();
}
