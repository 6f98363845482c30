/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-accounts.h"
#include "np-await.h"

/* The check of a connection on the page of an account: what it says of each part. */

/* The rows of an earlier check may still be there: the row is looked for anew. */
static gboolean
check_says (GtkWidget *dialog, const char *title, const char *part)
{
  GtkWidget *row = np_app_find (dialog, ADW_TYPE_ACTION_ROW, title);

  return row != NULL && np_app_has_text (row, part);
}

/* What the row with TITLE says once the check is over. */
static void
assert_check (GtkWidget *dialog, const char *title, const char *part)
{
  np_await_true (check_says (dialog, title, part));
}

static void
check (GtkWidget *dialog)
{
  np_app_click (dialog, "Check");
  np_await_true (np_app_can_click (dialog, "Check"));
}

static void
test_check (AccountsRig *self, gconstpointer data)
{
  NpAccount *account = accounts_rig_add (self, "Work", RIG_KEY_ID, RIG_SECRET, NULL, 0);
  GtkWidget *dialog = accounts_rig_open_page (self, account);

  check (dialog);
  assert_check (dialog, "Check Connection", "Everything works. It took");
  assert_check (dialog, "Endpoint", "127.0.0.1");
  assert_check (dialog, "Rights", "The AccessKey may list workspaces.");
  np_app_await (dialog, ADW_TYPE_ACTION_ROW, "RequestId");

  np_practice_service_push_fault (self->rig->service, "ListWorkspaces",
                                  NP_PRACTICE_FAULT_NO_PERMISSION);
  check (dialog);
  assert_check (dialog, "Check Connection", "Something is wrong.");
  assert_check (dialog, "AccessKey", "The service accepts the AccessKey.");
  assert_check (dialog, "Rights", "Models can still be opened by their IDs.");
  /* Nobody else asks: the fault met the check. */
  g_assert_cmpuint (app_rig_count (self->rig, "ListWorkspaces"), ==, 2);
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_check_secret (AccountsRig *self, gconstpointer data)
{
  NpAccount *account = accounts_rig_add (self, "Work", RIG_KEY_ID,
                                         "NotTheSecretOfThisKey0123456789", NULL, 0);
  GtkWidget *dialog = accounts_rig_open_page (self, account);

  check (dialog);
  assert_check (dialog, "Check Connection", "Something is wrong.");
  assert_check (dialog, "Clock", "Agrees");
  assert_check (dialog, "AccessKey", "SignatureDoesNotMatch");
  assert_check (dialog, "Rights", "Not known yet.");
  np_app_await (dialog, ADW_TYPE_ACTION_ROW, "RequestId");
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_check_clock_and_endpoint (AccountsRig *self, gconstpointer data)
{
  NpAccount *account = accounts_rig_add (self, "Work", RIG_KEY_ID, RIG_SECRET, NULL, 0);
  GtkWidget *dialog = accounts_rig_open_page (self, account);

  np_practice_service_set_clock_offset (self->rig->service, 3600);
  check (dialog);
  assert_check (dialog, "Endpoint", "127.0.0.1");
  assert_check (dialog, "Clock", "The clock of this computer");
  assert_check (dialog, "AccessKey", "The service accepts the AccessKey.");

  np_practice_service_stop (self->rig->service);
  check (dialog);
  assert_check (dialog, "Endpoint", " refused the connection.");
  assert_check (dialog, "Clock", "Not known yet.");
  assert_check (dialog, "AccessKey", "Not known yet.");
  g_assert_null (np_app_find (dialog, ADW_TYPE_ACTION_ROW, "RequestId"));
  gtk_window_close (GTK_WINDOW (dialog));
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  accounts_rig_add_test ("/accounts/check", test_check);
  accounts_rig_add_test ("/accounts/check-secret", test_check_secret);
  accounts_rig_add_test ("/accounts/check-clock-and-endpoint", test_check_clock_and_endpoint);

  return app_rig_run ();
}
