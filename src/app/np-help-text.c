/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-help-text.h"

#include <string.h>

/* The pages of the guide are written in the part of Markdown that they need:
 * headings, paragraphs, lists, code blocks, and **bold**, *slanted* and `code`
 * within a line. A list item or a paragraph is one line. */

#define FENCE "```"

static PangoAttribute *
make_bold (void)
{
  return pango_attr_weight_new (PANGO_WEIGHT_BOLD);
}

static PangoAttribute *
make_slanted (void)
{
  return pango_attr_style_new (PANGO_STYLE_ITALIC);
}

static PangoAttribute *
make_code (void)
{
  return pango_attr_family_new ("monospace");
}

/* The marks within a line, the longer one first. */
static const struct
{
  const char *mark;
  PangoAttribute *(*make) (void);
} marks[] = {
  { "**", make_bold },
  { "*", make_slanted },
  { "`", make_code },
};

/* Appends what stands between two marks and says how it looks. Returns: where it
 * goes on; TEXT itself if no mark with an end begins here. */
static const char *
take_marked (GString *out, PangoAttrList *attributes, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize length = strlen (marks[i].mark);
      const char *end = NULL;
      PangoAttribute *attribute = NULL;

      if (!g_str_has_prefix (text, marks[i].mark))
        continue;
      end = strstr (text + length, marks[i].mark);
      /* With a blank beside it a mark stands for itself, as in 2 * 3. */
      if (end == NULL || end == text + length || text[length] == ' ' || end[-1] == ' ')
        continue;
      attribute = marks[i].make ();
      attribute->start_index = (guint) out->len;
      g_string_append_len (out, text + length, end - text - (gssize) length);
      attribute->end_index = (guint) out->len;
      pango_attr_list_insert (attributes, attribute);
      return end + length;
    }
  return text;
}

static NpHelpBlock *
block_new (NpHelpKind kind, const char *line, gsize mark_length)
{
  NpHelpBlock *block = g_new0 (NpHelpBlock, 1);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *text = line + mark_length;

  block->kind = kind;
  block->attributes = pango_attr_list_new ();
  if (kind == NP_HELP_NUMBER)
    block->mark = g_strstrip (g_strndup (line, mark_length));
  else if (kind == NP_HELP_BULLET)
    block->mark = g_strdup ("•");
  while (*text != '\0')
    {
      const char *next = take_marked (out, block->attributes, text);

      if (next == text)
        g_string_append_c (out, *text++);
      else
        text = next;
    }
  block->text = g_string_free (g_steal_pointer (&out), FALSE);
  return block;
}

/* Returns: how long the mark of a numbered item is, 0 if there is none */
static gsize
get_number_length (const char *line)
{
  gsize n = strspn (line, "0123456789");

  return n > 0 && g_str_has_prefix (line + n, ". ") ? n + 2 : 0;
}

static NpHelpBlock *
make_line (const char *line)
{
  gsize number = get_number_length (line);

  if (g_str_has_prefix (line, "## "))
    return block_new (NP_HELP_HEADING, line, 3);
  if (g_str_has_prefix (line, "# "))
    return block_new (NP_HELP_TITLE, line, 2);
  if (g_str_has_prefix (line, "- "))
    return block_new (NP_HELP_BULLET, line, 2);
  if (number > 0)
    return block_new (NP_HELP_NUMBER, line, number);
  return block_new (NP_HELP_PARAGRAPH, line, 0);
}

/* Takes the lines of a code block, after its first fence. */
static NpHelpBlock *
make_code_block (char *const *lines, guint *i)
{
  NpHelpBlock *block = g_new0 (NpHelpBlock, 1);
  g_autoptr (GString) code = g_string_new (NULL);

  for (; lines[*i] != NULL && !g_str_equal (lines[*i], FENCE); (*i)++)
    g_string_append_printf (code, "%s%s", code->len > 0 ? "\n" : "", lines[*i]);
  block->kind = NP_HELP_CODE;
  block->attributes = pango_attr_list_new ();
  pango_attr_list_insert (block->attributes, make_code ());
  block->text = g_string_free (g_steal_pointer (&code), FALSE);
  return block;
}

/**
 * np_help_block_free:
 * @data: an `NpHelpBlock`
 */
void
np_help_block_free (gpointer data)
{
  NpHelpBlock *block = data;

  g_free (block->mark);
  g_free (block->text);
  pango_attr_list_unref (block->attributes);
  g_free (block);
}

/**
 * np_help_text_parse:
 * @text: a page of the guide
 *
 * Returns: (transfer full) (element-type NpHelpBlock): its parts
 */
GPtrArray *
np_help_text_parse (const char *text)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func (np_help_block_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_equal (lines[i], FENCE))
        {
          i++;
          g_ptr_array_add (blocks, make_code_block (lines, &i));
          if (lines[i] == NULL)
            break;
        }
      else if (*lines[i] != '\0')
        g_ptr_array_add (blocks, make_line (lines[i]));
    }
  return blocks;
}

/**
 * np_help_text_dup_title:
 * @text: a page of the guide
 *
 * Returns: (transfer full): its title, which is its first line
 */
char *
np_help_text_dup_title (const char *text)
{
  if (!g_str_has_prefix (text, "# "))
    return g_strdup ("");
  return g_strndup (text + 2, strcspn (text + 2, "\n"));
}
