/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "np-application.h"
#include "np-client.h"

int
main (int argc, char **argv)
{
  g_autoptr (NpApplication) application = NULL;

  /* Before anything starts a thread: it sets the environment. */
  np_client_prepare_process ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = np_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
