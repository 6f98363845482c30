/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "client-rig.h"

G_BEGIN_DECLS

/* In the place of an error: the call succeeds all the same. */
#define FAULT_SUCCESS (-1)

/* An answer that is a success of every call. */
#define FAULT_GOOD_JSON                                                          \
  "{\"RequestId\":\"R-1\",\"ModelId\":\"" RIG_MODEL_ID "\",\"TotalCount\":0,"    \
  "\"Models\":[],\"Workspaces\":[],\"PermissionCode\":\"PaiModel:UpdateModel\"," \
  "\"PermissionRules\":[]}"

typedef enum
{
  FAULT_KEEP,  /* the connection stays open */
  FAULT_CLOSE, /* the server closes it */
  FAULT_RESET, /* the server resets it */
  FAULT_HANG,  /* nothing more comes until the client ends it */
  FAULT_BLANK, /* 20 MiB of blanks follow */
  FAULT_FILL,  /* 2 MiB of letters follow */
} FaultEnd;

/* When libsoup sends a read once more by itself, signed anew. */
typedef enum
{
  FAULT_RESENT_NEVER,
  FAULT_RESENT_KEPT, /* on a kept connection, which may have been closed before */
  FAULT_RESENT_ALWAYS,
} FaultResent;

/* What happens to a request that has arrived, and what has to come of it. */
typedef struct
{
  const char *name;
  const char *answer; /* what is sent */
  FaultEnd end;       /* and what then */
  int read;           /* what a read comes to: an NpApiError or FAULT_SUCCESS */
  int save;           /* the same of a save */
  guint n_read;       /* how many requests a read sends */
  guint n_save;
  guint n_hint; /* of a read that nobody waits for */
  FaultResent resent;
} FaultCase;

extern const FaultCase fault_cases[];
extern const gsize n_fault_cases;

/* What comes of a status, whatever the body says that nobody understands. */
typedef struct
{
  const char *line;
  int read;
  int save;
  guint n_read;
  guint n_save;
  FaultResent resent;
} FaultStatus;

typedef struct
{
  const char *name;
  const char *headers;
  const char *body; /* chunked if the headers say so, else its length is added */
} FaultBody;

extern const FaultStatus fault_statuses[];
extern const gsize n_fault_statuses;
extern const FaultBody fault_bodies[];
extern const gsize n_fault_bodies;

/* What comes of a code of the gateway or the service, whatever the status. */
typedef struct
{
  const char *code;
  int read;
  int save;
  guint n_read;
  guint n_save;
} FaultCode;

extern const FaultCode fault_codes[];
extern const gsize n_fault_codes;
extern const char *const fault_code_statuses[];
extern const gsize n_fault_code_statuses;

G_END_DECLS
