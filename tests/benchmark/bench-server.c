/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#define _GNU_SOURCE
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "bench-connection.h"

/* The fastest server that can answer a PUT: it looks for the end of a request
 * and sends always the same answer. */

#define ANSWER                                                                      \
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 52\r\n\r\n" \
  "{\"RequestId\":\"5D2F4F1A-7C2B-5F7E-9C1D-0A1B2C3D4E5F\"}"

/* Where the request at the start of the data ends, or 0. The official client
 * sends its body in chunks. */
static gsize
find_end (const BenchConnection *self)
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

static gssize
answer (BenchConnection *self)
{
  gsize end = find_end (self);

  if (end > 0 && write (self->fd, ANSWER, strlen (ANSWER)) < 0)
    return -1;
  return (gssize) end;
}

int
main (void)
{
  return bench_serve (answer);
}
