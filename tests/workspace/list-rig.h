/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-model-list.h"

G_BEGIN_DECLS

/* What the service is about to answer to one ListModels. */
typedef struct
{
  guint page;
  guint size;

  /* Owned; may be changed */
  guint status;
  const char *code;  /* of an error, static */
  GPtrArray *models; /* JSON texts, owned by the rig */
  gint64 total;      /* -1: not said */
  gboolean is_held;  /* wait for list_rig_release() */
} ListAnswer;

typedef struct _ListRig ListRig;

/* Changes an answer, or the models of the service for the answers to come. */
typedef void (*ListHook) (ListRig *self, ListAnswer *answer, gpointer data);

/* A list, and a service in the same main loop that has nothing but models. */
struct _ListRig
{
  /* Owned */
  SoupServer *server;
  NpWorkspace *workspace;
  NpModelList *list;
  GPtrArray *models; /* JSON texts, in the order of the service */
  GPtrArray *texts;  /* keeps all texts there ever were */
  GPtrArray *held;   /* SoupServerMessage */
  GArray *pages;     /* page numbers in the order in which they were asked for */

  /* Borrowed */
  ListHook hook;
  gpointer hook_data;

  /* State */
  guint n_changes; /* how often models-changed came */
};

/* What goes wrong with a page. */
typedef struct
{
  guint page;
  guint status;
  const char *code;
} ListFault;

ListRig *list_rig_new (void);
void list_rig_free (ListRig *self);

void list_rig_insert (ListRig *self, guint at, guint id, const char *members);
void list_rig_fill (ListRig *self, guint first_id, guint n);
void list_rig_remove (ListRig *self, guint at);
void list_rig_release (ListRig *self);

void list_rig_load (ListRig *self);
void list_rig_load_rest (ListRig *self);
void list_rig_await (ListRig *self);
char *list_rig_dup_id (guint id);
NpModelSummary *list_rig_find (ListRig *self, guint id);
NpModelSummary *list_rig_make_model (guint id, const char *members);
void list_rig_assert_complete (ListRig *self);
void list_rig_assert_error (ListRig *self, int code);

/* Hooks; the data of the second is a ListFault. */
void list_rig_hold (ListRig *rig, ListAnswer *answer, gpointer data);
void list_rig_fail (ListRig *rig, ListAnswer *answer, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ListRig, list_rig_free)

G_END_DECLS
