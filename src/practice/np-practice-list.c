/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-list.h"

#include <string.h>

/* What differs between the lists. */
typedef struct
{
  const char *member; /* of the answer, with the items */
  guint page_size;    /* that the API's documentation gives for no PageSize */
  gboolean (*matches) (NpPracticeRecord *record, NpPracticeQuery *query);
  void (*append) (NpPracticeRecord *record, NpPracticeQuery *query, GString *out);
} ListKind;

static gboolean
contains (const char *text, const char *part)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;
  g_autofree char *folded_part = g_utf8_casefold (part, -1);

  return folded != NULL && strstr (folded, folded_part) != NULL;
}

static gboolean
field_contains (NpPracticeRecord *record, const char *key, const char *part)
{
  g_autofree char *text = np_practice_record_dup_string (record, key);

  return contains (text, part);
}

static gboolean
field_equals (NpPracticeRecord *record, const char *key, const char *wanted)
{
  g_autofree char *text = np_practice_record_dup_string (record, key);

  return g_strcmp0 (text, wanted) == 0;
}

static gboolean
member_contains (const NpJsonValue *label, const char *key, const char *part)
{
  const NpJsonValue *value = np_json_value_get_member (label, key);
  g_autofree char *text = NULL;

  if (value == NULL || np_json_value_get_kind (value) != NP_JSON_KIND_STRING)
    return FALSE;
  text = np_json_value_dup_string (value);
  return contains (text, part);
}

static gboolean
label_contains (NpPracticeRecord *model, const char *part)
{
  g_autoptr (NpJson) json = np_practice_record_parse (model, "Labels");
  const NpJsonValue *labels = json != NULL ? np_json_get_root (json) : NULL;

  if (labels == NULL || np_json_value_get_kind (labels) != NP_JSON_KIND_ARRAY)
    return FALSE;
  for (guint i = 0; i < np_json_value_get_length (labels); i++)
    {
      const NpJsonValue *label = np_json_value_get_element (labels, i);

      if (np_json_value_get_kind (label) != NP_JSON_KIND_OBJECT)
        continue;
      if (member_contains (label, "Key", part) || member_contains (label, "Value", part))
        return TRUE;
    }
  return FALSE;
}

/* A name in double quotes is matched whole, any other in part: so the official
 * Python SDK uses it, the documentation does not say. */
static gboolean
name_matches (NpPracticeRecord *model, const char *wanted)
{
  gsize length = strlen (wanted);

  if (length >= 2 && wanted[0] == '"' && wanted[length - 1] == '"')
    {
      g_autofree char *exact = g_strndup (wanted + 1, length - 2);

      return field_equals (model, "ModelName", exact);
    }
  return field_contains (model, "ModelName", wanted);
}

static gboolean
text_matches (NpPracticeRecord *model, const char *part)
{
  return field_contains (model, "ModelName", part) || field_contains (model, "Domain", part) ||
         field_contains (model, "Task", part) || label_contains (model, part);
}

/* Without a Provider only the user's own models are listed, with one only the
 * models that this provider offers to everybody. */
static gboolean
provider_matches (NpPracticeRecord *model, const char *wanted)
{
  g_autofree char *provider = np_practice_record_dup_string (model, "Provider");

  return g_strcmp0 (provider, wanted) == 0;
}

/* The documentation does not say whether these four match in part; here they
 * match whole. */
static gboolean
facts_match (NpPracticeRecord *model, NpPracticeQuery *query)
{
  static const char *const keys[] = { "Domain", "Task", "Origin", "ModelType" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *wanted = np_practice_query_get (query, keys[i]);

      if (wanted != NULL && !field_equals (model, keys[i], wanted))
        return FALSE;
    }
  return TRUE;
}

static gboolean
model_matches (NpPracticeRecord *model, NpPracticeQuery *query)
{
  const char *provider = np_practice_query_get (query, "Provider");
  const char *workspace = np_practice_query_get (query, "WorkspaceId");
  const char *name = np_practice_query_get (query, "ModelName");
  const char *label = np_practice_query_get (query, "Label");
  const char *text = np_practice_query_get (query, "Query");

  return provider_matches (model, provider) &&
         (provider != NULL || workspace == NULL ||
          field_equals (model, "WorkspaceId", workspace)) &&
         (name == NULL || name_matches (model, name)) &&
         (label == NULL || label_contains (model, label)) &&
         (text == NULL || text_matches (model, text)) && facts_match (model, query);
}

static gboolean
workspace_matches (NpPracticeRecord *workspace, NpPracticeQuery *query)
{
  const char *name = np_practice_query_get (query, "WorkspaceName");

  return name == NULL || field_contains (workspace, "WorkspaceName", name);
}

static int
compare_times (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const gboolean *is_descending = user_data;
  g_autofree char *left = np_practice_record_dup_string (*(NpPracticeRecord *const *) a,
                                                         "GmtCreateTime");
  g_autofree char *right = np_practice_record_dup_string (*(NpPracticeRecord *const *) b,
                                                          "GmtCreateTime");
  int order = g_strcmp0 (left, right);

  return *is_descending ? -order : order;
}

static gboolean
read_order (NpPracticeQuery *query, gboolean *is_descending)
{
  const char *order = np_practice_query_get (query, "Order");
  const char *sort_by = np_practice_query_get (query, "SortBy");

  *is_descending = g_strcmp0 (order, "DESC") == 0;
  return (order == NULL || *is_descending || g_str_equal (order, "ASC")) &&
         (sort_by == NULL || g_str_equal (sort_by, "GmtCreateTime"));
}

static GPtrArray *
filter (GPtrArray *records,
        NpPracticeQuery *query,
        const ListKind *kind,
        gboolean is_descending)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    if (kind->matches (records->pdata[i], query))
      g_ptr_array_add (found, records->pdata[i]);
  g_ptr_array_sort_with_data (found, compare_times, &is_descending);
  return found;
}

/* An item of a list has what GetModel gives, and Tags, which GetModel has not. */
static void
append_model (NpPracticeRecord *model, NpPracticeQuery *query, GString *out)
{
  const char *labels = np_practice_record_get_raw (model, "Labels");

  np_practice_record_append_members (model, NULL, out);
  if (labels != NULL)
    g_string_append_printf (out, ",\"Tags\":%s", labels);
}

static void
append_workspace (NpPracticeRecord *workspace, NpPracticeQuery *query, GString *out)
{
  const char *verbose = np_practice_query_get (query, "Verbose");
  gboolean is_verbose = g_strcmp0 (verbose, "true") == 0;

  np_practice_record_append_members (workspace, is_verbose ? NULL : "AdminNames", out);
}

static void
append_page (const ListKind *kind,
             GPtrArray *found,
             guint number,
             guint size,
             NpPracticeQuery *query,
             GString *out)
{
  guint64 first = (guint64) (number - 1) * size;
  guint64 end = MIN (first + size, found->len);

  g_string_append_printf (out, "\"%s\":[", kind->member);
  for (guint64 i = first; i < end; i++)
    {
      g_string_append (out, i > first ? ",{" : "{");
      kind->append (found->pdata[i], query, out);
      g_string_append_c (out, '}');
    }
  g_string_append_printf (out, "],\"TotalCount\":%u", found->len);
}

static NpPracticeProblem
list (const ListKind *kind, GPtrArray *records, NpPracticeQuery *query, GString *out)
{
  g_autoptr (GPtrArray) found = NULL;
  gboolean is_descending = FALSE;
  guint number = 0;
  guint size = 0;

  if (!np_practice_query_get_positive (query, "PageNumber", 1, &number) ||
      !np_practice_query_get_positive (query, "PageSize", kind->page_size, &size) ||
      !read_order (query, &is_descending))
    return NP_PRACTICE_PROBLEM_INVALID_PARAMETER;
  found = filter (records, query, kind, is_descending);
  append_page (kind, found, number, size, query, out);
  return NP_PRACTICE_PROBLEM_NONE;
}

/**
 * np_practice_list_models:
 * @query: the filters, the order and the page
 * @out: where the members `Models` and `TotalCount` are appended
 *
 * Does ListModels. Filters that are not given, or empty, filter nothing.
 *
 * Returns: %NP_PRACTICE_PROBLEM_INVALID_PARAMETER when the page or the order
 *   cannot be understood
 */
NpPracticeProblem
np_practice_list_models (NpPracticeStore *store, NpPracticeQuery *query, GString *out)
{
  static const ListKind kind = { "Models", 10, model_matches, append_model };

  return list (&kind, np_practice_store_get_models (store), query, out);
}

/**
 * np_practice_list_workspaces:
 * @query: the filter, the order and the page
 * @out: where the members `Workspaces` and `TotalCount` are appended
 *
 * Does ListWorkspaces. The administrators are named for Verbose only.
 *
 * Returns: %NP_PRACTICE_PROBLEM_INVALID_PARAMETER when the page or the order
 *   cannot be understood
 */
NpPracticeProblem
np_practice_list_workspaces (NpPracticeStore *store, NpPracticeQuery *query, GString *out)
{
  static const ListKind kind = { "Workspaces", 20, workspace_matches, append_workspace };

  return list (&kind, np_practice_store_get_workspaces (store), query, out);
}
