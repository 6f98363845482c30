/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-seam.h"

#include <errno.h>
#include <sys/random.h>
#include <time.h>

#define NONCE_BYTES 16

/* As many bits as a double has, so that no chance is rounded up to 1. */
#define CHANCE_BITS 53

static gint64
get_system_time (gpointer user_data)
{
  return g_get_real_time ();
}

static gint64
get_system_boot_time (gpointer user_data)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_TIME_SPAN_SECOND + now.tv_nsec / 1000;
}

/* A nonce that others can guess or that repeats weakens every signature made
 * with it, so there is no second-best source to fall back to. */
static void
fill_random (guint8 *bytes, gsize length)
{
  gssize got = 0;

  do
    got = getrandom (bytes, length, 0);
  while (got < 0 && errno == EINTR);

  if (got != (gssize) length)
    g_error ("The system gives no random numbers: %s", g_strerror (errno));
}

static char *
make_random_nonce (gpointer user_data)
{
  guint8 bytes[NONCE_BYTES];
  GString *nonce = g_string_sized_new (2 * NONCE_BYTES);

  fill_random (bytes, sizeof bytes);
  for (gsize i = 0; i < sizeof bytes; i++)
    g_string_append_printf (nonce, "%02x", bytes[i]);

  return g_string_free (nonce, FALSE);
}

static double
get_random_chance (gpointer user_data)
{
  guint64 bits = 0;

  fill_random ((guint8 *) &bits, sizeof bits);
  return (double) (bits >> (64 - CHANCE_BITS)) /
         (double) (G_GUINT64_CONSTANT (1) << CHANCE_BITS);
}

static GSource *
make_real_timer (guint milliseconds, gpointer user_data)
{
  return g_timeout_source_new (milliseconds);
}

static const NpSeam default_seam = {
  .get_real_time = get_system_time,
  .make_nonce = make_random_nonce,
  .get_boot_time = get_system_boot_time,
  .get_chance = get_random_chance,
  .make_timer = make_real_timer,
};

/**
 * np_seam_get_default:
 *
 * Gets the seam of the running program: the system's clock, and nonces of 128
 * random bits from the kernel, written as 32 lower-case hexadecimal digits.
 * The API's documentation asks for any text that is unique for 15 minutes.
 *
 * Returns: (transfer none): the default seam
 */
const NpSeam *
np_seam_get_default (void)
{
  return &default_seam;
}

/**
 * np_seam_get_real_time:
 * @seam: a seam
 *
 * Asks the seam for the time.
 *
 * Returns: microseconds since 1970, UTC
 */
gint64
np_seam_get_real_time (const NpSeam *seam)
{
  g_return_val_if_fail (seam != NULL, 0);

  return seam->get_real_time (seam->user_data);
}

/**
 * np_seam_make_nonce:
 * @seam: a seam
 *
 * Asks the seam for a text that no other request has carried.
 *
 * Returns: (transfer full): a nonce
 */
char *
np_seam_make_nonce (const NpSeam *seam)
{
  g_return_val_if_fail (seam != NULL, NULL);

  return seam->make_nonce (seam->user_data);
}

/**
 * np_seam_get_boot_time:
 * @seam: a seam
 *
 * Asks the seam for a time that nobody sets and that goes on while the computer
 * sleeps.
 *
 * Returns: microseconds since some moment
 */
gint64
np_seam_get_boot_time (const NpSeam *seam)
{
  g_return_val_if_fail (seam != NULL, 0);

  if (seam->get_boot_time == NULL)
    return get_system_boot_time (NULL);
  return seam->get_boot_time (seam->user_data);
}

/**
 * np_seam_get_chance:
 * @seam: a seam
 *
 * Asks the seam for a number that nobody can foretell.
 *
 * Returns: from 0 to below 1, each as likely as any other
 */
double
np_seam_get_chance (const NpSeam *seam)
{
  g_return_val_if_fail (seam != NULL, 0);

  return seam->get_chance != NULL ? seam->get_chance (seam->user_data)
                                  : get_random_chance (NULL);
}

/**
 * np_seam_make_timer:
 * @seam: a seam
 * @milliseconds: how long to wait
 *
 * Asks the seam for a source that is ready when the time is over. It is attached
 * to no main context yet.
 *
 * Returns: (transfer full): the source
 */
GSource *
np_seam_make_timer (const NpSeam *seam, guint milliseconds)
{
  g_return_val_if_fail (seam != NULL, NULL);

  return seam->make_timer != NULL ? seam->make_timer (milliseconds, seam->user_data)
                                  : make_real_timer (milliseconds, NULL);
}
