/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-form.h"

#include "np-model-fixture.h"

#include <string.h>

#define TASK   NP_FIELD_TASK
#define DOMAIN NP_FIELD_DOMAIN
#define ORDER  NP_FIELD_ORDER_NUMBER

/* A form with a clock of its own, and what it revealed. */
typedef struct
{
  NpModelForm *form;
  gint64 now;
  guint n_revealed;
  guint revealed;
} Rig;

static gint64
get_time (gpointer user_data)
{
  Rig *rig = user_data;

  return rig->now;
}

static void
revealed_cb (NpModelForm *form, guint id, gpointer user_data)
{
  Rig *rig = user_data;

  rig->n_revealed++;
  rig->revealed = id;
}

static void
open_rig (Rig *rig, const char *members)
{
  NpSeam seam = { .get_real_time = get_time, .user_data = rig };

  memset (rig, 0, sizeof *rig);
  rig->form = np_fixture_form (members);
  np_model_form_set_seam (rig->form, &seam);
  g_signal_connect (rig->form, "field-revealed", G_CALLBACK (revealed_cb), rig);
}

static void
close_rig (Rig *rig)
{
  g_assert_finalize_object (rig->form);
}

static void
wait (Rig *rig, guint ms)
{
  rig->now += (gint64) ms * 1000;
}

static void
type (Rig *rig, NpFieldId id, const char *text)
{
  np_model_form_set_text (rig->form, id, text);
}

static void
assert_text (Rig *rig, NpFieldId id, const char *text)
{
  g_assert_cmpstr (np_model_form_get_text (rig->form, id), ==, text);
}

/* Takes back, and finds TEXT. */
static void
undo (Rig *rig, NpFieldId id, const char *text)
{
  g_assert_true (np_model_form_get_can_undo (rig->form));
  np_model_form_undo (rig->form);
  assert_text (rig, id, text);
}

static void
redo (Rig *rig, NpFieldId id, const char *text)
{
  g_assert_true (np_model_form_get_can_redo (rig->form));
  np_model_form_redo (rig->form);
  assert_text (rig, id, text);
}

static void
assert_nothing_to_undo (Rig *rig)
{
  g_assert_false (np_model_form_get_can_undo (rig->form));
}

static void
test_nothing (void)
{
  g_autoptr (NpModelForm) empty = np_model_form_new ();
  Rig rig;

  np_model_form_undo (empty);
  np_model_form_redo (empty);
  np_model_form_break_undo (empty);
  g_assert_false (np_model_form_get_can_undo (empty));

  open_rig (&rig, np_fixture_whole);
  np_model_form_undo (rig.form);
  np_model_form_redo (rig.form);
  np_model_form_put_back_all (rig.form);
  type (&rig, TASK, "translation");
  assert_nothing_to_undo (&rig);
  g_assert_false (np_model_form_get_can_redo (rig.form));
  g_assert_cmpuint (rig.n_revealed, ==, 0);
  close_rig (&rig);
}

static void
test_every_field (void)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_autofree char *was = NULL;
      Rig rig;

      open_rig (&rig, np_fixture_whole);
      was = g_strdup (np_model_form_get_text (rig.form, id));
      type (&rig, id, np_fixture_edits[id]);
      undo (&rig, id, was);
      g_assert_cmpuint (rig.revealed, ==, id);
      np_form_assert_clean (rig.form);
      assert_nothing_to_undo (&rig);
      redo (&rig, id, np_fixture_edits[id]);
      g_assert_false (np_model_form_get_can_redo (rig.form));
      g_assert_true (np_model_form_get_is_changed (rig.form, id));
      g_assert_cmpuint (rig.n_revealed, ==, 2);
      close_rig (&rig);
    }
}

/* Typing without a pause is one step. */
static void
test_runs (void)
{
  Rig rig;

  open_rig (&rig, "");
  for (guint i = 1; i <= 50; i++)
    {
      g_autofree char *text = g_strnfill (i, 'x');

      type (&rig, TASK, text);
      wait (&rig, 1000);
    }
  wait (&rig, 1);
  type (&rig, TASK, "after a pause");
  undo (&rig, TASK, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
  undo (&rig, TASK, "");
  assert_nothing_to_undo (&rig);
  redo (&rig, TASK, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
  redo (&rig, TASK, "after a pause");
  close_rig (&rig);
}

static void
test_runs_end (void)
{
  Rig rig;

  open_rig (&rig, "");
  type (&rig, TASK, "a");
  type (&rig, DOMAIN, "b"); /* another field */
  type (&rig, TASK, "ac");
  type (&rig, TASK, "a"); /* from inserting to taking away */
  type (&rig, TASK, "");
  type (&rig, TASK, "d"); /* what is selected is taken away first: one step */
  np_model_form_break_undo (rig.form);
  type (&rig, TASK, "de");
  rig.now -= G_TIME_SPAN_HOUR; /* the clock is set back */
  type (&rig, TASK, "def");

  undo (&rig, TASK, "de");
  undo (&rig, TASK, "d");
  undo (&rig, TASK, "ac");
  undo (&rig, TASK, "a");
  assert_text (&rig, DOMAIN, "b");
  undo (&rig, DOMAIN, "");
  assert_text (&rig, TASK, "a");
  undo (&rig, TASK, "");
  assert_nothing_to_undo (&rig);
  close_rig (&rig);
}

/* An edit between ends what could be done again, and begins anew. */
static void
test_edit_after_undo (void)
{
  Rig rig;

  open_rig (&rig, "");
  type (&rig, TASK, "a");
  np_model_form_break_undo (rig.form);
  type (&rig, TASK, "ab");
  undo (&rig, TASK, "a");
  type (&rig, TASK, "ac");
  g_assert_false (np_model_form_get_can_redo (rig.form));
  undo (&rig, TASK, "a");
  undo (&rig, TASK, "");
  redo (&rig, TASK, "a");
  type (&rig, TASK, "ad");
  undo (&rig, TASK, "a");
  close_rig (&rig);
}

static void
test_put_back (void)
{
  Rig rig;

  open_rig (&rig, np_fixture_whole);
  type (&rig, TASK, "a");
  np_model_form_put_back (rig.form, TASK);
  assert_text (&rig, TASK, "translation");
  type (&rig, TASK, "translations");
  undo (&rig, TASK, "translation");
  undo (&rig, TASK, "a");
  undo (&rig, TASK, "translation");
  assert_nothing_to_undo (&rig);
  close_rig (&rig);
}

static void
test_several_fields (void)
{
  const char *texts[NP_N_FIELDS] = { [TASK] = "a", [DOMAIN] = "nlp", [ORDER] = " 5" };
  Rig rig;

  open_rig (&rig, np_fixture_whole);
  np_model_form_set_texts (rig.form, texts);
  assert_text (&rig, ORDER, " 5");
  np_model_form_put_back_all (rig.form);
  np_form_assert_clean (rig.form);
  undo (&rig, TASK, "a");
  assert_text (&rig, ORDER, " 5");
  g_assert_cmpuint (rig.revealed, ==, TASK);
  undo (&rig, TASK, "translation");
  assert_text (&rig, ORDER, "5");
  assert_nothing_to_undo (&rig);
  redo (&rig, TASK, "a");
  redo (&rig, TASK, "translation");
  g_assert_cmpuint (rig.n_revealed, ==, 4);

  /* Equal texts are no step. */
  np_model_form_set_texts (rig.form, (const char *[NP_N_FIELDS]){ [DOMAIN] = "nlp" });
  undo (&rig, TASK, "a");
  close_rig (&rig);
}

static void
test_many_steps (void)
{
  Rig rig;

  open_rig (&rig, "");
  for (guint i = 1; i <= 500; i++)
    {
      g_autofree char *text = g_strnfill (i, 'x');

      type (&rig, i % 2 == 0 ? TASK : DOMAIN, text);
    }
  for (guint i = 500; i > 2; i--)
    {
      g_autofree char *text = g_strnfill (i - 2, 'x');

      undo (&rig, i % 2 == 0 ? TASK : DOMAIN, text);
    }
  undo (&rig, TASK, "");
  undo (&rig, DOMAIN, "");
  assert_nothing_to_undo (&rig);
  for (guint i = 1; i <= 500; i++)
    {
      g_autofree char *text = g_strnfill (i, 'x');

      redo (&rig, i % 2 == 0 ? TASK : DOMAIN, text);
    }
  close_rig (&rig);
}

static guint
count_undos (Rig *rig)
{
  guint n = 0;

  for (; np_model_form_get_can_undo (rig->form); n++)
    np_model_form_undo (rig->form);
  return n;
}

/* The oldest steps go: as many stay as there are megabytes. */
static void
test_memory (void)
{
  g_autofree char *large = g_strnfill (1024 * 1024, 'x');
  Rig rig;

  open_rig (&rig, "");
  for (guint i = 0; i < 100; i++)
    {
      large[0] = (char) ('0' + i % 10);
      large[1] = (char) ('0' + i / 10);
      type (&rig, TASK, large);
      np_model_form_break_undo (rig.form);
    }
  g_assert_cmpuint (count_undos (&rig), ==, 64);

  /* Larger than what is kept of all: the last one stays. */
  g_free (large);
  large = g_strnfill (80 * 1024 * 1024, 'x');
  type (&rig, TASK, large);
  np_model_form_break_undo (rig.form);
  type (&rig, TASK, "small");
  g_assert_cmpuint (count_undos (&rig), ==, 1);
  g_assert_cmpuint (strlen (np_model_form_get_text (rig.form, TASK)), ==, 80 * 1024 * 1024);
  close_rig (&rig);
}

static void
test_set_model (void)
{
  g_autoptr (NpModel) again = np_fixture_model (np_fixture_other);
  g_autoptr (GBytes) json = g_bytes_new_static ("{\"ModelId\":\"model-2\"}", 21);
  g_autoptr (NpModel) other = np_model_new_from_json (json, NULL);
  Rig rig;

  open_rig (&rig, np_fixture_whole);
  type (&rig, TASK, "a");
  type (&rig, DOMAIN, "b");

  /* The same model: only what was edited comes back. */
  np_model_form_set_model (rig.form, again);
  np_form_assert_clean (rig.form);
  undo (&rig, TASK, "a");
  assert_text (&rig, DOMAIN, "b");
  g_assert_cmpuint (np_model_form_get_n_changes (rig.form), ==, 2);
  undo (&rig, DOMAIN, "nlp");
  redo (&rig, DOMAIN, "b");

  np_model_form_set_model (rig.form, other);
  assert_nothing_to_undo (&rig);
  g_assert_false (np_model_form_get_can_redo (rig.form));
  np_model_form_undo (rig.form);
  np_form_assert_clean (rig.form);
  np_model_form_set_model (rig.form, NULL);
  assert_nothing_to_undo (&rig);
  close_rig (&rig);
}

/* After a save the old text comes back as an edit. */
static void
test_after_save (void)
{
  g_autoptr (NpModel) stored = np_fixture_model (np_fixture_other);
  Rig rig;

  open_rig (&rig, np_fixture_whole);
  type (&rig, TASK, "fill-mask");
  np_model_form_rebase (rig.form, stored);
  np_form_assert_clean (rig.form);
  g_assert_true (np_model_form_get_can_undo (rig.form));
  type (&rig, TASK, "fill-masks");
  undo (&rig, TASK, "fill-mask");
  np_form_assert_clean (rig.form);
  undo (&rig, TASK, "translation");
  g_assert_true (np_model_form_get_is_changed (rig.form, TASK));
  g_assert_cmpuint (np_model_form_get_n_changes (rig.form), ==, 1);
  assert_nothing_to_undo (&rig);
  redo (&rig, TASK, "fill-mask");
  np_form_assert_clean (rig.form);
  close_rig (&rig);
}

/* What others wrote meanwhile is neither lost nor the user's doing. */
static void
test_after_reload (void)
{
  g_autoptr (NpModel) reloaded = np_fixture_model (np_fixture_other);
  Rig rig;

  open_rig (&rig, np_fixture_whole);
  type (&rig, TASK, "a");
  np_model_form_put_back (rig.form, TASK);
  type (&rig, DOMAIN, "b");
  np_model_form_rebase (rig.form, reloaded);
  assert_text (&rig, TASK, "fill-mask");
  undo (&rig, DOMAIN, "nlp");
  undo (&rig, TASK, "a");
  undo (&rig, TASK, "translation");
  assert_nothing_to_undo (&rig);
  redo (&rig, TASK, "a");
  redo (&rig, TASK, "fill-mask");
  redo (&rig, DOMAIN, "b");
  close_rig (&rig);
}

/* A step that would do nothing now is none. */
static void
test_step_without_effect (void)
{
  g_autoptr (NpModel) same = np_fixture_model (np_fixture_whole);
  g_autoptr (NpModel) other = np_fixture_model (np_fixture_other);
  Rig rig;

  open_rig (&rig, np_fixture_whole);
  type (&rig, DOMAIN, "b");
  type (&rig, TASK, "fill-mask");
  np_model_form_rebase (rig.form, other);
  np_model_form_rebase (rig.form, same);
  assert_text (&rig, TASK, "translation");
  undo (&rig, DOMAIN, "nlp");
  assert_nothing_to_undo (&rig);
  redo (&rig, DOMAIN, "b");
  close_rig (&rig);
}

/* Nobody can see what would be overwritten, so it waits. */
static void
test_not_editable (void)
{
  g_autoptr (NpModel) unreadable = np_fixture_model (",\"Task\":7,\"Domain\":\"nlp\"");
  g_autoptr (NpModel) readable = np_fixture_model (np_fixture_whole);
  const char *texts[NP_N_FIELDS] = { [TASK] = "c", [DOMAIN] = "d" };
  Rig rig;

  open_rig (&rig, np_fixture_whole);
  type (&rig, TASK, "a");
  type (&rig, DOMAIN, "b");
  np_model_form_set_texts (rig.form, texts);
  np_model_form_rebase (rig.form, unreadable);
  undo (&rig, DOMAIN, "b");
  assert_text (&rig, TASK, "c");
  undo (&rig, DOMAIN, "nlp");
  assert_text (&rig, TASK, "c");
  assert_nothing_to_undo (&rig);
  np_model_form_set_texts (rig.form, texts);
  assert_text (&rig, TASK, "c");

  np_model_form_rebase (rig.form, readable);
  undo (&rig, DOMAIN, "nlp");
  undo (&rig, TASK, "a");
  undo (&rig, TASK, "translation");
  assert_nothing_to_undo (&rig);
  close_rig (&rig);
}

/* A widget that cannot hold a text puts its own in: that ends nothing. */
static void
meddle_cb (NpModelForm *form, GParamSpec *pspec, gpointer user_data)
{
  const char *text = np_model_form_get_text (form, TASK);

  if (strlen (text) > 3)
    {
      g_autofree char *cut = g_strndup (text, 3);

      np_model_form_set_text (form, TASK, cut);
    }
}

static void
test_meddling_widget (void)
{
  Rig rig;

  open_rig (&rig, "");
  type (&rig, TASK, "abcd");
  type (&rig, DOMAIN, "x");
  type (&rig, TASK, "e");
  g_signal_connect (rig.form, "notify::task", G_CALLBACK (meddle_cb), NULL);
  undo (&rig, TASK, "abc");
  redo (&rig, TASK, "e");
  undo (&rig, TASK, "abc");
  undo (&rig, DOMAIN, "");
  undo (&rig, TASK, "");
  redo (&rig, TASK, "abc");
  redo (&rig, DOMAIN, "x");
  redo (&rig, TASK, "e");
  close_rig (&rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/model-form-undo/nothing", test_nothing);
  g_test_add_func ("/core/model-form-undo/every-field", test_every_field);
  g_test_add_func ("/core/model-form-undo/runs", test_runs);
  g_test_add_func ("/core/model-form-undo/runs-end", test_runs_end);
  g_test_add_func ("/core/model-form-undo/edit-after-undo", test_edit_after_undo);
  g_test_add_func ("/core/model-form-undo/put-back", test_put_back);
  g_test_add_func ("/core/model-form-undo/several-fields", test_several_fields);
  g_test_add_func ("/core/model-form-undo/many-steps", test_many_steps);
  g_test_add_func ("/core/model-form-undo/memory", test_memory);
  g_test_add_func ("/core/model-form-undo/set-model", test_set_model);
  g_test_add_func ("/core/model-form-undo/after-save", test_after_save);
  g_test_add_func ("/core/model-form-undo/after-reload", test_after_reload);
  g_test_add_func ("/core/model-form-undo/step-without-effect", test_step_without_effect);
  g_test_add_func ("/core/model-form-undo/not-editable", test_not_editable);
  g_test_add_func ("/core/model-form-undo/meddling-widget", test_meddling_widget);

  return g_test_run ();
}
