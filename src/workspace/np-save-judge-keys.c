/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-save-outcome-private.h"

#include "np-json.h"

/* Extra info, looked at key by key: some may be kept and others not. */

static char *
dup_member (NpJson *object, const char *key)
{
  const NpJsonValue *value = np_json_value_get_member (np_json_get_root (object), key);
  GString *text = NULL;

  if (value == NULL)
    return NULL;
  text = g_string_new (NULL);
  np_json_value_append_compact (value, text);
  return g_string_free (text, FALSE);
}

/* Whether a key that the change is about has its old, or its new value in a model. */
static gboolean
has_value (NpJson *old, NpJson *sent, NpJson *model, const char *key, gboolean is_new)
{
  g_autofree char *old_value = dup_member (old, key);
  g_autofree char *sent_value = dup_member (sent, key);
  g_autofree char *value = dup_member (model, key);

  return g_strcmp0 (old_value, sent_value) != 0 &&
         g_strcmp0 (value, is_new ? sent_value : old_value) == 0;
}

static gboolean
has_any_value (NpJson *keys, NpJson *old, NpJson *sent, NpJson *model, gboolean is_new)
{
  for (guint k = 0; k < np_json_value_get_length (np_json_get_root (keys)); k++)
    if (has_value (old, sent, model, np_json_value_get_key (np_json_get_root (keys), k),
                   is_new))
      return TRUE;

  return FALSE;
}

/*< private >
 * np_save_judge_has_key:
 * @self: findings
 * @i: which change
 * @model: a model
 * @is_new: whether to look for what was sent, or for what was there before
 *
 * Looks at the keys of extra info that were changed, each by itself: others may have
 * written some of them since.
 *
 * Returns: whether one of them has that value in @model; %FALSE if the change is about
 *   another field
 */
gboolean
np_save_judge_has_key (const NpSaveFindings *self, guint i, NpModel *model, gboolean is_new)
{
  NpFieldId id = np_model_changes_get_field (self->changes, i);
  g_autoptr (NpJson) old = NULL;
  g_autoptr (NpJson) sent = NULL;
  g_autoptr (NpJson) now = NULL;

  if (np_field_get_kind (id) != NP_FIELD_KIND_JSON_OBJECT)
    return FALSE;
  old = np_json_parse_object (np_model_changes_get_old_text (self->changes, i));
  sent = np_json_parse_object (np_model_changes_get_new_text (self->changes, i));
  now = np_json_parse_object (np_model_get_text (model, id));

  return old != NULL && sent != NULL && now != NULL &&
         (has_any_value (old, old, sent, now, is_new) ||
          has_any_value (sent, old, sent, now, is_new));
}

/* Extra info around a save, by the time. */
typedef struct
{
  NpJson *old;
  NpJson *sent;
  NpJson *stored;
  NpJson *now;
} Stages;

static void
append_base (GString *out, const char *key, const Stages *stages)
{
  g_autofree char *old = dup_member (stages->old, key);
  g_autofree char *sent = dup_member (stages->sent, key);
  g_autofree char *stored = dup_member (stages->stored, key);
  g_autofree char *now = dup_member (stages->now, key);
  gboolean is_taken = g_strcmp0 (sent, stored) == 0;
  gboolean is_edited = g_strcmp0 (sent, now) != 0;
  const char *value = is_taken || is_edited ? sent : old;

  if (value == NULL)
    return;
  if (out->len > 1)
    g_string_append_c (out, ',');
  np_json_append_string (out, key);
  g_string_append_printf (out, ":%s", value);
}

/*< private >
 * np_save_judge_later_base:
 * @old_text: extra info before a save
 * @sent_text: as it was sent
 * @stored_text: as the service has it now
 * @now_text: as it is in the form now
 *
 * Makes what edits that were made during a save are to be compared with: what was sent,
 * but for keys that the service did not take and that were not edited since. Those are
 * still the edits that they were.
 *
 * Returns: (transfer full) (nullable): extra info; %NULL if one of them is no object
 */
char *
np_save_judge_later_base (const char *old_text,
                          const char *sent_text,
                          const char *stored_text,
                          const char *now_text)
{
  g_autoptr (NpJson) old = np_json_parse_object (old_text);
  g_autoptr (NpJson) sent = np_json_parse_object (sent_text);
  g_autoptr (NpJson) stored = np_json_parse_object (stored_text);
  g_autoptr (NpJson) now = np_json_parse_object (now_text);
  Stages stages = { old, sent, stored, now };
  GString *out = NULL;

  if (old == NULL || sent == NULL || stored == NULL || now == NULL)
    return NULL;
  out = g_string_new ("{");
  for (guint k = 0; k < np_json_value_get_length (np_json_get_root (old)); k++)
    append_base (out, np_json_value_get_key (np_json_get_root (old), k), &stages);
  for (guint k = 0; k < np_json_value_get_length (np_json_get_root (sent)); k++)
    {
      const char *key = np_json_value_get_key (np_json_get_root (sent), k);

      if (np_json_value_get_member (np_json_get_root (old), key) == NULL)
        append_base (out, key, &stages);
    }
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}
