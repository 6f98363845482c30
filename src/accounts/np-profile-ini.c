/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* The ini files: of the SDKs, and of the CLI before it had config.json. Not
 * GKeyFile: it refuses keys before a section, merges sections of one name, and
 * keeps a comment behind a value as part of it. */

#include "config.h"

#include "np-profile-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#define OLD_ID     "aliyun_access_key_id"
#define OLD_SECRET "aliyun_access_key_secret"
#define OLD_PREFIX "profile "

/* Ranges of the text, so that no secret is copied before it is asked for. */
typedef struct
{
  const char *start;
  gsize length;
} Range;

typedef struct
{
  Range key;
  Range value;
} Entry;

typedef struct
{
  Range name;
  guint line; /* of its header, 0 for what stands before the first one */
  guint first_entry;
  guint n_entries;
  gboolean is_closed; /* the header has its bracket */
} Section;

typedef struct
{
  /* Owned */
  GArray *entries;  /* of Entry, section by section */
  GArray *sections; /* of Section */

  /* State */
  guint n_left_out; /* lines that say nothing */
} Ini;

/* What counts in a section. One of the first four makes it a profile: other
 * programs keep sections of their own in such files. */
static const char *const known_keys[] = {
  "type", "access_key_id", OLD_ID, OLD_SECRET, "access_key_secret", "security_token", "enable",
};
#define N_MARKING_KEYS 4

static Range
strip (const char *start, const char *end)
{
  while (start < end && g_ascii_isspace (*start))
    start++;
  while (end > start && g_ascii_isspace (end[-1]))
    end--;

  return (Range){ start, (gsize) (end - start) };
}

static gboolean
is_comment_sign (char c)
{
  return c == '#' || c == ';';
}

static Section *
open_section (Ini *ini, Range name, guint line, gboolean is_closed)
{
  Section section = { name, line, ini->entries->len, 0, is_closed };

  g_array_append_val (ini->sections, section);
  return &g_array_index (ini->sections, Section, ini->sections->len - 1);
}

static void
read_header (Ini *ini, Range line, guint number)
{
  const char *start = line.start + 1;
  const char *end = line.start + line.length;
  const char *bracket = memchr (start, ']', (gsize) (end - start));

  open_section (ini, strip (start, bracket != NULL ? bracket : end), number, bracket != NULL);
}

/* The Python SDK cuts a value at a "#", Go's reader also at a ";". No value that
 * counts here can have either in it. */
static const char *
find_value_end (const char *start, const char *end)
{
  while (start < end && !is_comment_sign (*start))
    start++;
  return start;
}

static void
read_entry (Ini *ini, Range line)
{
  const char *end = line.start + line.length;
  const char *sign = line.start;
  Section *section = NULL;
  Entry entry;

  while (sign < end && *sign != '=' && *sign != ':')
    sign++;
  if (sign == end || sign == line.start)
    {
      ini->n_left_out++;
      return;
    }

  if (ini->sections->len == 0)
    section = open_section (ini, (Range){ line.start, 0 }, 0, TRUE);
  else
    section = &g_array_index (ini->sections, Section, ini->sections->len - 1);
  entry.key = strip (line.start, sign);
  entry.value = strip (sign + 1, find_value_end (sign + 1, end));
  g_array_append_val (ini->entries, entry);
  section->n_entries++;
}

static void
read_lines (Ini *ini, const char *text, gsize length)
{
  const char *end = text + length;
  guint number = 0;

  while (text < end)
    {
      const char *stop = text;
      Range line;

      while (stop < end && *stop != '\n' && *stop != '\r')
        stop++;
      number++;
      line = strip (text, stop);
      if (line.length > 0 && line.start[0] == '[')
        read_header (ini, line, number);
      else if (line.length > 0 && !is_comment_sign (line.start[0]))
        read_entry (ini, line);

      if (stop + 1 < end && stop[0] == '\r' && stop[1] == '\n')
        stop++;
      text = stop + 1;
    }
}

static gboolean
is_key (const Entry *entry, const char *key)
{
  return entry->key.length == strlen (key) &&
         g_ascii_strncasecmp (entry->key.start, key, entry->key.length) == 0;
}

static const Entry *
find_entry (const Ini *ini, const Section *section, const char *key, guint *out_count)
{
  const Entry *found = NULL;
  guint count = 0;

  for (guint i = 0; i < section->n_entries; i++)
    {
      const Entry *entry = &g_array_index (ini->entries, Entry, section->first_entry + i);

      if (is_key (entry, key))
        {
          found = entry;
          count++;
        }
    }
  if (out_count != NULL)
    *out_count = count;

  return found;
}

static char *
dup_value (const Ini *ini, const Section *section, const char *key)
{
  const Entry *entry = find_entry (ini, section, key, NULL);

  return entry != NULL ? g_strndup (entry->value.start, entry->value.length) : NULL;
}

/* A word such as a type: without the quotes some editors put around values. */
static char *
dup_word (const Ini *ini, const Section *section, const char *key)
{
  const Entry *entry = find_entry (ini, section, key, NULL);
  const char *start = NULL;
  gsize length = 0;

  if (entry == NULL)
    return NULL;

  start = entry->value.start;
  length = entry->value.length;
  if (length >= 2 && (start[0] == '"' || start[0] == '\'') && start[length - 1] == start[0])
    return g_strndup (start + 1, length - 2);
  return g_strndup (start, length);
}

static gboolean
has_value (const Ini *ini, const Section *section, const char *key)
{
  const Entry *entry = find_entry (ini, section, key, NULL);

  return entry != NULL && entry->value.length > 0;
}

static gboolean
is_profile (const Ini *ini, const Section *section)
{
  for (guint i = 0; i < N_MARKING_KEYS; i++)
    {
      if (find_entry (ini, section, known_keys[i], NULL) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_old (const Ini *ini, const Section *section)
{
  return find_entry (ini, section, OLD_ID, NULL) != NULL ||
         find_entry (ini, section, OLD_SECRET, NULL) != NULL;
}

static gboolean
is_switched_off (const Ini *ini, const Section *section)
{
  static const char *const words[] = { "false", "no", "off", "0" };
  g_autofree char *enable = dup_word (ini, section, "enable");

  for (guint i = 0; enable != NULL && i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (enable, words[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

static char *
dup_name (const Section *section)
{
  g_autofree char *name = g_strndup (section->name.start, section->name.length);

  return g_strdup (g_str_has_prefix (name, OLD_PREFIX) ? name + strlen (OLD_PREFIX) : name);
}

/* The SDKs want a type. Where it was forgotten the keys say what was meant. */
static void
read_type (const Ini *ini, const Section *section, NpProfileDraft *draft)
{
  g_autofree char *type = dup_word (ini, section, "type");

  if (type != NULL && *type != '\0')
    {
      draft->mode = np_profile_mode_find (NP_PROFILE_FORMAT_SDK, type);
      if (draft->mode == NP_PROFILE_MODE_UNKNOWN)
        draft->mode_name = g_steal_pointer (&type);
    }
  else if (!has_value (ini, section, "access_key_id") ||
           !has_value (ini, section, "access_key_secret"))
    draft->mode = NP_PROFILE_MODE_NONE;
  else if (has_value (ini, section, "security_token"))
    draft->mode = NP_PROFILE_MODE_STS_TOKEN;
  else
    draft->mode = NP_PROFILE_MODE_AK;
}

static void
read_keys (const Ini *ini, const Section *section, NpProfileDraft *draft)
{
  if (is_old (ini, section))
    {
      draft->mode = NP_PROFILE_MODE_AK;
      draft->access_key_id = dup_value (ini, section, OLD_ID);
      draft->secret = dup_value (ini, section, OLD_SECRET);
      return;
    }

  read_type (ini, section, draft);
  if (np_profile_draft_get_kind (draft) == NP_PROFILE_KIND_OTHER)
    return;

  draft->access_key_id = dup_value (ini, section, "access_key_id");
  draft->secret = dup_value (ini, section, "access_key_secret");
  if (draft->mode != NP_PROFILE_MODE_AK)
    draft->security_token = dup_value (ini, section, "security_token");
}

static void
read_section (const Ini *ini, const Section *section, NpProfileDraft *draft)
{
  /* Whose keys follow is anyone's guess. */
  if (!section->is_closed)
    np_profile_draft_refuse (
        draft, g_strdup_printf (_ ("Line %u opens a profile with “[” and has no "
                                   "“]”. Correct it, then choose the file again."),
                                section->line));
  for (guint i = 0; i < G_N_ELEMENTS (known_keys); i++)
    {
      guint count = 0;

      find_entry (ini, section, known_keys[i], &count);
      if (count > 1)
        np_profile_draft_refuse_twice (draft, known_keys[i]);
    }

  draft->name = dup_name (section);
  draft->is_disabled = is_switched_off (ini, section);
  read_keys (ini, section, draft);
}

/* The SDKs take "default". So did the old CLI, and without one its last profile,
 * as the CLI of today reads such a file. */
static const Section *
find_current (const Ini *ini, NpProfileFormat format)
{
  const Section *last = NULL;

  for (guint i = 0; i < ini->sections->len; i++)
    {
      const Section *section = &g_array_index (ini->sections, Section, i);
      g_autofree char *name = dup_name (section);

      if (!is_profile (ini, section))
        continue;
      if (g_str_equal (name, "default"))
        return section;
      last = section;
    }

  return format == NP_PROFILE_FORMAT_OLD_CLI ? last : NULL;
}

static NpProfileFormat
find_format (const Ini *ini)
{
  for (guint i = 0; i < ini->sections->len; i++)
    {
      const Section *section = &g_array_index (ini->sections, Section, i);

      if (is_profile (ini, section))
        return is_old (ini, section) ? NP_PROFILE_FORMAT_OLD_CLI : NP_PROFILE_FORMAT_SDK;
    }

  return NP_PROFILE_FORMAT_SDK;
}

/*< private >
 * np_profile_read_ini:
 * @sink: where the profiles go
 * @text: the text in UTF-8, without a byte order mark
 * @length: its length in bytes
 *
 * Reads a file of the SDKs or of the old CLI. A line ends with a line feed, a
 * carriage return or both. Keys before the first section are a profile
 * without a name. Lines that are neither section, entry nor comment are counted.
 */
void
np_profile_read_ini (NpProfileSink *sink, const char *text, gsize length)
{
  Ini ini = { 0 };
  const Section *current = NULL;

  ini.entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  ini.sections = g_array_new (FALSE, FALSE, sizeof (Section));
  read_lines (&ini, text, length);
  sink->format = find_format (&ini);
  sink->n_left_out += ini.n_left_out;
  current = find_current (&ini, sink->format);

  for (guint i = 0; i < ini.sections->len; i++)
    {
      const Section *section = &g_array_index (ini.sections, Section, i);
      g_auto (NpProfileDraft) draft = { 0 };

      if (!is_profile (&ini, section))
        continue;
      read_section (&ini, section, &draft);
      draft.is_current = section == current;
      np_profile_sink_add (sink, &draft);
    }

  g_array_unref (ini.entries);
  g_array_unref (ini.sections);
}
