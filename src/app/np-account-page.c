/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-account-page.h"

#include <glib/gi18n.h>

#include "np-account-check.h"
#include "np-account-text.h"
#include "np-colour-choice.h"
#include "np-compat.h"
#include "np-connect-dialog.h"
#include "np-error-text.h"
#include "np-fact-row.h"
#include "np-region.h"

/**
 * NpAccountPage:
 *
 * All about one account: what can be changed at once, what is known, whether it
 * works, another key, and forgetting it.
 */
struct _NpAccountPage
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkWidget *problem_box;
  GtkLabel *problem;
  AdwEntryRow *name;
  NpColourChoice *colour;
  AdwEntryRow *workspace_id;
  GtkWidget *workspace_id_fault;
  NpFactRow *access_key_id_row;
  NpFactRow *region_row;
  NpFactRow *endpoint_row;
  NpFactRow *token_row;
  AdwActionRow *key_row;
  NpAccountCheck *check;

  /* Owned */
  NpAccounts *accounts;
  NpAccount *account;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NpAccountPage, np_account_page, ADW_TYPE_BIN)

static void
show_fact (NpFactRow *row, const char *value)
{
  g_object_set (row, "value", value, NULL);
}

static void
update_token (NpAccountPage *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *end = np_account_text_dup_end (np_account_get_token_expires (self->account));
  g_autofree char *text = NULL;

  switch (np_account_get_token_state (self->account, now))
    {
    case NP_TOKEN_STATE_NONE:
      break;
    case NP_TOKEN_STATE_ENDED:
      /* Translators: %s is a day and a time of day */
      text = g_strdup_printf (_ ("Ended on %s"), end);
      break;
    case NP_TOKEN_STATE_VALID:
    case NP_TOKEN_STATE_ENDS_SOON:
    default:
      /* Translators: %s is a day and a time of day */
      text = end != NULL ? g_strdup_printf (_ ("Ends on %s"), end)
                         : g_strdup (_ ("Nobody said when it ends"));
    }
  show_fact (self->token_row, text);
}

static void
update_key (NpAccountPage *self)
{
  const char *problem = np_account_get_keyring_problem (self->account);

  if (problem == NULL)
    problem = np_account_get_is_session_only (self->account)
                  ? _ ("Kept until you close Nameplate")
                  : _ ("In the keyring of this computer");
  adw_action_row_set_subtitle (self->key_row, problem);
}

static void
update (NpAccountPage *self)
{
  const char *region = np_account_get_region (self->account);
  g_autofree char *name = NULL;
  guint i = 0;

  if (np_region_find (region, &i) && !g_str_equal (np_region_get_name (i), region))
    /* Translators: the name of a region and its ID */
    name = g_strdup_printf (_ ("%s · %s"), np_region_get_name (i), region);
  if (*np_account_get_custom_endpoint (self->account) == '\0')
    show_fact (self->region_row, name != NULL ? name : region);
  show_fact (self->access_key_id_row, np_account_get_access_key_id (self->account));
  show_fact (self->endpoint_row, np_account_get_custom_endpoint (self->account));
  update_token (self);
  update_key (self);
}

static void
name_apply_cb (NpAccountPage *self)
{
  g_autofree char *name = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  np_account_set_name (self->account, name);
  /* An empty one became the name of the region. */
  gtk_editable_set_text (GTK_EDITABLE (self->name), np_account_get_name (self->account));
}

static void
workspace_id_changed_cb (NpAccountPage *self)
{
  g_autofree char *id = np_account_text_dup_workspace_id (
      gtk_editable_get_text (GTK_EDITABLE (self->workspace_id)));

  gtk_widget_set_visible (self->workspace_id_fault, id == NULL);
  if (id == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->workspace_id), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->workspace_id), "error");
}

static void
workspace_id_apply_cb (NpAccountPage *self)
{
  g_autofree char *id = np_account_text_dup_workspace_id (
      gtk_editable_get_text (GTK_EDITABLE (self->workspace_id)));

  if (id == NULL)
    return;
  np_account_set_workspace_id (self->account, id);
  gtk_editable_set_text (GTK_EDITABLE (self->workspace_id), id);
}

static void
change_key_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpAccountPage *self = NP_ACCOUNT_PAGE (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  gtk_window_present (
      GTK_WINDOW (np_connect_dialog_new_for_key (window, self->accounts, self->account)));
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpAccountPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;
  g_autofree char *text = NULL;

  if (np_accounts_forget_finish (NP_ACCOUNTS (source), result, &error) ||
      g_cancellable_is_cancelled (self->cancellable))
    return;
  why = np_error_text_dup_line (error, NULL);
  /* Translators: why not, and what to do next */
  text = g_strdup_printf (_ ("The account is still there. %s"), why);
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (self->problem_box, TRUE);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpAccountPage) self = user_data;
  g_autofree char *answer = np_confirm_finish (result, NULL);

  if (g_strcmp0 (answer, "forget") != 0 || g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_visible (self->problem_box, FALSE);
  np_accounts_forget_async (self->accounts, self->account, self->cancellable, forgotten_cb,
                            g_object_ref (self));
}

static void
forget_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpAccountPage *self = NP_ACCOUNT_PAGE (widget);
  const NpAnswer answers[] = {
    /* Translators: closes a question or dialog, or ends what is under way, and changes
     * nothing */
    { .id = "cancel", .label = _ ("_Cancel") },
    /* Translators: a button: takes the account and its key off this computer */
    { .id = "forget", .label = _ ("_Forget"), .is_destructive = TRUE },
  };
  /* Translators: %s is the name of an account */
  g_autofree char *heading = g_strdup_printf (_ ("Forget “%s”?"),
                                              np_account_get_name (self->account));

  np_confirm_async (widget, heading,
                    _ ("Its key is removed from the keyring. The models stay as they are."),
                    answers, G_N_ELEMENTS (answers), self->cancellable, answered_cb,
                    g_object_ref (self));
}

/* Leaving the page ends what is under way. */
static void
np_account_page_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (NP_ACCOUNT_PAGE (widget)->cancellable);

  GTK_WIDGET_CLASS (np_account_page_parent_class)->unrealize (widget);
}

static void
np_account_page_dispose (GObject *object)
{
  NpAccountPage *self = NP_ACCOUNT_PAGE (object);

  g_clear_object (&self->accounts);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (np_account_page_parent_class)->dispose (object);
}

static void
np_account_page_finalize (GObject *object)
{
  g_object_unref (NP_ACCOUNT_PAGE (object)->cancellable);

  G_OBJECT_CLASS (np_account_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NpAccountPage, problem_box);
  gtk_widget_class_bind_template_child (widget_class, NpAccountPage, problem);
  gtk_widget_class_bind_template_child (widget_class, NpAccountPage, name);
  gtk_widget_class_bind_template_child (widget_class, NpAccountPage, colour);
  gtk_widget_class_bind_template_child (widget_class, NpAccountPage, workspace_id);
  gtk_widget_class_bind_template_child (widget_class, NpAccountPage, workspace_id_fault);
  gtk_widget_class_bind_template_child (widget_class, NpAccountPage, access_key_id_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountPage, region_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountPage, endpoint_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountPage, token_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountPage, check);
  gtk_widget_class_bind_template_callback (widget_class, name_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, workspace_id_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, workspace_id_apply_cb);
}

static void
np_account_page_class_init (NpAccountPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_account_page_dispose;
  object_class->finalize = np_account_page_finalize;
  widget_class->unrealize = np_account_page_unrealize;

  g_type_ensure (NP_TYPE_ACCOUNT_CHECK);
  g_type_ensure (NP_TYPE_COLOUR_CHOICE);
  g_type_ensure (NP_TYPE_FACT_ROW);
  gtk_widget_class_install_action (widget_class, "account.change-key", NULL, change_key_action);
  gtk_widget_class_install_action (widget_class, "account.forget", NULL, forget_action);
  bind_template (widget_class);
}

static void
np_account_page_init (NpAccountPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_account_page_new:
 * @accounts: the accounts
 * @account: the one to show
 *
 * Returns: (transfer none) (type NpAccountPage): a new page, floating
 */
GtkWidget *
np_account_page_new (NpAccounts *accounts, NpAccount *account)
{
  NpAccountPage *self = g_object_new (NP_TYPE_ACCOUNT_PAGE, NULL);

  self->accounts = g_object_ref (accounts);
  self->account = g_object_ref (account);
  np_account_check_set_account (self->check, accounts, account);
  gtk_editable_set_text (GTK_EDITABLE (self->name), np_account_get_name (account));
  gtk_editable_set_text (GTK_EDITABLE (self->workspace_id),
                         np_account_get_workspace_id (account));
  g_object_bind_property (account, "colour", self->colour, "colour",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (account, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * np_account_page_get_account:
 * @self: a page
 *
 * Returns: (transfer none): the account that it shows
 */
NpAccount *
np_account_page_get_account (NpAccountPage *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT_PAGE (self), NULL);

  return self->account;
}
