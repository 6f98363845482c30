/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "official-client.h"

#define OFFICIAL_PACKAGE "@alicloud/openapi-core@1.0.8"
#define INSTALL_LIMIT_S  "90"

/* Puts the official client for Node into a folder of its own. NULL, and a word about it,
 * where npm cannot get it. */
char *
official_client_install (void)
{
  char *folder = g_dir_make_tmp ("nameplate-bench-XXXXXX", NULL);
  int status = 0;

  if (g_spawn_sync (
          NULL,
          (char *[]){ (char *) "timeout", (char *) INSTALL_LIMIT_S, (char *) "npm",
                      (char *) "install", (char *) "--silent", (char *) "--no-audit",
                      (char *) "--no-fund", (char *) "--prefix", folder,
                      (char *) OFFICIAL_PACKAGE, NULL },
          NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
          NULL, NULL, NULL, NULL, &status, NULL) &&
      g_spawn_check_wait_status (status, NULL))
    return folder;
  g_print ("# official client: left out, npm could not get " OFFICIAL_PACKAGE "\n");
  g_free (folder);
  return NULL;
}

void
official_client_remove (const char *folder)
{
  if (folder != NULL)
    g_spawn_sync (NULL, (char *[]){ (char *) "rm", (char *) "-r", (char *) folder, NULL }, NULL,
                  G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}
