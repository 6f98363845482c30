/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "list-rig.h"

#include <locale.h>

#include "np-await.h"
#include "np-model-view.h"

#define MANY_MODELS 3000 /* enough for a thread */

/* A view, and a mirror that knows of it only what items-changed says. */
typedef struct
{
  /* Owned */
  NpModelList *list;
  NpModelView *view;
  GPtrArray *mirror;
  GPtrArray *all; /* the models of the list */

  /* State, what the view was told */
  char *search;
  char *filters[NP_N_FILTERS];
  NpSortKey sort_key;
  gboolean is_descending;
  guint n_emissions;
} Fixture;

static void
assert_mirror (Fixture *self)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->view)), ==,
                    self->mirror->len);
  for (guint i = 0; i < self->mirror->len; i++)
    {
      g_autoptr (NpModelSummary) model = g_list_model_get_item (G_LIST_MODEL (self->view), i);

      g_assert_true (model == self->mirror->pdata[i]);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (self->view), self->mirror->len));
}

/* Follows one emission, and sees that it says no more than what differs. */
static void
items_changed_cb (GListModel *model, guint at, guint n_removed, guint n_added, Fixture *self)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_object_unref);

  self->n_emissions++;
  g_assert_cmpuint (at + n_removed, <=, self->mirror->len);
  g_assert_cmpuint (n_removed + n_added, >, 0);
  for (guint i = 0; i < n_removed; i++)
    g_ptr_array_add (removed, g_object_ref (self->mirror->pdata[at + i]));
  if (n_removed > 0)
    g_ptr_array_remove_range (self->mirror, at, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->mirror, (int) (at + i), g_list_model_get_item (model, at + i));
  if (n_removed > 0 && n_added > 0)
    {
      g_assert_true (removed->pdata[0] != self->mirror->pdata[at]);
      g_assert_true (removed->pdata[n_removed - 1] != self->mirror->pdata[at + n_added - 1]);
    }
  assert_mirror (self);
}

static Fixture *
fixture_new (void)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->list = np_model_list_new ();
  self->view = np_model_view_new (self->list);
  self->mirror = g_ptr_array_new_with_free_func (g_object_unref);
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->search = g_strdup ("");
  g_signal_connect (self->view, "items-changed", G_CALLBACK (items_changed_cb), self);
  return self;
}

static void
fixture_free (Fixture *self)
{
  gpointer view = self->view;

  /* A thread may still work for it. */
  g_object_add_weak_pointer (view, &view);
  g_signal_handlers_disconnect_by_data (self->view, self);
  g_object_unref (self->view);
  np_await_finalized (&view);
  g_assert_finalize_object (self->list);
  g_ptr_array_unref (self->mirror);
  g_ptr_array_unref (self->all);
  g_free (self->search);
  for (guint kind = 0; kind < NP_N_FILTERS; kind++)
    g_free (self->filters[kind]);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static void
add (Fixture *self, const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (NpJson) parsed = np_json_parse (bytes, &error);

  g_assert_no_error (error);
  g_ptr_array_add (self->all, np_model_summary_new_from_json (np_json_get_root (parsed)));
}

/* Puts the models into the list, in place of what is there. */
static void
put (Fixture *self)
{
  GPtrArray *models = NULL;

  np_model_list_set_source (self->list, NULL, NULL, NULL);
  models = g_ptr_array_copy (self->all, (GCopyFunc) (void *) g_object_ref, NULL);
  np_model_list_take_cached (self->list, models, 1);
  np_await_true (np_model_list_get_models (self->list)->len == self->all->len);
  g_ptr_array_unref (models);
}

/* Asserts the IDs on show, in order. */
static void
assert_ids (Fixture *self, const char *ids)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < self->mirror->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            np_model_summary_get_text (self->mirror->pdata[i],
                                                       NP_SUMMARY_MODEL_ID));
  g_assert_cmpstr (found->str, ==, ids);
  assert_mirror (self);
}

static Fixture *
fixture_new_filled (void)
{
  Fixture *self = fixture_new ();

  add (self,
       "{\"ModelId\":\"a\",\"ModelName\":\"Qwen Chat\",\"Domain\":\"nlp\","
       "\"Task\":\"chat\",\"Accessibility\":\"PUBLIC\",\"OrderNumber\":5,"
       "\"ParameterSize\":7000,\"GmtCreateTime\":\"2024-01-03T00:00:00Z\","
       "\"GmtModifiedTime\":\"2024-05-01T00:00:00Z\",\"ModelDoc\":\"x\","
       "\"ModelDescription\":\"A model that talks\",\"Origin\":\"Civitai\","
       "\"Labels\":[{\"Key\":\"team\",\"Value\":\"red\"},{\"Key\":\"k\",\"Value\":\"v\"}]}");
  add (self, "{\"ModelId\":\"b\",\"ModelName\":\"新闻分类\",\"Domain\":\"nlp\","
             "\"Task\":\"classification\",\"Accessibility\":\"PRIVATE\",\"OrderNumber\":-3,"
             "\"ParameterSize\":110,\"GmtCreateTime\":\"2024-01-01T00:00:00Z\","
             "\"ModelType\":\"Endpoint\","
             "\"Labels\":[{\"Key\":\"team\",\"Value\":\"redder\"}]}");
  add (self, "{\"ModelId\":\"c\",\"ModelName\":\"ＦＵＬＬ Width\",\"Domain\":\"cv\","
             "\"Accessibility\":\"PRIVATE\",\"ModelDescription\":\"图像\","
             "\"GmtCreateTime\":\"2024-01-02T00:00:00Z\"}");
  add (self, "{\"ModelId\":\"d\",\"ModelName\":\"Qwen Chat\",\"Domain\":\"cv\","
             "\"OrderNumber\":5,\"ModelDoc\":\"y\"}");
  add (self, "{\"ModelId\":\"e\",\"OrderNumber\":0}");
  put (self);
  return self;
}

static void
test_empty (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  gboolean is_filtered = TRUE;
  guint n_matches = 1;
  g_autofree char *search = NULL;
  g_auto (GStrv) values = np_model_view_dup_filter_values (fixture->view, NP_FILTER_DOMAIN);

  g_object_get (fixture->view, "is-filtered", &is_filtered, "n-matches", &n_matches, "search",
                &search, NULL);
  g_assert_false (is_filtered);
  g_assert_cmpuint (n_matches, ==, 0);
  g_assert_cmpstr (search, ==, "");
  g_assert_cmpuint (g_strv_length (values), ==, 0);
  g_assert_cmpuint (np_model_view_find (fixture->view, "x"), ==, G_MAXUINT);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture->view)) ==
                 NP_TYPE_MODEL_SUMMARY);
  np_model_view_set_search (fixture->view, "x");
  np_model_view_set_sort (fixture->view, NP_SORT_CREATED, TRUE);
  assert_ids (fixture, "");
}

static void
test_search (void)
{
  static const struct
  {
    const char *text;
    const char *ids;
  } cases[] = {
    { "qwen", "a d" },     { "QWEN", "a d" },
    { "ＱＷＥＮ", "a d" }, { "qwen nlp", "a" },
    { "nlp qwen", "a" },   { "  nlp   qwen  ", "a" },
    { "nlp　qwen", "a" }, /* an ideographic space */
    { "qwen\tnlp", "a" },  { "qwennlp", "" },
    { "新闻", "b" },       { "闻", "b" },
    { "图像", "c" },       { "full", "c" },
    { "fullwidth", "" },   { "team=red", "a b" },
    { "redder", "b" },     { "talks", "a" },
    { "classif", "b" },    { "private", "" }, /* visibility is a filter, not a word */
    { "", "a b c d e" },   { "   ", "a b c d e" },
  };
  g_autoptr (Fixture) fixture = fixture_new_filled ();

  np_model_view_set_sort (fixture->view, NP_SORT_MODIFIED, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      np_model_view_set_search (fixture->view, cases[i].text);
      assert_ids (fixture, cases[i].ids);
    }
}

/* Typing, deleting and going on elsewhere always finds what a new search does. */
static void
test_typing (void)
{
  static const char *const texts[] = {
    "q", "qw", "qwe", "qwen", "qwen ", "qwen c", "qwen cv", "qwen c", "q", "", "n", "nl", "cv",
  };
  static const char *const ids[] = {
    "a d", "a d", "a d",       "a d",   "a d", "a d", "d",
    "a d", "a d", "a b c d e", "a b d", "a b", "c d",
  };
  g_autoptr (Fixture) fixture = fixture_new_filled ();

  np_model_view_set_sort (fixture->view, NP_SORT_MODIFIED, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      np_model_view_set_search (fixture->view, texts[i]);
      assert_ids (fixture, ids[i]);
    }
}

/* Words at every place of texts of every length around the size of a block. */
static void
test_search_places (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  guint n = 0;

  for (guint length = 1; length < 40; length++)
    for (guint at = 0; at + 3 <= length; at++)
      {
        g_autofree char *text = g_strnfill (length, 'x');
        g_autofree char *json = NULL;

        memcpy (text + at, "yzy", 3);
        json = g_strdup_printf ("{\"ModelId\":\"%u\",\"ModelName\":\"%s\"}", n++, text);
        add (fixture, json);
      }
  put (fixture);
  g_assert_cmpuint (n, <=, 1000);
  np_model_view_set_search (fixture->view, "yzy");
  g_assert_cmpuint (fixture->mirror->len, ==, n);
  np_model_view_set_search (fixture->view, "z");
  g_assert_cmpuint (fixture->mirror->len, ==, n);
  np_model_view_set_search (fixture->view, "xyzyx");
  g_assert_cmpuint (fixture->mirror->len, <, n);
  np_model_view_set_search (fixture->view, "yzzy");
  g_assert_cmpuint (fixture->mirror->len, ==, 0);
  np_model_view_set_search (fixture->view, "yzyyzy");
  g_assert_cmpuint (fixture->mirror->len, ==, 0);
}

static void
test_filters (void)
{
  static const struct
  {
    NpFilterKind kind;
    const char *value;
    const char *ids;
  } cases[] = {
    { NP_FILTER_ACCESSIBILITY, "PRIVATE", "b c" },
    { NP_FILTER_ACCESSIBILITY, "", "d e" },
    { NP_FILTER_ACCESSIBILITY, "private", "" },
    { NP_FILTER_DOMAIN, "cv", "c d" },
    { NP_FILTER_TASK, "chat", "a" },
    { NP_FILTER_ORIGIN, "Civitai", "a" },
    { NP_FILTER_MODEL_TYPE, "Endpoint", "b" },
    { NP_FILTER_LABEL, "team=red", "a" },
    { NP_FILTER_LABEL, "k=v", "a" },
    { NP_FILTER_LABEL, "team=redder", "b" },
    { NP_FILTER_LABEL, "team", "" },
    { NP_FILTER_NO_DESCRIPTION, "1", "b d e" },
    { NP_FILTER_NO_DOCUMENT, "1", "b c e" },
  };
  g_autoptr (Fixture) fixture = fixture_new_filled ();

  np_model_view_set_sort (fixture->view, NP_SORT_MODIFIED, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u %s", cases[i].kind, cases[i].value);
      np_model_view_set_filter (fixture->view, cases[i].kind, cases[i].value);
      g_assert_cmpstr (np_model_view_get_filter (fixture->view, cases[i].kind), ==,
                       cases[i].value);
      assert_ids (fixture, cases[i].ids);
      np_model_view_set_filter (fixture->view, cases[i].kind, NULL);
      assert_ids (fixture, "a b c d e");
    }
}

static void
test_filters_together (void)
{
  g_autoptr (Fixture) fixture = fixture_new_filled ();
  gboolean is_filtered = FALSE;

  np_model_view_set_sort (fixture->view, NP_SORT_MODIFIED, FALSE);
  np_model_view_set_filter (fixture->view, NP_FILTER_DOMAIN, "nlp");
  np_model_view_set_filter (fixture->view, NP_FILTER_NO_DOCUMENT, "yes");
  assert_ids (fixture, "b");
  np_model_view_set_search (fixture->view, "qwen");
  assert_ids (fixture, "");
  np_model_view_set_filter (fixture->view, NP_FILTER_NO_DOCUMENT, NULL);
  assert_ids (fixture, "a");
  np_model_view_clear_filters (fixture->view);
  assert_ids (fixture, "a d");
  g_object_get (fixture->view, "is-filtered", &is_filtered, NULL);
  g_assert_true (is_filtered);
  np_model_view_set_search (fixture->view, NULL);
  g_object_get (fixture->view, "is-filtered", &is_filtered, NULL);
  g_assert_false (is_filtered);
}

static void
test_sort (void)
{
  static const struct
  {
    NpSortKey key;
    gboolean is_descending;
    const char *ids;
  } cases[] = {
    { NP_SORT_ORDER_NUMBER, FALSE, "b e a d c" },
    { NP_SORT_ORDER_NUMBER, TRUE, "a d e b c" },
    { NP_SORT_CREATED, FALSE, "b c a d e" },
    { NP_SORT_CREATED, TRUE, "a c b d e" },
    { NP_SORT_MODIFIED, TRUE, "a b c d e" },
    { NP_SORT_PARAMETER_SIZE, FALSE, "b a c d e" },
    { NP_SORT_PARAMETER_SIZE, TRUE, "a b c d e" },
  };
  g_autoptr (Fixture) fixture = fixture_new_filled ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      np_model_view_set_sort (fixture->view, cases[i].key, cases[i].is_descending);
      assert_ids (fixture, cases[i].ids);
    }
}

/* The greatest and the smallest number stand where they belong, and not with
 * those that have none. */
static void
test_sort_extremes (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  add (fixture, "{\"ModelId\":\"a\"}");
  add (fixture, "{\"ModelId\":\"b\",\"OrderNumber\":9223372036854775807}");
  add (fixture, "{\"ModelId\":\"c\",\"OrderNumber\":-9223372036854775808}");
  add (fixture, "{\"ModelId\":\"d\",\"OrderNumber\":0}");
  put (fixture);
  np_model_view_set_sort (fixture->view, NP_SORT_ORDER_NUMBER, FALSE);
  assert_ids (fixture, "c d b a");
  np_model_view_set_sort (fixture->view, NP_SORT_ORDER_NUMBER, TRUE);
  assert_ids (fixture, "b d c a");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  NpModelSummary *left = *(gpointer *) a;
  NpModelSummary *right = *(gpointer *) b;
  const char *name = np_model_summary_get_text (left, NP_SUMMARY_MODEL_NAME);
  const char *other = np_model_summary_get_text (right, NP_SUMMARY_MODEL_NAME);
  g_autofree char *key = g_utf8_collate_key (name, -1);
  g_autofree char *other_key = g_utf8_collate_key (other, -1);

  if ((*name == '\0') != (*other == '\0'))
    return *name == '\0' ? 1 : -1;
  if (!g_str_equal (key, other_key))
    return strcmp (key, other_key);
  return strcmp (np_model_summary_get_text (left, NP_SUMMARY_MODEL_ID),
                 np_model_summary_get_text (right, NP_SUMMARY_MODEL_ID));
}

/* By the rules of the language the test runs in. */
static void
test_sort_names (void)
{
  static const char *const names[] = {
    "上海", "北京", "zebra", "Äpfel", "apple", "İzmir", "Ilgaz", "ılık",
    "سلام", "",     "apple", "Zebra", "10",    "9",     "阿里",  "çay",
  };
  g_autoptr (Fixture) fixture = fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"ModelId\":\"%u\",\"ModelName\":\"%s\"}", i,
                                               names[i]);

      add (fixture, json);
    }
  put (fixture);
  g_ptr_array_sort (fixture->all, compare_names);
  for (guint i = 0; i < fixture->all->len; i++)
    g_assert_true (fixture->mirror->pdata[i] == fixture->all->pdata[i]);
}

static void
test_values (void)
{
  g_autoptr (Fixture) fixture = fixture_new_filled ();
  g_auto (GStrv) domains = np_model_view_dup_filter_values (fixture->view, NP_FILTER_DOMAIN);
  g_auto (GStrv) labels = np_model_view_dup_filter_values (fixture->view, NP_FILTER_LABEL);
  g_auto (GStrv)
      visible = np_model_view_dup_filter_values (fixture->view, NP_FILTER_ACCESSIBILITY);
  g_auto (GStrv) none = np_model_view_dup_filter_values (fixture->view, NP_FILTER_NO_DOCUMENT);

  g_assert_true (
      g_strv_equal ((const char *const *) domains, (const char *const[]){ "cv", "nlp", NULL }));
  g_assert_true (
      g_strv_equal ((const char *const *) labels,
                    (const char *const[]){ "k=v", "team=red", "team=redder", NULL }));
  g_assert_true (g_strv_equal ((const char *const *) visible,
                               (const char *const[]){ "PRIVATE", "PUBLIC", NULL }));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_many_values (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_auto (GStrv) values = NULL;

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"ModelId\":\"m%u\",\"Domain\":\"d%u\",\"Task\":\"t\"}", i, i < 300 ? i : 299);

      add (fixture, json);
    }
  put (fixture);
  values = np_model_view_dup_filter_values (fixture->view, NP_FILTER_DOMAIN);
  g_assert_cmpuint (g_strv_length (values), ==, 200);
  g_assert_cmpstr (values[0], ==, "d299");
}

static void
test_find (void)
{
  g_autoptr (Fixture) fixture = fixture_new_filled ();

  np_model_view_set_sort (fixture->view, NP_SORT_ORDER_NUMBER, FALSE);
  g_assert_cmpuint (np_model_view_find (fixture->view, "b"), ==, 0);
  g_assert_cmpuint (np_model_view_find (fixture->view, "c"), ==, 4);
  g_assert_cmpuint (np_model_view_find (fixture->view, "zz"), ==, G_MAXUINT);
  np_model_view_set_search (fixture->view, "qwen");
  g_assert_cmpuint (np_model_view_find (fixture->view, "d"), ==, 1);
  g_assert_cmpuint (np_model_view_find (fixture->view, "b"), ==, G_MAXUINT);
}

/* One model that was saved is one item, not a new list. */
static void
test_update (void)
{
  g_autoptr (Fixture) fixture = fixture_new_filled ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{\"ModelId\":\"b\",\"Domain\":\"new\"}", 30);
  g_autoptr (NpJson) json = np_json_parse (bytes, NULL);
  g_autoptr (NpModelSummary) model = np_model_summary_new_from_json (np_json_get_root (json));

  np_model_view_set_sort (fixture->view, NP_SORT_MODIFIED, FALSE);
  fixture->n_emissions = 0;
  np_model_list_update_model (fixture->list, model);
  g_assert_cmpuint (fixture->n_emissions, ==, 1);
  assert_ids (fixture, "a b c d e");
  g_assert_true (fixture->mirror->pdata[1] == model);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_properties (void)
{
  g_autoptr (Fixture) fixture = fixture_new_filled ();
  guint n_matches = 0;
  guint n_searches = 0;
  guint n_filtered = 0;

  g_signal_connect_swapped (fixture->view, "notify::n-matches", G_CALLBACK (count_cb),
                            &n_matches);
  g_signal_connect_swapped (fixture->view, "notify::search", G_CALLBACK (count_cb),
                            &n_searches);
  g_signal_connect_swapped (fixture->view, "notify::is-filtered", G_CALLBACK (count_cb),
                            &n_filtered);
  g_object_set (fixture->view, "search", "qwen", NULL);
  np_model_view_set_search (fixture->view, "qwen");
  np_model_view_set_search (fixture->view, "qwen ");
  g_assert_cmpuint (n_matches, ==, 1);
  g_assert_cmpuint (n_searches, ==, 2);
  g_assert_cmpuint (n_filtered, ==, 1);
  fixture->n_emissions = 0;
  np_model_view_set_sort (fixture->view, NP_SORT_NAME, FALSE);
  np_model_view_set_filter (fixture->view, NP_FILTER_DOMAIN, NULL);
  g_assert_cmpuint (fixture->n_emissions, ==, 0);
}

static void
test_other_source (void)
{
  g_autoptr (Fixture) fixture = fixture_new_filled ();

  np_model_list_set_source (fixture->list, NULL, NULL, NULL);
  assert_ids (fixture, "");
}

/* What the view has to show, worked out the slow way. */
static gboolean
is_expected (Fixture *self, NpModelSummary *model)
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
  Fixture *self = user_data;
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
    return compare_names (a, b);
  return strcmp (np_model_summary_get_text (left, NP_SUMMARY_MODEL_ID),
                 np_model_summary_get_text (right, NP_SUMMARY_MODEL_ID));
}

static gboolean
is_as_expected (gpointer user_data)
{
  Fixture *self = user_data;
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
change_models (Fixture *self, GRand *random, guint max)
{
  guint first = (guint) g_rand_int_range (random, 0, 50);
  guint n = (guint) g_rand_int_range (random, 0, (gint32) max);

  g_ptr_array_set_size (self->all, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *json = make_random (random, first + i);

      add (self, json);
    }
  put (self);
}

static void
update_model (Fixture *self, GRand *random)
{
  g_autofree char *json = make_random (random, (guint) g_rand_int_range (random, 0, 100));
  g_autoptr (NpModelSummary) model = NULL;

  add (self, json);
  model = g_ptr_array_steal_index (self->all, self->all->len - 1);
  np_model_list_update_model (self->list, model);
}

static void
change_search (Fixture *self, GRand *random)
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
change_filter (Fixture *self, GRand *random)
{
  static const char *const values[] = { NULL, "nlp", "cv", "", "nothing" };
  NpFilterKind kind = g_rand_boolean (random) ? NP_FILTER_DOMAIN : NP_FILTER_NO_DOCUMENT;

  g_free (self->filters[kind]);
  self->filters[kind] = g_strdup (values[g_rand_int_range (random, 0, 5)]);
  np_model_view_set_filter (self->view, kind, self->filters[kind]);
}

static void
change_sort (Fixture *self, GRand *random)
{
  static const NpSortKey keys[] = { NP_SORT_NAME, NP_SORT_ORDER_NUMBER, NP_SORT_MODIFIED };

  self->sort_key = keys[g_rand_int_range (random, 0, 3)];
  self->is_descending = self->sort_key == NP_SORT_ORDER_NUMBER && g_rand_boolean (random);
  np_model_view_set_sort (self->view, self->sort_key, self->is_descending);
}

static void
change_something (Fixture *self, GRand *random, guint max)
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
      g_autoptr (Fixture) fixture = fixture_new ();
      GRand *random = g_rand_new_with_seed (seed);

      g_test_message ("seed %u", seed);
      change_models (fixture, random, 120);
      for (guint i = 0; i < 40; i++)
        {
          change_something (fixture, random, 120);
          g_assert_true (is_as_expected (fixture));
          assert_mirror (fixture);
        }
      g_rand_free (random);
    }
}

/* The same while a thread sorts: several changes meet one that is on its way. */
static void
test_random_in_thread (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GRand *random = g_rand_new_with_seed (1);

  change_models (fixture, random, MANY_MODELS);
  for (guint i = 0; i < 20; i++)
    {
      for (guint k = 0; k < 3; k++)
        {
          change_something (fixture, random, MANY_MODELS);
          if (k == 1)
            np_await_nothing_pending ();
        }
      np_await_condition (is_as_expected, fixture, "the view to follow");
      assert_mirror (fixture);
    }
  g_rand_free (random);
}

/* More new names than are collated at once: shown in the order of the folded
 * names first, and never otherwise at the end than few names are. */
static void
test_many_names (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GRand *random = g_rand_new_with_seed (2);

  for (guint i = 0; i < 12000; i++)
    {
      g_autofree char *json = make_random (random, i);

      add (fixture, json);
    }
  put (fixture);
  np_await_condition (is_as_expected, fixture, "the names to be collated");
  update_model (fixture, random);
  np_await_condition (is_as_expected, fixture, "the view to follow");
  g_rand_free (random);
}

/* Late work for an old source never shows its models. */
static void
test_source_while_working (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GRand *random = g_rand_new_with_seed (3);

  for (guint i = 0; i < MANY_MODELS; i++)
    {
      g_autofree char *json = make_random (random, i);

      add (fixture, json);
    }
  put (fixture);
  np_model_list_set_source (fixture->list, NULL, NULL, NULL);
  for (guint i = 0; i < 50; i++)
    {
      np_await_nothing_pending ();
      g_assert_cmpuint (fixture->mirror->len, ==, 0);
    }
  g_assert_cmpuint (fixture->n_emissions, ==, 0);
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-view/empty", test_empty);
  g_test_add_func ("/model-view/search", test_search);
  g_test_add_func ("/model-view/search/typing", test_typing);
  g_test_add_func ("/model-view/search/places", test_search_places);
  g_test_add_func ("/model-view/filters", test_filters);
  g_test_add_func ("/model-view/filters/together", test_filters_together);
  g_test_add_func ("/model-view/sort", test_sort);
  g_test_add_func ("/model-view/sort/extremes", test_sort_extremes);
  g_test_add_func ("/model-view/sort/names", test_sort_names);
  g_test_add_func ("/model-view/sort/many-names", test_many_names);
  g_test_add_func ("/model-view/values", test_values);
  g_test_add_func ("/model-view/values/many", test_many_values);
  g_test_add_func ("/model-view/find", test_find);
  g_test_add_func ("/model-view/update", test_update);
  g_test_add_func ("/model-view/properties", test_properties);
  g_test_add_func ("/model-view/other-source", test_other_source);
  g_test_add_func ("/model-view/other-source/while-working", test_source_while_working);
  g_test_add_func ("/model-view/random", test_random);
  g_test_add_func ("/model-view/random/in-thread", test_random_in_thread);
  return g_test_run ();
}
