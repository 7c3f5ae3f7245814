#include "sigv4.h"

#include "mem.h"
#include "rec.h"
#include "str.h"

#include <ctype.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HASH = 32 };

static void
hmac(unsigned char key[HASH], int key_size, const char *text, size_t n, unsigned char out[HASH])
{
	unsigned size = HASH;

	if (HMAC(EVP_sha256(), key, key_size, (const unsigned char *)text, n, out, &size) == NULL)
		mem_die();
}

static void
add_hex(struct str *b, const unsigned char h[HASH])
{
	for (int i = 0; i < HASH; i++)
		str_addf(b, "%02x", h[i]);
}

static void
add_hash(struct str *b, const char *text, size_t n)
{
	unsigned char h[HASH];

	if (EVP_Digest(text, n, h, NULL, EVP_sha256(), NULL) != 1)
		mem_die();
	add_hex(b, h);
}

/* ---- the canonical request */

/* Percent-encodes all but RFC 3986's unreserved characters (and "/" in paths). */
static void
encode(struct str *b, const char *s, size_t n, bool path)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (isalnum(c) || strchr("-_.~", c) != NULL || (path && c == '/'))
			str_addc(b, c);
		else
			str_addf(b, "%%%02X", c);
	}
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "a=1&b" as sorted, encoded pairs. */
static void
add_query(struct str *b, const char *query)
{
	enum { MOST = 64 };
	char *pair[MOST] = {NULL};
	size_t n = 0;

	while (*query != '\0' && n < MOST) {
		size_t m = strcspn(query, "&"), name = strcspn(query, "=&");
		struct str one = {0};

		encode(&one, query, name, false);
		str_addc(&one, '=');
		if (name < m)
			encode(&one, query + name + 1, m - name - 1, false);
		pair[n++] = str_take(&one);
		query += m + (query[m] == '&');
	}
	qsort(pair, n, sizeof *pair, by_text);
	for (size_t i = 0; i < n; i++) {
		str_addf(b, "%s%s", i > 0 ? "&" : "", pair[i]);
		free(pair[i]);
	}
}

/* Lower-case names and trimmed values as an object, which libjq's sorted keys
 * bring into order. */
static jv
signed_headers(jv request, const char *host, size_t host_size)
{
	jv headers = jv_at(request, "headers"), all = jv_object();

	jv_object_foreach(headers, key, value) {
		struct str name = {0};

		for (const char *s = jv_string_value(key); *s != '\0'; s++)
			str_addc(&name, tolower((unsigned char)*s));
		all = jv_object_set(all, jv_string(name.s), value);
		str_free(&name);
		jv_free(key);
	}
	jv_free(headers);
	return jv_object_set(all, jv_string("host"), jv_string_sized(host, (int)host_size));
}

/* A value with single blanks and none at its ends. */
static void
add_value(struct str *b, const char *s)
{
	bool gap = false, any = false;

	for (; *s != '\0'; s++) {
		if (*s == ' ' || *s == '\t') {
			gap = any;
			continue;
		}
		if (gap)
			str_addc(b, ' ');
		str_addc(b, *s);
		gap = false;
		any = true;
	}
}

static void
add_headers(struct str *b, jv headers, struct str *names)
{
	jv keys = jv_keys(jv_copy(headers));

	jv_array_foreach(keys, i, key) {
		str_addf(b, "%s:", jv_string_value(key));
		add_value(b, jv_text(headers, jv_string_value(key)));
		str_addc(b, '\n');
		str_addf(names, "%s%s", i > 0 ? ";" : "", jv_string_value(key));
		jv_free(key);
	}
	jv_free(keys);
}

/* The hash of the canonical request; the names of the headers signed. */
static void
add_canonical_hash(struct str *hash, jv request, struct str *names)
{
	const char *url = jv_text(request, "url"), *body = jv_text(request, "body");
	const char *host = strstr(url, "://") != NULL ? strstr(url, "://") + 3 : url;
	size_t host_size = strcspn(host, "/?");
	const char *path = host + host_size;
	size_t path_size = strcspn(path, "?");
	jv headers = signed_headers(request, host, host_size);
	struct str b = {0};

	str_addf(&b, "%s\n", jv_text(request, "method"));
	encode(&b, path_size > 0 ? path : "/", path_size > 0 ? path_size : 1, true);
	str_addc(&b, '\n');
	add_query(&b, path[path_size] == '?' ? path + path_size + 1 : "");
	str_addc(&b, '\n');
	add_headers(&b, headers, names);
	str_addf(&b, "\n%s\n", names->s);
	add_hash(&b, body != NULL ? body : "", body != NULL ? strlen(body) : 0);
	add_hash(hash, b.s, b.n);
	str_free(&b);
	jv_free(headers);
}

/* ---- the signature */

static void
add_signature(struct str *b, const struct sigv4 *s, const char *day, const char *to_sign)
{
	unsigned char key[HASH], next[HASH];
	const char *steps[] = {s->region, s->service, "aws4_request", to_sign};
	struct str first = {0};

	str_addf(&first, "AWS4%s", s->secret);
	hmac((unsigned char *)first.s, (int)first.n, day, strlen(day), key);
	explicit_bzero(first.s, first.n);
	str_free(&first);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		hmac(key, HASH, steps[i], strlen(steps[i]), next);
		memcpy(key, next, HASH);
	}
	add_hex(b, key);
	explicit_bzero(key, sizeof key);
	explicit_bzero(next, sizeof next);
}

static jv
with_header(jv request, const char *name, const char *value)
{
	jv headers = jv_at(request, "headers");

	if (jv_get_kind(headers) != JV_KIND_OBJECT) {
		jv_free(headers);
		headers = jv_object();
	}
	return jv_object_set(request, jv_string("headers"),
	    jv_object_set(headers, jv_string(name), jv_string(value)));
}

jv
sigv4_sign(jv request, const struct sigv4 *s)
{
	char stamp[32], day[16];
	struct tm utc;
	struct str names = {0}, hash = {0}, scope = {0}, to_sign = {0}, line = {0};

	gmtime_r(&s->now, &utc);
	strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", &utc);
	snprintf(day, sizeof day, "%.8s", stamp);
	request = with_header(request, "X-Amz-Date", stamp);
	if (s->token != NULL && *s->token != '\0')
		request = with_header(request, "X-Amz-Security-Token", s->token);
	add_canonical_hash(&hash, request, &names);
	str_addf(&scope, "%s/%s/%s/aws4_request", day, s->region, s->service);
	str_addf(&to_sign, "AWS4-HMAC-SHA256\n%s\n%s\n%s", stamp, scope.s, hash.s);
	str_addf(&line, "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=", s->access, scope.s, names.s);
	add_signature(&line, s, day, to_sign.s);
	request = with_header(request, "Authorization", line.s);
	str_free(&names);
	str_free(&hash);
	str_free(&scope);
	str_free(&to_sign);
	str_free(&line);
	return request;
}
