/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

#include "np-profile.h"

G_BEGIN_DECLS

#define NP_PROFILE_LIST_MAX_BYTES    (1024u * 1024)
#define NP_PROFILE_LIST_MAX_PROFILES 500u

#define NP_PROFILE_ERROR (np_profile_error_quark ())
GQuark np_profile_error_quark (void);

/* Why a file gives no profiles. The message of the GError is a sentence for people. */
typedef enum
{
  NP_PROFILE_ERROR_UNREADABLE,
  NP_PROFILE_ERROR_NOT_A_FILE,
  NP_PROFILE_ERROR_TOO_LARGE,
  NP_PROFILE_ERROR_NOT_TEXT,
  NP_PROFILE_ERROR_SYNTAX,
  NP_PROFILE_ERROR_NO_PROFILES,
} NpProfileErrorCode;

typedef enum
{
  NP_PROFILE_FORMAT_CLI,     /* config.json of the aliyun CLI */
  NP_PROFILE_FORMAT_SDK,     /* credentials or credentials.ini of the SDKs */
  NP_PROFILE_FORMAT_OLD_CLI, /* credentials of the CLI before it had config.json */
} NpProfileFormat;

/* The profiles of one file: a GListModel of NpProfile. Immutable. */
#define NP_TYPE_PROFILE_LIST (np_profile_list_get_type ())
G_DECLARE_FINAL_TYPE (NpProfileList, np_profile_list, NP, PROFILE_LIST, GObject)

NpProfileList *np_profile_list_parse (GBytes *content,
                                      const char *file_name,
                                      gint64 now,
                                      GError **error);
void np_profile_list_load_async (GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
NpProfileList *np_profile_list_load_finish (GAsyncResult *result, GError **error);
NpProfileFormat np_profile_list_get_format (NpProfileList *self);
const char *const *np_profile_list_get_notices (NpProfileList *self);

G_END_DECLS
