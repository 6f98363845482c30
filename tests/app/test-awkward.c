/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-dialog.h"
#include "np-app-stall.h"
#include "np-await.h"
#include "np-awkward-strings.h"
#include "np-json.h"
#include "np-marked-text.h"
#include "np-review-dialog.h"
#include "np-review-row.h"
#include "np-text-diff.h"

/* Awkward texts through the window: typed, looked at, sent and loaded again. What a
 * person looks at has names for what cannot be seen, and what is sent has not. */

static const NpFieldId fields[] = { NP_FIELD_MODEL_DESCRIPTION, NP_FIELD_ORIGIN,
                                    NP_FIELD_DOMAIN, NP_FIELD_TASK, NP_FIELD_MODEL_DOC };

#define N_AT_ONCE G_N_ELEMENTS (fields)

#define PLAIN                                                                         \
  RIG_MODEL_JSON ("\"ModelDescription\":\"plain\",\"Origin\":\"plain\",\"Domain\":\"" \
                  "plain\",\"Task\":\"plain\",\"ModelDoc\":\"plain\"")

/* Whether an entry can hold it whole; a longer one is refused there. */
static gboolean
fits (NpFieldId id, const char *text)
{
  return id == NP_FIELD_MODEL_DESCRIPTION || strlen (text) < 65534;
}

typedef struct
{
  GtkWidget *sides[2];
  guint n;
} Sides;

static void
collect_sides_cb (GtkWidget *widget, gpointer user_data)
{
  Sides *sides = user_data;

  if (NP_IS_MARKED_TEXT (widget) && sides->n < 2)
    sides->sides[sides->n++] = widget;
}

/* What stands under New; a part of it, between dots, when it is long. */
static const char *
get_new_side (GtkWidget *dialog, NpFieldId id)
{
  Sides sides = { 0 };

  np_app_visit (np_app_await (dialog, NP_TYPE_REVIEW_ROW, np_field_get_label (id)),
                collect_sides_cb, &sides);
  g_assert_cmpuint (sides.n, ==, 2);
  return gtk_label_get_text (GTK_LABEL (np_app_find (sides.sides[1], GTK_TYPE_LABEL, NULL)));
}

/* Whether @shown is all of @text, or a part of it between dots. */
static gboolean
is_shown (const char *shown, const char *text)
{
  g_autofree char *part = g_strdup (shown);
  char *start = part;

  if (g_str_equal (shown, text))
    return TRUE;
  if (!g_str_has_suffix (part, "…"))
    return FALSE;
  part[strlen (part) - strlen ("…")] = '\0';
  if (g_str_has_prefix (start, "…"))
    start += strlen ("…");
  return strlen (start) > 100 && strstr (text, start) != NULL;
}

static void
assert_reviewed (GtkWidget *dialog, NpFieldId id, const char *text)
{
  const char *shown = get_new_side (dialog, id);
  g_autofree char *named = np_text_dup_visible (text, FALSE);
  g_autofree char *named_spaces = np_text_dup_visible (text, TRUE);

  if (*text == '\0')
    g_assert_cmpstr (shown, ==, "Empty");
  else if (np_text_has_invisible (text))
    g_assert_true (is_shown (shown, named) || is_shown (shown, named_spaces));
  else
    g_assert_true (is_shown (shown, text) || is_shown (shown, named_spaces));
  g_assert_false (np_text_has_invisible (shown));
}

static void
assert_stored (AppRig *rig, NpFieldId id, const char *text)
{
  g_autofree char *raw = app_rig_dup_stored (rig, np_field_get_wire_name (id));
  g_autoptr (NpJson) json = raw != NULL ? np_json_parse_text (raw, NULL) : NULL;
  g_autofree char *stored = json != NULL ? np_json_value_dup_string (np_json_get_root (json))
                                         : NULL;

  g_assert_cmpstr (stored, ==, text);
}

static void
send (AppRig *rig, GtkWidget *dialog)
{
  guint n_saves = app_rig_count (rig, "UpdateModel");

  np_app_click (dialog, "Send");
  np_app_await_gone (NP_TYPE_REVIEW_DIALOG);
  np_await_true (app_rig_count (rig, "UpdateModel") == n_saves + 1);
  np_await_true (!app_rig_is_marked (rig, fields[0]));
}

/* Opens another model and this one again. */
static void
load_again (AppRig *rig)
{
  app_rig_open (rig, RIG_OTHER_ID);
  np_await_true (app_rig_is_shown (rig, NP_FIELD_MODEL_NAME, RIG_OTHER_NAME));
  app_rig_open (rig, RIG_MODEL_ID);
  np_await_true (app_rig_is_shown (rig, NP_FIELD_MODEL_NAME, "Plain"));
}

static void
go_all_the_way (AppRig *rig, const char *const *texts, gsize n_texts)
{
  GtkWidget *dialog = NULL;

  for (gsize i = 0; i < n_texts; i++)
    if (fits (fields[i], texts[i]))
      app_rig_edit (rig, fields[i], texts[i]);
  dialog = app_rig_await_review (rig);
  for (gsize i = 0; i < n_texts; i++)
    if (fits (fields[i], texts[i]))
      assert_reviewed (dialog, fields[i], texts[i]);
  send (rig, dialog);
  load_again (rig);
  for (gsize i = 0; i < n_texts; i++)
    if (fits (fields[i], texts[i]))
      {
        assert_stored (rig, fields[i], texts[i]);
        app_rig_assert_shown (rig, fields[i], texts[i]);
      }
}

/* All of them with NP_TEST_FULL, otherwise some. */
static void
test_awkward_texts (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (PLAIN);
  gsize n_texts = 0;
  const char *const *texts = np_awkward_strings_get (&n_texts);
  gsize step = g_getenv ("NP_TEST_FULL") != NULL ? N_AT_ONCE : 5 * N_AT_ONCE;

  for (gsize i = 0; i < n_texts; i += step)
    {
      NpAppStall *stall = np_app_stall_new ();

      g_test_message ("texts from %" G_GSIZE_FORMAT, i);
      go_all_the_way (rig, texts + i, MIN (n_texts - i, N_AT_ONCE));
      g_test_message ("the main loop stood still for %.0f ms at worst",
                      (double) np_app_stall_end (stall) / G_TIME_SPAN_MILLISECOND);
    }
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/awkward/all-the-way", test_awkward_texts);

  return app_rig_run ();
}
