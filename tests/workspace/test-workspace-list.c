/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-api-error.h"
#include "np-await.h"
#include "np-workspace-list.h"
#include "workspace-rig.h"

/* The workspaces of an account, from a server that answers as a test says. */
typedef struct
{
  WorkspaceRig *rig;
  NpWorkspaceList *list;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->rig = workspace_rig_new_scripted ();
  self->list = np_workspace_list_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  np_fault_server_assert_consumed (self->rig->server);
  g_assert_finalize_object (self->list);
  workspace_rig_free (self->rig);
}

/* A page of the workspaces FIRST to LAST; TOTAL is left out when negative. */
static void
answer (Fixture *self, guint first, guint last, int total)
{
  g_autoptr (GString) json = g_string_new ("{\"RequestId\":\"R\",\"Workspaces\":[");

  for (guint i = first; i <= last; i++)
    g_string_append_printf (json,
                            "%s{\"WorkspaceId\":\"%u\",\"WorkspaceName\":\"w%u\","
                            "\"Status\":\"ENABLED\",\"IsDefault\":%s}",
                            i > first ? "," : "", i, i, i == 7 ? "true" : "false");
  g_string_append (json, "]");
  if (total >= 0)
    g_string_append_printf (json, ",\"TotalCount\":%d", total);
  g_string_append (json, "}");
  workspace_rig_answer (self->rig, "200 OK", json->str);
}

static gboolean
load (Fixture *self, GCancellable *cancellable, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_workspace_list_load_async (self->list, self->rig->workspace, cancellable,
                                np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_workspace_list_load_finish (self->list, result, error);
}

static void
assert_loads (Fixture *self, guint n_workspaces, guint n_requests)
{
  g_autoptr (GError) error = NULL;
  guint n_before = np_fault_server_get_n_requests (self->rig->server);

  g_assert_true (load (self, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (np_workspace_list_get_workspaces (self->list)),
                    ==, n_workspaces);
  g_assert_cmpuint (np_fault_server_get_n_requests (self->rig->server) - n_before, ==,
                    n_requests);
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  NpWorkspaceInfo *info = NULL;

  answer (self, 1, 50, 120);
  answer (self, 51, 100, 120);
  answer (self, 101, 120, 120);
  assert_loads (self, 120, 3);
  info = np_workspace_list_find (self->list, "120");
  g_assert_nonnull (info);
  g_assert_cmpstr (np_workspace_info_get_name (info), ==, "w120");
  g_assert_null (np_workspace_list_find (self->list, "121"));
  g_assert_null (np_workspace_list_find (self->list, NULL));
  info = np_workspace_list_find_default (self->list);
  g_assert_cmpstr (np_workspace_info_get_workspace_id (info), ==, "7");
}

static void
test_none (Fixture *self, gconstpointer data)
{
  answer (self, 1, 0, 0);
  assert_loads (self, 0, 1);
  g_assert_null (np_workspace_list_find_default (self->list));
}

/* Where none is called the default one, the first one stands for it. */
static void
test_no_default (Fixture *self, gconstpointer data)
{
  answer (self, 2, 4, 3);
  assert_loads (self, 3, 1);
  g_assert_cmpstr (
      np_workspace_info_get_workspace_id (np_workspace_list_find_default (self->list)), ==,
      "2");
}

/* One was made while the pages were read, and moved another one to page two. */
static void
test_moved (Fixture *self, gconstpointer data)
{
  answer (self, 1, 50, 60);
  answer (self, 50, 60, 61);
  answer (self, 60, 60, 61);
  assert_loads (self, 60, 3);
}

/* The service says there are more than it sends. */
static void
test_too_large_total (Fixture *self, gconstpointer data)
{
  answer (self, 1, 50, 1000);
  answer (self, 51, 60, 1000);
  answer (self, 1, 0, 1000);
  assert_loads (self, 60, 3);
}

static void
test_no_total (Fixture *self, gconstpointer data)
{
  answer (self, 1, 50, -1);
  answer (self, 51, 60, -1);
  assert_loads (self, 60, 2);
}

static void
test_endless (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 40; i++)
    answer (self, i * 50 + 1, i * 50 + 50, 100000);
  assert_loads (self, 2000, 40);
}

/* What is there stays when the next load fails. */
static void
test_failing_page (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  answer (self, 1, 3, 3);
  assert_loads (self, 3, 1);
  answer (self, 11, 60, 60);
  workspace_rig_answer (self->rig, "403 Forbidden",
                        "{\"RequestId\":\"R\",\"Code\":\"NoPermission\",\"Message\":\"No\"}");
  g_assert_false (load (self, NULL, &error));
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_PERMISSION_DENIED);
  g_assert_nonnull (np_workspace_list_find (self->list, "3"));
  g_assert_null (np_workspace_list_find (self->list, "11"));
  answer (self, 11, 12, 2);
  assert_loads (self, 2, 1);
  g_assert_null (np_workspace_list_find (self->list, "3"));
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  np_fault_server_read (self->rig->server);
  np_fault_server_wait (self->rig->server, "asked");
  np_workspace_list_load_async (self->list, self->rig->workspace, cancellable,
                                np_await_result_cb, &slot);
  np_await_true (np_fault_server_is_at (self->rig->server, "asked"));
  g_cancellable_cancel (cancellable);
  result = np_await_result (&slot);
  g_assert_false (np_workspace_list_load_finish (self->list, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  np_fault_server_open (self->rig->server, "asked");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/workspace-list/pages", test_pages },
    { "/workspace-list/none", test_none },
    { "/workspace-list/no-default", test_no_default },
    { "/workspace-list/moved", test_moved },
    { "/workspace-list/too-large-total", test_too_large_total },
    { "/workspace-list/no-total", test_no_total },
    { "/workspace-list/endless", test_endless },
    { "/workspace-list/failing-page", test_failing_page },
    { "/workspace-list/cancel", test_cancel },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
