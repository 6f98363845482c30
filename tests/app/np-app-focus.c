/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-focus.h"

#include "np-app-dialog.h"
#include "np-app-find.h"
#include "np-app-list.h"
#include "np-await.h"

/* GTK looks for another place for a focus that was lost after the next frame, and where
 * it finds none, the window does two frames later. */
#define N_FRAMES 6

static const char *
describe (GtkWidget *widget)
{
  return widget != NULL ? G_OBJECT_TYPE_NAME (widget) : "nothing";
}

/* What is not on the screen, or cannot be used, takes no keys. */
static gboolean
takes_keys (GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget) &&
         gtk_widget_get_focusable (widget) && gtk_widget_get_width (widget) > 0 &&
         gtk_widget_get_height (widget) > 0;
}

AppRig *
app_focus_new_rig (void)
{
  AppRig *rig = app_rig_new_with_model (RIG_MODEL_JSON (
      "\"WorkspaceId\":\"" RIG_WORKSPACE_ID "\",\"Task\":\"old\",\"Domain\":\"nlp\""));

  app_list_await (rig, RIG_N_FIRST);
  return rig;
}

/* Waits until WINDOW takes the keys, what is in it is laid out, and the keys go to
 * something that is there and can be used. */
GtkWidget *
app_focus_await (gpointer window)
{
  np_await_true (gtk_window_is_active (window));
  np_app_await_frames (window, N_FRAMES);
  np_await_true (takes_keys (gtk_window_get_focus (window)));
  return gtk_window_get_focus (window);
}

/* Puts the focus on WIDGET or into it, and looks whether it got there. */
void
app_focus_give (GtkWidget *widget)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  g_assert_true (gtk_widget_grab_focus (widget));
  app_focus_assert_in (window, widget);
}

void
app_focus_assert_in (gpointer window, gpointer part)
{
  GtkWidget *focus = app_focus_await (window);

  if (focus != part && !gtk_widget_is_ancestor (focus, part))
    g_test_fail_printf ("the focus is on %s and not in %s", describe (focus), describe (part));
}

/* Puts the focus on a button, and does what Enter does there. */
void
app_focus_press (GtkWidget *button)
{
  app_focus_give (button);
  g_signal_emit_by_name (button, "clicked");
}
