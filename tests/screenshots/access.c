/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "access-check.h"
#include "np-await.h"
#include "np-help-window.h"
#include "np-window.h"
#include "screens.h"

/* Every screen without a mouse, and without eyes: each control has a name and is
 * reached by Tab, no two letters of a window are the same, and every key is listed. */

static void
test_screen (gconstpointer data)
{
  const Screen *screen = data;
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *window = screen->show (rig);
  g_autofree char *faults = NULL;
  g_autofree char *keys = NULL;

  np_await_nothing_pending ();
  /* Tab goes by where things are. */
  np_app_await_frames (window, 2);
  faults = access_check (window);
  keys = access_check_keys (window);
  if (*faults != '\0' || *keys != '\0')
    g_test_fail_printf ("%s:\n%s%s", screen->name, faults, keys);
}

static void
test_shortcuts (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *windows[] = { GTK_WIDGET (rig->window), NULL, NULL };
  g_autofree char *faults = NULL;

  np_app_activate (rig->window, "win.practice", NULL);
  app_rig_await_page (rig, "start");
  np_window_open_model (NP_WINDOW (rig->window), RIG_MODEL_ID);
  app_rig_await_page (rig, "model");
  np_help_window_present (rig->application, NULL);
  windows[1] = np_app_await (NULL, NP_TYPE_HELP_WINDOW, NULL);
  faults = access_check_shortcuts (rig->application, windows);
  if (*faults != '\0')
    g_test_fail_printf ("%s", faults);
}

static GtkWidget *
show (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  np_await_true (gtk_widget_get_mapped (child));
  return window;
}

static void
assert_found (GtkWidget *window, const char *what)
{
  g_autofree char *faults = access_check (window);

  if (strstr (faults, what) == NULL)
    g_test_fail_printf ("“%s” was not found, but: %s", what, faults);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_finds_unnamed (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  assert_found (show (gtk_text_new ()), "has no name");
}

static void
test_finds_unreached (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("One"));
  gtk_box_append (GTK_BOX (box), inner);
  gtk_box_append (GTK_BOX (inner), gtk_button_new_with_label ("Two"));
  gtk_widget_set_can_focus (inner, FALSE);
  assert_found (show (box), "is not reached by Tab");
}

static void
test_finds_same_letter (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_append (GTK_BOX (box), gtk_button_new_with_mnemonic ("_Save"));
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_mnemonic ("_Send"));
  assert_found (show (box), "Save");
}

static void
add_screen (const Screen *screen)
{
  g_autofree char *path = g_strdup_printf ("/access/%s", screen->name);

  if (screen->kind != SCREEN_FIXED)
    g_test_add_data_func (path, screen, test_screen);
}

int
main (int argc, char **argv)
{
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("NP_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  app_rig_init (&argc, &argv);
  g_test_add_func ("/access/check-finds/unnamed", test_finds_unnamed);
  g_test_add_func ("/access/check-finds/unreached", test_finds_unreached);
  g_test_add_func ("/access/check-finds/same-letter", test_finds_same_letter);
  g_test_add_func ("/access/shortcuts", test_shortcuts);
  screens_visit (add_screen);

  return app_rig_run ();
}
