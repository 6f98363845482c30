/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-dialog.h"
#include "np-await.h"
#include "np-conflict-dialog.h"
#include "np-conflict-row.h"
#include "np-review-dialog.h"

/* Two people change the same model: what a person decides on is what is sent, and
 * nothing is lost on the way. */

#define OLD    RIG_MODEL_JSON ("\"Task\":\"old\",\"Domain\":\"nlp\",\"OrderNumber\":1")
#define THEIRS RIG_MODEL_JSON ("\"Task\":\"theirs\",\"Domain\":\"cv\",\"OrderNumber\":1")

/* Both changed the task; they the domain, too. */
static AppRig *
open_rig (void)
{
  AppRig *rig = app_rig_new_with_model (OLD);

  app_rig_edit (rig, NP_FIELD_TASK, "mine");
  app_rig_put_model (rig, THEIRS);
  return rig;
}

static void
go_on (GtkWidget *dialog)
{
  np_app_click (dialog, "Continue");
  np_app_await_gone (NP_TYPE_CONFLICT_DIALOG);
}

static void
send (AppRig *rig)
{
  np_app_click (np_app_await (NULL, NP_TYPE_REVIEW_DIALOG, NULL), "Send");
  np_app_await_gone (NP_TYPE_REVIEW_DIALOG);
  app_rig_await_toast (rig, "Saved.");
}

static void
assert_sent (AppRig *rig, const char *body)
{
  g_autofree char *sent = app_rig_dup_body (rig);

  g_assert_cmpstr (sent, ==, body);
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 1);
}

static void
assert_stored (AppRig *rig, const char *member, const char *raw)
{
  g_autofree char *stored = app_rig_dup_stored (rig, member);

  g_assert_cmpstr (stored, ==, raw);
}

static void
test_shows_sides (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = app_rig_await_conflict (rig);
  GtkWidget *row = np_app_find (dialog, NP_TYPE_CONFLICT_ROW, "Task");

  g_assert_cmpuint (app_rig_count_widgets (dialog, NP_TYPE_CONFLICT_ROW), ==, 1);
  g_assert_true (np_app_has_text (row, "old"));
  g_assert_true (np_app_has_text (row, "theirs"));
  g_assert_true (np_app_has_text (row, "mine"));
  g_assert_nonnull (np_app_find (dialog, ADW_TYPE_EXPANDER_ROW, "1 other change was joined"));
  g_assert_false (np_app_can_click (dialog, "Continue"));
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
}

/* Arrow keys go from one side to the other, and not to the next row. */
static void
test_by_keys (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = app_rig_await_conflict (rig);
  GtkWidget *row = np_app_find (dialog, NP_TYPE_CONFLICT_ROW, "Task");
  GtkWidget *button = np_app_find (row, GTK_TYPE_CHECK_BUTTON, "When you opened it");

  app_rig_choose (dialog, "When you opened it");
  gtk_widget_grab_focus (button);
  g_assert_true (np_app_press (row, "Down"));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (button)));
}

/* What was joined is listed when it is asked for. */
static void
test_joined (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = app_rig_await_conflict (rig);
  GtkWidget *joined = np_app_find (dialog, ADW_TYPE_EXPANDER_ROW, NULL);

  g_assert_false (np_app_has_text (joined, "cv"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (joined), TRUE);
  np_await_true (np_app_has_text (joined, "cv"));
  g_assert_true (np_app_has_text (joined, "nlp"));
}

static void
test_mine (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = app_rig_await_conflict (rig);

  app_rig_choose (dialog, "Yours");
  go_on (dialog);
  send (rig);
  assert_sent (rig, "{\"Task\":\"mine\"}");
  assert_stored (rig, "Domain", "\"cv\"");
  app_rig_assert_shown (rig, NP_FIELD_DOMAIN, "cv");
  g_assert_false (app_rig_can_save (rig));
}

/* There is nothing left of one's own: nothing is sent, and the form shows theirs. */
static void
test_theirs (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = app_rig_await_conflict (rig);

  app_rig_choose (dialog, "There now");
  go_on (dialog);
  np_await_nothing_pending ();
  g_assert_null (np_app_find (NULL, NP_TYPE_REVIEW_DIALOG, NULL));
  app_rig_assert_shown (rig, NP_FIELD_TASK, "theirs");
  app_rig_assert_shown (rig, NP_FIELD_DOMAIN, "cv");
  g_assert_false (app_rig_can_save (rig));
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
}

static void
test_base (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = app_rig_await_conflict (rig);

  app_rig_choose (dialog, "When you opened it");
  go_on (dialog);
  send (rig);
  assert_sent (rig, "{\"Task\":\"old\"}");
}

static void
type_value (GtkWidget *dialog, const char *text)
{
  GtkWidget *view = np_app_await (dialog, GTK_TYPE_TEXT_VIEW, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static void
test_typed (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = app_rig_await_conflict (rig);

  app_rig_choose (dialog, "Another value");
  type_value (dialog, "both");
  go_on (dialog);
  send (rig);
  assert_sent (rig, "{\"Task\":\"both\"}");
}

/* A value that cannot be sent says why, and nothing goes on. */
static void
test_typed_wrong (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (OLD);
  GtkWidget *dialog = NULL;

  app_rig_edit (rig, NP_FIELD_ORDER_NUMBER, "2");
  app_rig_put_model (rig, RIG_MODEL_JSON ("\"OrderNumber\":3"));
  dialog = app_rig_await_conflict (rig);
  app_rig_choose (dialog, "Another value");
  type_value (dialog, "many");
  g_assert_true (np_app_has_text (dialog, "whole number"));
  g_assert_false (np_app_can_click (dialog, "Continue"));
  type_value (dialog, "4");
  g_assert_false (np_app_has_text (dialog, "whole number"));
  go_on (dialog);
  send (rig);
  assert_sent (rig, "{\"OrderNumber\":4}");
}

static void
test_keep_editing (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = app_rig_await_conflict (rig);

  app_rig_choose (dialog, "There now");
  app_rig_press_key (dialog, "Escape");
  np_app_await_gone (NP_TYPE_CONFLICT_DIALOG);
  np_await_nothing_pending ();
  app_rig_assert_shown (rig, NP_FIELD_TASK, "mine");
  g_assert_true (app_rig_can_save (rig));
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
  /* What was read grows old: the next save looks anew. */
  g_assert_false (
      np_app_is_enabled (app_rig_get_editor (rig, NP_FIELD_TASK), "model.show-conflict"));

  /* It is asked again, and can be decided. */
  dialog = app_rig_await_conflict (rig);
  app_rig_choose (dialog, "Yours");
  go_on (dialog);
  send (rig);
  assert_sent (rig, "{\"Task\":\"mine\"}");
}

/* Extra info collides key by key; what does not collide stays on both sides. */
static void
test_extra_info (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (
      RIG_MODEL_JSON ("\"ExtraInfo\":{\"both\":1,\"mine\":1,\"theirs\":1,\"gone\":1}"));
  GtkWidget *dialog = NULL;
  GtkWidget *row = NULL;

  app_rig_edit (rig, NP_FIELD_EXTRA_INFO, "{\"both\":2,\"mine\":2,\"theirs\":1,\"gone\":1}");
  app_rig_put_model (rig,
                     RIG_MODEL_JSON ("\"ExtraInfo\":{\"both\":3,\"mine\":1,\"theirs\":3}"));
  dialog = app_rig_await_conflict (rig);
  g_assert_cmpuint (app_rig_count_widgets (dialog, NP_TYPE_CONFLICT_ROW), ==, 1);
  row = np_app_find (dialog, NP_TYPE_CONFLICT_ROW, "Extra info: both");
  g_assert_nonnull (row);
  app_rig_choose (row, "Yours");
  go_on (dialog);
  send (rig);
  assert_sent (rig, "{\"ExtraInfo\":{\"both\":2,\"mine\":2,\"theirs\":3}}");
}

/* Every collision is decided for itself, and all before it goes on. */
static void
test_several (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (OLD);
  GtkWidget *dialog = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "mine");
  app_rig_edit (rig, NP_FIELD_DOMAIN, "mine");
  app_rig_put_model (rig, THEIRS);
  dialog = app_rig_await_conflict (rig);
  app_rig_choose (np_app_find (dialog, NP_TYPE_CONFLICT_ROW, "Task"), "There now");
  g_assert_false (np_app_can_click (dialog, "Continue"));
  app_rig_choose (np_app_find (dialog, NP_TYPE_CONFLICT_ROW, "Domain"), "Yours");
  go_on (dialog);
  send (rig);
  assert_sent (rig, "{\"Domain\":\"mine\"}");
  assert_stored (rig, "Task", "\"theirs\"");
}

/* Without a review the save itself finds it. */
static void
test_without_review (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;

  app_rig_set_reviews_harmless (FALSE);
  app_rig_press_save (rig);
  dialog = np_app_await (NULL, NP_TYPE_CONFLICT_DIALOG, NULL);
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
  app_rig_choose (dialog, "Yours");
  go_on (dialog);
  app_rig_await_toast (rig, "Saved.");
  g_assert_null (np_app_find (NULL, NP_TYPE_REVIEW_DIALOG, NULL));
  assert_sent (rig, "{\"Task\":\"mine\"}");
}

/* What comes of a decision may do harm: then it is looked at, whatever is set. */
static void
test_risky_decision (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;

  app_rig_set_reviews_harmless (FALSE);
  app_rig_press_save (rig);
  dialog = np_app_await (NULL, NP_TYPE_CONFLICT_DIALOG, NULL);
  app_rig_choose (dialog, "Another value");
  type_value (dialog, "");
  go_on (dialog);
  np_app_await (NULL, NP_TYPE_REVIEW_DIALOG, NULL);
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
}

typedef struct
{
  graphene_rect_t places[3];
  guint n;
} Cells;

static void
collect_cells_cb (GtkWidget *widget, gpointer user_data)
{
  Cells *cells = user_data;

  if (gtk_widget_has_css_class (widget, "np-cell") && cells->n < 3 &&
      gtk_widget_compute_bounds (widget, GTK_WIDGET (gtk_widget_get_root (widget)),
                                 &cells->places[cells->n]))
    cells->n++;
}

/* Whether each cell stands below the one before. */
static gboolean
is_stacked (GtkWidget *dialog)
{
  Cells cells = { 0 };

  np_app_visit (dialog, collect_cells_cb, &cells);
  return cells.n == 3 && cells.places[0].origin.x == cells.places[2].origin.x &&
         cells.places[0].origin.y < cells.places[1].origin.y &&
         cells.places[1].origin.y < cells.places[2].origin.y;
}

static gboolean
is_side_by_side (GtkWidget *dialog)
{
  Cells cells = { 0 };

  np_app_visit (dialog, collect_cells_cb, &cells);
  return cells.n == 3 && cells.places[0].origin.y == cells.places[2].origin.y &&
         cells.places[0].origin.x < cells.places[1].origin.x;
}

static void
test_narrow (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = app_rig_await_conflict (rig);
  int minimum = 0;

  np_await_true (is_side_by_side (dialog));
  gtk_widget_measure (dialog, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 600);
  np_await_true (is_stacked (dialog));
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/conflict/shows-sides", test_shows_sides);
  g_test_add_func ("/conflict/by-keys", test_by_keys);
  g_test_add_func ("/conflict/joined", test_joined);
  g_test_add_func ("/conflict/mine", test_mine);
  g_test_add_func ("/conflict/theirs", test_theirs);
  g_test_add_func ("/conflict/base", test_base);
  g_test_add_func ("/conflict/typed", test_typed);
  g_test_add_func ("/conflict/typed/wrong", test_typed_wrong);
  g_test_add_func ("/conflict/keep-editing", test_keep_editing);
  g_test_add_func ("/conflict/extra-info", test_extra_info);
  g_test_add_func ("/conflict/several", test_several);
  g_test_add_func ("/conflict/without-review", test_without_review);
  g_test_add_func ("/conflict/risky-decision", test_risky_decision);
  g_test_add_func ("/conflict/narrow", test_narrow);

  return app_rig_run ();
}
