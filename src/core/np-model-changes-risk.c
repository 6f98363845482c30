/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* What to think of before changes are sent, and how to take them back. */

#include "config.h"

#include "np-model-changes.h"

#include "np-json.h"
#include "np-model-merge.h"
#include "np-text-private.h"

#include <string.h>

static gboolean
is_blank (const char *text)
{
  g_autofree char *rest = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  rest = np_text_dup_trimmed (text, "");

  return *rest == '\0';
}

static gboolean
is_empty_object (const char *text)
{
  g_autoptr (NpJson) json = np_json_parse_object (text);

  return json != NULL && np_json_value_get_length (np_json_get_root (json)) == 0;
}

static gboolean
has_nothing (NpFieldId id, const char *text)
{
  return is_blank (text) ||
         (np_field_get_kind (id) == NP_FIELD_KIND_JSON_OBJECT && is_empty_object (text));
}

/**
 * np_model_changes_new_reverse:
 * @self: changes that were saved
 * @stored: (transfer none): the model as the service has it now
 *
 * Collects what gives the old values back, also where @stored has something else
 * than what was saved. Of extra info only the keys that were changed go back:
 * what others wrote into other keys since stays. Extra info that was not there
 * goes back to {}, since the service has no documented way to take it away.
 *
 * Returns: (transfer full): the changes, maybe none
 */
NpModelChanges *
np_model_changes_new_reverse (NpModelChanges *self, NpModel *stored)
{
  const char *new_texts[NP_N_FIELDS] = { NULL };
  const char *old_texts[NP_N_FIELDS] = { NULL };
  g_autoptr (NpModelMerge) merge = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (NP_IS_MODEL (stored), NULL);

  for (guint i = 0; i < np_model_changes_get_length (self); i++)
    {
      NpFieldId id = np_model_changes_get_field (self, i);
      const char *old_text = np_model_changes_get_old_text (self, i);
      gboolean was_not_there = *old_text == '\0' &&
                               np_field_get_kind (id) == NP_FIELD_KIND_JSON_OBJECT;

      new_texts[id] = np_model_changes_get_new_text (self, i);
      old_texts[id] = was_not_there ? "{}" : old_text;
    }

  merge = np_model_merge_new (new_texts, stored, old_texts);
  return np_model_merge_dup_changes (merge);
}

/**
 * np_model_changes_has_field:
 * @self: changes
 * @id: a field
 * @out_i: (out) (optional): its place in the changes
 *
 * Returns: %TRUE if the field is changed
 */
gboolean
np_model_changes_has_field (NpModelChanges *self, NpFieldId id, guint *out_i)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < np_model_changes_get_length (self); i++)
    {
      if (np_model_changes_get_field (self, i) != id)
        continue;
      if (out_i != NULL)
        *out_i = i;
      return TRUE;
    }

  return FALSE;
}

/**
 * np_model_changes_get_risk:
 * @self: changes
 * @i: which one, in the order of the field table
 *
 * Tells if a change is one that a person should look at twice: the model becomes
 * public, something that was there goes away, or the model gets another name.
 *
 * Returns: the risk
 */
NpChangeRisk
np_model_changes_get_risk (NpModelChanges *self, guint i)
{
  NpFieldId id = 0;
  const char *old_text = NULL;
  const char *new_text = NULL;

  g_return_val_if_fail (self != NULL && i < np_model_changes_get_length (self),
                        NP_CHANGE_RISK_NONE);

  id = np_model_changes_get_field (self, i);
  old_text = np_model_changes_get_old_text (self, i);
  new_text = np_model_changes_get_new_text (self, i);

  if (id == NP_FIELD_ACCESSIBILITY && strcmp (new_text, "PUBLIC") == 0)
    return NP_CHANGE_RISK_PUBLIC;
  if (has_nothing (id, new_text) && !has_nothing (id, old_text))
    return NP_CHANGE_RISK_EMPTIED;
  if (id == NP_FIELD_MODEL_NAME)
    return NP_CHANGE_RISK_RENAMED;

  return NP_CHANGE_RISK_NONE;
}

/**
 * np_model_changes_get_is_harmless:
 * @self: changes
 *
 * Returns: %TRUE if none of them has a risk
 */
gboolean
np_model_changes_get_is_harmless (NpModelChanges *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < np_model_changes_get_length (self); i++)
    {
      if (np_model_changes_get_risk (self, i) != NP_CHANGE_RISK_NONE)
        return FALSE;
    }

  return TRUE;
}
