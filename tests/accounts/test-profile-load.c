/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Reading the file itself: what is refused without being opened or read, and that
 * nothing of it stays in memory. */

#include "config.h"

#include "np-profile-list.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "np-await.h"

typedef struct
{
  char *dir;
  char *path; /* of a file in it, not made yet */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("nameplate-profile-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->dir, "config.json", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  (void) g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static NpProfileList *
load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  np_profile_list_load_async (file, cancellable, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_profile_list_load_finish (result, error);
}

static void
assert_refused (const char *path, NpProfileErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpProfileList) list = load (path, NULL, &error);

  g_assert_null (list);
  g_assert_error (error, NP_PROFILE_ERROR, (int) code);
  g_assert_null (strstr (error->message, path));
}

static void
write_file (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->path, text, -1, &error);
  g_assert_no_error (error);
}

#define ONE_PROFILE                                             \
  "{\"profiles\":[{\"mode\":\"AK\",\"access_key_id\":\"LTAI\"," \
  "\"access_key_secret\":\"abc\",\"region_id\":\"cn-hangzhou\"}]}"

static void
test_good (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NpProfileList) list = NULL;
  g_autoptr (NpProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  write_file (fixture, ONE_PROFILE);
  list = load (fixture->path, NULL, &error);
  g_assert_no_error (error);
  profile = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (np_profile_get_name (profile), ==, "config.json");
  g_assert_true (np_profile_get_can_import (profile));
}

/* The clock is the real one here: an hour ago and in an hour. */
static void
test_clock (Fixture *fixture, gconstpointer data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (NpProfileList) list = NULL;
  g_autofree char *text = g_strdup_printf (
      "{\"profiles\":[{\"mode\":\"OAuth\",\"access_key_id\":\"a\",\"access_key_secret\":\"b\","
      "\"sts_token\":\"c\",\"sts_expiration\":%" G_GINT64_FORMAT "},{\"mode\":\"OAuth\","
      "\"access_key_id\":\"a\",\"access_key_secret\":\"b\",\"sts_token\":\"c\","
      "\"sts_expiration\":%" G_GINT64_FORMAT "}]}",
      now - 3600, now + 3600);

  write_file (fixture, text);
  list = load (fixture->path, NULL, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (NpProfile) profile = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpint (np_profile_get_can_import (profile), ==, i == 1);
      g_assert_cmpint (np_profile_get_is_expired (profile, now), ==, i == 0);
    }
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->dir, "link", NULL);
  g_autoptr (NpProfileList) list = NULL;

  write_file (fixture, ONE_PROFILE);
  g_assert_cmpint (symlink ("config.json", link), ==, 0);
  list = load (link, NULL, NULL);
  g_assert_nonnull (list);
  g_assert_cmpint (g_remove (link), ==, 0);
}

static void
test_link_to_itself (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (symlink (fixture->path, fixture->path), ==, 0);
  assert_refused (fixture->path, NP_PROFILE_ERROR_UNREADABLE);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpProfileList) list = load (fixture->path, NULL, &error);

  g_assert_null (list);
  g_assert_error (error, NP_PROFILE_ERROR, NP_PROFILE_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, "no longer there"));
}

static void
test_forbidden (Fixture *fixture, gconstpointer data)
{
  write_file (fixture, ONE_PROFILE);
  g_assert_cmpint (g_chmod (fixture->path, 0), ==, 0);
  if (g_access (fixture->path, R_OK) == 0)
    {
      g_test_skip ("this user may read everything");
      return;
    }
  assert_refused (fixture->path, NP_PROFILE_ERROR_UNREADABLE);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture->dir, NP_PROFILE_ERROR_NOT_A_FILE);
}

/* Nobody ever writes to it: opening it would wait for ever. */
static void
test_pipe (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  assert_refused (fixture->path, NP_PROFILE_ERROR_NOT_A_FILE);
}

static void
test_device (Fixture *fixture, gconstpointer data)
{
  assert_refused ("/dev/zero", NP_PROFILE_ERROR_NOT_A_FILE);
  assert_refused ("/dev/null", NP_PROFILE_ERROR_NOT_A_FILE);
}

static void
make_sparse (Fixture *fixture, gint64 size)
{
  int fd = g_open (fixture->path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, size), ==, 0);
  g_assert_cmpint (close (fd), ==, 0);
}

/* How much this process has read so far, pipes and all. */
static gint64
get_bytes_read (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents ("/proc/self/io", &text, NULL, NULL))
    return 0;
  return g_ascii_strtoll (text + strlen ("rchar: "), NULL, 10);
}

static void
test_large (Fixture *fixture, gconstpointer data)
{
  gint64 before = 0;

  make_sparse (fixture, 10 * 1024 * 1024);
  before = get_bytes_read ();
  assert_refused (fixture->path, NP_PROFILE_ERROR_TOO_LARGE);
  g_assert_cmpint (get_bytes_read () - before, <, NP_PROFILE_LIST_MAX_BYTES);
}

/* A gigabyte that takes no room: reading it would be noticed. */
static void
test_huge (Fixture *fixture, gconstpointer data)
{
  make_sparse (fixture, G_GINT64_CONSTANT (1) << 30);
  assert_refused (fixture->path, NP_PROFILE_ERROR_TOO_LARGE);
}

/* Says that it is empty, and is not. */
static void
test_wrong_size (Fixture *fixture, gconstpointer data)
{
  const char *path = "/proc/kallsyms";
  g_autofree char *text = NULL;
  gsize length = 0;
  gint64 before = 0;

  if (!g_file_get_contents (path, &text, &length, NULL) || length <= NP_PROFILE_LIST_MAX_BYTES)
    {
      g_test_skip ("there is no such file here");
      return;
    }

  before = get_bytes_read ();
  assert_refused (path, NP_PROFILE_ERROR_TOO_LARGE);
  g_assert_cmpint (get_bytes_read () - before, <, 2 * NP_PROFILE_LIST_MAX_BYTES);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpProfileList) list = NULL;
  GAsyncResult *slot = NULL;

  write_file (fixture, ONE_PROFILE);
  np_profile_list_load_async (file, cancellable, np_await_result_cb, &slot);
  g_cancellable_cancel (cancellable);
  result = np_await_result (&slot);
  list = np_profile_list_load_finish (result, &error);
  g_assert_null (list);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Long, and known by its tail: free() writes over the start of a block. */
#define SECRET_LENGTH 256
#define TAIL_LENGTH   32
/* Whoever looks for the secret must not hold a copy of it. */
#define MASK 0x80

static guint8 masked_secret[SECRET_LENGTH];

/* Writes TEXT with a new secret for each '@', past all buffers of libraries. */
static void
write_with_secret (Fixture *fixture, const char *text)
{
  int fd = g_open (fixture->path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  for (guint i = 0; i < SECRET_LENGTH; i++)
    masked_secret[i] = (guint8) (g_random_int_range ('A', 'Z' + 1) | MASK);
  for (const char *p = text; *p != '\0'; p++)
    {
      for (guint i = 0; *p == '@' && i < SECRET_LENGTH; i++)
        {
          char c = (char) (masked_secret[i] & ~MASK);

          g_assert_cmpint (write (fd, &c, 1), ==, 1);
        }
      if (*p != '@')
        g_assert_cmpint (write (fd, p, 1), ==, 1);
    }
  g_assert_cmpint (close (fd), ==, 0);
}

static gboolean
is_secret (const guint8 *at)
{
  const guint8 *tail = masked_secret + SECRET_LENGTH - TAIL_LENGTH;

  for (guint i = 0; i < TAIL_LENGTH; i++)
    {
      if ((at[i] | MASK) != tail[i] || (at[i] & MASK) != 0)
        return FALSE;
    }

  return TRUE;
}

static guint
count_in_chunk (const guint8 *chunk, gsize length)
{
  const int first = masked_secret[SECRET_LENGTH - TAIL_LENGTH] & ~MASK;
  const guint8 *end = chunk + length;
  const guint8 *at = chunk;
  guint count = 0;

  while ((at = memchr (at, first, (gsize) (end - at))) != NULL)
    {
      count += end - at >= TAIL_LENGTH && is_secret (at);
      at++;
    }
  return count;
}

/* Through the file, as a thread of GIO that ends takes its memory along. What was
 * read is wiped, or it would be found when its own turn comes. */
static guint
count_in_range (int memory, guint64 start, guint64 end)
{
  static guint8 chunk[64 * 1024];
  guint count = 0;

  while (start < end)
    {
      gssize n = pread (memory, chunk, MIN (sizeof chunk, end - start), (off_t) start);

      if (n <= TAIL_LENGTH)
        break;
      count += count_in_chunk (chunk, (gsize) n);
      explicit_bzero (chunk, sizeof chunk);
      start += (guint64) n - (start + (guint64) n < end ? TAIL_LENGTH - 1 : 0);
    }

  return count;
}

/* Looks through all the memory this process may write to. */
static guint
count_in_memory (void)
{
  int memory = g_open ("/proc/self/mem", O_RDONLY | O_CLOEXEC, 0);
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  guint count = 0;

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *end = NULL;
      guint64 start = g_ascii_strtoull (lines[i], &end, 16);
      guint64 stop = *end == '-' ? g_ascii_strtoull (end + 1, &end, 16) : 0;

      /* The shadow of a sanitizer is larger than all there is. */
      if (stop - start <= 512 * 1024 * 1024 && g_str_has_prefix (end, " rw"))
        count += count_in_range (memory, start, stop);
    }

  g_assert_cmpint (close (memory), ==, 0);
  return count;
}

static void
test_wiped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NpProfileList) list = NULL;

  write_with_secret (fixture, data);
  g_assert_cmpuint (count_in_memory (), ==, 0);
  list = load (fixture->path, NULL, NULL);
  np_await_nothing_pending ();
  g_assert_cmpuint (count_in_memory (), ==,
                    list != NULL && strstr (data, "good") != NULL ? 1 : 0);
  g_clear_object (&list);
  g_assert_cmpuint (count_in_memory (), ==, 0);
}

static void
add_wiped (void)
{
  static const char *const texts[] = {
    "{\"profiles\":[{\"name\":\"good\",\"mode\":\"AK\",\"access_key_id\":\"a\","
    "\"access_key_secret\":\"@\"}]}",
    "{\"profiles\":[{\"name\":\"good\",\"mode\":\"StsToken\",\"access_key_id\":\"a\","
    "\"access_key_secret\":\"b\",\"sts_token\":\"@\"}]}",
    "{\"profiles\":[{\"mode\":\"AK\",\"access_key_id\":\"a\",\"access_key_secret\":\"@ @\"}]}",
    "{\"profiles\":[{\"mode\":\"OAuth\",\"access_key_id\":\"a\",\"access_key_secret\":\"@\","
    "\"sts_token\":\"@\",\"sts_expiration\":1}]}",
    "{\"profiles\":[{\"mode\":\"\",\"private_key\":\"@\",\"bearer_token\":\"@\"}]}",
    "{\"profiles\":[{\"mode\":\"BearerToken\",\"bearer_token\":\"@\"}]}",
    "{\"profiles\":[{\"mode\":\"AK\",\"access_key_secret\":\"@\"}]} more",
    "{\"access_key_secret\":\"@\"",
    "[good]\ntype=access_key\naccess_key_id=a\naccess_key_secret=@\n",
    "[good]\ntype=sts\naccess_key_id=a\naccess_key_secret=b\nsecurity_token=\"@\"\n",
    "[x]\ntype=access_key\naccess_key_id=a\naccess_key_secret=@\naccess_key_secret=@\n",
    "[x]\ntype=access_key\nenable=false\naccess_key_id=a\naccess_key_secret=@\n",
    "[x]\ntype=access_key\naccess_key_id=a\naccess_key_secret=@!\n",
    "[good]\naliyun_access_key_id=a\naliyun_access_key_secret=@\n",
    "what the key was: @\n",
    "\xff@",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/profile/load/wiped/%02u", i + 1);

      g_test_add (path, Fixture, texts[i], set_up, test_wiped, tear_down);
    }
}

#define ADD(name, function) \
  g_test_add ("/profile/load/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("good", test_good);
  ADD ("clock", test_clock);
  ADD ("link", test_link);
  ADD ("link-to-itself", test_link_to_itself);
  ADD ("missing", test_missing);
  ADD ("forbidden", test_forbidden);
  ADD ("folder", test_folder);
  ADD ("pipe", test_pipe);
  ADD ("device", test_device);
  ADD ("large", test_large);
  ADD ("huge", test_huge);
  ADD ("wrong-size", test_wrong_size);
  ADD ("cancelled", test_cancelled);
  add_wiped ();

  return g_test_run ();
}
