/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-permission-text.h"

#include <glib/gi18n.h>

/* What a person reads of the right to change a model, before changing it. */

static const char *const headings[] = {
  [NP_PERMISSION_UNKNOWN] = N_ ("Not known whether you may edit"),
  [NP_PERMISSION_DENIED] = N_ ("You may not edit this model"),
  [NP_PERMISSION_CONDITIONAL] = N_ ("You may edit some models"),
  [NP_PERMISSION_ALLOWED] = N_ ("You may edit this model"),
};

/* What a model has to be, where that is what is missing. The conditions of the first
 * row that fits are taken. */
static const struct
{
  guint conditions;
  const char *sentence;
} reasons[] = {
  { NP_PERMISSION_ONLY_OWN | NP_PERMISSION_ONLY_PUBLIC,
    N_ ("In this workspace you may change only public models that you created.") },
  { NP_PERMISSION_ONLY_OWN | NP_PERMISSION_ONLY_PRIVATE,
    N_ ("In this workspace you may change only private models that you created.") },
  { NP_PERMISSION_ONLY_OWN,
    N_ ("In this workspace you may change only models that you created.") },
  { NP_PERMISSION_ONLY_PUBLIC, N_ ("In this workspace you may change only public models.") },
  { NP_PERMISSION_ONLY_PRIVATE, N_ ("In this workspace you may change only private models.") },
};

static const char *
find_condition (NpPermission *permission)
{
  guint conditions = np_permission_get_conditions (permission);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (reasons[i].conditions == conditions)
        return _ (reasons[i].sentence);
    }
  return NULL;
}

static const char *
get_reason (NpPermission *permission, NpPermissionAnswer answer)
{
  const char *condition = find_condition (permission);

  switch (answer)
    {
    case NP_PERMISSION_ALLOWED:
      return _ ("Your role in the workspace includes it.");

    case NP_PERMISSION_DENIED:
      return condition != NULL ? condition
                               : _ ("Your role in the workspace does not include it.");

    case NP_PERMISSION_CONDITIONAL:
      return condition != NULL ? condition : _ ("The service decides when you save.");

    case NP_PERMISSION_UNKNOWN:
    default:
      return _ ("The service did not tell. You can edit; it decides when you save.");
    }
}

/**
 * np_permission_text_get_heading:
 * @answer: whether somebody may change a model
 *
 * Returns: (transfer none): the answer in few words
 */
const char *
np_permission_text_get_heading (NpPermissionAnswer answer)
{
  return _ (headings[answer]);
}

/**
 * np_permission_text_dup_reason:
 * @permission: what the service said
 * @model: the model that it is about
 *
 * Returns: (transfer full): why, in one or two sentences
 */
char *
np_permission_text_dup_reason (NpPermission *permission, NpModel *model)
{
  NpPermissionAnswer answer =
      np_permission_judge (permission, np_model_get_text (model, NP_FIELD_ACCESSIBILITY),
                           NP_PERMISSION_OWNER_UNKNOWN);
  const char *reason = get_reason (permission, answer);
  const char *creator = np_model_get_user_id (model);

  if (answer == NP_PERMISSION_ALLOWED || creator == NULL || *creator == '\0' ||
      !(np_permission_get_conditions (permission) & NP_PERMISSION_ONLY_OWN))
    return g_strdup (reason);
  /* Translators: a sentence, then the ID of the user who created the model */
  return g_strdup_printf (_ ("%s This one was created by %s."), reason, creator);
}
