/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-json.h"
#include "np-practice-service.h"
#include "np-sign.h"

G_BEGIN_DECLS

#define FIRST_MODEL_ID   "model-rbvg5wzljz0000ks92"
#define MODELS_PATH      "/api/v1/models"
#define FIRST_MODEL_PATH MODELS_PATH "/" FIRST_MODEL_ID

typedef struct
{
  NpPracticeService *service;
  SoupSession *session;
} Fixture;

/* A request before it is signed. All borrowed; NULL stands for what is right. */
typedef struct
{
  const char *method;
  const char *action;
  const char *path; /* encoded */
  const NpSignPair *query;
  gsize n_query;
  const char *body;
  gsize body_length; /* 0: up to the NUL */
  const char *access_key_id;
  const char *access_key_secret;
  const char *token;
  const char *nonce;
  const char *date;
  const char *version;
  const char *claimed_hash;   /* in x-acs-content-sha256 */
  gint64 date_offset;         /* seconds */
  const char *skipped_header; /* sent, but not signed */
  const char *missing_header; /* neither sent nor signed */
  const NpSignPair *extra;    /* one more header, sent and signed */
} Request;

typedef struct
{
  guint status;
  char *request_id; /* of the header */
  char *retry_after;
  gint64 date; /* seconds since 1970, of the header */
  GBytes *body;
  NpJson *json;
} Answer;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
#define fixture_add(path, test) \
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

SoupMessage *fixture_sign (Fixture *fixture, const Request *request);
Answer *fixture_send (Fixture *fixture, SoupMessage *message);
Answer *fixture_call (Fixture *fixture, const Request *request);
Answer *fixture_get_model (Fixture *fixture, const char *path);
Answer *fixture_update (Fixture *fixture, const char *path, const char *body);
Answer *fixture_list (Fixture *fixture, const char *name, const char *value);

void answer_free (Answer *answer);
char *answer_dup_string (Answer *answer, const char *key);
char *answer_dup_raw (Answer *answer, const char *key);
char *answer_dup_item_string (Answer *answer, const char *array, guint i, const char *key);
const NpJsonValue *answer_get_member (Answer *answer, const char *key);
gint64 answer_get_int64 (Answer *answer, const char *key);
void assert_answer (Answer *answer, guint status, const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

G_END_DECLS
