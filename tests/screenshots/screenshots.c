/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "layout-check.h"
#include "np-await.h"
#include "screens.h"

/* Shows every screen in every width and looks whether all text can be read there.
 * With NP_SCREENSHOTS set to a folder the pictures stay there. The look is told by
 * the environment: the language, ADW_DEBUG_COLOR_SCHEME, ADW_DEBUG_HIGH_CONTRAST,
 * NP_TEXT_PERCENT for the size of the text, NP_RIGHT_TO_LEFT, and NP_LARGE for windows
 * as large as a screen of 4K. */

#define LEAST_WIDTH 360

static const int widths[] = { LEAST_WIDTH, 900, 1400 };
static const int large_widths[] = { 3840 };

#define HEIGHT       720
#define LARGE_HEIGHT 2100

static gboolean
is_large (void)
{
  return g_getenv ("NP_LARGE") != NULL;
}

static void
use_look (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  const char *percent = g_getenv ("NP_TEXT_PERCENT");
  static int own_dpi = 0;

  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  if (percent != NULL)
    {
      if (own_dpi == 0)
        g_object_get (settings, "gtk-xft-dpi", &own_dpi, NULL);
      g_object_set (settings, "gtk-xft-dpi",
                    (int) (own_dpi * g_ascii_strtoll (percent, NULL, 10) / 100), NULL);
    }
  if (g_getenv ("NP_RIGHT_TO_LEFT") != NULL)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

/* What appears in one frame may move what is there in the next. */
static void
settle (GtkWidget *window)
{
  np_app_await_frames (window, 3);
}

/* Names the way down to what makes a window so wide. */
static void
tell_widest (GtkWidget *widget)
{
  GtkWidget *widest = widget;

  while (widest != NULL)
    {
      int most = 0;
      GtkWidget *next = NULL;

      gtk_widget_measure (widest, GTK_ORIENTATION_HORIZONTAL, -1, &most, NULL, NULL, NULL);
      g_test_message ("%s needs %d pixels", G_OBJECT_TYPE_NAME (widest), most);
      most = 0;
      for (GtkWidget *child = gtk_widget_get_first_child (widest); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        {
          int least = 0;

          gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
          if (gtk_widget_should_layout (child) && least > most)
            {
              most = least;
              next = child;
            }
        }
      widest = next;
    }
}

/* With larger text a window may not become as narrow, but no wider than the text
 * grows. */
static int
get_least_width (GtkWidget *window)
{
  const char *percent = g_getenv ("NP_TEXT_PERCENT");
  gint64 limit = LEAST_WIDTH;
  int least = 0;

  if (percent != NULL)
    limit = LEAST_WIDTH * g_ascii_strtoll (percent, NULL, 10) / 100;
  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (least > limit)
    tell_widest (window);
  if (least > limit)
    g_test_fail_printf ("“%s” needs %d pixels, more than %d",
                        gtk_window_get_title (GTK_WINDOW (window)), least, (int) limit);
  return least;
}

static void
resize (GtkWidget *window, int width)
{
  settle (window);
  width = MAX (width, get_least_width (window));
  gtk_window_set_default_size (GTK_WINDOW (window), width, is_large () ? LARGE_HEIGHT : HEIGHT);
  np_await_true (gtk_widget_get_width (window) == width);
  settle (window);
}

static void
take_picture (GtkWidget *window, const char *folder, const char *name, int width)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = g_strdup_printf ("%s/%s-%d.png", folder, name, width);

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
look_at (GtkWidget *window, const Screen *screen)
{
  const char *folder = g_getenv ("NP_SCREENSHOTS");
  int width = gtk_widget_get_width (window);
  g_autofree char *faults = NULL;

  if (folder != NULL)
    take_picture (window, folder, screen->name, width);
  faults = layout_check (window);
  if (*faults != '\0')
    g_test_fail_printf ("%s at %d:\n%s", screen->name, width, faults);
}

static void
look_at_widths (GtkWidget *window, const Screen *screen)
{
  const int *sizes = is_large () ? large_widths : widths;
  gsize n_sizes = is_large () ? G_N_ELEMENTS (large_widths) : G_N_ELEMENTS (widths);

  for (gsize i = 0; i < n_sizes; i++)
    {
      resize (window, sizes[i]);
      look_at (window, screen);
    }
}

static void
look_at_dialog (GtkWidget *window, const Screen *screen)
{
  settle (window);
  look_at (window, screen);
  if (screen->kind == SCREEN_FIXED || gtk_widget_get_width (window) <= LEAST_WIDTH)
    return;
  resize (window, LEAST_WIDTH);
  look_at (window, screen);
}

static void
test_screen (gconstpointer data)
{
  const Screen *screen = data;
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *window = NULL;

  use_look ();
  window = screen->show (rig);
  if (screen->kind == SCREEN_WINDOW)
    look_at_widths (window, screen);
  else
    look_at_dialog (window, screen);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* A window with nothing but one child in a place of a fixed size. */
static GtkWidget *
show_child (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_EXTERNAL);
  gtk_widget_set_size_request (scrolled, width, height);
  gtk_widget_set_halign (scrolled, GTK_ALIGN_START);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_present (GTK_WINDOW (window));
  np_await_true (gtk_widget_get_mapped (child));
  settle (window);
  return window;
}

static void
assert_found (GtkWidget *window, const char *what)
{
  g_autofree char *faults = layout_check (window);

  if (strstr (faults, what) == NULL)
    g_test_fail_printf ("“%s” was not found, but: %s", what, faults);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_finds_overlap (void)
{
  GtkWidget *fixed = gtk_fixed_new ();

  gtk_fixed_put (GTK_FIXED (fixed), gtk_label_new ("one text"), 0, 0);
  gtk_fixed_put (GTK_FIXED (fixed), gtk_label_new ("another text"), 10, 5);
  assert_found (show_child (fixed, 200, 100), "lies on “another text”");
}

static void
test_finds_cut (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_append (GTK_BOX (box), gtk_label_new ("a text that is wider than its place"));
  gtk_widget_set_overflow (box, GTK_OVERFLOW_HIDDEN);
  assert_found (show_child (box, 60, 100), "is cut at its side");
}

static void
test_finds_shortened_button (void)
{
  GtkWidget *label = gtk_label_new ("A button with a long name");
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_box_append (GTK_BOX (box), button);
  assert_found (show_child (box, 60, 100), "is shortened in a button");
}

static void
test_finds_missing_icon (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  assert_found (show_child (gtk_image_new_from_icon_name ("np-no-icon-symbolic"), 60, 100),
                "has no icon “np-no-icon-symbolic”");
}

static void
assert_icons (const char *path)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GRegex) regex = g_regex_new ("[a-z0-9-]+-symbolic", 0, 0, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_nonnull (bytes);
  for (g_regex_match_full (regex, g_bytes_get_data (bytes, NULL),
                           (gssize) g_bytes_get_size (bytes), 0, 0, &match, NULL);
       g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 0);

      if (!gtk_icon_theme_has_icon (theme, name))
        g_test_fail_printf ("%s: there is no icon %s", path, name);
    }
}

/* Also those of menus and pages that no picture shows. */
static void
test_icons (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_auto (GStrv) names = g_resources_enumerate_children (NP_RESOURCE_PATH "/ui", 0, NULL);

  g_assert_nonnull (names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (NP_RESOURCE_PATH "/ui/", names[i], NULL);

      assert_icons (path);
    }
}

static void
add_screen (const Screen *screen)
{
  g_autofree char *path = g_strdup_printf ("/screenshots/%s", screen->name);

  g_test_add_data_func (path, screen, test_screen);
}

int
main (int argc, char **argv)
{
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("NP_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  app_rig_init (&argc, &argv);
  g_test_add_func ("/screenshots/check-finds/overlap", test_finds_overlap);
  g_test_add_func ("/screenshots/check-finds/cut", test_finds_cut);
  g_test_add_func ("/screenshots/check-finds/shortened-button", test_finds_shortened_button);
  g_test_add_func ("/screenshots/check-finds/missing-icon", test_finds_missing_icon);
  g_test_add_func ("/screenshots/icons", test_icons);
  screens_visit (add_screen);

  return app_rig_run ();
}
