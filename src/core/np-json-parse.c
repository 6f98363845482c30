/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* The reader: one pass, no recursion. Values wait on a stack until their
 * array or object is closed; then its children move, side by side, to their
 * place in the document. */

#include "config.h"

#include "np-json-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  NpJsonValue value;   /* not finished: no length, no children */
  guint first_waiting; /* where its children begin in Reader.waiting */
} Level;

typedef enum
{
  STEP_VALUE, /* a value must come */
  STEP_AFTER, /* a value is complete; what follows? */
  STEP_FINISHED,
  STEP_FAILED,
} Step;

typedef struct
{
  /* Owned */
  GArray *values;  /* of NpJsonValue: in their place */
  GArray *waiting; /* of NpJsonValue: read, their parent still open */
  NpJsonFault fault;

  /* Borrowed */
  NpJson *json;
  const char *at;
  const char *end;

  /* State */
  Level levels[NP_JSON_MAX_DEPTH];
  guint depth;
  guint32 key; /* of the value that comes next, or NP_JSON_NO_KEY */
} Reader;

static Step
fail (Reader *reader, NpJsonErrorCode code, const char *at, const char *message)
{
  np_json_fault (&reader->fault, code, at, "%s", message);
  return STEP_FAILED;
}

static Step
fail_unexpected (Reader *reader, const char *wanted)
{
  np_json_fault_unexpected (&reader->fault, reader->at, reader->end, wanted);
  return STEP_FAILED;
}

static gboolean
is_at (const Reader *reader, char c)
{
  return reader->at < reader->end && *reader->at == c;
}

static gboolean
is_at_letter (const Reader *reader)
{
  return reader->at < reader->end && g_unichar_isalpha (g_utf8_get_char (reader->at));
}

static Level *
get_level (Reader *reader)
{
  return reader->depth > 0 ? &reader->levels[reader->depth - 1] : NULL;
}

static char
get_closing (const Level *level)
{
  return level->value.kind == NP_JSON_KIND_OBJECT ? '}' : ']';
}

static NpJsonValue
begin_value (Reader *reader, NpJsonKind kind)
{
  NpJsonValue value = {
    .json = reader->json,
    .start = (guint32) (reader->at - reader->json->text),
    .key = reader->key,
    .kind = kind,
  };

  reader->key = NP_JSON_NO_KEY;
  return value;
}

/* reader->at is behind the value. */
static Step
finish_value (Reader *reader, NpJsonValue *value)
{
  value->length = (guint32) (reader->at - reader->json->text) - value->start;
  g_array_append_val (reader->waiting, *value);
  return STEP_AFTER;
}

/* Moves the children of the innermost level to their place. reader->at is at
 * the closing bracket. */
static Step
close_level (Reader *reader)
{
  Level *level = get_level (reader);
  NpJsonValue *value = &level->value;
  const NpJsonValue *children = &g_array_index (reader->waiting, NpJsonValue,
                                                level->first_waiting);

  reader->at++;
  value->n_children = reader->waiting->len - level->first_waiting;
  value->first_child = reader->values->len;
  if (value->kind == NP_JSON_KIND_OBJECT)
    np_json_index_members (reader->json, value, children);
  for (guint i = 0; i < value->n_children; i++)
    value->has_duplicate_keys |= children[i].has_duplicate_keys;

  g_array_append_vals (reader->values, children, value->n_children);
  g_array_set_size (reader->waiting, level->first_waiting);
  reader->depth--;
  return finish_value (reader, value);
}

static Step
open_level (Reader *reader, NpJsonKind kind)
{
  Level *level;

  if (reader->depth == NP_JSON_MAX_DEPTH)
    {
      np_json_fault (&reader->fault, NP_JSON_ERROR_TOO_DEEP, reader->at,
                     _ ("This is nested too deeply. %d levels are the limit."),
                     NP_JSON_MAX_DEPTH);
      return STEP_FAILED;
    }

  level = &reader->levels[reader->depth++];
  level->value = begin_value (reader, kind);
  level->first_waiting = reader->waiting->len;
  reader->at++;
  np_json_scan_space (&reader->at, reader->end);
  return is_at (reader, get_closing (level)) ? close_level (reader) : STEP_VALUE;
}

static Step
read_string (Reader *reader)
{
  NpJsonValue value = begin_value (reader, NP_JSON_KIND_STRING);

  if (!np_json_scan_string (&reader->at, reader->end, &reader->fault))
    return STEP_FAILED;
  return finish_value (reader, &value);
}

static Step
read_number (Reader *reader)
{
  NpJsonValue value = begin_value (reader, NP_JSON_KIND_NUMBER);

  if (!np_json_scan_number (&reader->at, reader->end, &reader->fault))
    return STEP_FAILED;
  return finish_value (reader, &value);
}

static Step
read_word (Reader *reader)
{
  static const struct
  {
    const char *word;
    NpJsonKind kind;
  } words[] = {
    { "true", NP_JSON_KIND_BOOLEAN },
    { "false", NP_JSON_KIND_BOOLEAN },
    { "null", NP_JSON_KIND_NULL },
  };
  gsize left = (gsize) (reader->end - reader->at);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i].word);

      if (left >= length && memcmp (reader->at, words[i].word, length) == 0)
        {
          NpJsonValue value = begin_value (reader, words[i].kind);

          reader->at += length;
          return finish_value (reader, &value);
        }
    }
  return fail (reader, NP_JSON_ERROR_SYNTAX, reader->at,
               _ ("Only true, false and null can stand without quotes."));
}

static gboolean
fits_key (Reader *reader, const char *at, const Level *level)
{
  if (reader->waiting->len - level->first_waiting >= NP_JSON_MAX_MEMBERS)
    return np_json_fault (&reader->fault, NP_JSON_ERROR_TOO_LARGE, at,
                          _ ("This object is too large. %d members are the limit."),
                          NP_JSON_MAX_MEMBERS);
  if (reader->json->keys->len - reader->key > NP_JSON_MAX_KEY_BYTES)
    return np_json_fault (&reader->fault, NP_JSON_ERROR_TOO_LARGE, at,
                          _ ("This key is too long. %d bytes are the limit."),
                          NP_JSON_MAX_KEY_BYTES);
  return TRUE;
}

/* A key, the colon and the space around it. */
static gboolean
read_key (Reader *reader, const Level *level)
{
  GString *keys = reader->json->keys;
  const char *start = reader->at;

  if (!is_at (reader, '"'))
    {
      fail_unexpected (reader, _ ("A key in double quotes is missing here."));
      return FALSE;
    }
  if (!np_json_scan_string (&reader->at, reader->end, &reader->fault))
    return FALSE;

  reader->key = (guint32) keys->len;
  np_json_decode_string (start + 1, (gsize) (reader->at - start) - 2, keys);
  if (!fits_key (reader, start, level))
    return FALSE;
  g_string_append_c (keys, '\0');

  np_json_scan_space (&reader->at, reader->end);
  if (!is_at (reader, ':'))
    {
      fail_unexpected (reader, _ ("A colon is missing here, after the key."));
      return FALSE;
    }
  reader->at++;
  np_json_scan_space (&reader->at, reader->end);
  return TRUE;
}

static Step
fail_value (Reader *reader)
{
  if (is_at (reader, '+'))
    return fail (reader, NP_JSON_ERROR_SYNTAX, reader->at,
                 _ ("A number can’t start with a plus sign."));
  if (is_at (reader, '.'))
    return fail (reader, NP_JSON_ERROR_SYNTAX, reader->at,
                 _ ("A digit is missing before the decimal point."));
  return fail_unexpected (reader, _ ("A value is missing here."));
}

static Step
read_bare_value (Reader *reader)
{
  char c = reader->at < reader->end ? *reader->at : '\0';

  if (c == '{')
    return open_level (reader, NP_JSON_KIND_OBJECT);
  if (c == '[')
    return open_level (reader, NP_JSON_KIND_ARRAY);
  if (c == '"')
    return read_string (reader);
  if (c == '-' || g_ascii_isdigit (c))
    return read_number (reader);
  if (is_at_letter (reader))
    return read_word (reader);
  return fail_value (reader);
}

static Step
read_value (Reader *reader)
{
  const Level *level = get_level (reader);

  /* An empty level is closed where it is opened, so a comma came before. */
  if (level != NULL && is_at (reader, get_closing (level)))
    return fail (reader, NP_JSON_ERROR_SYNTAX, reader->at,
                 _ ("There is one comma too many before this bracket."));
  if (level != NULL && level->value.kind == NP_JSON_KIND_OBJECT && !read_key (reader, level))
    return STEP_FAILED;
  return read_bare_value (reader);
}

static Step
read_after (Reader *reader)
{
  const Level *level = get_level (reader);

  if (level == NULL)
    return STEP_FINISHED;

  np_json_scan_space (&reader->at, reader->end);
  if (is_at (reader, get_closing (level)))
    return close_level (reader);
  if (!is_at (reader, ','))
    return fail_unexpected (reader, level->value.kind == NP_JSON_KIND_OBJECT
                                        ? _ ("A comma or } is missing here.")
                                        : _ ("A comma or ] is missing here."));

  reader->at++;
  np_json_scan_space (&reader->at, reader->end);
  return STEP_VALUE;
}

static gboolean
read_document (Reader *reader)
{
  Step step = STEP_VALUE;

  np_json_scan_space (&reader->at, reader->end);
  if (reader->at == reader->end)
    return np_json_fault (&reader->fault, NP_JSON_ERROR_EMPTY, reader->at,
                          _ ("There is no JSON here yet."));

  while (step == STEP_VALUE || step == STEP_AFTER)
    step = step == STEP_VALUE ? read_value (reader) : read_after (reader);
  if (step == STEP_FAILED)
    return FALSE;

  np_json_scan_space (&reader->at, reader->end);
  if (reader->at < reader->end)
    return np_json_fault (&reader->fault, NP_JSON_ERROR_TRAILING, reader->at,
                          _ ("The JSON is complete before this. Delete what follows."));
  return TRUE;
}

static gboolean
check_size (const NpJson *json, NpJsonFault *fault)
{
  if (json->length > NP_JSON_MAX_BYTES)
    return np_json_fault (fault, NP_JSON_ERROR_TOO_LARGE, json->text,
                          _ ("The text is too large. %u MiB are the limit."),
                          NP_JSON_MAX_BYTES / (1024 * 1024));
  return TRUE;
}

static void
keep_values (Reader *reader)
{
  gsize n = 0;
  NpJsonValue *values;

  g_array_append_vals (reader->values, reader->waiting->data, 1);
  values = g_array_steal (reader->values, &n);
  reader->json->values = g_renew (NpJsonValue, values, n);
  reader->json->n_values = (guint32) n;
}

static NpJson *
new_document (GBytes *bytes)
{
  NpJson *self = g_new0 (NpJson, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  self->keys = g_string_new (NULL);
  self->order = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->node = (GOnce) G_ONCE_INIT;
  self->duplicate_key = NP_JSON_NO_KEY;
  self->text = g_bytes_get_data (bytes, &self->length);
  if (self->text == NULL)
    self->text = "";
  return self;
}

/**
 * np_json_parse:
 * @bytes: a JSON text
 * @error: return location for an `NP_JSON_ERROR`
 *
 * Reads and checks a document by RFC 8259, as UTF-8, and stricter where the
 * RFC leaves a choice: no byte order mark, no half of a surrogate pair, no
 * U+0000, at most `NP_JSON_MAX_BYTES` bytes, `NP_JSON_MAX_DEPTH` levels,
 * `NP_JSON_MAX_MEMBERS` members in one object and `NP_JSON_MAX_KEY_BYTES`
 * bytes in one decoded key. A key that comes twice is no error here: see
 * [func@Np.Json.get_duplicate_key].
 *
 * The error's message is a sentence for people;
 * [func@Np.json_error_get_line] and [func@Np.json_error_get_column] say where.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL on error
 */
NpJson *
np_json_parse (GBytes *bytes, GError **error)
{
  g_autoptr (NpJson) self = NULL;
  Reader reader = { .key = NP_JSON_NO_KEY };
  gboolean is_good;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = new_document (bytes);
  reader.json = self;
  reader.at = self->text;
  reader.end = self->text + self->length;
  reader.values = g_array_new (FALSE, FALSE, sizeof (NpJsonValue));
  /* Some room from the start: an empty row of children needs an address too. */
  reader.waiting = g_array_sized_new (FALSE, FALSE, sizeof (NpJsonValue), NP_JSON_MAX_DEPTH);

  is_good = check_size (self, &reader.fault) &&
            np_json_check_encoding (reader.at, reader.end, &reader.fault) &&
            read_document (&reader);
  if (is_good)
    keep_values (&reader);
  else
    np_json_fault_to_error (&reader.fault, self->text, error);

  g_array_unref (reader.values);
  g_array_unref (reader.waiting);
  return is_good ? g_steal_pointer (&self) : NULL;
}

/**
 * np_json_parse_text:
 * @text: a JSON text
 * @error: return location for an `NP_JSON_ERROR`
 *
 * Like [func@Np.Json.parse], from a string.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL on error
 */
NpJson *
np_json_parse_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  bytes = g_bytes_new (text, strlen (text));
  return np_json_parse (bytes, error);
}

/**
 * np_json_parse_object:
 * @text: a JSON text, or an empty one
 *
 * Reads what is to be an object. A field that was never filled in is an empty text;
 * it is as good as an object without members. A key may come twice, as in
 * [func@Np.Json.parse].
 *
 * Returns: (transfer full) (nullable): the document, or %NULL if it is no JSON or
 *   another value than an object
 */
NpJson *
np_json_parse_object (const char *text)
{
  g_autoptr (NpJson) json = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  json = np_json_parse_text (*text != '\0' ? text : "{}", NULL);
  if (json == NULL || np_json_value_get_kind (np_json_get_root (json)) != NP_JSON_KIND_OBJECT)
    return NULL;
  return g_steal_pointer (&json);
}
