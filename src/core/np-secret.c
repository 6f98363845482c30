/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-secret-private.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct _NpSecret
{
  gatomicrefcount ref_count;

  /* Owned: whole pages of their own, the secret and a final NUL at their start */
  char *block;
  gsize block_size;

  /* State */
  gsize length;
};

/* Every secret there is, so that texts can be searched for them. */
static GMutex all_mutex;
static GPtrArray *all; /* of NpSecret, borrowed */

static gsize
round_up_to_pages (gsize size)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);

  return (size + page - 1) / page * page;
}

/* The limit on locked memory is a setting of the system. Without the lock the
 * secret could reach the swap, but refusing to work would help nobody. */
static void
keep_out_of_swap (char *block, gsize size)
{
  static gsize told = 0;

  if (mlock (block, size) == 0)
    return;

  if (g_once_init_enter (&told))
    {
      g_message ("A key cannot be kept out of the swap space: %s", g_strerror (errno));
      g_once_init_leave (&told, 1);
    }
}

static char *
map_block (gsize size)
{
  char *block = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (block == MAP_FAILED)
    g_error ("No memory for a key: %s", g_strerror (errno));

  keep_out_of_swap (block, size);
  /* Older kernels may not know this advice; nothing depends on it. */
  (void) madvise (block, size, MADV_DONTDUMP);

  return block;
}

static void
remember (NpSecret *self)
{
  g_mutex_lock (&all_mutex);
  if (all == NULL)
    all = g_ptr_array_new ();
  g_ptr_array_add (all, self);
  g_mutex_unlock (&all_mutex);
}

/* Gives a reference back. Nobody can find the secret any more once its last one
 * is gone: both happen under the lock. */
static gboolean
drop_reference (NpSecret *self)
{
  gboolean is_last = FALSE;

  g_mutex_lock (&all_mutex);
  is_last = g_atomic_ref_count_dec (&self->ref_count);
  if (is_last)
    g_ptr_array_remove_fast (all, self);
  if (all->len == 0)
    g_clear_pointer (&all, g_ptr_array_unref);
  g_mutex_unlock (&all_mutex);
  return is_last;
}

/**
 * np_secret_new:
 * @text: the secret; may hold any bytes when @length is given
 * @length: its length in bytes, or -1 if @text ends with a NUL
 *
 * Copies a secret into memory that is kept out of swap and core dumps as far as
 * the system allows. The caller still owns @text, and wipes it if nobody else
 * needs it: see np_secret_wipe_text().
 *
 * Returns: (transfer full): a new secret
 */
NpSecret *
np_secret_new (const char *text, gssize length)
{
  NpSecret *self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (NpSecret, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->length = length < 0 ? strlen (text) : (gsize) length;
  self->block_size = round_up_to_pages (self->length + 1);
  self->block = map_block (self->block_size);
  memcpy (self->block, text, self->length);
  remember (self);

  return self;
}

/**
 * np_secret_ref:
 * @self: a secret
 *
 * Takes a reference. Safe from any thread.
 *
 * Returns: (transfer full): @self
 */
NpSecret *
np_secret_ref (NpSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * np_secret_unref:
 * @self: (transfer full): a secret
 *
 * Gives a reference back. The last one wipes the memory before it is freed.
 */
void
np_secret_unref (NpSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!drop_reference (self))
    return;

  explicit_bzero (self->block, self->block_size);
  munmap (self->block, self->block_size);
  g_free (self);
}

/**
 * np_secret_peek:
 * @self: a secret
 * @out_length: (out) (optional): its length in bytes, without the final NUL
 *
 * Looks at the secret where it is. Do not copy it: pass the pointer on to what
 * computes with it.
 *
 * Returns: (transfer none): the secret, ended by a NUL
 */
const char *
np_secret_peek (NpSecret *self, gsize *out_length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (out_length != NULL)
    *out_length = self->length;
  return self->block;
}

/**
 * np_secret_wipe_text:
 * @text: (nullable): a text in ordinary memory
 *
 * Overwrites a text with zeros up to its first NUL. It does not free it: only
 * its owner knows how. %NULL is ignored.
 */
void
np_secret_wipe_text (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
}

/*< private >
 * np_secret_dup_all:
 *
 * Returns: (transfer full) (element-type NpSecret): every secret that lives in
 *   this process, with references of its own. Any thread may ask.
 */
GPtrArray *
np_secret_dup_all (void)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) np_secret_unref);

  g_mutex_lock (&all_mutex);
  for (guint i = 0; all != NULL && i < all->len; i++)
    g_ptr_array_add (found, np_secret_ref (all->pdata[i]));
  g_mutex_unlock (&all_mutex);
  return found;
}
