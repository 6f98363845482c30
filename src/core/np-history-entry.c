/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-history-entry.h"

#include "np-model-summary.h"

typedef struct
{
  NpFieldId field;
  NpChangeFate fate;
  char *old_text;
  char *new_text;
  char *stored_text; /* NULL if it is not known, or is the new one */
} Change;

struct _NpHistoryEntry
{
  GObject parent_instance;

  /* Owned */
  char *account_id;
  char *account_name;
  char *host;
  char *region; /* NULL where a host was typed by hand */
  char *model_id;
  char *model_name;
  char *request_id; /* NULL if there was no answer with one */
  char *code;       /* NULL if there was no error */
  GArray *changes;  /* of Change */

  /* State */
  gint64 saved_at;
  gint64 ordinal; /* 0 before it is stored */
  NpSavedResult result;
  gboolean is_undo;
};

G_DEFINE_FINAL_TYPE (NpHistoryEntry, np_history_entry, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_MODEL_ID,
  PROP_MODEL_NAME,
  PROP_ACCOUNT_NAME,
  PROP_REQUEST_ID,
  PROP_RESULT,
  PROP_SAVED_AT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
clear_change (gpointer data)
{
  Change *change = data;

  g_free (change->old_text);
  g_free (change->new_text);
  g_free (change->stored_text);
}

static const Change *
get_change (NpHistoryEntry *self, guint i)
{
  return &g_array_index (self->changes, Change, i);
}

static void
np_history_entry_get_property (GObject *object,
                               guint property_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  NpHistoryEntry *self = NP_HISTORY_ENTRY (object);

  switch (property_id)
    {
    case PROP_MODEL_ID:
      g_value_set_string (value, self->model_id);
      break;
    case PROP_MODEL_NAME:
      g_value_set_string (value, self->model_name);
      break;
    case PROP_ACCOUNT_NAME:
      g_value_set_string (value, self->account_name);
      break;
    case PROP_REQUEST_ID:
      g_value_set_string (value, self->request_id);
      break;
    case PROP_RESULT:
      g_value_set_int (value, (int) self->result);
      break;
    case PROP_SAVED_AT:
      g_value_set_int64 (value, self->saved_at);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
np_history_entry_finalize (GObject *object)
{
  NpHistoryEntry *self = NP_HISTORY_ENTRY (object);

  g_free (self->account_id);
  g_free (self->account_name);
  g_free (self->host);
  g_free (self->region);
  g_free (self->model_id);
  g_free (self->model_name);
  g_free (self->request_id);
  g_free (self->code);
  g_array_unref (self->changes);

  G_OBJECT_CLASS (np_history_entry_parent_class)->finalize (object);
}

static void
np_history_entry_class_init (NpHistoryEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_history_entry_get_property;
  object_class->finalize = np_history_entry_finalize;

  properties[PROP_MODEL_ID] = g_param_spec_string ("model-id", NULL, NULL, NULL, flags);
  properties[PROP_MODEL_NAME] = g_param_spec_string ("model-name", NULL, NULL, NULL, flags);
  properties[PROP_ACCOUNT_NAME] = g_param_spec_string ("account-name", NULL, NULL, NULL, flags);
  properties[PROP_REQUEST_ID] = g_param_spec_string ("request-id", NULL, NULL, NULL, flags);
  properties[PROP_RESULT] = g_param_spec_int ("result", NULL, NULL, NP_SAVED_CONFIRMED,
                                              NP_SAVED_FAILED, NP_SAVED_CONFIRMED, flags);
  properties[PROP_SAVED_AT] = g_param_spec_int64 ("saved-at", NULL, NULL, G_MININT64,
                                                  G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_history_entry_init (NpHistoryEntry *self)
{
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->changes, clear_change);
}

/**
 * np_history_entry_new:
 * @saved_at: when it was saved, in microseconds since 1970
 * @account_id: the ID of the account's record; never a part of its key
 * @account_name: what the account was called then
 * @host: the endpoint
 * @region: (nullable): the region of the endpoint, if it is one
 * @model_id: the ID of the model
 * @model_name: what the model was called before
 * @result: how it ended
 * @request_id: (nullable): the RequestId of the service's answer
 * @code: (nullable): the service's code of the error
 * @is_undo: if it gave the values of an earlier save back
 *
 * Begins to remember a save. np_history_entry_take_change() adds its changes.
 *
 * Returns: (transfer full): a new entry without changes
 */
NpHistoryEntry *
np_history_entry_new (gint64 saved_at,
                      const char *account_id,
                      const char *account_name,
                      const char *host,
                      const char *region,
                      const char *model_id,
                      const char *model_name,
                      NpSavedResult result,
                      const char *request_id,
                      const char *code,
                      gboolean is_undo)
{
  NpHistoryEntry *self = NULL;

  g_return_val_if_fail (account_id != NULL && account_name != NULL, NULL);
  g_return_val_if_fail (host != NULL, NULL);
  g_return_val_if_fail (model_id != NULL && model_name != NULL, NULL);
  g_return_val_if_fail (result <= NP_SAVED_FAILED, NULL);

  self = g_object_new (NP_TYPE_HISTORY_ENTRY, NULL);
  self->saved_at = saved_at;
  self->account_id = g_strdup (account_id);
  self->account_name = g_strdup (account_name);
  self->host = g_strdup (host);
  self->region = g_strdup (region);
  self->model_id = g_strdup (model_id);
  self->model_name = g_strdup (model_name);
  self->result = result;
  self->request_id = g_strdup (request_id);
  self->code = g_strdup (code);
  self->is_undo = is_undo;
  return self;
}

/**
 * np_history_entry_take_change:
 * @self: an entry that nobody else has yet
 * @id: a field
 * @old_text: its text before, in UTF-8
 * @new_text: the text that was sent
 * @stored_text: (nullable): the text that was read afterwards, if it is known
 * @fate: what became of it
 *
 * Adds a change.
 */
void
np_history_entry_take_change (NpHistoryEntry *self,
                              NpFieldId id,
                              const char *old_text,
                              const char *new_text,
                              const char *stored_text,
                              NpChangeFate fate)
{
  Change change = { .field = id, .fate = fate };

  g_return_if_fail (NP_IS_HISTORY_ENTRY (self));
  g_return_if_fail (id < NP_N_FIELDS);
  g_return_if_fail (old_text != NULL && new_text != NULL);
  g_return_if_fail (fate <= NP_FATE_NOT_KNOWN);

  change.old_text = g_strdup (old_text);
  change.new_text = g_strdup (new_text);
  change.stored_text = g_strdup (stored_text);
  g_array_append_val (self->changes, change);
}

/**
 * np_history_entry_set_ordinal:
 * @self: an entry that nobody else has yet
 * @ordinal: its number in the store, from 1
 *
 * Says where it is stored.
 */
void
np_history_entry_set_ordinal (NpHistoryEntry *self, gint64 ordinal)
{
  g_return_if_fail (NP_IS_HISTORY_ENTRY (self));

  self->ordinal = ordinal;
}

/**
 * np_history_entry_get_ordinal:
 * @self: an entry
 *
 * Returns: its number in the store, higher for a later one; 0 if it is not
 *   stored
 */
gint64
np_history_entry_get_ordinal (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), 0);

  return self->ordinal;
}

/**
 * np_history_entry_get_saved_at:
 * @self: an entry
 *
 * Returns: when it was saved, in microseconds since 1970
 */
gint64
np_history_entry_get_saved_at (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), 0);

  return self->saved_at;
}

/**
 * np_history_entry_get_account_id:
 * @self: an entry
 *
 * Returns: (transfer none): the ID of the account's record
 */
const char *
np_history_entry_get_account_id (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);

  return self->account_id;
}

/**
 * np_history_entry_get_account_name:
 * @self: an entry
 *
 * Returns: (transfer none): what the account was called
 */
const char *
np_history_entry_get_account_name (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);

  return self->account_name;
}

/**
 * np_history_entry_get_host:
 * @self: an entry
 *
 * Returns: (transfer none): the endpoint
 */
const char *
np_history_entry_get_host (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);

  return self->host;
}

/**
 * np_history_entry_get_region:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): the region, as "cn-shanghai"
 */
const char *
np_history_entry_get_region (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);

  return self->region;
}

/**
 * np_history_entry_get_model_id:
 * @self: an entry
 *
 * Returns: (transfer none): the ID of the model
 */
const char *
np_history_entry_get_model_id (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);

  return self->model_id;
}

/**
 * np_history_entry_get_model_name:
 * @self: an entry
 *
 * Returns: (transfer none): what the model was called before
 */
const char *
np_history_entry_get_model_name (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);

  return self->model_name;
}

/**
 * np_history_entry_get_result:
 * @self: an entry
 *
 * Returns: how it ended
 */
NpSavedResult
np_history_entry_get_result (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NP_SAVED_UNKNOWN);

  return self->result;
}

/**
 * np_history_entry_get_request_id:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): the RequestId of the service's answer
 */
const char *
np_history_entry_get_request_id (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);

  return self->request_id;
}

/**
 * np_history_entry_get_code:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): the service's code of the error
 */
const char *
np_history_entry_get_code (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);

  return self->code;
}

/**
 * np_history_entry_get_is_undo:
 * @self: an entry
 *
 * Returns: %TRUE if it gave the values of an earlier save back
 */
gboolean
np_history_entry_get_is_undo (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), FALSE);

  return self->is_undo;
}

/**
 * np_history_entry_get_n_changes:
 * @self: an entry
 *
 * Returns: how many fields were changed
 */
guint
np_history_entry_get_n_changes (NpHistoryEntry *self)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), 0);

  return self->changes->len;
}

/**
 * np_history_entry_get_change_field:
 * @self: an entry
 * @i: a number below the count of changes
 *
 * Returns: the field that was changed
 */
NpFieldId
np_history_entry_get_change_field (NpHistoryEntry *self, guint i)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NP_FIELD_MODEL_NAME);
  g_return_val_if_fail (i < self->changes->len, NP_FIELD_MODEL_NAME);

  return get_change (self, i)->field;
}

/**
 * np_history_entry_get_change_old:
 * @self: an entry
 * @i: a number below the count of changes
 *
 * Returns: (transfer none): the text before
 */
const char *
np_history_entry_get_change_old (NpHistoryEntry *self, guint i)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);
  g_return_val_if_fail (i < self->changes->len, NULL);

  return get_change (self, i)->old_text;
}

/**
 * np_history_entry_get_change_new:
 * @self: an entry
 * @i: a number below the count of changes
 *
 * Returns: (transfer none): the text that was sent
 */
const char *
np_history_entry_get_change_new (NpHistoryEntry *self, guint i)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);
  g_return_val_if_fail (i < self->changes->len, NULL);

  return get_change (self, i)->new_text;
}

/**
 * np_history_entry_get_change_stored:
 * @self: an entry
 * @i: a number below the count of changes
 *
 * Returns: (transfer none) (nullable): the text that was read afterwards
 */
const char *
np_history_entry_get_change_stored (NpHistoryEntry *self, guint i)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);
  g_return_val_if_fail (i < self->changes->len, NULL);

  return get_change (self, i)->stored_text;
}

/**
 * np_history_entry_get_change_fate:
 * @self: an entry
 * @i: a number below the count of changes
 *
 * Returns: what became of it
 */
NpChangeFate
np_history_entry_get_change_fate (NpHistoryEntry *self, guint i)
{
  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NP_FATE_NOT_KNOWN);
  g_return_val_if_fail (i < self->changes->len, NP_FATE_NOT_KNOWN);

  return get_change (self, i)->fate;
}

static void
append_folded (GString *out, const char *text)
{
  g_autofree char *folded = NULL;

  if (text == NULL || *text == '\0')
    return;

  folded = np_search_fold (text);
  g_string_append (out, folded);
  g_string_append_c (out, '\n');
}

/**
 * np_history_entry_dup_search_text:
 * @self: an entry
 *
 * Gives what a search looks at: name and ID of the model, account, region,
 * RequestId and all values, each folded by np_search_fold() and ended by a line
 * break, which no folded text has.
 *
 * Returns: (transfer full): the text
 */
char *
np_history_entry_dup_search_text (NpHistoryEntry *self)
{
  GString *out = NULL;

  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);

  out = g_string_new (NULL);
  append_folded (out, self->model_name);
  append_folded (out, self->model_id);
  append_folded (out, self->account_name);
  append_folded (out, self->region);
  append_folded (out, self->request_id);
  for (guint i = 0; i < self->changes->len; i++)
    {
      append_folded (out, get_change (self, i)->old_text);
      append_folded (out, get_change (self, i)->new_text);
      append_folded (out, get_change (self, i)->stored_text);
    }

  return g_string_free (out, FALSE);
}
