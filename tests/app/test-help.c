/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-steps.h"
#include "np-await.h"
#include "np-connect-dialog.h"
#include "np-help-text.h"
#include "np-help-window.h"
#include "np-json.h"

static const NpHelpBlock *
get_block (GPtrArray *blocks, guint i)
{
  g_assert_cmpuint (i, <, blocks->len);
  return blocks->pdata[i];
}

static void
assert_block (GPtrArray *blocks, guint i, NpHelpKind kind, const char *mark, const char *text)
{
  const NpHelpBlock *block = get_block (blocks, i);

  g_assert_cmpint (block->kind, ==, kind);
  g_assert_cmpstr (block->mark, ==, mark);
  g_assert_cmpstr (block->text, ==, text);
}

static void
test_parse (void)
{
  g_autoptr (GPtrArray) blocks = np_help_text_parse (
      "# Title\nText.\n\n## Part\n- one\n12. two\n```\n{ **x** }\n\n- y\n```\nend");

  g_assert_cmpuint (blocks->len, ==, 7);
  assert_block (blocks, 0, NP_HELP_TITLE, NULL, "Title");
  assert_block (blocks, 1, NP_HELP_PARAGRAPH, NULL, "Text.");
  assert_block (blocks, 2, NP_HELP_HEADING, NULL, "Part");
  assert_block (blocks, 3, NP_HELP_BULLET, "•", "one");
  assert_block (blocks, 4, NP_HELP_NUMBER, "12.", "two");
  assert_block (blocks, 5, NP_HELP_CODE, NULL, "{ **x** }\n\n- y");
  assert_block (blocks, 6, NP_HELP_PARAGRAPH, NULL, "end");
}

/* A code block without an end is still shown. */
static void
test_parse_open_fence (void)
{
  g_autoptr (GPtrArray) blocks = np_help_text_parse ("```\nx");

  g_assert_cmpuint (blocks->len, ==, 1);
  assert_block (blocks, 0, NP_HELP_CODE, NULL, "x");
}

static void
assert_attribute (const NpHelpBlock *block, PangoAttrType type, guint start, guint end)
{
  g_autoptr (PangoAttrIterator) it = pango_attr_list_get_iterator (block->attributes);

  do
    {
      PangoAttribute *attribute = pango_attr_iterator_get (it, type);

      if (attribute != NULL && attribute->start_index == start && attribute->end_index == end)
        return;
    }
  while (pango_attr_iterator_next (it));
  g_test_fail_printf ("nothing of type %d from %u to %u", type, start, end);
}

static void
test_parse_marks (void)
{
  g_autoptr (GPtrArray) blocks = np_help_text_parse ("a **b c** *d* `e*f` 2 * 3 ** `");

  assert_block (blocks, 0, NP_HELP_PARAGRAPH, NULL, "a b c d e*f 2 * 3 ** `");
  assert_attribute (get_block (blocks, 0), PANGO_ATTR_WEIGHT, 2, 5);
  assert_attribute (get_block (blocks, 0), PANGO_ATTR_STYLE, 6, 7);
  assert_attribute (get_block (blocks, 0), PANGO_ATTR_FAMILY, 8, 11);
}

static char *
load_page (const char *language, const char *topic)
{
  g_autofree char *path = g_strdup_printf (NP_RESOURCE_PATH "/help/%s/%s.md", language, topic);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
      bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Both languages have every topic, with the same parts in the same order. */
static void
test_languages (void)
{
  const char *const *topics = np_help_window_get_topics ();

  for (guint i = 0; topics[i] != NULL; i++)
    {
      g_autofree char *english = load_page ("en", topics[i]);
      g_autofree char *chinese = load_page ("zh_CN", topics[i]);
      g_autofree char *title = np_help_text_dup_title (chinese);
      g_autoptr (GPtrArray) left = np_help_text_parse (english);
      g_autoptr (GPtrArray) right = np_help_text_parse (chinese);

      g_assert_cmpstr (title, !=, "");
      g_assert_cmpuint (left->len, ==, right->len);
      for (guint j = 0; j < left->len; j++)
        g_assert_cmpint (get_block (left, j)->kind, ==, get_block (right, j)->kind);
    }
}

/* What people paste into the console has to be right. */
static void
test_policy (void)
{
  g_autofree char *english = load_page ("en", "connect");
  g_autofree char *chinese = load_page ("zh_CN", "connect");
  g_autoptr (GPtrArray) left = np_help_text_parse (english);
  g_autoptr (GPtrArray) right = np_help_text_parse (chinese);
  guint n_policies = 0;

  for (guint i = 0; i < left->len; i++)
    {
      const NpHelpBlock *block = get_block (left, i);
      g_autoptr (NpJson) json = NULL;
      g_autoptr (GError) error = NULL;

      if (block->kind != NP_HELP_CODE)
        continue;
      json = np_json_parse_text (block->text, &error);
      g_assert_no_error (error);
      g_assert_nonnull (strstr (block->text, "\"paimodel:UpdateModel\""));
      g_assert_cmpstr (block->text, ==, get_block (right, i)->text);
      n_policies++;
    }
  g_assert_cmpuint (n_policies, ==, 1);
}

static NpHelpWindow *
show_guide (AppRig *rig, const char *topic)
{
  np_help_window_present (rig->application, topic);
  return (NpHelpWindow *) np_app_await (NULL, NP_TYPE_HELP_WINDOW, NULL);
}

static void
test_window (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  NpHelpWindow *window = show_guide (rig, NULL);
  g_autofree char *text = load_page ("en", "connect");
  g_autofree char *title = np_help_text_dup_title (text);

  g_assert_nonnull (np_app_await (window, ADW_TYPE_ACTION_ROW, title));
  np_app_activate (window, "help.topic", "connect");
  g_assert_nonnull (np_app_await (window, GTK_TYPE_LABEL, "Get a key of few rights"));
  np_app_activate (window, "help.back", NULL);
  g_assert_true (show_guide (rig, "keyboard") == window);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A dialog leads to the guide, too. */
static void
test_from_dialog (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *dialog = NULL;

  np_app_activate (rig->window, "win.connect", NULL);
  dialog = np_app_await (NULL, NP_TYPE_CONNECT_DIALOG, NULL);
  np_app_click (dialog, "How to Get a Key of Few Rights");
  np_app_await (NULL, NP_TYPE_HELP_WINDOW, NULL);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/help/parse", test_parse);
  g_test_add_func ("/help/parse-open-fence", test_parse_open_fence);
  g_test_add_func ("/help/parse-marks", test_parse_marks);
  g_test_add_func ("/help/languages", test_languages);
  g_test_add_func ("/help/policy", test_policy);
  g_test_add_func ("/help/window", test_window);
  g_test_add_func ("/help/from-dialog", test_from_dialog);

  return app_rig_run ();
}
