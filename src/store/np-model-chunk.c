/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-chunk-private.h"

#include <string.h>

#include "np-model-summary.h"

/* A chunk ends with whichever comes first. */
#define MAX_MODELS 500
#define MAX_BYTES  (1024 * 1024)

/* Each record stands behind its length, four bytes with the lowest first: so one
 * can be skipped without being read, and a bad one does not hide the next. */
static void
write_record (NpModelSummary *model, GByteArray *chunk)
{
  guint start = chunk->len;
  guint32 length = 0;

  g_byte_array_append (chunk, (const guint8 *) &length, sizeof length);
  np_model_summary_append_to (model, chunk);
  length = GUINT32_TO_LE (chunk->len - start - (guint) sizeof length);
  memcpy (chunk->data + start, &length, sizeof length);
}

/**
 * np_model_chunk_write:
 * @models: (element-type NpModelSummary): the models of a list
 * @first: the position of the chunk's first model
 * @out_n_models: (out): how many models it holds, at least 1
 *
 * Returns: (transfer full): the chunk
 */
GByteArray *
np_model_chunk_write (GPtrArray *models, guint first, guint *out_n_models)
{
  GByteArray *chunk = g_byte_array_new ();
  guint i = first;

  for (; i < models->len && i - first < MAX_MODELS && chunk->len < MAX_BYTES; i++)
    write_record (g_ptr_array_index (models, i), chunk);
  *out_n_models = i - first;

  return chunk;
}

/**
 * np_model_chunk_read:
 * @data: (array length=length): a chunk
 * @length: its length
 * @n_skipped: how many records to skip
 * @max_models: how many records to read after that, at most
 * @models: (element-type NpModelSummary): where the models are added
 *
 * Records that cannot be read, for example those of an older Nameplate, are left out.
 */
void
np_model_chunk_read (
    const guint8 *data, gsize length, guint n_skipped, guint max_models, GPtrArray *models)
{
  const guint8 *end = data + length;
  guint32 size = 0;

  for (guint i = 0; (gsize) (end - data) >= sizeof size; i++, data += size)
    {
      memcpy (&size, data, sizeof size);
      size = GUINT32_FROM_LE (size);
      data += sizeof size;
      if (size > (gsize) (end - data) || (i >= n_skipped && i - n_skipped >= max_models))
        return;
      if (i >= n_skipped)
        {
          NpModelSummary *model = np_model_summary_new_from_record (data, size, NULL);

          if (model != NULL)
            g_ptr_array_add (models, model);
        }
    }
}
