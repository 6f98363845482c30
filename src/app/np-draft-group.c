/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-draft-group.h"

#include <glib/gi18n.h>

#include "np-compat.h"
#include "np-draft.h"
#include "np-time-text.h"

/**
 * NpDraftGroup:
 *
 * The models of a workspace that were changed and not saved, newest first, each
 * to open or to give its changes up. It shows itself when there are any.
 */
struct _NpDraftGroup
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkListBox *list;

  /* Owned */
  NpLibrary *library;
  NpWorkspace *workspace;
  char *open_model_id;
  GCancellable *cancellable;
};

/* What a person is asked about. */
typedef struct
{
  NpDraftGroup *group; /* owned */
  char *model_id;
} DiscardRequest;

static void
discard_request_free (DiscardRequest *request)
{
  g_object_unref (request->group);
  g_free (request->model_id);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DiscardRequest, discard_request_free)

G_DEFINE_FINAL_TYPE (NpDraftGroup, np_draft_group, ADW_TYPE_BIN)

enum
{
  SIGNAL_DISCARDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
describe (NpDraft *draft)
{
  guint n = np_draft_get_n_edits (draft);
  g_autofree char *moment = np_time_text_dup_moment (np_draft_get_edited_at (draft), FALSE);

  /* Translators: how many fields, and a moment, such as “yesterday, 14:02” */
  return g_strdup_printf (ngettext ("%u changed field, %s", "%u changed fields, %s", n), n,
                          moment);
}

static GtkWidget *
make_discard_button (const char *model_id, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (
      /* Translators: for screen readers, %s is the name of a model */
      _ ("Discard the unsaved changes of %s"), name);

  gtk_widget_set_tooltip_text (button, _ ("Discard the Unsaved Changes"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "drafts.discard");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", model_id);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static void
add_row (NpDraftGroup *self, NpDraft *draft)
{
  GtkWidget *row = adw_action_row_new ();
  const char *model_id = np_draft_get_model_id (draft);
  const char *name = np_draft_get_model_name (draft);
  g_autofree char *text = describe (draft);

  if (*name == '\0')
    name = _ ("Without a name");
  gtk_widget_set_name (row, model_id);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_discard_button (model_id, name));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "dialog.open-id");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", model_id);
  gtk_list_box_append (self->list, row);
}

/* What is unsaved in the model that is open is on the screen. */
static void
show_drafts (NpDraftGroup *self, GPtrArray *drafts)
{
  for (guint i = 0; i < drafts->len; i++)
    if (g_strcmp0 (np_draft_get_model_id (drafts->pdata[i]), self->open_model_id) != 0)
      add_row (self, drafts->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_list_box_get_row_at_index (self->list, 0) != NULL);
}

static void
drafts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpDraftGroup) self = user_data;
  g_autoptr (GPtrArray)
      drafts = np_library_load_drafts_finish (NP_LIBRARY (source), result, NULL);

  if (drafts != NULL && !g_cancellable_is_cancelled (self->cancellable))
    show_drafts (self, drafts);
}

static GtkListBoxRow *
find_row (NpDraftGroup *self, const char *model_id)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (row)), model_id) == 0)
      return row;
  return NULL;
}

/* The focus stays in the window, where the next key opens nothing. */
static void
remove_row (NpDraftGroup *self, const char *model_id)
{
  GtkListBoxRow *row = find_row (self, model_id);

  if (row == NULL)
    return;
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
discard_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DiscardRequest) request = user_data;
  NpDraftGroup *self = request->group;
  g_autofree char *answer = np_confirm_finish (result, NULL);

  if (g_strcmp0 (answer, "discard") != 0 || g_cancellable_is_cancelled (self->cancellable))
    return;
  np_library_drop_draft (self->library, np_workspace_get_account_id (self->workspace),
                         np_workspace_get_key_host (self->workspace), request->model_id);
  remove_row (self, request->model_id);
  g_signal_emit (self, signals[SIGNAL_DISCARDED], 0, request->model_id);
}

static void
discard_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpDraftGroup *self = NP_DRAFT_GROUP (widget);
  DiscardRequest *request = g_new0 (DiscardRequest, 1);
  const NpAnswer answers[] = {
    /* Translators: a button: what is there is not discarded or deleted */
    { .id = "keep", .label = _ ("_Keep") },
    /* Translators: a button: gives unsaved changes up */
    { .id = "discard", .label = _ ("_Discard"), .is_destructive = TRUE },
  };

  request->group = g_object_ref (self);
  request->model_id = g_variant_dup_string (parameter, NULL);
  np_confirm_async (widget, _ ("Discard the unsaved changes?"),
                    _ ("What you typed is deleted from this computer."), answers,
                    G_N_ELEMENTS (answers), self->cancellable, discard_cb, request);
}

static void
np_draft_group_dispose (GObject *object)
{
  NpDraftGroup *self = NP_DRAFT_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->library);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (np_draft_group_parent_class)->dispose (object);
}

static void
np_draft_group_finalize (GObject *object)
{
  NpDraftGroup *self = NP_DRAFT_GROUP (object);

  g_free (self->open_model_id);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (np_draft_group_parent_class)->finalize (object);
}

static void
np_draft_group_class_init (NpDraftGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_draft_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = np_draft_group_finalize;

  /**
   * NpDraftGroup::discarded:
   * @self: a group
   * @model_id: the model
   *
   * The person gave up what was not saved of a model.
   */
  signals[SIGNAL_DISCARDED] = g_signal_new ("discarded", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                            1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "drafts.discard", "s", discard_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-draft-group.ui");
  gtk_widget_class_bind_template_child (widget_class, NpDraftGroup, list);
}

static void
np_draft_group_init (NpDraftGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * np_draft_group_load:
 * @self: a group that shows nothing yet
 * @library: where drafts are kept
 * @workspace: whose drafts to show
 * @open_model_id: (nullable): the model that is open, which is left out
 */
void
np_draft_group_load (NpDraftGroup *self,
                     NpLibrary *library,
                     NpWorkspace *workspace,
                     const char *open_model_id)
{
  g_return_if_fail (NP_IS_DRAFT_GROUP (self));

  g_set_object (&self->library, library);
  g_set_object (&self->workspace, workspace);
  g_free (self->open_model_id);
  self->open_model_id = g_strdup (open_model_id);
  np_library_load_drafts_async (library, np_workspace_get_account_id (workspace),
                                np_workspace_get_key_host (workspace), self->cancellable,
                                drafts_cb, g_object_ref (self));
}
