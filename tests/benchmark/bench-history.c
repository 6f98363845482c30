/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "loop-watch.h"
#include "np-application.h"
#include "np-client.h"
#include "np-library-private.h"
#include "np-window-private.h"

/* The window of the history with 10,000 saves: how long the main loop is kept from
 * its turn while it opens, is scrolled from the newest save to the oldest, and is
 * searched. It prints figures, and never fails by the clock. */

#define N_ENTRIES   10000
#define N_DRAGS     100
#define STEP_PIXELS 700
#define SETTLE_MS   1000
#define LIMIT_MS    60000

typedef struct
{
  NpApplication *application;
  NpWindow *window;
  GtkWidget *list_view;
  GtkEditable *search;
  gint64 painted_at;
} Bench;

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint milliseconds)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (milliseconds, quit_cb, loop);
  g_main_loop_run (loop);
}

static void
find_cb (Bench *self, GtkWidget *widget)
{
  if (GTK_IS_LIST_VIEW (widget))
    self->list_view = widget;
  else if (GTK_IS_SEARCH_ENTRY (widget))
    self->search = GTK_EDITABLE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_cb (self, child);
}

static void
start (Bench *self)
{
  GApplication *application = NULL;

  self->application = np_application_new ();
  application = G_APPLICATION (self->application);
  g_application_set_flags (application,
                           g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (application, NULL, NULL));
  g_application_activate (application);
  self->window = NP_WINDOW (
      gtk_application_get_active_window (GTK_APPLICATION (self->application)));
  wait_ms (SETTLE_MS);
}

static void
add_entries (Bench *self)
{
  NpLibrary *library = np_application_get_library (self->application);

  for (guint i = 0; i < N_ENTRIES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Model %u 新闻分类", i % 300);
      g_autofree char *text = g_strdup_printf ("The description as it was saved the %uth time",
                                               i);
      g_autoptr (NpHistoryEntry) entry = np_history_entry_new (
          g_get_real_time () - (gint64) (N_ENTRIES - i) * G_TIME_SPAN_MINUTE, "bench", "Bench",
          "aiworkspace.cn-hangzhou.aliyuncs.com", "cn-hangzhou", "model-rbvg5wzljz0000ks92",
          name, (NpSavedResult) (i % 4), "3C85E634-7E0C-5B1E-9F4E-0A5E5B8F1D2C", NULL, FALSE);

      np_history_entry_take_change (entry, NP_FIELD_MODEL_DESCRIPTION, "before", text, NULL,
                                    NP_FATE_KEPT);
      np_library_add_history (library, entry);
    }
}

static void
painted_cb (Bench *self)
{
  self->painted_at = g_get_monotonic_time ();
}

static void
wait_for_paint (Bench *self)
{
  gint64 limit = g_get_monotonic_time () + LIMIT_MS * G_TIME_SPAN_MILLISECOND;

  self->painted_at = 0;
  gtk_widget_queue_draw (self->list_view);
  while (self->painted_at == 0 && g_get_monotonic_time () < limit)
    g_main_context_iteration (NULL, TRUE);
}

static void
print_stall (const char *what, LoopWatch *watch)
{
  loop_watch_stop (watch);
  g_print ("%-32s longest stall %7.2f ms, of it processor %7.2f ms\n", what,
           (double) watch->worst_us / G_TIME_SPAN_MILLISECOND,
           (double) watch->worst_cpu_us / G_TIME_SPAN_MILLISECOND);
}

static guint
count (Bench *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (self->list_view));

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static void
open_history (Bench *self)
{
  LoopWatch watch;
  gint64 limit = g_get_monotonic_time () + LIMIT_MS * G_TIME_SPAN_MILLISECOND;

  loop_watch_start (&watch);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.history", NULL);
  find_cb (self, GTK_WIDGET (self->window->history_dialog));
  g_signal_connect_swapped (
      gtk_widget_get_frame_clock (GTK_WIDGET (self->window->history_dialog)), "after-paint",
      G_CALLBACK (painted_cb), self);
  while (count (self) == 0 && g_get_monotonic_time () < limit)
    g_main_context_iteration (NULL, TRUE);
  wait_for_paint (self);
  print_stall ("opened", &watch);
}

/* As a wheel goes, to the oldest save. */
static void
scroll (Bench *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));
  LoopWatch watch;
  gint64 limit = g_get_monotonic_time () + LIMIT_MS * G_TIME_SPAN_MILLISECOND;
  gboolean is_stuck = FALSE; /* at the end, with more to come: a person goes up a little */
  double last = -1;
  guint n_frames = 0;

  loop_watch_start (&watch);
  while ((count (self) < N_ENTRIES || gtk_adjustment_get_value (adjustment) > last) &&
         g_get_monotonic_time () < limit)
    {
      is_stuck = gtk_adjustment_get_value (adjustment) == last;
      last = gtk_adjustment_get_value (adjustment);
      gtk_adjustment_set_value (adjustment, last + (is_stuck ? -STEP_PIXELS : STEP_PIXELS));
      wait_for_paint (self);
      n_frames++;
    }
  print_stall ("scrolled from end to end", &watch);
  g_print ("%-32s %u saves in %u frames\n", "", count (self), n_frames);
}

/* As the bar is dragged. */
static void
drag (Bench *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));
  LoopWatch watch;

  loop_watch_start (&watch);
  for (guint i = 0; i < N_DRAGS; i++)
    {
      gtk_adjustment_set_value (adjustment,
                                gtk_adjustment_get_upper (adjustment) * i / N_DRAGS);
      wait_for_paint (self);
    }
  print_stall ("dragged from end to end", &watch);
}

static void
search (Bench *self)
{
  LoopWatch watch;
  const char *text = "新闻 saved the 77";

  loop_watch_start (&watch);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      int end = g_utf8_strlen (gtk_editable_get_text (self->search), -1);

      gtk_editable_insert_text (self->search, p, (int) (g_utf8_next_char (p) - p), &end);
      wait_for_paint (self);
    }
  wait_ms (SETTLE_MS);
  print_stall ("searched, key by key", &watch);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };

  np_client_prepare_process ();
  start (&bench);
  add_entries (&bench);
  open_history (&bench);
  scroll (&bench);
  drag (&bench);
  search (&bench);
  fflush (stdout);
  /* What a program does on its way out is not measured here. */
  _Exit (0);
}
