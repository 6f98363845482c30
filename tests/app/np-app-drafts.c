/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-drafts.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>

#include "np-app-steps.h"
#include "np-await.h"
#include "np-banner.h"
#include "np-field-row.h"

/* Whether no window is left. */
gboolean
app_drafts_is_closed (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ()) == 0;
}

void
app_drafts_close (AppRig *self)
{
  np_app_activate (self->window, "window.close", NULL);
  np_await_true (app_drafts_is_closed ());
  app_rig_stop (self);
}

void
app_drafts_restart (AppRig *self)
{
  app_drafts_close (self);
  app_rig_start (self);
}

gboolean
app_drafts_is_open (AppRig *self, const char *name)
{
  gboolean has_form = np_app_find (self->window, NP_TYPE_FIELD_ROW, NULL) != NULL;
  g_autofree char *shown = has_form ? app_rig_dup_shown (self, NP_FIELD_MODEL_NAME) : NULL;

  return g_strcmp0 (shown, name) == 0;
}

void
app_drafts_await_open (AppRig *self, const char *name)
{
  np_await_true (app_drafts_is_open (self, name));
}

typedef struct
{
  const char *part;
  gboolean is_found;
} BannerQuery;

static void
look_at_banner_cb (GtkWidget *widget, gpointer user_data)
{
  BannerQuery *query = user_data;

  if (NP_IS_BANNER (widget) && np_app_has_text (widget, query->part))
    query->is_found = TRUE;
}

/* Whether a banner on the screen has PART in its sentence. */
gboolean
app_drafts_has_banner (AppRig *self, const char *part)
{
  BannerQuery query = { part, FALSE };

  np_app_visit (GTK_WIDGET (self->window), look_at_banner_cb, &query);
  return query.is_found;
}

static void
set_file_limit (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

void
app_drafts_fill_disk (void)
{
  signal (SIGXFSZ, SIG_IGN);
  set_file_limit (1024);
}

void
app_drafts_free_disk (void)
{
  set_file_limit (RLIM_INFINITY);
}

static gboolean
contains (const char *content, gsize length, const char *text)
{
  gsize n = strlen (text);

  for (gsize i = 0; i + n <= length; i++)
    {
      if (memcmp (content + i, text, n) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether a file of the database has TEXT in it. */
gboolean
app_drafts_is_on_disk (const char *text)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "nameplate", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;
  gboolean is_found = FALSE;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *content = NULL;
      gsize length = 0;

      if (g_file_get_contents (file, &content, &length, NULL))
        is_found = is_found || contains (content, length, text);
    }
  return is_found;
}

void
app_drafts_damage_save (guint n)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "nameplate", "nameplate.db",
                                            NULL);
  g_autofree char *sql =
      g_strdup_printf ("UPDATE history SET model_name = 'harmed' WHERE ordinal = %u", n);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  /* The thread of the store may be writing just now. */
  sqlite3_busy_timeout (handle, 10000);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (handle), ==, 1);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}
