/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-secret.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* These stand in for the C library's, to see what a secret asks of the system. */
static gboolean mlock_fails;
static gboolean mlock_worked;
static const char *watched_block;
static gboolean watched_block_was_wiped;
static guint n_messages;

int
mlock (const void *address, size_t length)
{
  if (mlock_fails)
    {
      errno = ENOMEM;
      return -1;
    }

  mlock_worked = syscall (SYS_mlock, address, length) == 0;
  return mlock_worked ? 0 : -1;
}

int
munmap (void *address, size_t length)
{
  const char *bytes = address;

  if (watched_block != NULL && watched_block == bytes)
    {
      watched_block_was_wiped = TRUE;
      for (size_t i = 0; i < length; i++)
        watched_block_was_wiped &= bytes[i] == '\0';
    }

  return (int) syscall (SYS_munmap, address, length);
}

static GLogWriterOutput
count_message (GLogLevelFlags level,
               const GLogField *fields,
               gsize n_fields,
               gpointer user_data)
{
  if ((level & G_LOG_LEVEL_MASK) == G_LOG_LEVEL_MESSAGE)
    {
      n_messages++;
      return G_LOG_WRITER_HANDLED;
    }

  return g_log_writer_default (level, fields, n_fields, user_data);
}

/* The flags that the kernel notes for the mapping that begins at ADDRESS. */
static char *
dup_kernel_flags (const char *address)
{
  g_autofree char *smaps = NULL;
  g_autofree char *start = g_strdup_printf ("%lx-", (gulong) address);
  g_auto (GStrv) lines = NULL;
  gboolean is_ours = FALSE;

  if (!g_file_get_contents ("/proc/self/smaps", &smaps, NULL, NULL))
    return NULL;

  lines = g_strsplit (smaps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (strchr (lines[i], '-') != NULL && g_ascii_isxdigit (lines[i][0]))
        is_ours = g_str_has_prefix (lines[i], start);
      else if (is_ours && g_str_has_prefix (lines[i], "VmFlags:"))
        return g_strconcat (lines[i] + strlen ("VmFlags:"), " ", NULL);
    }

  return NULL;
}

static void
test_text (void)
{
  g_autoptr (NpSecret) secret = np_secret_new ("hunter2", -1);
  gsize length = 0;

  g_assert_cmpstr (np_secret_peek (secret, &length), ==, "hunter2");
  g_assert_cmpuint (length, ==, 7);
  g_assert_cmpstr (np_secret_peek (secret, NULL), ==, "hunter2");
}

static void
test_is_a_copy (void)
{
  char text[] = "hunter2";
  g_autoptr (NpSecret) secret = np_secret_new (text, -1);

  np_secret_wipe_text (text);
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpmem (text, sizeof text, "\0\0\0\0\0\0\0\0", 8);
  g_assert_cmpstr (np_secret_peek (secret, NULL), ==, "hunter2");
}

static void
test_lengths (void)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  gsize lengths[] = { 0, 1, 30, page - 1, page, page + 1, 3 * page };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *bytes = g_malloc0 (lengths[i] + 1);
      g_autoptr (NpSecret) secret = NULL;
      const char *held = NULL;
      gsize length = 0;

      for (gsize at = 0; at < lengths[i]; at++)
        bytes[at] = (char) (at % 251);
      secret = np_secret_new (bytes, (gssize) lengths[i]);

      held = np_secret_peek (secret, &length);
      g_assert_cmpmem (held, length, bytes, lengths[i]);
      g_assert_cmpint (held[length], ==, '\0');
      g_assert_cmpuint ((gsize) held % page, ==, 0);
    }
}

static void
test_stays_out_of_swap_and_dumps (void)
{
  g_autoptr (NpSecret) secret = np_secret_new ("hunter2", -1);
  g_autofree char *flags = dup_kernel_flags (np_secret_peek (secret, NULL));

  if (flags == NULL)
    {
      g_test_skip ("This kernel does not list the flags of mappings");
      return;
    }

  g_assert_nonnull (strstr (flags, " dd "));
  if (mlock_worked)
    g_assert_nonnull (strstr (flags, " lo "));
}

static void
test_last_reference_wipes (void)
{
  NpSecret *secret = np_secret_new ("hunter2", -1);
  NpSecret *other = np_secret_ref (secret);

  watched_block_was_wiped = FALSE;
  watched_block = np_secret_peek (secret, NULL);

  np_secret_unref (secret);
  g_assert_cmpstr (np_secret_peek (other, NULL), ==, "hunter2");
  g_assert_false (watched_block_was_wiped);

  np_secret_unref (other);
  g_assert_true (watched_block_was_wiped);
  watched_block = NULL;
}

static void
test_works_without_lock (void)
{
  n_messages = 0;
  mlock_fails = TRUE;
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (NpSecret) secret = np_secret_new ("hunter2", -1);

      g_assert_cmpstr (np_secret_peek (secret, NULL), ==, "hunter2");
    }
  mlock_fails = FALSE;

  g_assert_cmpuint (n_messages, ==, 1);
}

static void
test_wipe_text (void)
{
  char bytes[] = "secret\0rest";

  np_secret_wipe_text (NULL);
  np_secret_wipe_text (bytes);
  g_assert_cmpmem (bytes, sizeof bytes, "\0\0\0\0\0\0\0rest", 12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (count_message, NULL, NULL);

  g_test_add_func ("/core/secret/works-without-lock", test_works_without_lock);
  g_test_add_func ("/core/secret/text", test_text);
  g_test_add_func ("/core/secret/is-a-copy", test_is_a_copy);
  g_test_add_func ("/core/secret/lengths", test_lengths);
  g_test_add_func ("/core/secret/stays-out-of-swap-and-dumps",
                   test_stays_out_of_swap_and_dumps);
  g_test_add_func ("/core/secret/last-reference-wipes", test_last_reference_wipes);
  g_test_add_func ("/core/secret/wipe-text", test_wipe_text);

  return g_test_run ();
}
