/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#define _GNU_SOURCE
#include "config.h"

#include <arpa/inet.h>
#include <glib.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* The fastest server that can answer a PUT: it looks for the end of a request
 * and sends always the same answer. It is a process of its own, so that the
 * clients' use of the processor is counted apart from it. It prints its port
 * and ends when its standard input does. */

#define ANSWER                                                                      \
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 52\r\n\r\n" \
  "{\"RequestId\":\"5D2F4F1A-7C2B-5F7E-9C1D-0A1B2C3D4E5F\"}"
#define MAX_REQUEST 65536
#define MAX_EVENTS  64

typedef struct
{
  int fd;
  gsize length;
  char data[MAX_REQUEST + 1];
} Connection;

/* Where the request at the start of the data ends, or 0. The official client
 * sends its body in chunks. */
static gsize
find_end (const Connection *self)
{
  const char *head_end = strstr (self->data, "\r\n\r\n");
  const char *length = NULL;
  const char *last = NULL;
  gsize head = 0;

  if (head_end == NULL)
    return 0;
  head = (gsize) (head_end - self->data) + 4;
  length = strcasestr (self->data, "\r\ncontent-length:");
  if (length != NULL && length < head_end)
    {
      gsize end = head + (gsize) g_ascii_strtoull (length + 17, NULL, 10);

      return self->length >= end ? end : 0;
    }
  last = strstr (head_end, "0\r\n\r\n");
  return last != NULL ? (gsize) (last - self->data) + 5 : 0;
}

static void
drop (Connection *self)
{
  close (self->fd);
  g_free (self);
}

static void
serve (Connection *self)
{
  gssize n = read (self->fd, self->data + self->length, MAX_REQUEST - self->length);
  gsize end = 0;

  if (n <= 0)
    {
      drop (self);
      return;
    }
  self->length += (gsize) n;
  self->data[self->length] = '\0';
  end = find_end (self);
  if (end == 0)
    return;
  self->length -= end;
  memmove (self->data, self->data + end, self->length + 1);
  if (write (self->fd, ANSWER, strlen (ANSWER)) < 0)
    drop (self);
}

static void
watch (int epoll, int fd, Connection *connection)
{
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };

  epoll_ctl (epoll, EPOLL_CTL_ADD, fd, &event);
}

static Connection *
connection_new (int fd)
{
  Connection *self = g_new0 (Connection, 1);
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

int
main (void)
{
  Connection listener = { .fd = listen_somewhere () };
  Connection input = { .fd = STDIN_FILENO };
  int epoll = epoll_create1 (0);

  watch (epoll, listener.fd, &listener);
  watch (epoll, input.fd, &input);
  for (;;)
    {
      struct epoll_event events[MAX_EVENTS];
      int n = epoll_wait (epoll, events, MAX_EVENTS, -1);

      for (int i = 0; i < n; i++)
        {
          Connection *connection = events[i].data.ptr;

          if (connection == &input)
            return 0;
          if (connection == &listener)
            {
              connection = connection_new (accept (listener.fd, NULL, NULL));
              watch (epoll, connection->fd, connection);
            }
          else
            serve (connection);
        }
    }
}
