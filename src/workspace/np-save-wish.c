/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-save-operation-private.h"

/*< private >
 * np_save_wish_new:
 * @workspace: where the model lives
 * @model_id: the model
 *
 * Returns: (transfer full): a wish for nothing yet
 */
NpSaveWish *
np_save_wish_new (NpWorkspace *workspace, const char *model_id)
{
  NpSaveWish *self = g_new0 (NpSaveWish, 1);

  self->workspace = g_object_ref (workspace);
  self->model_id = g_strdup (model_id);
  return self;
}

/*< private >
 * np_save_wish_free:
 * @self: (transfer full): a wish
 */
void
np_save_wish_free (NpSaveWish *self)
{
  g_object_unref (self->workspace);
  g_free (self->model_id);
  g_clear_object (&self->base);
  g_clear_object (&self->checked);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_free (self->base_texts[id]);
      g_free (self->texts[id]);
    }
  g_free (self);
}

/*< private >
 * np_save_wish_add:
 * @self: a wish that has no whole model to go by
 * @id: a field
 * @base: what the field has to have now
 * @text: what it shall have
 *
 * Wishes for one field. No extra info is sent as an empty object. Whatever else
 * was absent and cannot be "" cannot be sent: the API has no word for it.
 *
 * Returns: whether the API can say it
 */
gboolean
np_save_wish_add (NpSaveWish *self, NpFieldId id, const char *base, const char *text)
{
  gboolean is_object = np_field_get_kind (id) == NP_FIELD_KIND_JSON_OBJECT;
  g_autofree char *problem = NULL;

  if (is_object && *text == '\0')
    text = "{}";
  problem = np_field_check (id, text);
  self->is_unsendable[id] = problem != NULL;
  if (problem != NULL)
    return FALSE;
  self->base_texts[id] = g_strdup (is_object && *base == '\0' ? "{}" : base);
  self->texts[id] = g_strdup (text);
  return TRUE;
}
