/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-save-outcome-private.h"

/* What became of a field that was not sent, from the three looks that a save has: before
 * the PUT, at the same time, and after it. Task was sent; Domain was not. */

#define MODEL(task, domain) \
  "{\"ModelId\":\"model-1\",\"Task\":\"" task "\",\"Domain\":\"" domain "\"}"

typedef struct
{
  const char *name;
  const char *witness; /* nullable: it was not answered */
  const char *stored;
  const char *lost; /* nullable: the value of Domain that is lost */
} Case;

static const Case cases[] = {
  { "kept", NULL, MODEL ("ours", "nlp"), NULL },
  { "cleared", NULL, MODEL ("ours", ""), "nlp" },
  { "replaced", NULL, MODEL ("ours", "cv"), "nlp" },
  /* The witness came after the PUT: it says nothing of what was before. */
  { "late-witness", MODEL ("ours", ""), MODEL ("ours", ""), "nlp" },
  /* The witness came before: somebody else did it. */
  { "cleared-by-others", MODEL ("old", ""), MODEL ("ours", ""), NULL },
  { "changed-by-others", MODEL ("old", "cv"), MODEL ("ours", "cv"), NULL },
  { "changed-by-others-and-cleared", MODEL ("old", "cv"), MODEL ("ours", ""), "cv" },
  /* Others wrote all that was sent: nobody can say when the witness came, and a service
   * that clears what is left out would look the same. It is told. */
  { "cleared-by-whom", MODEL ("theirs", ""), MODEL ("ours", ""), "nlp" },
  /* No service makes this of a field that is left out. */
  { "changed-with-ours", MODEL ("theirs", "cv"), MODEL ("ours", "cv"), NULL },
  { "changed-with-ours-and-cleared", MODEL ("theirs", "cv"), MODEL ("ours", ""), "cv" },
};

static NpModel *
make_model (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GError) error = NULL;
  NpModel *model = np_model_new_from_json (bytes, &error);

  g_assert_no_error (error);
  return model;
}

static void
test_lost (gconstpointer data)
{
  const Case *test = data;
  const char *texts[NP_N_FIELDS] = { [NP_FIELD_TASK] = "ours" };
  g_autoptr (NpModel) before = make_model (MODEL ("old", "nlp"));
  g_autoptr (NpModel) witness = test->witness != NULL ? make_model (test->witness) : NULL;
  g_autoptr (NpModel) stored = make_model (test->stored);
  g_autoptr (NpModelChanges) changes = np_model_changes_new (before, texts);
  const NpSaveFindings found = {
    .before = before,
    .changes = changes,
    .witness = witness,
    .stored = stored,
    .request_id = (char *) "R-1",
    .saved_at = 1,
  };

  g_assert_cmpstr (np_save_judge_lost (&found, NP_FIELD_DOMAIN), ==, test->lost);
  /* What was sent is judged by its own rule, and what nobody touched is never lost. */
  g_assert_null (np_save_judge_lost (&found, NP_FIELD_TASK));
  g_assert_null (np_save_judge_lost (&found, NP_FIELD_ORIGIN));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/save-judge/lost/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_lost);
    }

  return g_test_run ();
}
