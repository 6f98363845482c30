/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-list.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-window.h"

/* The search of the desktop, asked over the bus as GNOME Shell asks. */

#define INTERFACE "org.gnome.Shell.SearchProvider2"

/* The application of a test has no name on the bus, but its connection has. */
static GVariant *
call (AppRig *rig, const char *method, GVariant *parameters)
{
  GApplication *application = G_APPLICATION (rig->application);
  GDBusConnection *bus = g_application_get_dbus_connection (application);
  g_autofree char *path = g_strconcat (g_application_get_dbus_object_path (application),
                                       "/SearchProvider", NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GVariant *answer = NULL;

  g_dbus_connection_call (bus, g_dbus_connection_get_unique_name (bus), path, INTERFACE, method,
                          parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          np_await_result_cb, &slot);
  result = np_await_result (&slot);
  answer = g_dbus_connection_call_finish (bus, result, &error);
  g_assert_no_error (error);
  return answer;
}

static char **
search (AppRig *rig, const char *text)
{
  g_auto (GStrv) terms = g_strsplit (text, " ", -1);
  g_autoptr (GVariant)
      answer = call (rig, "GetInitialResultSet", g_variant_new ("(^as)", terms));
  char **names = NULL;

  g_variant_get (answer, "(^as)", &names);
  return names;
}

static char *
dup_text (GVariant *metas, guint i, const char *key)
{
  g_autoptr (GVariant) list = g_variant_get_child_value (metas, 0);
  g_autoptr (GVariant) meta = g_variant_get_child_value (list, i);
  char *text = NULL;

  g_assert_true (g_variant_lookup (meta, key, "s", &text));
  return text;
}

static void
assert_meta (AppRig *rig, char **names, const char *name, const char *description)
{
  g_autoptr (GVariant) metas = call (rig, "GetResultMetas", g_variant_new ("(^as)", names));
  g_autofree char *id = dup_text (metas, 0, "id");
  g_autofree char *shown = dup_text (metas, 0, "name");
  g_autofree char *below = dup_text (metas, 0, "description");

  g_assert_cmpstr (id, ==, names[0]);
  g_assert_cmpstr (shown, ==, name);
  g_assert_cmpstr (below, ==, description);
}

static void
test_results (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();
  const char *const none[] = { NULL };
  g_auto (GStrv) names = search (rig, "INVOICE reader");
  g_auto (GStrv) nothing = search (rig, "no such model");
  g_auto (GStrv) blank = search (rig, "");
  g_auto (GStrv) more = NULL;
  g_autoptr (GVariant) answer = NULL;

  g_assert_cmpuint (g_strv_length (names), ==, 1);
  g_assert_true (g_str_has_prefix (names[0], RIG_OTHER_ID "/"));
  g_assert_cmpuint (g_strv_length (nothing), ==, 0);
  g_assert_cmpuint (g_strv_length (blank), ==, 0);

  /* It looks among all models again, not among the last results. */
  answer = call (rig, "GetSubsearchResultSet",
                 g_variant_new ("(^as^as)", none, (const char *const[]){ "invoice", NULL }));
  g_variant_get (answer, "(^as)", &more);
  g_assert_cmpstrv (more, names);
  assert_meta (rig, names, RIG_OTHER_NAME, RIG_OTHER_ID " · 324017");
}

/* What the desktop still shows of an older search is no fault. */
static void
test_unknown_result (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();
  g_autoptr (GVariant) metas =
      call (rig, "GetResultMetas",
            g_variant_new ("(^as)", (const char *const[]){ "model-gone/account", NULL }));
  g_autoptr (GVariant) list = g_variant_get_child_value (metas, 0);

  g_assert_cmpuint (g_variant_n_children (list), ==, 0);
}

static GVariant *
make_activation (const char *name)
{
  return g_variant_new ("(s^asu)", name, (const char *const[]){ "invoice", NULL }, 0);
}

static void
test_activate (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();
  NpWindow *window = NP_WINDOW (rig->window);
  g_auto (GStrv) names = search (rig, "invoice");
  g_autoptr (GVariant) first = call (rig, "ActivateResult", make_activation (names[0]));
  g_autoptr (GVariant) second = NULL;

  app_rig_await_page (rig, "model");
  app_rig_assert_shown (rig, NP_FIELD_MODEL_NAME, RIG_OTHER_NAME);

  /* Out of the practice workspace too, which is of no account. */
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "win.practice", NULL);
  g_assert_true (np_workspace_get_is_practice (np_window_get_workspace (window)));
  second = call (rig, "ActivateResult", make_activation (names[0]));
  app_rig_await_page (rig, "model");
  g_assert_false (np_workspace_get_is_practice (np_window_get_workspace (window)));
  g_assert_cmpuint (app_rig_count (rig, "GetModel"), ==, 2);
}

static void
test_launch (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();
  g_autoptr (GVariant) answer =
      call (rig, "LaunchSearch",
            g_variant_new ("(^asu)", (const char *const[]){ "invoice", "reader", NULL }, 0));

  app_list_await (rig, "1 of 20");
  app_list_assert_first (rig, RIG_OTHER_NAME);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/search-provider/results", test_results);
  g_test_add_func ("/search-provider/unknown-result", test_unknown_result);
  g_test_add_func ("/search-provider/activate", test_activate);
  g_test_add_func ("/search-provider/launch", test_launch);

  return app_rig_run ();
}
