/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-changes.h"

#include "np-json.h"
#include "np-model-compare-private.h"
#include "np-text-private.h"

#include <string.h>

typedef struct
{
  NpFieldId field;
  char *old_text;
  char *new_text;
} Change;

struct _NpModelChanges
{
  gatomicrefcount ref_count;

  /* Owned */
  GArray *changes; /* of Change */
};

G_DEFINE_BOXED_TYPE (NpModelChanges,
                     np_model_changes,
                     np_model_changes_ref,
                     np_model_changes_unref)

static void
clear_change (gpointer data)
{
  Change *change = data;

  g_free (change->old_text);
  g_free (change->new_text);
}

static const Change *
get_change (NpModelChanges *self, guint i)
{
  return &g_array_index (self->changes, Change, i);
}

/**
 * np_model_changes_new:
 * @base: the model as the service last told it
 * @texts: (array fixed-size=11): for each field the text that the user wants,
 *   or %NULL where it shall stay
 *
 * Collects the difference between a model and what the user wants it to be. A
 * field that could not be read is never part of it: nobody could know what a
 * new value would overwrite.
 *
 * Returns: (transfer full): the changes, maybe none
 */
NpModelChanges *
np_model_changes_new (NpModel *base, const char *const texts[NP_N_FIELDS])
{
  NpModelChanges *self = NULL;

  g_return_val_if_fail (NP_IS_MODEL (base), NULL);

  self = g_new0 (NpModelChanges, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->changes, clear_change);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      const char *old_text = np_model_get_text (base, id);
      Change change = { .field = id };

      if (texts[id] == NULL || np_model_get_value (base, id) == NP_MODEL_VALUE_UNREADABLE ||
          np_model_texts_equal (id, old_text, texts[id]))
        continue;

      change.old_text = g_strdup (old_text);
      change.new_text = g_strdup (texts[id]);
      g_array_append_val (self->changes, change);
    }

  return self;
}

/**
 * np_model_changes_ref:
 * @self: changes
 *
 * Takes a reference. Safe from any thread.
 *
 * Returns: (transfer full): @self
 */
NpModelChanges *
np_model_changes_ref (NpModelChanges *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * np_model_changes_unref:
 * @self: (transfer full): changes
 *
 * Gives a reference back; the last one frees them.
 */
void
np_model_changes_unref (NpModelChanges *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->changes);
  g_free (self);
}

/**
 * np_model_changes_get_length:
 * @self: changes
 *
 * Returns: how many fields are changed
 */
guint
np_model_changes_get_length (NpModelChanges *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->changes->len;
}

/**
 * np_model_changes_get_field:
 * @self: changes
 * @i: which one, in the order of the field table
 *
 * Returns: the field that is changed
 */
NpFieldId
np_model_changes_get_field (NpModelChanges *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->changes->len, NP_FIELD_MODEL_NAME);

  return get_change (self, i)->field;
}

/**
 * np_model_changes_get_old_text:
 * @self: changes
 * @i: which one, in the order of the field table
 *
 * Returns: (transfer none): the text before
 */
const char *
np_model_changes_get_old_text (NpModelChanges *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->changes->len, NULL);

  return get_change (self, i)->old_text;
}

/**
 * np_model_changes_get_new_text:
 * @self: changes
 * @i: which one, in the order of the field table
 *
 * Returns: (transfer none): the text that the user wants
 */
const char *
np_model_changes_get_new_text (NpModelChanges *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->changes->len, NULL);

  return get_change (self, i)->new_text;
}

static int
compare_wire_names (gconstpointer a, gconstpointer b)
{
  const Change *const *change_a = a;
  const Change *const *change_b = b;

  return strcmp (np_field_get_wire_name ((*change_a)->field),
                 np_field_get_wire_name ((*change_b)->field));
}

static void
append_integer (GString *body, const char *text)
{
  g_autofree char *number = np_text_dup_trimmed (text, "");
  gint64 value = 0;

  if (np_text_get_int64 (number, &value))
    g_string_append_printf (body, "%" G_GINT64_FORMAT, value);
}

static void
append_object (GString *body, const char *text)
{
  g_autoptr (NpJson) json = np_json_parse_text (text, NULL);

  if (json != NULL)
    np_json_value_append_compact (np_json_get_root (json), body);
}

/* The new text has been checked. */
static void
append_change (GString *body, const Change *change)
{
  if (body->len > 1)
    g_string_append_c (body, ',');
  np_json_append_string (body, np_field_get_wire_name (change->field));
  g_string_append_c (body, ':');

  switch (np_field_get_kind (change->field))
    {
    case NP_FIELD_KIND_INTEGER:
      append_integer (body, change->new_text);
      break;
    case NP_FIELD_KIND_JSON_OBJECT:
      append_object (body, change->new_text);
      break;
    case NP_FIELD_KIND_STRING:
    case NP_FIELD_KIND_TEXT:
    case NP_FIELD_KIND_CHOICE:
    case NP_FIELD_KIND_DOCUMENT_LINK:
    default:
      np_json_append_string (body, change->new_text);
      break;
    }
}

static GPtrArray *
sort_by_wire_name (NpModelChanges *self)
{
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; i < self->changes->len; i++)
    g_ptr_array_add (sorted, &g_array_index (self->changes, Change, i));
  g_ptr_array_sort (sorted, compare_wire_names);

  return sorted;
}

static gboolean
check_change (const Change *change, GError **error)
{
  g_autofree char *problem = np_field_check (change->field, change->new_text);

  if (problem == NULL)
    return TRUE;

  g_set_error (error, NP_MODEL_ERROR, NP_MODEL_ERROR_INVALID_TEXT, "%s: %s",
               np_field_get_label (change->field), problem);
  return FALSE;
}

/**
 * np_model_changes_dup_body:
 * @self: changes
 * @error: (nullable): where to put %NP_MODEL_ERROR_INVALID_TEXT if a new text is
 *   one that np_field_check() refuses, or an `NP_JSON_ERROR` if the body is
 *   larger than what one request may hold
 *
 * Writes the body of an UpdateModel request: a JSON object in UTF-8 without
 * white space, with only the changed fields. Its keys are in alphabetical
 * order, as the official SDK sends them, so that the bytes can be foretold. An
 * emptied text is sent as ""; the tokens of extra info stay as they are. The
 * body is read again by the strict reader before it is given out.
 *
 * Returns: (transfer full) (nullable): the body, or %NULL with @error set
 */
GBytes *
np_model_changes_dup_body (NpModelChanges *self, GError **error)
{
  g_autoptr (GPtrArray) sorted = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (NpJson) reread = NULL;
  GString *body = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->changes->len; i++)
    {
      if (!check_change (get_change (self, i), error))
        return NULL;
    }

  sorted = sort_by_wire_name (self);
  body = g_string_new ("{");
  for (guint i = 0; i < sorted->len; i++)
    append_change (body, g_ptr_array_index (sorted, i));
  g_string_append_c (body, '}');

  bytes = g_string_free_to_bytes (body);
  reread = np_json_parse (bytes, error);

  return reread != NULL ? g_steal_pointer (&bytes) : NULL;
}

/* An unreadable value tells nothing, but for a number that is only written in
 * an unusual way, as 1e3. A usual one is unreadable if its key is there twice. */
static gboolean
can_be_compared (NpModel *stored, NpFieldId id)
{
  if (np_model_get_value (stored, id) != NP_MODEL_VALUE_UNREADABLE)
    return TRUE;

  return np_field_get_kind (id) == NP_FIELD_KIND_INTEGER &&
         !np_text_get_int64 (np_model_get_text (stored, id), NULL);
}

/**
 * np_model_changes_is_kept:
 * @self: changes
 * @i: which one, in the order of the field table
 * @stored: the model as it was read after the request
 *
 * Tells if the service took a change over. An emptied text counts as taken over
 * however the service writes it: "", null or no key. Numbers may be written in
 * another way. Extra info may have more keys than were sent, but none that
 * were taken out.
 *
 * Returns: %TRUE if @stored has the new value
 */
gboolean
np_model_changes_is_kept (NpModelChanges *self, guint i, NpModel *stored)
{
  const Change *change = NULL;
  const char *stored_text = NULL;
  g_autofree char *number = NULL;

  g_return_val_if_fail (self != NULL && i < self->changes->len, FALSE);
  g_return_val_if_fail (NP_IS_MODEL (stored), FALSE);

  change = get_change (self, i);
  stored_text = np_model_get_text (stored, change->field);
  if (!can_be_compared (stored, change->field))
    return FALSE;

  switch (np_field_get_kind (change->field))
    {
    case NP_FIELD_KIND_INTEGER:
      number = np_text_dup_trimmed (change->new_text, "");
      return np_number_texts_kept (number, stored_text);
    case NP_FIELD_KIND_JSON_OBJECT:
      return np_json_texts_kept (change->old_text, change->new_text, stored_text);
    case NP_FIELD_KIND_STRING:
    case NP_FIELD_KIND_TEXT:
    case NP_FIELD_KIND_CHOICE:
    case NP_FIELD_KIND_DOCUMENT_LINK:
    default:
      return strcmp (change->new_text, stored_text) == 0;
    }
}

/**
 * np_model_changes_count_kept:
 * @self: changes
 * @stored: the model as it was read after the request
 *
 * Returns: how many changes the service took over
 */
guint
np_model_changes_count_kept (NpModelChanges *self, NpModel *stored)
{
  guint n_kept = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->changes->len; i++)
    n_kept += np_model_changes_is_kept (self, i, stored) ? 1 : 0;

  return n_kept;
}
