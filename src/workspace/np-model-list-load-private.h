/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-client.h"

G_BEGIN_DECLS

/* Where a load brings what it reads. */
typedef struct
{
  void (*begin_pass) (gpointer user_data); /* everything will come once more */
  guint (*take_page) (gpointer user_data,
                      NpBatch *page); /* returns how many are new in this pass */
  void (*ended) (gpointer user_data, const GError *error); /* NULL: complete */
} NpListLoadFuncs;

/* One load of all pages of ListModels. */
typedef struct _NpListLoad NpListLoad;

NpListLoad *np_list_load_new (NpClient *client,
                              const char *workspace_id,
                              const char *provider,
                              const NpListLoadFuncs *funcs,
                              gpointer user_data);
void np_list_load_free (NpListLoad *self);
void np_list_load_start (NpListLoad *self);
void np_list_load_stop (NpListLoad *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpListLoad, np_list_load_free)

G_END_DECLS
