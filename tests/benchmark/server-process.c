/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "server-process.h"

/* Starts a server that prints its port, and ends when the object that is returned does. */
GSubprocess *
server_process_start (const char *path, char **out_port)
{
  GSubprocess *server = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, path, NULL);
  g_autoptr (GDataInputStream) output = NULL;

  g_assert_nonnull (server);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  *out_port = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_nonnull (*out_port);
  return server;
}
