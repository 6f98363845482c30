/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-merge.h"

G_BEGIN_DECLS

#define NP_N_MERGE_SIDES (NP_MERGE_SIDE_TYPED + 1)

/* A place where the person and somebody else want different things. */
typedef struct
{
  /* Owned */
  char *key;                     /* of extra info, or NULL for the whole field */
  char *texts[NP_N_MERGE_SIDES]; /* NULL where a side has no such key */

  /* State */
  NpFieldId field;
  gboolean is_decided;
  NpMergeSide choice;
} NpMergeCollision;

/* A key of the merged extra info. */
typedef struct
{
  /* Owned */
  char *key;                   /* as JSON, in quotes */
  char *value;                 /* as JSON; NULL if the key shall go or collides */
  NpMergeCollision *collision; /* or NULL */
} NpMergeMember;

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

void np_model_merge_notify_n_open (NpModelMerge *self);
gboolean np_model_merge_is_unreadable (NpModelMerge *self, NpFieldId id);

NpMergeCollision *np_merge_collision_new (NpFieldId field, const char *key);
void np_merge_collision_free (NpMergeCollision *collision);
const char *np_merge_collision_get_text (const NpMergeCollision *collision);

GPtrArray *np_merge_members_new (const char *base, const char *theirs, const char *mine);
char *np_merge_members_dup_text (GPtrArray *members);

G_END_DECLS
