/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* The keys of one object: which come twice, and where a member is. A big
 * object is sorted and not hashed, so that no choice of keys makes it slow. */

#include "config.h"

#include "np-json-private.h"

#include <string.h>

/* Objects with more members than this get a sorted index. Below it comparing
 * them one by one is quicker. */
#define FEW_MEMBERS 16

const char *
np_json_peek_key (const NpJson *self, const NpJsonValue *member)
{
  return self->keys->str + member->key;
}

const NpJsonValue *
np_json_peek_children (const NpJsonValue *value)
{
  return value->json->values + value->first_child;
}

typedef struct
{
  const NpJson *json;
  const NpJsonValue *members;
} Sorting;

static int
compare_keys (const Sorting *sorting, guint32 i, guint32 j)
{
  return strcmp (np_json_peek_key (sorting->json, &sorting->members[i]),
                 np_json_peek_key (sorting->json, &sorting->members[j]));
}

/* By key, and members with one key in the order of the text. */
static int
compare_members_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  guint32 i = *(const guint32 *) a;
  guint32 j = *(const guint32 *) b;
  int order = compare_keys (user_data, i, j);

  return order != 0 ? order : (i > j) - (i < j);
}

static void
note_duplicate (NpJson *self, NpJsonValue *object, const NpJsonValue *member)
{
  object->has_duplicate_keys = TRUE;
  if (self->duplicate_key == NP_JSON_NO_KEY)
    self->duplicate_key = member->key;
}

static void
index_few (const Sorting *sorting, NpJson *self, NpJsonValue *object)
{
  for (guint32 i = 1; i < object->n_children; i++)
    for (guint32 j = 0; j < i; j++)
      if (compare_keys (sorting, i, j) == 0)
        note_duplicate (self, object, &sorting->members[i]);
}

static void
index_many (Sorting *sorting, NpJson *self, NpJsonValue *object)
{
  guint32 *sorted;

  object->order = self->order->len;
  for (guint32 i = 0; i < object->n_children; i++)
    g_array_append_val (self->order, i);

  sorted = &g_array_index (self->order, guint32, object->order);
  g_qsort_with_data (sorted, (int) object->n_children, sizeof *sorted, compare_members_cb,
                     sorting);
  for (guint32 i = 1; i < object->n_children; i++)
    if (compare_keys (sorting, sorted[i], sorted[i - 1]) == 0)
      note_duplicate (self, object, &sorting->members[sorted[i]]);
}

/* Looks for keys that come twice. MEMBERS are not in their place yet. */
void
np_json_index_members (NpJson *self, NpJsonValue *object, const NpJsonValue *members)
{
  Sorting sorting = { self, members };

  if (object->n_children > FEW_MEMBERS)
    index_many (&sorting, self, object);
  else
    index_few (&sorting, self, object);
}

static const NpJsonValue *
find_among_few (const NpJsonValue *object, const char *key)
{
  const NpJsonValue *members = np_json_peek_children (object);

  for (guint i = object->n_children; i > 0; i--)
    if (strcmp (np_json_peek_key (object->json, &members[i - 1]), key) == 0)
      return &members[i - 1];
  return NULL;
}

static const NpJsonValue *
find_among_many (const NpJsonValue *object, const char *key)
{
  const NpJson *json = object->json;
  const NpJsonValue *members = np_json_peek_children (object);
  const guint32 *sorted = &g_array_index (json->order, guint32, object->order);
  guint low = 0;
  guint high = object->n_children;

  /* Find the first member behind the key: the one wanted is just before. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (np_json_peek_key (json, &members[sorted[middle]]), key) <= 0)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0 || strcmp (np_json_peek_key (json, &members[sorted[low - 1]]), key) != 0)
    return NULL;
  return &members[sorted[low - 1]];
}

/* With equal keys the last member counts, as in json-glib. */
const NpJsonValue *
np_json_find_member (const NpJsonValue *object, const char *key)
{
  if (object->n_children > FEW_MEMBERS)
    return find_among_many (object, key);
  return find_among_few (object, key);
}
