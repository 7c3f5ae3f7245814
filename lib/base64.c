#include "base64.h"

#include <glib.h>

void
base64_decode(struct str *b, const char *text)
{
	gint state = 0;
	guint save = 0;
	size_t n = strlen(text);
	char *room = str_room(b, n / 4 * 3 + 3);

	b->n += g_base64_decode_step(text, n, (guchar *)room, &state, &save);
	b->s[b->n] = '\0';
}

void
base64_sha256(struct str *b, const void *bytes, size_t n)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[32];
	gsize size = sizeof digest;

	g_checksum_update(sum, bytes, (gssize)n);
	g_checksum_get_digest(sum, digest, &size);
	g_checksum_free(sum);
	gchar *text = g_base64_encode(digest, size);

	str_adds(b, text);
	g_free(text);
}
