/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-relay.h"

#include "np-await.h"

struct _NpAppRelay
{
  /* Owned */
  GSocketService *service;
  GSocketAddress *address;
  GCancellable *shut;
  GUri *target;

  /* State */
  guint n_splices;
};

typedef struct
{
  NpAppRelay *relay;
  GIOStream *near_end;
} Splice;

static void
splice_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  NpAppRelay *self = user_data;

  g_io_stream_splice_finish (result, NULL);
  self->n_splices--;
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Splice *splice = user_data;
  NpAppRelay *self = splice->relay;
  g_autoptr (GSocketConnection)
      far_end = g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (source), result, NULL);

  if (far_end != NULL)
    g_io_stream_splice_async (splice->near_end, G_IO_STREAM (far_end),
                              G_IO_STREAM_SPLICE_CLOSE_STREAM1 |
                                  G_IO_STREAM_SPLICE_CLOSE_STREAM2,
                              G_PRIORITY_DEFAULT, self->shut, splice_cb, self);
  else
    self->n_splices--;
  g_object_unref (splice->near_end);
  g_free (splice);
}

static gboolean
incoming_cb (NpAppRelay *self, GSocketConnection *connection)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  Splice *splice = g_new0 (Splice, 1);

  splice->relay = self;
  splice->near_end = g_object_ref (G_IO_STREAM (connection));
  self->n_splices++;
  g_socket_client_connect_to_host_async (client, g_uri_get_host (self->target),
                                         (guint16) g_uri_get_port (self->target), self->shut,
                                         connected_cb, splice);
  return TRUE;
}

/* Listens again, on the same port as before. */
void
np_app_relay_open (NpAppRelay *self)
{
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  self->service = g_socket_service_new ();
  self->shut = g_cancellable_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), self->address,
                                 G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &effective,
                                 &error);
  g_assert_no_error (error);
  g_set_object (&self->address, effective);
  g_signal_connect_swapped (self->service, "incoming", G_CALLBACK (incoming_cb), self);
}

/* Drops every connection and refuses new ones. */
void
np_app_relay_shut (NpAppRelay *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->shut);
  np_await_true (self->n_splices == 0);
  g_clear_object (&self->service);
  g_clear_object (&self->shut);
}

NpAppRelay *
np_app_relay_new (const char *target_url)
{
  NpAppRelay *self = g_new0 (NpAppRelay, 1);

  self->target = g_uri_parse (target_url, G_URI_FLAGS_NONE, NULL);
  self->address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  np_app_relay_open (self);
  return self;
}

void
np_app_relay_free (NpAppRelay *self)
{
  if (self->service != NULL)
    np_app_relay_shut (self);
  g_object_unref (self->address);
  g_uri_unref (self->target);
  g_free (self);
}

char *
np_app_relay_dup_url (NpAppRelay *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (
                                                     G_INET_SOCKET_ADDRESS (self->address)));
}
