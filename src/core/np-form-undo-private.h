/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-field.h"

G_BEGIN_DECLS

/* What can be taken back, and what of that can be done again. A step holds only
 * the texts that it would bring: taking it back swaps them with those that are
 * there, whatever has come between. */
typedef struct
{
  /* Owned */
  GPtrArray *undo; /* of steps, the newest last */
  GPtrArray *redo; /* likewise */

  /* State */
  gsize n_bytes;    /* of all texts */
  gboolean is_open; /* whether typing can go on with the newest step */
  gboolean is_inserting;
  NpFieldId field; /* of the typing */
  gint64 typed_at;
} NpFormUndo;

/* The texts of the form, as a step sees them. */
typedef struct
{
  const char *(*get_text) (gpointer form, NpFieldId id); /* NULL if it is not editable */
  void (*take_text) (gpointer form, NpFieldId id, const char *text);
} NpFormTexts;

void np_form_undo_init (NpFormUndo *self);
void np_form_undo_clear (NpFormUndo *self);
void np_form_undo_forget (NpFormUndo *self);
void np_form_undo_break (NpFormUndo *self);
void np_form_undo_note_typing (
    NpFormUndo *self, NpFieldId id, const char *old_text, const char *new_text, gint64 now);
void np_form_undo_note_texts (NpFormUndo *self, const char *const old_texts[NP_N_FIELDS]);
gboolean np_form_undo_can_apply (GPtrArray *steps, const NpFormTexts *texts, gpointer form);
gboolean np_form_undo_apply (NpFormUndo *self,
                             gboolean is_undo,
                             const NpFormTexts *texts,
                             gpointer form,
                             NpFieldId *out_field);

G_END_DECLS
