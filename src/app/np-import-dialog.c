/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-import-dialog.h"

#include <glib/gi18n.h>

#include "np-compat.h"
#include "np-error-text.h"
#include "np-profile-list.h"
#include "np-profile-row.h"
#include "np-region-row.h"
#include "np-region.h"

/**
 * NpImportDialog:
 *
 * Makes accounts out of the profiles of the aliyun CLI or of an SDK: the person
 * chooses the file, then the profiles, and sees what came of each.
 */
struct _NpImportDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkButton *close_button;
  GtkButton *import_button;
  GtkSpinner *spinner;
  GtkStack *stack;
  AdwStatusPage *broken;
  GtkLabel *summary;
  GtkListBox *profiles;
  GtkWidget *region_group;
  NpRegionRow *region;

  /* Owned */
  NpAccounts *accounts;
  NpAccount *account; /* being imported */
  GPtrArray *queue;   /* of NpProfileRow, the next one last */
  GCancellable *cancellable;

  /* State */
  gboolean was_there; /* whether the account of this key is an old one */
  guint n_imported;
};

static void import_next (NpImportDialog *self);

G_DEFINE_FINAL_TYPE (NpImportDialog, np_import_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static NpProfileRow *
get_row (NpImportDialog *self, int i)
{
  return (NpProfileRow *) gtk_list_box_get_row_at_index (self->profiles, i);
}

static void
update_button (NpImportDialog *self)
{
  NpProfileRow *row = NULL;
  g_autofree char *label = NULL;
  gboolean needs_region = FALSE;
  guint n = 0;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    {
      if (!np_profile_row_get_is_chosen (row))
        continue;
      n++;
      needs_region = needs_region || np_profile_row_get_needs_region (row);
    }
  label = g_strdup_printf (ngettext ("_Import %u Account", "_Import %u Accounts", n), n);
  /* Translators: a button: makes accounts of the chosen profiles */
  gtk_button_set_label (self->import_button, n > 0 ? label : _ ("_Import"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.start", n > 0);
  gtk_widget_set_visible (self->region_group, needs_region);
}

static GtkWidget *
make_row_cb (gpointer item, gpointer user_data)
{
  GtkWidget *row = np_profile_row_new (NP_PROFILE (item));

  g_signal_connect_object (row, "toggled", G_CALLBACK (update_button), user_data,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
show_page (NpImportDialog *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), g_str_equal (page, "profiles"));
}

/* What the file is, and what of it cannot be shown. */
static char *
dup_summary (NpProfileList *list)
{
  const char *const *notices = np_profile_list_get_notices (list);
  char *text = g_strdup (np_profile_list_get_format (list) == NP_PROFILE_FORMAT_SDK
                             ? _ ("Profiles of the SDKs.")
                             : _ ("Profiles of the aliyun CLI."));

  for (guint i = 0; notices[i] != NULL; i++)
    {
      g_autofree char *before = text;

      /* Translators: two sentences */
      text = g_strdup_printf (_ ("%s %s"), before, notices[i]);
    }
  return text;
}

static void
show_profiles (NpImportDialog *self, NpProfileList *list)
{
  g_autofree char *text = dup_summary (list);

  gtk_label_set_label (self->summary, text);
  gtk_list_box_bind_model (self->profiles, G_LIST_MODEL (list), make_row_cb, self, NULL);
  show_page (self, "profiles");
  update_button (self);
  gtk_widget_grab_focus (GTK_WIDGET (get_row (self, 0)));
}

static void
show_broken (NpImportDialog *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->broken, text);
  show_page (self, "broken");
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpProfileList) list = np_profile_list_load_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (list != NULL)
    show_profiles (self, list);
  else
    show_broken (self, error);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = np_choose_file_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (file != NULL)
    np_import_dialog_load (self, file);
  else
    show_broken (self, error);
}

/* Where the CLI keeps its file, if it is there to be seen. */
static GFile *
dup_start_folder (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), ".aliyun", NULL);

  return g_file_test (path, G_FILE_TEST_IS_DIR) ? g_file_new_for_path (path) : NULL;
}

static void
choose_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpImportDialog *self = NP_IMPORT_DIALOG (widget);
  g_autoptr (GFile) folder = dup_start_folder ();

  np_choose_file_async (GTK_WINDOW (self), _ ("Choose a File With Profiles"), folder,
                        self->cancellable, chosen_cb, g_object_ref (self));
}

static gboolean
is_there (NpImportDialog *self, NpAccount *account)
{
  GListModel *list = np_accounts_get_list (self->accounts);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (NpAccount) other = g_list_model_get_item (list, i);

      if (g_str_equal (np_account_get_access_key_id (account),
                       np_account_get_access_key_id (other)) &&
          g_str_equal (np_account_get_region (account), np_account_get_region (other)) &&
          g_str_equal (np_account_get_custom_endpoint (account),
                       np_account_get_custom_endpoint (other)))
        return TRUE;
    }
  return FALSE;
}

static void
finish (NpImportDialog *self)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u account imported. It was not tried out yet.",
                "%u accounts imported. They were not tried out yet.", self->n_imported),
      self->n_imported);

  gtk_spinner_stop (self->spinner);
  gtk_label_set_label (self->summary, text);
  /* Translators: a button: closes the dialog after it has done its work */
  gtk_button_set_label (self->close_button, _ ("_Done"));
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), FALSE);
  gtk_widget_set_visible (self->region_group, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
}

static void
show_result (NpImportDialog *self, NpProfileRow *row, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (error != NULL)
    {
      sentence = np_error_text_dup_sentence (error, NULL);
      np_profile_row_show_result (row, FALSE, sentence);
      return;
    }
  self->n_imported++;
  if (np_accounts_get_is_session_only (self->accounts))
    np_profile_row_show_result (row, TRUE,
                                _ ("Imported. Its key is kept until you close Nameplate."));
  else if (self->was_there)
    np_profile_row_show_result (
        row, TRUE, _ ("This account was there already. It has the key of the file now."));
  else
    /* Translators: the title once accounts were imported */
    np_profile_row_show_result (row, TRUE, _ ("Imported"));
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  np_accounts_connect_finish (NP_ACCOUNTS (source), result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  show_result (self, self->queue->pdata[self->queue->len - 1], error);
  g_ptr_array_set_size (self->queue, (int) self->queue->len - 1);
  import_next (self);
}

static NpAccount *
make_account (NpImportDialog *self, NpProfileRow *row, NpCredentials *credentials)
{
  NpProfile *profile = np_profile_row_get_profile (row);
  const char *region = np_profile_get_region (profile);
  NpAccount *account = NULL;

  if (np_profile_row_get_needs_region (row))
    region = np_region_get_id (np_region_row_get_selected (self->region));
  account = np_account_new (NULL, np_profile_get_name (profile),
                            np_credentials_get_access_key_id (credentials), region,
                            np_profile_get_custom_endpoint (profile));
  np_account_set_token_expires (account, np_profile_get_expires (profile));
  return account;
}

static void
import_next (NpImportDialog *self)
{
  g_autoptr (NpCredentials) credentials = NULL;
  NpProfileRow *row = NULL;

  if (self->queue->len == 0)
    {
      finish (self);
      return;
    }
  row = self->queue->pdata[self->queue->len - 1];
  credentials = np_profile_dup_credentials (np_profile_row_get_profile (row));
  g_clear_object (&self->account);
  self->account = make_account (self, row, credentials);
  self->was_there = is_there (self, self->account);
  np_accounts_connect_async (self->accounts, self->account, credentials, self->cancellable,
                             imported_cb, g_object_ref (self));
}

/* The last one that is imported is the current account afterwards: it should be
 * the one that the CLI takes, or the first of the file. */
static void
fill_queue (NpImportDialog *self)
{
  NpProfileRow *row = NULL;
  NpProfileRow *current = NULL;

  g_ptr_array_set_size (self->queue, 0);
  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    {
      np_profile_row_lock (row);
      if (!np_profile_row_get_is_chosen (row))
        continue;
      if (current == NULL && np_profile_get_is_current (np_profile_row_get_profile (row)))
        current = row;
      else
        g_ptr_array_add (self->queue, g_object_ref (row));
    }
  if (current != NULL)
    g_ptr_array_insert (self->queue, 0, g_object_ref (current));
}

static void
start_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpImportDialog *self = NP_IMPORT_DIALOG (widget);

  gtk_widget_action_set_enabled (widget, "import.start", FALSE);
  gtk_spinner_start (self->spinner);
  fill_queue (self);
  import_next (self);
}

static gboolean
np_import_dialog_close_request (GtkWindow *window)
{
  NpImportDialog *self = NP_IMPORT_DIALOG (window);

  if (self->n_imported > 0)
    g_signal_emit (self, signals[SIGNAL_IMPORTED], 0);
  return GTK_WINDOW_CLASS (np_import_dialog_parent_class)->close_request (window);
}

/* Closing ends what is under way, and lets go of a parent that may end first: see
 * NpConnectDialog. */
static void
np_import_dialog_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (NP_IMPORT_DIALOG (widget)->cancellable);
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (np_import_dialog_parent_class)->unrealize (widget);
}

static void
np_import_dialog_dispose (GObject *object)
{
  NpImportDialog *self = NP_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->queue, g_ptr_array_unref);
  g_clear_object (&self->account);
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (np_import_dialog_parent_class)->dispose (object);
}

static void
np_import_dialog_finalize (GObject *object)
{
  g_object_unref (NP_IMPORT_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (np_import_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpImportDialog, close_button);
  gtk_widget_class_bind_template_child (widget_class, NpImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, NpImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, NpImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, NpImportDialog, broken);
  gtk_widget_class_bind_template_child (widget_class, NpImportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, NpImportDialog, profiles);
  gtk_widget_class_bind_template_child (widget_class, NpImportDialog, region_group);
  gtk_widget_class_bind_template_child (widget_class, NpImportDialog, region);
}

static void
np_import_dialog_class_init (NpImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_import_dialog_dispose;
  object_class->finalize = np_import_dialog_finalize;
  widget_class->unrealize = np_import_dialog_unrealize;
  GTK_WINDOW_CLASS (klass)->close_request = np_import_dialog_close_request;

  /**
   * NpImportDialog::imported:
   * @self: a dialog
   *
   * The dialog closes, and there is a new account or a new key. The account that
   * the file names as the current one is it now.
   */
  signals[SIGNAL_IMPORTED] = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                           0);

  g_type_ensure (NP_TYPE_REGION_ROW);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "import.start", NULL, start_action);
  bind_template (widget_class);
}

static void
np_import_dialog_init (NpImportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->queue = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  show_page (self, "choose");
}

/**
 * np_import_dialog_new:
 * @parent: the window that it belongs to
 * @accounts: where the accounts go
 *
 * Returns: (transfer none): a new dialog; GTK owns it until it is closed
 */
NpImportDialog *
np_import_dialog_new (GtkWindow *parent, NpAccounts *accounts)
{
  NpImportDialog *self = g_object_new (NP_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);

  self->accounts = g_object_ref (accounts);
  return self;
}

/**
 * np_import_dialog_load:
 * @self: a dialog
 * @file: the file that a person chose
 *
 * Shows what there is to import.
 */
void
np_import_dialog_load (NpImportDialog *self, GFile *file)
{
  g_return_if_fail (NP_IS_IMPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  np_profile_list_load_async (file, self->cancellable, load_cb, g_object_ref (self));
}
