/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-work-page.h"

/**
 * NpWorkPage:
 *
 * What the window shows while it is connected: the list of models, and beside it
 * the one that is open.
 */
struct _NpWorkPage
{
  AdwBin parent_instance;

  /* Template widgets */
  AdwLeaflet *leaflet;
  NpListPane *list_pane;
  GtkStack *content;
};

G_DEFINE_FINAL_TYPE (NpWorkPage, np_work_page, ADW_TYPE_BIN)

static void
np_work_page_class_init (NpWorkPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (NP_TYPE_LIST_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-work-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NpWorkPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, NpWorkPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, NpWorkPage, content);
}

static void
np_work_page_init (NpWorkPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_work_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
np_work_page_new (void)
{
  return g_object_new (NP_TYPE_WORK_PAGE, NULL);
}

/**
 * np_work_page_get_leaflet:
 * @self: a page
 *
 * Returns: (transfer none): what holds the list and the model, which share the
 *   width or take turns
 */
AdwLeaflet *
np_work_page_get_leaflet (NpWorkPage *self)
{
  g_return_val_if_fail (NP_IS_WORK_PAGE (self), NULL);

  return self->leaflet;
}

/**
 * np_work_page_get_list_pane:
 * @self: a page
 *
 * Returns: (transfer none): the list
 */
NpListPane *
np_work_page_get_list_pane (NpWorkPage *self)
{
  g_return_val_if_fail (NP_IS_WORK_PAGE (self), NULL);

  return self->list_pane;
}

/**
 * np_work_page_get_content:
 * @self: a page
 *
 * Returns: (transfer none): what is beside the list
 */
GtkStack *
np_work_page_get_content (NpWorkPage *self)
{
  g_return_val_if_fail (NP_IS_WORK_PAGE (self), NULL);

  return self->content;
}
