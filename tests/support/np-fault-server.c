/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-fault-server.h"

#include <string.h>

#include "np-await.h"
#include "np-fault-server-private.h"

/* More connections than a queue of length 0 ever takes. */
#define N_FILLERS 4

static NpFaultServer *
new_bound (void)
{
  NpFaultServer *self = g_new0 (NpFaultServer, 1);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->steps);
  self->stop = g_cancellable_new ();
  self->fillers = g_ptr_array_new_with_free_func (g_object_unref);
  self->peers = g_ptr_array_new_with_free_func ((GDestroyNotify) np_fault_peer_free);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) np_fault_request_free);
  self->received = g_byte_array_new ();
  self->open_gates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_bind (self->listener, address, FALSE, &error);
  g_assert_no_error (error);
  return self;
}

/**
 * np_fault_server_new:
 *
 * Returns: (transfer full): a server on a free port, with an empty script
 */
NpFaultServer *
np_fault_server_new (void)
{
  NpFaultServer *self = new_bound ();
  g_autoptr (GError) error = NULL;

  g_socket_listen (self->listener, &error);
  g_assert_no_error (error);
  self->thread = g_thread_new ("fault-server", np_fault_server_run, self);
  return self;
}

/**
 * np_fault_server_new_refusing:
 *
 * Returns: (transfer full): a port that refuses every connection
 */
NpFaultServer *
np_fault_server_new_refusing (void)
{
  return new_bound ();
}

/**
 * np_fault_server_new_silent:
 *
 * Returns: (transfer full): a port that answers a connection neither with yes
 *   nor with no, because its queue is full
 */
NpFaultServer *
np_fault_server_new_silent (void)
{
  NpFaultServer *self = new_bound ();
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->listener, NULL);

  g_socket_set_listen_backlog (self->listener, 0);
  g_assert_true (g_socket_listen (self->listener, NULL));
  for (guint i = 0; i < N_FILLERS; i++)
    {
      GSocket *filler = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (filler, FALSE);
      g_socket_connect (filler, address, NULL, NULL);
      g_ptr_array_add (self->fillers, filler);
    }
  return self;
}

/**
 * np_fault_server_free:
 * @self: (transfer full): a server
 *
 * Stops it, wherever its script is.
 */
void
np_fault_server_free (NpFaultServer *self)
{
  g_cancellable_cancel (self->stop);
  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&self->thread, g_thread_join);

  g_ptr_array_unref (self->peers);
  g_ptr_array_unref (self->fillers);
  g_ptr_array_unref (self->requests);
  g_hash_table_unref (self->open_gates);
  g_byte_array_unref (self->received);
  g_queue_clear_full (&self->steps, (GDestroyNotify) np_fault_step_free);
  g_clear_pointer (&self->answer_to_all, g_bytes_unref);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self);
}

/**
 * np_fault_server_dup_uri:
 * @self: a server
 * @scheme: "http" or "https"
 *
 * Returns: (transfer full): its address, without a path
 */
char *
np_fault_server_dup_uri (NpFaultServer *self, const char *scheme)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->listener, NULL);

  return g_strdup_printf ("%s://127.0.0.1:%u", scheme,
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
}

static void
push (NpFaultServer *self, NpFaultStep *step)
{
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->steps, step);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/**
 * np_fault_server_accept:
 * @self: a server
 *
 * Adds a step: take a new connection and read nothing from it.
 */
void
np_fault_server_accept (NpFaultServer *self)
{
  push (self, np_fault_step_new (STEP_ACCEPT));
}

/**
 * np_fault_server_read:
 * @self: a server
 *
 * Adds a step: wait for a whole request, on whichever connection.
 */
void
np_fault_server_read (NpFaultServer *self)
{
  push (self, np_fault_step_new (STEP_READ));
}

/**
 * np_fault_server_read_head:
 * @self: a server
 *
 * Adds a step: wait for the head of a request, and leave its body unread.
 */
void
np_fault_server_read_head (NpFaultServer *self)
{
  push (self, np_fault_step_new (STEP_READ_HEAD));
}

/**
 * np_fault_server_receive:
 * @self: a server
 *
 * Adds a step: wait until something has arrived, whatever it is.
 */
void
np_fault_server_receive (NpFaultServer *self)
{
  push (self, np_fault_step_new (STEP_RECEIVE));
}

/**
 * np_fault_server_send:
 * @self: a server
 * @data: bytes
 * @length: their number, or -1 if @data ends in a NUL
 *
 * Adds a step: send these bytes. What the other side no longer takes is
 * dropped.
 */
void
np_fault_server_send (NpFaultServer *self, const char *data, gssize length)
{
  NpFaultStep *step = np_fault_step_new (STEP_SEND);

  step->data = g_bytes_new (data, length < 0 ? strlen (data) : (gsize) length);
  push (self, step);
}

/**
 * np_fault_server_send_times:
 * @self: a server
 * @text: a text
 * @times: how often
 *
 * Adds a step: send a text again and again.
 */
void
np_fault_server_send_times (NpFaultServer *self, const char *text, guint times)
{
  NpFaultStep *step = np_fault_step_new (STEP_SEND);

  step->data = g_bytes_new (text, strlen (text));
  step->times = times;
  push (self, step);
}

/**
 * np_fault_server_drip:
 * @self: a server
 * @text: a text
 * @interval_ms: the pause after each byte, in milliseconds
 *
 * Adds a step: send a text byte by byte.
 */
void
np_fault_server_drip (NpFaultServer *self, const char *text, guint interval_ms)
{
  NpFaultStep *step = np_fault_step_new (STEP_DRIP);

  step->data = g_bytes_new (text, strlen (text));
  step->interval_ms = interval_ms;
  push (self, step);
}

/**
 * np_fault_server_wait:
 * @self: a server
 * @gate: a name
 *
 * Adds a step: do nothing until np_fault_server_open() opens the gate.
 */
void
np_fault_server_wait (NpFaultServer *self, const char *gate)
{
  NpFaultStep *step = np_fault_step_new (STEP_WAIT);

  step->gate = g_strdup (gate);
  push (self, step);
}

/**
 * np_fault_server_close:
 * @self: a server
 *
 * Adds a step: close the connection.
 */
void
np_fault_server_close (NpFaultServer *self)
{
  push (self, np_fault_step_new (STEP_CLOSE));
}

/**
 * np_fault_server_reset:
 * @self: a server
 *
 * Adds a step: end the connection with a reset.
 */
void
np_fault_server_reset (NpFaultServer *self)
{
  push (self, np_fault_step_new (STEP_RESET));
}

/**
 * np_fault_server_await_close:
 * @self: a server
 *
 * Adds a step: wait until the other side has closed the connection.
 */
void
np_fault_server_await_close (NpFaultServer *self)
{
  push (self, np_fault_step_new (STEP_AWAIT_CLOSE));
}

/**
 * np_fault_server_answer:
 * @self: a server
 * @text: a whole answer, head and body
 *
 * Adds two steps: read a request and send @text.
 */
void
np_fault_server_answer (NpFaultServer *self, const char *text)
{
  np_fault_server_read (self);
  np_fault_server_send (self, text, -1);
}

/**
 * np_fault_server_answer_all:
 * @self: a server
 * @text: a whole answer, head and body
 *
 * Answers every request after the end of the script with @text.
 */
void
np_fault_server_answer_all (NpFaultServer *self, const char *text)
{
  g_mutex_lock (&self->mutex);
  self->answer_to_all = g_bytes_new (text, strlen (text));
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/**
 * np_fault_server_is_at:
 * @self: a server
 * @gate: the name of a gate
 *
 * Returns: %TRUE if the script waits at that gate
 */
gboolean
np_fault_server_is_at (NpFaultServer *self, const char *gate)
{
  gboolean is_at = FALSE;

  g_mutex_lock (&self->mutex);
  is_at = g_strcmp0 (self->at_gate, gate) == 0;
  g_mutex_unlock (&self->mutex);
  return is_at;
}

/**
 * np_fault_server_open:
 * @self: a server
 * @gate: the name of a gate, whether the script is there yet or not
 */
void
np_fault_server_open (NpFaultServer *self, const char *gate)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_add (self->open_gates, g_strdup (gate));
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/**
 * np_fault_server_get_n_connections:
 * @self: a server
 *
 * Returns: how many connections it has taken
 */
guint
np_fault_server_get_n_connections (NpFaultServer *self)
{
  guint n = 0;

  g_mutex_lock (&self->mutex);
  n = self->n_connections;
  g_mutex_unlock (&self->mutex);
  return n;
}

/**
 * np_fault_server_get_n_requests:
 * @self: a server
 *
 * Returns: how many requests it has read
 */
guint
np_fault_server_get_n_requests (NpFaultServer *self)
{
  guint n = 0;

  g_mutex_lock (&self->mutex);
  n = self->requests->len;
  g_mutex_unlock (&self->mutex);
  return n;
}

/**
 * np_fault_server_get_n_bytes:
 * @self: a server
 *
 * Returns: how many bytes it has read
 */
gsize
np_fault_server_get_n_bytes (NpFaultServer *self)
{
  gsize n = 0;

  g_mutex_lock (&self->mutex);
  n = self->n_bytes;
  g_mutex_unlock (&self->mutex);
  return n;
}

/**
 * np_fault_server_has_received:
 * @self: a server
 * @text: a text
 *
 * Returns: %TRUE if it stands in the first mebibyte of what arrived, whether
 *   that was a request or not
 */
gboolean
np_fault_server_has_received (NpFaultServer *self, const char *text)
{
  gboolean has = FALSE;

  g_mutex_lock (&self->mutex);
  has = self->received->len > 0 && g_strstr_len ((const char *) self->received->data,
                                                 (gssize) self->received->len, text) != NULL;
  g_mutex_unlock (&self->mutex);
  return has;
}

static NpFaultRequest *
get_request (NpFaultServer *self, guint i)
{
  NpFaultRequest *request = NULL;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (i, <, self->requests->len);
  request = self->requests->pdata[i];
  g_mutex_unlock (&self->mutex);
  return request;
}

/**
 * np_fault_server_get_connection:
 * @self: a server
 * @i: the number of a request, from 0
 *
 * Returns: the number of the connection it came on, from 0
 */
guint
np_fault_server_get_connection (NpFaultServer *self, guint i)
{
  return get_request (self, i)->connection;
}

/**
 * np_fault_server_dup_head:
 * @self: a server
 * @i: the number of a request, from 0
 *
 * Returns: (transfer full): its head as it arrived, with the empty line
 */
char *
np_fault_server_dup_head (NpFaultServer *self, guint i)
{
  return g_strdup (get_request (self, i)->head);
}

/**
 * np_fault_server_dup_body:
 * @self: a server
 * @i: the number of a request, from 0
 *
 * Returns: (transfer full): its body as it arrived
 */
GBytes *
np_fault_server_dup_body (NpFaultServer *self, guint i)
{
  return g_bytes_ref (get_request (self, i)->body);
}

static gboolean
is_consumed (gpointer user_data)
{
  NpFaultServer *self = user_data;
  gboolean done = FALSE;

  g_mutex_lock (&self->mutex);
  done = g_queue_is_empty (&self->steps) && !self->is_busy;
  g_mutex_unlock (&self->mutex);
  return done;
}

/**
 * np_fault_server_assert_consumed:
 * @self: a server
 *
 * Runs the main loop until the script is at its end, and fails if it does not
 * get there: a fault that was never delivered tests nothing.
 */
void
np_fault_server_assert_consumed (NpFaultServer *self)
{
  np_await_condition (is_consumed, self, "the fault server to reach the end of its script");
}
