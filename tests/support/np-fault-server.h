/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server on 127.0.0.1 that does what a script says, byte for byte, in a
 * thread of its own: the place where a test gets its network faults from. It
 * knows nothing of HTTP but where a request ends.
 *
 * The steps run in the order in which they were added, on one connection at a
 * time: the one that the last accept or read step chose. */
typedef struct _NpFaultServer NpFaultServer;

NpFaultServer *np_fault_server_new (void);
NpFaultServer *np_fault_server_new_refusing (void);
NpFaultServer *np_fault_server_new_silent (void);
void np_fault_server_free (NpFaultServer *self);
char *np_fault_server_dup_uri (NpFaultServer *self, const char *scheme);

/* The script. */
void np_fault_server_accept (NpFaultServer *self);
void np_fault_server_read (NpFaultServer *self);
void np_fault_server_read_head (NpFaultServer *self);
void np_fault_server_receive (NpFaultServer *self);
void np_fault_server_send (NpFaultServer *self, const char *data, gssize length);
void np_fault_server_send_times (NpFaultServer *self, const char *text, guint times);
void np_fault_server_drip (NpFaultServer *self, const char *text, guint interval_ms);
void np_fault_server_wait (NpFaultServer *self, const char *gate);
void np_fault_server_close (NpFaultServer *self);
void np_fault_server_reset (NpFaultServer *self);
void np_fault_server_await_close (NpFaultServer *self);
void np_fault_server_answer (NpFaultServer *self, const char *text);
void np_fault_server_answer_all (NpFaultServer *self, const char *text);

/* Gates: where the script waits for the test. */
gboolean np_fault_server_is_at (NpFaultServer *self, const char *gate);
void np_fault_server_open (NpFaultServer *self, const char *gate);

/* What arrived. */
guint np_fault_server_get_n_connections (NpFaultServer *self);
guint np_fault_server_get_n_requests (NpFaultServer *self);
gsize np_fault_server_get_n_bytes (NpFaultServer *self);
gboolean np_fault_server_has_received (NpFaultServer *self, const char *text);
guint np_fault_server_get_connection (NpFaultServer *self, guint i);
char *np_fault_server_dup_head (NpFaultServer *self, guint i);
GBytes *np_fault_server_dup_body (NpFaultServer *self, guint i);
void np_fault_server_assert_consumed (NpFaultServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpFaultServer, np_fault_server_free)

G_END_DECLS
