/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

/* What the window says after something was done. */

static char *
describe_outcome (NpSaveOutcome *outcome)
{
  guint n_changes = np_save_outcome_get_n_changes (outcome);
  guint n_kept = np_save_outcome_get_n_kept (outcome);

  if (np_save_outcome_get_is_already_there (outcome))
    return g_strdup (_ ("The service already has these values."));
  switch (np_save_outcome_get_result (outcome))
    {
    case NP_SAVED_CONFIRMED:
      /* Translators: the same number twice, as all changes were kept; name it once
       * where that reads better */
      return g_strdup_printf (ngettext ("Saved. %1$u of %1$u change confirmed.",
                                        "Saved. %1$u of %1$u changes confirmed.", n_changes),
                              n_changes);
    case NP_SAVED_STORED_DIFFERENTLY:
    case NP_SAVED_PARTLY:
    case NP_SAVED_NOT_APPLIED:
      /* Translators: first how many changes the service kept, then how many were sent */
      return g_strdup_printf (ngettext ("The service kept %u of %u change as sent. The other "
                                        "one is still marked.",
                                        "The service kept %u of %u changes as sent. The others "
                                        "are still marked.",
                                        n_changes),
                              n_kept, n_changes);
    case NP_SAVED_UNCONFIRMED:
      return g_strdup (
          _ ("The service accepted the changes, but they could not be read back."));
    case NP_SAVED_UNKNOWN:
    case NP_SAVED_FAILED:
    default:
      g_assert_not_reached ();
    }
}

/* A RequestId is long, and its first part is enough to see which one it is. */
static char *
shorten_request_id (const char *request_id)
{
  if (g_utf8_strlen (request_id, -1) <= 16)
    return g_strdup (request_id);
  return g_strdup_printf ("%.8s…%s", request_id, request_id + strlen (request_id) - 4);
}

static void
add_toast (NpWindow *self, AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* AdwToast reads its title as markup. */
static AdwToast *
make_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

/**
 * np_window_show_saved: (skip)
 * @self: a window
 * @outcome: what a save came to
 */
void
np_window_show_saved (NpWindow *self, NpSaveOutcome *outcome)
{
  const char *request_id = np_save_outcome_get_request_id (outcome);
  g_autofree char *sentence = describe_outcome (outcome);
  g_autofree char *text = NULL;
  g_autofree char *short_id = NULL;
  AdwToast *toast = NULL;

  if (request_id != NULL)
    {
      short_id = shorten_request_id (request_id);
      /* Translators: two sentences, or a sentence and the RequestId */
      text = g_strdup_printf (_ ("%s %s"), sentence, short_id);
    }
  toast = make_toast (text != NULL ? text : sentence);
  if (request_id != NULL)
    {
      adw_toast_set_button_label (toast, _ ("Copy RequestId"));
      adw_toast_set_action_name (toast, "win.copy-text");
      adw_toast_set_action_target (toast, "s", request_id);
    }
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  add_toast (self, toast);
}

/**
 * np_window_show_message: (skip)
 * @self: a window
 * @message: what to say
 */
void
np_window_show_message (NpWindow *self, const char *message)
{
  add_toast (self, make_toast (message));
}
