/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <dlfcn.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What is freed is wiped, whoever frees it.
 *
 * Our own code wipes the secrets that it handles. But libsoup writes each request
 * together, with the security token and the signature, and answers and messages of
 * the keyring pass through GLib; both give their memory back as it is. So the
 * program has a free() and a realloc() of its own, which the libraries use too: they
 * wipe, and what is next in line, the C library or what was loaded before it, does
 * the rest. M_PERTURB of mallopt() is not enough. It leaves out what each thread
 * keeps for itself, blocks of up to a kilobyte, and headers are no longer. */

typedef void (*Free) (void *block);
typedef void *(*Realloc) (void *block, size_t size);

/* Found with the first block that is freed, by whichever thread: always the same. */
static Free next_free;
static Realloc next_realloc;
/* Volatile: the compiler is told that dlsym() never comes back here. */
static _Thread_local volatile bool is_finding;

/* Returns false if this is what dlsym() itself frees: the words of an earlier failure,
 * of a library that was loaded before. Asking again would never end; they stay. */
static bool
find_next (void)
{
  if (next_free != NULL)
    return true;
  if (is_finding)
    return false;
  is_finding = true;
  next_realloc = (Realloc) dlsym (RTLD_NEXT, "realloc");
  next_free = (Free) dlsym (RTLD_NEXT, "free");
  is_finding = false;
  return true;
}

void
free (void *block)
{
  if (block == NULL)
    return;
  explicit_bzero (block, malloc_usable_size (block));
  if (find_next ())
    next_free (block);
}

static void *
move (void *block, size_t old_size, size_t size)
{
  void *moved = malloc (size);

  if (moved == NULL)
    return NULL;
  memcpy (moved, block, old_size);
  free (block);
  return moved;
}

/* A block that grows is moved here: the C library would leave its old place as it is. */
void *
realloc (void *block, size_t size)
{
  size_t old_size = block != NULL ? malloc_usable_size (block) : 0;

  if (block == NULL)
    return malloc (size);
  if (size > old_size || !find_next ())
    return move (block, old_size < size ? old_size : size, size);
  explicit_bzero ((char *) block + size, old_size - size);
  return next_realloc (block, size);
}
