/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many requests are remembered, in memory alone. */
#define NP_REQUEST_LOG_MAX 500

/* What became of a request, besides the codes of NP_API_ERROR. */
#define NP_REQUEST_SUCCEEDED (-1)
#define NP_REQUEST_CANCELLED (-2)

/* One request: when, what, where to, and what came of it. Never a body and never
 * a header. Immutable. */
#define NP_TYPE_REQUEST_LOG_ENTRY (np_request_log_entry_get_type ())
G_DECLARE_FINAL_TYPE (NpRequestLogEntry, np_request_log_entry, NP, REQUEST_LOG_ENTRY, GObject)

/* What an entry is made of. Texts are copied. */
typedef struct
{
  gint64 time; /* microseconds since 1970 */
  const char *operation;
  const char *host;
  guint attempt;          /* from 1 */
  guint duration;         /* milliseconds */
  guint status;           /* of HTTP, 0 if no answer came */
  const char *code;       /* nullable: of the service */
  const char *request_id; /* nullable */
  int outcome;            /* of NP_API_ERROR, or one of the two above */
} NpRequestLogFields;

NpRequestLogEntry *np_request_log_entry_new (const NpRequestLogFields *fields);
gint64 np_request_log_entry_get_time (NpRequestLogEntry *self);
const char *np_request_log_entry_get_operation (NpRequestLogEntry *self);
const char *np_request_log_entry_get_host (NpRequestLogEntry *self);
guint np_request_log_entry_get_attempt (NpRequestLogEntry *self);
guint np_request_log_entry_get_duration (NpRequestLogEntry *self);
guint np_request_log_entry_get_status (NpRequestLogEntry *self);
const char *np_request_log_entry_get_code (NpRequestLogEntry *self);
const char *np_request_log_entry_get_request_id (NpRequestLogEntry *self);
int np_request_log_entry_get_outcome (NpRequestLogEntry *self);
char *np_request_log_entry_dup_text (NpRequestLogEntry *self);

/* The last requests, the newest first: a GListModel. */
#define NP_TYPE_REQUEST_LOG (np_request_log_get_type ())
G_DECLARE_FINAL_TYPE (NpRequestLog, np_request_log, NP, REQUEST_LOG, GObject)

NpRequestLog *np_request_log_new (void);
NpRequestLog *np_request_log_get_default (void);
void np_request_log_add (NpRequestLog *self, NpRequestLogEntry *entry);
void np_request_log_clear (NpRequestLog *self);
char *np_request_log_dup_text (NpRequestLog *self);

G_END_DECLS
