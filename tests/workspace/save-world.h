/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "wire-rig.h"

G_BEGIN_DECLS

#define WORLD_N_KEYS 4

/* What can be changed on its own: a field, or a key of extra info. */
#define WORLD_N_UNITS   (NP_N_FIELDS + WORLD_N_KEYS)
#define WORLD_KEY(i)    (NP_N_FIELDS + (i))
#define WORLD_IS_KEY(u) ((u) >= NP_N_FIELDS)
#define WORLD_FIELD(u)  (WORLD_IS_KEY (u) ? NP_FIELD_EXTRA_INFO : (NpFieldId) (u))

/* A value that one of our PUTs replaced, whoever wrote it. */
typedef struct
{
  guint unit;
  char *value;
  gboolean is_foreign;
  gboolean is_late;
} WorldLoss;

/* How often what happened, over all runs. */
typedef struct
{
  guint n_saves;
  guint n_results[NP_SAVED_FAILED + 1];
  guint n_conflicts;
  guint n_errors;
  guint n_foreign;
  guint n_lost_told;
  guint n_told;
  guint n_gap;
  guint n_unwitnessed;
  guint n_late;
} WorldTotals;

/* A model of the service and of the person, to hold the program against: who wrote
 * which value, and what the person wants. Every value is written once only. */
typedef struct
{
  WireRig *rig;
  GRand *random;

  /* The service */
  char *values[WORLD_N_UNITS]; /* "" for none */
  gboolean is_foreign[WORLD_N_UNITS];
  GHashTable *applied; /* values that our PUTs wrote */
  GPtrArray *losses;   /* of WorldLoss, since the last save began */

  /* The person */
  char *wishes[WORLD_N_UNITS]; /* NULL: none */
  char *sent[WORLD_N_UNITS];   /* while a save of them is on its way; else NULL */

  WorldTotals *totals;
  guint n_values;
  gboolean is_traced; /* says all that happens */
} World;

World *world_new (WireRig *rig, guint seed, WorldTotals *totals);
void world_free (World *self);
guint world_pick (World *self, guint n);
void world_trace (World *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

char *world_read_unit (NpModel *model, guint unit);
void world_write_foreign (World *self);
void world_note (World *self, GBytes *before, GBytes *after);

void world_begin_save (World *self, gboolean is_of_edits);
void world_end_save (World *self);
void world_type_anything (World *self);
void world_read_wishes (World *self);
void world_assert_wishes (World *self);
void world_judge (World *self, NpSaveOutcome *outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

G_END_DECLS
