/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-page-private.h"

#include <glib/gi18n.h>

#include "np-save-text.h"
#include "np-time-text.h"

/* What the page says of the draft of its model: that it is back, or that it could
 * not be written. */

static char *
describe_joined (guint n_joined)
{
  return g_strdup_printf (ngettext ("%u change made by others meanwhile was joined.",
                                    "%u changes made by others meanwhile were joined.",
                                    n_joined),
                          n_joined);
}

/* Nothing to say is NULL. */
static char *
describe_note (NpModelPage *self)
{
  NpDraftNote note = np_document_get_draft_note (self->document);
  g_autofree char *moment = NULL;
  g_autofree char *back = NULL;
  g_autofree char *joined = NULL;

  if (note == NP_DRAFT_NOTE_NONE)
    return NULL;
  moment = np_time_text_dup_moment (np_document_get_draft_edited_at (self->document), FALSE);
  if (note == NP_DRAFT_NOTE_CONFLICT)
    return g_strdup_printf (
        /* Translators: %s is a moment, such as “yesterday, 14:02” */
        _ ("Your unsaved changes are back (%s). Others changed the same fields meanwhile."),
        moment);
  /* Translators: %s is a moment, such as “yesterday, 14:02” */
  back = g_strdup_printf (_ ("Your unsaved changes are back (%s)."), moment);
  if (note == NP_DRAFT_NOTE_RESTORED)
    return g_steal_pointer (&back);
  joined = describe_joined (np_document_get_draft_n_joined (self->document));
  /* Translators: two sentences */
  return g_strdup_printf (C_ ("sentences", "%s %s"), back, joined);
}

/* A conflict has to be decided, and its dialog offers to discard as well. */
static void
show_button (NpModelPage *self)
{
  if (np_document_get_draft_note (self->document) == NP_DRAFT_NOTE_CONFLICT)
    /* Translators: a button: leads to the values that somebody else changed too */
    np_banner_set_button (self->draft_banner, _ ("Decide…"), "model.show-conflict");
  else
    /* Translators: a button: gives unsaved changes up */
    np_banner_set_button (self->draft_banner, _ ("Discard"), "model.discard-draft");
}

static void
discard_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpModelPage *self = NP_MODEL_PAGE (widget);

  np_document_discard_draft (self->document);
  np_model_page_emit_discarded (self);
}

static void
draft_failed_cb (NpModelPage *self, const GError *error)
{
  g_autofree char *text = NULL;

  if (error != NULL)
    /* Translators: %s is a sentence that says why */
    text = g_strdup_printf (_ ("%s Save your changes before you close Nameplate."),
                            error->message);
  np_banner_set_text (self->failed_banner, text);
}

static void
export_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpModelPage) self = user_data;
  g_autofree char *sentence = np_save_text_finish (result);

  if (sentence != NULL && !g_cancellable_is_cancelled (self->cancellable))
    g_signal_emit_by_name (self, "told", sentence);
}

static void
export_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpModelPage *self = NP_MODEL_PAGE (widget);
  g_autoptr (NpDraft) draft = np_model_form_dup_draft (self->form, g_get_real_time ());

  if (draft != NULL)
    np_save_draft_async (GTK_WINDOW (gtk_widget_get_root (widget)), draft, self->cancellable,
                         export_cb, g_object_ref (self));
}

/**
 * np_model_page_install_draft_actions: (skip)
 * @widget_class: the class of the page
 */
void
np_model_page_install_draft_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "model.discard-draft", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "model.export-draft", NULL, export_action);
}

/**
 * np_model_page_update_draft: (skip)
 * @self: a page
 */
void
np_model_page_update_draft (NpModelPage *self)
{
  g_autofree char *text = describe_note (self);

  show_button (self);
  np_banner_set_text (self->draft_banner, text);
}

/**
 * np_model_page_watch_drafts: (skip)
 * @self: a page
 */
void
np_model_page_watch_drafts (NpModelPage *self)
{
  g_signal_connect_object (self->document, "notify::draft-note",
                           G_CALLBACK (np_model_page_update_draft), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "draft-failed", G_CALLBACK (draft_failed_cb), self,
                           G_CONNECT_SWAPPED);
}
