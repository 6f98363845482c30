/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-rights-private.h"

#include <glib/gi18n.h>

#include "np-redact.h"

/* What there is to say about a denial: to the person, in the language of the
 * program, and to the administrator, who may read another one: so that letter is in
 * English and in Chinese, whichever the program speaks. */

typedef enum
{
  LETTER_ENGLISH,
  LETTER_CHINESE,
  N_LETTERS
} Letter;

/* Why it was denied; the English text is translated for the person too. */
static const struct
{
  const char *missing[N_LETTERS];  /* nothing allows it */
  const char *explicit[N_LETTERS]; /* something forbids it */
} causes[NP_N_RIGHTS_CAUSES] = {
  [NP_RIGHTS_CAUSE_UNKNOWN] = { { N_ ("The service does not say why: either a policy is "
                                      "missing, or your role in the "
                                      "workspace does not include it."),
                                  "服务没有说明原因：可能缺少权限策略，也可能是你在工作空间中的"
                                  "角色不包含此权限。" },
                                { N_ ("Something forbids this explicitly, and the service does "
                                      "not say what. A further "
                                      "policy does not help."),
                                  "某项设置明确拒绝了此操作，服务没有说明是哪一项。再添加权限策"
                                  "略也没有用。" } },
  [NP_RIGHTS_CAUSE_USER_POLICY] = { { N_ ("No policy of your user allows this yet."),
                                      "你的用户还没有允许此操作的权限策略。" },
                                    { N_ ("A policy of your user forbids this. A further "
                                          "policy does not help: whoever looks "
                                          "after that one has to change it."),
                                      "你的用户有一条权限策略明确拒绝了此操作。再添加策略也没有"
                                      "用，"
                                      "需要由管理那条策略的人修改它。" } },
  [NP_RIGHTS_CAUSE_GROUP_POLICY] = { { N_ ("No policy of your user allows this in the resource "
                                           "group of the workspace yet."),
                                       "在工作空间所属的资源组中，你的用户还没有允许此操作的权"
                                       "限策略。" },
                                     { N_ ("A policy for the resource group of the workspace "
                                           "forbids this. A further policy "
                                           "does not help: whoever looks after that one has to "
                                           "change it."),
                                       "工作空间所属资源组的一条权限策略明确拒绝了此操作。再添"
                                       "加策略也没有用，"
                                       "需要由管理那条策略的人修改它。" } },
  [NP_RIGHTS_CAUSE_SESSION_POLICY] = { { N_ ("Your temporary key was given out with fewer "
                                             "rights than its role has. A policy "
                                             "does not help: ask for a key without that "
                                             "limit."),
                                         "你的临时密钥在发放时被限制，权限少于它的角色。添加策"
                                         "略没有用，"
                                         "请申请一个不受此限制的密钥。" },
                                       { N_ ("The limit that your temporary key was given out "
                                             "with forbids this. A policy does "
                                             "not help: ask for a key with another limit."),
                                         "你的临时密钥在发放时附带的会话策略明确拒绝了此操作。"
                                         "添加策略没有用，"
                                         "请申请一个限制不同的密钥。" } },
  [NP_RIGHTS_CAUSE_TRUST_POLICY] = { { N_ ("The role does not trust your user. Its trust "
                                           "policy has to name the user; a policy "
                                           "of the user does not help."),
                                       "该角色不信任你的用户。需要在角色的信任策略中加入此用户"
                                       "，给用户添加策略没有用。" },
                                     { N_ ("The trust policy of the role shuts your user out. "
                                           "Whoever looks after the role has "
                                           "to change it."),
                                       "角色的信任策略明确拒绝了你的用户，需要由管理该角色的人"
                                       "修改它。" } },
  [NP_RIGHTS_CAUSE_CONTROL_POLICY] = { { N_ ("The resource directory of your company does not "
                                             "allow this. Only its administrator "
                                             "can lift that."),
                                         "贵公司的资源目录不允许此操作，只有资源目录的管理员可"
                                         "以解除。" },
                                       { N_ ("A control policy of the resource directory "
                                             "forbids this. Only the administrator of "
                                             "the directory can lift that."),
                                         "资源目录的一条管控策略明确拒绝了此操作，只有资源目录"
                                         "的管理员可以解除。" } },
  [NP_RIGHTS_CAUSE_NOT_FOR_RAM] = { { N_ ("The service does not let RAM users do this. No "
                                          "policy changes that."),
                                      "服务不允许 RAM 用户执行此操作，添加策略也无法改变。" } },
  [NP_RIGHTS_CAUSE_WORKSPACE_ROLE] = { { N_ ("Your role in the workspace does not include "
                                             "this. A policy does not help: the "
                                             "administrator of the workspace has to give you "
                                             "another role."),
                                         "你在工作空间中的角色不包含此权限。添加策略没有用，需"
                                         "要工作空间管理员为你分配其他角色。" } },
  [NP_RIGHTS_CAUSE_CREATOR_ONLY] = { { N_ ("The model is private: only its creator and the "
                                           "administrators of the workspace may "
                                           "do this. A policy does not help."),
                                       "该模型是私有的，只有创建者和工作空间管理员可以执行此操"
                                       "作。添加策略没有用。" } },
};

static const struct
{
  const char *greeting;
  const char *ask_policy; /* with {action} in it */
  const char *ask_other;  /* with {action} in it */
  const char *why;
  const char *policy;
  const char *thanks;
  const char *right;
  const char *user;
  const char *account;
  const char *model;
  const char *host;
  const char *time;
  const char *request_id;
  const char *code;
  const char *diagnosis;
  const char *separator; /* between a name and its value */
} letters[N_LETTERS] = {
  [LETTER_ENGLISH] = {
      "Hello,",
      "In Nameplate I may not use {action} of PAI AIWorkSpace. Could you give my user this right?",
      "In Nameplate I may not use {action} of PAI AIWorkSpace. Could you see to it that I can?",
      "Why",
      "This policy is enough, and allows nothing else:",
      "Thank you.",
      "Right",
      "User",
      "Account",
      "Model",
      "Endpoint",
      "Time",
      "RequestId",
      "Code",
      "Encoded diagnosis, for ram:DecodeDiagnosticMessage",
      ": ",
  },
  [LETTER_CHINESE] = {
      "你好：",
      "我在铭牌（Nameplate）中没有 PAI AIWorkSpace 的 {action} 权限，能否为我的用户授予此权限？",
      "我在铭牌（Nameplate）中没有 PAI AIWorkSpace 的 {action} 权限，能否帮忙处理？",
      "原因",
      "以下权限策略已足够，且不会授予其他权限：",
      "谢谢。",
      "权限",
      "用户",
      "主账号",
      "模型",
      "接入点",
      "时间",
      "RequestId",
      "错误码",
      "加密诊断信息（用 ram:DecodeDiagnosticMessage 解码）",
      "：",
  },
};

static const char *
get_reason (const NpRights *self, Letter letter)
{
  const char *explicit = causes[self->cause].explicit[letter];

  return self->detail->is_explicit_deny && explicit != NULL
             ? explicit
             : causes[self->cause].missing[letter];
}

static void
append_fact (GString *out, Letter letter, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (out, "%s%s%s\n", name, letters[letter].separator, value);
}

/* Who was refused, and what of: all that an administrator has to look up. */
static void
append_facts (const NpRights *self, GString *out, Letter letter)
{
  const NpApiErrorDetail *detail = self->detail;
  g_autofree char *user = detail->principal_type != NULL && detail->principal != NULL
                              ? g_strdup_printf ("%s (%s)", detail->principal,
                                                 detail->principal_type)
                              : g_strdup (detail->principal);

  append_fact (out, letter, letters[letter].right, self->action);
  append_fact (out, letter, letters[letter].user, user);
  append_fact (out, letter, letters[letter].account, detail->principal_owner);
  append_fact (out, letter, letters[letter].model, self->model_id);
  append_fact (out, letter, letters[letter].host, detail->host);
  append_fact (out, letter, letters[letter].time, self->time);
  append_fact (out, letter, letters[letter].code, detail->code);
  append_fact (out, letter, letters[letter].request_id, detail->request_id);
  append_fact (out, letter, letters[letter].why, get_reason (self, letter));
  append_fact (out, letter, letters[letter].diagnosis, detail->diagnostic_message);
}

static void
append_ask (const NpRights *self, GString *out, Letter letter)
{
  g_autoptr (GString)
      ask = g_string_new (np_rights_get_can_policy_help (self) ? letters[letter].ask_policy
                                                               : letters[letter].ask_other);

  g_string_replace (ask, "{action}", self->action, 1);
  g_string_append_printf (out, "%s\n", ask->str);
}

static void
append_letter (const NpRights *self, GString *out, Letter letter)
{
  g_autofree char *policy = np_rights_dup_policy (self);

  g_string_append_printf (out, "%s\n\n", letters[letter].greeting);
  append_ask (self, out, letter);
  g_string_append_c (out, '\n');
  append_facts (self, out, letter);
  if (policy != NULL)
    g_string_append_printf (out, "\n%s\n%s\n", letters[letter].policy, policy);
  g_string_append_printf (out, "\n%s\n", letters[letter].thanks);
}

/**
 * np_rights_dup_sentence:
 * @self: what was denied
 *
 * Returns: (transfer full): why, and what would help, in the language of the
 *   program
 */
char *
np_rights_dup_sentence (const NpRights *self)
{
  return g_strdup (_ (get_reason (self, LETTER_ENGLISH)));
}

/**
 * np_rights_dup_letter:
 * @self: what was denied
 *
 * Returns: (transfer full): a letter to the administrator in English and Chinese,
 *   ready to be sent, without any secret in it
 */
char *
np_rights_dup_letter (const NpRights *self)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_letter (self, out, LETTER_ENGLISH);
  g_string_append (out, "\n――――――――――\n\n");
  append_letter (self, out, LETTER_CHINESE);
  return np_redact_text (out->str);
}
