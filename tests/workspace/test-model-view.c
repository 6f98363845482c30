/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "view-rig.h"

#include <locale.h>
#include <string.h>

static ViewRig *
view_rig_new_filled (void)
{
  ViewRig *self = view_rig_new ();

  view_rig_add (
      self,
      "{\"ModelId\":\"a\",\"ModelName\":\"Qwen Chat\",\"Domain\":\"nlp\","
      "\"Task\":\"chat\",\"Accessibility\":\"PUBLIC\",\"OrderNumber\":5,"
      "\"ParameterSize\":7000,\"GmtCreateTime\":\"2024-01-03T00:00:00Z\","
      "\"GmtModifiedTime\":\"2024-05-01T00:00:00Z\",\"ModelDoc\":\"x\","
      "\"ModelDescription\":\"A model that talks\",\"Origin\":\"Civitai\","
      "\"Labels\":[{\"Key\":\"team\",\"Value\":\"red\"},{\"Key\":\"k\",\"Value\":\"v\"}]}");
  view_rig_add (self,
                "{\"ModelId\":\"b\",\"ModelName\":\"新闻分类\",\"Domain\":\"nlp\","
                "\"Task\":\"classification\",\"Accessibility\":\"PRIVATE\",\"OrderNumber\":-3,"
                "\"ParameterSize\":110,\"GmtCreateTime\":\"2024-01-01T00:00:00Z\","
                "\"ModelType\":\"Endpoint\","
                "\"Labels\":[{\"Key\":\"team\",\"Value\":\"redder\"}]}");
  view_rig_add (self, "{\"ModelId\":\"c\",\"ModelName\":\"ＦＵＬＬ Width\",\"Domain\":\"cv\","
                      "\"Accessibility\":\"PRIVATE\",\"ModelDescription\":\"图像\","
                      "\"GmtCreateTime\":\"2024-01-02T00:00:00Z\"}");
  view_rig_add (self, "{\"ModelId\":\"d\",\"ModelName\":\"Qwen Chat\",\"Domain\":\"cv\","
                      "\"OrderNumber\":5,\"ModelDoc\":\"y\"}");
  view_rig_add (self, "{\"ModelId\":\"e\",\"OrderNumber\":0}");
  view_rig_put (self);
  return self;
}

static void
test_empty (void)
{
  g_autoptr (ViewRig) rig = view_rig_new ();
  gboolean is_filtered = TRUE;
  guint n_matches = 1;
  g_autofree char *search = NULL;
  g_auto (GStrv) values = np_model_view_dup_filter_values (rig->view, NP_FILTER_DOMAIN);

  g_object_get (rig->view, "is-filtered", &is_filtered, "n-matches", &n_matches, "search",
                &search, NULL);
  g_assert_false (is_filtered);
  g_assert_cmpuint (n_matches, ==, 0);
  g_assert_cmpstr (search, ==, "");
  g_assert_cmpuint (g_strv_length (values), ==, 0);
  g_assert_cmpuint (np_model_view_find (rig->view, "x"), ==, G_MAXUINT);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (rig->view)) ==
                 NP_TYPE_MODEL_SUMMARY);
  np_model_view_set_search (rig->view, "x");
  np_model_view_set_sort (rig->view, NP_SORT_CREATED, TRUE);
  view_rig_assert_ids (rig, "");
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
  g_autoptr (ViewRig) rig = view_rig_new_filled ();

  np_model_view_set_sort (rig->view, NP_SORT_MODIFIED, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      np_model_view_set_search (rig->view, cases[i].text);
      view_rig_assert_ids (rig, cases[i].ids);
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
  g_autoptr (ViewRig) rig = view_rig_new_filled ();

  np_model_view_set_sort (rig->view, NP_SORT_MODIFIED, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      np_model_view_set_search (rig->view, texts[i]);
      view_rig_assert_ids (rig, ids[i]);
    }
}

/* Words at every place of texts of every length around the size of a block. */
static void
test_search_places (void)
{
  g_autoptr (ViewRig) rig = view_rig_new ();
  guint n = 0;

  for (guint length = 1; length < 40; length++)
    for (guint at = 0; at + 3 <= length; at++)
      {
        g_autofree char *text = g_strnfill (length, 'x');
        g_autofree char *json = NULL;

        memcpy (text + at, "yzy", 3);
        json = g_strdup_printf ("{\"ModelId\":\"%u\",\"ModelName\":\"%s\"}", n++, text);
        view_rig_add (rig, json);
      }
  view_rig_put (rig);
  g_assert_cmpuint (n, <=, 1000);
  np_model_view_set_search (rig->view, "yzy");
  g_assert_cmpuint (rig->mirror->len, ==, n);
  np_model_view_set_search (rig->view, "z");
  g_assert_cmpuint (rig->mirror->len, ==, n);
  np_model_view_set_search (rig->view, "xyzyx");
  g_assert_cmpuint (rig->mirror->len, <, n);
  np_model_view_set_search (rig->view, "yzzy");
  g_assert_cmpuint (rig->mirror->len, ==, 0);
  np_model_view_set_search (rig->view, "yzyyzy");
  g_assert_cmpuint (rig->mirror->len, ==, 0);
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
  g_autoptr (ViewRig) rig = view_rig_new_filled ();

  np_model_view_set_sort (rig->view, NP_SORT_MODIFIED, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u %s", cases[i].kind, cases[i].value);
      np_model_view_set_filter (rig->view, cases[i].kind, cases[i].value);
      g_assert_cmpstr (np_model_view_get_filter (rig->view, cases[i].kind), ==, cases[i].value);
      view_rig_assert_ids (rig, cases[i].ids);
      np_model_view_set_filter (rig->view, cases[i].kind, NULL);
      view_rig_assert_ids (rig, "a b c d e");
    }
}

static void
test_filters_together (void)
{
  g_autoptr (ViewRig) rig = view_rig_new_filled ();
  gboolean is_filtered = FALSE;

  np_model_view_set_sort (rig->view, NP_SORT_MODIFIED, FALSE);
  np_model_view_set_filter (rig->view, NP_FILTER_DOMAIN, "nlp");
  np_model_view_set_filter (rig->view, NP_FILTER_NO_DOCUMENT, "yes");
  view_rig_assert_ids (rig, "b");
  np_model_view_set_search (rig->view, "qwen");
  view_rig_assert_ids (rig, "");
  np_model_view_set_filter (rig->view, NP_FILTER_NO_DOCUMENT, NULL);
  view_rig_assert_ids (rig, "a");
  np_model_view_clear_filters (rig->view);
  view_rig_assert_ids (rig, "a d");
  g_object_get (rig->view, "is-filtered", &is_filtered, NULL);
  g_assert_true (is_filtered);
  np_model_view_set_search (rig->view, NULL);
  g_object_get (rig->view, "is-filtered", &is_filtered, NULL);
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
  g_autoptr (ViewRig) rig = view_rig_new_filled ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      np_model_view_set_sort (rig->view, cases[i].key, cases[i].is_descending);
      view_rig_assert_ids (rig, cases[i].ids);
    }
}

/* The greatest and the smallest number stand where they belong, and not with
 * those that have none. */
static void
test_sort_extremes (void)
{
  g_autoptr (ViewRig) rig = view_rig_new ();

  view_rig_add (rig, "{\"ModelId\":\"a\"}");
  view_rig_add (rig, "{\"ModelId\":\"b\",\"OrderNumber\":9223372036854775807}");
  view_rig_add (rig, "{\"ModelId\":\"c\",\"OrderNumber\":-9223372036854775808}");
  view_rig_add (rig, "{\"ModelId\":\"d\",\"OrderNumber\":0}");
  view_rig_put (rig);
  np_model_view_set_sort (rig->view, NP_SORT_ORDER_NUMBER, FALSE);
  view_rig_assert_ids (rig, "c d b a");
  np_model_view_set_sort (rig->view, NP_SORT_ORDER_NUMBER, TRUE);
  view_rig_assert_ids (rig, "b d c a");
}

/* By the rules of the language the test runs in. */
static void
test_sort_names (void)
{
  static const char *const names[] = {
    "上海", "北京", "zebra", "Äpfel", "apple", "İzmir", "Ilgaz", "ılık",
    "سلام", "",     "apple", "Zebra", "10",    "9",     "阿里",  "çay",
  };
  g_autoptr (ViewRig) rig = view_rig_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"ModelId\":\"%u\",\"ModelName\":\"%s\"}", i,
                                               names[i]);

      view_rig_add (rig, json);
    }
  view_rig_put (rig);
  g_ptr_array_sort (rig->all, view_rig_compare_names);
  for (guint i = 0; i < rig->all->len; i++)
    g_assert_true (rig->mirror->pdata[i] == rig->all->pdata[i]);
}

static void
test_values (void)
{
  g_autoptr (ViewRig) rig = view_rig_new_filled ();
  g_auto (GStrv) domains = np_model_view_dup_filter_values (rig->view, NP_FILTER_DOMAIN);
  g_auto (GStrv) labels = np_model_view_dup_filter_values (rig->view, NP_FILTER_LABEL);
  g_auto (GStrv) visible = np_model_view_dup_filter_values (rig->view, NP_FILTER_ACCESSIBILITY);
  g_auto (GStrv) none = np_model_view_dup_filter_values (rig->view, NP_FILTER_NO_DOCUMENT);

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
  g_autoptr (ViewRig) rig = view_rig_new ();
  g_auto (GStrv) values = NULL;

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"ModelId\":\"m%u\",\"Domain\":\"d%u\",\"Task\":\"t\"}", i, i < 300 ? i : 299);

      view_rig_add (rig, json);
    }
  view_rig_put (rig);
  values = np_model_view_dup_filter_values (rig->view, NP_FILTER_DOMAIN);
  g_assert_cmpuint (g_strv_length (values), ==, 200);
  g_assert_cmpstr (values[0], ==, "d299");
}

static void
test_find (void)
{
  g_autoptr (ViewRig) rig = view_rig_new_filled ();

  np_model_view_set_sort (rig->view, NP_SORT_ORDER_NUMBER, FALSE);
  g_assert_cmpuint (np_model_view_find (rig->view, "b"), ==, 0);
  g_assert_cmpuint (np_model_view_find (rig->view, "c"), ==, 4);
  g_assert_cmpuint (np_model_view_find (rig->view, "zz"), ==, G_MAXUINT);
  np_model_view_set_search (rig->view, "qwen");
  g_assert_cmpuint (np_model_view_find (rig->view, "d"), ==, 1);
  g_assert_cmpuint (np_model_view_find (rig->view, "b"), ==, G_MAXUINT);
}

/* One model that was saved is one item, not a new list. */
static void
test_update (void)
{
  g_autoptr (ViewRig) rig = view_rig_new_filled ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{\"ModelId\":\"b\",\"Domain\":\"new\"}", 30);
  g_autoptr (NpJson) json = np_json_parse (bytes, NULL);
  g_autoptr (NpModelSummary) model = np_model_summary_new_from_json (np_json_get_root (json));

  np_model_view_set_sort (rig->view, NP_SORT_MODIFIED, FALSE);
  rig->n_emissions = 0;
  np_model_list_update_model (rig->list, model);
  g_assert_cmpuint (rig->n_emissions, ==, 1);
  view_rig_assert_ids (rig, "a b c d e");
  g_assert_true (rig->mirror->pdata[1] == model);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_properties (void)
{
  g_autoptr (ViewRig) rig = view_rig_new_filled ();
  guint n_matches = 0;
  guint n_searches = 0;
  guint n_filtered = 0;

  g_signal_connect_swapped (rig->view, "notify::n-matches", G_CALLBACK (count_cb), &n_matches);
  g_signal_connect_swapped (rig->view, "notify::search", G_CALLBACK (count_cb), &n_searches);
  g_signal_connect_swapped (rig->view, "notify::is-filtered", G_CALLBACK (count_cb),
                            &n_filtered);
  g_object_set (rig->view, "search", "qwen", NULL);
  np_model_view_set_search (rig->view, "qwen");
  np_model_view_set_search (rig->view, "qwen ");
  g_assert_cmpuint (n_matches, ==, 1);
  g_assert_cmpuint (n_searches, ==, 2);
  g_assert_cmpuint (n_filtered, ==, 1);
  rig->n_emissions = 0;
  np_model_view_set_sort (rig->view, NP_SORT_NAME, FALSE);
  np_model_view_set_filter (rig->view, NP_FILTER_DOMAIN, NULL);
  g_assert_cmpuint (rig->n_emissions, ==, 0);
}

static void
test_other_source (void)
{
  g_autoptr (ViewRig) rig = view_rig_new_filled ();

  np_model_list_set_source (rig->list, NULL, NULL, NULL);
  view_rig_assert_ids (rig, "");
}

/* 百川 is baichuan, 李 is li, 图像 is tuxiang, 张 is zhang. */
static void
test_pinyin (void)
{
  g_autoptr (ViewRig) rig = view_rig_new ();

  view_rig_add (rig, "{\"ModelId\":\"zhang\",\"ModelName\":\"张\"}");
  view_rig_add (rig, "{\"ModelId\":\"an\",\"ModelName\":\"安\"}");
  view_rig_add (rig, "{\"ModelId\":\"tu\",\"ModelName\":\"图像\"}");
  view_rig_add (rig, "{\"ModelId\":\"li\",\"ModelName\":\"李\"}");
  view_rig_add (rig, "{\"ModelId\":\"bai\",\"ModelName\":\"百川\"}");
  view_rig_put (rig);
  np_model_view_set_sort (rig->view, NP_SORT_NAME, FALSE);
  view_rig_assert_ids (rig, "an bai li tu zhang");
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
  g_test_add_func ("/model-view/values", test_values);
  g_test_add_func ("/model-view/values/many", test_many_values);
  g_test_add_func ("/model-view/find", test_find);
  g_test_add_func ("/model-view/update", test_update);
  g_test_add_func ("/model-view/properties", test_properties);
  g_test_add_func ("/model-view/other-source", test_other_source);
  if (g_str_has_prefix (setlocale (LC_COLLATE, NULL), "zh_CN"))
    g_test_add_func ("/model-view/pinyin", test_pinyin);

  return g_test_run ();
}
