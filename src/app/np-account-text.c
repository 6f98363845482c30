/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-account-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "np-region.h"
#include "np-time-text.h"

/* The names that np_account_get_colours() gives, in the user's language. */
static const struct
{
  const char *colour;
  const char *name;
} colour_names[] = {
  { "blue", NC_ ("colour", "Blue") },     { "green", NC_ ("colour", "Green") },
  { "yellow", NC_ ("colour", "Yellow") }, { "orange", NC_ ("colour", "Orange") },
  { "red", NC_ ("colour", "Red") },       { "purple", NC_ ("colour", "Purple") },
  { "brown", NC_ ("colour", "Brown") },   { "slate", NC_ ("colour", "Slate") },
};

/**
 * np_account_text_get_colour_name:
 * @colour: one of np_account_get_colours()
 *
 * Returns: (transfer none): what people call it
 */
const char *
np_account_text_get_colour_name (const char *colour)
{
  for (guint i = 0; i < G_N_ELEMENTS (colour_names); i++)
    {
      if (g_strcmp0 (colour_names[i].colour, colour) == 0)
        return g_dpgettext2 (NULL, "colour", colour_names[i].name);
    }
  return colour;
}

/**
 * np_account_text_dup_place:
 * @account: an account
 *
 * Returns: (transfer full): where its service is: the host of a custom endpoint,
 *   else the name of the region
 */
char *
np_account_text_dup_place (NpAccount *account)
{
  const char *endpoint = np_account_get_custom_endpoint (account);
  const char *region = np_account_get_region (account);
  g_autoptr (NpEndpoint) parsed = NULL;
  guint i = 0;

  if (*endpoint == '\0')
    return g_strdup (np_region_find (region, &i) ? np_region_get_name (i) : region);
  parsed = np_endpoint_new_custom (endpoint, NULL);
  return g_strdup (parsed != NULL ? np_endpoint_get_authority (parsed) : endpoint);
}

/**
 * np_account_text_dup_end:
 * @token_expires: when a token ends, in seconds since 1970; 0 if nobody said
 *
 * Returns: (transfer full) (nullable): that time here, in the form of the country;
 *   %NULL if nobody said
 */
char *
np_account_text_dup_end (gint64 token_expires)
{
  g_autoptr (GDateTime) utc = token_expires > 0 ? g_date_time_new_from_unix_utc (token_expires)
                                                : NULL;
  g_autofree char *iso8601 = utc != NULL ? g_date_time_format_iso8601 (utc) : NULL;

  return np_time_text_dup_date (iso8601);
}

/**
 * np_account_text_dup_note:
 * @account: an account
 * @now: the time, in seconds since 1970
 *
 * Returns: (transfer full) (nullable): what needs attention about its key, in few
 *   words; %NULL if nothing does
 */
char *
np_account_text_dup_note (NpAccount *account, gint64 now)
{
  switch (np_account_get_token_state (account, now))
    {
    case NP_TOKEN_STATE_ENDED:
      return g_strdup (_ ("Its token has ended"));
    case NP_TOKEN_STATE_ENDS_SOON:
      return g_strdup (_ ("Its token ends soon"));
    case NP_TOKEN_STATE_NONE:
    case NP_TOKEN_STATE_VALID:
    default:
      break;
    }
  if (np_account_get_is_session_only (account))
    return g_strdup (_ ("Key kept until you close Nameplate"));
  return NULL;
}

/**
 * np_account_text_dup_workspace_id:
 * @text: what was typed as the ID of a workspace
 *
 * The service numbers its workspaces; in every example of the API's documentation
 * the ID is made of digits.
 *
 * Returns: (transfer full) (nullable): the ID without the blanks around it, empty
 *   if there is none; %NULL if @text is no such ID
 */
char *
np_account_text_dup_workspace_id (const char *text)
{
  g_autofree char *id = g_strstrip (g_strdup (text));

  if (strspn (id, "0123456789") != strlen (id))
    return NULL;
  return g_steal_pointer (&id);
}

/**
 * np_account_text_get_workspace_id_fault:
 *
 * Returns: (transfer none): what to say where np_account_text_dup_workspace_id()
 *   gives %NULL
 */
const char *
np_account_text_get_workspace_id_fault (void)
{
  return _ ("The ID of a workspace is a number, such as 324017.");
}
