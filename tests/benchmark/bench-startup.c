/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include <gio/gio.h>

#define N_ROUNDS 10

/* One program, started again and again. */
typedef struct
{
  const char *label;
  const char *path;
  double milliseconds[N_ROUNDS];
  double mebibytes[N_ROUNDS];
} Program;

static void
run_once (Program *program, guint round)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  const char *argv[] = { program->path, NULL };
  gint64 started = g_get_monotonic_time ();
  gint64 painted = 0;
  long kibibytes = 0;
  g_autoptr (GSubprocess)
      process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  if (sscanf (output, "%" G_GINT64_FORMAT " %ld", &painted, &kibibytes) != 2)
    g_error ("%s painted nothing", program->path);
  program->milliseconds[round] = (painted - started) / 1000.0;
  program->mebibytes[round] = kibibytes / 1024.0;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

static double
median (const double *values)
{
  double sorted[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    sorted[i] = values[i];
  qsort (sorted, N_ROUNDS, sizeof *sorted, compare);
  return (sorted[N_ROUNDS / 2 - 1] + sorted[N_ROUNDS / 2]) / 2;
}

/* Both programs take turns, so that whatever else the machine does falls on
 * both. The first round warms the caches and is thrown away. */
int
main (int argc, char **argv)
{
  Program programs[] = {
    { .label = "bare libadwaita window", .path = argv[1] },
    { .label = "Nameplate, first start", .path = argv[2] },
  };

  g_assert_cmpint (argc, ==, 3);
  for (guint round = 0; round < N_ROUNDS + 1; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
        run_once (&programs[i], round == 0 ? 0 : round - 1);
    }

  printf ("%-24s %14s %8s %12s %8s\n", "exec to first frame", "median ms", "ratio", "peak MiB",
          "ratio");
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    printf ("%-24s %14.1f %8.2f %12.1f %8.2f\n", programs[i].label,
            median (programs[i].milliseconds),
            median (programs[i].milliseconds) / median (programs[0].milliseconds),
            median (programs[i].mebibytes),
            median (programs[i].mebibytes) / median (programs[0].mebibytes));
  printf ("goals: time at most 1.25, memory at most 1.30\n");
  return 0;
}
