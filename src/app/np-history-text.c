/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-history-text.h"

#include <glib/gi18n.h>

/* So many fields of a save are named in its first line. */
#define MAX_NAMED_FIELDS 4

typedef struct
{
  const char *icon;
  const char *style;
  const char *words;
} ResultText;

static const ResultText result_texts[] = {
  [NP_SAVED_CONFIRMED] = { "object-select-symbolic", "success", N_ ("Saved and confirmed") },
  [NP_SAVED_STORED_DIFFERENTLY] = { "object-select-symbolic", "success",
                                    N_ ("Saved, stored differently") },
  [NP_SAVED_PARTLY] = { "dialog-warning-symbolic", "warning", N_ ("Saved in part") },
  [NP_SAVED_UNCONFIRMED] = { "dialog-question-symbolic", "warning",
                             N_ ("Accepted, not read back") },
  [NP_SAVED_UNKNOWN] = { "dialog-question-symbolic", "warning",
                         N_ ("Not known whether it was saved") },
  [NP_SAVED_NOT_APPLIED] = { "dialog-error-symbolic", "error", N_ ("Not saved") },
  [NP_SAVED_FAILED] = { "dialog-error-symbolic", "error", N_ ("Not saved") },
};

/**
 * np_history_text_get_icon:
 * @result: how a save ended
 *
 * Returns: (transfer none): the name of an icon
 */
const char *
np_history_text_get_icon (NpSavedResult result)
{
  g_return_val_if_fail (result < G_N_ELEMENTS (result_texts), NULL);

  return result_texts[result].icon;
}

/**
 * np_history_text_get_style:
 * @result: how a save ended
 *
 * Returns: (transfer none): the style class for the icon
 */
const char *
np_history_text_get_style (NpSavedResult result)
{
  g_return_val_if_fail (result < G_N_ELEMENTS (result_texts), NULL);

  return result_texts[result].style;
}

/**
 * np_history_text_get_result:
 * @result: how a save ended
 *
 * Returns: (transfer none): the same in words
 */
const char *
np_history_text_get_result (NpSavedResult result)
{
  g_return_val_if_fail (result < G_N_ELEMENTS (result_texts), NULL);

  return _ (result_texts[result].words);
}

/**
 * np_history_text_get_fate:
 * @fate: what became of one change
 *
 * Returns: (transfer none) (nullable): the same in words; %NULL if it was kept as
 *   it was sent
 */
const char *
np_history_text_get_fate (NpChangeFate fate)
{
  switch (fate)
    {
    case NP_FATE_NOT_KEPT:
      return _ ("The service did not keep this.");
    case NP_FATE_NOT_KNOWN:
      return _ ("Not known whether the service kept this.");
    case NP_FATE_KEPT:
    case NP_FATE_STORED_AS:
    default:
      return NULL;
    }
}

static char *
name_fields (NpHistoryEntry *entry)
{
  guint n_changes = np_history_entry_get_n_changes (entry);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (n_changes, MAX_NAMED_FIELDS); i++)
    {
      /* Translators: between the names of two fields */
      g_string_append (names, i > 0 ? _ (", ") : "");
      g_string_append (names,
                       np_field_get_label (np_history_entry_get_change_field (entry, i)));
    }
  if (n_changes > MAX_NAMED_FIELDS)
    g_string_append (names, "…");
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/**
 * np_history_text_dup_summary:
 * @entry: a save
 *
 * Returns: (transfer full): what was saved, in one line
 */
char *
np_history_text_dup_summary (NpHistoryEntry *entry)
{
  guint n_changes = np_history_entry_get_n_changes (entry);
  g_autofree char *names = name_fields (entry);

  if (np_history_entry_get_is_undo (entry))
    /* Translators: how many fields got their old values again, and their names */
    return g_strdup_printf (ngettext ("%u field undone: %s", "%u fields undone: %s", n_changes),
                            n_changes, names);
  /* Translators: how many fields were saved, and their names */
  return g_strdup_printf (ngettext ("%u field: %s", "%u fields: %s", n_changes), n_changes,
                          names);
}
