/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define NP_JSON_MAX_DEPTH 64
#define NP_JSON_MAX_BYTES (8u * 1024 * 1024)
/* Of one object, and of one decoded key in UTF-8. */
#define NP_JSON_MAX_MEMBERS   100000
#define NP_JSON_MAX_KEY_BYTES 1024

#define NP_JSON_ERROR (np_json_error_quark ())
GQuark np_json_error_quark (void);

/* What can be wrong with a document. The message of the GError says it in
 * words; np_json_error_get_line() and _get_column() say where. */
typedef enum
{
  /* Not the grammar of RFC 8259; also a text that ends too early. */
  NP_JSON_ERROR_SYNTAX,
  /* Not text that UTF-8 can hold: bad bytes, a byte order mark, half of a
   * surrogate pair, or a NUL, raw or escaped. */
  NP_JSON_ERROR_ENCODING,
  /* More than NP_JSON_MAX_DEPTH arrays and objects in each other. */
  NP_JSON_ERROR_TOO_DEEP,
  /* Over one of the other limits above. */
  NP_JSON_ERROR_TOO_LARGE,
  /* More text after the one value. */
  NP_JSON_ERROR_TRAILING,
  /* No byte at all, or white space only. */
  NP_JSON_ERROR_EMPTY,
} NpJsonErrorCode;

typedef enum
{
  NP_JSON_KIND_NULL,
  NP_JSON_KIND_BOOLEAN,
  NP_JSON_KIND_NUMBER,
  NP_JSON_KIND_STRING,
  NP_JSON_KIND_ARRAY,
  NP_JSON_KIND_OBJECT,
} NpJsonKind;

/* A checked document: immutable, counted, safe to hand to another thread. */
typedef struct _NpJson NpJson;
/* One value in it, with the range of bytes it came in. Borrowed from its document. */
typedef struct _NpJsonValue NpJsonValue;

#define NP_TYPE_JSON (np_json_get_type ())
GType np_json_get_type (void);

NpJson *np_json_parse (GBytes *bytes, GError **error);
NpJson *np_json_parse_text (const char *text, GError **error);
NpJson *np_json_parse_object (const char *text);
NpJson *np_json_ref (NpJson *self);
void np_json_unref (NpJson *self);
GBytes *np_json_get_bytes (NpJson *self);
JsonNode *np_json_get_node (NpJson *self);
const NpJsonValue *np_json_get_root (NpJson *self);
const char *np_json_get_duplicate_key (NpJson *self);

NpJsonKind np_json_value_get_kind (const NpJsonValue *self);
guint np_json_value_get_length (const NpJsonValue *self);
const NpJsonValue *np_json_value_get_element (const NpJsonValue *self, guint i);
const char *np_json_value_get_key (const NpJsonValue *self, guint i);
const NpJsonValue *np_json_value_get_member (const NpJsonValue *self, const char *key);
gboolean np_json_value_has_duplicate_keys (const NpJsonValue *self);
gboolean np_json_value_has_key_twice (const NpJsonValue *self, const char *key);
gboolean np_json_value_get_int64 (const NpJsonValue *self, gint64 *out_value);
char *np_json_value_dup_string (const NpJsonValue *self);
char *np_json_value_dup_raw (const NpJsonValue *self);
void np_json_value_append_compact (const NpJsonValue *self, GString *out);
void np_json_value_append_pretty (const NpJsonValue *self, GString *out);

void np_json_append_string (GString *out, const char *text);
guint np_json_error_get_line (const GError *error);
guint np_json_error_get_column (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpJson, np_json_unref)

G_END_DECLS
