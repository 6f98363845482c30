/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-query.h"

struct _NpPracticeQuery
{
  /* Owned */
  GArray *pairs;
};

static void
clear_pair (gpointer data)
{
  NpSignPair *pair = data;

  g_free ((char *) pair->name);
  g_free ((char *) pair->value);
}

/* A gateway decodes a query the way a form is decoded: a bare `+` is a space.
 * Text that cannot be decoded stays as it is; its signature will not fit. */
static char *
decode (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "+", -1);
  g_autofree char *spaced = g_strjoinv (" ", parts);
  char *decoded = g_uri_unescape_string (spaced, NULL);

  return decoded != NULL ? decoded : g_strdup (text);
}

/**
 * np_practice_query_new:
 * @encoded: (nullable): what stood behind the `?`
 *
 * Returns: (transfer full): the parameters
 */
NpPracticeQuery *
np_practice_query_new (const char *encoded)
{
  NpPracticeQuery *self = g_new0 (NpPracticeQuery, 1);
  g_auto (GStrv) parts = g_strsplit (encoded != NULL ? encoded : "", "&", -1);

  self->pairs = g_array_new (FALSE, FALSE, sizeof (NpSignPair));
  g_array_set_clear_func (self->pairs, clear_pair);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (parts[i], "=", 2);
      NpSignPair pair = { NULL };

      if (*parts[i] == '\0')
        continue;
      pair.name = decode (sides[0]);
      pair.value = decode (sides[1] != NULL ? sides[1] : "");
      g_array_append_val (self->pairs, pair);
    }
  return self;
}

/**
 * np_practice_query_free:
 *
 * Frees the parameters.
 */
void
np_practice_query_free (NpPracticeQuery *self)
{
  g_array_unref (self->pairs);
  g_free (self);
}

/**
 * np_practice_query_get_pairs:
 * @out_n_pairs: (out): their number
 *
 * Returns: (transfer none) (array length=out_n_pairs): all parameters
 */
const NpSignPair *
np_practice_query_get_pairs (NpPracticeQuery *self, gsize *out_n_pairs)
{
  *out_n_pairs = self->pairs->len;
  return (const NpSignPair *) (gpointer) self->pairs->data;
}

/**
 * np_practice_query_get:
 *
 * Returns: (nullable) (transfer none): the first value of that name; an empty
 *   value counts as none, as with a filter that is not set
 */
const char *
np_practice_query_get (NpPracticeQuery *self, const char *name)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const NpSignPair *pair = &g_array_index (self->pairs, NpSignPair, i);

      if (g_str_equal (pair->name, name))
        return *pair->value != '\0' ? pair->value : NULL;
    }
  return NULL;
}

/**
 * np_practice_query_get_positive:
 * @fallback: the number when the parameter is not there
 * @out_number: (out): the number
 *
 * Returns: %FALSE when the value is no whole number from 1 to 2^31 - 1, the
 *   documented type of the paging parameters
 */
gboolean
np_practice_query_get_positive (NpPracticeQuery *self,
                                const char *name,
                                guint fallback,
                                guint *out_number)
{
  const char *text = np_practice_query_get (self, name);
  guint64 number = fallback;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT32, &number, NULL))
    return FALSE;
  *out_number = (guint) number;
  return TRUE;
}
