/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-json.h"

G_BEGIN_DECLS

#define NP_JSON_NO_KEY G_MAXUINT32

/* Small on purpose: a document of 8 MiB can hold four million values. Offsets
 * and counts fit because of NP_JSON_MAX_BYTES. */
struct _NpJsonValue
{
  /* Borrowed */
  const NpJson *json;

  /* State */
  guint32 start; /* the range of bytes it came in */
  guint32 length;
  guint32 key;         /* offset in NpJson.keys, or NP_JSON_NO_KEY */
  guint32 first_child; /* index in NpJson.values, where the others follow */
  guint32 order;       /* index in NpJson.order, when there are many members */
  guint32 n_children : 24;
  guint32 kind : 3; /* NpJsonKind */
  guint32 has_duplicate_keys : 1;
};

struct _NpJson
{
  gatomicrefcount ref_count;

  /* Owned */
  GBytes *bytes;
  NpJsonValue *values; /* the root is the last one */
  GString *keys;       /* decoded, each with its NUL */
  GArray *order;       /* of guint32: for each big object its members' numbers, sorted by key */
  GOnce node;          /* of JsonNode, made when first asked for */

  /* Borrowed */
  const char *text; /* from bytes, not terminated */

  /* State */
  gsize length;
  guint32 n_values;
  guint32 duplicate_key; /* offset in keys, or NP_JSON_NO_KEY */
};

/* What is wrong with a text, before it becomes a GError. */
typedef struct
{
  NpJsonErrorCode code;
  const char *at;
  char *message;
} NpJsonFault;

gboolean np_json_fault (NpJsonFault *fault,
                        NpJsonErrorCode code,
                        const char *at,
                        const char *format,
                        ...) G_GNUC_PRINTF (4, 5);
void np_json_fault_to_error (NpJsonFault *fault, const char *text, GError **error);

/* Each scanner reads one token at *AT and moves *AT behind it. */
gboolean np_json_check_encoding (const char *text, const char *end, NpJsonFault *fault);
void np_json_scan_space (const char **at, const char *end);
gboolean np_json_scan_string (const char **at, const char *end, NpJsonFault *fault);
gboolean np_json_scan_number (const char **at, const char *end, NpJsonFault *fault);
gboolean np_json_fault_unexpected (NpJsonFault *fault,
                                   const char *at,
                                   const char *end,
                                   const char *wanted);

/* Of one object. */
const char *np_json_peek_key (const NpJson *self, const NpJsonValue *member);
const NpJsonValue *np_json_peek_children (const NpJsonValue *value);
void np_json_index_members (NpJson *self, NpJsonValue *object, const NpJsonValue *members);
const NpJsonValue *np_json_find_member (const NpJsonValue *object, const char *key);

void np_json_decode_string (const char *raw, gsize length, GString *out);

G_END_DECLS
