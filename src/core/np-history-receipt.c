/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* One save in Markdown, for a ticket or a file. Values come from people and from
 * the service: whatever is in them, they stay values. */

#include "config.h"

#include "np-history-entry.h"
#include "np-text-visible.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Longer ones, in bytes, do not stand in the table. */
#define MAX_CELL 160

/* Markdown takes blanks at the ends away, and joins those in a row. */
static gboolean
loses_blanks (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && (text[0] == ' ' || text[length - 1] == ' ' ||
                        strstr (text, "  ") != NULL || strchr (text, '\t') != NULL);
}

/* One line, in which everything can be seen. */
static char *
dup_line (const char *text)
{
  gboolean name_spaces = loses_blanks (text);
  char *visible = NULL;

  if (!name_spaces && strpbrk (text, "\r\n") == NULL && !np_text_has_invisible (text))
    return g_strdup (text);

  visible = np_text_dup_visible (text, name_spaces);
  g_strdelimit (visible, "\n", ' ');
  return visible;
}

static gsize
measure_longest_run (const char *text, char c)
{
  gsize longest = 0;
  gsize run = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      run = *p == c ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  return longest;
}

/* In a span of code nothing is Markdown, HTML, a mention or a link, but a run of
 * as many of its own marks. */
static void
append_code (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *line = dup_line (valid);
  g_autofree char *marks = g_strnfill (measure_longest_run (line, '`') + 1, '`');
  const char *space = strchr (line, '`') != NULL ? " " : "";

  g_string_append_printf (out, "%s%s%s%s%s", marks, space, line, space, marks);
}

/* Some readers of Markdown look for the bars of a table before all else. */
static gboolean
fits_in_cell (const char *text)
{
  return strlen (text) <= MAX_CELL && strpbrk (text, "\r\n|`") == NULL;
}

static const char *
describe_result (NpSavedResult result)
{
  switch (result)
    {
    case NP_SAVED_CONFIRMED:
      return _ ("Saved; the service was asked again and has every new value");
    case NP_SAVED_STORED_DIFFERENTLY:
      return _ ("Saved; the service stored a value in another form");
    case NP_SAVED_PARTLY:
      return _ ("Saved in part; the service did not keep every change");
    case NP_SAVED_UNCONFIRMED:
      return _ ("The service took it, but it could not be read again");
    case NP_SAVED_NOT_APPLIED:
      return _ ("Not saved; the service has the old values");
    case NP_SAVED_FAILED:
      return _ ("Not saved; nothing was changed");
    case NP_SAVED_UNKNOWN:
    default:
      return _ ("Not known if it was saved");
    }
}

static const char *
describe_fate (NpChangeFate fate)
{
  switch (fate)
    {
    case NP_FATE_KEPT:
      /* Translators: what became of a value: the service has it as it was sent */
      return _ ("kept");
    case NP_FATE_STORED_AS:
      return _ ("stored in another form");
    case NP_FATE_NOT_KEPT:
      return _ ("not kept");
    case NP_FATE_NOT_KNOWN:
    default:
      return _ ("not known");
    }
}

static char *
dup_time (gint64 saved_at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (saved_at / G_TIME_SPAN_SECOND);

  return time != NULL ? g_date_time_format_iso8601 (time) : g_strdup ("?");
}

static void
append_fact (GString *out, const char *label, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  g_string_append_printf (out, "- %s: ", label);
  append_code (out, text);
  g_string_append_c (out, '\n');
}

static void
append_facts (GString *out, NpHistoryEntry *self)
{
  g_autofree char *time = dup_time (np_history_entry_get_saved_at (self));

  append_fact (out, _ ("Model"), np_history_entry_get_model_name (self));
  append_fact (out, _ ("Model ID"), np_history_entry_get_model_id (self));
  append_fact (out, _ ("Time"), time);
  append_fact (out, _ ("Account"), np_history_entry_get_account_name (self));
  append_fact (out, _ ("Region"), np_history_entry_get_region (self));
  /* Translators: the address of the service; its own word */
  append_fact (out, _ ("Endpoint"), np_history_entry_get_host (self));
  append_fact (out, _ ("RequestId"), np_history_entry_get_request_id (self));
  g_string_append_printf (out, "- %s: %s\n", _ ("Result"),
                          describe_result (np_history_entry_get_result (self)));
  append_fact (out, _ ("Error code"), np_history_entry_get_code (self));
}

static void
append_cell (GString *out, const char *text)
{
  g_string_append (out, " | ");
  if (*text == '\0')
    /* Translators: in the place of a value that is empty */
    g_string_append_printf (out, "*%s*", _ ("empty"));
  else if (fits_in_cell (text))
    append_code (out, text);
  else
    g_string_append_printf (out, "*%s*", _ ("see below"));
}

/* What the service has, where that is not what was sent. */
static const char *
get_other_text (NpHistoryEntry *self, guint i)
{
  NpChangeFate fate = np_history_entry_get_change_fate (self, i);
  gboolean differs = fate == NP_FATE_STORED_AS || fate == NP_FATE_NOT_KEPT;

  return differs ? np_history_entry_get_change_stored (self, i) : NULL;
}

static void
append_row (GString *out, NpHistoryEntry *self, guint i)
{
  const char *other = get_other_text (self, i);

  g_string_append_printf (out, "| %s",
                          np_field_get_label (np_history_entry_get_change_field (self, i)));
  append_cell (out, np_history_entry_get_change_old (self, i));
  append_cell (out, np_history_entry_get_change_new (self, i));
  g_string_append_printf (out, " | %s",
                          describe_fate (np_history_entry_get_change_fate (self, i)));
  if (other != NULL)
    append_cell (out, other);
  else
    g_string_append (out, " | \xe2\x80\x93");
  g_string_append (out, " |\n");
}

/* In a fence nothing is Markdown but a longer run of its own marks. */
static void
append_fenced (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) lines = g_regex_split_simple ("\\r\\n|\\n|\\r", valid, G_REGEX_RAW, 0);
  g_autofree char *fence = g_strnfill (MAX (3, measure_longest_run (text, '`') + 1), '`');

  g_string_append_printf (out, "%stext\n", fence);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *visible = np_text_has_invisible (lines[i])
                                     ? np_text_dup_visible (lines[i], FALSE)
                                     : g_strdup (lines[i]);

      g_string_append_printf (out, "%s\n", visible);
    }
  g_string_append_printf (out, "%s\n", fence);
}

static void
append_long_text (GString *out, NpFieldId id, const char *which, const char *text)
{
  if (text == NULL || fits_in_cell (text))
    return;

  g_string_append_printf (out, "\n## %s: %s\n\n", np_field_get_label (id), which);
  append_fenced (out, text);
}

static void
append_table (GString *out, NpHistoryEntry *self)
{
  /* Translators: titles of a table: a field of a model, its value before and after the save,
   * and what came of it */
  const char *titles[] = { _ ("Field"), _ ("Before"), _ ("After"), _ ("Result"),
                           _ ("The service has") };

  g_string_append (out, "\n|");
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_string_append_printf (out, " %s |", titles[i]);
  g_string_append (out, "\n| --- | --- | --- | --- | --- |\n");
  for (guint i = 0; i < np_history_entry_get_n_changes (self); i++)
    append_row (out, self, i);
}

/**
 * np_history_entry_dup_receipt:
 * @self: an entry
 *
 * Writes a receipt in Markdown and the user's language: the model, when and by
 * which account it was saved (with the zone of this computer), the RequestId,
 * what came of it, and a table of the old and new values. Values that are long, or
 * of several lines, or would break the table follow below it, each in a fence. No value can be
 * taken for Markdown or HTML; what cannot be seen in one stands with its name.
 *
 * Returns: (transfer full): Markdown in UTF-8 with a line break at its end
 */
char *
np_history_entry_dup_receipt (NpHistoryEntry *self)
{
  GString *out = NULL;

  g_return_val_if_fail (NP_IS_HISTORY_ENTRY (self), NULL);

  out = g_string_new (NULL);
  g_string_append_printf (out, "# %s\n\n",
                          np_history_entry_get_is_undo (self)
                              ? _ ("Receipt for an undo of a change")
                              : _ ("Receipt for a change"));
  append_facts (out, self);
  append_table (out, self);
  for (guint i = 0; i < np_history_entry_get_n_changes (self); i++)
    {
      NpFieldId id = np_history_entry_get_change_field (self, i);

      /* Translators: above a long value: that before the save */
      append_long_text (out, id, _ ("before"), np_history_entry_get_change_old (self, i));
      /* Translators: above a long value: that after the save */
      append_long_text (out, id, _ ("after"), np_history_entry_get_change_new (self, i));
      append_long_text (out, id, _ ("the service has"), get_other_text (self, i));
    }

  return g_string_free (out, FALSE);
}
