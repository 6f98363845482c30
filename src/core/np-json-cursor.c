/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-json-cursor-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_well (NpJsonCursor *cursor)
{
  return cursor->fault.message == NULL;
}

/*< private >
 * np_json_cursor_init:
 * @cursor: the place for a cursor
 * @text: a JSON text that is not changed while the cursor is used
 *
 * Begins to read. np_json_cursor_finish() ends it.
 */
void
np_json_cursor_init (NpJsonCursor *cursor, const char *text)
{
  memset (cursor, 0, sizeof *cursor);
  cursor->text = text;
  cursor->at = text;
  cursor->end = text + strlen (text);
  np_json_check_encoding (text, cursor->end, &cursor->fault);
}

/*< private >
 * np_json_cursor_try_mark:
 * @cursor: a cursor
 * @mark: one of `{}[],:`
 *
 * Steps over a mark, if it comes next.
 *
 * Returns: %TRUE if it did
 */
gboolean
np_json_cursor_try_mark (NpJsonCursor *cursor, char mark)
{
  if (!is_well (cursor))
    return FALSE;

  np_json_scan_space (&cursor->at, cursor->end);
  if (cursor->at == cursor->end || *cursor->at != mark)
    return FALSE;

  cursor->at++;
  return TRUE;
}

/*< private >
 * np_json_cursor_take_mark:
 * @cursor: a cursor
 * @mark: one of `{}[],:`
 *
 * Steps over a mark that has to come next.
 *
 * Returns: %TRUE if it did
 */
gboolean
np_json_cursor_take_mark (NpJsonCursor *cursor, char mark)
{
  if (np_json_cursor_try_mark (cursor, mark))
    return TRUE;
  return np_json_cursor_refuse (cursor);
}

/*< private >
 * np_json_cursor_take_string:
 * @cursor: a cursor
 *
 * Reads a string that has to come next.
 *
 * Returns: (transfer full) (nullable): what it means, or %NULL
 */
char *
np_json_cursor_take_string (NpJsonCursor *cursor)
{
  const char *start = NULL;
  GString *text = NULL;

  if (!is_well (cursor))
    return NULL;

  np_json_scan_space (&cursor->at, cursor->end);
  start = cursor->at;
  if (start == cursor->end || *start != '"')
    {
      np_json_cursor_refuse (cursor);
      return NULL;
    }
  if (!np_json_scan_string (&cursor->at, cursor->end, &cursor->fault))
    return NULL;

  text = g_string_sized_new ((gsize) (cursor->at - start));
  np_json_decode_string (start + 1, (gsize) (cursor->at - start) - 2, text);
  return g_string_free (text, FALSE);
}

/*< private >
 * np_json_cursor_refuse:
 * @cursor: a cursor
 *
 * Notes that what comes next does not belong here.
 *
 * Returns: always %FALSE
 */
gboolean
np_json_cursor_refuse (NpJsonCursor *cursor)
{
  if (is_well (cursor))
    np_json_fault_unexpected (&cursor->fault, cursor->at, cursor->end,
                              _ ("Something else was expected here."));
  return FALSE;
}

/*< private >
 * np_json_cursor_finish:
 * @cursor: a cursor
 * @error: (nullable): where to put an `NP_JSON_ERROR`
 *
 * Ends reading.
 *
 * Returns: %TRUE if nothing was wrong and nothing more follows
 */
gboolean
np_json_cursor_finish (NpJsonCursor *cursor, GError **error)
{
  if (is_well (cursor))
    {
      np_json_scan_space (&cursor->at, cursor->end);
      if (cursor->at < cursor->end)
        np_json_cursor_refuse (cursor);
    }
  if (is_well (cursor))
    return TRUE;

  np_json_fault_to_error (&cursor->fault, cursor->text, error);
  return FALSE;
}
