/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* The collisions of a merge, and what is chosen for each. */

#include "config.h"

#include "np-model-merge-private.h"

#include "np-field-private.h"

#include <glib/gi18n-lib.h>

/*< private >
 * np_merge_collision_new:
 * @field: a field
 * @key: (nullable): a key of extra info, %NULL for the whole field
 *
 * Returns: (transfer full): an undecided collision without texts
 */
NpMergeCollision *
np_merge_collision_new (NpFieldId field, const char *key)
{
  NpMergeCollision *collision = g_new0 (NpMergeCollision, 1);

  collision->field = field;
  collision->key = g_strdup (key);
  return collision;
}

/*< private >
 * np_merge_collision_free:
 * @collision: (transfer full): a collision
 *
 * Frees it.
 */
void
np_merge_collision_free (NpMergeCollision *collision)
{
  g_free (collision->key);
  for (NpMergeSide side = 0; side < NP_N_MERGE_SIDES; side++)
    g_free (collision->texts[side]);
  g_free (collision);
}

/*< private >
 * np_merge_collision_get_text:
 * @collision: a collision
 *
 * Returns: (transfer none) (nullable): the chosen text, the person's own while
 *   nothing is chosen; %NULL if the key shall go
 */
const char *
np_merge_collision_get_text (const NpMergeCollision *collision)
{
  return collision->texts[collision->is_decided ? collision->choice : NP_MERGE_SIDE_MINE];
}

static NpMergeCollision *
get_collision (NpModelMerge *self, guint i)
{
  return g_ptr_array_index (self->collisions, i);
}

/**
 * np_model_merge_get_n_collisions:
 * @self: a merge
 *
 * Returns: how many collisions there are, decided or not
 */
guint
np_model_merge_get_n_collisions (NpModelMerge *self)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), 0);

  return self->collisions->len;
}

/**
 * np_model_merge_get_n_open:
 * @self: a merge
 *
 * Returns: how many collisions wait for a choice
 */
guint
np_model_merge_get_n_open (NpModelMerge *self)
{
  guint n_open = 0;

  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), 0);

  for (guint i = 0; i < self->collisions->len; i++)
    n_open += get_collision (self, i)->is_decided ? 0 : 1;
  return n_open;
}

/**
 * np_model_merge_get_collision_field:
 * @self: a merge
 * @i: a number below the count of collisions; they come in the order of the
 *   field table
 *
 * Returns: its field
 */
NpFieldId
np_model_merge_get_collision_field (NpModelMerge *self, guint i)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), NP_FIELD_MODEL_NAME);
  g_return_val_if_fail (i < self->collisions->len, NP_FIELD_MODEL_NAME);

  return get_collision (self, i)->field;
}

/**
 * np_model_merge_get_collision_key:
 * @self: a merge
 * @i: a number below the count of collisions
 *
 * Returns: (transfer none) (nullable): its key of extra info; %NULL if it is
 *   about a whole field
 */
const char *
np_model_merge_get_collision_key (NpModelMerge *self, guint i)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), NULL);
  g_return_val_if_fail (i < self->collisions->len, NULL);

  return get_collision (self, i)->key;
}

/**
 * np_model_merge_get_collision_text:
 * @self: a merge
 * @i: a number below the count of collisions
 * @side: whose text
 *
 * Gets what a side wants: the text of the field, or for a key of extra info its
 * value as indented JSON.
 *
 * Returns: (transfer none) (nullable): the text; %NULL if that side does not
 *   have the key, or nothing was typed
 */
const char *
np_model_merge_get_collision_text (NpModelMerge *self, guint i, NpMergeSide side)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), NULL);
  g_return_val_if_fail (i < self->collisions->len, NULL);
  g_return_val_if_fail (side < NP_N_MERGE_SIDES, NULL);

  return get_collision (self, i)->texts[side];
}

/**
 * np_model_merge_get_is_decided:
 * @self: a merge
 * @i: a number below the count of collisions
 *
 * Returns: %TRUE if a side was chosen
 */
gboolean
np_model_merge_get_is_decided (NpModelMerge *self, guint i)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), FALSE);
  g_return_val_if_fail (i < self->collisions->len, FALSE);

  return get_collision (self, i)->is_decided;
}

/**
 * np_model_merge_get_choice:
 * @self: a merge
 * @i: a number below the count of collisions
 *
 * Returns: the side that was chosen; %NP_MERGE_SIDE_MINE if none was
 */
NpMergeSide
np_model_merge_get_choice (NpModelMerge *self, guint i)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), NP_MERGE_SIDE_MINE);
  g_return_val_if_fail (i < self->collisions->len, NP_MERGE_SIDE_MINE);

  return get_collision (self, i)->choice;
}

/**
 * np_model_merge_choose:
 * @self: a merge
 * @i: a number below the count of collisions
 * @side: the side whose text shall hold
 * @typed: (nullable): the text for %NP_MERGE_SIDE_TYPED, in UTF-8
 *
 * Decides a collision, or decides it anew. Any text may be typed;
 * np_model_merge_check_choice() tells what is wrong with it. What was typed stays
 * when another side is chosen.
 */
void
np_model_merge_choose (NpModelMerge *self, guint i, NpMergeSide side, const char *typed)
{
  NpMergeCollision *collision = NULL;
  gboolean was_decided = FALSE;

  g_return_if_fail (NP_IS_MODEL_MERGE (self));
  g_return_if_fail (i < self->collisions->len);
  g_return_if_fail (side < NP_N_MERGE_SIDES);
  g_return_if_fail (side != NP_MERGE_SIDE_TYPED || typed != NULL);

  collision = get_collision (self, i);
  was_decided = collision->is_decided;
  collision->is_decided = TRUE;
  collision->choice = side;
  if (side == NP_MERGE_SIDE_TYPED)
    {
      char *old = collision->texts[side];

      /* TYPED may be the old one. */
      collision->texts[side] = g_strdup (typed);
      g_free (old);
    }
  if (!was_decided)
    np_model_merge_notify_n_open (self);
}

static char *
check_text (NpModelMerge *self, NpFieldId id, const char *text)
{
  if (np_model_merge_is_unreadable (self, id))
    return g_strdup (_ ("The service now has a value here that Nameplate cannot read. "
                        "Take it to save the rest."));

  return np_field_check (id, text);
}

/* The values of the sides are well. What was typed has to be one value, and one
 * that the whole can hold. */
static char *
check_typed_key (NpModelMerge *self, const NpMergeCollision *collision)
{
  char *problem = np_field_check_json_value (collision->texts[NP_MERGE_SIDE_TYPED]);
  g_autofree char *whole = NULL;

  if (problem != NULL)
    return problem;

  whole = np_merge_members_dup_text (self->members);
  return np_field_check (collision->field, whole);
}

/**
 * np_model_merge_check_choice:
 * @self: a merge
 * @i: a number below the count of collisions
 *
 * Checks the text that was chosen. What the service has is never wrong.
 *
 * Returns: (transfer full) (nullable): a sentence in the user's language that
 *   says what is wrong; %NULL if nothing is, or nothing was chosen
 */
char *
np_model_merge_check_choice (NpModelMerge *self, guint i)
{
  const NpMergeCollision *collision = NULL;

  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), NULL);
  g_return_val_if_fail (i < self->collisions->len, NULL);

  collision = get_collision (self, i);
  if (!collision->is_decided || collision->choice == NP_MERGE_SIDE_THEIRS)
    return NULL;
  if (collision->key == NULL)
    return check_text (self, collision->field, np_merge_collision_get_text (collision));

  return collision->choice == NP_MERGE_SIDE_TYPED ? check_typed_key (self, collision) : NULL;
}

/**
 * np_model_merge_get_is_settled:
 * @self: a merge
 *
 * Returns: %TRUE if every collision is decided and nothing is wrong with any
 *   choice
 */
gboolean
np_model_merge_get_is_settled (NpModelMerge *self)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), FALSE);

  for (guint i = 0; i < self->collisions->len; i++)
    {
      g_autofree char *problem = np_model_merge_check_choice (self, i);

      if (problem != NULL || !get_collision (self, i)->is_decided)
        return FALSE;
    }
  return TRUE;
}
