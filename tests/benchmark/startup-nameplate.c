/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "first-frame.h"
#include "np-application.h"
#include "np-client.h"

/* The program itself, as its own main() starts it; until a widget of the type in
 * its argument is painted. */
int
main (int argc, char **argv)
{
  g_autoptr (NpApplication) application = NULL;

  np_client_prepare_process ();
  application = np_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application)) |
                               G_APPLICATION_NON_UNIQUE);
  np_first_frame_watch (GTK_APPLICATION (application), argc > 1 ? argv[1] : NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
