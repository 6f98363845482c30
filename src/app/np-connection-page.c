/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-connection-page.h"

#include <glib/gi18n.h>

#include "np-compat.h"
#include "np-diagnosis-row.h"
#include "np-diagnosis-text.h"

/* Whose proxy is shown while nothing is connected: the service, wherever it is. */
#define ANY_HOST "aiworkspace.aliyuncs.com"

/**
 * NpConnectionPage:
 *
 * The page of the preferences about the network: what the settings of the computer say,
 * and a look at every step of the way to the service.
 */
struct _NpConnectionPage
{
  AdwPreferencesPage parent_instance;

  /* Template widgets */
  AdwActionRow *proxy_row;
  AdwActionRow *network_row;
  AdwPreferencesGroup *steps_group;
  GtkStack *buttons;
  GtkWidget *rows[NP_DIAGNOSIS_N_STEPS];

  /* Owned */
  NpWorkspace *workspace;    /* NULL while nothing is connected */
  NpDiagnosis *diagnosis;    /* NULL before the first look */
  GCancellable *cancellable; /* of the page */
  GCancellable *looking;     /* of the look under way; NULL for none */
};

G_DEFINE_FINAL_TYPE (NpConnectionPage, np_connection_page, ADW_TYPE_PREFERENCES_PAGE)

/* Without the name and password that the address of a proxy may hold. */
static char *
dup_proxy_name (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NON_DNS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return NULL;
  if (g_uri_get_port (uri) <= 0)
    return g_strdup (g_uri_get_host (uri));
  return g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
}

static char *
dup_proxies (char **proxies)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; proxies[i] != NULL; i++)
    {
      g_autofree char *name = dup_proxy_name (proxies[i]);

      if (name != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", name);
    }
  /* Translators: no proxy is used */
  return out->len > 0 ? g_strdup (out->str) : g_strdup (_ ("None"));
}

static void
proxies_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpConnectionPage) self = user_data;
  g_auto (GStrv)
      proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  text = proxies != NULL ? dup_proxies (proxies)
                         : g_strdup (_ ("The settings of this computer do not tell"));
  adw_action_row_set_subtitle (self->proxy_row, text);
}

static void
look_for_proxy (NpConnectionPage *self)
{
  gboolean has_host = self->workspace != NULL &&
                      !np_workspace_get_is_practice (self->workspace);
  g_autofree char *address = g_strconcat (
      "https://", has_host ? np_workspace_get_host (self->workspace) : ANY_HOST, NULL);

  g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), address, self->cancellable,
                                 proxies_cb, g_object_ref (self));
}

static const char *
get_network_text (void)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  if (!g_network_monitor_get_network_available (monitor))
    return _ ("This computer says that it is offline");
  switch (g_network_monitor_get_connectivity (monitor))
    {
    case G_NETWORK_CONNECTIVITY_PORTAL:
      return _ ("This computer says that the network wants you to sign in first");

    case G_NETWORK_CONNECTIVITY_LIMITED:
    case G_NETWORK_CONNECTIVITY_LOCAL:
      return _ ("This computer says that there is no way to the internet");

    case G_NETWORK_CONNECTIVITY_FULL:
    default:
      return _ ("This computer says that it is online");
    }
}

static void
network_cb (NpConnectionPage *self)
{
  adw_action_row_set_subtitle (self->network_row, get_network_text ());
  look_for_proxy (self);
}

static gboolean
is_running (NpConnectionPage *self)
{
  return self->diagnosis != NULL && np_diagnosis_get_is_running (self->diagnosis);
}

static char *
dup_description (NpConnectionPage *self)
{
  if (self->workspace == NULL)
    return g_strdup (_ ("Connect an account, or start the practice workspace, to look at the "
                        "way to the service."));
  if (self->diagnosis != NULL)
    return np_diagnosis_text_dup_verdict (self->diagnosis);
  if (np_workspace_get_is_practice (self->workspace))
    return g_strdup (_ ("The practice service is a part of Nameplate: this way never leaves "
                        "this computer."));
  /* Translators: the name of a host */
  return g_strdup_printf (_ ("Looks at every step to %s, one after the other. Nothing is "
                             "changed there."),
                          np_workspace_get_host (self->workspace));
}

/* Descriptions are markup. */
static void
update (NpConnectionPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *description = dup_description (self);
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_preferences_group_set_description (self->steps_group, escaped);
  gtk_stack_set_visible_child_name (self->buttons, is_running (self) ? "cancel" : "diagnose");
  gtk_widget_action_set_enabled (widget, "connection.diagnose",
                                 self->workspace != NULL && !is_running (self));
  gtk_widget_action_set_enabled (widget, "connection.cancel", is_running (self));
  gtk_widget_action_set_enabled (widget, "connection.copy",
                                 self->diagnosis != NULL && !is_running (self));
}

static void
ended_cb (NpConnectionPage *self)
{
  g_autofree char *verdict = np_diagnosis_text_dup_verdict (self->diagnosis);

  update (self);
  np_announce (GTK_WIDGET (self), verdict);
}

static void
stop (NpConnectionPage *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void
diagnose_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpConnectionPage *self = NP_CONNECTION_PAGE (widget);

  stop (self);
  self->looking = g_cancellable_new ();
  g_clear_object (&self->diagnosis);
  self->diagnosis = np_workspace_diagnose (self->workspace, self->looking);
  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    np_diagnosis_row_set_diagnosis (NP_DIAGNOSIS_ROW (self->rows[i]), self->diagnosis);
  g_signal_connect_object (self->diagnosis, "notify::running", G_CALLBACK (ended_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
cancel_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  stop (NP_CONNECTION_PAGE (widget));
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpConnectionPage *self = NP_CONNECTION_PAGE (widget);
  g_autofree char *report = np_diagnosis_text_dup_report (self->diagnosis, self->workspace);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), report);
  /* Translators: the text is in the clipboard now */
  np_announce (widget, _ ("Copied."));
}

static void
np_connection_page_dispose (GObject *object)
{
  NpConnectionPage *self = NP_CONNECTION_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  stop (self);
  g_clear_object (&self->diagnosis);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (np_connection_page_parent_class)->dispose (object);
}

static void
np_connection_page_finalize (GObject *object)
{
  g_object_unref (NP_CONNECTION_PAGE (object)->cancellable);

  G_OBJECT_CLASS (np_connection_page_parent_class)->finalize (object);
}

static void
np_connection_page_class_init (NpConnectionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_connection_page_dispose;
  object_class->finalize = np_connection_page_finalize;

  gtk_widget_class_install_action (widget_class, "connection.diagnose", NULL, diagnose_action);
  gtk_widget_class_install_action (widget_class, "connection.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "connection.copy", NULL, copy_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-connection-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NpConnectionPage, proxy_row);
  gtk_widget_class_bind_template_child (widget_class, NpConnectionPage, network_row);
  gtk_widget_class_bind_template_child (widget_class, NpConnectionPage, steps_group);
  gtk_widget_class_bind_template_child (widget_class, NpConnectionPage, buttons);
}

static void
np_connection_page_init (NpConnectionPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    {
      self->rows[i] = np_diagnosis_row_new ((NpDiagnosisStepId) i);
      adw_preferences_group_add (self->steps_group, self->rows[i]);
    }
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_cb), self, G_CONNECT_SWAPPED);
}

/**
 * np_connection_page_new:
 * @workspace: (nullable): what the way leads to; %NULL while nothing is connected
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
np_connection_page_new (NpWorkspace *workspace)
{
  NpConnectionPage *self = g_object_new (NP_TYPE_CONNECTION_PAGE, NULL);

  g_set_object (&self->workspace, workspace);
  network_cb (self);
  update (self);
  return GTK_WIDGET (self);
}
