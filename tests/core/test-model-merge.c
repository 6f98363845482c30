/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-merge.h"

#include "np-model-fixture.h"

/* One field, merged. Models are given by the JSON of the field, NULL for none. */
typedef struct
{
  NpFieldId field;
  const char *base;
  const char *theirs;
  const char *mine;
  NpMergeState state;
  guint n_collisions;
  const char *merged; /* while nothing is chosen */
} Row;

static NpModelMerge *
merge_field (NpFieldId id, const char *base, const char *theirs, const char *mine)
{
  g_autoptr (NpModel) base_model = np_fixture_model_with (id, base);
  g_autoptr (NpModel) theirs_model = np_fixture_model_with (id, theirs);
  const char *texts[NP_N_FIELDS] = { NULL };

  texts[id] = mine;
  return np_model_merge_new_for_model (base_model, theirs_model, texts);
}

static void
assert_row (const Row *row)
{
  g_autoptr (NpModelMerge) merge = merge_field (row->field, row->base, row->theirs, row->mine);
  g_autofree char *text = np_model_merge_dup_text (merge, row->field);
  g_autofree char *shown = g_strescape (row->mine, NULL);

  g_test_message ("%s: %s, %s, %s", np_field_get_wire_name (row->field), row->base, row->theirs,
                  shown);
  g_assert_cmpint (np_model_merge_get_state (merge, row->field), ==, row->state);
  g_assert_cmpuint (np_model_merge_get_n_collisions (merge), ==, row->n_collisions);
  g_assert_cmpuint (np_model_merge_get_n_open (merge), ==, row->n_collisions);
  g_assert_cmpint (np_model_merge_get_is_settled (merge), ==, row->n_collisions == 0);
  g_assert_cmpstr (text, ==, row->merged);
  g_assert_cmpuint (np_model_merge_get_n_joined (merge), ==,
                    row->state == NP_MERGE_THEIRS || row->state == NP_MERGE_JOINED);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (id != row->field)
        g_assert_cmpint (np_model_merge_get_state (merge, id), ==, NP_MERGE_UNTOUCHED);
    }
}

static void
assert_rows (const Row *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    assert_row (&rows[i]);
}

/* Each field that takes any text. */
static void
test_strings (void)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      NpFieldKind kind = np_field_get_kind (id);
      const Row rows[] = {
        { id, "\"a\"", "\"a\"", "a", NP_MERGE_UNTOUCHED, 0, "a" },
        { id, "\"a\"", "\"a\"", "b", NP_MERGE_MINE, 0, "b" },
        { id, "\"a\"", "\"b\"", "a", NP_MERGE_THEIRS, 0, "b" },
        { id, "\"a\"", "\"b\"", "b", NP_MERGE_SAME, 0, "b" },
        { id, "\"a\"", "\"b\"", "c", NP_MERGE_COLLISION, 1, "c" },
        { id, "\"a\"", "\"a \"", "b", NP_MERGE_COLLISION, 1, "b" },
        { id, "\"a\"", "\"\"", "b", NP_MERGE_COLLISION, 1, "b" },
        { id, "\"a\"", NULL, "a", NP_MERGE_THEIRS, 0, "" },
        { id, "\"a\"", NULL, "", NP_MERGE_SAME, 0, "" },
        { id, "\"a\"", "null", "b", NP_MERGE_COLLISION, 1, "b" },
        { id, NULL, "null", "", NP_MERGE_UNTOUCHED, 0, "" },
        { id, NULL, "\"\"", "b", NP_MERGE_MINE, 0, "b" },
        { id, "\"\"", "\"x\\r\\ny\"", "", NP_MERGE_THEIRS, 0, "x\r\ny" },
        { id, "\"x\\r\\ny\"", "\"x\\ny\"", "x\ny ", NP_MERGE_COLLISION, 1, "x\ny " },
        { id, "\"\\u00e9\"", "\"e\\u0301\"", "\xc3\xa9", NP_MERGE_THEIRS, 0, "e\xcc\x81" },
      };

      if (kind != NP_FIELD_KIND_INTEGER && kind != NP_FIELD_KIND_JSON_OBJECT)
        assert_rows (rows, G_N_ELEMENTS (rows));
    }
}

static void
test_integers (void)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      const Row rows[] = {
        { id, "7", "7", "7", NP_MERGE_UNTOUCHED, 0, "7" },
        { id, "7", "7", " 7 ", NP_MERGE_UNTOUCHED, 0, "7" },
        { id, "7", "7", " 8 ", NP_MERGE_MINE, 0, " 8 " },
        { id, "7", "8", "7", NP_MERGE_THEIRS, 0, "8" },
        { id, "7", "8", "\t8", NP_MERGE_SAME, 0, "8" },
        { id, "7", "8", "9", NP_MERGE_COLLISION, 1, "9" },
        { id, "7", NULL, "8", NP_MERGE_COLLISION, 1, "8" },
        { id, "7", "\"7\"", "8", NP_MERGE_MINE, 0, "8" },
        { id, "7", "7", "", NP_MERGE_MINE, 0, "" },
        { id, "7", "8", "x", NP_MERGE_COLLISION, 1, "x" },
        { id, NULL, "0", "", NP_MERGE_THEIRS, 0, "0" },
        { id, "9223372036854775807", "9223372036854775806", "9223372036854775807",
          NP_MERGE_THEIRS, 0, "9223372036854775806" },
        /* Unreadable. */
        { id, "7", "1e3", "7", NP_MERGE_THEIRS, 0, "1e3" },
        { id, "7", "1e3", "8", NP_MERGE_COLLISION, 1, "8" },
        { id, "7", "1e3", "1e3", NP_MERGE_COLLISION, 1, "1e3" },
        { id, "1e3", "7", "1e3", NP_MERGE_THEIRS, 0, "7" },
        { id, "1e3", "1e3", "1e3", NP_MERGE_UNTOUCHED, 0, "1e3" },
      };

      if (np_field_get_kind (id) == NP_FIELD_KIND_INTEGER)
        assert_rows (rows, G_N_ELEMENTS (rows));
    }
}

static void
test_extra_info (void)
{
  const NpFieldId id = NP_FIELD_EXTRA_INFO;
  const Row rows[] = {
    { id, "{\"a\":1}", "{\"a\":1}", "{ \"a\":1 }", NP_MERGE_UNTOUCHED, 0, "{\n  \"a\": 1\n}" },
    { id, "{\"a\":1}", "{\"a\":1}", "{\"a\":2}", NP_MERGE_MINE, 0, "{\"a\":2}" },
    { id, "{\"a\":1}", "{\"a\":1}", "{\"a\":", NP_MERGE_MINE, 0, "{\"a\":" },
    { id, "{\"a\":1}", "{\"a\":2}", "{\"a\":1}", NP_MERGE_THEIRS, 0, "{\n  \"a\": 2\n}" },
    { id, "{\"a\":1}", "{\"a\":2}", "{\"a\":2}", NP_MERGE_SAME, 0, "{\n  \"a\": 2\n}" },
    /* Other keys, each side one. */
    { id, "{\"a\":1,\"b\":1}", "{\"a\":2,\"b\":1}", "{\"a\":1,\"b\":2}", NP_MERGE_JOINED, 0,
      "{\n  \"a\": 2,\n  \"b\": 2\n}" },
    /* Digits stay. */
    { id, "{\"r\":4.90}", "{\"r\":4.90,\"n\":1}", "{\"r\":4.900}", NP_MERGE_JOINED, 0,
      "{\n  \"r\": 4.900,\n  \"n\": 1\n}" },
    { id, "{\"r\":4.90}", "{\"r\":4.9}", "{\"r\":4.90,\"n\":12345678901234567890}",
      NP_MERGE_JOINED, 0, "{\n  \"r\": 4.9,\n  \"n\": 12345678901234567890\n}" },
    /* The order: theirs, then what is new in mine. */
    { id, "{}", "{\"t\":1,\"a\":1}", "{\"z\":1,\"a\":1,\"b\":1}", NP_MERGE_JOINED, 0,
      "{\n  \"t\": 1,\n  \"a\": 1,\n  \"z\": 1,\n  \"b\": 1\n}" },
    /* Removed keys. */
    { id, "{\"a\":1,\"b\":1}", "{\"a\":1}", "{\"b\":1}", NP_MERGE_JOINED, 0, "{}" },
    { id, "{\"a\":1,\"b\":1}", "{\"a\":1}", "{\"a\":2,\"b\":1}", NP_MERGE_JOINED, 0,
      "{\n  \"a\": 2\n}" },
    { id, "{\"a\":1}", "{}", "{\"a\":2}", NP_MERGE_COLLISION, 1, "{\n  \"a\": 2\n}" },
    { id, "{\"a\":1}", "{\"a\":2}", "{}", NP_MERGE_COLLISION, 1, "{}" },
    { id, "{\"a\":1}", "{\"b\":1}", "{\"b\":1}", NP_MERGE_SAME, 0, "{\n  \"b\": 1\n}" },
    /* One level is what people understand. */
    { id, "{\"o\":{\"a\":1,\"b\":1}}", "{\"o\":{\"a\":2,\"b\":1}}", "{\"o\":{\"a\":1,\"b\":2}}",
      NP_MERGE_COLLISION, 1, "{\n  \"o\": {\n    \"a\": 1,\n    \"b\": 2\n  }\n}" },
    { id, "{\"l\":[1]}", "{\"l\":[1,2]}", "{\"l\":[3,1]}", NP_MERGE_COLLISION, 1,
      "{\n  \"l\": [\n    3,\n    1\n  ]\n}" },
    /* Two keys collide, one does not. */
    { id, "{\"a\":1,\"b\":1,\"c\":1}", "{\"a\":2,\"b\":2,\"c\":2}", "{\"a\":3,\"b\":3,\"c\":1}",
      NP_MERGE_COLLISION, 2, "{\n  \"a\": 3,\n  \"b\": 3,\n  \"c\": 2\n}" },
    /* Keys are the same by what they mean, and stay as they are written. */
    { id, "{\"\\u0061\":1}", "{\"\\u0061\":1,\"b\":1}", "{\"a\":2}", NP_MERGE_JOINED, 0,
      "{\n  \"\\u0061\": 2,\n  \"b\": 1\n}" },
    { id, "{}", "{\"t\":1}", "{\"\\u00e9\\n\":1}", NP_MERGE_JOINED, 0,
      "{\n  \"t\": 1,\n  \"\\u00e9\\n\": 1\n}" },
    /* Not there before. */
    { id, NULL, "{\"t\":1}", "{\"m\":1}", NP_MERGE_JOINED, 0, "{\n  \"t\": 1,\n  \"m\": 1\n}" },
    { id, "{\"a\":1}", NULL, "{\"a\":1,\"m\":1}", NP_MERGE_JOINED, 0, "{\n  \"m\": 1\n}" },
    { id, "{\"a\":1}", "null", "{\"a\":2}", NP_MERGE_COLLISION, 1, "{\n  \"a\": 2\n}" },
    /* Only as a whole. */
    { id, "{\"a\":1}", "{\"a\":2}", "{\"a\":", NP_MERGE_COLLISION, 1, "{\"a\":" },
    { id, "{\"a\":1}", "{\"a\":2}", "", NP_MERGE_COLLISION, 1, "" },
    { id, "{\"a\":1}", "{\"a\":2}", "[1]", NP_MERGE_COLLISION, 1, "[1]" },
    { id, "{\"a\":1}", "{\"a\":2}", "{\"b\":1,\"b\":2}", NP_MERGE_COLLISION, 1,
      "{\"b\":1,\"b\":2}" },
    /* Unreadable. */
    { id, "{\"a\":1}", "[1]", "{\"a\":1}", NP_MERGE_THEIRS, 0, "[1]" },
    { id, "{\"a\":1}", "[1]", "{\"a\":2}", NP_MERGE_COLLISION, 1, "{\"a\":2}" },
    { id, "{\"a\":1}", "{\"b\":1,\"b\":1}", "{\"a\":2}", NP_MERGE_COLLISION, 1, "{\"a\":2}" },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

/* Without a wish the service has its way, and nobody is told of a change. */
static void
test_no_wish (void)
{
  static const char *const none[NP_N_FIELDS] = { NULL };
  const char *base[NP_N_FIELDS] = { [NP_FIELD_TASK] = "translation" };
  const char *mine[NP_N_FIELDS] = { [NP_FIELD_TASK] = "mine", [NP_FIELD_DOMAIN] = "mine" };
  g_autoptr (NpModel) theirs = np_fixture_model (np_fixture_whole);
  g_autoptr (NpModelMerge) nothing = np_model_merge_new (none, theirs, none);
  g_autoptr (NpModelMerge) one = np_model_merge_new (base, theirs, mine);
  g_autoptr (NpModelChanges) changes = NULL;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_autofree char *text = np_model_merge_dup_text (nothing, id);

      g_assert_cmpint (np_model_merge_get_state (nothing, id), ==, NP_MERGE_THEIRS);
      g_assert_cmpstr (text, ==, np_model_get_text (theirs, id));
      g_assert_cmpint (np_model_merge_get_state (one, id), ==,
                       id == NP_FIELD_TASK ? NP_MERGE_MINE : NP_MERGE_THEIRS);
    }
  g_assert_cmpuint (np_model_merge_get_n_joined (nothing), ==, 0);
  g_assert_null (np_model_merge_get_base_text (one, NP_FIELD_DOMAIN));
  g_assert_cmpstr (np_model_merge_get_mine_text (one, NP_FIELD_DOMAIN), ==, "mine");
  g_assert_cmpstr (np_model_merge_get_theirs_text (one, NP_FIELD_DOMAIN), ==, "nlp");

  changes = np_model_merge_dup_changes (one);
  g_assert_cmpuint (np_model_changes_get_length (changes), ==, 1);
  g_assert_cmpstr (np_model_changes_get_new_text (changes, 0), ==, "mine");
}

static void
notify_cb (NpModelMerge *merge, GParamSpec *pspec, guint *n_notified)
{
  *n_notified += 1;
}

static void
test_choose_field (void)
{
  static const char *const expected[] = { "c", "b", "a" };
  g_autoptr (NpModelMerge) merge = merge_field (NP_FIELD_TASK, "\"a\"", "\"b\"", "c");
  g_autoptr (NpModelChanges) changes = NULL;
  g_autofree char *typed = NULL;
  guint n_notified = 0;

  g_signal_connect (merge, "notify::n-open", G_CALLBACK (notify_cb), &n_notified);
  g_assert_false (np_model_merge_get_is_decided (merge, 0));
  g_assert_cmpint (np_model_merge_get_collision_field (merge, 0), ==, NP_FIELD_TASK);
  g_assert_null (np_model_merge_get_collision_key (merge, 0));
  g_assert_null (np_model_merge_get_collision_text (merge, 0, NP_MERGE_SIDE_TYPED));
  for (NpMergeSide side = NP_MERGE_SIDE_MINE; side <= NP_MERGE_SIDE_BASE; side++)
    {
      g_autofree char *text = NULL;

      g_assert_cmpstr (np_model_merge_get_collision_text (merge, 0, side), ==, expected[side]);
      np_model_merge_choose (merge, 0, side, NULL);
      text = np_model_merge_dup_text (merge, NP_FIELD_TASK);
      g_assert_cmpstr (text, ==, expected[side]);
      g_assert_cmpint (np_model_merge_get_choice (merge, 0), ==, side);
      g_assert_true (np_model_merge_get_is_decided (merge, 0));
      g_assert_true (np_model_merge_get_is_settled (merge));
      g_assert_null (np_model_merge_check_choice (merge, 0));
      g_assert_cmpint (np_model_merge_get_state (merge, NP_FIELD_TASK), ==, NP_MERGE_COLLISION);
    }

  np_model_merge_choose (merge, 0, NP_MERGE_SIDE_TYPED, "d");
  np_model_merge_choose (merge, 0, NP_MERGE_SIDE_THEIRS, NULL);
  changes = np_model_merge_dup_changes (merge);
  g_assert_cmpuint (np_model_changes_get_length (changes), ==, 0);
  g_assert_cmpstr (np_model_merge_get_collision_text (merge, 0, NP_MERGE_SIDE_TYPED), ==, "d");
  np_model_merge_choose (merge, 0, NP_MERGE_SIDE_TYPED,
                         np_model_merge_get_collision_text (merge, 0, NP_MERGE_SIDE_TYPED));
  typed = np_model_merge_dup_text (merge, NP_FIELD_TASK);
  g_assert_cmpstr (typed, ==, "d");
  g_assert_cmpuint (n_notified, ==, 1);
}

/* What is typed or kept must be such that it can be sent. */
static void
test_check_field (void)
{
  g_autoptr (NpModelMerge) merge = merge_field (NP_FIELD_ORDER_NUMBER, "1", "2", "x");
  g_autofree char *mine_problem = NULL;
  g_autofree char *typed_problem = NULL;

  g_assert_null (np_model_merge_check_choice (merge, 0));
  np_model_merge_choose (merge, 0, NP_MERGE_SIDE_MINE, NULL);
  mine_problem = np_model_merge_check_choice (merge, 0);
  g_assert_nonnull (mine_problem);
  g_assert_false (np_model_merge_get_is_settled (merge));
  np_model_merge_choose (merge, 0, NP_MERGE_SIDE_TYPED, "3,5");
  typed_problem = np_model_merge_check_choice (merge, 0);
  g_assert_nonnull (typed_problem);
  np_model_merge_choose (merge, 0, NP_MERGE_SIDE_TYPED, "3");
  g_assert_null (np_model_merge_check_choice (merge, 0));
  g_assert_true (np_model_merge_get_is_settled (merge));
}

/* Nobody knows what would be overwritten. */
static void
test_unreadable (void)
{
  static const NpMergeSide sides[] = { NP_MERGE_SIDE_MINE, NP_MERGE_SIDE_BASE,
                                       NP_MERGE_SIDE_TYPED };
  g_autoptr (NpModelMerge)
      merge = merge_field (NP_FIELD_EXTRA_INFO, "{\"a\":1}", "[1]", "{\"a\":2}");

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autofree char *problem = NULL;
      g_autoptr (NpModelChanges) changes = NULL;

      np_model_merge_choose (merge, 0, sides[i], "{}");
      problem = np_model_merge_check_choice (merge, 0);
      changes = np_model_merge_dup_changes (merge);
      g_assert_nonnull (problem);
      g_assert_false (np_model_merge_get_is_settled (merge));
      g_assert_cmpuint (np_model_changes_get_length (changes), ==, 0);
    }
  np_model_merge_choose (merge, 0, NP_MERGE_SIDE_THEIRS, NULL);
  g_assert_true (np_model_merge_get_is_settled (merge));
}

static void
assert_merged (NpModelMerge *merge, const char *expected)
{
  g_autofree char *text = np_model_merge_dup_text (merge, NP_FIELD_EXTRA_INFO);

  g_assert_true (np_model_texts_equal (NP_FIELD_EXTRA_INFO, text, expected));
}

static void
test_choose_key (void)
{
  g_autoptr (NpModelMerge) merge =
      merge_field (NP_FIELD_EXTRA_INFO, "{\"a\":1,\"b\":1,\"c\":[1]}",
                   "{\"a\":2,\"c\":[1],\"d\":{\"e\":1}}", "{\"b\":2,\"c\":[1],\"d\":4.90}");

  g_assert_cmpuint (np_model_merge_get_n_collisions (merge), ==, 3);
  g_assert_cmpstr (np_model_merge_get_collision_key (merge, 0), ==, "a");
  g_assert_cmpstr (np_model_merge_get_collision_key (merge, 1), ==, "d");
  g_assert_cmpstr (np_model_merge_get_collision_key (merge, 2), ==, "b");
  g_assert_null (np_model_merge_get_collision_text (merge, 0, NP_MERGE_SIDE_MINE));
  g_assert_cmpstr (np_model_merge_get_collision_text (merge, 0, NP_MERGE_SIDE_THEIRS), ==, "2");
  g_assert_cmpstr (np_model_merge_get_collision_text (merge, 0, NP_MERGE_SIDE_BASE), ==, "1");
  g_assert_cmpstr (np_model_merge_get_collision_text (merge, 1, NP_MERGE_SIDE_THEIRS), ==,
                   "{\n  \"e\": 1\n}");
  g_assert_null (np_model_merge_get_collision_text (merge, 2, NP_MERGE_SIDE_THEIRS));

  assert_merged (merge, "{\"c\":[1],\"d\":4.90,\"b\":2}");
  np_model_merge_choose (merge, 0, NP_MERGE_SIDE_THEIRS, NULL);
  assert_merged (merge, "{\"a\":2,\"c\":[1],\"d\":4.90,\"b\":2}");
  np_model_merge_choose (merge, 1, NP_MERGE_SIDE_BASE, NULL);
  assert_merged (merge, "{\"a\":2,\"c\":[1],\"b\":2}");
  g_assert_cmpuint (np_model_merge_get_n_open (merge), ==, 1);
  np_model_merge_choose (merge, 2, NP_MERGE_SIDE_TYPED, " [ 1.0 ] ");
  assert_merged (merge, "{\"a\":2,\"c\":[1],\"b\":[1.0]}");
  g_assert_true (np_model_merge_get_is_settled (merge));
}

/* One value, and nothing that ends it and goes on. */
static void
test_check_key (void)
{
  static const char *const bad[] = {
    "", " ", "x", "1,\"z\":2", "1}", "{\"a\":1,\"a\":2}", "'a'"
  };
  g_autoptr (NpModelMerge)
      merge = merge_field (NP_FIELD_EXTRA_INFO, "{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
  g_autofree char *opening = g_strnfill (64, '[');
  g_autofree char *closing = g_strnfill (64, ']');
  g_autofree char *deep = g_strconcat (opening, closing, NULL);
  g_autofree char *problem = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *bad_problem = NULL;

      np_model_merge_choose (merge, 0, NP_MERGE_SIDE_TYPED, bad[i]);
      bad_problem = np_model_merge_check_choice (merge, 0);
      g_assert_nonnull (bad_problem);
      g_assert_false (np_model_merge_get_is_settled (merge));
    }

  /* Just not too deep by itself. */
  np_model_merge_choose (merge, 0, NP_MERGE_SIDE_TYPED, deep);
  problem = np_model_merge_check_choice (merge, 0);
  g_assert_nonnull (problem);
  np_model_merge_choose (merge, 0, NP_MERGE_SIDE_TYPED, "null");
  g_assert_null (np_model_merge_check_choice (merge, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/model-merge/strings", test_strings);
  g_test_add_func ("/core/model-merge/integers", test_integers);
  g_test_add_func ("/core/model-merge/extra-info", test_extra_info);
  g_test_add_func ("/core/model-merge/no-wish", test_no_wish);
  g_test_add_func ("/core/model-merge/choose-field", test_choose_field);
  g_test_add_func ("/core/model-merge/check-field", test_check_field);
  g_test_add_func ("/core/model-merge/unreadable", test_unreadable);
  g_test_add_func ("/core/model-merge/choose-key", test_choose_key);
  g_test_add_func ("/core/model-merge/check-key", test_check_key);

  return g_test_run ();
}
