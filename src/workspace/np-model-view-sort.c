/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-view-index-private.h"

#include <string.h>

/* The bytes that are compared first lie in the entry itself: most texts differ
 * in them, and reading the texts is what sorting waits for. */
typedef struct
{
  guint64 prefix;
  const char *text;
  guint32 place;
} Entry;

static gsize
count_common (const char *a, const char *b, gsize max)
{
  gsize n = 0;

  while (n < max && a[n] != '\0' && a[n] == b[n])
    n++;
  return n;
}

/* How many bytes all texts begin with: IDs all begin alike. */
static gsize
count_common_of_all (const char *const *texts, guint n)
{
  gsize common = n > 0 ? strlen (texts[0]) : 0;

  for (guint i = 1; i < n && common > 0; i++)
    common = count_common (texts[0], texts[i], common);
  return common;
}

static guint64
read_prefix (const char *text)
{
  guint64 prefix = 0;

  for (guint i = 0; i < sizeof prefix; i++)
    {
      prefix = prefix << 8 | (guint8) *text;
      if (*text != '\0')
        text++;
    }
  return prefix;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *left = a;
  const Entry *right = b;

  if (left->prefix != right->prefix)
    return left->prefix < right->prefix ? -1 : 1;
  return strcmp (left->text, right->text);
}

/* Returns: (transfer full): the places of the texts in the order of their
 * bytes; equal ones stay as they are */
guint32 *
np_sort_texts (const char *const *texts, guint n)
{
  g_autoptr (GArray) entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), n);
  gsize common = count_common_of_all (texts, n);
  guint32 *order = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    {
      Entry entry = { read_prefix (texts[i] + common), texts[i] + common, i };

      g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_entries);
  for (guint i = 0; i < n; i++)
    order[i] = g_array_index (entries, Entry, i).place;
  return order;
}
