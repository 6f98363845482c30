/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "save-world.h"

#include "np-save-outcome-private.h"

/* The fields that are played with. Visibility has two values only, so nobody could
 * tell who wrote one. */
static const guint units[] = {
  NP_FIELD_MODEL_NAME,   NP_FIELD_MODEL_DESCRIPTION,
  NP_FIELD_ORIGIN,       NP_FIELD_DOMAIN,
  NP_FIELD_TASK,         NP_FIELD_PARAMETER_SIZE,
  NP_FIELD_ORDER_NUMBER, WORLD_KEY (0),
  WORLD_KEY (1),         WORLD_KEY (2),
  WORLD_KEY (3),
};

static void
loss_free (gpointer data)
{
  WorldLoss *loss = data;

  g_free (loss->value);
  g_free (loss);
}

guint
world_pick (World *self, guint n)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) n);
}

void
world_trace (World *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (!self->is_traced)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_test_message ("  %s", text);
}

static guint
pick_unit (World *self)
{
  return units[world_pick (self, G_N_ELEMENTS (units))];
}

static const char *
get_key (guint unit)
{
  static const char *const keys[WORLD_N_KEYS] = { "a", "b", "c", "d" };

  return keys[unit - NP_N_FIELDS];
}

/* A value that nobody has written before. */
static char *
make_value (World *self, guint unit)
{
  if (!WORLD_IS_KEY (unit) && np_field_get_kind (unit) != NP_FIELD_KIND_INTEGER)
    return g_strdup_printf ("v%u", ++self->n_values);
  return g_strdup_printf ("%u", ++self->n_values);
}

static char *
read_key (const char *object, guint unit)
{
  g_autoptr (NpJson) json = np_json_parse_object (object);
  const NpJsonValue *value = NULL;

  if (json != NULL)
    value = np_json_value_get_member (np_json_get_root (json), get_key (unit));
  return value != NULL ? np_json_value_dup_raw (value) : g_strdup ("");
}

/* What a model has in a unit; "" for nothing. */
char *
world_read_unit (NpModel *model, guint unit)
{
  const char *text = np_model_get_text (model, WORLD_FIELD (unit));

  return WORLD_IS_KEY (unit) ? read_key (text, unit) : g_strdup (text);
}

static char *
read_form (World *self, guint unit)
{
  const char *text = np_model_form_get_text (self->rig->clients[0].form, WORLD_FIELD (unit));

  return WORLD_IS_KEY (unit) ? read_key (text, unit) : g_strdup (text);
}

static char *
read_was (World *self, guint unit)
{
  const char *text = np_model_form_get_was (self->rig->clients[0].form, WORLD_FIELD (unit));

  return WORLD_IS_KEY (unit) ? read_key (text, unit) : g_strdup (text);
}

static char *
write_keys (char *const *values)
{
  g_autoptr (GString) object = g_string_new ("{");

  for (guint i = 0; i < WORLD_N_KEYS; i++)
    {
      if (*values[i] != '\0')
        g_string_append_printf (object, "%s\"%s\":%s", object->len > 1 ? "," : "",
                                get_key (WORLD_KEY (i)), values[i]);
    }
  g_string_append_c (object, '}');
  return g_string_free (g_steal_pointer (&object), FALSE);
}

static char *
write_members (World *self)
{
  g_autoptr (GString) members = g_string_new (NULL);
  g_autofree char *extra = write_keys (&self->values[WORLD_KEY (0)]);

  for (NpFieldId id = 0; id < NP_FIELD_EXTRA_INFO; id++)
    {
      gboolean is_number = np_field_get_kind (id) == NP_FIELD_KIND_INTEGER;

      if (*self->values[id] != '\0')
        g_string_append_printf (members, is_number ? "\"%s\":%s," : "\"%s\":\"%s\",",
                                np_field_get_wire_name (id), self->values[id]);
    }
  g_string_append_printf (members, "\"ExtraInfo\":%s", extra);
  return g_string_free (g_steal_pointer (&members), FALSE);
}

static void
set_value (World *self, guint unit, const char *value, gboolean is_foreign)
{
  char *copy = g_strdup (value);

  g_free (self->values[unit]);
  self->values[unit] = copy;
  self->is_foreign[unit] = is_foreign;
}

/* A service whose model has something in most fields. */
World *
world_new (WireRig *rig, guint seed, WorldTotals *totals)
{
  World *self = g_new0 (World, 1);
  g_autofree char *members = NULL;

  self->rig = rig;
  self->totals = totals;
  self->random = g_rand_new_with_seed (seed);
  self->applied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->losses = g_ptr_array_new_with_free_func (loss_free);
  for (guint unit = 0; unit < WORLD_N_UNITS; unit++)
    self->values[unit] = g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *value = make_value (self, units[i]);

      if (i == 0 || world_pick (self, 4) > 0)
        set_value (self, units[i], value, FALSE);
    }
  set_value (self, NP_FIELD_ACCESSIBILITY, "PUBLIC", FALSE);
  members = write_members (self);
  wire_rig_reset (rig, world_pick (self, 8), members);
  return self;
}

void
world_free (World *self)
{
  for (guint unit = 0; unit < WORLD_N_UNITS; unit++)
    {
      g_free (self->values[unit]);
      g_free (self->wishes[unit]);
      g_free (self->sent[unit]);
    }
  g_hash_table_unref (self->applied);
  g_ptr_array_unref (self->losses);
  g_rand_free (self->random);
  g_free (self);
}

/* Somebody else changes one thing and leaves the rest. */
void
world_write_foreign (World *self)
{
  guint unit = pick_unit (self);
  g_autofree char *value = make_value (self, unit);
  g_autofree char *members = NULL;

  world_trace (self, "others write %u: %s", unit, value);
  set_value (self, unit, value, TRUE);
  members = write_members (self);
  wire_rig_put (self->rig, members);
  self->totals->n_foreign++;
}

/* What a PUT of ours did: what it wrote, and what stood there before. */
void
world_note (World *self, GBytes *before, GBytes *after)
{
  g_autoptr (NpModel) old = np_model_new_from_json (before, NULL);
  g_autoptr (NpModel) new = np_model_new_from_json (after, NULL);

  for (guint unit = 0; unit < WORLD_N_UNITS; unit++)
    {
      g_autofree char *old_value = world_read_unit (old, unit);
      g_autofree char *new_value = world_read_unit (new, unit);

      if (unit == NP_FIELD_EXTRA_INFO || g_str_equal (old_value, new_value))
        continue;
      if (*old_value != '\0')
        {
          WorldLoss *loss = g_new0 (WorldLoss, 1);

          *loss = (WorldLoss){ unit, g_strdup (old_value), self->is_foreign[unit],
                               self->rig->is_late };
          g_ptr_array_add (self->losses, loss);
        }
      world_trace (self, "our PUT writes %u: %s, was %s", unit, new_value, old_value);
      /* What arrives when nobody waits for it is as good as written by others. */
      set_value (self, unit, new_value, self->rig->is_late);
      if (*new_value != '\0')
        g_hash_table_add (self->applied, g_strdup (new_value));
    }
}

static void
set_wish (World *self, guint unit, const char *value)
{
  char *copy = g_strdup (value);

  if (g_strcmp0 (self->wishes[unit], value) != 0)
    world_trace (self, "wish for %u: %s", unit, value != NULL ? value : "none");

  g_free (self->wishes[unit]);
  self->wishes[unit] = copy;
}

/* The person types a value; "" empties a field, or takes a key out. */
static void
type (World *self, guint unit, const char *value)
{
  NpModelForm *form = self->rig->clients[0].form;
  g_autofree char *object = NULL;
  g_autofree char *was = read_was (self, unit);
  gboolean is_sent = self->sent[unit] != NULL && !g_str_equal (self->sent[unit], was);
  char *keys[WORLD_N_KEYS];

  if (!WORLD_IS_KEY (unit))
    np_model_form_set_text (form, unit, value);
  else
    {
      for (guint i = 0; i < WORLD_N_KEYS; i++)
        keys[i] = WORLD_KEY (i) == unit ? g_strdup (value) : read_form (self, WORLD_KEY (i));
      object = write_keys (keys);
      np_model_form_set_text (form, NP_FIELD_EXTRA_INFO, object);
      for (guint i = 0; i < WORLD_N_KEYS; i++)
        g_free (keys[i]);
    }
  /* Back to what it was is no wish, unless something else is on its way. */
  set_wish (self, unit, is_sent || !g_str_equal (value, was) ? value : NULL);
}

void
world_begin_save (World *self, gboolean is_of_edits)
{
  g_ptr_array_set_size (self->losses, 0);
  for (guint unit = 0; is_of_edits && unit < WORLD_N_UNITS; unit++)
    self->sent[unit] = read_form (self, unit);
}

void
world_end_save (World *self)
{
  for (guint unit = 0; unit < WORLD_N_UNITS; unit++)
    g_clear_pointer (&self->sent[unit], g_free);
}

void
world_type_anything (World *self)
{
  guint unit = pick_unit (self);
  gboolean can_be_empty = WORLD_IS_KEY (unit) ||
                          (unit != NP_FIELD_MODEL_NAME &&
                           np_field_get_kind (unit) != NP_FIELD_KIND_INTEGER);
  g_autofree char *now = read_form (self, unit);
  gboolean is_emptied = can_be_empty && *now != '\0' && world_pick (self, 6) == 0;
  g_autofree char *value = is_emptied ? g_strdup ("") : make_value (self, unit);

  type (self, unit, value);
}

/* The person looked at the form after putting something back, or deciding: what is
 * marked there is wanted. */
void
world_read_wishes (World *self)
{
  for (guint unit = 0; unit < WORLD_N_UNITS; unit++)
    {
      g_autofree char *value = read_form (self, unit);
      g_autofree char *was = read_was (self, unit);

      if (unit != NP_FIELD_EXTRA_INFO)
        set_wish (self, unit, g_str_equal (value, was) ? NULL : value);
    }
}

/* Nothing that was typed is gone: it is in the form, until the service has it. And what
 * the service is said to have, a PUT of ours has brought there. */
void
world_assert_wishes (World *self)
{
  for (guint unit = 0; unit < WORLD_N_UNITS; unit++)
    {
      g_autofree char *value = NULL;
      g_autofree char *was = NULL;

      if (self->wishes[unit] == NULL)
        continue;
      value = read_form (self, unit);
      was = read_was (self, unit);
      g_assert_cmpstr (value, ==, self->wishes[unit]);
      if (!g_str_equal (was, value))
        continue;
      g_assert_true (*value == '\0' || g_hash_table_contains (self->applied, value));
      set_wish (self, unit, NULL);
    }
}

/* What is said to be kept was written, by a PUT of ours and nobody else. */
static void
judge_kept (World *self, NpSaveOutcome *outcome, guint i)
{
  NpModelChanges *changes = np_save_outcome_get_changes (outcome);
  NpFieldId id = np_model_changes_get_field (changes, i);

  for (guint unit = 0; unit < WORLD_N_UNITS; unit++)
    {
      g_autofree char *stored = NULL;
      g_autofree char *sent = NULL;

      if (WORLD_FIELD (unit) != id || unit == NP_FIELD_EXTRA_INFO)
        continue;
      stored = world_read_unit (np_save_outcome_get_stored (outcome), unit);
      sent = WORLD_IS_KEY (unit) ? read_key (np_model_changes_get_new_text (changes, i), unit)
                                 : g_strdup (np_model_changes_get_new_text (changes, i));
      if (*sent == '\0')
        continue;
      g_assert_cmpstr (stored, ==, sent);
      if (!WORLD_IS_KEY (unit))
        g_assert_true (g_hash_table_contains (self->applied, sent));
    }
}

static gboolean
is_in (const char *text, guint unit, const char *value)
{
  g_autofree char *found = WORLD_IS_KEY (unit) ? read_key (text, unit) : g_strdup (text);

  return g_str_equal (found, value);
}

static gboolean
is_told (NpSaveOutcome *outcome, const WorldLoss *loss)
{
  for (guint i = 0; i < np_save_outcome_get_n_lost (outcome); i++)
    {
      if (np_save_outcome_get_lost_field (outcome, i) == WORLD_FIELD (loss->unit) &&
          is_in (np_save_outcome_get_lost_text (outcome, i), loss->unit, loss->value))
        return TRUE;
    }
  for (guint i = 0; i < np_save_outcome_get_n_overwritten (outcome); i++)
    {
      if (np_save_outcome_get_overwritten_field (outcome, i) == WORLD_FIELD (loss->unit) &&
          is_in (np_save_outcome_get_overwritten_text (outcome, i), loss->unit, loss->value))
        return TRUE;
    }
  return FALSE;
}

static gboolean
had (NpModel *model, const WorldLoss *loss)
{
  g_autofree char *value = model != NULL ? world_read_unit (model, loss->unit) : NULL;

  return g_strcmp0 (value, loss->value) == 0;
}

/* A value that was replaced must have been on the table when it was decided to
 * replace it, or be told afterwards; unless nobody could see it. */
static void
judge_loss (World *self, NpSaveOutcome *outcome, const WorldLoss *loss)
{
  NpModel *before = np_save_outcome_get_before (outcome);
  NpModel *witness = np_save_outcome_get_witness (outcome);
  NpModel *stored = np_save_outcome_get_stored (outcome);
  gboolean was_sent = np_model_changes_has_field (np_save_outcome_get_changes (outcome),
                                                  WORLD_FIELD (loss->unit), NULL);

  if (loss->is_late)
    {
      self->totals->n_late += loss->is_foreign ? 1 : 0;
      return;
    }
  if (was_sent && had (before, loss))
    return;
  if (is_told (outcome, loss))
    {
      self->totals->n_told += was_sent ? 1 : 0;
      self->totals->n_lost_told += was_sent ? 0 : 1;
      return;
    }
  /* It is said that nothing is known. */
  if (stored == NULL && !was_sent)
    return;
  /* Nobody saw it: it came after the last read before the PUT. */
  g_assert_true (loss->is_foreign);
  g_assert_false (had (before, loss));
  g_assert_false (had (witness, loss));
  if (witness != NULL)
    self->totals->n_gap++;
  else
    self->totals->n_unwitnessed++;
}

/* What the service had already when it was looked is a wish that came true. */
static void
drop_wishes_of_before (World *self, NpModel *before)
{
  for (guint unit = 0; unit < WORLD_N_UNITS; unit++)
    {
      g_autofree char *value = unit != NP_FIELD_EXTRA_INFO ? world_read_unit (before, unit)
                                                           : NULL;

      if (value != NULL && g_strcmp0 (value, self->wishes[unit]) == 0)
        set_wish (self, unit, NULL);
    }
}

/* Holds what a save says against what happened. */
void
world_judge (World *self, NpSaveOutcome *outcome)
{
  drop_wishes_of_before (self, np_save_outcome_get_before (outcome));
  self->totals->n_results[np_save_outcome_get_result (outcome)]++;
  for (guint i = 0; i < np_save_outcome_get_n_changes (outcome); i++)
    {
      if (np_save_outcome_get_fate (outcome, i) == NP_FATE_KEPT)
        judge_kept (self, outcome, i);
    }
  for (guint i = 0; i < self->losses->len; i++)
    judge_loss (self, outcome, self->losses->pdata[i]);
  g_ptr_array_set_size (self->losses, 0);
}
