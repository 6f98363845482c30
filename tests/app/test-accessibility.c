/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-problem.h"
#include "np-app-dialog.h"
#include "np-await.h"
#include "np-connect-dialog.h"
#include "np-open-dialog.h"
#include "np-outcome-card.h"
#include "np-preferences-dialog.h"
#include "np-requests-window.h"
#include "np-review-row.h"
#include "np-rights-dialog.h"

/* Every control that the keyboard reaches has a name for a screen reader. */

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
      gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  /* Newer GTK says the tooltip where there is nothing else, and libadwaita relies on it. */
  return gtk_check_version (4, 18, 0) == NULL && gtk_widget_get_tooltip_text (widget) != NULL;
}

/* The part of a widget that takes the keys is not what a screen reader stands on. */
static GtkWidget *
get_whole (GtkWidget *widget)
{
  const GType wholes[] = { GTK_TYPE_DROP_DOWN,      GTK_TYPE_ENTRY,        GTK_TYPE_MENU_BUTTON,
                           GTK_TYPE_PASSWORD_ENTRY, GTK_TYPE_SEARCH_ENTRY, ADW_TYPE_ENTRY_ROW };

  for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
    {
      GtkWidget *whole = gtk_widget_get_ancestor (widget, wholes[i]);

      if (whole != NULL)
        return whole;
    }
  return widget;
}

/* These only pass the focus on to what they hold. */
static gboolean
is_container (GtkWidget *widget)
{
  return GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_LIST_BOX (widget) ||
         GTK_IS_FLOW_BOX (widget) || ADW_IS_EXPANDER_ROW (widget);
}

static void
collect_unnamed_cb (GtkWidget *widget, gpointer user_data)
{
  GString *unnamed = user_data;

  if (gtk_widget_get_focusable (widget) && !is_container (widget) &&
      !has_name (get_whole (widget)))
    g_string_append_printf (unnamed, "%s in %s; ", G_OBJECT_TYPE_NAME (widget),
                            G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
}

static void
assert_all_named (gpointer root)
{
  g_autoptr (GString) unnamed = g_string_new (NULL);

  np_app_visit (root, collect_unnamed_cb, unnamed);
  g_assert_cmpstr (unnamed->str, ==, "");
}

static void
test_welcome (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  assert_all_named (rig->window);
}

static void
test_connect (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_fill_connect (rig, np_practice_service_get_url (rig->service), RIG_KEY_ID, RIG_SECRET,
                        RIG_TOKEN);
  assert_all_named (np_app_await (NULL, NP_TYPE_CONNECT_DIALOG, NULL));
}

static void
test_open (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect (rig);
  assert_all_named (rig->window);
  np_app_activate (rig->window, "win.open-model", NULL);
  assert_all_named (np_app_await (NULL, NP_TYPE_OPEN_DIALOG, NULL));
}

static void
test_practice (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_start_practice (rig);
  assert_all_named (rig->window);
}

static void
test_model (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  app_rig_edit_all (rig);
  assert_all_named (rig->window);
}

static void
test_problem (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  NpProblemCard *card = NULL;

  app_rig_connect (rig);
  app_rig_open (rig, "model-thatisnotthere0000");
  card = app_problem_await (rig, "Not opened");
  assert_all_named (rig->window);
  app_problem_open_details (card);
  assert_all_named (rig->window);
}

static void
test_review (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *dialog = NULL;
  GtkWidget *expander = NULL;

  app_rig_connect_and_open (rig);
  app_rig_edit_all (rig);
  dialog = app_rig_await_review (rig);
  expander = np_app_find (dialog, ADW_TYPE_EXPANDER_ROW, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  np_app_await (dialog, GTK_TYPE_TEXT_VIEW, NULL);
  assert_all_named (dialog);
}

/* What a screen reader says on a row is what stands there. */
static void
test_review_row (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *row = NULL;

  app_rig_connect_and_open (rig);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  row = np_app_await (app_rig_await_review (rig), NP_TYPE_REVIEW_ROW, NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Task");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Old: “text-classification”. New: “typed”.");
}

static void
test_conflict (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (RIG_MODEL_JSON ("\"Task\":\"old\""));
  GtkWidget *dialog = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "mine");
  app_rig_put_model (rig, RIG_MODEL_JSON ("\"Task\":\"theirs\",\"Domain\":\"cv\""));
  dialog = app_rig_await_conflict (rig);
  app_rig_choose (dialog, "Another value");
  assert_all_named (dialog);
}

static void
test_outcome (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  np_practice_service_set_semantics (rig->service, NP_PRACTICE_OMITTED_FIELD_CLEARED);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  np_app_await (rig->window, NP_TYPE_OUTCOME_CARD, NULL);
  assert_all_named (rig->window);
}

static void
test_preferences (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  g_action_group_activate_action (G_ACTION_GROUP (rig->application), "preferences", NULL);
  assert_all_named (np_app_await (NULL, NP_TYPE_PREFERENCES_DIALOG, NULL));
}

static void
test_rights (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect (rig);
  np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_NO_PERMISSION);
  app_rig_open (rig, RIG_MODEL_ID);
  app_problem_click (rig, "Not opened", "Ask the Administrator");
  assert_all_named (np_app_await (NULL, NP_TYPE_RIGHTS_DIALOG, NULL));
}

static void
test_requests (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect (rig);
  np_app_activate (rig->window, "win.requests", NULL);
  assert_all_named (np_app_await (NULL, NP_TYPE_REQUESTS_WINDOW, NULL));
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/accessibility/welcome", test_welcome);
  g_test_add_func ("/accessibility/connect", test_connect);
  g_test_add_func ("/accessibility/open", test_open);
  g_test_add_func ("/accessibility/practice", test_practice);
  g_test_add_func ("/accessibility/model", test_model);
  g_test_add_func ("/accessibility/problem", test_problem);
  g_test_add_func ("/accessibility/review", test_review);
  g_test_add_func ("/accessibility/review/row", test_review_row);
  g_test_add_func ("/accessibility/conflict", test_conflict);
  g_test_add_func ("/accessibility/outcome", test_outcome);
  g_test_add_func ("/accessibility/preferences", test_preferences);
  g_test_add_func ("/accessibility/rights", test_rights);
  g_test_add_func ("/accessibility/requests", test_requests);

  return app_rig_run ();
}
