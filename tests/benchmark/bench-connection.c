/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#define _GNU_SOURCE
#include "config.h"

#include "bench-connection.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_EVENTS 64

static void
drop (BenchConnection *self)
{
  close (self->fd);
  g_free (self);
}

static void
serve (BenchConnection *self, BenchAnswer answer)
{
  gssize n = read (self->fd, self->data + self->length, BENCH_MAX_REQUEST - self->length);
  gssize end = -1;

  if (n > 0)
    {
      self->length += (gsize) n;
      self->data[self->length] = '\0';
      end = answer (self);
    }
  if (end < 0)
    drop (self);
  if (end <= 0)
    return;
  self->length -= (gsize) end;
  memmove (self->data, self->data + end, self->length + 1);
}

static void
watch (int epoll, int fd, BenchConnection *connection)
{
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };

  epoll_ctl (epoll, EPOLL_CTL_ADD, fd, &event);
}

static BenchConnection *
connection_new (int fd)
{
  BenchConnection *self = g_new0 (BenchConnection, 1);
  int yes = 1;

  self->fd = fd;
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  return self;
}

static int
listen_somewhere (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  if (bind (fd, (struct sockaddr *) (gpointer) &address, length) != 0 || listen (fd, 64) != 0)
    g_error ("The server found no port");
  getsockname (fd, (struct sockaddr *) (gpointer) &address, &length);
  g_print ("%u\n", ntohs (address.sin_port));
  return fd;
}

/* Serves whoever comes. A server is a process of its own, so that the clients' use of
 * the processor is counted apart from it. It prints its port and ends when its standard
 * input does. */
int
bench_serve (BenchAnswer answer)
{
  BenchConnection listener = { .fd = listen_somewhere () };
  BenchConnection input = { .fd = STDIN_FILENO };
  int epoll = epoll_create1 (0);

  watch (epoll, listener.fd, &listener);
  watch (epoll, input.fd, &input);
  for (;;)
    {
      struct epoll_event events[MAX_EVENTS];
      int n = epoll_wait (epoll, events, MAX_EVENTS, -1);

      for (int i = 0; i < n; i++)
        {
          BenchConnection *connection = events[i].data.ptr;

          if (connection == &input)
            return 0;
          if (connection == &listener)
            {
              connection = connection_new (accept (listener.fd, NULL, NULL));
              watch (epoll, connection->fd, connection);
            }
          else
            serve (connection, answer);
        }
    }
}
