/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-identity.h"

static void
test_parse (void)
{
  g_assert_cmpint (np_identity_type_parse ("Account"), ==, NP_IDENTITY_ACCOUNT);
  g_assert_cmpint (np_identity_type_parse ("RAMUser"), ==, NP_IDENTITY_RAM_USER);
  g_assert_cmpint (np_identity_type_parse ("RamUser"), ==, NP_IDENTITY_RAM_USER);
  g_assert_cmpint (np_identity_type_parse ("AssumedRoleUser"), ==, NP_IDENTITY_ASSUMED_ROLE);
}

static void
test_unknown (void)
{
  static const char *const unknown[] = { NULL,       "",       "account ", "Accounts",
                                         "RAMGroup", "RAMUse", "主账号",   "Unknown" };

  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_cmpint (np_identity_type_parse (unknown[i]), ==, NP_IDENTITY_UNKNOWN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/identity/parse", test_parse);
  g_test_add_func ("/core/identity/unknown", test_unknown);

  return g_test_run ();
}
