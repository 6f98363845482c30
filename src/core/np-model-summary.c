/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-summary-private.h"

#include "np-gmt-time-private.h"
#include "np-search-fold-private.h"

#include <string.h>

/* A list can have 100,000 of them, so a summary is one object and one block of
 * memory: every text with its NUL, then the search key. The limits keep all
 * offsets within 16 bits. Texts that many models share are not interned: they
 * are short, and nothing would ever free what a service sends. */
struct _NpModelSummary
{
  GObject parent_instance;

  /* Owned */
  char *texts;

  /* State */
  gint64 order_number;
  gint64 parameter_size;
  gint64 created;
  gint64 modified;
  guint16 offsets[NP_N_SUMMARY_TEXTS + 1];
  guint16 flags; /* NpSummaryFlags */
};

G_DEFINE_FINAL_TYPE (NpModelSummary, np_model_summary, G_TYPE_OBJECT)

/* What a search looks at, in this order. */
static const NpSummaryText searched[] = {
  NP_SUMMARY_MODEL_NAME, NP_SUMMARY_MODEL_ID, NP_SUMMARY_DOMAIN,
  NP_SUMMARY_TASK,       NP_SUMMARY_LABELS,   NP_SUMMARY_DESCRIPTION,
};

/* Each searched text can be as long again in the key. */
G_STATIC_ASSERT (2 * (NP_N_SUMMARY_TEXTS * (NP_SUMMARY_MAX_TEXT + 1) +
                      2 * NP_SUMMARY_MAX_LONG_TEXT) <=
                 G_MAXUINT16);

/* Cuts what stands behind START to MAX bytes, between two characters. */
static void
cut (GString *texts, gsize start, gsize max)
{
  gsize end = start + max;

  if (texts->len <= end)
    return;
  while (end > start && ((guchar) texts->str[end] & 0xc0) == 0x80)
    end--;
  g_string_truncate (texts, end);
}

static void
append_key (NpSummaryParts *parts)
{
  g_autoptr (GString) key = g_string_sized_new (256);

  for (guint i = 0; i < G_N_ELEMENTS (searched); i++)
    {
      const char *text = parts->texts->str + parts->offsets[searched[i]];
      gsize start = 0;

      if (i > 0)
        g_string_append_c (key, '\n');
      start = key->len;
      np_search_fold_append (text, strlen (text), key);
      cut (key, start, np_summary_get_max_bytes (searched[i]));
    }
  parts->offsets[NP_N_SUMMARY_TEXTS] = (guint16) parts->texts->len;
  g_string_append_len (parts->texts, key->str, (gssize) key->len);
}

static gsize
get_n_bytes (NpModelSummary *self)
{
  gsize key = self->offsets[NP_N_SUMMARY_TEXTS];

  return key + strlen (self->texts + key) + 1;
}

static void
np_model_summary_finalize (GObject *object)
{
  NpModelSummary *self = NP_MODEL_SUMMARY (object);

  g_free (self->texts);

  G_OBJECT_CLASS (np_model_summary_parent_class)->finalize (object);
}

static void
np_model_summary_class_init (NpModelSummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = np_model_summary_finalize;
}

static void
np_model_summary_init (NpModelSummary *self)
{
}

/*< private >
 * np_summary_parts_init:
 * @parts: the place for parts
 *
 * Begins a summary. np_summary_parts_clear() ends it.
 */
void
np_summary_parts_init (NpSummaryParts *parts)
{
  memset (parts, 0, sizeof *parts);
  parts->texts = g_string_sized_new (512);
}

void
np_summary_parts_clear (NpSummaryParts *parts)
{
  if (parts->texts != NULL)
    g_string_free (parts->texts, TRUE);
}

/*< private >
 * np_summary_parts_end_text:
 * @parts: the parts
 *
 * Ends the text that was appended, cuts it to what a summary keeps of it, and
 * begins the next one.
 */
void
np_summary_parts_end_text (NpSummaryParts *parts)
{
  g_return_if_fail (parts->n_texts < NP_N_SUMMARY_TEXTS);

  cut (parts->texts, parts->offsets[parts->n_texts],
       np_summary_get_max_bytes ((NpSummaryText) parts->n_texts));
  g_string_append_c (parts->texts, '\0');
  parts->n_texts++;
  parts->offsets[parts->n_texts] = (guint16) parts->texts->len;
}

/*< private >
 * np_summary_parts_build:
 * @parts: parts with all their texts
 *
 * Returns: (transfer full) (nullable): the summary; %NULL if it has no ModelId
 */
NpModelSummary *
np_summary_parts_build (NpSummaryParts *parts)
{
  NpModelSummary *self = NULL;

  g_return_val_if_fail (parts->n_texts == NP_N_SUMMARY_TEXTS, NULL);

  if (parts->texts->str[parts->offsets[NP_SUMMARY_MODEL_ID]] == '\0')
    return NULL;
  append_key (parts);
  self = g_object_new (NP_TYPE_MODEL_SUMMARY, NULL);
  self->texts = g_memdup2 (parts->texts->str, parts->texts->len + 1);
  memcpy (self->offsets, parts->offsets, sizeof self->offsets);
  self->flags = (guint16) parts->flags;
  self->order_number = parts->order_number;
  self->parameter_size = parts->parameter_size;
  self->created = np_gmt_time_parse (
      np_model_summary_get_text (self, NP_SUMMARY_GMT_CREATE_TIME));
  self->modified = np_gmt_time_parse (
      np_model_summary_get_text (self, NP_SUMMARY_GMT_MODIFIED_TIME));
  return self;
}

/*< private >
 * np_summary_get_max_bytes:
 * @text: which text
 *
 * Returns: how many bytes a summary keeps of it at most
 */
gsize
np_summary_get_max_bytes (NpSummaryText text)
{
  return text == NP_SUMMARY_DESCRIPTION || text == NP_SUMMARY_LABELS ? NP_SUMMARY_MAX_LONG_TEXT
                                                                     : NP_SUMMARY_MAX_TEXT;
}

/*< private >
 * np_model_summary_get_flags:
 * @self: a summary
 *
 * Returns: its #NpSummaryFlags
 */
guint
np_model_summary_get_flags (NpModelSummary *self)
{
  return self->flags;
}

/**
 * np_model_summary_get_text:
 * @self: a summary
 * @text: which text
 *
 * Gets a text as the service wrote it. Description and labels are kept up to
 * 4096 bytes, the others up to 1024, which is more than a list shows: open the
 * model for the whole.
 *
 * Returns: (transfer none): the text, in UTF-8; empty if there is none
 */
const char *
np_model_summary_get_text (NpModelSummary *self, NpSummaryText text)
{
  g_return_val_if_fail (NP_IS_MODEL_SUMMARY (self), NULL);
  g_return_val_if_fail (text < NP_N_SUMMARY_TEXTS, NULL);

  return self->texts + self->offsets[text];
}

/**
 * np_model_summary_get_order_number:
 * @self: a summary
 * @out_number: (out): the number
 *
 * Returns: %FALSE if the model has no OrderNumber; then @out_number is 0
 */
gboolean
np_model_summary_get_order_number (NpModelSummary *self, gint64 *out_number)
{
  g_return_val_if_fail (NP_IS_MODEL_SUMMARY (self), FALSE);

  *out_number = self->order_number;
  return (self->flags & NP_SUMMARY_HAS_ORDER_NUMBER) != 0;
}

/**
 * np_model_summary_get_parameter_size:
 * @self: a summary
 * @out_millions: (out): millions of parameters, the unit of the API's
 *   documentation
 *
 * Returns: %FALSE if the model has no ParameterSize; then @out_millions is 0
 */
gboolean
np_model_summary_get_parameter_size (NpModelSummary *self, gint64 *out_millions)
{
  g_return_val_if_fail (NP_IS_MODEL_SUMMARY (self), FALSE);

  *out_millions = self->parameter_size;
  return (self->flags & NP_SUMMARY_HAS_PARAMETER_SIZE) != 0;
}

/**
 * np_model_summary_get_created:
 * @self: a summary
 *
 * Returns: when the model was made, in microseconds since 1970 in UTC; 0 if
 *   the service did not say, or not as `2021-01-30T12:51:33.028Z`
 */
gint64
np_model_summary_get_created (NpModelSummary *self)
{
  g_return_val_if_fail (NP_IS_MODEL_SUMMARY (self), 0);

  return self->created;
}

/**
 * np_model_summary_get_modified:
 * @self: a summary
 *
 * Returns: when the model was last changed, like
 *   np_model_summary_get_created()
 */
gint64
np_model_summary_get_modified (NpModelSummary *self)
{
  g_return_val_if_fail (NP_IS_MODEL_SUMMARY (self), 0);

  return self->modified;
}

/**
 * np_model_summary_has_document:
 * @self: a summary
 *
 * Returns: %TRUE if its ModelDoc is not empty
 */
gboolean
np_model_summary_has_document (NpModelSummary *self)
{
  g_return_val_if_fail (NP_IS_MODEL_SUMMARY (self), FALSE);

  return (self->flags & NP_SUMMARY_HAS_DOCUMENT) != 0;
}

/**
 * np_model_summary_get_search_key:
 * @self: a summary
 *
 * Gets name, ID, domain, task, labels and description as np_search_fold() makes
 * them, in this order, with a line break between two. A folded text that
 * np_search_fold() made has none, so it never matches across two of them.
 *
 * Returns: (transfer none): the text to search in
 */
const char *
np_model_summary_get_search_key (NpModelSummary *self)
{
  g_return_val_if_fail (NP_IS_MODEL_SUMMARY (self), NULL);

  return self->texts + self->offsets[NP_N_SUMMARY_TEXTS];
}

/**
 * np_model_summary_equal:
 * @a: a summary
 * @b: another one
 *
 * Returns: %TRUE if nothing that a summary knows differs
 */
gboolean
np_model_summary_equal (NpModelSummary *a, NpModelSummary *b)
{
  g_return_val_if_fail (NP_IS_MODEL_SUMMARY (a), FALSE);
  g_return_val_if_fail (NP_IS_MODEL_SUMMARY (b), FALSE);

  if (a == b)
    return TRUE;
  return a->flags == b->flags && a->order_number == b->order_number &&
         a->parameter_size == b->parameter_size &&
         memcmp (a->offsets, b->offsets, sizeof a->offsets) == 0 &&
         get_n_bytes (a) == get_n_bytes (b) &&
         memcmp (a->texts, b->texts, get_n_bytes (a)) == 0;
}
