/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib-object.h>

#include "np-field.h"

G_BEGIN_DECLS

/* How a save ended, as far as it is known. */
typedef enum
{
  NP_SAVED_CONFIRMED,          /* read again, and the service has every new value */
  NP_SAVED_STORED_DIFFERENTLY, /* likewise, but some values in another form */
  NP_SAVED_PARTLY,             /* the service kept only some of the changes */
  NP_SAVED_UNCONFIRMED,        /* the service said yes, but could not be read again */
  NP_SAVED_UNKNOWN,            /* nobody knows if the request did anything */
  NP_SAVED_NOT_APPLIED,        /* read again, and the service has the old values */
  NP_SAVED_FAILED,             /* the service said no */
} NpSavedResult;

/* What became of one changed field. */
typedef enum
{
  NP_FATE_KEPT,
  NP_FATE_STORED_AS, /* the service has something else, that it made of the new value */
  NP_FATE_NOT_KEPT,
  NP_FATE_NOT_KNOWN,
} NpChangeFate;

/* One save as it is remembered. Immutable once it is shared, so that any thread
 * may read it. */
#define NP_TYPE_HISTORY_ENTRY (np_history_entry_get_type ())
G_DECLARE_FINAL_TYPE (NpHistoryEntry, np_history_entry, NP, HISTORY_ENTRY, GObject)

NpHistoryEntry *np_history_entry_new (gint64 saved_at,
                                      const char *account_id,
                                      const char *account_name,
                                      const char *host,
                                      const char *region,
                                      const char *model_id,
                                      const char *model_name,
                                      NpSavedResult result,
                                      const char *request_id,
                                      const char *code,
                                      gboolean is_undo);
void np_history_entry_take_change (NpHistoryEntry *self,
                                   NpFieldId id,
                                   const char *old_text,
                                   const char *new_text,
                                   const char *stored_text,
                                   NpChangeFate fate);
void np_history_entry_set_ordinal (NpHistoryEntry *self, gint64 ordinal);

gint64 np_history_entry_get_ordinal (NpHistoryEntry *self);
gint64 np_history_entry_get_saved_at (NpHistoryEntry *self);
const char *np_history_entry_get_account_id (NpHistoryEntry *self);
const char *np_history_entry_get_account_name (NpHistoryEntry *self);
const char *np_history_entry_get_host (NpHistoryEntry *self);
const char *np_history_entry_get_region (NpHistoryEntry *self);
const char *np_history_entry_get_model_id (NpHistoryEntry *self);
const char *np_history_entry_get_model_name (NpHistoryEntry *self);
NpSavedResult np_history_entry_get_result (NpHistoryEntry *self);
const char *np_history_entry_get_request_id (NpHistoryEntry *self);
const char *np_history_entry_get_code (NpHistoryEntry *self);
gboolean np_history_entry_get_is_undo (NpHistoryEntry *self);

guint np_history_entry_get_n_changes (NpHistoryEntry *self);
NpFieldId np_history_entry_get_change_field (NpHistoryEntry *self, guint i);
const char *np_history_entry_get_change_old (NpHistoryEntry *self, guint i);
const char *np_history_entry_get_change_new (NpHistoryEntry *self, guint i);
const char *np_history_entry_get_change_stored (NpHistoryEntry *self, guint i);
NpChangeFate np_history_entry_get_change_fate (NpHistoryEntry *self, guint i);

char *np_history_entry_dup_changes_json (NpHistoryEntry *self);
gboolean np_history_entry_take_changes_json (NpHistoryEntry *self,
                                             const char *json,
                                             GError **error);
char *np_history_entry_dup_search_text (NpHistoryEntry *self);
char *np_history_entry_dup_receipt (NpHistoryEntry *self);

G_END_DECLS
