/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-history-view.h"

#include <glib/gi18n.h>

#include "np-banner.h"
#include "np-history-row.h"
#include "np-receipt-dialog.h"

/**
 * NpHistoryView:
 *
 * What was saved, newest first: searched by typing, each save unfolded to all
 * that is known of it. It shows receipts itself; for everything else it asks the
 * window.
 */
struct _NpHistoryView
{
  AdwBin parent_instance;

  /* Template widgets */
  NpBanner *banner;
  GtkWidget *search_clamp;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *list_view;
  AdwStatusPage *empty;
  AdwStatusPage *nothing;

  /* Owned */
  NpHistoryList *list;
  char *account_id; /* of the workspace on show, with its host */
  char *host;
  GHashTable *unfolded; /* ordinals of entries */
  GHashTable *busy;     /* likewise */
  GHashTable *problems; /* likewise, with a sentence each */
  GPtrArray *items;     /* places that are bound at the moment, borrowed */

  /* State */
  gboolean shows_models;
  gboolean is_kept;
};

G_DEFINE_FINAL_TYPE (NpHistoryView, np_history_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64 *
make_key (NpHistoryEntry *entry)
{
  gint64 *key = g_new (gint64, 1);

  *key = np_history_entry_get_ordinal (entry);
  return key;
}

static gboolean
has (GHashTable *set, NpHistoryEntry *entry)
{
  gint64 key = np_history_entry_get_ordinal (entry);

  return g_hash_table_contains (set, &key);
}

static void
take_out (GHashTable *set, NpHistoryEntry *entry)
{
  gint64 key = np_history_entry_get_ordinal (entry);

  g_hash_table_remove (set, &key);
}

static gboolean
is_here (NpHistoryView *self, NpHistoryEntry *entry)
{
  return g_strcmp0 (self->account_id, np_history_entry_get_account_id (entry)) == 0 &&
         g_strcmp0 (self->host, np_history_entry_get_host (entry)) == 0;
}

static gboolean
changed_nothing (NpHistoryEntry *entry)
{
  NpSavedResult result = np_history_entry_get_result (entry);

  return result == NP_SAVED_NOT_APPLIED || result == NP_SAVED_FAILED;
}

static char *
describe_refusal (NpHistoryView *self, NpHistoryEntry *entry)
{
  if (changed_nothing (entry))
    return g_strdup (_ ("Nothing was changed, so there is nothing to undo."));
  if (g_strcmp0 (self->account_id, np_history_entry_get_account_id (entry)) != 0)
    return g_strdup_printf (
        /* Translators: %s is the name of an account */
        _ ("This was saved with the account “%s”. Switch to it to undo or restore."),
        np_history_entry_get_account_name (entry));
  if (!is_here (self, entry))
    /* Translators: %s is the address of a computer */
    return g_strdup_printf (_ ("This was saved at %s. Connect there to undo or restore."),
                            np_history_entry_get_host (entry));
  return NULL;
}

static NpHistoryRow *
get_row (GtkListItem *item)
{
  return NP_HISTORY_ROW (gtk_list_item_get_child (item));
}

static void
update_item (NpHistoryView *self, GtkListItem *item)
{
  NpHistoryEntry *entry = gtk_list_item_get_item (item);
  gint64 key = np_history_entry_get_ordinal (entry);
  g_autofree char *refusal = describe_refusal (self, entry);
  const NpHistoryRowState state = {
    .is_unfolded = has (self->unfolded, entry),
    .is_busy = has (self->busy, entry),
    .is_here = is_here (self, entry),
    .can_undo = refusal == NULL,
    .can_open = self->shows_models,
    .refusal = refusal,
    .problem = g_hash_table_lookup (self->problems, &key),
  };
  GtkAccessible *place = GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (get_row (item))));

  np_history_row_set_entry (get_row (item), entry, &state);
  gtk_accessible_update_state (place, GTK_ACCESSIBLE_STATE_EXPANDED, state.is_unfolded, -1);
}

static void
update_items (NpHistoryView *self)
{
  for (guint i = 0; i < self->items->len; i++)
    update_item (self, self->items->pdata[i]);
}

static void
toggle (NpHistoryView *self, NpHistoryEntry *entry)
{
  if (has (self->unfolded, entry))
    take_out (self->unfolded, entry);
  else
    g_hash_table_add (self->unfolded, make_key (entry));
  update_items (self);
}

static void
show_receipt (NpHistoryView *self, NpHistoryEntry *entry)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_window_present (GTK_WINDOW (np_receipt_dialog_new (window, entry)));
}

static void
asked_cb (NpHistoryView *self, const char *wish, NpHistoryRow *row)
{
  g_autoptr (NpHistoryEntry) entry = g_object_ref (np_history_row_get_entry (row));

  if (g_str_equal (wish, "unfold"))
    toggle (self, entry);
  else if (g_str_equal (wish, "receipt"))
    show_receipt (self, entry);
  else
    g_signal_emit (self, signals[SIGNAL_ASKED], 0, wish, entry);
}

static void
activate_cb (NpHistoryView *self, guint position)
{
  g_autoptr (NpHistoryEntry)
      entry = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (entry != NULL)
    toggle (self, entry);
}

static void
setup_cb (NpHistoryView *self, GtkListItem *item)
{
  GtkWidget *row = np_history_row_new ();

  g_signal_connect_object (row, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (NpHistoryView *self, GtkListItem *item)
{
  g_autofree char *name = NULL;

  g_ptr_array_add (self->items, item);
  update_item (self, item);
  /* What has the focus, and so needs the name, is the widget around the row. */
  name = np_history_row_dup_name (get_row (item));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_parent (gtk_list_item_get_child (item))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
unbind_cb (NpHistoryView *self, GtkListItem *item)
{
  g_ptr_array_remove_fast (self->items, item);
  np_history_row_set_entry (get_row (item), NULL, NULL);
}

static const char *
get_search (NpHistoryView *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

static const char *
find_page (NpHistoryView *self)
{
  if (self->list != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    return "list";
  if (self->list == NULL || np_history_list_get_is_loading (self->list))
    return "loading";
  if (*get_search (self) != '\0')
    return "nothing";
  return self->is_kept ? "empty" : "off";
}

/* What is to be known of the list beside the saves in it. */
static char *
dup_notice (NpHistoryView *self, gboolean has_saves)
{
  guint n_damaged = self->list != NULL ? np_history_list_get_n_damaged (self->list) : 0;

  if (n_damaged > 0)
    return g_strdup_printf (ngettext ("%u save is damaged and cannot be shown.",
                                      "%u saves are damaged and cannot be shown.", n_damaged),
                            n_damaged);
  if (!self->is_kept && has_saves)
    return g_strdup (_ ("History is off. What you save now is not remembered."));
  return NULL;
}

static void
update_pages (NpHistoryView *self)
{
  const char *page = find_page (self);
  gboolean has_saves = g_str_equal (page, "list") || *get_search (self) != '\0';
  g_autofree char *notice = dup_notice (self, has_saves);
  g_autofree char *title = NULL;

  /* Translators: %s is what was searched for */
  title = g_strdup_printf (_ ("Nothing matches “%s”"), get_search (self));
  adw_status_page_set_title (self->nothing, title);
  /* It has the focus while the list fills. */
  gtk_widget_set_visible (self->search_clamp, has_saves || g_str_equal (page, "loading"));
  np_banner_set_text (self->banner, notice);
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
search_cb (NpHistoryView *self)
{
  if (self->list != NULL)
    np_history_list_set_search (self->list, get_search (self));
  update_pages (self);
}

static void
stop_search_cb (NpHistoryView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* The actions of a program reach only its own windows, and the dialog is none. */
static void
preferences_cb (NpHistoryView *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "preferences",
                                  NULL);
}

static void
init_list_view (NpHistoryView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
}

static void
np_history_view_dispose (GObject *object)
{
  NpHistoryView *self = NP_HISTORY_VIEW (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  self->list_view = NULL;
  g_clear_object (&self->list);

  G_OBJECT_CLASS (np_history_view_parent_class)->dispose (object);
}

static void
np_history_view_finalize (GObject *object)
{
  NpHistoryView *self = NP_HISTORY_VIEW (object);

  g_free (self->account_id);
  g_free (self->host);
  g_hash_table_unref (self->unfolded);
  g_hash_table_unref (self->busy);
  g_hash_table_unref (self->problems);
  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (np_history_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-history-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NpHistoryView, banner);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryView, search_clamp);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryView, search);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryView, stack);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryView, list_view);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryView, empty);
  gtk_widget_class_bind_template_child (widget_class, NpHistoryView, nothing);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, preferences_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
np_history_view_class_init (NpHistoryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = np_history_view_dispose;
  object_class->finalize = np_history_view_finalize;

  /**
   * NpHistoryView::asked:
   * @self: a view
   * @wish: “undo”, “restore”, “compare” or “open”
   * @entry: the save
   *
   * The person wants something of a save that needs the service or the form.
   */
  signals[SIGNAL_ASKED] = g_signal_new ("asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                        NP_TYPE_HISTORY_ENTRY);
  g_type_ensure (NP_TYPE_BANNER);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
np_history_view_init (NpHistoryView *self)
{
  self->unfolded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->busy = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->problems = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->items = g_ptr_array_new ();
  self->is_kept = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  init_list_view (self);
  update_pages (self);
}

/**
 * np_history_view_new:
 * @shows_models: whether the saves are those of several models
 *
 * Returns: (transfer floating): a view without a list
 */
GtkWidget *
np_history_view_new (gboolean shows_models)
{
  NpHistoryView *self = g_object_new (NP_TYPE_HISTORY_VIEW, NULL);

  self->shows_models = shows_models;
  adw_status_page_set_description (
      self->empty, shows_models
                       ? _ ("Every save will be listed here, with what was there before.")
                       : _ ("Every save of this model will be listed here, with what was there "
                            "before."));
  return GTK_WIDGET (self);
}

/**
 * np_history_view_set_list:
 * @self: a view
 * @list: (nullable): the saves to show
 *
 * The search starts empty.
 */
void
np_history_view_set_list (NpHistoryView *self, NpHistoryList *list)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  g_return_if_fail (NP_IS_HISTORY_VIEW (self));

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_set_object (&self->list, list);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (list != NULL)
    {
      selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (list)));
      g_signal_connect_object (list, "items-changed", G_CALLBACK (update_pages), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (list, "notify::loading", G_CALLBACK (update_pages), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (list, "notify::n-damaged", G_CALLBACK (update_pages), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  update_pages (self);
}

/**
 * np_history_view_set_place:
 * @self: a view
 * @account_id: (nullable): the account on show
 * @host: (nullable): where it is connected to
 *
 * Says which saves can be undone from here.
 */
void
np_history_view_set_place (NpHistoryView *self, const char *account_id, const char *host)
{
  g_return_if_fail (NP_IS_HISTORY_VIEW (self));

  g_free (self->account_id);
  g_free (self->host);
  self->account_id = g_strdup (account_id);
  self->host = g_strdup (host);
  update_items (self);
}

/**
 * np_history_view_set_is_kept:
 * @self: a view
 * @is_kept: whether saves are remembered
 */
void
np_history_view_set_is_kept (NpHistoryView *self, gboolean is_kept)
{
  g_return_if_fail (NP_IS_HISTORY_VIEW (self));

  self->is_kept = is_kept;
  update_pages (self);
}

/**
 * np_history_view_begin_undo:
 * @self: a view
 * @entry: a save that is being undone
 */
void
np_history_view_begin_undo (NpHistoryView *self, NpHistoryEntry *entry)
{
  g_return_if_fail (NP_IS_HISTORY_VIEW (self));

  g_hash_table_add (self->busy, make_key (entry));
  take_out (self->problems, entry);
  update_items (self);
}

/**
 * np_history_view_end_undo:
 * @self: a view
 * @entry: the save that was being undone
 * @problem: (nullable): why it was not undone
 */
void
np_history_view_end_undo (NpHistoryView *self, NpHistoryEntry *entry, const char *problem)
{
  g_return_if_fail (NP_IS_HISTORY_VIEW (self));

  take_out (self->busy, entry);
  if (problem != NULL)
    g_hash_table_replace (self->problems, make_key (entry), g_strdup (problem));
  update_items (self);
}
