/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-region.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-model-summary.h"

typedef struct
{
  const char *id;
  const char *name;         /* NULL where no source gives one */
  const char *chinese_name; /* NULL too; only to be searched, see np_region_matches() */
} Region;

/* The regions that the API's documentation and the official SDK name for this
 * service. Left out: the regions for which the SDK falls back to one central
 * host, as the service is not offered there. */
static const Region regions[] = {
  { "cn-hangzhou", N_ ("China (Hangzhou)"), "华东1（杭州）" },
  { "cn-shanghai", N_ ("China (Shanghai)"), "华东2（上海）" },
  { "cn-beijing", N_ ("China (Beijing)"), "华北2（北京）" },
  { "cn-wulanchabu", N_ ("China (Ulanqab)"), "华北6（乌兰察布）" },
  { "cn-shenzhen", N_ ("China (Shenzhen)"), "华南1（深圳）" },
  { "cn-heyuan", N_ ("China (Heyuan)"), "华南2（河源）" },
  { "cn-guangzhou", N_ ("China (Guangzhou)"), "华南3（广州）" },
  { "cn-hongkong", N_ ("China (Hong Kong)"), "中国香港" },
  { "ap-northeast-1", N_ ("Japan (Tokyo)"), "日本（东京）" },
  { "ap-northeast-2", N_ ("South Korea (Seoul)"), "韩国（首尔）" },
  /* Translators: a region of the service */
  { "ap-southeast-1", N_ ("Singapore"), "新加坡" },
  { "ap-southeast-3", N_ ("Malaysia (Kuala Lumpur)"), "马来西亚（吉隆坡）" },
  { "ap-southeast-5", N_ ("Indonesia (Jakarta)"), "印度尼西亚（雅加达）" },
  { "ap-southeast-7", N_ ("Thailand (Bangkok)"), "泰国（曼谷）" },
  { "ap-southeast-8", NULL, NULL },
  { "ap-south-1", N_ ("India (Mumbai)"), "印度（孟买）" },
  { "eu-central-1", N_ ("Germany (Frankfurt)"), "德国（法兰克福）" },
  { "us-east-1", N_ ("US (Virginia)"), "美国东部1（维吉尼亚）" },
  { "us-southeast-1", NULL, NULL },
  { "us-west-1", N_ ("US (Silicon Valley)"), "美国西部1（硅谷）" },
  { "na-south-1", NULL, NULL },
  { "cn-shanghai-finance-1", N_ ("China East 2 Finance"), "华东2 金融云" },
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

/* All that a person may call a region, in their language and in the others. */
static char *
dup_search_text (const Region *region)
{
  g_autofree char *text = g_strjoin ("\n", region->id, region->name != NULL ? region->name : "",
                                     region->name != NULL ? _ (region->name) : "",
                                     region->chinese_name != NULL ? region->chinese_name : "",
                                     NULL);

  return np_search_fold (text);
}

/**
 * np_region_matches:
 * @i: a place in the table
 * @query: what a person typed
 *
 * Searches ID, English name and Chinese name, whatever the user's language: each
 * word of @query has to be in one of them. Case and width do not matter.
 *
 * Returns: %TRUE if the region is one of those looked for
 */
gboolean
np_region_matches (guint i, const char *query)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (i < G_N_ELEMENTS (regions), FALSE);
  g_return_val_if_fail (query != NULL, FALSE);

  text = dup_search_text (&regions[i]);
  folded = np_search_fold (query);
  words = g_strsplit (folded, " ", -1);
  for (guint k = 0; words[k] != NULL; k++)
    {
      if (strstr (text, words[k]) == NULL)
        return FALSE;
    }
  return TRUE;
}
