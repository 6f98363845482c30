/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "bench-connection.h"

/* The fastest server that can answer ListModels: a page of 50 models is made
 * once, and for each request only the numbers in it are written anew. */

#define PAGE_SIZE 50
#define DIGITS    7
#define NUMBER    "#######" /* DIGITS of them: where a model's number goes */

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

/* Answers the request at the start of the data, which has no body. */
static gssize
answer (BenchConnection *self)
{
  const char *end = strstr (self->data, "\r\n\r\n");
  const char *number = strstr (self->data, "PageNumber=");
  guint n = number != NULL ? (guint) g_ascii_strtoull (number + 11, NULL, 10) : 1;

  if (end == NULL)
    return 0;
  number_page ((n - 1) * PAGE_SIZE);
  return write_all (self->fd, page.text->str, page.text->len) ? end + 4 - self->data : -1;
}

int
main (void)
{
  make_page ();
  return bench_serve (answer);
}
