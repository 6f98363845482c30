/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-form-undo-private.h"

#include <string.h>

#define MAX_STEPS 1000
#define MAX_BYTES ((gsize) 64 * 1024 * 1024)
#define MAX_PAUSE G_TIME_SPAN_SECOND

/* A text that a step would bring. */
typedef struct
{
  NpFieldId field;
  char *text;
} Part;

static void
clear_part (gpointer data)
{
  Part *part = data;

  g_free (part->text);
}

static GArray *
make_step (void)
{
  GArray *step = g_array_new (FALSE, FALSE, sizeof (Part));

  g_array_set_clear_func (step, clear_part);
  return step;
}

static const Part *
get_part (GArray *step, guint i)
{
  return &g_array_index (step, Part, i);
}

static void
add_part (NpFormUndo *self, GArray *step, NpFieldId field, const char *text)
{
  Part part = { field, g_strdup (text) };

  g_array_append_val (step, part);
  self->n_bytes += strlen (text);
}

static void
remove_part (NpFormUndo *self, GArray *step, guint i)
{
  self->n_bytes -= strlen (get_part (step, i)->text);
  g_array_remove_index (step, i);
}

static void
remove_step (NpFormUndo *self, GPtrArray *steps, guint i)
{
  GArray *step = g_ptr_array_index (steps, i);

  while (step->len > 0)
    remove_part (self, step, step->len - 1);
  g_ptr_array_remove_index (steps, i);
}

static void
remove_all (NpFormUndo *self, GPtrArray *steps)
{
  while (steps->len > 0)
    remove_step (self, steps, steps->len - 1);
}

/* The newest step stays, however large it is. */
static void
remove_oldest (NpFormUndo *self)
{
  while (self->undo->len > 1 && (self->undo->len > MAX_STEPS || self->n_bytes > MAX_BYTES))
    remove_step (self, self->undo, 0);
}

static void
push_step (NpFormUndo *self, GArray *step)
{
  remove_all (self, self->redo);
  g_ptr_array_add (self->undo, step);
  remove_oldest (self);
}

/*< private >
 * np_form_undo_init:
 * @self: the place for it
 *
 * Begins without a step.
 */
void
np_form_undo_init (NpFormUndo *self)
{
  memset (self, 0, sizeof *self);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

/*< private >
 * np_form_undo_clear:
 * @self: an undo
 *
 * Frees what it holds.
 */
void
np_form_undo_clear (NpFormUndo *self)
{
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);
}

/*< private >
 * np_form_undo_forget:
 * @self: an undo
 *
 * Drops all steps.
 */
void
np_form_undo_forget (NpFormUndo *self)
{
  remove_all (self, self->undo);
  remove_all (self, self->redo);
  self->is_open = FALSE;
}

/*< private >
 * np_form_undo_break:
 * @self: an undo
 *
 * Lets the next typing begin a step of its own.
 */
void
np_form_undo_break (NpFormUndo *self)
{
  self->is_open = FALSE;
}

static gboolean
goes_on (NpFormUndo *self, NpFieldId id, gboolean is_inserting, gint64 now)
{
  gint64 pause = now - self->typed_at;

  /* A clock that was set back tells nothing. */
  return self->is_open && self->field == id && pause >= 0 && pause <= MAX_PAUSE &&
         (is_inserting || !self->is_inserting);
}

/*< private >
 * np_form_undo_note_typing:
 * @self: an undo
 * @id: a field
 * @old_text: what it has
 * @new_text: what it is about to have
 * @now: the time, in microseconds
 *
 * Notes an edit that a person makes by typing. It becomes a part of the step
 * before if it goes on with it: in the same field, within a second, and not by
 * taking away after something was inserted.
 */
void
np_form_undo_note_typing (
    NpFormUndo *self, NpFieldId id, const char *old_text, const char *new_text, gint64 now)
{
  gboolean is_inserting = strlen (new_text) >= strlen (old_text);
  GArray *step = NULL;

  if (!goes_on (self, id, is_inserting, now))
    {
      step = make_step ();
      add_part (self, step, id, old_text);
      push_step (self, step);
    }

  self->is_open = TRUE;
  self->is_inserting = is_inserting;
  self->field = id;
  self->typed_at = now;
}

/*< private >
 * np_form_undo_note_texts:
 * @self: an undo
 * @old_texts: for each field that is about to change what it has, else %NULL
 *
 * Notes an edit of several fields as a step of its own. Without any it is none.
 */
void
np_form_undo_note_texts (NpFormUndo *self, const char *const old_texts[NP_N_FIELDS])
{
  GArray *step = make_step ();

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (old_texts[id] != NULL)
        add_part (self, step, id, old_texts[id]);
    }

  if (step->len > 0)
    push_step (self, step);
  else
    g_array_unref (step);
  self->is_open = FALSE;
}

static gboolean
can_apply_step (GArray *step, const NpFormTexts *texts, gpointer form)
{
  for (guint i = 0; i < step->len; i++)
    {
      const char *text = texts->get_text (form, get_part (step, i)->field);

      if (text != NULL && strcmp (text, get_part (step, i)->text) != 0)
        return TRUE;
    }
  return FALSE;
}

/*< private >
 * np_form_undo_can_apply:
 * @steps: the steps of one direction
 * @texts: how to see the texts
 * @form: what they are of
 *
 * Returns: %TRUE if a step would change something
 */
gboolean
np_form_undo_can_apply (GPtrArray *steps, const NpFormTexts *texts, gpointer form)
{
  for (guint i = steps->len; i > 0; i--)
    {
      if (can_apply_step (g_ptr_array_index (steps, i - 1), texts, form))
        return TRUE;
    }
  return FALSE;
}

/* Moves what can be applied of STEP to a step of the other direction. A field
 * that is not editable now keeps its part, one that has the text already loses
 * it. */
static GArray *
apply_step (NpFormUndo *self, GArray *step, const NpFormTexts *texts, gpointer form)
{
  GArray *applied = make_step ();

  for (guint i = 0; i < step->len;)
    {
      g_autofree char *text = g_strdup (get_part (step, i)->text);
      NpFieldId field = get_part (step, i)->field;
      const char *old_text = texts->get_text (form, field);

      if (old_text == NULL)
        {
          i++;
          continue;
        }
      if (strcmp (old_text, text) != 0)
        {
          add_part (self, applied, field, old_text);
          texts->take_text (form, field, text);
        }
      remove_part (self, step, i);
    }

  return applied;
}

/*< private >
 * np_form_undo_apply:
 * @self: an undo
 * @is_undo: %TRUE to take back, %FALSE to do again
 * @texts: how to reach the texts
 * @form: what they are of
 * @out_field: (out): the first field that was changed
 *
 * Applies the newest step that changes something now.
 *
 * Returns: %TRUE if there was one
 */
gboolean
np_form_undo_apply (NpFormUndo *self,
                    gboolean is_undo,
                    const NpFormTexts *texts,
                    gpointer form,
                    NpFieldId *out_field)
{
  GPtrArray *from = is_undo ? self->undo : self->redo;
  GPtrArray *to = is_undo ? self->redo : self->undo;

  self->is_open = FALSE;
  for (guint i = from->len; i > 0; i--)
    {
      GArray *step = g_ptr_array_index (from, i - 1);
      GArray *applied = apply_step (self, step, texts, form);

      if (step->len == 0)
        g_ptr_array_remove_index (from, i - 1);
      if (applied->len > 0)
        {
          *out_field = get_part (applied, 0)->field;
          g_ptr_array_add (to, applied);
          return TRUE;
        }
      g_array_unref (applied);
    }

  return FALSE;
}
