/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-secret-buffer.h"

#include <string.h>

/**
 * NpSecretBuffer:
 *
 * Holds what is typed into an entry for a secret, and shows the entry bullets in
 * its place. Whatever asks the entry for its text — the accessibility bus, the
 * clipboard, an input method — gets the bullets. (Both GtkPasswordEntry and
 * AdwPasswordEntryRow hand their text to the accessibility bus in clear; measured
 * with GTK 4.8 and libadwaita 1.2.)
 */
struct _NpSecretBuffer
{
  GtkEntryBuffer parent_instance;

  /* Owned */
  NpSecret *secret; /* NULL while empty */
  GString *bullets; /* one for each character of the secret */
};

G_DEFINE_FINAL_TYPE (NpSecretBuffer, np_secret_buffer, GTK_TYPE_ENTRY_BUFFER)

#define BULLET "•"

static void
take_text (NpSecretBuffer *self, char *text)
{
  glong n_chars = g_utf8_strlen (text, -1);

  g_clear_pointer (&self->secret, np_secret_unref);
  if (*text != '\0')
    self->secret = np_secret_new (text, -1);
  np_secret_wipe_text (text);
  g_free (text);

  g_string_truncate (self->bullets, 0);
  for (glong i = 0; i < n_chars; i++)
    g_string_append (self->bullets, BULLET);
}

/* Replaces @n_old characters at @position by the first @n_bytes of @chars. */
static void
replace (NpSecretBuffer *self, guint position, guint n_old, const char *chars, gsize n_bytes)
{
  const char *old = np_secret_buffer_peek_secret (self);
  gsize start = (gsize) (g_utf8_offset_to_pointer (old, position) - old);
  gsize end = (gsize) (g_utf8_offset_to_pointer (old, position + n_old) - old);
  gsize rest = strlen (old) - end;
  char *text = g_malloc (start + n_bytes + rest + 1);

  memcpy (text, old, start);
  memcpy (text + start, chars, n_bytes);
  memcpy (text + start + n_bytes, old + end, rest + 1);
  take_text (self, text);
}

static const char *
np_secret_buffer_get_text (GtkEntryBuffer *buffer, gsize *n_bytes)
{
  NpSecretBuffer *self = NP_SECRET_BUFFER (buffer);

  if (n_bytes != NULL)
    *n_bytes = self->bullets->len;
  return self->bullets->str;
}

static guint
np_secret_buffer_get_length (GtkEntryBuffer *buffer)
{
  return (guint) (NP_SECRET_BUFFER (buffer)->bullets->len / strlen (BULLET));
}

static guint
np_secret_buffer_insert_text (GtkEntryBuffer *buffer,
                              guint position,
                              const char *chars,
                              guint n_chars)
{
  NpSecretBuffer *self = NP_SECRET_BUFFER (buffer);
  gsize n_bytes = (gsize) (g_utf8_offset_to_pointer (chars, n_chars) - chars);
  g_autoptr (GString) bullets = g_string_new (NULL);

  replace (self, position, 0, chars, n_bytes);
  for (guint i = 0; i < n_chars; i++)
    g_string_append (bullets, BULLET);
  gtk_entry_buffer_emit_inserted_text (buffer, position, bullets->str, n_chars);
  return n_chars;
}

static guint
np_secret_buffer_delete_text (GtkEntryBuffer *buffer, guint position, guint n_chars)
{
  guint length = np_secret_buffer_get_length (buffer);

  position = MIN (position, length);
  n_chars = MIN (n_chars, length - position);
  if (n_chars == 0)
    return 0;
  replace (NP_SECRET_BUFFER (buffer), position, n_chars, "", 0);
  gtk_entry_buffer_emit_deleted_text (buffer, position, n_chars);
  return n_chars;
}

/* Newer GTK takes the text out of its own storage here; ours is elsewhere and
 * already without it. */
static void
np_secret_buffer_deleted_text (GtkEntryBuffer *buffer, guint position, guint n_chars)
{
  GObjectClass *object_class = G_OBJECT_GET_CLASS (buffer);

  g_object_notify_by_pspec (G_OBJECT (buffer),
                            g_object_class_find_property (object_class, "text"));
  g_object_notify_by_pspec (G_OBJECT (buffer),
                            g_object_class_find_property (object_class, "length"));
}

static void
np_secret_buffer_finalize (GObject *object)
{
  NpSecretBuffer *self = NP_SECRET_BUFFER (object);

  g_clear_pointer (&self->secret, np_secret_unref);
  g_string_free (self->bullets, TRUE);

  G_OBJECT_CLASS (np_secret_buffer_parent_class)->finalize (object);
}

static void
np_secret_buffer_class_init (NpSecretBufferClass *klass)
{
  GtkEntryBufferClass *buffer_class = GTK_ENTRY_BUFFER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = np_secret_buffer_finalize;
  buffer_class->get_text = np_secret_buffer_get_text;
  buffer_class->get_length = np_secret_buffer_get_length;
  buffer_class->insert_text = np_secret_buffer_insert_text;
  buffer_class->deleted_text = np_secret_buffer_deleted_text;
  buffer_class->delete_text = np_secret_buffer_delete_text;
}

static void
np_secret_buffer_init (NpSecretBuffer *self)
{
  self->bullets = g_string_new (NULL);
}

/**
 * np_secret_buffer_peek_secret:
 * @self: a buffer
 *
 * Returns: (transfer none): what was typed; gone with the next change
 */
const char *
np_secret_buffer_peek_secret (NpSecretBuffer *self)
{
  g_return_val_if_fail (NP_IS_SECRET_BUFFER (self), "");

  return self->secret != NULL ? np_secret_peek (self->secret, NULL) : "";
}
