/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-problem.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-connect-dialog.h"
#include "np-open-dialog.h"

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

  return app_rig_run ();
}
