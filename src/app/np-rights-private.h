/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-rights.h"

G_BEGIN_DECLS

struct _NpRights
{
  /* Owned */
  NpApiErrorDetail *detail;
  char *model_id; /* nullable */
  char *action;
  char *time; /* by the clock of the service if it told, with its distance from UTC */

  /* State */
  NpRightsCause cause;
};

G_END_DECLS
