/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-endpoint.h"

#include "np-region.h"
#include "np-text-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_HOST_LENGTH  253
#define MAX_LABEL_LENGTH 63
#define MAX_PORT         65535

struct _NpEndpoint
{
  gatomicrefcount ref_count;

  /* Owned */
  char *base_uri;
  char *authority;
  char *host;

  /* Borrowed: of the table of regions */
  const char *region_id; /* NULL for a host that was typed, and for one of another service */
};

G_DEFINE_BOXED_TYPE (NpEndpoint, np_endpoint, np_endpoint_ref, np_endpoint_unref)
G_DEFINE_QUARK (np - endpoint - error - quark, np_endpoint_error)

static NpEndpoint *
create (const char *scheme, const char *host, int port)
{
  NpEndpoint *self = g_new0 (NpEndpoint, 1);
  gboolean is_ipv6 = strchr (host, ':') != NULL;
  int usual_port = strcmp (scheme, "http") == 0 ? 80 : 443;

  g_atomic_ref_count_init (&self->ref_count);
  self->host = g_strdup (host);
  self->authority = g_strdup_printf (is_ipv6 ? "[%s]" : "%s", host);
  if (port != -1 && port != usual_port)
    {
      g_autofree char *bare = g_steal_pointer (&self->authority);

      self->authority = g_strdup_printf ("%s:%d", bare, port);
    }
  self->base_uri = g_strconcat (scheme, "://", self->authority, NULL);

  return self;
}

static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > MAX_LABEL_LENGTH)
    return FALSE;
  if (label[0] == '-' || label[length - 1] == '-')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (label[i]) && label[i] != '-')
        return FALSE;
    }

  return TRUE;
}

/* Resolvers read "127.1", "2130706433" and "0x7f.1" as IPv4 addresses, so a
 * last part that begins with a digit is taken for a name only if no top-level
 * domain could look like it: none begins with a digit. */
static gboolean
is_host (const char *host)
{
  g_auto (GStrv) labels = NULL;
  guint n = 0;

  if (g_hostname_is_ip_address (host))
    return strchr (host, '%') == NULL;
  if (strlen (host) > MAX_HOST_LENGTH)
    return FALSE;

  labels = g_strsplit (host, ".", -1);
  n = g_strv_length (labels);
  for (guint i = 0; i < n; i++)
    {
      if (!is_label (labels[i]))
        return FALSE;
    }

  return n > 0 && !g_ascii_isdigit (labels[n - 1][0]);
}

static gboolean
is_this_computer (const char *host)
{
  return strcmp (host, "127.0.0.1") == 0 || strcmp (host, "::1") == 0 ||
         strcmp (host, "localhost") == 0;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, NP_ENDPOINT_ERROR, NP_ENDPOINT_ERROR_INVALID, message);
  return FALSE;
}

/* What the parser of GLib would take in good faith. */
static gboolean
check_text (const char *text, GError **error)
{
  if (*text == '\0')
    return refuse (error, _ ("Type the address of an endpoint."));
  if (strchr (text, '@') != NULL)
    return refuse (error, _ ("An endpoint has no user name or password in it."));
  if (strpbrk (text, "?#") != NULL)
    return refuse (error,
                   _ ("An endpoint ends after the host or its port: no “?” and no “#”."));

  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && strchr ("-.:/[]", *p) == NULL)
        return refuse (error, _ ("An endpoint has only letters from a to z, digits, dots and "
                                 "hyphens."));
    }

  return TRUE;
}

static gboolean
check_uri (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *path = g_uri_get_path (uri);
  const char *host = g_uri_get_host (uri);

  if (strcmp (scheme, "https") != 0 && strcmp (scheme, "http") != 0)
    return refuse (error, _ ("An endpoint begins with https://."));
  if (*path != '\0' && strcmp (path, "/") != 0)
    return refuse (error, _ ("An endpoint ends after the host or its port: no path."));
  if (g_uri_get_port (uri) == 0 || g_uri_get_port (uri) > MAX_PORT)
    return refuse (error, _ ("A port is a number from 1 to 65535."));
  if (host == NULL || !is_host (host))
    return refuse (error, _ ("This is not the name or address of a host."));

  if (strcmp (scheme, "http") == 0 && !is_this_computer (host))
    {
      g_set_error_literal (
          error, NP_ENDPOINT_ERROR, NP_ENDPOINT_ERROR_INSECURE,
          _ ("Only https:// keeps your requests private. http:// works only for "
             "127.0.0.1, [::1] and localhost."));
      return FALSE;
    }

  return TRUE;
}

static GUri *
parse (const char *text, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_autofree char *full = NULL;

  full = g_strconcat (strstr (lower, "://") == NULL ? "https://" : "", lower, NULL);
  uri = g_uri_parse (full, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL)
    {
      refuse (error, _ ("This is not an address. Write it like https://host or host:port."));
      return NULL;
    }
  if (!check_uri (uri, error))
    return NULL;

  return g_steal_pointer (&uri);
}

/**
 * np_endpoint_new_for_region:
 * @region_id: (nullable): the ID of a region
 * @error: (nullable): where to put %NP_ENDPOINT_ERROR_UNKNOWN_REGION
 *
 * Makes the public endpoint of a region, `aiworkspace.<region>.aliyuncs.com` by
 * the API's documentation. Only for regions of the table: the official SDK's
 * own map has wrong hosts in it (one inside a VPC, one with a TAB at its end).
 *
 * Returns: (transfer full) (nullable): an endpoint, or %NULL with @error set
 */
NpEndpoint *
np_endpoint_new_for_region (const char *region_id, GError **error)
{
  g_autofree char *host = NULL;
  NpEndpoint *self = NULL;
  guint i = 0;

  if (!np_region_find (region_id, &i))
    {
      g_set_error_literal (
          error, NP_ENDPOINT_ERROR, NP_ENDPOINT_ERROR_UNKNOWN_REGION,
          _ ("Nameplate does not know this region. Type its endpoint instead."));
      return NULL;
    }

  host = g_strconcat ("aiworkspace.", region_id, ".aliyuncs.com", NULL);
  self = create ("https", host, -1);
  self->region_id = np_region_get_id (i);
  return self;
}

/**
 * np_endpoint_new_custom:
 * @text: what the user typed: "host", "host:port" or "https://host[:port]"
 * @error: (nullable): where to put %NP_ENDPOINT_ERROR_INVALID, or
 *   %NP_ENDPOINT_ERROR_INSECURE for http to another computer
 *
 * Makes an endpoint from a typed address. Any host is allowed, also one inside
 * a VPC: whoever types it means it. Blanks around it are ignored and the host
 * becomes lower case. Plain http goes to this computer only.
 *
 * Returns: (transfer full) (nullable): an endpoint, or %NULL with @error set
 */
NpEndpoint *
np_endpoint_new_custom (const char *text, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *trimmed = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_utf8_validate (text, -1, NULL))
    trimmed = np_text_dup_trimmed (text, "");
  else
    trimmed = g_strdup (text);

  if (!check_text (trimmed, error))
    return NULL;
  uri = parse (trimmed, error);
  if (uri == NULL)
    return NULL;

  return create (g_uri_get_scheme (uri), g_uri_get_host (uri), g_uri_get_port (uri));
}

/**
 * np_endpoint_dup_sts:
 * @self: an endpoint
 *
 * Gets the endpoint of the Security Token Service in the same region, the public
 * one by the endpoints page of its documentation. A host that was typed has none,
 * not even one that looks like the host of a region: what is signed with a key, and
 * the token that goes with it, is for the place that the person chose.
 *
 * Returns: (transfer full) (nullable): an endpoint; %NULL if @self is not one of
 *   np_endpoint_new_for_region()
 */
NpEndpoint *
np_endpoint_dup_sts (NpEndpoint *self)
{
  g_autofree char *host = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->region_id == NULL)
    return NULL;
  host = g_strconcat ("sts.", self->region_id, ".aliyuncs.com", NULL);
  return create ("https", host, -1);
}

/**
 * np_endpoint_ref:
 * @self: an endpoint
 *
 * Takes a reference. Safe from any thread.
 *
 * Returns: (transfer full): @self
 */
NpEndpoint *
np_endpoint_ref (NpEndpoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * np_endpoint_unref:
 * @self: (transfer full): an endpoint
 *
 * Gives a reference back; the last one frees it.
 */
void
np_endpoint_unref (NpEndpoint *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->base_uri);
  g_free (self->authority);
  g_free (self->host);
  g_free (self);
}

/**
 * np_endpoint_get_base_uri:
 * @self: an endpoint
 *
 * Gets what a path is appended to: "https://host[:port]" without a slash at its end.
 *
 * Returns: (transfer none): the base address
 */
const char *
np_endpoint_get_base_uri (NpEndpoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->base_uri;
}

/**
 * np_endpoint_get_authority:
 * @self: an endpoint
 *
 * Gets the value of the Host header as it will be sent, which is also what gets
 * signed: without the port where it is the scheme's own.
 *
 * Returns: (transfer none): "host[:port]"
 */
const char *
np_endpoint_get_authority (NpEndpoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->authority;
}

/**
 * np_endpoint_get_host:
 * @self: an endpoint
 *
 * Gets the host alone; an IPv6 address has no brackets here.
 *
 * Returns: (transfer none): the host
 */
const char *
np_endpoint_get_host (NpEndpoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->host;
}
