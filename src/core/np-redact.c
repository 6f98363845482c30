/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-redact.h"

#include <string.h>

#include "np-redact-private.h"

/* What the service says of a signature may repeat all that was signed, the
 * security token too, and what a library says of a connection may repeat the
 * password of a proxy. So every text of others passes through here before it
 * becomes part of an error, a log or a report.
 *
 * Each decision looks at the bytes from one place on and at the one before, and
 * waits while more bytes could change it: so it does not matter in which pieces
 * a text comes. */
struct _NpRedactor
{
  /* Owned */
  NpRedactForms *forms;
  GString *held; /* what came and is not decided on yet */

  /* State */
  NpRedactSkip skip;
  char before;
};

/**
 * np_redactor_new:
 *
 * Starts a text. The secrets it looks for are those that an #NpSecret holds at
 * this moment, besides what looks like one by its name or its place.
 *
 * Returns: (transfer full): a new redactor
 */
NpRedactor *
np_redactor_new (void)
{
  NpRedactor *self = g_new0 (NpRedactor, 1);

  self->forms = np_redact_forms_new ();
  self->held = g_string_new (NULL);
  return self;
}

/**
 * np_redactor_free:
 * @self: (transfer full): a redactor
 */
void
np_redactor_free (NpRedactor *self)
{
  np_redact_forms_free (self->forms);
  explicit_bzero (self->held->str, self->held->allocated_len);
  g_string_free (self->held, TRUE);
  g_free (self);
}

static NpRedactVerdict
match (NpRedactor *self, const NpRedactPlace *place, NpRedactMatch *out_match)
{
  NpRedactVerdict verdict = np_redact_forms_match (self->forms, place, out_match);

  return verdict != NP_REDACT_NO ? verdict : np_redact_match (place, out_match);
}

/* Takes bytes of a text that nothing is known of yet. */
static gsize
step_in_text (NpRedactor *self, const NpRedactPlace *place, GString *out)
{
  NpRedactMatch found = { 0, 0, NP_REDACT_NOTHING };

  switch (match (self, place, &found))
    {
    case NP_REDACT_MAYBE:
      return 0;

    case NP_REDACT_YES:
      g_string_append_len (out, place->at, (gssize) found.n_kept);
      g_string_append (out, NP_REDACTED);
      self->skip = found.skip;
      return found.n_kept + found.n_dropped;

    case NP_REDACT_NO:
    default:
      g_string_append_c (out, *place->at);
      return 1;
    }
}

/* Returns how many bytes were decided on, 0 if more are needed for that. */
static gsize
step (NpRedactor *self, const NpRedactPlace *place, GString *out)
{
  gboolean is_unsure = FALSE;

  if (self->skip == NP_REDACT_NOTHING)
    return step_in_text (self, place, out);
  if (np_redact_goes_on (self->skip, place, &is_unsure))
    return 1;
  if (is_unsure)
    return 0;
  self->skip = NP_REDACT_NOTHING;
  return step_in_text (self, place, out);
}

static void
run (NpRedactor *self, gboolean is_end, GString *out)
{
  gsize done = 0;
  gsize n = 1;

  while (done < self->held->len && n > 0)
    {
      const NpRedactPlace place = { self->held->str + done, self->held->len - done,
                                    self->before, is_end };

      n = step (self, &place, out);
      if (n > 0)
        self->before = place.at[n - 1];
      done += n;
    }
  g_string_erase (self->held, 0, (gssize) done);
}

/**
 * np_redactor_feed:
 * @self: a redactor
 * @data: (array length=length): the next piece of the text
 * @length: its length in bytes
 * @out: where to append what may be shown of the text so far
 *
 * Takes a piece. Its last bytes may come out only with a later piece.
 */
void
np_redactor_feed (NpRedactor *self, const char *data, gsize length, GString *out)
{
  g_string_append_len (self->held, data, (gssize) length);
  run (self, FALSE, out);
}

/**
 * np_redactor_end:
 * @self: a redactor
 * @out: where to append what was held back
 *
 * Ends the text. What is fed afterwards begins another one.
 */
void
np_redactor_end (NpRedactor *self, GString *out)
{
  run (self, TRUE, out);
  self->skip = NP_REDACT_NOTHING;
  self->before = '\0';
}

/**
 * np_redact_text:
 * @text: (nullable): a text, in any encoding
 *
 * Leaves out of a text what nobody else may know: every secret that lives in
 * this process, plain, as JSON, in hexadecimal, base64 or URL encoding;
 * signatures and tokens after their names; lines of Authorization; the password
 * of an address; and from the words "canonical request" or "string to sign" on,
 * everything. In the place of each stands %NP_REDACTED.
 *
 * Returns: (transfer full) (nullable): the rest, %NULL for %NULL
 */
char *
np_redact_text (const char *text)
{
  return text != NULL ? np_redact_start (text, strlen (text), G_MAXSIZE) : NULL;
}

/**
 * np_redact_start:
 * @text: (array length=length): a text, in any encoding
 * @length: its length in bytes
 * @max_bytes: how many of its bytes to look at
 *
 * Like np_redact_text(), for the start of a text. What the cut leaves doubtful
 * is left out.
 *
 * Returns: (transfer full): what may be shown
 */
char *
np_redact_start (const char *text, gsize length, gsize max_bytes)
{
  g_autoptr (NpRedactor) redactor = np_redactor_new ();
  GString *out = g_string_sized_new (MIN (length, max_bytes));

  np_redactor_feed (redactor, text, MIN (length, max_bytes), out);
  if (length <= max_bytes)
    np_redactor_end (redactor, out);
  return g_string_free (out, FALSE);
}
