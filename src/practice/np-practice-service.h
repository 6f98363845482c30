/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the service does where no document says it. */
typedef enum
{
  NP_PRACTICE_SEMANTICS_DEFAULT = 0,
  NP_PRACTICE_OMITTED_FIELD_CLEARED = 1 << 0,
  NP_PRACTICE_EXTRA_INFO_MERGED = 1 << 1,
  NP_PRACTICE_EMPTY_STRING_IGNORED = 1 << 2,
  NP_PRACTICE_TEXT_TRIMMED = 1 << 3, /* white space at the ends of a text goes */
} NpPracticeSemantics;

/* Which models whoever calls may change. */
typedef enum
{
  NP_PRACTICE_RIGHTS_ALL,
  NP_PRACTICE_RIGHTS_OWN,
  NP_PRACTICE_RIGHTS_PUBLIC,
  NP_PRACTICE_RIGHTS_OWN_PRIVATE,
  NP_PRACTICE_RIGHTS_NONE,
} NpPracticeRights;

/* What the next call of an operation gets instead of its answer. */
typedef enum
{
  NP_PRACTICE_FAULT_NONE,
  NP_PRACTICE_FAULT_SIGNATURE_MISMATCH,
  NP_PRACTICE_FAULT_KEY_NOT_FOUND,
  NP_PRACTICE_FAULT_KEY_INACTIVE,
  NP_PRACTICE_FAULT_DATE_EXPIRED,
  NP_PRACTICE_FAULT_TOKEN_EXPIRED,
  NP_PRACTICE_FAULT_NO_PERMISSION,
  NP_PRACTICE_FAULT_EXPLICIT_DENY,
  NP_PRACTICE_FAULT_MODEL_NOT_FOUND,
  NP_PRACTICE_FAULT_NOT_FOUND, /* a 404 without a code, as any host on the way may send it */
  NP_PRACTICE_FAULT_THROTTLED,
  NP_PRACTICE_FAULT_INTERNAL_ERROR,
  NP_PRACTICE_FAULT_UNAVAILABLE,
  NP_PRACTICE_FAULT_INVALID_PARAMETER,
  NP_PRACTICE_FAULT_IGNORED, /* a PUT that answers 200 and keeps nothing */
} NpPracticeFault;

/* One request as it arrived, for tests. */
typedef struct
{
  char *method;
  char *target; /* raw path and query */
  GBytes *body;
  gboolean is_accepted; /* the signature, date and nonce were good */
  guint status;
  char *operation;
  char *request_id;
} NpPracticeRequest;

#define NP_TYPE_PRACTICE_SERVICE (np_practice_service_get_type ())
G_DECLARE_FINAL_TYPE (NpPracticeService, np_practice_service, NP, PRACTICE_SERVICE, GObject)

NpPracticeService *np_practice_service_new (void);
gboolean np_practice_service_start (NpPracticeService *self, GError **error);
void np_practice_service_stop (NpPracticeService *self);
const char *np_practice_service_get_url (NpPracticeService *self);
const char *np_practice_service_get_access_key_id (NpPracticeService *self);
const char *np_practice_service_get_access_key_secret (NpPracticeService *self);
const char *np_practice_service_get_workspace_id (NpPracticeService *self);

/* Everything below may be called from any thread while the service runs. */
void np_practice_service_add_key (NpPracticeService *self,
                                  const char *access_key_id,
                                  const char *access_key_secret,
                                  const char *security_token);
void np_practice_service_set_semantics (NpPracticeService *self, NpPracticeSemantics semantics);
void np_practice_service_set_latency (NpPracticeService *self, guint milliseconds);
void np_practice_service_set_clock_offset (NpPracticeService *self, gint64 seconds);
void np_practice_service_set_identity (NpPracticeService *self, const char *identity_type);
void np_practice_service_set_rights (NpPracticeService *self, NpPracticeRights rights);
void np_practice_service_push_fault (NpPracticeService *self,
                                     const char *operation,
                                     NpPracticeFault fault);
guint np_practice_service_get_n_pending_faults (NpPracticeService *self);
GPtrArray *np_practice_service_dup_requests (NpPracticeService *self);
GBytes *np_practice_service_dup_model_json (NpPracticeService *self, const char *model_id);
gboolean np_practice_service_put_model_json (NpPracticeService *self,
                                             const char *model_id,
                                             const char *json);
char **np_practice_service_dup_model_ids (NpPracticeService *self);

G_END_DECLS
