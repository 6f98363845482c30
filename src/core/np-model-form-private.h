/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-form.h"

G_BEGIN_DECLS

typedef struct
{
  /* Owned */
  char *text;    /* never NULL */
  char *was;     /* never NULL: the text of the model */
  char *problem; /* NULL if there is none */

  /* State */
  gboolean is_changed;
  gboolean is_editable;
} NpModelFormField;

struct _NpModelForm
{
  GObject parent_instance;

  /* Owned */
  NpModel *model;
  NpModelFormField fields[NP_N_FIELDS];

  /* State */
  gboolean can_save;
  guint n_changes;
  guint n_problems;
};

enum
{
  PROP_0,
  PROP_MODEL,
  PROP_DIRTY,
  PROP_CAN_SAVE,
  PROP_N_CHANGES,
  PROP_N_PROBLEMS,
  N_OWN_PROPS,
};

/* The rest of the properties come from the field table: five for each field. */
typedef enum
{
  ASPECT_TEXT,
  ASPECT_PROBLEM,
  ASPECT_CHANGED,
  ASPECT_WAS,
  ASPECT_EDITABLE,
} NpModelFormAspect;

#define N_ASPECTS (ASPECT_EDITABLE + 1)
#define N_PROPS   (N_OWN_PROPS + NP_N_FIELDS * N_ASPECTS)

void np_model_form_notify (NpModelForm *self, guint property_id);

static inline guint
np_model_form_get_property_id (NpFieldId id, NpModelFormAspect aspect)
{
  return N_OWN_PROPS + (guint) id * N_ASPECTS + (guint) aspect;
}

G_END_DECLS
