/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "view-rig.h"

#include <locale.h>
#include <string.h>

#include "np-await.h"

#define MANY_MODELS 3000 /* enough for a thread */

/* What the view has to show, worked out the slow way. */
static gboolean
is_expected (ViewRig *self, NpModelSummary *model)
{
  g_autofree char *folded = np_search_fold (self->search);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (np_model_summary_get_search_key (model), words[i]) == NULL)
      return FALSE;
  if (self->filters[NP_FILTER_DOMAIN] != NULL &&
      !g_str_equal (np_model_summary_get_text (model, NP_SUMMARY_DOMAIN),
                    self->filters[NP_FILTER_DOMAIN]))
    return FALSE;
  return self->filters[NP_FILTER_NO_DOCUMENT] == NULL || !np_model_summary_has_document (model);
}

static int
compare_expected (gconstpointer a, gconstpointer b, gpointer user_data)
{
  ViewRig *self = user_data;
  NpModelSummary *left = *(gpointer *) a;
  NpModelSummary *right = *(gpointer *) b;
  gint64 number = 0;
  gint64 other = 0;
  gboolean has = np_model_summary_get_order_number (left, &number);
  gboolean other_has = np_model_summary_get_order_number (right, &other);

  if (self->sort_key == NP_SORT_ORDER_NUMBER && has != other_has)
    return has ? -1 : 1;
  if (self->sort_key == NP_SORT_ORDER_NUMBER && number != other)
    return (number < other) != self->is_descending ? -1 : 1;
  if (self->sort_key == NP_SORT_NAME)
    return view_rig_compare_names (a, b);
  return strcmp (np_model_summary_get_text (left, NP_SUMMARY_MODEL_ID),
                 np_model_summary_get_text (right, NP_SUMMARY_MODEL_ID));
}

static gboolean
is_as_expected (gpointer user_data)
{
  ViewRig *self = user_data;
  GPtrArray *models = np_model_list_get_models (self->list);
  g_autoptr (GPtrArray) expected = g_ptr_array_new ();

  for (guint i = 0; i < models->len; i++)
    if (is_expected (self, models->pdata[i]))
      g_ptr_array_add (expected, models->pdata[i]);
  g_ptr_array_sort_with_data (expected, compare_expected, self);
  return expected->len == self->mirror->len &&
         (expected->len == 0 || memcmp (expected->pdata, self->mirror->pdata,
                                        expected->len * sizeof (gpointer)) == 0);
}

static char *
make_random (GRand *random, guint id)
{
  static const char *const words[] = { "qwen", "Chat", "新闻", "模型", "a", "Äpfel", "7B", "" };
  static const char *const domains[] = { "nlp", "cv", "", "audio" };
  g_autofree char *number = g_strdup_printf (",\"OrderNumber\":%d",
                                             g_rand_int_range (random, -5, 5));

  return g_strdup_printf (
      "{\"ModelId\":\"m%u\",\"ModelName\":\"%s%s%s\",\"Domain\":\"%s\"%s%s}", id,
      words[g_rand_int_range (random, 0, 8)], g_rand_boolean (random) ? " " : "",
      words[g_rand_int_range (random, 0, 8)], domains[g_rand_int_range (random, 0, 4)],
      g_rand_boolean (random) ? number : "",
      g_rand_boolean (random) ? ",\"ModelDoc\":\"x\"" : "");
}

static void
change_models (ViewRig *self, GRand *random, guint max)
{
  guint first = (guint) g_rand_int_range (random, 0, 50);
  guint n = (guint) g_rand_int_range (random, 0, (gint32) max);

  g_ptr_array_set_size (self->all, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *json = make_random (random, first + i);

      view_rig_add (self, json);
    }
  view_rig_put (self);
}

static void
update_model (ViewRig *self, GRand *random)
{
  g_autofree char *json = make_random (random, (guint) g_rand_int_range (random, 0, 100));
  g_autoptr (NpModelSummary) model = NULL;

  view_rig_add (self, json);
  model = g_ptr_array_steal_index (self->all, self->all->len - 1);
  np_model_list_update_model (self->list, model);
}

static void
change_search (ViewRig *self, GRand *random)
{
  static const char *const texts[] = {
    "",     "q",  "qw", "qwen", "qwen c", "qwen ch", "新",
    "新闻", "ａ", "a",  "a b",  "m1",     "zzz",     "7b",
  };

  g_free (self->search);
  self->search = g_strdup (texts[g_rand_int_range (random, 0, G_N_ELEMENTS (texts))]);
  np_model_view_set_search (self->view, self->search);
}

static void
change_filter (ViewRig *self, GRand *random)
{
  static const char *const values[] = { NULL, "nlp", "cv", "", "nothing" };
  NpFilterKind kind = g_rand_boolean (random) ? NP_FILTER_DOMAIN : NP_FILTER_NO_DOCUMENT;

  g_free (self->filters[kind]);
  self->filters[kind] = g_strdup (values[g_rand_int_range (random, 0, 5)]);
  np_model_view_set_filter (self->view, kind, self->filters[kind]);
}

static void
change_sort (ViewRig *self, GRand *random)
{
  static const NpSortKey keys[] = { NP_SORT_NAME, NP_SORT_ORDER_NUMBER, NP_SORT_MODIFIED };

  self->sort_key = keys[g_rand_int_range (random, 0, 3)];
  self->is_descending = self->sort_key == NP_SORT_ORDER_NUMBER && g_rand_boolean (random);
  np_model_view_set_sort (self->view, self->sort_key, self->is_descending);
}

static void
change_something (ViewRig *self, GRand *random, guint max)
{
  switch (g_rand_int_range (random, 0, 8))
    {
    case 0:
      change_models (self, random, max);
      break;
    case 1:
      update_model (self, random);
      break;
    case 2:
      change_filter (self, random);
      break;
    case 3:
      change_sort (self, random);
      break;
    default:
      change_search (self, random);
    }
}

/* Whatever happens, in whatever order: the mirror follows every emission, and
 * what is on show is what the slow way finds. */
static void
test_random (void)
{
  for (guint seed = 0; seed < 100; seed++)
    {
      g_autoptr (ViewRig) rig = view_rig_new ();
      GRand *random = g_rand_new_with_seed (seed);

      g_test_message ("seed %u", seed);
      change_models (rig, random, 120);
      for (guint i = 0; i < 40; i++)
        {
          change_something (rig, random, 120);
          g_assert_true (is_as_expected (rig));
          view_rig_assert_mirror (rig);
        }
      g_rand_free (random);
    }
}

/* The same while a thread sorts: several changes meet one that is on its way. */
static void
test_random_in_thread (void)
{
  g_autoptr (ViewRig) rig = view_rig_new ();
  GRand *random = g_rand_new_with_seed (1);

  change_models (rig, random, MANY_MODELS);
  for (guint i = 0; i < 20; i++)
    {
      for (guint k = 0; k < 3; k++)
        {
          change_something (rig, random, MANY_MODELS);
          if (k == 1)
            np_await_nothing_pending ();
        }
      np_await_condition (is_as_expected, rig, "the view to follow");
      view_rig_assert_mirror (rig);
    }
  g_rand_free (random);
}

/* More new names than are collated at once: shown in the order of the folded
 * names first, and never otherwise at the end than few names are. */
static void
test_many_names (void)
{
  g_autoptr (ViewRig) rig = view_rig_new ();
  GRand *random = g_rand_new_with_seed (2);

  for (guint i = 0; i < 12000; i++)
    {
      g_autofree char *json = make_random (random, i);

      view_rig_add (rig, json);
    }
  view_rig_put (rig);
  np_await_condition (is_as_expected, rig, "the names to be collated");
  update_model (rig, random);
  np_await_condition (is_as_expected, rig, "the view to follow");
  g_rand_free (random);
}

/* Late work for an old source never shows its models. */
static void
test_source_while_working (void)
{
  g_autoptr (ViewRig) rig = view_rig_new ();
  GRand *random = g_rand_new_with_seed (3);

  for (guint i = 0; i < MANY_MODELS; i++)
    {
      g_autofree char *json = make_random (random, i);

      view_rig_add (rig, json);
    }
  view_rig_put (rig);
  np_model_list_set_source (rig->list, NULL, NULL, NULL);
  /* The thread keeps the view until its work was taken or thrown away. */
  g_assert_cmpuint (G_OBJECT (rig->view)->ref_count, >, 1);
  np_await_true (G_OBJECT (rig->view)->ref_count == 1);
  g_assert_cmpuint (rig->mirror->len, ==, 0);
  g_assert_cmpuint (rig->n_emissions, ==, 0);
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-view-random/many-names", test_many_names);
  g_test_add_func ("/model-view-random/other-source/while-working", test_source_while_working);
  g_test_add_func ("/model-view-random/at-once", test_random);
  g_test_add_func ("/model-view-random/in-thread", test_random_in_thread);
  return g_test_run ();
}
