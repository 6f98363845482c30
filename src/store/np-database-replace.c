/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-database-replace-private.h"

#include "np-database-salvage-private.h"
#include "np-database-schema-private.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* A file that is being made has the first name. One that is whole, and is to take the
 * place of another, has the second: the old file moves only when the new one has all
 * that could be read in it. A kill at any point leaves the old file, or a new one that
 * is whole. */
#define BEGUN ".new"
#define WHOLE ".whole"

static char *
dup_name (NpDatabase *self, const char *suffix)
{
  return g_strconcat (self->path, suffix, NULL);
}

/**
 * np_database_is_half_replaced: (skip)
 * @self: a database that nobody else uses
 *
 * Returns: whether a new file waits for the place of the old one
 */
gboolean
np_database_is_half_replaced (NpDatabase *self)
{
  g_autofree char *whole = dup_name (self, WHOLE);
  GStatBuf status;

  return g_lstat (whole, &status) == 0;
}

static gboolean
fill_new_file (NpDatabase *self, const char *name, NpDatabaseState state)
{
  gboolean ok = np_database_connect (self, name) && np_database_schema_migrate (self) &&
                (state == NP_DATABASE_MISSING ||
                 np_database_salvage_file (self, self->path, state == NP_DATABASE_DAMAGED));

  np_database_disconnect (self);

  return ok;
}

static gboolean
make_new_file (NpDatabase *self, NpDatabaseState state)
{
  g_autofree char *begun = dup_name (self, BEGUN);
  g_autofree char *whole = dup_name (self, state == NP_DATABASE_MISSING ? "" : WHOLE);

  if (!np_database_file_make_empty (begun))
    return np_database_note_errno (self, errno);

  if (fill_new_file (self, begun, state) &&
      (g_rename (begun, whole) == 0 || np_database_note_errno (self, errno)))
    return TRUE;

  np_database_file_remove (begun);

  return FALSE;
}

static void
append_counts (NpDatabase *self, GString *text)
{
  if (self->n_drafts > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              ngettext ("The unsaved edits of %u model were taken over.",
                                        "The unsaved edits of %u models were taken over.",
                                        self->n_drafts),
                              self->n_drafts);
    }
  if (self->n_entries > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              ngettext ("%u save of the history was taken over.",
                                        "%u saves of the history were taken over.",
                                        self->n_entries),
                              self->n_entries);
    }
}

static void
tell (NpDatabase *self, NpDatabaseState state, const char *aside)
{
  g_autofree char *name = g_path_get_basename (aside);
  GString *text = g_string_new (NULL);

  g_string_printf (
      text,
      state == NP_DATABASE_NEWER
          /* Translators: %s is the name of a file */
          ? _ ("The file with your unsaved edits, history, lists and stars was written by a "
               "newer Nameplate. It was put aside as “%s”, and a new one was begun.")
          /* Translators: %s is the name of a file */
          : _ ("The file with your unsaved edits, history, lists and stars was damaged. It was "
               "put aside as “%s”, and a new one was begun."),
      name);
  append_counts (self, text);
  np_database_tell (self, g_string_free (text, FALSE));
}

static gboolean
set_aside (NpDatabase *self, NpDatabaseState state)
{
  const char *why = state == NP_DATABASE_NEWER ? "newer" : "damaged";
  g_autofree char *aside = np_database_file_set_aside (self->path, why);

  if (aside == NULL)
    return np_database_note_errno (self, errno);

  tell (self, state, aside);

  return TRUE;
}

/**
 * np_database_replace: (skip)
 * @self: a database without a connection, that nobody else uses
 * @state: what is there
 *
 * Puts a new file in the place of the one that is there, with all drafts, saves and
 * stars of that which can be read. The old file is put aside.
 *
 * Returns: whether a new file is there
 */
gboolean
np_database_replace (NpDatabase *self, NpDatabaseState state)
{
  g_autofree char *whole = dup_name (self, WHOLE);

  np_database_start_job (self);
  if (!np_database_is_half_replaced (self) && !make_new_file (self, state))
    return FALSE;
  if (state == NP_DATABASE_MISSING)
    return TRUE;
  if (!set_aside (self, state))
    return FALSE;

  return g_rename (whole, self->path) == 0 || np_database_note_errno (self, errno);
}
