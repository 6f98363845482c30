/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-permission.h"

/* Words of the service that are kept, of each rule and of all of them. */
#define MAX_RULES      8
#define MAX_WORD_CHARS 40

/* The four sorts of models that rules can tell apart. */
typedef enum
{
  OWN_PUBLIC = 1 << 0,
  OTHERS_PUBLIC = 1 << 1,
  OWN_PRIVATE = 1 << 2,
  OTHERS_PRIVATE = 1 << 3,
} Sort;

#define NOTHING     0u
#define ALL_PUBLIC  (guint) (OWN_PUBLIC | OTHERS_PUBLIC)
#define ALL_PRIVATE (guint) (OWN_PRIVATE | OTHERS_PRIVATE)
#define ALL_OWN     (guint) (OWN_PUBLIC | OWN_PRIVATE)
#define ALL_OTHERS  (guint) (OTHERS_PUBLIC | OTHERS_PRIVATE)
#define EVERYTHING  (ALL_PUBLIC | ALL_PRIVATE)

struct _NpPermission
{
  gatomicrefcount ref_count;

  /* Owned */
  char *code;
  GString *words;

  /* State */
  guint sorts;         /* which it is said to cover */
  gboolean is_unclear; /* there was more, which nobody here understands */
};

typedef struct
{
  const char *word;
  guint sorts;
} Word;

/* The API's documentation has PUBLIC, PRIVATE and ANY. */
static const Word accessibilities[] = {
  { "PUBLIC", ALL_PUBLIC },
  { "PRIVATE", ALL_PRIVATE },
  { "ANY", EVERYTHING },
};

/* Its editions have CREATOR, OTHERS, ALL, ANY, and PRIVATE for the creator. */
static const Word access_types[] = {
  { "CREATOR", ALL_OWN }, { "PRIVATE", ALL_OWN }, { "OTHERS", ALL_OTHERS },
  { "ANY", EVERYTHING },  { "ALL", EVERYTHING },
};

G_DEFINE_BOXED_TYPE (NpPermission, np_permission, np_permission_ref, np_permission_unref)

static guint
find_word (const Word *words, gsize n_words, const char *text)
{
  for (gsize i = 0; text != NULL && i < n_words; i++)
    {
      if (g_ascii_strcasecmp (words[i].word, text) == 0)
        return words[i].sorts;
    }
  return NOTHING;
}

static char *
dup_text (const NpJsonValue *object, const char *key)
{
  const NpJsonValue *value = NULL;

  if (np_json_value_get_kind (object) == NP_JSON_KIND_OBJECT)
    value = np_json_value_get_member (object, key);
  if (value == NULL || np_json_value_get_kind (value) != NP_JSON_KIND_STRING)
    return NULL;
  return np_json_value_dup_string (value);
}

static void
keep_word (NpPermission *self, const char *separator, const char *word)
{
  g_autofree char *start = NULL;

  if (word == NULL || *word == '\0')
    return;
  start = g_utf8_substring (word, 0, MIN (g_utf8_strlen (word, -1), MAX_WORD_CHARS));
  if (self->words->len > 0)
    g_string_append (self->words, separator);
  g_string_append (self->words, start);
}

/* By the documentation whose a model is does not count where it is public. */
static guint
find_sorts (const char *accessibility, const char *access_type)
{
  guint by_accessibility = find_word (accessibilities, G_N_ELEMENTS (accessibilities),
                                      accessibility);
  guint by_owner = find_word (access_types, G_N_ELEMENTS (access_types), access_type);

  if (by_accessibility == ALL_PUBLIC)
    return ALL_PUBLIC;
  if (by_accessibility == EVERYTHING && access_type == NULL)
    return EVERYTHING;
  return by_accessibility & by_owner;
}

static void
read_rule (NpPermission *self, guint i, const NpJsonValue *rule)
{
  g_autofree char *accessibility = dup_text (rule, "Accessibility");
  g_autofree char *access_type = dup_text (rule, "EntityAccessType");
  guint sorts = find_sorts (accessibility, access_type);

  self->sorts |= sorts;
  self->is_unclear |= sorts == NOTHING;
  if (i < MAX_RULES)
    {
      keep_word (self, ", ", accessibility);
      keep_word (self, " ", access_type);
    }
}

static const NpJsonValue *
find_rules (const char *code, const NpJsonValue *root)
{
  g_autofree char *told = dup_text (root, "PermissionCode");
  const NpJsonValue *rules = NULL;

  if (told != NULL && g_ascii_strcasecmp (told, code) != 0)
    return NULL;
  if (np_json_value_get_kind (root) == NP_JSON_KIND_OBJECT)
    rules = np_json_value_get_member (root, "PermissionRules");
  return rules != NULL && np_json_value_get_kind (rules) == NP_JSON_KIND_ARRAY ? rules : NULL;
}

/**
 * np_permission_new:
 * @code: the code of a permission
 * @answer: whether it is given, %NP_PERMISSION_CONDITIONAL excepted
 *
 * Makes an answer that no rules belong to.
 *
 * Returns: (transfer full): the answer
 */
NpPermission *
np_permission_new (const char *code, NpPermissionAnswer answer)
{
  NpPermission *self = NULL;

  g_return_val_if_fail (code != NULL, NULL);
  g_return_val_if_fail (answer != NP_PERMISSION_CONDITIONAL, NULL);

  self = g_new0 (NpPermission, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->code = g_strdup (code);
  self->words = g_string_new (NULL);
  self->sorts = answer == NP_PERMISSION_ALLOWED ? EVERYTHING : NOTHING;
  self->is_unclear = answer == NP_PERMISSION_UNKNOWN;
  return self;
}

/**
 * np_permission_new_from_json:
 * @code: the permission that was asked about
 * @root: an answer of GetPermission
 *
 * Reads the rules of an answer. The API's documentation does not say what it
 * means when there is none. A list without a rule is taken for a denial here,
 * since rules are what gives a permission; an answer without the list, or one
 * about another permission, says nothing. Any thread may call this.
 *
 * Returns: (transfer full): what it says
 */
NpPermission *
np_permission_new_from_json (const char *code, const NpJsonValue *root)
{
  const NpJsonValue *rules = NULL;
  NpPermission *self = NULL;

  g_return_val_if_fail (code != NULL, NULL);
  g_return_val_if_fail (root != NULL, NULL);

  rules = find_rules (code, root);
  if (rules == NULL)
    return np_permission_new (code, NP_PERMISSION_UNKNOWN);
  self = np_permission_new (code, NP_PERMISSION_DENIED);
  for (guint i = 0; i < np_json_value_get_length (rules); i++)
    read_rule (self, i, np_json_value_get_element (rules, i));
  return self;
}

/**
 * np_permission_ref:
 * @self: a permission
 *
 * Takes a reference. Safe from any thread.
 *
 * Returns: (transfer full): @self
 */
NpPermission *
np_permission_ref (NpPermission *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * np_permission_unref:
 * @self: (transfer full): a permission
 *
 * Gives a reference back; the last one frees it.
 */
void
np_permission_unref (NpPermission *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->code);
  g_string_free (self->words, TRUE);
  g_free (self);
}

/**
 * np_permission_get_code:
 * @self: a permission
 *
 * Returns: (transfer none): the code that was asked about
 */
const char *
np_permission_get_code (NpPermission *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->code;
}

/**
 * np_permission_get_answer:
 * @self: a permission
 *
 * Returns: whether it is given for every model
 */
NpPermissionAnswer
np_permission_get_answer (NpPermission *self)
{
  return np_permission_judge (self, NULL, NP_PERMISSION_OWNER_UNKNOWN);
}

static guint
find_asked (const char *accessibility, NpPermissionOwner owner)
{
  guint asked = EVERYTHING;

  if (g_strcmp0 (accessibility, "PUBLIC") == 0)
    asked &= ALL_PUBLIC;
  else if (g_strcmp0 (accessibility, "PRIVATE") == 0)
    asked &= ALL_PRIVATE;
  if (owner == NP_PERMISSION_OWNER_SELF)
    asked &= ALL_OWN;
  else if (owner == NP_PERMISSION_OWNER_OTHER)
    asked &= ALL_OTHERS;
  return asked;
}

/**
 * np_permission_judge:
 * @self: a permission
 * @accessibility: (nullable): the Accessibility of the model, as the service
 *   wrote it; %NULL if it is not known
 * @owner: whose the model is
 *
 * Applies the rules to a model of which more or less is known.
 *
 * Returns: whether the permission is given for it
 */
NpPermissionAnswer
np_permission_judge (NpPermission *self, const char *accessibility, NpPermissionOwner owner)
{
  guint asked = find_asked (accessibility, owner);
  guint covered = NOTHING;

  g_return_val_if_fail (self != NULL, NP_PERMISSION_UNKNOWN);

  covered = self->sorts & asked;
  if (covered == asked)
    return NP_PERMISSION_ALLOWED;
  if (self->is_unclear)
    return NP_PERMISSION_UNKNOWN;
  return covered != NOTHING ? NP_PERMISSION_CONDITIONAL : NP_PERMISSION_DENIED;
}

/**
 * np_permission_get_conditions:
 * @self: a permission
 *
 * Returns: what a model has to be in any case; %NP_PERMISSION_NO_CONDITION if the
 *   answer is not %NP_PERMISSION_CONDITIONAL, or if no single word says it
 */
NpPermissionCondition
np_permission_get_conditions (NpPermission *self)
{
  guint conditions = NP_PERMISSION_NO_CONDITION;

  g_return_val_if_fail (self != NULL, NP_PERMISSION_NO_CONDITION);

  if (np_permission_get_answer (self) != NP_PERMISSION_CONDITIONAL)
    return NP_PERMISSION_NO_CONDITION;
  if ((self->sorts & ALL_OTHERS) == NOTHING)
    conditions |= NP_PERMISSION_ONLY_OWN;
  if ((self->sorts & ALL_PRIVATE) == NOTHING)
    conditions |= NP_PERMISSION_ONLY_PUBLIC;
  if ((self->sorts & ALL_PUBLIC) == NOTHING)
    conditions |= NP_PERMISSION_ONLY_PRIVATE;
  return (NpPermissionCondition) conditions;
}

/**
 * np_permission_get_words:
 * @self: a permission
 *
 * Returns: (transfer none): the first rules in the service's own words, raw; may
 *   be empty
 */
const char *
np_permission_get_words (NpPermission *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->words->str;
}
