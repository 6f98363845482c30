/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-workspace-info.h"

#include "np-model-read-private.h"

struct _NpWorkspaceInfo
{
  GObject parent_instance;

  /* Owned, never NULL */
  char *workspace_id;
  char *name;
  char *description;
  char *status;

  /* State */
  gboolean is_default;
};

enum
{
  PROP_0,
  PROP_WORKSPACE_ID,
  PROP_NAME,
  PROP_DESCRIPTION,
  PROP_STATUS,
  PROP_IS_DEFAULT,
  PROP_IS_ENABLED,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (NpWorkspaceInfo, np_workspace_info, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static char *
dup_text (const NpJsonValue *item, const char *key)
{
  const NpJsonValue *value = np_json_value_get_member (item, key);
  char *text = value != NULL ? np_model_read_plain (value) : NULL;

  return text != NULL ? text : g_strdup ("");
}

/* DisplayName is for people, WorkspaceName unique in the region; both can be
 * missing. */
static char *
dup_name (const NpJsonValue *item)
{
  static const char *const keys[] = { "DisplayName", "WorkspaceName", "WorkspaceId" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *name = dup_text (item, keys[i]);

      if (*name != '\0')
        return g_steal_pointer (&name);
    }
  return g_strdup ("");
}

static gboolean
is_true (const NpJsonValue *value)
{
  g_autofree char *raw = NULL;

  if (value == NULL || np_json_value_get_kind (value) != NP_JSON_KIND_BOOLEAN)
    return FALSE;
  raw = np_json_value_dup_raw (value);
  return g_str_equal (raw, "true");
}

static void
np_workspace_info_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  NpWorkspaceInfo *self = NP_WORKSPACE_INFO (object);

  switch (property_id)
    {
    case PROP_WORKSPACE_ID:
      g_value_set_string (value, self->workspace_id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    case PROP_IS_DEFAULT:
      g_value_set_boolean (value, self->is_default);
      break;
    case PROP_IS_ENABLED:
      g_value_set_boolean (value, np_workspace_info_get_is_enabled (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
np_workspace_info_finalize (GObject *object)
{
  NpWorkspaceInfo *self = NP_WORKSPACE_INFO (object);

  g_free (self->workspace_id);
  g_free (self->name);
  g_free (self->description);
  g_free (self->status);

  G_OBJECT_CLASS (np_workspace_info_parent_class)->finalize (object);
}

static void
np_workspace_info_class_init (NpWorkspaceInfoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_workspace_info_get_property;
  object_class->finalize = np_workspace_info_finalize;

  properties[PROP_WORKSPACE_ID] = g_param_spec_string ("workspace-id", NULL, NULL, "", flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, "", flags);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, "", flags);
  properties[PROP_IS_DEFAULT] = g_param_spec_boolean ("is-default", NULL, NULL, FALSE, flags);
  properties[PROP_IS_ENABLED] = g_param_spec_boolean ("is-enabled", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_workspace_info_init (NpWorkspaceInfo *self)
{
}

/**
 * np_workspace_info_new_from_json:
 * @item: an item of the Workspaces of a ListWorkspaces answer
 *
 * Reads what the choice of a workspace needs. Of the fields that the API's
 * documentation names each may be missing, null or of another type, and there
 * may be others, as the `resourceGroupId` that it writes with a small r. Any
 * thread may call this.
 *
 * Returns: (transfer full) (nullable): the workspace; %NULL if @item is no
 *   object or has no WorkspaceId
 */
NpWorkspaceInfo *
np_workspace_info_new_from_json (const NpJsonValue *item)
{
  g_autoptr (NpWorkspaceInfo) self = NULL;

  g_return_val_if_fail (item != NULL, NULL);

  self = g_object_new (NP_TYPE_WORKSPACE_INFO, NULL);
  self->workspace_id = dup_text (item, "WorkspaceId");
  self->name = dup_name (item);
  self->description = dup_text (item, "Description");
  self->status = dup_text (item, "Status");
  self->is_default = is_true (np_json_value_get_member (item, "IsDefault"));
  return *self->workspace_id != '\0' ? g_steal_pointer (&self) : NULL;
}

/**
 * np_workspace_info_get_workspace_id:
 * @self: a workspace
 *
 * Returns: (transfer none): its ID, never empty
 */
const char *
np_workspace_info_get_workspace_id (NpWorkspaceInfo *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE_INFO (self), NULL);

  return self->workspace_id;
}

/**
 * np_workspace_info_get_name:
 * @self: a workspace
 *
 * Returns: (transfer none): what to call it: its DisplayName, or else its
 *   WorkspaceName, or else its ID
 */
const char *
np_workspace_info_get_name (NpWorkspaceInfo *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE_INFO (self), NULL);

  return self->name;
}

/**
 * np_workspace_info_get_description:
 * @self: a workspace
 *
 * Returns: (transfer none): its description, may be empty
 */
const char *
np_workspace_info_get_description (NpWorkspaceInfo *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE_INFO (self), NULL);

  return self->description;
}

/**
 * np_workspace_info_get_status:
 * @self: a workspace
 *
 * Returns: (transfer none): its status as the service wrote it, may be empty.
 *   The API's documentation has ENABLED, INITIALIZING, FAILURE, DISABLED, FROZEN
 *   (its bill is not paid) and UPDATING.
 */
const char *
np_workspace_info_get_status (NpWorkspaceInfo *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE_INFO (self), NULL);

  return self->status;
}

/**
 * np_workspace_info_get_is_default:
 * @self: a workspace
 *
 * Returns: %TRUE if it is the default one of its region
 */
gboolean
np_workspace_info_get_is_default (NpWorkspaceInfo *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE_INFO (self), FALSE);

  return self->is_default;
}

/**
 * np_workspace_info_get_is_enabled:
 * @self: a workspace
 *
 * Returns: %TRUE if its status is ENABLED, or was not told: what is not known
 *   keeps nobody away
 */
gboolean
np_workspace_info_get_is_enabled (NpWorkspaceInfo *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE_INFO (self), FALSE);

  return *self->status == '\0' || g_str_equal (self->status, "ENABLED");
}
