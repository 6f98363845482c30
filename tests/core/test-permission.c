/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-permission.h"

#define CODE        NP_PERMISSION_UPDATE_MODEL
#define RULES(text) "{\"PermissionRules\":[" text "]}"
#define RULE(accessibility, access_type) \
  "{\"Accessibility\":\"" accessibility "\",\"EntityAccessType\":\"" access_type "\"}"

#define UNKNOWN     NP_PERMISSION_UNKNOWN
#define DENIED      NP_PERMISSION_DENIED
#define CONDITIONAL NP_PERMISSION_CONDITIONAL
#define ALLOWED     NP_PERMISSION_ALLOWED

#define NO_CONDITION NP_PERMISSION_NO_CONDITION
#define ONLY_OWN     NP_PERMISSION_ONLY_OWN
#define ONLY_PUBLIC  NP_PERMISSION_ONLY_PUBLIC
#define ONLY_PRIVATE NP_PERMISSION_ONLY_PRIVATE

static NpPermission *
read_text (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpJson) document = np_json_parse_text (json, &error);

  g_assert_no_error (error);
  return np_permission_new_from_json (CODE, np_json_get_root (document));
}

/* What comes of an answer, whatever the model, and for each sort of model. */
typedef struct
{
  const char *json;
  NpPermissionAnswer answer;
  guint conditions;
  NpPermissionAnswer own_public;
  NpPermissionAnswer others_public;
  NpPermissionAnswer own_private;
  NpPermissionAnswer others_private;
  const char *words;
} Case;

static const Case cases[] = {
  { RULES (RULE ("ANY", "ANY")), ALLOWED, NO_CONDITION, ALLOWED, ALLOWED, ALLOWED, ALLOWED,
    "ANY ANY" },
  { RULES (RULE ("any", "all")), ALLOWED, NO_CONDITION, ALLOWED, ALLOWED, ALLOWED, ALLOWED,
    "any all" },
  { RULES ("{\"Accessibility\":\"ANY\"}"), ALLOWED, NO_CONDITION, ALLOWED, ALLOWED, ALLOWED,
    ALLOWED, "ANY" },
  { RULES (RULE ("PUBLIC", "CREATOR") "," RULE ("PRIVATE", "ALL")), ALLOWED, NO_CONDITION,
    ALLOWED, ALLOWED, ALLOWED, ALLOWED, "PUBLIC CREATOR, PRIVATE ALL" },
  { RULES (RULE ("PRIVATE", "CREATOR")), CONDITIONAL, ONLY_OWN | ONLY_PRIVATE, DENIED, DENIED,
    ALLOWED, DENIED, "PRIVATE CREATOR" },
  { RULES (RULE ("PRIVATE", "PRIVATE")), CONDITIONAL, ONLY_OWN | ONLY_PRIVATE, DENIED, DENIED,
    ALLOWED, DENIED, "PRIVATE PRIVATE" },
  { RULES (RULE ("PRIVATE", "OTHERS")), CONDITIONAL, ONLY_PRIVATE, DENIED, DENIED, DENIED,
    ALLOWED, "PRIVATE OTHERS" },
  { RULES (RULE ("PRIVATE", "ANY")), CONDITIONAL, ONLY_PRIVATE, DENIED, DENIED, ALLOWED,
    ALLOWED, "PRIVATE ANY" },
  { RULES (RULE ("ANY", "CREATOR")), CONDITIONAL, ONLY_OWN, ALLOWED, DENIED, ALLOWED, DENIED,
    "ANY CREATOR" },
  { RULES (RULE ("PUBLIC", "")), CONDITIONAL, ONLY_PUBLIC, ALLOWED, ALLOWED, DENIED, DENIED,
    "PUBLIC" },
  { RULES ("{\"Accessibility\":\"PUBLIC\"}," RULE ("PRIVATE", "CREATOR")), CONDITIONAL,
    NO_CONDITION, ALLOWED, ALLOWED, ALLOWED, DENIED, "PUBLIC, PRIVATE CREATOR" },
  { RULES (""), DENIED, NO_CONDITION, DENIED, DENIED, DENIED, DENIED, "" },
  { "{\"PermissionCode\":\"paimodel:UPDATEMODEL\",\"PermissionRules\":[]}", DENIED,
    NO_CONDITION, DENIED, DENIED, DENIED, DENIED, "" },

  /* Not understood, in part or as a whole. */
  { RULES (RULE ("TEAM", "ANY")), UNKNOWN, NO_CONDITION, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
    "TEAM ANY" },
  { RULES (RULE ("PRIVATE", "TEAM")), UNKNOWN, NO_CONDITION, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
    "PRIVATE TEAM" },
  { RULES (RULE ("PRIVATE", "TEAM") "," RULE ("PUBLIC", "")), UNKNOWN, NO_CONDITION, ALLOWED,
    ALLOWED, UNKNOWN, UNKNOWN, "PRIVATE TEAM, PUBLIC" },
  { RULES (RULE ("TEAM", "") "," RULE ("ANY", "ANY")), ALLOWED, NO_CONDITION, ALLOWED, ALLOWED,
    ALLOWED, ALLOWED, "TEAM, ANY ANY" },
  { RULES ("{}"), UNKNOWN, NO_CONDITION, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "" },
  { RULES ("null,7,\"ANY\",[]"), UNKNOWN, NO_CONDITION, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
    "" },
  { RULES ("{\"Accessibility\":[\"ANY\"],\"EntityAccessType\":7}"), UNKNOWN, NO_CONDITION,
    UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "" },
  { "{}", UNKNOWN, NO_CONDITION, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "" },
  { "[]", UNKNOWN, NO_CONDITION, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "" },
  { "7", UNKNOWN, NO_CONDITION, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "" },
  { "{\"PermissionRules\":null}", UNKNOWN, NO_CONDITION, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
    "" },
  { "{\"PermissionRules\":{}}", UNKNOWN, NO_CONDITION, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "" },
  { "{\"PermissionRules\":true}", UNKNOWN, NO_CONDITION, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
    "" },
  { "{\"PermissionCode\":\"PaiModel:DeleteModel\",\"PermissionRules\":[]}", UNKNOWN,
    NO_CONDITION, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "" },
};

static void
test_answers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *item = &cases[i];
      g_autoptr (NpPermission) permission = read_text (item->json);

      g_test_message ("%s", item->json);
      g_assert_cmpstr (np_permission_get_code (permission), ==, CODE);
      g_assert_cmpint (np_permission_get_answer (permission), ==, item->answer);
      g_assert_cmpuint (np_permission_get_conditions (permission), ==, item->conditions);
      g_assert_cmpint (np_permission_judge (permission, "PUBLIC", NP_PERMISSION_OWNER_SELF), ==,
                       item->own_public);
      g_assert_cmpint (np_permission_judge (permission, "PUBLIC", NP_PERMISSION_OWNER_OTHER),
                       ==, item->others_public);
      g_assert_cmpint (np_permission_judge (permission, "PRIVATE", NP_PERMISSION_OWNER_SELF),
                       ==, item->own_private);
      g_assert_cmpint (np_permission_judge (permission, "PRIVATE", NP_PERMISSION_OWNER_OTHER),
                       ==, item->others_private);
      g_assert_cmpstr (np_permission_get_words (permission), ==, item->words);
    }
}

/* The less is known of a model, the less is said. */
static void
test_little_known (void)
{
  g_autoptr (NpPermission) own_private = read_text (RULES (RULE ("PRIVATE", "CREATOR")));
  g_autoptr (NpPermission) public = read_text (RULES (RULE ("PUBLIC", "")));

  g_assert_cmpint (np_permission_judge (own_private, "PRIVATE", NP_PERMISSION_OWNER_UNKNOWN),
                   ==, CONDITIONAL);
  g_assert_cmpint (np_permission_judge (own_private, NULL, NP_PERMISSION_OWNER_SELF), ==,
                   CONDITIONAL);
  g_assert_cmpint (np_permission_judge (own_private, NULL, NP_PERMISSION_OWNER_OTHER), ==,
                   DENIED);
  g_assert_cmpint (np_permission_judge (public, "PUBLIC", NP_PERMISSION_OWNER_UNKNOWN), ==,
                   ALLOWED);
  g_assert_cmpint (np_permission_judge (public, "SECRET", NP_PERMISSION_OWNER_SELF), ==,
                   CONDITIONAL);
}

static void
test_made (void)
{
  static const NpPermissionAnswer answers[] = { UNKNOWN, DENIED, ALLOWED };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      NpPermission *permission = np_permission_new (CODE, answers[i]);
      g_autoptr (NpPermission) other = np_permission_ref (permission);

      np_permission_unref (permission);
      g_assert_cmpint (np_permission_get_answer (other), ==, answers[i]);
      g_assert_cmpuint (np_permission_get_conditions (other), ==, NO_CONDITION);
      g_assert_cmpstr (np_permission_get_words (other), ==, "");
    }
}

/* A service that talks too much. */
static void
test_long (void)
{
  g_autoptr (GString) rules = g_string_new (RULE ("ANY", "ANY"));
  g_autofree char *json = NULL;
  g_autoptr (NpPermission) permission = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (rules,
                     "," RULE ("铭牌铭牌铭牌铭牌铭牌铭牌铭牌铭牌铭牌铭牌铭牌铭牌铭牌铭牌铭牌铭"
                               "牌铭牌铭牌铭牌铭牌铭牌铭牌铭牌铭牌",
                               ""));
  json = g_strdup_printf ("{\"PermissionRules\":[%s]}", rules->str);
  permission = read_text (json);
  g_assert_cmpint (np_permission_get_answer (permission), ==, ALLOWED);
  g_assert_true (g_utf8_validate (np_permission_get_words (permission), -1, NULL));
  g_assert_cmpint (g_utf8_strlen (np_permission_get_words (permission), -1), ==,
                   7 + 7 * (2 + 40));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/permission/answers", test_answers);
  g_test_add_func ("/permission/little-known", test_little_known);
  g_test_add_func ("/permission/made", test_made);
  g_test_add_func ("/permission/long", test_long);
  return g_test_run ();
}
