/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* The changes of an entry as the store keeps them. */

#include "config.h"

#include "np-history-entry.h"

#include "np-json-cursor-private.h"

/* The members of a change, each a string. */
typedef enum
{
  PART_FIELD,
  PART_OLD,
  PART_NEW,
  PART_STORED, /* not there if it is not known */
  PART_FATE,
} Part;

#define N_PARTS (PART_FATE + 1)

static const char *const part_names[N_PARTS] = { "Field", "Old", "New", "Stored", "Fate" };

static const char *const fate_names[] = {
  [NP_FATE_KEPT] = "kept",
  [NP_FATE_STORED_AS] = "stored-as",
  [NP_FATE_NOT_KEPT] = "not-kept",
  [NP_FATE_NOT_KNOWN] = "not-known",
};

static void
append_part (GString *json, Part part, const char *text)
{
  if (text == NULL)
    return;

  g_string_append_c (json, part == PART_FIELD ? '{' : ',');
  np_json_append_string (json, part_names[part]);
  g_string_append_c (json, ':');
  np_json_append_string (json, text);
}

/**
 * np_history_entry_dup_changes_json:
 * @self: an entry
 *
 * Writes the changes as JSON in one line, byte for byte.
 *
 * Returns: (transfer full): the JSON text
 */
char *
np_history_entry_dup_changes_json (NpHistoryEntry *self)
{
  GString *json = NULL;

  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);

  json = g_string_new ("[");
  for (guint i = 0; i < np_history_entry_get_n_changes (self); i++)
    {
      NpFieldId id = np_history_entry_get_change_field (self, i);

      if (i > 0)
        g_string_append_c (json, ',');
      append_part (json, PART_FIELD, np_field_get_wire_name (id));
      append_part (json, PART_OLD, np_history_entry_get_change_old (self, i));
      append_part (json, PART_NEW, np_history_entry_get_change_new (self, i));
      append_part (json, PART_STORED, np_history_entry_get_change_stored (self, i));
      append_part (json, PART_FATE, fate_names[np_history_entry_get_change_fate (self, i)]);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');

  return g_string_free (json, FALSE);
}

/* A part that this version does not know is left out. */
static gboolean
read_part (NpJsonCursor *cursor, char *parts[N_PARTS])
{
  g_autofree char *name = np_json_cursor_take_string (cursor);
  g_autofree char *text = NULL;

  if (name == NULL || !np_json_cursor_take_mark (cursor, ':'))
    return FALSE;
  text = np_json_cursor_take_string (cursor);
  if (text == NULL)
    return FALSE;

  for (Part part = 0; part < N_PARTS; part++)
    {
      if (g_strcmp0 (name, part_names[part]) != 0)
        continue;
      g_free (parts[part]);
      parts[part] = g_steal_pointer (&text);
    }
  return TRUE;
}

static NpChangeFate
parse_fate (const char *name)
{
  for (NpChangeFate fate = 0; fate < G_N_ELEMENTS (fate_names); fate++)
    {
      if (g_strcmp0 (name, fate_names[fate]) == 0)
        return fate;
    }
  return NP_FATE_NOT_KNOWN;
}

/* A field that this version does not know is left out. */
static gboolean
take_parts (NpJsonCursor *cursor, NpHistoryEntry *entry, char *parts[N_PARTS])
{
  NpFieldId id = 0;

  if (parts[PART_FIELD] == NULL || parts[PART_OLD] == NULL || parts[PART_NEW] == NULL)
    return np_json_cursor_refuse (cursor);

  if (np_field_from_wire_name (parts[PART_FIELD], &id))
    np_history_entry_take_change (entry, id, parts[PART_OLD], parts[PART_NEW],
                                  parts[PART_STORED], parse_fate (parts[PART_FATE]));
  return TRUE;
}

static gboolean
read_parts (NpJsonCursor *cursor, char *parts[N_PARTS])
{
  if (!np_json_cursor_take_mark (cursor, '{'))
    return FALSE;

  do
    {
      if (!read_part (cursor, parts))
        return FALSE;
    }
  while (np_json_cursor_try_mark (cursor, ','));

  return np_json_cursor_take_mark (cursor, '}');
}

static gboolean
read_change (NpJsonCursor *cursor, NpHistoryEntry *entry)
{
  char *parts[N_PARTS] = { NULL };
  gboolean is_well = read_parts (cursor, parts) && take_parts (cursor, entry, parts);

  for (Part part = 0; part < N_PARTS; part++)
    g_free (parts[part]);
  return is_well;
}

static gboolean
read_changes (NpJsonCursor *cursor, NpHistoryEntry *entry)
{
  if (!np_json_cursor_take_mark (cursor, '['))
    return FALSE;
  if (np_json_cursor_try_mark (cursor, ']'))
    return TRUE;

  do
    {
      if (!read_change (cursor, entry))
        return FALSE;
    }
  while (np_json_cursor_try_mark (cursor, ','));

  return np_json_cursor_take_mark (cursor, ']');
}

/**
 * np_history_entry_take_changes_json:
 * @self: an entry that nobody else has yet
 * @json: what np_history_entry_dup_changes_json() gave; of any length
 * @error: (nullable): where to put an `NP_JSON_ERROR` if @json is something else
 *
 * Adds the changes that were written. After an error the entry may have some of
 * them and is of no use.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
np_history_entry_take_changes_json (NpHistoryEntry *self, const char *json, GError **error)
{
  NpJsonCursor cursor;

  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), FALSE);
  g_return_val_if_fail (json != NULL, FALSE);

  np_json_cursor_init (&cursor, json);
  read_changes (&cursor, self);

  return np_json_cursor_finish (&cursor, error);
}
