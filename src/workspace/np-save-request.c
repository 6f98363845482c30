/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-save-request.h"

#include <string.h>

#include "np-request.h"
#include "np-workspace-private.h"

static char *
dup_body (NpModelChanges *changes)
{
  g_autoptr (GBytes) body = np_model_changes_dup_body (changes, NULL);

  if (body == NULL)
    return g_strdup ("");
  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

/**
 * np_save_request_dup_address:
 * @workspace: where the model lives
 * @model_id: the model
 *
 * Returns: (transfer full): the method and the address of UpdateModel for this
 *   model, such as `PUT https://host/api/v1/models/ID`
 */
char *
np_save_request_dup_address (NpWorkspace *workspace, const char *model_id)
{
  NpEndpoint *endpoint = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (NP_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (model_id != NULL, NULL);

  endpoint = np_client_get_endpoint (np_workspace_get_client (workspace));
  path = np_request_encode_model_path (model_id, NULL);
  return g_strconcat ("PUT ", np_endpoint_get_base_uri (endpoint), path, NULL);
}

/**
 * np_save_request_dup_text:
 * @workspace: where the model lives
 * @model_id: the model
 * @changes: what is to be sent
 *
 * Returns: (transfer full): method, address and body, the body byte for byte as
 *   it is sent
 */
char *
np_save_request_dup_text (NpWorkspace *workspace, const char *model_id, NpModelChanges *changes)
{
  g_autofree char *address = np_save_request_dup_address (workspace, model_id);
  g_autofree char *body = dup_body (changes);

  return g_strconcat (address, "\n\n", body, "\n", NULL);
}

/**
 * np_save_request_dup_curl:
 * @workspace: where the model lives
 * @model_id: the model
 * @changes: what is to be sent
 *
 * Returns: (transfer full): the same as a command for a shell. It is not signed:
 *   a key is no business of a clipboard.
 */
char *
np_save_request_dup_curl (NpWorkspace *workspace, const char *model_id, NpModelChanges *changes)
{
  g_autofree char *address = np_save_request_dup_address (workspace, model_id);
  g_autofree char *body = dup_body (changes);
  g_autofree char *quoted_url = g_shell_quote (address + strlen ("PUT "));
  g_autofree char *quoted_body = g_shell_quote (body);

  return g_strdup_printf ("curl -X PUT %s \\\n"
                          "  -H 'Content-Type: " NP_REQUEST_CONTENT_TYPE "' \\\n"
                          "  -H 'x-acs-action: UpdateModel' \\\n"
                          "  -H 'x-acs-version: " NP_REQUEST_API_VERSION "' \\\n"
                          "  --data-raw %s\n",
                          quoted_url, quoted_body);
}
