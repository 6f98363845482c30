/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-workspace-info.h"

static NpWorkspaceInfo *
make (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpJson) document = np_json_parse_text (json, &error);

  g_assert_no_error (error);
  return np_workspace_info_new_from_json (np_json_get_root (document));
}

static NpWorkspaceInfo *
make_with (const char *member)
{
  g_autofree char *json = g_strdup_printf ("{\"WorkspaceId\":\"234\",%s}", member);
  NpWorkspaceInfo *info = make (json);

  g_assert_nonnull (info);
  return info;
}

static void
test_whole (void)
{
  g_autoptr (NpWorkspaceInfo) info = make (
      "{\"WorkspaceId\":\"234\",\"WorkspaceName\":\"shop\",\"DisplayName\":\"商店\","
      "\"Description\":\"All of it\",\"Status\":\"ENABLED\",\"IsDefault\":true,"
      "\"Creator\":\"17\",\"EnvTypes\":[\"prod\"],\"resourceGroupId\":\"rg-1\","
      "\"ExtraInfos\":{\"TenantId\":\"4\"}}");
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;
  g_autofree char *status = NULL;
  gboolean is_default = FALSE;
  gboolean is_enabled = FALSE;

  g_assert_cmpstr (np_workspace_info_get_workspace_id (info), ==, "234");
  g_assert_cmpstr (np_workspace_info_get_name (info), ==, "商店");
  g_assert_cmpstr (np_workspace_info_get_description (info), ==, "All of it");
  g_assert_cmpstr (np_workspace_info_get_status (info), ==, "ENABLED");
  g_assert_true (np_workspace_info_get_is_default (info));
  g_assert_true (np_workspace_info_get_is_enabled (info));
  g_object_get (info, "workspace-id", &id, "name", &name, "description", &description, "status",
                &status, "is-default", &is_default, "is-enabled", &is_enabled, NULL);
  g_assert_cmpstr (id, ==, "234");
  g_assert_cmpstr (name, ==, "商店");
  g_assert_cmpstr (description, ==, "All of it");
  g_assert_cmpstr (status, ==, "ENABLED");
  g_assert_true (is_default);
  g_assert_true (is_enabled);
}

static void
test_names (void)
{
  static const struct
  {
    const char *members;
    const char *name;
  } cases[] = {
    { "\"DisplayName\":\"a\"", "a" },
    { "\"DisplayName\":\"\",\"WorkspaceName\":\"b\"", "b" },
    { "\"DisplayName\":null,\"WorkspaceName\":\"b\"", "b" },
    { "\"DisplayName\":[],\"WorkspaceName\":{}", "234" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NpWorkspaceInfo) info = make_with (cases[i].members);

      g_assert_cmpstr (np_workspace_info_get_name (info), ==, cases[i].name);
    }
}

static void
test_status (void)
{
  static const struct
  {
    const char *raw;
    const char *status;
    gboolean is_enabled;
  } cases[] = {
    { "\"ENABLED\"", "ENABLED", TRUE },
    { "\"INITIALIZING\"", "INITIALIZING", FALSE },
    { "\"FAILURE\"", "FAILURE", FALSE },
    { "\"DISABLED\"", "DISABLED", FALSE },
    { "\"FROZEN\"", "FROZEN", FALSE },
    { "\"UPDATING\"", "UPDATING", FALSE },
    { "\"SOMETHING_NEW\"", "SOMETHING_NEW", FALSE },
    { "null", "", TRUE },
    { "{}", "", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *member = g_strdup_printf ("\"Status\":%s", cases[i].raw);
      g_autoptr (NpWorkspaceInfo) info = make_with (member);

      g_assert_cmpstr (np_workspace_info_get_status (info), ==, cases[i].status);
      g_assert_cmpint (np_workspace_info_get_is_enabled (info), ==, cases[i].is_enabled);
    }
}

static void
test_default (void)
{
  static const char *const not_default[] = { "false", "null", "1", "\"true\"", "[true]" };

  for (guint i = 0; i < G_N_ELEMENTS (not_default); i++)
    {
      g_autofree char *member = g_strdup_printf ("\"IsDefault\":%s", not_default[i]);
      g_autoptr (NpWorkspaceInfo) info = make_with (member);

      g_assert_false (np_workspace_info_get_is_default (info));
    }
}

/* The ID is documented as a string of digits; a number is the same ID. */
static void
test_id (void)
{
  static const char *const no_workspaces[] = { "null",
                                               "[]",
                                               "\"234\"",
                                               "{}",
                                               "{\"WorkspaceId\":null}",
                                               "{\"WorkspaceId\":\"\"}",
                                               "{\"WorkspaceId\":{}}" };
  g_autoptr (NpWorkspaceInfo) info = make ("{\"WorkspaceId\":12345678901234567890}");

  g_assert_cmpstr (np_workspace_info_get_workspace_id (info), ==, "12345678901234567890");
  for (guint i = 0; i < G_N_ELEMENTS (no_workspaces); i++)
    g_assert_null (make (no_workspaces[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace-info/whole", test_whole);
  g_test_add_func ("/workspace-info/names", test_names);
  g_test_add_func ("/workspace-info/status", test_status);
  g_test_add_func ("/workspace-info/default", test_default);
  g_test_add_func ("/workspace-info/id", test_id);
  return g_test_run ();
}
