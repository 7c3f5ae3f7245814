#include "http.h"

#include "event.h"
#include "mem.h"
#include "rec.h"
#include "str.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECT_MS = 15000, PIECES_MOST = 64, CAP = 8 << 20 };

struct http {
	CURLM *multi;
};

struct exchange {
	CURL *easy;
	struct curl_slist *headers;
	jv request;                /* holds the body that curl reads */
	struct str body;
	size_t cap;
	bool too_long;
	char why[CURL_ERROR_SIZE];
	void *tag;
};

struct http *
http_new(void)
{
	struct http *h = mem_calloc(1, sizeof *h);

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || (h->multi = curl_multi_init()) == NULL)
		mem_die();
	return h;
}

void
http_free(struct http *h)
{
	if (h == NULL)
		return;
	curl_multi_cleanup(h->multi);
	curl_global_cleanup();
	free(h);
}

/* ---- starting */

static size_t
take(char *bytes, size_t size, size_t n, void *exchange)
{
	struct exchange *x = exchange;

	if (x->body.n + size * n > x->cap) {
		x->too_long = true;
		return CURL_WRITEFUNC_ERROR;
	}
	str_add(&x->body, bytes, size * n);
	return size * n;
}

static struct curl_slist *
add_header(struct curl_slist *list, const char *line)
{
	struct curl_slist *longer = curl_slist_append(list, line);

	if (longer == NULL)
		mem_die();
	return longer;
}

static struct curl_slist *
headers_of(jv request)
{
	jv headers = jv_at(request, "headers");
	struct curl_slist *list = add_header(NULL, "Expect:");

	if (jv_get_kind(headers) == JV_KIND_OBJECT)
		jv_object_foreach(headers, key, value) {
			struct str line = {0};

			str_addf(&line, "%s: %s", jv_string_value(key),
			    jv_get_kind(value) == JV_KIND_STRING ? jv_string_value(value) : "");
			/* A line end in a value would start a header of its own. */
			line.s[strcspn(line.s, "\r\n")] = '\0';
			list = add_header(list, line.s);
			str_free(&line);
			jv_free(key);
			jv_free(value);
		}
	jv_free(headers);
	return list;
}

static void
set_up(struct exchange *x)
{
	const char *body = jv_text(x->request, "body"), *method = jv_text(x->request, "method");
	CURL *e = x->easy;

	curl_easy_setopt(e, CURLOPT_URL, jv_text(x->request, "url"));
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_HTTPHEADER, x->headers);
	curl_easy_setopt(e, CURLOPT_CUSTOMREQUEST, method);
	if (body != NULL) {
		curl_easy_setopt(e, CURLOPT_POSTFIELDS, body);
		curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE, (long)strlen(body));
	}
	curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(e, CURLOPT_USERAGENT, "vizpipe");
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)jv_num(x->request, "timeout_ms", 60000));
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, x);
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, x->why);
	curl_easy_setopt(e, CURLOPT_PRIVATE, x);
}

void
http_start(struct http *h, jv request, void *tag)
{
	struct exchange *x = mem_calloc(1, sizeof *x);

	x->request = request;
	x->tag = tag;
	x->cap = (size_t)jv_num(request, "cap", CAP);
	x->headers = headers_of(request);
	x->easy = curl_easy_init();
	if (x->easy == NULL)
		mem_die();
	set_up(x);
	if (curl_multi_add_handle(h->multi, x->easy) != CURLM_OK)
		mem_die();
}

/* ---- going on */

void
http_wait(struct http *h, struct pollfd *fds, nfds_t n, int ms)
{
	struct curl_waitfd extra[PIECES_MOST];
	int running;

	if (n > PIECES_MOST)
		n = PIECES_MOST;
	for (nfds_t i = 0; i < n; i++)
		extra[i] = (struct curl_waitfd){fds[i].fd, CURL_WAIT_POLLIN, 0};
	/* Nothing is performed before the wait: an exchange that ended there would
	 * leave no event to wake us.  One just added makes the wait end at once. */
	curl_multi_poll(h->multi, extra, (unsigned)n, ms < 0 ? 60000 : ms, NULL);
	/* curl tells which of its own are ready; ours we ask about again. */
	poll(fds, n, 0);
	curl_multi_perform(h->multi, &running);
}

static const char *
kind_of(CURLcode code)
{
	switch (code) {
	case CURLE_OPERATION_TIMEDOUT:
		return "time";
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_CONNECT:
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return "connect";
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CACERT_BADFILE:
		return "tls";
	default:
		return "broken";
	}
}

static jv
reply_of(const struct exchange *x, CURLcode code)
{
	long status = 0, tunnel = 0;
	curl_off_t us = 0, after = 0;
	jv error = jv_null();

	curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(x->easy, CURLINFO_HTTP_CONNECTCODE, &tunnel);
	curl_easy_getinfo(x->easy, CURLINFO_TOTAL_TIME_T, &us);
	curl_easy_getinfo(x->easy, CURLINFO_RETRY_AFTER, &after);
	if (x->too_long)
		error = JV_OBJECT(jv_string("kind"), jv_string("long"),
		    jv_string("message"), jv_string_fmt("the reply is longer than %zu bytes", x->cap));
	else if (code != CURLE_OK)
		error = JV_OBJECT(jv_string("kind"), jv_string(tunnel >= 400 ? "connect" : kind_of(code)),
		    jv_string("message"), jv_string(x->why[0] != '\0' ? x->why : curl_easy_strerror(code)));
	return JV_OBJECT(jv_string("status"), jv_number((double)status),
	    jv_string("body"), jv_string_sized(x->body.s != NULL ? x->body.s : "", (int)x->body.n),
	    jv_string("ms"), jv_number((double)us / 1e3),
	    jv_string("retry_after_ms"), jv_number((double)after * 1e3), jv_string("error"), error);
}

void *
http_next(struct http *h, jv *reply)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(h->multi, &left)) != NULL) {
		struct exchange *x;

		if (m->msg != CURLMSG_DONE)
			continue;
		CURLcode code = m->data.result;

		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&x);
		*reply = reply_of(x, code);
		void *tag = x->tag;

		curl_multi_remove_handle(h->multi, x->easy);
		curl_easy_cleanup(x->easy);
		curl_slist_free_all(x->headers);
		str_free(&x->body);
		jv_free(x->request);
		free(x);
		return tag;
	}
	return NULL;
}
