/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-page-scan-private.h"

#include <string.h>

/* The format is that of https://www.sqlite.org/fileformat2.html; the names of the
 * constants follow it. Nothing read here is believed: each number is checked against
 * where the bytes end, and each row against its sum by whoever gets it. */

/* The size of every page that Nameplate writes, and all of it is used. */
#define PAGE 4096

#define FILE_HEADER  100 /* at the begin of the first page */
#define LEAF_HEADER  8
#define LOG_HEADER   32
#define FRAME_HEADER 24

/* The first byte of a page with rows. */
#define TABLE_LEAF 0x0d

/* How much of a row stands on its page at most, and at least if there is more. */
#define MAX_LOCAL (PAGE - 35)
#define MIN_LOCAL ((PAGE - 12) * 32 / 255 - 23)

/* No row is longer. */
#define MAX_ROW (64 * 1024 * 1024)

/* How often each byte may be part of a row: pages that name each other in circles
 * must not keep anybody busy for ever. */
#define MAX_READINGS 4

typedef struct
{
  const guint8 **pages; /* the newest of each number; NULL for none */
  guint n_pages;
  guint64 budget;
  guint32 widths;
  NpPageRowFunc func;
  gpointer user_data;
} Scan;

/* Bytes that are read from the front. */
typedef struct
{
  const guint8 *data;
  gsize left;
} Reader;

static guint
read_16 (const guint8 *data)
{
  return (guint) data[0] << 8 | data[1];
}

static guint32
read_32 (const guint8 *data)
{
  return (guint32) read_16 (data) << 16 | read_16 (data + 2);
}

/* One to nine bytes; the ninth gives all of its bits. */
static gboolean
read_varint (Reader *reader, guint64 *out_value)
{
  guint64 value = 0;

  for (guint i = 0; i < 9; i++)
    {
      guint8 byte = 0;

      if (reader->left == 0)
        return FALSE;
      byte = *reader->data++;
      reader->left--;
      value = i == 8 ? value << 8 | byte : value << 7 | (byte & 0x7f);
      if (i == 8 || byte < 0x80)
        break;
    }
  *out_value = value;

  return TRUE;
}

/* With its sign. */
static gint64
read_integer (const guint8 *data, gsize length)
{
  guint64 value = data[0] >= 0x80 ? G_MAXUINT64 : 0;

  for (gsize i = 0; i < length; i++)
    value = value << 8 | data[i];

  return (gint64) value;
}

static gboolean
read_value (guint64 type, Reader *body, NpPageValue *value)
{
  static const guint8 sizes[] = { 0, 1, 2, 3, 4, 6, 8 };
  gsize length = type < G_N_ELEMENTS (sizes) ? sizes[type] : type >= 12 ? (type - 12) / 2 : 0;

  /* 7 is a fraction, which no table has; 10 and 11 are nothing. */
  if (type == 7 || type == 10 || type == 11 || length > body->left)
    return FALSE;

  value->kind = type == 0   ? NP_PAGE_VALUE_NULL
                : type < 12 ? NP_PAGE_VALUE_NUMBER
                : type % 2  ? NP_PAGE_VALUE_TEXT
                            : NP_PAGE_VALUE_BLOB;
  value->data = body->data;
  value->length = length;
  value->number = type == 9 ? 1 : type > 0 && type < 7 ? read_integer (body->data, length) : 0;
  body->data += length;
  body->left -= length;

  return TRUE;
}

/* Splits the begin of a row into the types of its values and the rest. Returns how many
 * values it has, 0 if that cannot be. */
static guint
read_types (Reader *row, guint64 types[NP_PAGE_MAX_VALUES])
{
  Reader header = *row;
  guint64 length = 0;
  guint n = 0;

  if (!read_varint (&header, &length) || length > row->left ||
      length < (guint64) (header.data - row->data))
    return 0;

  header.left = length - (header.data - row->data);
  row->data += length;
  row->left -= length;
  while (header.left > 0)
    if (n == NP_PAGE_MAX_VALUES || !read_varint (&header, &types[n++]))
      return 0;

  return n;
}

static void
give_row (Scan *self, gint64 id, Reader row)
{
  guint64 types[NP_PAGE_MAX_VALUES];
  NpPageValue values[NP_PAGE_MAX_VALUES];
  guint n = read_types (&row, types);

  for (guint i = 0; i < n; i++)
    if (!read_value (types[i], &row, &values[i]))
      return;
  if (n > 0)
    self->func (id, values, n, self->user_data);
}

/* Whether a row whose begin is that may be wanted. */
static gboolean
is_wanted (Scan *self, Reader begin)
{
  guint64 types[NP_PAGE_MAX_VALUES];
  guint n = read_types (&begin, types);

  return n > 0 && n < NP_PAGE_MAX_VALUES && (self->widths & 1u << n) != 0;
}

/* Adds what stands on other pages. Returns whether all of it was there. */
static gboolean
append_overflow (Scan *self, guint32 number, GByteArray *row, gsize length)
{
  while (row->len < length)
    {
      const guint8 *page = number >= 1 && number <= self->n_pages ? self->pages[number - 1]
                                                                  : NULL;

      if (page == NULL || self->budget < PAGE)
        return FALSE;
      self->budget -= PAGE;
      g_byte_array_append (row, page + 4, MIN (length - row->len, PAGE - 4));
      number = read_32 (page);
    }

  return TRUE;
}

static void
read_long_row (Scan *self, gint64 id, Reader cell, gsize length)
{
  gsize local = MIN_LOCAL + (length - MIN_LOCAL) % (PAGE - 4);
  g_autoptr (GByteArray) row = NULL;

  if (local > MAX_LOCAL)
    local = MIN_LOCAL;
  if (cell.left < local + 4 || !is_wanted (self, (Reader){ cell.data, local }))
    return;

  row = g_byte_array_append (g_byte_array_new (), cell.data, local);
  if (append_overflow (self, read_32 (cell.data + local), row, length))
    give_row (self, id, (Reader){ row->data, row->len });
}

static void
read_cell (Scan *self, Reader cell)
{
  guint64 length = 0;
  guint64 id = 0;

  if (!read_varint (&cell, &length) || !read_varint (&cell, &id) || length > MAX_ROW)
    return;

  if (length > MAX_LOCAL)
    read_long_row (self, (gint64) id, cell, length);
  else if (length <= cell.left && is_wanted (self, (Reader){ cell.data, length }))
    give_row (self, (gint64) id, (Reader){ cell.data, length });
}

static void
read_page (Scan *self, const guint8 *page, guint start)
{
  guint n_cells = read_16 (page + start + 3);

  if (page[start] != TABLE_LEAF || start + LEAF_HEADER + n_cells * 2 > PAGE)
    return;

  for (guint i = 0; i < n_cells && self->budget >= PAGE; i++)
    {
      guint place = read_16 (page + start + LEAF_HEADER + i * 2);

      self->budget -= 16;
      if (place < PAGE)
        read_cell (self, (Reader){ page + place, PAGE - place });
    }
}

/* Returns how many frames of the log were committed: those up to the last that ends a
 * transaction, all with the marks of this log. */
static guint
count_frames (const guint8 *log, gsize length)
{
  guint n = 0;
  guint n_committed = 0;

  for (gsize place = LOG_HEADER; length - place >= FRAME_HEADER + PAGE;
       place += FRAME_HEADER + PAGE)
    {
      if (memcmp (log + place + 8, log + 16, 8) != 0)
        break;
      n++;
      if (read_32 (log + place + 4) != 0)
        n_committed = n;
    }

  return n_committed;
}

static void
set_pages (Scan *self, GBytes *file, GBytes *log)
{
  gsize length = 0;
  gsize log_length = 0;
  const guint8 *data = g_bytes_get_data (file, &length);
  const guint8 *log_data = g_bytes_get_data (log, &log_length);
  guint n_frames = log_length > LOG_HEADER ? count_frames (log_data, log_length) : 0;
  guint n_in_file = length / PAGE;

  self->n_pages = n_in_file + n_frames;
  self->pages = g_new0 (const guint8 *, self->n_pages + 1);
  self->budget = MAX_READINGS * (guint64) (length + log_length);
  for (guint i = 0; i < n_in_file; i++)
    self->pages[i] = data + (gsize) i * PAGE;
  for (guint i = 0; i < n_frames; i++)
    {
      const guint8 *frame = log_data + LOG_HEADER + (gsize) i * (FRAME_HEADER + PAGE);
      guint32 number = read_32 (frame);

      if (number >= 1 && number <= self->n_pages)
        self->pages[number - 1] = frame + FRAME_HEADER;
    }
}

/**
 * np_page_scan: (skip)
 * @file: what is in the file of a database
 * @log: what is in its log, maybe nothing
 * @widths: which rows are wanted: bit N for those with N values
 * @func: gets each row
 * @user_data: passed to @func
 *
 * Finds rows where SQLite does not: it looks at each page by itself, so neither the
 * header of the file nor the way that leads from there to a row need be whole. A page
 * that was freed has none, because it was overwritten.
 */
void
np_page_scan (GBytes *file, GBytes *log, guint32 widths, NpPageRowFunc func, gpointer user_data)
{
  Scan self = { .widths = widths, .func = func, .user_data = user_data };

  set_pages (&self, file, log);
  for (guint i = 0; i < self.n_pages; i++)
    if (self.pages[i] != NULL)
      read_page (&self, self.pages[i], i == 0 ? FILE_HEADER : 0);
  g_free (self.pages);
}
