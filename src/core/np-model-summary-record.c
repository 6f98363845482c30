/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-summary-private.h"

#include <string.h>

/* A record, all numbers little endian:
 *
 *   1 byte   version
 *   1 byte   flags, NpSummaryFlags
 *   4 bytes  length of the whole record
 *   8 bytes  OrderNumber, 0 if there is none
 *   8 bytes  ParameterSize, likewise
 *   for each text of NpSummaryText: 2 bytes length, then the bytes
 *
 * Times and search key are made again from the texts. Whoever changes what
 * stands in it, or the order of NpSummaryText, counts the version up. */
#define VERSION       1
#define LENGTH_OFFSET 2

/* What is left to read. */
typedef struct
{
  const guint8 *at;
  gsize left;
} Reader;

static gboolean
read_bytes (Reader *reader, gpointer out, gsize n)
{
  if (reader->left < n)
    return FALSE;
  memcpy (out, reader->at, n);
  reader->at += n;
  reader->left -= n;
  return TRUE;
}

static gboolean
read_int64 (Reader *reader, gint64 *out_value)
{
  if (!read_bytes (reader, out_value, sizeof *out_value))
    return FALSE;
  *out_value = GINT64_FROM_LE (*out_value);
  return TRUE;
}

/* Narrows the reader to the record at its place. */
static gboolean
read_head (Reader *reader, NpSummaryParts *parts)
{
  guint8 head[2];
  guint32 length = 0;
  gsize available = reader->left;

  if (!read_bytes (reader, head, sizeof head) || !read_bytes (reader, &length, sizeof length))
    return FALSE;
  length = GUINT32_FROM_LE (length);
  if (head[0] != VERSION || (head[1] & ~NP_SUMMARY_ALL_FLAGS) != 0 || length > available ||
      length < available - reader->left)
    return FALSE;
  reader->left -= available - length;
  parts->flags = head[1];
  return TRUE;
}

static gboolean
read_text (Reader *reader, NpSummaryText text, NpSummaryParts *parts)
{
  guint16 length = 0;

  if (!read_bytes (reader, &length, sizeof length))
    return FALSE;
  length = GUINT16_FROM_LE (length);
  if (length > reader->left || length > np_summary_get_max_bytes (text) ||
      !g_utf8_validate_len ((const char *) reader->at, length, NULL))
    return FALSE;
  g_string_append_len (parts->texts, (const char *) reader->at, length);
  np_summary_parts_end_text (parts);
  reader->at += length;
  reader->left -= length;
  return TRUE;
}

static gboolean
read_record (Reader *reader, NpSummaryParts *parts)
{
  if (!read_head (reader, parts) || !read_int64 (reader, &parts->order_number) ||
      !read_int64 (reader, &parts->parameter_size))
    return FALSE;
  for (NpSummaryText text = 0; text < NP_N_SUMMARY_TEXTS; text++)
    {
      if (!read_text (reader, text, parts))
        return FALSE;
    }
  return reader->left == 0;
}

static void
append_int64 (GByteArray *out, gint64 value)
{
  gint64 little = GINT64_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
}

static void
append_text (GByteArray *out, const char *text)
{
  gsize length = strlen (text);
  guint16 little = GUINT16_TO_LE ((guint16) length);

  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
  g_byte_array_append (out, (const guint8 *) text, (guint) length);
}

/**
 * np_model_summary_append_to:
 * @self: a summary
 * @out: where to append
 *
 * Appends the record of a summary, from which
 * np_model_summary_new_from_record() makes an equal one.
 */
void
np_model_summary_append_to (NpModelSummary *self, GByteArray *out)
{
  const guint8 head[] = { VERSION, (guint8) np_model_summary_get_flags (self), 0, 0, 0, 0 };
  guint start = out->len;
  gint64 number = 0;
  guint32 length = 0;

  g_return_if_fail (NP_IS_MODEL_SUMMARY (self));

  g_byte_array_append (out, head, sizeof head);
  np_model_summary_get_order_number (self, &number);
  append_int64 (out, number);
  np_model_summary_get_parameter_size (self, &number);
  append_int64 (out, number);
  for (NpSummaryText text = 0; text < NP_N_SUMMARY_TEXTS; text++)
    append_text (out, np_model_summary_get_text (self, text));
  length = GUINT32_TO_LE (out->len - start);
  memcpy (out->data + start + LENGTH_OFFSET, &length, sizeof length);
}

/**
 * np_model_summary_new_from_record:
 * @data: (array length=length): bytes that begin with a record
 * @length: how many there are
 * @out_used: (out) (optional): the length of the record, set on success only
 *
 * Reads a record. The bytes are not trusted: whatever they are, only a summary
 * that could have come from an answer is made of them. What they say may still be
 * another thing than what was written.
 *
 * Returns: (transfer full) (nullable): the summary; %NULL if this is no record,
 *   or one of another version
 */
NpModelSummary *
np_model_summary_new_from_record (const guint8 *data, gsize length, gsize *out_used)
{
  g_auto (NpSummaryParts) parts = { 0 };
  Reader reader = { data, length };
  NpModelSummary *self = NULL;

  np_summary_parts_init (&parts);
  if (read_record (&reader, &parts))
    self = np_summary_parts_build (&parts);
  if (self != NULL && out_used != NULL)
    *out_used = (gsize) (reader.at - data);
  return self;
}
