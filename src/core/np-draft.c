/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-draft.h"

#include "np-json-cursor-private.h"

#include <string.h>

struct _NpDraft
{
  gatomicrefcount ref_count;

  /* Owned */
  char *model_id;
  char *model_name;
  GBytes *base_json;
  char *texts[NP_N_FIELDS]; /* NULL where nothing was typed */

  /* State */
  gint64 edited_at;
};

G_DEFINE_BOXED_TYPE (NpDraft, np_draft, np_draft_ref, np_draft_unref)

/* The name that people know the model by; one without a name has its ID. */
static const char *
get_name (NpModel *base, const char *model_id)
{
  const char *name = "";

  if (base != NULL && np_model_get_value (base, NP_FIELD_MODEL_NAME) == NP_MODEL_VALUE_PRESENT)
    name = np_model_get_text (base, NP_FIELD_MODEL_NAME);

  return *name != '\0' ? name : model_id;
}

static NpDraft *
make_draft (const char *model_id,
            NpModel *base,
            GBytes *base_json,
            const char *const texts[NP_N_FIELDS],
            gint64 edited_at)
{
  NpDraft *self = g_new0 (NpDraft, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->model_id = g_strdup (model_id);
  self->model_name = g_strdup (get_name (base, model_id));
  self->base_json = g_bytes_ref (base_json);
  self->edited_at = edited_at;
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    self->texts[id] = g_strdup (texts[id]);

  return self;
}

/**
 * np_draft_new:
 * @model_id: the ID of the model
 * @base_json: (transfer none): the GetModel answer that was edited
 * @texts: (array fixed-size=11): for each field what was typed, in UTF-8, or
 *   %NULL where nothing was
 * @edited_at: when the last edit was made, in microseconds since 1970
 *
 * Takes down what a person typed. It need not be valid: half a JSON object is
 * kept like anything else. It is immutable, so any thread may read it.
 *
 * Returns: (transfer full): a new draft
 */
NpDraft *
np_draft_new (const char *model_id,
              GBytes *base_json,
              const char *const texts[NP_N_FIELDS],
              gint64 edited_at)
{
  g_autoptr (NpModel) base = NULL;

  g_return_val_if_fail (model_id != NULL, NULL);
  g_return_val_if_fail (base_json != NULL, NULL);

  base = np_model_new_from_json (base_json, NULL);
  return make_draft (model_id, base, base_json, texts, edited_at);
}

/**
 * np_draft_new_for_model:
 * @base: (transfer none): the model that was edited
 * @texts: (array fixed-size=11): as for [func@Np.Draft.new]
 * @edited_at: when the last edit was made, in microseconds since 1970
 *
 * Does what [func@Np.Draft.new] does, without reading the answer again.
 *
 * Returns: (transfer full): a new draft
 */
NpDraft *
np_draft_new_for_model (NpModel *base, const char *const texts[NP_N_FIELDS], gint64 edited_at)
{
  g_return_val_if_fail (NP_IS_MODEL (base), NULL);

  return make_draft (np_model_get_model_id (base), base, np_model_get_json (base), texts,
                     edited_at);
}

/* A field that this version does not know is left out. */
static gboolean
read_edit (NpJsonCursor *cursor, char *texts[NP_N_FIELDS])
{
  g_autofree char *wire_name = np_json_cursor_take_string (cursor);
  g_autofree char *text = NULL;
  NpFieldId id = 0;

  if (wire_name == NULL || !np_json_cursor_take_mark (cursor, ':'))
    return FALSE;
  text = np_json_cursor_take_string (cursor);
  if (text == NULL)
    return FALSE;
  if (!np_field_from_wire_name (wire_name, &id))
    return TRUE;
  if (texts[id] != NULL)
    return np_json_cursor_refuse (cursor);

  texts[id] = g_steal_pointer (&text);
  return TRUE;
}

static gboolean
read_edits (NpJsonCursor *cursor, char *texts[NP_N_FIELDS])
{
  if (!np_json_cursor_take_mark (cursor, '{'))
    return FALSE;
  if (np_json_cursor_try_mark (cursor, '}'))
    return TRUE;

  do
    {
      if (!read_edit (cursor, texts))
        return FALSE;
    }
  while (np_json_cursor_try_mark (cursor, ','));

  return np_json_cursor_take_mark (cursor, '}');
}

/**
 * np_draft_new_from_json:
 * @model_id: the ID of the model
 * @base_json: (transfer none): the GetModel answer that was edited
 * @edits_json: what np_draft_dup_edits_json() gave; of any length
 * @edited_at: when the last edit was made, in microseconds since 1970
 * @error: (nullable): where to put an `NP_JSON_ERROR` if @edits_json is
 *   something else
 *
 * Reads a draft back. A field that this version does not know is left out.
 *
 * Returns: (transfer full) (nullable): a new draft, or %NULL with @error set
 */
NpDraft *
np_draft_new_from_json (const char *model_id,
                        GBytes *base_json,
                        const char *edits_json,
                        gint64 edited_at,
                        GError **error)
{
  char *texts[NP_N_FIELDS] = { NULL };
  NpDraft *self = NULL;
  NpJsonCursor cursor;

  g_return_val_if_fail (model_id != NULL, NULL);
  g_return_val_if_fail (base_json != NULL, NULL);
  g_return_val_if_fail (edits_json != NULL, NULL);

  np_json_cursor_init (&cursor, edits_json);
  read_edits (&cursor, texts);
  if (np_json_cursor_finish (&cursor, error))
    self = np_draft_new (model_id, base_json, (const char *const *) texts, edited_at);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_free (texts[id]);
  return self;
}

/**
 * np_draft_ref:
 * @self: a draft
 *
 * Takes a reference. Safe from any thread.
 *
 * Returns: (transfer full): @self
 */
NpDraft *
np_draft_ref (NpDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * np_draft_unref:
 * @self: (transfer full): a draft
 *
 * Gives a reference back; the last one frees it.
 */
void
np_draft_unref (NpDraft *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->model_id);
  g_free (self->model_name);
  g_bytes_unref (self->base_json);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_free (self->texts[id]);
  g_free (self);
}

/**
 * np_draft_get_model_id:
 * @self: a draft
 *
 * Returns: (transfer none): the ID of the model
 */
const char *
np_draft_get_model_id (NpDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->model_id;
}

/**
 * np_draft_get_model_name:
 * @self: a draft
 *
 * Returns: (transfer none): the name that the model had; its ID if it had none
 */
const char *
np_draft_get_model_name (NpDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->model_name;
}

/**
 * np_draft_get_base_json:
 * @self: a draft
 *
 * Returns: (transfer none): the GetModel answer that was edited
 */
GBytes *
np_draft_get_base_json (NpDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->base_json;
}

/**
 * np_draft_dup_base:
 * @self: a draft
 *
 * Reads the answer that was edited anew.
 *
 * Returns: (transfer full) (nullable): the model; %NULL if the answer holds none
 */
NpModel *
np_draft_dup_base (NpDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return np_model_new_from_json (self->base_json, NULL);
}

/**
 * np_draft_get_text:
 * @self: a draft
 * @id: a field
 *
 * Returns: (transfer none) (nullable): what was typed, byte for byte; %NULL if
 *   nothing was
 */
const char *
np_draft_get_text (NpDraft *self, NpFieldId id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return self->texts[id];
}

/**
 * np_draft_get_n_edits:
 * @self: a draft
 *
 * Returns: how many fields were edited
 */
guint
np_draft_get_n_edits (NpDraft *self)
{
  guint n_edits = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    n_edits += self->texts[id] != NULL ? 1 : 0;

  return n_edits;
}

/**
 * np_draft_get_edited_at:
 * @self: a draft
 *
 * Returns: when the last edit was made, in microseconds since 1970
 */
gint64
np_draft_get_edited_at (NpDraft *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->edited_at;
}

/**
 * np_draft_dup_edits_json:
 * @self: a draft
 *
 * Writes the edits as a JSON object in one line: for each edited field its name
 * in the service's JSON and a string with what was typed.
 *
 * Returns: (transfer full): the JSON text
 */
char *
np_draft_dup_edits_json (NpDraft *self)
{
  GString *json = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json = g_string_new ("{");
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (self->texts[id] == NULL)
        continue;
      if (json->len > 1)
        g_string_append_c (json, ',');
      np_json_append_string (json, np_field_get_wire_name (id));
      g_string_append_c (json, ':');
      np_json_append_string (json, self->texts[id]);
    }
  g_string_append_c (json, '}');

  return g_string_free (json, FALSE);
}

/**
 * np_draft_equal:
 * @a: a draft
 * @b: another one
 *
 * Returns: %TRUE if they hold the same edits upon the same answer of the same
 *   model, whenever they were made
 */
gboolean
np_draft_equal (NpDraft *a, NpDraft *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (g_strcmp0 (a->texts[id], b->texts[id]) != 0)
        return FALSE;
    }

  return strcmp (a->model_id, b->model_id) == 0 && g_bytes_equal (a->base_json, b->base_json);
}
