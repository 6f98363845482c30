/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-json.h"
#include "np-json-private.h"

G_DEFINE_BOXED_TYPE (NpJson, np_json, np_json_ref, np_json_unref)

static const char *
peek_raw (const NpJsonValue *value)
{
  return value->json->text + value->start;
}

/* The bytes were checked, so json-glib meets none of the inputs it crashes on
 * or takes for something else. */
static gpointer
make_node (gpointer data)
{
  NpJson *self = data;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  json_parser_load_from_data (parser, self->text, (gssize) self->length, NULL);
  return json_parser_steal_root (parser);
}

/**
 * np_json_ref:
 * @self: a document
 *
 * Takes a reference. Any thread may do so.
 *
 * Returns: (transfer full): @self
 */
NpJson *
np_json_ref (NpJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * np_json_unref:
 * @self: (transfer full): a document
 *
 * Gives a reference back. The last one frees the document and all its values.
 */
void
np_json_unref (NpJson *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->node.retval != NULL)
    json_node_unref (self->node.retval);
  g_free (self->values);
  g_string_free (self->keys, TRUE);
  g_array_unref (self->order);
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * np_json_get_bytes:
 * @self: a document
 *
 * Gets the text as it came, with all its white space.
 *
 * Returns: (transfer none): the bytes
 */
GBytes *
np_json_get_bytes (NpJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

/**
 * np_json_get_node:
 * @self: a document
 *
 * Gets json-glib's immutable tree of the document, made at the first call.
 * Good for reading text and structure; its numbers are not: json-glib cuts
 * integers to 64 bits and rounds the others. Take numbers from
 * [func@Np.json_value_get_int64] or [func@Np.json_value_dup_raw].
 *
 * Returns: (transfer none) (nullable): the root node, or %NULL if json-glib
 *   can't read this document
 */
JsonNode *
np_json_get_node (NpJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_once (&self->node, make_node, self);
}

/**
 * np_json_get_root:
 * @self: a document
 *
 * Gets the one value of the document. It lives as long as the document.
 *
 * Returns: (transfer none): the value
 */
const NpJsonValue *
np_json_get_root (NpJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->values[self->n_values - 1];
}

/**
 * np_json_get_duplicate_key:
 * @self: a document
 *
 * Gets a key that comes twice in one object, at any depth. Keys are compared
 * by what they mean: "a" and "\u0061" are one key. RFC 8259 section 4 leaves
 * open what such an object means, so it is not for writing back.
 *
 * Returns: (transfer none) (nullable): the first such key that was found, or
 *   %NULL if there is none
 */
const char *
np_json_get_duplicate_key (NpJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->duplicate_key == NP_JSON_NO_KEY)
    return NULL;
  return self->keys->str + self->duplicate_key;
}

/**
 * np_json_value_get_kind:
 * @self: a value
 *
 * Returns: what kind of value it is
 */
NpJsonKind
np_json_value_get_kind (const NpJsonValue *self)
{
  g_return_val_if_fail (self != NULL, NP_JSON_KIND_NULL);

  return (NpJsonKind) self->kind;
}

/**
 * np_json_value_get_length:
 * @self: a value
 *
 * Returns: the number of elements of an array or of members of an object, 0
 *   for every other kind
 */
guint
np_json_value_get_length (const NpJsonValue *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_children;
}

/**
 * np_json_value_get_element:
 * @self: a value
 * @i: a number below the value's length
 *
 * Gets an element of an array, or the value of a member of an object, in the
 * order of the text. Takes the same short time for each @i.
 *
 * Returns: (transfer none) (nullable): the value, or %NULL if there is none
 */
const NpJsonValue *
np_json_value_get_element (const NpJsonValue *self, guint i)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (i >= self->n_children)
    return NULL;
  return np_json_peek_children (self) + i;
}

/**
 * np_json_value_get_key:
 * @self: an object
 * @i: a number below the object's length
 *
 * Gets the decoded key of a member, in the order of the text.
 *
 * Returns: (transfer none) (nullable): the key, or %NULL if there is none
 */
const char *
np_json_value_get_key (const NpJsonValue *self, guint i)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind != NP_JSON_KIND_OBJECT || i >= self->n_children)
    return NULL;
  return np_json_peek_key (self->json, np_json_peek_children (self) + i);
}

/**
 * np_json_value_get_member:
 * @self: a value
 * @key: a decoded key
 *
 * Looks up a member. If its key comes twice the last one counts.
 *
 * Returns: (transfer none) (nullable): its value, or %NULL if @self has no
 *   such member or is no object
 */
const NpJsonValue *
np_json_value_get_member (const NpJsonValue *self, const char *key)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  if (self->kind != NP_JSON_KIND_OBJECT)
    return NULL;
  return np_json_find_member (self, key);
}

/**
 * np_json_value_has_duplicate_keys:
 * @self: a value
 *
 * Returns: %TRUE if a key comes twice in this object, or in one object
 *   anywhere inside this object or array
 */
gboolean
np_json_value_has_duplicate_keys (const NpJsonValue *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->has_duplicate_keys;
}

/**
 * np_json_value_has_key_twice:
 * @self: a value
 * @key: a decoded key
 *
 * Returns: %TRUE if @key comes more than once in this object itself
 */
gboolean
np_json_value_has_key_twice (const NpJsonValue *self, const char *key)
{
  guint count = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  for (guint i = 0; self->has_duplicate_keys && i < self->n_children; i++)
    count += g_strcmp0 (np_json_value_get_key (self, i), key) == 0 ? 1 : 0;
  return count > 1;
}

/**
 * np_json_value_get_int64:
 * @self: a value
 * @out_value: (out): return location for the integer
 *
 * Reads a number that is written as a plain integer, without a fraction or an
 * exponent, and fits 64 bits. "-0" is 0.
 *
 * Returns: %TRUE if @out_value was set, %FALSE for every other value
 */
gboolean
np_json_value_get_int64 (const NpJsonValue *self, gint64 *out_value)
{
  gint64 result = 0;
  const char *raw;
  gboolean is_negative;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (out_value != NULL, FALSE);

  if (self->kind != NP_JSON_KIND_NUMBER)
    return FALSE;

  /* Counted down: the range of int64 goes one further there. */
  raw = peek_raw (self);
  is_negative = raw[0] == '-';
  for (guint i = is_negative ? 1 : 0; i < self->length; i++)
    {
      if (!g_ascii_isdigit (raw[i]) || __builtin_mul_overflow (result, 10, &result) ||
          __builtin_sub_overflow (result, raw[i] - '0', &result))
        return FALSE;
    }
  if (!is_negative && __builtin_sub_overflow (0, result, &result))
    return FALSE;

  *out_value = result;
  return TRUE;
}

/**
 * np_json_value_dup_string:
 * @self: a value
 *
 * Decodes a string.
 *
 * Returns: (transfer full) (nullable): the text in UTF-8, or %NULL if @self is
 *   no string
 */
char *
np_json_value_dup_string (const NpJsonValue *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind != NP_JSON_KIND_STRING)
    return NULL;
  text = g_string_sized_new (self->length);
  np_json_decode_string (peek_raw (self) + 1, self->length - 2, text);
  return g_string_free (text, FALSE);
}

/**
 * np_json_value_dup_raw:
 * @self: a value
 *
 * Copies the value as it came, byte for byte: `4.90` stays `4.90`, and white
 * space inside an array or object stays too.
 *
 * Returns: (transfer full): the JSON text of the value
 */
char *
np_json_value_dup_raw (const NpJsonValue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strndup (peek_raw (self), self->length);
}
