/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-outcome-text.h"

#include <glib/gi18n.h>

#include "np-value-text.h"

/* What the program says of the outcome of a save: what was seen, value by value. */

/* So many keys of extra info are told one by one. */
#define MAX_KEYS 3

static void
line_free (gpointer data)
{
  NpOutcomeLine *line = data;

  g_free (line->name);
  g_free (line->sentence);
  g_free (line);
}

static GPtrArray *
make_lines (void)
{
  return g_ptr_array_new_with_free_func (line_free);
}

static void
take_line (GPtrArray *lines, char *name, char *sentence, gboolean is_good)
{
  NpOutcomeLine *line = g_new0 (NpOutcomeLine, 1);

  line->name = name;
  line->sentence = sentence;
  line->is_good = is_good;
  g_ptr_array_add (lines, line);
}

/* A sentence about two values. */
typedef char *(*Say) (const char *first, const char *second);

static char *
say_stored_as (const char *sent, const char *stored)
{
  /* Translators: of a field; %1$s and %2$s are values of it, in quotation marks */
  return g_strdup_printf (_ ("Stored as %2$s. You sent %1$s."), sent, stored);
}

static char *
say_not_kept (const char *sent, const char *stored)
{
  /* Translators: of a field; %1$s and %2$s are values of it, in quotation marks */
  return g_strdup_printf (_ ("Not kept. You sent %1$s, and the service has %2$s."), sent,
                          stored);
}

static char *
say_still_there (const char *sent, const char *stored)
{
  /* Translators: of a field; %s is its value, in quotation marks */
  return g_strdup_printf (_ ("Not kept. You took it out, and the service still has %s."),
                          stored);
}

static char *
say_emptied (const char *sent, const char *stored)
{
  /* Translators: of a field; %s is its value, in quotation marks */
  return g_strdup_printf (_ ("Not kept. You sent %s, and now it is empty."), sent);
}

static char *
say_lost (const char *before, const char *now)
{
  /* Translators: of a field; %1$s and %2$s are values of it, in quotation marks */
  return g_strdup_printf (_ ("It was %1$s and is %2$s now, though you did not change it."),
                          before, now);
}

static char *
say_overwritten (const char *theirs, const char *mine)
{
  /* Translators: of a field; %1$s and %2$s are values of it, in quotation marks */
  return g_strdup_printf (_ ("Somebody else had just set it to %1$s. Your %2$s replaced that."),
                          theirs, mine);
}

static char *
say_overwritten_by_nothing (const char *theirs, const char *mine)
{
  /* Translators: of a field; %s is its value, in quotation marks */
  return g_strdup_printf (_ ("Somebody else had just set it to %s. You took it out."), theirs);
}

static char *
say_later (const char *theirs, const char *mine)
{
  /* Translators: of a field; %1$s and %2$s are values of it, in quotation marks */
  return g_strdup_printf (_ ("You saved %2$s. It is %1$s now."), theirs, mine);
}

static char *
say_later_than_nothing (const char *theirs, const char *mine)
{
  /* Translators: of a field; %s is its value, in quotation marks */
  return g_strdup_printf (_ ("You took it out. It is %s now."), theirs);
}

static gboolean
is_nothing (const char *text)
{
  return text == NULL || *text == '\0';
}

/* Nothing is not something that was sent, or that somebody has. */
static Say
adapt (Say say, const NpValuePair *pair)
{
  if (say == say_not_kept && is_nothing (pair->old_text))
    return say_still_there;
  if (say == say_not_kept && is_nothing (pair->new_text))
    return say_emptied;
  if (say == say_overwritten && is_nothing (pair->new_text))
    return say_overwritten_by_nothing;
  if (say == say_later && is_nothing (pair->new_text))
    return say_later_than_nothing;
  return say;
}

/* Extra info is told key by key. */
static void
add_pairs (GPtrArray *lines, NpFieldId id, const char *first, const char *second, Say say)
{
  g_autoptr (GPtrArray) pairs = np_value_text_split (id, first, second);

  for (guint i = 0; i < pairs->len; i++)
    {
      const NpValuePair *pair = pairs->pdata[i];
      g_autofree char *first_value = np_value_text_dup_short (id, pair->old_text);
      g_autofree char *second_value = np_value_text_dup_short (id, pair->new_text);

      take_line (lines, np_value_text_dup_name (id, pair->key),
                 adapt (say, pair) (first_value, second_value), FALSE);
    }
}

/* When more keys than a person wants to read one by one are lost, only named. */
static gboolean
add_lost_keys (GPtrArray *lines, NpFieldId id, const char *before, const char *now)
{
  g_autoptr (GPtrArray) pairs = np_value_text_split (id, before, now);
  g_autoptr (GString) keys = g_string_new (NULL);

  if (pairs->len <= MAX_KEYS)
    return FALSE;
  for (guint i = 0; i < pairs->len; i++)
    {
      const NpValuePair *pair = pairs->pdata[i];

      /* Translators: between the names of two facts */
      g_string_append (keys, i > 0 ? C_ ("list", ", ") : "");
      g_string_append (keys, pair->key);
    }
  take_line (
      lines, np_value_text_dup_name (id, NULL),
      /* Translators: %s is a list of names */
      g_strdup_printf (_ ("These have another value now, though you did not change them: "
                          "%s"),
                       keys->str),
      FALSE);
  return TRUE;
}

static void
add_lost (GPtrArray *lines, NpSaveOutcome *outcome)
{
  for (guint i = 0; i < np_save_outcome_get_n_lost (outcome); i++)
    {
      NpFieldId id = np_save_outcome_get_lost_field (outcome, i);
      const char *before = np_save_outcome_get_lost_text (outcome, i);
      const char *now = np_model_get_text (np_save_outcome_get_stored (outcome), id);

      if (!add_lost_keys (lines, id, before, now))
        add_pairs (lines, id, before, now, say_lost);
    }
}

static void
add_overwritten (GPtrArray *lines, NpSaveOutcome *outcome)
{
  NpModelChanges *changes = np_save_outcome_get_changes (outcome);

  for (guint i = 0; i < np_save_outcome_get_n_overwritten (outcome); i++)
    {
      NpFieldId id = np_save_outcome_get_overwritten_field (outcome, i);
      guint sent = 0;

      if (np_model_changes_has_field (changes, id, &sent))
        add_pairs (lines, id, np_save_outcome_get_overwritten_text (outcome, i),
                   np_model_changes_get_new_text (changes, sent), say_overwritten);
    }
}

static void
add_unsendable (GPtrArray *lines, NpSaveOutcome *outcome)
{
  for (guint i = 0; i < np_save_outcome_get_n_unsendable (outcome); i++)
    take_line (lines,
               np_value_text_dup_name (np_save_outcome_get_unsendable_field (outcome, i), NULL),
               g_strdup (_ ("It had no value before, and the service has no way to take one "
                            "away.")),
               FALSE);
}

static void
add_bad_change (GPtrArray *lines, NpSaveOutcome *outcome, guint i)
{
  NpModelChanges *changes = np_save_outcome_get_changes (outcome);
  NpFieldId id = np_model_changes_get_field (changes, i);
  const char *sent = np_model_changes_get_new_text (changes, i);
  g_autofree char *stored = np_save_outcome_dup_stored_text (outcome, i);

  switch (np_save_outcome_get_fate (outcome, i))
    {
    case NP_FATE_STORED_AS:
      add_pairs (lines, id, sent, stored, say_stored_as);
      break;
    case NP_FATE_NOT_KEPT:
      add_pairs (lines, id, sent, stored, say_not_kept);
      break;
    case NP_FATE_KEPT:
    case NP_FATE_NOT_KNOWN:
    default:
      break;
    }
}

static void
add_other_change (GPtrArray *lines, NpSaveOutcome *outcome, guint i)
{
  NpModelChanges *changes = np_save_outcome_get_changes (outcome);
  NpFieldId id = np_model_changes_get_field (changes, i);
  g_autofree char *sent = np_value_text_dup_short (id,
                                                   np_model_changes_get_new_text (changes, i));

  if (np_save_outcome_get_fate (outcome, i) == NP_FATE_KEPT)
    take_line (lines, np_value_text_dup_name (id, NULL),
               /* Translators: %s is a value that was saved */
               g_strdup_printf (_ ("Confirmed: %s"), sent), TRUE);
  else if (np_save_outcome_get_fate (outcome, i) != NP_FATE_NOT_KNOWN)
    return;
  else if (is_nothing (np_model_changes_get_new_text (changes, i)))
    take_line (lines, np_value_text_dup_name (id, NULL),
               g_strdup (_ ("You took it out. What the service has is not known.")), FALSE);
  else
    take_line (lines, np_value_text_dup_name (id, NULL),
               /* Translators: of a field; %s is its value, in quotation marks */
               g_strdup_printf (_ ("You sent %s. What the service has is not known."), sent),
               FALSE);
}

/**
 * np_outcome_text_needs_look:
 * @outcome: what a save came to
 *
 * Returns: whether there is more to say than that all of it is there
 */
gboolean
np_outcome_text_needs_look (NpSaveOutcome *outcome)
{
  return np_save_outcome_get_result (outcome) != NP_SAVED_CONFIRMED ||
         np_save_outcome_get_n_lost (outcome) > 0 ||
         np_save_outcome_get_n_overwritten (outcome) > 0 ||
         np_save_outcome_get_n_unsendable (outcome) > 0;
}

static char *
describe_confirmed (NpSaveOutcome *outcome)
{
  guint n_changes = np_save_outcome_get_n_changes (outcome);
  guint n_overwritten = np_save_outcome_get_n_overwritten (outcome);

  if (n_overwritten > 0)
    return g_strdup_printf (ngettext ("Saved, over %u value that somebody else had just set.",
                                      "Saved, over %u values that somebody else had just set.",
                                      n_overwritten),
                            n_overwritten);

  if (np_save_outcome_get_is_already_there (outcome))
    return g_strdup (_ ("Nothing had to be sent. The service has all of it already."));
  if (np_save_outcome_get_is_undo (outcome))
    return g_strdup_printf (ngettext ("The old value is back, and confirmed.",
                                      "The old values of %u fields are back, and confirmed.",
                                      n_changes),
                            n_changes);
  /* Translators: the same number twice, as all changes were kept; name it once
   * where that reads better */
  return g_strdup_printf (ngettext ("Saved. %1$u of %1$u change confirmed.",
                                    "Saved. %1$u of %1$u changes confirmed.", n_changes),
                          n_changes);
}

static char *
describe_stored_differently (NpSaveOutcome *outcome)
{
  guint n_changes = np_save_outcome_get_n_changes (outcome);

  if (n_changes == 1)
    return g_strdup (_ ("Saved, but the service stored it differently."));
  /* Translators: first how many changes were stored as sent, then how many were sent */
  return g_strdup_printf (ngettext ("Saved, but some of it is stored differently: %u of %u "
                                    "change is there as sent.",
                                    "Saved, but some of it is stored differently: %u of %u "
                                    "changes are there as sent.",
                                    n_changes),
                          np_save_outcome_get_n_kept (outcome), n_changes);
}

static char *
describe_partly (NpSaveOutcome *outcome)
{
  guint n_changes = np_save_outcome_get_n_changes (outcome);
  guint n_kept = np_save_outcome_get_n_kept (outcome);

  if (n_kept == 0)
    return g_strdup_printf (ngettext ("Not saved. The service said yes, but kept nothing of %u "
                                      "change.",
                                      "Not saved. The service said yes, but kept nothing of %u "
                                      "changes.",
                                      n_changes),
                            n_changes);
  /* Translators: first how many changes the service kept, then how many were sent */
  return g_strdup_printf (ngettext ("Saved in part: the service kept %u of %u change.",
                                    "Saved in part: the service kept %u of %u changes.",
                                    n_changes),
                          n_kept, n_changes);
}

/**
 * np_outcome_text_dup_headline:
 * @outcome: what a save came to
 *
 * Returns: (transfer full): how it ended, in a sentence or two
 */
char *
np_outcome_text_dup_headline (NpSaveOutcome *outcome)
{
  guint n_lost = np_save_outcome_get_n_lost (outcome);

  /* That is worse than anything else. */
  if (n_lost > 0)
    return g_strdup_printf (ngettext ("The save changed %u field that you did not touch.",
                                      "The save changed %u fields that you did not touch.",
                                      n_lost),
                            n_lost);
  switch (np_save_outcome_get_result (outcome))
    {
    case NP_SAVED_CONFIRMED:
      return describe_confirmed (outcome);
    case NP_SAVED_STORED_DIFFERENTLY:
      return describe_stored_differently (outcome);
    case NP_SAVED_PARTLY:
      return describe_partly (outcome);
    case NP_SAVED_UNCONFIRMED:
      return g_strdup (
          _ ("The service accepted the changes, but they could not be read back."));
    case NP_SAVED_NOT_APPLIED:
      if (np_save_outcome_get_error (outcome) == NULL)
        return describe_partly (outcome);
      return g_strdup (_ ("Not saved. The answer was lost. The model was read again and still "
                          "has the old values."));
    case NP_SAVED_UNKNOWN:
    case NP_SAVED_FAILED:
    default:
      return g_strdup (_ ("The answer was lost, so it is not known whether the service has the "
                          "changes."));
    }
}

/**
 * np_outcome_text_get_next_step:
 * @outcome: what a save came to
 *
 * Returns: (transfer none) (nullable): what to do about it, if there is anything
 */
const char *
np_outcome_text_get_next_step (NpSaveOutcome *outcome)
{
  if (np_save_outcome_get_n_lost (outcome) > 0 ||
      np_save_outcome_get_n_overwritten (outcome) > 0)
    return _ ("Give Back sends the values that were there before.");
  switch (np_save_outcome_get_result (outcome))
    {
    case NP_SAVED_STORED_DIFFERENTLY:
    case NP_SAVED_PARTLY:
      return _ ("What you typed is still in the form, where it differs.");
    case NP_SAVED_UNCONFIRMED:
    case NP_SAVED_UNKNOWN:
      return _ ("What you typed is still in the form. Look again before you save once more.");
    case NP_SAVED_NOT_APPLIED:
      return _ ("What you typed is still in the form. You can save again.");
    case NP_SAVED_CONFIRMED:
    case NP_SAVED_FAILED:
    default:
      return NULL;
    }
}

/**
 * np_outcome_text_dup_lines:
 * @outcome: what a save came to
 *
 * Returns: (transfer full) (element-type NpOutcomeLine): what became of each
 *   value, what needs a look first
 */
GPtrArray *
np_outcome_text_dup_lines (NpSaveOutcome *outcome)
{
  GPtrArray *lines = make_lines ();

  add_lost (lines, outcome);
  add_overwritten (lines, outcome);
  for (guint i = 0; i < np_save_outcome_get_n_changes (outcome); i++)
    add_bad_change (lines, outcome, i);
  add_unsendable (lines, outcome);
  for (guint i = 0; i < np_save_outcome_get_n_changes (outcome); i++)
    add_other_change (lines, outcome, i);
  return lines;
}

/**
 * np_outcome_text_dup_later_headline:
 * @undone: what somebody else undid of a save: the old texts are theirs
 *
 * Returns: (transfer full): that it happened
 */
char *
np_outcome_text_dup_later_headline (NpModelChanges *undone)
{
  guint n = np_model_changes_get_length (undone);

  return g_strdup_printf (ngettext ("Somebody else changed what you have just saved.",
                                    "Somebody else changed %u of the values that you have just "
                                    "saved.",
                                    n),
                          n);
}

/**
 * np_outcome_text_dup_later_lines:
 * @undone: what somebody else undid of a save: the old texts are theirs
 *
 * Returns: (transfer full) (element-type NpOutcomeLine): what each value is now
 */
GPtrArray *
np_outcome_text_dup_later_lines (NpModelChanges *undone)
{
  GPtrArray *lines = make_lines ();

  for (guint i = 0; i < np_model_changes_get_length (undone); i++)
    add_pairs (lines, np_model_changes_get_field (undone, i),
               np_model_changes_get_old_text (undone, i),
               np_model_changes_get_new_text (undone, i), say_later);
  return lines;
}
