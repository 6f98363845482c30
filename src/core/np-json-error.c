/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-json-private.h"

typedef struct
{
  guint line;
  guint column;
} NpJsonErrorPrivate;

static void
np_json_error_private_init (NpJsonErrorPrivate *priv)
{
  priv->line = 0;
  priv->column = 0;
}

static void
np_json_error_private_copy (const NpJsonErrorPrivate *source, NpJsonErrorPrivate *copy)
{
  *copy = *source;
}

static void
np_json_error_private_clear (NpJsonErrorPrivate *priv)
{
}

/* The macro steps back from the GError to the private part in front of it,
 * which is aligned; clang can't know. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (NpJsonError, np_json_error)
#pragma GCC diagnostic pop

/* Everything before AT is valid UTF-8: the encoding is checked first. */
static void
find_position (const char *text, const char *at, NpJsonErrorPrivate *out_position)
{
  guint line = 1;
  guint column = 1;

  for (const char *p = text; p < at; p++)
    {
      if (*p == '\n' || (*p == '\r' && (p + 1 == at || p[1] != '\n')))
        {
          line++;
          column = 1;
        }
      else if (((guchar) *p & 0xc0) != 0x80)
        {
          column++;
        }
    }
  out_position->line = line;
  out_position->column = column;
}

/* Notes what is wrong. Always returns FALSE, so that a scanner can return it. */
gboolean
np_json_fault (
    NpJsonFault *fault, NpJsonErrorCode code, const char *at, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  fault->code = code;
  fault->at = at;
  fault->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return FALSE;
}

/* Makes the GError with its line and column, and empties FAULT. */
void
np_json_fault_to_error (NpJsonFault *fault, const char *text, GError **error)
{
  GError *made = g_error_new_literal (NP_JSON_ERROR, (int) fault->code, fault->message);

  find_position (text, fault->at, np_json_error_get_private (made));
  g_propagate_error (error, made);
  g_free (g_steal_pointer (&fault->message));
}

/**
 * np_json_error_get_line:
 * @error: any error
 *
 * Gets the line of the fault. Lines end with a line feed, a carriage return,
 * or both together.
 *
 * Returns: the line, from 1; 0 if @error is not an `NP_JSON_ERROR`
 */
guint
np_json_error_get_line (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  if (error->domain != NP_JSON_ERROR)
    return 0;
  return np_json_error_get_private (error)->line;
}

/**
 * np_json_error_get_column:
 * @error: any error
 *
 * Gets the column of the fault, counted in Unicode characters.
 *
 * Returns: the column, from 1; 0 if @error is not an `NP_JSON_ERROR`
 */
guint
np_json_error_get_column (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  if (error->domain != NP_JSON_ERROR)
    return 0;
  return np_json_error_get_private (error)->column;
}
