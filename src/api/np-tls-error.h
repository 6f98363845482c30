/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

#include "np-call.h"

G_BEGIN_DECLS

NpApiTlsProblem np_tls_error_judge_certificate (GTlsCertificate *certificate,
                                                GTlsCertificateFlags flags);
GError *np_tls_error_new (const NpCall *call,
                          GTlsCertificate *certificate,
                          GTlsCertificateFlags flags,
                          const GError *cause);

G_END_DECLS
