/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-region.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *id;
  const char *name; /* NULL where no source gives one */
} Region;

/* The regions that the API's documentation and the official SDK name for this
 * service. Left out: the regions for which the SDK falls back to one central
 * host, as the service is not offered there. */
static const Region regions[] = {
  { "cn-hangzhou", N_ ("China (Hangzhou)") },
  { "cn-shanghai", N_ ("China (Shanghai)") },
  { "cn-beijing", N_ ("China (Beijing)") },
  { "cn-wulanchabu", N_ ("China (Ulanqab)") },
  { "cn-shenzhen", N_ ("China (Shenzhen)") },
  { "cn-heyuan", N_ ("China (Heyuan)") },
  { "cn-guangzhou", N_ ("China (Guangzhou)") },
  { "cn-hongkong", N_ ("China (Hong Kong)") },
  { "ap-northeast-1", N_ ("Japan (Tokyo)") },
  { "ap-northeast-2", N_ ("South Korea (Seoul)") },
  { "ap-southeast-1", N_ ("Singapore") },
  { "ap-southeast-3", N_ ("Malaysia (Kuala Lumpur)") },
  { "ap-southeast-5", N_ ("Indonesia (Jakarta)") },
  { "ap-southeast-7", N_ ("Thailand (Bangkok)") },
  { "ap-southeast-8", NULL },
  { "ap-south-1", N_ ("India (Mumbai)") },
  { "eu-central-1", N_ ("Germany (Frankfurt)") },
  { "us-east-1", N_ ("US (Virginia)") },
  { "us-southeast-1", NULL },
  { "us-west-1", N_ ("US (Silicon Valley)") },
  { "na-south-1", NULL },
  { "cn-shanghai-finance-1", N_ ("China East 2 Finance") },
};

/**
 * np_region_get_count:
 *
 * Returns: how many regions the table has
 */
guint
np_region_get_count (void)
{
  return G_N_ELEMENTS (regions);
}

/**
 * np_region_get_id:
 * @i: a place in the table
 *
 * Returns: (transfer none): the ID, as "cn-hangzhou"
 */
const char *
np_region_get_id (guint i)
{
  g_return_val_if_fail (i < G_N_ELEMENTS (regions), NULL);

  return regions[i].id;
}

/**
 * np_region_get_name:
 * @i: a place in the table
 *
 * Returns: (transfer none): the name in the user's language; the ID where no
 *   name is known
 */
const char *
np_region_get_name (guint i)
{
  g_return_val_if_fail (i < G_N_ELEMENTS (regions), NULL);

  return regions[i].name != NULL ? _ (regions[i].name) : regions[i].id;
}

/**
 * np_region_find:
 * @region_id: (nullable): a region ID
 * @out_i: (out) (optional): its place in the table
 *
 * Looks a region up by its exact ID.
 *
 * Returns: %TRUE if the table has it
 */
gboolean
np_region_find (const char *region_id, guint *out_i)
{
  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    {
      if (g_strcmp0 (regions[i].id, region_id) != 0)
        continue;
      if (out_i != NULL)
        *out_i = i;
      return TRUE;
    }

  return FALSE;
}
