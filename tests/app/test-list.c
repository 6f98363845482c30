/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <locale.h>

#include "np-app-list.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-window.h"

/* The list beside the model: found by typing, narrowed by filters, sorted, and
 * opened by keys or clicks. */

static void
test_all_pages (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_list_add_models (rig, 125);
  app_rig_connect (rig);
  app_list_await (rig, "145 models · just now");
  g_assert_cmpuint (app_list_count (rig), ==, 145);
  g_assert_cmpuint (app_rig_count (rig, "ListModels"), ==, 3);
  g_assert_cmpuint (app_rig_count (rig, "GetModel"), ==, 0);
}

static void
assert_search (AppRig *rig, const char *text, const char *names)
{
  g_autofree char *found = NULL;

  app_list_search (rig, text);
  found = app_list_dup_names (rig);
  g_assert_cmpstr (found, ==, names);
}

static void
test_search (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();
  const char *lanterns = "Lantern 7B Chat|Lantern 7B 客服版 LoRA|";

  assert_search (rig, "lantern", lanterns);
  g_assert_true (app_list_says (rig, "2 of 20"));
  assert_search (rig, "LANTERN 7b", lanterns);
  assert_search (rig, "ｌａｎｔｅｒｎ　７Ｂ", lanterns);
  assert_search (rig, "客服", "对话意图识别|Lantern 7B 客服版 LoRA|");
  assert_search (rig, "ink", "");
  assert_search (rig, "水墨 lora", "水墨风格 LoRA|");
  assert_search (rig, "finance-tools", "Invoice Reader|");
  assert_search (rig, RIG_OTHER_ID, "Invoice Reader|");
  assert_search (rig, "<b>", "");
  app_list_search (rig, "");
  g_assert_cmpuint (app_list_count (rig), ==, 20);
  g_assert_cmpuint (app_rig_count (rig, "ListModels"), ==, 1);
}

static void
test_enter (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  /* Enter alone opens nothing: nobody said what. */
  g_signal_emit_by_name (app_list_get_search (rig), "activate");
  g_assert_true (app_rig_shows_page (rig, "start"));
  /* Faster than the list follows. */
  gtk_editable_set_text (GTK_EDITABLE (app_list_get_search (rig)), "invoice");
  g_signal_emit_by_name (app_list_get_search (rig), "activate");
  app_list_await_open (rig, RIG_OTHER_NAME);
  g_assert_cmpuint (app_rig_count (rig, "GetModel"), ==, 1);
}

static gboolean
has_focus (AppRig *rig, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (rig->window);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
test_escape (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  app_list_search (rig, "lantern");
  g_signal_emit_by_name (app_list_get_search (rig), "stop-search");
  app_list_await (rig, RIG_N_FIRST);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (app_list_get_search (rig))), ==, "");
  g_assert_false (has_focus (rig, app_list_get_search (rig)));
}

static void
test_find_key (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  app_list_choose_name (rig, RIG_OTHER_NAME);
  app_list_await_open (rig, RIG_OTHER_NAME);
  g_assert_false (has_focus (rig, app_list_get_search (rig)));
  g_assert_true (np_app_press (rig->window, "<Control>f"));
  g_assert_true (has_focus (rig, app_list_get_search (rig)));
  g_signal_emit_by_name (app_list_get_search (rig), "next-match");
  g_assert_true (has_focus (rig, np_app_find (rig->window, GTK_TYPE_LIST_VIEW, NULL)));
}

static void
test_no_match (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  app_list_pick (rig, "Filter", "Domain", "cv");
  app_list_search (rig, "no such <i>thing</i>");
  g_assert_true (np_app_has_text (rig->window, "Nothing matches “no such <i>thing</i>”"));
  g_assert_true (app_list_says (rig, "0 of 20"));
  g_signal_emit_by_name (app_list_get_search (rig), "activate");
  np_app_click (rig->window, "Clear Search");
  app_list_await (rig, RIG_N_FIRST);
  g_assert_cmpuint (app_list_count (rig), ==, 20);
  g_assert_null (np_app_find (rig->window, GTK_TYPE_BUTTON, "Domain: cv"));
  g_assert_true (app_rig_shows_page (rig, "start"));
}

typedef struct
{
  const char *submenu;
  const char *item;
  const char *chip;
  const char *status;
} FilterCase;

static const FilterCase filter_cases[] = {
  { "Visibility", "Public", "Visibility: Public", "7 of 20" },
  { "Domain", "cv", "Domain: cv", "4 of 20" },
  { "Task", "text-generation", "Task: text-generation", "2 of 20" },
  { "Origin", "Civitai", "Origin: Civitai", "2 of 20" },
  { "Model type", "LoRA", "Model type: LoRA", "3 of 20" },
  { "Label", "部门=客服", "Label: 部门=客服", "2 of 20" },
  { "Label", "base_model=SD 1.5", "Label: base_model=SD 1.5", "1 of 20" },
  { NULL, "Without a description", "Without a description", "2 of 20" },
  { NULL, "Without a document", "Without a document", "2 of 20" },
};

static void
test_filters (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (filter_cases); i++)
    {
      const FilterCase *test = &filter_cases[i];

      g_test_message ("%s", test->chip);
      app_list_pick (rig, "Filter", test->submenu, test->item);
      app_list_await (rig, test->status);
      np_app_click (app_list_get_pane (rig), test->chip);
      app_list_await (rig, RIG_N_FIRST);
      g_assert_null (np_app_find (rig->window, GTK_TYPE_BUTTON, test->chip));
    }
}

/* Two filters and a search narrow together, and “All” takes one back. */
static void
test_filters_together (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  app_list_pick (rig, "Filter", "Model type", "LoRA");
  app_list_pick (rig, "Filter", "Visibility", "Public");
  app_list_await (rig, "2 of 20");
  app_list_search (rig, "水墨");
  app_list_await (rig, "1 of 20");
  app_list_pick (rig, "Filter", "Visibility", "All");
  app_list_search (rig, "");
  app_list_await (rig, "3 of 20");
  np_app_click (app_list_get_pane (rig), "Model type: LoRA");
  app_list_await (rig, RIG_N_FIRST);
}

typedef struct
{
  const char *item;
  const char *first;      /* descending */
  const char *first_back; /* ascending */
} SortCase;

static const SortCase sort_cases[] = {
  { "Name", NULL, "Bird Song Finder" },
  { "Order number", "夜景人像 LoRA", "新闻分类" },
  { "Created", "夜景人像 LoRA", "新闻分类" },
  { "Changed", "夜景人像 LoRA", "商品评论情感分析" },
  { "Parameter size", "Lantern 7B Chat", "数字精度样例" },
};

static void
test_sort (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (sort_cases); i++)
    {
      const SortCase *test = &sort_cases[i];

      app_list_pick (rig, "Sort", NULL, test->item);
      if (test->first != NULL)
        app_list_assert_first (rig, test->first);
      app_list_pick (rig, "Sort", NULL, "Largest or Latest First");
      app_list_assert_first (rig, test->first_back);
      app_list_pick (rig, "Sort", NULL, "Largest or Latest First");
    }
}

static void
test_sort_is_remembered (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  app_list_pick (rig, "Sort", NULL, "Parameter size");
  app_list_assert_first (rig, "Lantern 7B Chat");
  app_list_pick (rig, "Sort", NULL, "Largest or Latest First");
  app_list_assert_first (rig, "数字精度样例");
  app_rig_stop (rig);
  app_rig_start (rig);
  app_list_await (rig, RIG_N_FIRST);
  app_list_assert_first (rig, "数字精度样例");
}

static void
test_save_updates_row (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();
  guint n_lists = app_rig_count (rig, "ListModels");

  app_list_search (rig, "cv");
  app_list_choose_name (rig, RIG_OTHER_NAME);
  app_list_await_open (rig, RIG_OTHER_NAME);
  g_assert_false (app_list_is_unsaved (rig, RIG_OTHER_NAME));
  app_rig_edit (rig, NP_FIELD_MODEL_NAME, "Receipt Reader");
  np_await_true (app_list_is_unsaved (rig, RIG_OTHER_NAME));
  g_assert_false (app_list_is_unsaved (rig, "古籍文字识别"));
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved.");
  np_await_true (app_list_find_row (rig, "Receipt Reader") != NULL);
  g_assert_false (app_list_is_unsaved (rig, "Receipt Reader"));
  g_assert_null (app_list_find_row (rig, RIG_OTHER_NAME));
  /* It was changed last, so it comes first now. */
  app_list_assert_first (rig, "Receipt Reader");
  g_assert_cmpuint (app_rig_count (rig, "ListModels"), ==, n_lists);
}

/* Asks for two models quickly; only the second one may ever be shown. */
static gboolean
has_row_at (AppRig *rig, guint position)
{
  g_autofree char *name = app_list_dup_name (rig, position);

  return app_list_find_row (rig, name) != NULL;
}

static gboolean
scrolls_to_row_at (AppRig *rig, guint position)
{
  app_list_scroll_to (rig, position);
  return has_row_at (rig, position);
}

/* Only the rows near the screen have widgets, wherever the screen is. */
static void
test_long (void)
{
  static const guint positions[] = { 150, 151, 319, 0, 200, 100, 319, 19 };
  g_autoptr (AppRig) rig = app_rig_new ();

  app_list_add_models (rig, 300);
  app_rig_connect (rig);
  app_list_await (rig, "320 models · just now");
  g_assert_false (has_row_at (rig, 150));
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    np_await_true (scrolls_to_row_at (rig, positions[i]));
  g_assert_false (has_row_at (rig, 150));
  app_list_search (rig, "made 29");
  np_await_true (app_list_find_row (rig, "Made 290") != NULL);
  app_list_search (rig, "");
  np_await_true (has_row_at (rig, 0));
  np_await_true (scrolls_to_row_at (rig, 319));
}

/* Thousands are set apart as the country does it. */
static void
test_numbers (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autofree char *before = g_strdup (setlocale (LC_NUMERIC, NULL));

  if (setlocale (LC_NUMERIC, "zh_CN.UTF-8") == NULL)
    {
      g_test_skip ("this computer has no zh_CN.UTF-8");
      return;
    }
  app_list_add_models (rig, 1200);
  app_rig_connect (rig);
  app_list_await (rig, "1,220 models · just now");
  app_list_search (rig, "model-made");
  app_list_await (rig, "1,200 of 1,220");
  setlocale (LC_NUMERIC, before);
}

static void
test_quick_clicks (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  np_practice_service_set_latency (rig->service, 50);
  for (guint i = 0; i < 3; i++)
    {
      app_list_choose_name (rig, RIG_OTHER_NAME);
      app_list_choose_name (rig, RIG_MODEL_NAME);
      while (!app_list_is_open (rig, RIG_MODEL_NAME))
        {
          g_assert_false (app_list_is_open (rig, RIG_OTHER_NAME));
          g_main_context_iteration (NULL, TRUE);
        }
      np_await_true (app_rig_count (rig, "GetModel") == 2 * (i + 1) ||
                     app_rig_count (rig, "GetModel") == i + 1);
      np_await_nothing_pending ();
      g_assert_true (app_list_is_open (rig, RIG_MODEL_NAME));
    }
}

static void
test_filter_hides_open_model (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  app_list_choose_name (rig, RIG_OTHER_NAME);
  app_list_await_open (rig, RIG_OTHER_NAME);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_list_pick (rig, "Filter", "Domain", "nlp");
  np_await_true (app_list_find_row (rig, RIG_OTHER_NAME) == NULL);
  g_assert_true (app_list_is_open (rig, RIG_OTHER_NAME));
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
  np_app_click (app_list_get_pane (rig), "Domain: nlp");
  app_list_search (rig, "invoice");
  g_assert_true (app_list_is_unsaved (rig, RIG_OTHER_NAME));
  g_assert_cmpuint (app_rig_count (rig, "GetModel"), ==, 1);
}

/* Models with one name are told apart by their IDs. */
static void
test_same_names (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  NpDocument *document = NULL;

  g_assert_true (np_practice_service_put_model_json (
      rig->service, "model-twin1", "{\"ModelName\":\"Twin\",\"WorkspaceId\":\"324017\"}"));
  g_assert_true (np_practice_service_put_model_json (
      rig->service, "model-twin2", "{\"ModelName\":\"Twin\",\"WorkspaceId\":\"324017\"}"));
  app_rig_connect (rig);
  app_list_await (rig, "22 models · just now");
  app_list_search (rig, "twin");
  app_list_await (rig, "2 of 22");
  document = np_model_page_get_document (np_window_get_model_page (NP_WINDOW (rig->window)));
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *id = app_list_dup_id (rig, i);

      app_list_choose (rig, i);
      np_await_true (g_strcmp0 (np_document_get_model_id (document), id) == 0);
      app_list_await_open (rig, "Twin");
      g_assert_true (np_app_has_text (app_list_get_pane (rig), id));
    }
}

static gboolean
is_folded (AppRig *rig)
{
  gboolean is_folded = FALSE;

  g_object_get (rig->window, "folded", &is_folded, NULL);
  return is_folded;
}

static void
test_narrow (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();
  GtkWidget *pane = app_list_get_pane (rig);

  g_assert_false (is_folded (rig));
  gtk_window_set_default_size (rig->window, 360, 600);
  np_await_true (is_folded (rig) && gtk_widget_get_mapped (pane));
  app_list_choose_name (rig, RIG_OTHER_NAME);
  app_list_await_open (rig, RIG_OTHER_NAME);
  np_await_true (!gtk_widget_get_mapped (pane));
  np_app_click (rig->window, "Back");
  np_await_true (gtk_widget_get_mapped (pane));
  np_await_true (!app_rig_shows_page (rig, "model"));

  /* The search comes back with its list. */
  app_list_choose_name (rig, RIG_MODEL_NAME);
  app_list_await_open (rig, RIG_MODEL_NAME);
  np_await_true (!gtk_widget_get_mapped (pane));
  g_assert_true (np_app_press (rig->window, "<Control>f"));
  np_await_true (gtk_widget_get_mapped (pane));
  g_assert_true (has_focus (rig, app_list_get_search (rig)));
}

/* The window may go while pages are on their way, in each of a few moments. */
static void
test_close_while_loading (gconstpointer data)
{
  guint n_requests = GPOINTER_TO_UINT (data);
  g_autoptr (AppRig) rig = app_rig_new ();

  app_list_add_models (rig, 300);
  app_rig_connect (rig);
  app_list_watch (rig);
  np_practice_service_set_latency (rig->service, 30);
  np_app_activate (app_list_get_search (rig), "models.reload", NULL);
  np_await_true (app_rig_count (rig, "ListModels") >= n_requests);
  np_app_activate (rig->window, "window.close", NULL);
  np_await_true (g_list_model_get_n_items (gtk_window_get_toplevels ()) == 0);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/list/all-pages", test_all_pages);
  g_test_add_func ("/list/search", test_search);
  g_test_add_func ("/list/enter", test_enter);
  g_test_add_func ("/list/escape", test_escape);
  g_test_add_func ("/list/find-key", test_find_key);
  g_test_add_func ("/list/no-match", test_no_match);
  g_test_add_func ("/list/filters", test_filters);
  g_test_add_func ("/list/filters-together", test_filters_together);
  g_test_add_func ("/list/sort", test_sort);
  g_test_add_func ("/list/sort-is-remembered", test_sort_is_remembered);
  g_test_add_func ("/list/save-updates-row", test_save_updates_row);
  g_test_add_func ("/list/long", test_long);
  g_test_add_func ("/list/numbers", test_numbers);
  g_test_add_func ("/list/quick-clicks", test_quick_clicks);
  g_test_add_func ("/list/filter-hides-open-model", test_filter_hides_open_model);
  g_test_add_func ("/list/same-names", test_same_names);
  g_test_add_func ("/list/narrow", test_narrow);
  for (guint i = 0; i < 8; i += 2)
    {
      g_autofree char *path = g_strdup_printf ("/list/close-while-loading/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_close_while_loading);
    }

  return app_rig_run ();
}
