/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NP_REDACT_NO,    /* nothing begins here */
  NP_REDACT_MAYBE, /* what is there so far does not tell */
  NP_REDACT_YES,
} NpRedactVerdict;

/* How far to leave out what follows a match. */
typedef enum
{
  NP_REDACT_NOTHING,
  NP_REDACT_VALUE,  /* to the end of a value */
  NP_REDACT_LINE,   /* to the end of a line */
  NP_REDACT_DIGITS, /* while there are hexadecimal digits */
  NP_REDACT_BASE64, /* while there are characters of base64 */
  NP_REDACT_REST,   /* all */
} NpRedactSkip;

/* Where to look. */
typedef struct
{
  const char *at;
  gsize length;
  char before; /* the byte before, 0 at the start */
  gboolean is_end;
} NpRedactPlace;

/* What begins there. */
typedef struct
{
  gsize n_kept;    /* bytes that stay: the name of what is left out */
  gsize n_dropped; /* bytes after them that go */
  NpRedactSkip skip;
} NpRedactMatch;

/* The forms in which the secrets of this moment may stand in a text. */
typedef struct _NpRedactForms NpRedactForms;

NpRedactForms *np_redact_forms_new (void);
void np_redact_forms_free (NpRedactForms *self);
NpRedactVerdict np_redact_forms_match (NpRedactForms *self,
                                       const NpRedactPlace *place,
                                       NpRedactMatch *out_match);

NpRedactVerdict np_redact_match (const NpRedactPlace *place, NpRedactMatch *out_match);
gboolean np_redact_goes_on (NpRedactSkip skip,
                            const NpRedactPlace *place,
                            gboolean *out_is_unsure);

G_END_DECLS
