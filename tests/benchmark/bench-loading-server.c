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

/* The fastest server that can answer ListModels: a page of 50 models is made
 * once, and for each request only the numbers in it are written anew. It is a
 * process of its own, so that the clients' use of the processor is counted apart
 * from it. It prints its port and ends when its standard input does. */

#define PAGE_SIZE   50
#define MAX_REQUEST 65536
#define MAX_EVENTS  64
#define DIGITS      7
#define NUMBER      "#######" /* DIGITS of them: where a model's number goes */

#define MODEL                                                                                            \
  "{\"ModelId\":\"model-rbvg5w" NUMBER "ks92\",\"ModelName\":\"Qwen2.5-7B-Instruct-" NUMBER              \
  "\",\"ModelDescription\":\"通义千问 2.5 是一个有七十亿参数的语言模型。 It follows " \
  "instructions in Chinese and in English, and it was made for chat and for tools.\","                   \
  "\"WorkspaceId\":\"234565\",\"UserId\":\"1557702098194904\",\"OwnerId\":\"155770209819490"             \
  "4\",\"Accessibility\":\"PRIVATE\",\"Origin\":\"ModelScope\",\"Provider\":\"\",\"Domain\":"            \
  "\"nlp\",\"Task\":\"text-generation\",\"ModelDoc\":\"https://example.com/qwen/README.md\","            \
  "\"ModelType\":\"Checkpoint\",\"GmtCreateTime\":\"2024-01-30T12:51:33.028Z\","                         \
  "\"GmtModifiedTime\":\"2024-11-21T17:12:35.100Z\",\"GmtLatestVersionModifiedTime\":\"2024-1"           \
  "1-21T17:12:35.100Z\",\"OrderNumber\":0,\"ParameterSize\":7000,\"ExtraInfo\":{\"Rating\":"             \
  "4.94,\"Downloads\":13455,\"CoverUris\":[\"https://example.com/a.png\"]},\"Labels\":[{"                \
  "\"Key\":\"base_model\",\"Value\":\"Qwen2.5-7B\"},{\"Key\":\"team\",\"Value\":\"search\"}],"           \
  "\"Tags\":[],\"LatestVersion\":{\"VersionName\":\"0.2.0\",\"Uri\":\"oss://models.oss-cn-han"           \
  "gzhou.aliyuncs.com/qwen/0.2.0/\",\"FormatType\":\"SavedModel\",\"FrameworkType\":\"Pytorch"           \
  "\",\"ApprovalStatus\":\"Approved\",\"GmtCreateTime\":\"2024-11-21T17:12:35.100Z\"}}"

typedef struct
{
  int fd;
  gsize length;
  char data[MAX_REQUEST + 1];
} Connection;

typedef struct
{
  GString *text;
  GArray *places; /* of gsize: where numbers go, two for each model */
} Page;

static Page page;

static void
make_page (void)
{
  GString *body = g_string_new ("{\"RequestId\":\"5D2F4F1A-7C2B-5F7E-9C1D-0A1B2C3D4E5F\","
                                "\"TotalCount\":100000,\"Models\":[");

  for (guint i = 0; i < PAGE_SIZE; i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "," : "", MODEL);
  g_string_append (body, "]}");
  page.text = g_string_new (NULL);
  g_string_printf (page.text,
                   "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                   "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                   body->len, body->str);
  page.places = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (char *at = strstr (page.text->str, NUMBER); at != NULL;
       at = strstr (at + DIGITS, NUMBER))
    {
      gsize place = (gsize) (at - page.text->str);

      g_array_append_val (page.places, place);
    }
  g_string_free (body, TRUE);
}

static void
number_page (guint first)
{
  for (guint i = 0; i < page.places->len; i++)
    {
      guint number = first + i / 2;
      char *at = page.text->str + g_array_index (page.places, gsize, i);

      for (guint digit = DIGITS; digit > 0; digit--, number /= 10)
        at[digit - 1] = (char) ('0' + number % 10);
    }
}

static gboolean
write_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n <= 0)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

static void
drop (Connection *self)
{
  close (self->fd);
  g_free (self);
}

/* Answers the request at the start of the data, which has no body. */
static gboolean
answer (Connection *self)
{
  const char *number = strstr (self->data, "PageNumber=");
  guint n = number != NULL ? (guint) g_ascii_strtoull (number + 11, NULL, 10) : 1;

  number_page ((n - 1) * PAGE_SIZE);
  return write_all (self->fd, page.text->str, page.text->len);
}

static void
serve (Connection *self)
{
  gssize n = read (self->fd, self->data + self->length, MAX_REQUEST - self->length);
  const char *end = NULL;

  if (n <= 0)
    {
      drop (self);
      return;
    }
  self->length += (gsize) n;
  self->data[self->length] = '\0';
  end = strstr (self->data, "\r\n\r\n");
  if (end == NULL)
    return;
  if (!answer (self))
    {
      drop (self);
      return;
    }
  self->length -= (gsize) (end + 4 - self->data);
  memmove (self->data, end + 4, self->length + 1);
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

  make_page ();
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
