/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-redact-private.h"
#include "np-secret-private.h"

/* A shorter text is no key, and taking it out would take out words. */
#define MIN_BYTES 8

typedef struct
{
  char *text;
  gsize length;
  gboolean ignores_case;
  NpRedactSkip skip;
} Form;

/* The forms are copies of secrets: they live only as long as a text takes, and
 * are wiped. */
struct _NpRedactForms
{
  GArray *forms; /* of Form */
};

static void
clear_form (gpointer data)
{
  Form *form = data;

  explicit_bzero (form->text, form->length);
  g_clear_pointer (&form->text, g_free);
}

static void
add (NpRedactForms *self, char *text, gboolean ignores_case, NpRedactSkip skip)
{
  Form form = { text, strlen (text), ignores_case, skip };

  if (form.length >= MIN_BYTES)
    g_array_append_val (self->forms, form);
  else
    clear_form (&form);
}

/* The one byte that JSON may write in two ways. */
static char *
escape_slashes (const char *secret, gsize length)
{
  char *out = g_malloc0 (2 * length + 1);
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (secret[i] == '/')
        out[n++] = '\\';
      out[n++] = secret[i];
    }
  return out;
}

static void
put_hex (char *out, guchar byte)
{
  static const char digits[] = "0123456789abcdef";

  out[0] = digits[byte >> 4];
  out[1] = digits[byte & 0xf];
}

static char *
encode_url (const char *secret, gsize length)
{
  char *out = g_malloc0 (3 * length + 1);
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isalnum (secret[i]) || strchr ("-_.~", secret[i]) != NULL)
        {
          out[n++] = secret[i];
          continue;
        }
      out[n] = '%';
      put_hex (out + n + 1, (guchar) secret[i]);
      n += 3;
    }
  return out;
}

static char *
encode_hex (const char *secret, gsize length)
{
  char *out = g_malloc0 (2 * length + 1);

  for (gsize i = 0; i < length; i++)
    put_hex (out + 2 * i, (guchar) secret[i]);
  return out;
}

/* The characters of base64 that the secret alone decides on, when N_BEFORE
 * bytes of something else stand before it in the same group of three. */
static char *
encode_base64 (const char *secret, gsize length, guint n_before)
{
  static const guint n_shared[] = { 0, 2, 3 };
  g_autofree guchar *bytes = g_malloc0 (length + n_before);
  char *encoded = NULL;
  gsize first = n_shared[n_before];
  gsize end = (length + n_before) * 8 / 6;

  memcpy (bytes + n_before, secret, length);
  encoded = g_base64_encode (bytes, length + n_before);
  explicit_bzero (bytes, length + n_before);
  memmove (encoded, encoded + first, end - first);
  explicit_bzero (encoded + end - first, strlen (encoded + end - first));
  return encoded;
}

static void
add_base64 (NpRedactForms *self, const char *secret, gsize length)
{
  for (guint n_before = 0; n_before < 3; n_before++)
    {
      char *standard = encode_base64 (secret, length, n_before);

      add (self, g_strdelimit (g_strdelimit (g_strdup (standard), "+", '-'), "/", '_'), FALSE,
           NP_REDACT_BASE64);
      add (self, standard, FALSE, NP_REDACT_BASE64);
    }
}

static void
add_secret (NpRedactForms *self, NpSecret *secret)
{
  gsize length = 0;
  const char *text = np_secret_peek (secret, &length);

  if (length < MIN_BYTES)
    return;
  add (self, g_strndup (text, length), FALSE, NP_REDACT_NOTHING);
  add (self, escape_slashes (text, length), FALSE, NP_REDACT_NOTHING);
  add (self, encode_url (text, length), TRUE, NP_REDACT_NOTHING);
  add (self, encode_hex (text, length), TRUE, NP_REDACT_NOTHING);
  add_base64 (self, text, length);
}

/*< private >
 * np_redact_forms_new:
 *
 * Returns: (transfer full): all forms of the secrets that live in this process
 */
NpRedactForms *
np_redact_forms_new (void)
{
  NpRedactForms *self = g_new0 (NpRedactForms, 1);
  g_autoptr (GPtrArray) secrets = np_secret_dup_all ();

  self->forms = g_array_new (FALSE, FALSE, sizeof (Form));
  g_array_set_clear_func (self->forms, clear_form);
  for (guint i = 0; i < secrets->len; i++)
    add_secret (self, secrets->pdata[i]);
  return self;
}

/*< private >
 * np_redact_forms_free:
 * @self: (transfer full): forms
 *
 * Wipes and frees them.
 */
void
np_redact_forms_free (NpRedactForms *self)
{
  g_array_unref (self->forms);
  g_free (self);
}

/* The first byte is compared here: at nearly every place of a text it decides. */
static gboolean
is_equal (const Form *form, const char *text, gsize n)
{
  if (g_ascii_tolower (*form->text) != g_ascii_tolower (*text))
    return FALSE;
  if (form->ignores_case)
    return g_ascii_strncasecmp (form->text, text, n) == 0;
  return memcmp (form->text, text, n) == 0;
}

/*< private >
 * np_redact_forms_match:
 * @self: forms
 * @place: where to look
 * @out_match: (out): the longest that begins there, if one does
 *
 * Returns: whether a form of a secret begins there
 */
NpRedactVerdict
np_redact_forms_match (NpRedactForms *self,
                       const NpRedactPlace *place,
                       NpRedactMatch *out_match)
{
  NpRedactVerdict verdict = NP_REDACT_NO;
  gsize longest = 0;

  for (guint i = 0; i < self->forms->len; i++)
    {
      const Form *form = &g_array_index (self->forms, Form, i);

      if (form->length <= longest ||
          !is_equal (form, place->at, MIN (form->length, place->length)))
        continue;
      if (form->length > place->length && !place->is_end)
        return NP_REDACT_MAYBE;
      if (form->length > place->length)
        continue;
      longest = form->length;
      *out_match = (NpRedactMatch){ 0, form->length, form->skip };
      verdict = NP_REDACT_YES;
    }
  return verdict;
}
