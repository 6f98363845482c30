/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-form-undo-private.h"
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
  NpFormUndo undo;

  /* State */
  NpSeam seam;
  gboolean is_replaying;
  gboolean can_undo;
  gboolean can_redo;
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
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
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
void np_model_form_reveal (NpModelForm *self, NpFieldId id);
void np_model_form_take_text (NpModelForm *self, NpFieldId id, const char *text);
void np_model_form_update_undo (NpModelForm *self);

static inline guint
np_model_form_get_property_id (NpFieldId id, NpModelFormAspect aspect)
{
  return N_OWN_PROPS + (guint) id * N_ASPECTS + (guint) aspect;
}

G_END_DECLS
