/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-response.h"

#include "np-response-error.h"
#include "np-response-headers.h"

/**
 * np_response_new:
 * @status: the HTTP status
 * @headers: the headers of the answer
 * @body: (nullable) (transfer none): what arrived of its body; %NULL if the
 *   body could not be read
 *
 * Returns: (transfer full): the answer
 */
NpResponse *
np_response_new (guint status, SoupMessageHeaders *headers, GBytes *body)
{
  NpResponse *self = g_new0 (NpResponse, 1);

  self->status = status;
  self->headers = soup_message_headers_ref (headers);
  self->body = body != NULL ? g_bytes_ref (body) : NULL;
  return self;
}

/**
 * np_response_free:
 * @self: (transfer full): an answer
 */
void
np_response_free (NpResponse *self)
{
  soup_message_headers_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, np_json_unref);
  g_free (self);
}

/**
 * np_response_read:
 * @self: an answer
 *
 * Reads the body, once. Nothing but the body is touched, so this may be done in a
 * thread: several megabytes take longer than a window may stand still.
 */
void
np_response_read (NpResponse *self)
{
  if (self->is_read)
    return;
  self->is_read = TRUE;
  if (self->body != NULL)
    self->json = np_json_parse (self->body, NULL);
}

static char *
dup_request_id (const NpResponse *self, const NpJsonValue *root)
{
  char *request_id = np_response_error_dup_text (root, "RequestId", "requestId");

  return request_id != NULL ? request_id : np_response_headers_dup_request_id (self->headers);
}

static GError *
new_wrong_answer (const NpResponse *self,
                  const NpCall *call,
                  gboolean is_incomplete,
                  const char *problem)
{
  g_autoptr (NpApiErrorDetail) detail = np_response_error_new_detail (call, self);

  detail->is_incomplete = is_incomplete;
  if (detail->is_sign_in_page)
    problem = "a web page answered instead of the service";
  return np_call_new_error (call, NP_API_ERROR_PROTOCOL, detail, "%s", problem);
}

/* A 204 has no body to read, its RequestId can only stand in a header. */
static char *
open_empty (const NpResponse *self, const NpCall *call, GError **error)
{
  char *request_id = call->is_save ? np_response_headers_dup_request_id (self->headers) : NULL;

  if (request_id == NULL)
    g_propagate_error (error, new_wrong_answer (self, call, FALSE, "the answer is empty"));
  return request_id;
}

static char *
open_object (const NpResponse *self,
             const NpCall *call,
             const NpJsonValue *root,
             GError **error)
{
  char *request_id = NULL;

  if (np_json_value_get_kind (root) != NP_JSON_KIND_OBJECT)
    {
      g_propagate_error (error,
                         new_wrong_answer (self, call, FALSE, "the answer is not an object"));
      return NULL;
    }
  if (np_response_error_is_in (root))
    {
      g_propagate_error (error, np_response_error_new (call, self));
      return NULL;
    }
  request_id = dup_request_id (self, root);
  if (request_id == NULL)
    g_propagate_error (error,
                       new_wrong_answer (self, call, FALSE, "the answer has no RequestId"));
  return request_id;
}

/**
 * np_response_open:
 * @self: an answer; its body is read now if it was not before
 * @call: the call it answers
 * @error: set to an %NP_API_ERROR
 *
 * Decides whether an answer is a success: its status is 2xx, its body one
 * strict JSON object that is not an error in disguise, and it has the RequestId
 * that, by the API's documentation, every answer carries. That the transport
 * reported no fault says little: a chunked body that was cut short looks whole
 * to it.
 *
 * Returns: (transfer full) (nullable): the RequestId, or %NULL on failure
 */
char *
np_response_open (NpResponse *self, const NpCall *call, GError **error)
{
  np_response_read (self);
  if (!SOUP_STATUS_IS_SUCCESSFUL (self->status))
    {
      g_propagate_error (error, np_response_error_new (call, self));
      return NULL;
    }
  if (self->status == SOUP_STATUS_NO_CONTENT)
    return open_empty (self, call, error);
  if (self->json == NULL)
    {
      g_propagate_error (error,
                         new_wrong_answer (self, call, TRUE, "the answer is not whole JSON"));
      return NULL;
    }
  return open_object (self, call, np_json_get_root (self->json), error);
}
