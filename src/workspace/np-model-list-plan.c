/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-list-plan-private.h"

#include <string.h>

/* The API's documentation names no largest PageSize: a refusal leads to the
 * next smaller one. */
static const guint page_sizes[] = { 50, 20, 10 };

/* A service without end must not keep the program busy for ever. */
#define MAX_PAGES         10000
#define MAX_PAGES_UNKNOWN 1000 /* when the service does not say how many models there are */
#define SLACK_PAGES       100

/* So many pages without a new model say that no other page has one. */
#define MAX_BARREN 4
#define MAX_FAILED 5

/* How often to read a list that changes while it is read. */
#define MAX_PASSES 3

typedef enum
{
  PAGE_WANTED,
  PAGE_RUNNING,
  PAGE_ARRIVED,
} PageState;

struct _NpListPlan
{
  /* Owned */
  GByteArray *pages; /* PageState of page i + 1 */
  GError *error;     /* the first failure since the last retry */

  /* State */
  guint size_index;
  guint n_passes;
  guint n_failed;
  guint first_wanted; /* no page before it is wanted */
  gboolean is_halted; /* the last failure would meet every other page too */

  /* State of this pass */
  gint64 total_count; /* as the last answer said it, -1 unknown */
  guint n_limit;
  guint probed; /* the last page worth asking for beyond the announced ones */
  guint n_models;
  guint n_barren;
  guint n_repeated;
  gboolean has_changed;
  gboolean has_shrunk;
};

/* A plan for a list of which nothing is known yet. */
NpListPlan *
np_list_plan_new (void)
{
  NpListPlan *self = g_new0 (NpListPlan, 1);

  self->pages = g_byte_array_new ();
  np_list_plan_begin_pass (self);
  return self;
}

void
np_list_plan_free (NpListPlan *self)
{
  g_byte_array_unref (self->pages);
  g_clear_error (&self->error);
  g_free (self);
}

guint
np_list_plan_get_page_size (NpListPlan *self)
{
  return page_sizes[self->size_index];
}

/* Forgets which pages are there, not how often they were read. */
void
np_list_plan_begin_pass (NpListPlan *self)
{
  g_byte_array_set_size (self->pages, 0);
  self->n_passes++;
  self->first_wanted = 1;
  self->total_count = -1;
  self->n_limit = 1;
  self->probed = 1;
  self->n_models = 0;
  self->n_barren = 0;
  self->n_repeated = 0;
  self->has_changed = FALSE;
  self->has_shrunk = FALSE;
}

static PageState
get_state (NpListPlan *self, guint page)
{
  return page <= self->pages->len ? (PageState) self->pages->data[page - 1] : PAGE_WANTED;
}

static void
set_state (NpListPlan *self, guint page, PageState state)
{
  guint length = self->pages->len;

  if (page > length)
    {
      g_byte_array_set_size (self->pages, page);
      memset (self->pages->data + length, PAGE_WANTED, page - length);
    }
  self->pages->data[page - 1] = (guint8) state;
}

static guint
count_announced (NpListPlan *self)
{
  gint64 size = np_list_plan_get_page_size (self);

  if (self->total_count <= 0)
    return 0;
  return (guint) MIN ((self->total_count - 1) / size + 1, MAX_PAGES + 1);
}

static guint
get_last_page (NpListPlan *self)
{
  return MAX (count_announced (self), self->probed);
}

static gboolean
is_endless (NpListPlan *self)
{
  return get_last_page (self) > self->n_limit && self->first_wanted > self->n_limit;
}

static gboolean
is_missing_pages (NpListPlan *self)
{
  for (guint page = 1; page <= get_last_page (self); page++)
    if (get_state (self, page) == PAGE_WANTED)
      return TRUE;
  return FALSE;
}

/* Makes the plan hand out what failed, was given up on the way or was never
 * asked for. When nothing is missing but the pages did not fit together, a new
 * pass begins, and it returns %TRUE. */
gboolean
np_list_plan_retry (NpListPlan *self)
{
  for (guint i = 0; i < self->pages->len; i++)
    if (self->pages->data[i] == PAGE_RUNNING)
      self->pages->data[i] = PAGE_WANTED;
  g_clear_error (&self->error);
  self->n_failed = 0;
  self->is_halted = FALSE;
  self->first_wanted = 1;
  if (self->n_barren < MAX_BARREN && is_missing_pages (self))
    return FALSE;
  self->n_passes = 0;
  np_list_plan_begin_pass (self);
  return TRUE;
}

/* The next page to ask for, or 0 when there is none to ask for now. Page 1
 * goes alone: only its answer says how many others there are. */
guint
np_list_plan_next (NpListPlan *self)
{
  guint last = get_last_page (self);

  if (self->is_halted || self->n_failed >= MAX_FAILED || self->n_barren >= MAX_BARREN)
    return 0;
  while (self->first_wanted <= last && get_state (self, self->first_wanted) != PAGE_WANTED)
    self->first_wanted++;
  if (self->first_wanted > last || is_endless (self))
    return 0;
  set_state (self, self->first_wanted, PAGE_RUNNING);
  return self->first_wanted++;
}

static void
note_total_count (NpListPlan *self, gint64 total_count)
{
  if (total_count < 0)
    return;
  if (self->total_count >= 0 && total_count != self->total_count)
    {
      self->has_changed = TRUE;
      self->has_shrunk = self->has_shrunk || total_count < self->total_count;
    }
  self->total_count = total_count;
}

static void
set_limit (NpListPlan *self)
{
  guint announced = count_announced (self);

  if (self->total_count < 0)
    self->n_limit = MAX_PAGES_UNKNOWN;
  else
    self->n_limit = MIN (announced + announced / 4 + SLACK_PAGES, MAX_PAGES);
}

/* Whether the page behind the announced end may have models, too. A full last
 * page is not trusted to be the last: TotalCount may be wrong. */
static gboolean
may_go_on (NpListPlan *self, guint n_items, guint n_new)
{
  if (n_new == 0)
    return FALSE;
  return self->total_count < 0 || n_items >= np_list_plan_get_page_size (self);
}

/* A page of @n_items models, of which @n_new were not seen in this pass. */
void
np_list_plan_arrived (
    NpListPlan *self, guint page, guint n_items, guint n_new, gint64 total_count)
{
  set_state (self, page, PAGE_ARRIVED);
  note_total_count (self, total_count);
  if (page == 1)
    set_limit (self);
  self->n_models += n_new;
  if (n_new == 0)
    self->n_barren++;
  if (n_new == 0 && n_items > 0 && page <= count_announced (self))
    self->n_repeated++;
  if (page >= count_announced (self) && may_go_on (self, n_items, n_new))
    self->probed = MAX (self->probed, page + 1);
}

static gboolean
names_page_size (const GError *error)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  if (detail == NULL)
    return FALSE;
  return (detail->code != NULL && strstr (detail->code, "InvalidParameter") != NULL) ||
         (detail->code != NULL && strstr (detail->code, "PageSize") != NULL) ||
         (detail->message != NULL && strstr (detail->message, "PageSize") != NULL);
}

/* Whether a smaller page may be taken where this one was refused, or was too
 * much to read. */
static gboolean
is_too_large (NpListPlan *self, guint page, const GError *error)
{
  if (page != 1 || self->size_index + 1 >= G_N_ELEMENTS (page_sizes))
    return FALSE;
  return g_error_matches (error, NP_API_ERROR, NP_API_ERROR_TOO_LARGE) ||
         (g_error_matches (error, NP_API_ERROR, NP_API_ERROR_INVALID_ARGUMENT) &&
          names_page_size (error));
}

/* What belongs to one page alone leaves the others their chance. */
static gboolean
meets_one_page (const GError *error)
{
  if (error->domain != NP_API_ERROR)
    return FALSE;
  switch ((NpApiError) error->code)
    {
    case NP_API_ERROR_SERVER:
    case NP_API_ERROR_PROTOCOL:
    case NP_API_ERROR_TOO_LARGE:
    case NP_API_ERROR_TIMED_OUT:
    case NP_API_ERROR_INVALID_ARGUMENT:
    case NP_API_ERROR_FAILED:
      return TRUE;

    default:
      return FALSE;
    }
}

/* A page that did not come. The first one is asked for again at once where a
 * smaller size may help; any other is left for the next retry. */
void
np_list_plan_failed (NpListPlan *self, guint page, const GError *error)
{
  set_state (self, page, PAGE_WANTED);
  if (is_too_large (self, page, error))
    {
      self->size_index++;
      self->first_wanted = 1;
      return;
    }
  self->n_failed++;
  self->is_halted = self->is_halted || page == 1 || !meets_one_page (error);
  if (self->error == NULL)
    self->error = g_error_copy (error);
}

/* Models that were deleted meanwhile moved others to pages that were read
 * before; models that are new but not seen stand on such pages. */
static gboolean
is_steady (NpListPlan *self)
{
  if (self->has_shrunk || self->n_repeated > 0)
    return FALSE;
  return !self->has_changed || self->n_models == self->total_count;
}

/* Judges the pass, once nothing is on its way. */
NpListEnd
np_list_plan_end (NpListPlan *self)
{
  if (self->error != NULL || is_endless (self))
    return NP_LIST_END_FAILED;
  if (is_steady (self))
    return NP_LIST_END_COMPLETE;
  return self->n_passes < MAX_PASSES ? NP_LIST_END_AGAIN : NP_LIST_END_FAILED;
}

/* Why the list is not complete. */
GError *
np_list_plan_dup_error (NpListPlan *self)
{
  if (self->error != NULL)
    return g_error_copy (self->error);
  if (is_endless (self))
    return np_api_error_new (NP_API_ERROR_PROTOCOL, NULL,
                             "The service sends pages without end: stopped after %u",
                             self->n_limit);
  if (self->n_repeated > 0)
    return np_api_error_new (NP_API_ERROR_PROTOCOL, NULL,
                             "The service sends the same page again instead of the next one");
  return np_api_error_new (NP_API_ERROR_CONFLICT, NULL,
                           "The list changed each time it was read");
}
