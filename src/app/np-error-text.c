/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-error-text-private.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "np-api-error.h"
#include "np-rights.h"
#include "np-time-text.h"

/* What a person reads of an error: what happened, and what to do about it. The
 * only place in the program that makes such sentences out of errors; the sentences
 * stand in np-error-text-table.c, np-error-text-local.c and np-error-text-kinds.c. */

/* Where the service explains its codes, as in the links of its own answers. */
#define TROUBLESHOOT "https://api.aliyun.com/troubleshoot"
#define PRODUCT      "AIWorkSpace"

static const struct
{
  const char *operation;
  const char *heading;
  const char *deed; /* what an AccessKey may not do without the right */
} operations[] = {
  { "UpdateModel", N_ ("Not saved"), N_ ("change models in this workspace") },
  { "GetModel", N_ ("Not opened"), N_ ("open this model") },
  { "ListModels", N_ ("List not loaded"), N_ ("list models in this workspace") },
  { "ListWorkspaces", N_ ("Not connected"), N_ ("list workspaces") },
  { "GetPermission", N_ ("Rights not known"), N_ ("ask what it may do in this workspace") },
};

static const NpApiErrorDetail *
get_detail (const GError *error)
{
  return error->domain == NP_API_ERROR ? np_api_error_get_detail (error) : NULL;
}

/* What became of the changes matters more than why; and a wrong clock shows in more
 * than one code. */
static gboolean
is_more_than_code (const GError *error)
{
  return g_error_matches (error, NP_API_ERROR, NP_API_ERROR_CLOCK_SKEW) ||
         g_error_matches (error, NP_API_ERROR, NP_API_ERROR_OUTCOME_UNKNOWN) ||
         g_error_matches (error, NP_API_ERROR, NP_API_ERROR_NOT_APPLIED) ||
         g_error_matches (error, NP_API_ERROR, NP_API_ERROR_CONFLICT);
}

static const char *
get_code (const GError *error)
{
  const NpApiErrorDetail *detail = get_detail (error);

  return detail != NULL && !is_more_than_code (error) ? detail->code : NULL;
}

/* The code first, then its beginning, then the kind of the failure. What is true of
 * a model is not always true of a list of them. */
static const NpErrorText *
find (const GError *error, const char *operation)
{
  const char *code = get_code (error);
  const NpErrorText *text = code == NULL ? np_error_text_find_local (error) : NULL;

  if (text == NULL && g_strcmp0 (operation, "ListModels") == 0)
    text = np_error_text_find_for_list (error);
  if (text == NULL && code != NULL)
    text = np_error_text_find_code (code);
  if (text == NULL)
    text = np_error_text_find_local (error);
  return text != NULL ? text : np_error_text_find_kind (error);
}

static gboolean
is_unknown_code (const GError *error)
{
  const char *code = get_code (error);

  return code != NULL && np_error_text_find_code (code) == NULL;
}

static const char *
find_heading (const char *operation)
{
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      if (g_strcmp0 (operations[i].operation, operation) == 0)
        return operations[i].heading;
    }
  return NULL;
}

static const char *
find_deed (const char *operation)
{
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      if (g_strcmp0 (operations[i].operation, operation) == 0)
        return operations[i].deed;
    }
  return N_ ("do this in this workspace");
}

static char *
dup_offset (const NpApiErrorDetail *detail)
{
  if (detail == NULL || !detail->has_clock_offset || detail->clock_offset_s == 0)
    /* Translators: of the clock of this computer: follows “Your clock is” */
    return g_strdup (_ ("wrong"));
  return np_time_text_dup_offset (detail->clock_offset_s);
}

/* What a name in braces stands for. */
static char *
dup_value (const char *name, const GError *error)
{
  const NpApiErrorDetail *detail = get_detail (error);

  if (g_str_equal (name, "host"))
    return g_strdup (detail != NULL && detail->host != NULL ? detail->host
                                                            : _ ("the endpoint"));
  if (g_str_equal (name, "deed"))
    return g_strdup (_ (find_deed (detail != NULL ? detail->operation : NULL)));
  if (g_str_equal (name, "action"))
    return np_rights_dup_action (detail);
  if (g_str_equal (name, "offset"))
    return dup_offset (detail);
  if (g_str_equal (name, "issuer"))
    return g_strdup (detail != NULL && detail->tls_issuer != NULL ? detail->tls_issuer
                                                                  : _ ("somebody unknown"));
  if (g_str_equal (name, "proxy"))
    return g_strdup (detail != NULL && detail->proxy_host != NULL ? detail->proxy_host
                                                                  : _ ("address not known"));
  g_error ("Nothing is called “%s” in a sentence", name);
}

/**
 * np_error_text_fill: (skip)
 * @text: a translated text with names in braces
 * @error: what they are about
 *
 * Returns: (transfer full): the text with everything in it that is known
 */
char *
np_error_text_fill (const char *text, const GError *error)
{
  g_auto (GStrv) parts = g_strsplit (text, "{", -1);
  GString *out = g_string_new (parts[0]);

  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (parts[i], "}", 2);
      g_autofree char *value = dup_value (halves[0], error);

      g_string_append (out, value);
      g_string_append (out, halves[1]);
    }
  return g_string_free (out, FALSE);
}

/**
 * np_error_text_dup_heading:
 * @error: what went wrong
 * @operation: (nullable): the operation of the service that failed
 *
 * Returns: (transfer full): what did not happen, in few words; without an
 *   operation, what is wrong
 */
char *
np_error_text_dup_heading (const GError *error, const char *operation)
{
  const char *heading = find_heading (operation);

  if (g_error_matches (error, NP_API_ERROR, NP_API_ERROR_OUTCOME_UNKNOWN))
    heading = NULL;
  return g_strdup (_ (heading != NULL ? heading : find (error, operation)->heading));
}

/**
 * np_error_text_dup_sentence:
 * @error: what went wrong
 * @operation: (nullable): the operation of the service that failed
 *
 * Returns: (transfer full): what happened, as one plain sentence; of a code that is
 *   not a known one, also the code
 */
char *
np_error_text_dup_sentence (const GError *error, const char *operation)
{
  g_autofree char *sentence = np_error_text_fill (_ (find (error, operation)->sentence), error);

  if (!is_unknown_code (error))
    return g_steal_pointer (&sentence);
  /* Translators: a sentence that says what happened, and the code of the service */
  return g_strdup_printf (_ ("%s The service calls this “%s”."), sentence, get_code (error));
}

/**
 * np_error_text_dup_next_step:
 * @error: what went wrong
 * @operation: (nullable): the operation of the service that failed
 *
 * Returns: (transfer full): what to do next
 */
char *
np_error_text_dup_next_step (const GError *error, const char *operation)
{
  g_autoptr (NpRights) rights = np_rights_new (error, NULL, NULL);

  /* Where no policy helps, asking for one is no next step. */
  if (rights != NULL && !np_rights_get_can_policy_help (rights))
    return np_rights_dup_sentence (rights);
  return np_error_text_fill (_ (find (error, operation)->next_step), error);
}

/**
 * np_error_text_dup_line:
 * @error: what went wrong
 * @operation: (nullable): the operation of the service that failed
 *
 * Returns: (transfer full): what happened, the code of the service if there is one,
 *   and what to do next, for a place with no room for more
 */
char *
np_error_text_dup_line (const GError *error, const char *operation)
{
  g_autofree char *sentence = np_error_text_dup_sentence (error, operation);
  g_autofree char *next_step = np_error_text_dup_next_step (error, operation);
  const char *code = get_code (error);

  if (code == NULL || is_unknown_code (error))
    /* Translators: two sentences, or a sentence and the RequestId */
    return g_strdup_printf (_ ("%s %s"), sentence, next_step);
  /* Translators: what happened, the code of the service, what to do next */
  return g_strdup_printf (_ ("%s (%s) %s"), sentence, code, next_step);
}

/* What a look at every step of the way to the service may tell more of. */
static gboolean
is_on_the_way (const GError *error)
{
  static const NpApiError kinds[] = { NP_API_ERROR_UNREACHABLE, NP_API_ERROR_PROXY,
                                      NP_API_ERROR_TLS,         NP_API_ERROR_TIMED_OUT,
                                      NP_API_ERROR_PROTOCOL,    NP_API_ERROR_TOO_LARGE,
                                      NP_API_ERROR_REDIRECTED,  NP_API_ERROR_CLOCK_SKEW };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_error_matches (error, NP_API_ERROR, kinds[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * np_error_text_get_offers:
 * @error: what went wrong
 * @operation: (nullable): the operation of the service that failed
 *
 * Returns: what can be done about it from the place where it is told
 */
NpErrorOffers
np_error_text_get_offers (const GError *error, const char *operation)
{
  NpErrorOffers offers = find (error, operation)->offers;

  if (is_on_the_way (error))
    offers |= NP_ERROR_OFFER_DIAGNOSE;
  /* The page explains codes: without one there is nothing to explain. */
  return get_code (error) != NULL ? offers : offers & ~NP_ERROR_OFFER_TROUBLESHOOTING;
}

/* What an answer recommends is followed only to where the service explains itself. */
static gboolean
is_link_of_service (const char *link)
{
  g_autoptr (GUri) uri = link != NULL ? g_uri_parse (link, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && g_str_equal (g_uri_get_scheme (uri), "https") &&
         g_uri_get_userinfo (uri) == NULL &&
         (g_str_has_suffix (host, ".aliyun.com") ||
          g_str_has_suffix (host, ".alibabacloud.com"));
}

/**
 * np_error_text_dup_link:
 * @error: what went wrong
 *
 * The link that the answer recommends, or one like it: some answers name none.
 *
 * Returns: (transfer full) (nullable): the address of the page that explains the
 *   code, https; %NULL if there is no code
 */
char *
np_error_text_dup_link (const GError *error)
{
  const NpApiErrorDetail *detail = get_detail (error);
  g_autofree char *code = NULL;
  g_autofree char *request_id = NULL;

  if (detail == NULL || detail->code == NULL)
    return NULL;
  if (is_link_of_service (detail->recommend))
    return g_strdup (detail->recommend);
  code = g_uri_escape_string (detail->code, NULL, FALSE);
  if (detail->request_id == NULL)
    return g_strdup_printf (TROUBLESHOOT "?q=%s&product=" PRODUCT, code);
  request_id = g_uri_escape_string (detail->request_id, NULL, FALSE);
  return g_strdup_printf (TROUBLESHOOT "?q=%s&product=" PRODUCT "&requestId=%s", code,
                          request_id);
}
