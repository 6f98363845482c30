/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-fault-server-private.h"

#include <string.h>
#include <sys/socket.h>

#define HEAD_END "\r\n\r\n"
#define MAX_KEPT (1024u * 1024)

/* The server's thread: it takes one step of the script after the other. */

NpFaultStep *
np_fault_step_new (NpFaultStepKind kind)
{
  NpFaultStep *step = g_new0 (NpFaultStep, 1);

  step->kind = kind;
  step->times = 1;
  return step;
}

void
np_fault_step_free (NpFaultStep *step)
{
  g_clear_pointer (&step->data, g_bytes_unref);
  g_free (step->gate);
  g_free (step);
}

void
np_fault_peer_free (NpFaultPeer *peer)
{
  g_object_unref (peer->socket);
  g_byte_array_unref (peer->input);
  g_free (peer);
}

void
np_fault_request_free (NpFaultRequest *request)
{
  g_free (request->head);
  g_bytes_unref (request->body);
  g_free (request);
}

static gboolean
is_stopped (NpFaultServer *self)
{
  return g_cancellable_is_cancelled (self->stop);
}

static void
drop_peer (NpFaultServer *self, NpFaultPeer *peer)
{
  if (self->current == peer)
    self->current = NULL;
  g_socket_close (peer->socket, NULL);
  g_ptr_array_remove (self->peers, peer);
}

static void
accept_peer (NpFaultServer *self)
{
  GSocket *socket = g_socket_accept (self->listener, self->stop, NULL);
  NpFaultPeer *peer = NULL;

  if (socket == NULL)
    return;
  peer = g_new0 (NpFaultPeer, 1);
  peer->socket = socket;
  peer->input = g_byte_array_new ();
  g_ptr_array_add (self->peers, peer);
  self->current = peer;

  g_mutex_lock (&self->mutex);
  peer->number = self->n_connections++;
  g_mutex_unlock (&self->mutex);
}

/* Takes what has arrived. Returns FALSE when the other side has gone. */
static gboolean
receive (NpFaultServer *self, NpFaultPeer *peer)
{
  guint8 piece[65536];
  gssize n = g_socket_receive (peer->socket, (char *) piece, sizeof piece, self->stop, NULL);

  if (n <= 0)
    return FALSE;
  g_byte_array_append (peer->input, piece, (guint) n);
  g_mutex_lock (&self->mutex);
  self->n_bytes += (gsize) n;
  if (self->received->len < MAX_KEPT)
    g_byte_array_append (self->received, piece, (guint) n);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

/* Waits until a connection, old or new, has something to say. */
static NpFaultPeer *
poll_peers (NpFaultServer *self)
{
  g_autofree GPollFD *fds = g_new0 (GPollFD, self->peers->len + 2);
  guint n = self->peers->len;
  NpFaultPeer *ready = NULL;

  for (guint i = 0; i < n; i++)
    fds[i] = (GPollFD){ g_socket_get_fd (((NpFaultPeer *) self->peers->pdata[i])->socket),
                        G_IO_IN, 0 };
  fds[n] = (GPollFD){ g_socket_get_fd (self->listener), G_IO_IN, 0 };
  if (!g_cancellable_make_pollfd (self->stop, &fds[n + 1]))
    return NULL;
  g_poll (fds, n + 2, -1);
  g_cancellable_release_fd (self->stop);

  for (guint i = 0; i < n && ready == NULL; i++)
    ready = fds[i].revents != 0 ? self->peers->pdata[i] : NULL;
  if (ready == NULL && fds[n].revents != 0)
    accept_peer (self);
  return ready;
}

static char *
find_head_end (NpFaultPeer *peer)
{
  char *end = g_strstr_len ((char *) peer->input->data, (gssize) peer->input->len, HEAD_END);

  return end != NULL ? end + strlen (HEAD_END) : NULL;
}

static gsize
get_body_length (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *found = strstr (lower, "\r\ncontent-length:");

  return found != NULL ? (gsize) g_ascii_strtoull (strchr (found, ':') + 1, NULL, 10) : 0;
}

/* Takes one request off the input, if it is all there. */
static gboolean
take_request (NpFaultServer *self, NpFaultPeer *peer, gboolean with_body)
{
  char *end = find_head_end (peer);
  gsize head_length = 0;
  gsize body_length = 0;
  NpFaultRequest *request = NULL;

  if (end == NULL)
    return FALSE;
  head_length = (gsize) (end - (char *) peer->input->data);
  request = g_new0 (NpFaultRequest, 1);
  request->head = g_strndup ((char *) peer->input->data, head_length);
  request->connection = peer->number;
  body_length = with_body ? get_body_length (request->head) : 0;
  if (peer->input->len < head_length + body_length)
    {
      g_free (request->head);
      g_free (request);
      return FALSE;
    }
  request->body = g_bytes_new (peer->input->data + head_length, body_length);
  g_byte_array_remove_range (peer->input, 0, (guint) (head_length + body_length));
  self->current = peer;

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->requests, request);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static void
run_read (NpFaultServer *self, gboolean with_body)
{
  while (!is_stopped (self))
    {
      NpFaultPeer *peer = poll_peers (self);

      if (peer == NULL)
        continue;
      if (!receive (self, peer))
        drop_peer (self, peer);
      else if (take_request (self, peer, with_body))
        return;
    }
}

static gboolean
send_all (NpFaultServer *self, const char *data, gsize length)
{
  while (length > 0 && self->current != NULL)
    {
      gssize n = g_socket_send (self->current->socket, data, length, self->stop, NULL);

      if (n <= 0)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

static void
run_send (NpFaultServer *self, const NpFaultStep *step)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (step->data, &length);

  for (guint i = 0; i < step->times; i++)
    {
      if (!send_all (self, data, length))
        return;
    }
}

/* Holds the mutex only while waiting: this is a rhythm, not a meeting point. */
static void
pause_for (NpFaultServer *self, guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  g_mutex_lock (&self->mutex);
  while (!is_stopped (self) && g_cond_wait_until (&self->changed, &self->mutex, end))
    ;
  g_mutex_unlock (&self->mutex);
}

static void
run_drip (NpFaultServer *self, const NpFaultStep *step)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (step->data, &length);

  for (gsize i = 0; i < length && !is_stopped (self); i++)
    {
      if (!send_all (self, data + i, 1))
        return;
      pause_for (self, step->interval_ms);
    }
}

static void
run_wait (NpFaultServer *self, const NpFaultStep *step)
{
  g_mutex_lock (&self->mutex);
  self->at_gate = g_strdup (step->gate);
  g_cond_broadcast (&self->changed);
  while (!is_stopped (self) && !g_hash_table_contains (self->open_gates, step->gate))
    g_cond_wait (&self->changed, &self->mutex);
  g_clear_pointer (&self->at_gate, g_free);
  g_mutex_unlock (&self->mutex);
}

static void
run_reset (NpFaultServer *self)
{
  const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
  int fd = g_socket_get_fd (self->current->socket);

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  drop_peer (self, self->current);
}

static void
run_step (NpFaultServer *self, const NpFaultStep *step)
{
  switch (step->kind)
    {
    case STEP_ACCEPT:
      accept_peer (self);
      break;

    case STEP_READ:
    case STEP_READ_HEAD:
      run_read (self, step->kind == STEP_READ);
      break;

    case STEP_RECEIVE:
      if (self->current != NULL)
        receive (self, self->current);
      break;

    case STEP_SEND:
      run_send (self, step);
      break;

    case STEP_DRIP:
      run_drip (self, step);
      break;

    case STEP_WAIT:
      run_wait (self, step);
      break;

    case STEP_CLOSE:
      if (self->current != NULL)
        drop_peer (self, self->current);
      break;

    case STEP_RESET:
      if (self->current != NULL)
        run_reset (self);
      break;

    case STEP_AWAIT_CLOSE:
      while (self->current != NULL && receive (self, self->current))
        ;
      break;

    default:
      g_assert_not_reached ();
    }
}

/* With the mutex held. */
static void
push_answer_to_all (NpFaultServer *self)
{
  NpFaultStep *step = np_fault_step_new (STEP_SEND);

  step->data = g_bytes_ref (self->answer_to_all);
  g_queue_push_tail (&self->steps, np_fault_step_new (STEP_READ));
  g_queue_push_tail (&self->steps, step);
}

static NpFaultStep *
take_step (NpFaultServer *self)
{
  NpFaultStep *step = NULL;

  g_mutex_lock (&self->mutex);
  self->is_busy = FALSE;
  g_cond_broadcast (&self->changed);
  while (!is_stopped (self) && g_queue_is_empty (&self->steps))
    {
      if (self->answer_to_all != NULL)
        push_answer_to_all (self);
      else
        g_cond_wait (&self->changed, &self->mutex);
    }
  step = g_queue_pop_head (&self->steps);
  self->is_busy = step != NULL;
  g_mutex_unlock (&self->mutex);
  return step;
}

gpointer
np_fault_server_run (gpointer user_data)
{
  NpFaultServer *self = user_data;

  while (!is_stopped (self))
    {
      NpFaultStep *step = take_step (self);

      if (step == NULL)
        break;
      run_step (self, step);
      np_fault_step_free (step);
    }
  g_ptr_array_set_size (self->peers, 0);
  return NULL;
}
