/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-merge-private.h"

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
 * np_model_merge_notify_n_open:
 * @self: a merge
 *
 * Tells that a collision was decided.
 */
void
np_model_merge_notify_n_open (NpModelMerge *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_OPEN]);
}

/*< private >
 * np_model_merge_is_unreadable:
 * @self: a merge
 * @id: a field
 *
 * Returns: whether the service now has something there that cannot be read
 */
gboolean
np_model_merge_is_unreadable (NpModelMerge *self, NpFieldId id)
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
  if (np_model_merge_is_unreadable (self, id))
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
  if (np_field_get_kind (id) != NP_FIELD_KIND_JSON_OBJECT ||
      np_model_merge_is_unreadable (self, id))
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

static const char *
get_chosen_text (NpModelMerge *self, NpFieldId id)
{
  for (guint i = 0; i < self->collisions->len; i++)
    {
      const NpMergeCollision *collision = g_ptr_array_index (self->collisions, i);

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
