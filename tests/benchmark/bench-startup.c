/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "np-endpoint.h"
#include "np-store.h"
#include "sample-models.h"

#define N_ROUNDS     10
#define N_MODELS     100000
#define ACCOUNT_ID   "bench"
#define WORKSPACE_ID "234565"
#define ENDPOINT     "http://127.0.0.1:9" /* nobody answers there */

/* What a person who was here before left behind: an account, and its list. */
static const char settings[] = "[io/github/nameplate/Nameplate]\n"
                               "accounts=[{'id': <'" ACCOUNT_ID "'>, 'name': <'Bench'>,"
                               " 'access-key-id': <'LTAI5tBenchKeyId'>,"
                               " 'endpoint': <'" ENDPOINT "'>,"
                               " 'workspace-id': <'" WORKSPACE_ID "'>,"
                               " 'main-account-warned': <true>}]\n"
                               "current-account='" ACCOUNT_ID "'\n";

/* The font and the lack of animation that build-aux/headless has too. */
static const char gtk_settings[] = "[Settings]\n"
                                   "gtk-font-name=Cantarell 11\n"
                                   "gtk-enable-animations=0\n";

/* One program, started again and again. */
typedef struct
{
  const char *label;
  const char *path;
  const char *wanted;  /* the widget to wait for, NULL for any frame */
  const char *backend; /* of GSettings */
  double milliseconds[N_ROUNDS];
  double mebibytes[N_ROUNDS];
} Program;

static char *
make_file (const char *folder, const char *name)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  return path;
}

static void
write_file (const char *folder, const char *name, const char *content)
{
  g_autofree char *path = make_file (folder, name);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer loop)
{
  g_assert_true (np_store_close_finish (NP_STORE (source), result, NULL));
  g_main_loop_quit (loop);
}

static void
write_store (const char *folder)
{
  g_autofree char *path = make_file (folder, "nameplate/nameplate.db");
  g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (ENDPOINT, NULL);
  g_autofree char *key = np_store_dup_key (ACCOUNT_ID, np_endpoint_get_host (endpoint),
                                           WORKSPACE_ID, NULL);
  g_autoptr (GPtrArray) models = np_sample_models_new (N_MODELS);
  g_autoptr (NpStore) store = np_store_new (path);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  np_store_save_list (store, key, models, g_get_real_time ());
  np_store_close_async (store, NULL, closed_cb, loop);
  g_main_loop_run (loop);
}

static void
run_once (Program *program, const char *folder, guint round)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  const char *argv[] = { program->path, program->wanted, NULL };
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  gint64 started = 0;
  gint64 painted = 0;
  long kibibytes = 0;

  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", program->backend, TRUE);
  started = g_get_monotonic_time ();
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
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

static void
print_table (Program *programs, guint n)
{
  printf ("%-34s %10s %7s %10s %7s\n", "exec to painted", "median ms", "ratio", "peak MiB",
          "ratio");
  for (guint i = 0; i < n; i++)
    printf ("%-34s %10.1f %7.2f %10.1f %7.2f\n", programs[i].label,
            median (programs[i].milliseconds),
            median (programs[i].milliseconds) / median (programs[0].milliseconds),
            median (programs[i].mebibytes),
            median (programs[i].mebibytes) / median (programs[0].mebibytes));
  printf ("goals: first start at most 1.25, memory 1.30; %u models at most 1.30\n", N_MODELS);
}

static void
remove_folder (const char *folder)
{
  const char *argv[] = { "rm", "-rf", folder, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               NULL, NULL, NULL, NULL));
}

/* The programs take turns, so that whatever else the machine does falls on all
 * of them. The first round warms the caches and is thrown away. */
int
main (int argc, char **argv)
{
  Program programs[] = {
    { .label = "bare libadwaita window", .path = argv[1], .backend = "memory" },
    { .label = "Nameplate, first start", .path = argv[2], .backend = "memory" },
    { .label = "Nameplate, 100,000 models on show",
      .path = argv[2],
      .wanted = "NpModelRow",
      .backend = "keyfile" },
  };
  g_autofree char *folder = g_dir_make_tmp ("nameplate-startup-XXXXXX", NULL);

  g_assert_cmpint (argc, ==, 3);
  write_file (folder, "gtk-4.0/settings.ini", gtk_settings);
  write_file (folder, "glib-2.0/settings/keyfile", settings);
  write_store (folder);
  for (guint round = 0; round < N_ROUNDS + 1; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
        run_once (&programs[i], folder, round == 0 ? 0 : round - 1);
    }
  print_table (programs, G_N_ELEMENTS (programs));
  remove_folder (folder);
  return 0;
}
