/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-merge.h"

#include "np-field-private.h"
#include "np-model-merge-private.h"

#include <glib/gi18n-lib.h>

struct _NpModelMerge
{
  GObject parent_instance;

  /* Owned */
  NpModel *theirs;
  char *base[NP_N_FIELDS]; /* NULL where the person has no wish */
  char *mine[NP_N_FIELDS]; /* likewise */
  GPtrArray *collisions;   /* of NpMergeCollision, in the order of the fields */
  GPtrArray *members;      /* of NpMergeMember, or NULL if extra info is not merged by key */

  /* State */
  NpMergeState states[NP_N_FIELDS];
};

G_DEFINE_FINAL_TYPE (NpModelMerge, np_model_merge, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_N_COLLISIONS,
  PROP_N_OPEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

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

static gboolean
is_unreadable (NpModelMerge *self, NpFieldId id)
{
  return np_model_get_value (self->theirs, id) == NP_MODEL_VALUE_UNREADABLE;
}

static NpMergeState
compare (NpModelMerge *self, NpFieldId id)
{
  const char *base = self->base[id];
  const char *mine = self->mine[id];
  const char *theirs = np_model_get_text (self->theirs, id);
  gboolean mine_changed = base != NULL && mine != NULL &&
                          !np_model_texts_equal (id, base, mine);
  gboolean theirs_changed = base == NULL || !np_model_texts_equal (id, base, theirs);

  if (!mine_changed)
    return theirs_changed ? NP_MERGE_THEIRS : NP_MERGE_UNTOUCHED;
  if (is_unreadable (self, id))
    return NP_MERGE_COLLISION;
  if (!theirs_changed)
    return NP_MERGE_MINE;

  return np_model_texts_equal (id, mine, theirs) ? NP_MERGE_SAME : NP_MERGE_COLLISION;
}

static void
take_collision (NpModelMerge *self, NpFieldId id)
{
  NpMergeCollision *collision = np_merge_collision_new (id, NULL);

  collision->texts[NP_MERGE_SIDE_BASE] = g_strdup (self->base[id]);
  collision->texts[NP_MERGE_SIDE_THEIRS] = g_strdup (np_model_get_text (self->theirs, id));
  collision->texts[NP_MERGE_SIDE_MINE] = g_strdup (self->mine[id]);
  g_ptr_array_add (self->collisions, collision);
}

/* Returns FALSE if the field can only be taken as a whole. */
static gboolean
merge_by_key (NpModelMerge *self, NpFieldId id)
{
  if (np_field_get_kind (id) != NP_FIELD_KIND_JSON_OBJECT || is_unreadable (self, id))
    return FALSE;

  self->members = np_merge_members_new (self->base[id], np_model_get_text (self->theirs, id),
                                        self->mine[id]);
  if (self->members == NULL)
    return FALSE;

  self->states[id] = NP_MERGE_JOINED;
  for (guint i = 0; i < self->members->len; i++)
    {
      NpMergeMember *member = g_ptr_array_index (self->members, i);

      if (member->collision == NULL)
        continue;
      self->states[id] = NP_MERGE_COLLISION;
      g_ptr_array_add (self->collisions, member->collision);
    }
  return TRUE;
}

static void
merge_field (NpModelMerge *self, NpFieldId id)
{
  self->states[id] = compare (self, id);
  if (self->states[id] == NP_MERGE_COLLISION && !merge_by_key (self, id))
    take_collision (self, id);
}

static void
np_model_merge_get_property (GObject *object,
                             guint property_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  NpModelMerge *self = NP_MODEL_MERGE (object);

  switch (property_id)
    {
    case PROP_N_COLLISIONS:
      g_value_set_uint (value, self->collisions->len);
      break;
    case PROP_N_OPEN:
      g_value_set_uint (value, np_model_merge_get_n_open (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
np_model_merge_finalize (GObject *object)
{
  NpModelMerge *self = NP_MODEL_MERGE (object);

  g_clear_object (&self->theirs);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_free (self->base[id]);
      g_free (self->mine[id]);
    }
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_ptr_array_unref (self->collisions);

  G_OBJECT_CLASS (np_model_merge_parent_class)->finalize (object);
}

static void
np_model_merge_class_init (NpModelMergeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = np_model_merge_get_property;
  object_class->finalize = np_model_merge_finalize;

  properties[PROP_N_COLLISIONS] = g_param_spec_uint ("n-collisions", NULL, NULL, 0, G_MAXUINT,
                                                     0, flags);
  properties[PROP_N_OPEN] = g_param_spec_uint ("n-open", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_model_merge_init (NpModelMerge *self)
{
  self->collisions = g_ptr_array_new_with_free_func ((GDestroyNotify) np_merge_collision_free);
}

/**
 * np_model_merge_new:
 * @base: (array fixed-size=11): for each field the text that the person started
 *   from, or %NULL where there is no wish
 * @theirs: (transfer none): the model as the service has it now
 * @mine: (array fixed-size=11): for each field the text that the person wants,
 *   or %NULL where there is no wish
 *
 * Merges what a person changed with what others changed meanwhile. Texts are
 * compared by np_model_texts_equal(). What only one side changed is taken; extra
 * info is merged key by key. The rest are collisions, which wait for a choice:
 * one for a field, one for each colliding key of extra info. A changed field
 * that the service now has as something unreadable collides too, and only the
 * service's value can be chosen.
 *
 * Returns: (transfer full): a new merge
 */
NpModelMerge *
np_model_merge_new (const char *const base[NP_N_FIELDS],
                    NpModel *theirs,
                    const char *const mine[NP_N_FIELDS])
{
  NpModelMerge *self = NULL;

  g_return_val_if_fail (NP_IS_MODEL (theirs), NULL);

  self = g_object_new (NP_TYPE_MODEL_MERGE, NULL);
  self->theirs = g_object_ref (theirs);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      self->base[id] = g_strdup (base[id]);
      self->mine[id] = g_strdup (mine[id]);
      merge_field (self, id);
    }

  return self;
}

/**
 * np_model_merge_new_for_model:
 * @base: (transfer none): the model that the person started from
 * @theirs: (transfer none): the model as the service has it now
 * @mine: (array fixed-size=11): as for [ctor@Np.ModelMerge.new]
 *
 * Does what [ctor@Np.ModelMerge.new] does, with the texts of a model.
 *
 * Returns: (transfer full): a new merge
 */
NpModelMerge *
np_model_merge_new_for_model (NpModel *base,
                              NpModel *theirs,
                              const char *const mine[NP_N_FIELDS])
{
  const char *texts[NP_N_FIELDS];

  g_return_val_if_fail (NP_IS_MODEL (base), NULL);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    texts[id] = np_model_get_text (base, id);

  return np_model_merge_new (texts, theirs, mine);
}

/**
 * np_model_merge_get_theirs:
 * @self: a merge
 *
 * Returns: (transfer none): the model as the service has it
 */
NpModel *
np_model_merge_get_theirs (NpModelMerge *self)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), NULL);

  return self->theirs;
}

/**
 * np_model_merge_get_state:
 * @self: a merge
 * @id: a field
 *
 * Returns: who changed it; the same before and after a choice
 */
NpMergeState
np_model_merge_get_state (NpModelMerge *self, NpFieldId id)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), NP_MERGE_UNTOUCHED);
  g_return_val_if_fail (id < NP_N_FIELDS, NP_MERGE_UNTOUCHED);

  return self->states[id];
}

/**
 * np_model_merge_get_n_joined:
 * @self: a merge
 *
 * Returns: how many fields were changed by others and taken over without a
 *   question, as a whole or in some keys
 */
guint
np_model_merge_get_n_joined (NpModelMerge *self)
{
  guint n_joined = 0;

  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), 0);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (self->states[id] == NP_MERGE_JOINED ||
          (self->states[id] == NP_MERGE_THEIRS && self->base[id] != NULL))
        n_joined++;
    }
  return n_joined;
}

/**
 * np_model_merge_get_base_text:
 * @self: a merge
 * @id: a field
 *
 * Returns: (transfer none) (nullable): the text that the person started from;
 *   %NULL if it was not given
 */
const char *
np_model_merge_get_base_text (NpModelMerge *self, NpFieldId id)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), NULL);
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return self->base[id];
}

/**
 * np_model_merge_get_theirs_text:
 * @self: a merge
 * @id: a field
 *
 * Returns: (transfer none): the text that the service has
 */
const char *
np_model_merge_get_theirs_text (NpModelMerge *self, NpFieldId id)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), NULL);
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return np_model_get_text (self->theirs, id);
}

/**
 * np_model_merge_get_mine_text:
 * @self: a merge
 * @id: a field
 *
 * Returns: (transfer none) (nullable): the text that the person wants; %NULL if
 *   there is no wish
 */
const char *
np_model_merge_get_mine_text (NpModelMerge *self, NpFieldId id)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), NULL);
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return self->mine[id];
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
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_OPEN]);
}

static char *
check_text (NpModelMerge *self, NpFieldId id, const char *text)
{
  if (is_unreadable (self, id))
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

static const char *
get_chosen_text (NpModelMerge *self, NpFieldId id)
{
  for (guint i = 0; i < self->collisions->len; i++)
    {
      const NpMergeCollision *collision = get_collision (self, i);

      if (collision->field == id && collision->key == NULL)
        return np_merge_collision_get_text (collision);
    }
  return self->mine[id];
}

/**
 * np_model_merge_dup_text:
 * @self: a merge
 * @id: a field
 *
 * Gives the merged text. A field that the person did not change has the bytes of
 * the service, one that nobody else changed the person's. While a collision is
 * open the person's own text stands.
 *
 * Returns: (transfer full): the text
 */
char *
np_model_merge_dup_text (NpModelMerge *self, NpFieldId id)
{
  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), NULL);
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  switch (self->states[id])
    {
    case NP_MERGE_MINE:
      return g_strdup (self->mine[id]);
    case NP_MERGE_JOINED:
    case NP_MERGE_COLLISION:
      if (np_field_get_kind (id) == NP_FIELD_KIND_JSON_OBJECT && self->members != NULL)
        return np_merge_members_dup_text (self->members);
      return g_strdup (get_chosen_text (self, id));
    case NP_MERGE_UNTOUCHED:
    case NP_MERGE_THEIRS:
    case NP_MERGE_SAME:
    default:
      return g_strdup (np_model_get_text (self->theirs, id));
    }
}

/**
 * np_model_merge_dup_changes:
 * @self: a merge
 *
 * Compares the merged texts with what the service has.
 *
 * Returns: (transfer full): what has to be sent, maybe nothing
 */
NpModelChanges *
np_model_merge_dup_changes (NpModelMerge *self)
{
  char *texts[NP_N_FIELDS] = { NULL };
  NpModelChanges *changes = NULL;

  g_return_val_if_fail (NP_IS_MODEL_MERGE (self), NULL);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    texts[id] = np_model_merge_dup_text (self, id);
  changes = np_model_changes_new (self->theirs, (const char *const *) texts);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_free (texts[id]);
  return changes;
}
