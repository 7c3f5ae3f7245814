#include "llm_api.h"

#include "jqprog.h"
#include "line.h"
#include "mem.h"
#include "rec.h"
#include "share.h"
#include "sigv4.h"
#include "str.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { KEY_MOST = 16 << 10 };

struct api {
	char *name;
	struct jqprog *prog;
	jv about;
	jv env;                    /* what the variables held, keys among it */
	jv shown;                  /* the same with keys as "…" */
};

/* ---- the file */

static bool
is_name(const char *s, size_t n)
{
	return n > 0 && n < 64 && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-_") >= n;
}

bool
api_exists(const char *name, size_t n)
{
	if (!is_name(name, n))
		return false;
	char *path, *file;
	struct str b = {0};

	str_addf(&b, "providers/%.*s.jq", (int)n, name);
	file = str_take(&b);
	path = share_path(file);
	bool is = path != NULL;

	free(path);
	free(file);
	return is;
}

static struct jqprog *
compile(const char *name)
{
	struct str text = {0};
	jv why = jv_null();

	str_addf(&text, "include \"providers/%s\"; if .do == \"about\" then about elif .do == \"request\" then request "
	    "elif .do == \"ping\" then ping else reply end", name);
	struct jqprog *p = jqprog_text(name, text.s, jv_object(), &why);

	if (p == NULL)
		errx(2, "share/providers/%s: mend it or reinstall", jv_string_value(why));
	jv_free(why);
	str_free(&text);
	return p;
}

/* Runs one of its functions; jv_invalid() with a message where that fails. */
static jv
run(struct api *a, const char *what, jv input)
{
	return jqprog_run(a->prog, jv_object_set(input, jv_string("do"), jv_string(what)));
}

static jv
run_about(struct api *a)
{
	jv about = run(a, "about", JV_OBJECT(jv_string("env"), jv_copy(a->env)));

	if (jv_get_kind(about) != JV_KIND_OBJECT)
		errx(2, "share/providers/%s.jq: about is no object: mend it or reinstall", a->name);
	return about;
}

/* ---- the environment */

/* The n bytes without the blanks around them, as a string; jv_null() where there
 * is nothing, or, after a message, no one line of text: half a key is none. */
static jv
one_line(const char *name, const char *s, size_t n)
{
	static const char blanks[] = "\r\n \t";

	while (n > 0 && strchr(blanks, s[n - 1]) != NULL)
		n--;
	while (n > 0 && strchr(blanks, *s) != NULL) {
		s++;
		n--;
	}
	bool good = str_utf8(s, n) == n;

	for (size_t i = 0; i < n; i++)
		good &= (unsigned char)s[i] >= 0x20 && s[i] != 0x7f;
	if (!good)
		warnx("%s: not one line of text, so not used: set it to nothing but the value", name);
	return good && n > 0 ? jv_string_sized(s, (int)n) : jv_null();
}

/* The text of the file that VARIABLE_FILE names, or jv_null(). */
static jv
from_file(const char *variable)
{
	struct str name = {0}, text = {0};
	jv found = jv_null();

	str_addf(&name, "%s_FILE", variable);
	const char *path = getenv(name.s);

	if (path != NULL && *path != '\0') {
		int fd = open(path, O_RDONLY | O_CLOEXEC), bad = fd == -1 ? -1 : line_slurp(fd, &text, KEY_MOST);

		if (bad < 0)
			warnx("%s: %s: name a file that can be read", name.s, strerror(errno));
		else if (bad > 0)
			warnx("%s: longer than %d bytes: name a file with nothing but the value", name.s, (int)KEY_MOST);
		else
			found = one_line(name.s, text.s, text.n);
		if (fd != -1)
			close(fd);
		if (text.s != NULL)
			explicit_bzero(text.s, text.n);
	}
	str_free(&name);
	str_free(&text);
	return found;
}

/* The first of the variables (array) that holds something, or jv_null(). */
static jv
first_set(jv variables)
{
	jv found = jv_null();

	jv_array_foreach(variables, i, v) {
		const char *name = jv_string_value(v), *text = getenv(name);

		if (jv_get_kind(found) == JV_KIND_NULL)
			found = text != NULL && *text != '\0' ? one_line(name, text, strlen(text)) : from_file(name);
		jv_free(v);
	}
	jv_free(variables);
	return found;
}

static void
read_environment(struct api *a, const char *model, const char *base)
{
	jv names = jv_at(a->about, "env"), defaults = jv_at(a->about, "default");

	a->env = jv_copy(defaults);
	jv_object_foreach(names, key, variables) {
		jv value = first_set(variables);

		if (jv_get_kind(value) == JV_KIND_STRING)
			a->env = jv_object_set(a->env, jv_copy(key), jv_copy(value));
		jv_free(value);
		jv_free(key);
	}
	if (model != NULL)
		a->env = jv_object_set(a->env, jv_string("model"), jv_string(model));
	if (base != NULL)
		a->env = jv_object_set(a->env, jv_string("base"), jv_string(base));
	jv_free(names);
	jv_free(defaults);
}

/* The environment as it may be shown. */
static jv
without_keys(const struct api *a)
{
	jv shown = jv_copy(a->env), secret = jv_at(a->about, "secret");

	if (jv_get_kind(secret) == JV_KIND_ARRAY)
		jv_array_foreach(secret, i, key) {
			if (jv_object_has(jv_copy(shown), jv_copy(key)))
				shown = jv_object_set(shown, jv_copy(key), jv_string("…"));
			jv_free(key);
		}
	jv_free(secret);
	return shown;
}

/* Which of needs are not there: "OPENAI_API_KEY, …". */
static jv
missing(const struct api *a)
{
	jv needs = jv_at(a->about, "needs"), names = jv_at(a->about, "env");
	struct str b = {0};

	jv_array_foreach(needs, i, need) {
		jv variables = jv_at(names, jv_string_value(need)), first;

		if (jv_text(a->env, jv_string_value(need)) == NULL && jv_get_kind(variables) == JV_KIND_ARRAY) {
			first = jv_array_get(jv_copy(variables), 0);
			str_addf(&b, "%s%s", b.n > 0 ? ", " : "", jv_string_value(first));
			jv_free(first);
		}
		jv_free(variables);
		jv_free(need);
	}
	jv_free(needs);
	jv_free(names);
	jv text = jv_string(b.s != NULL ? b.s : "");

	str_free(&b);
	return text;
}

/* ---- */

struct api *
api_new(const char *name, const char *model, const char *base)
{
	struct api *a = mem_calloc(1, sizeof *a);

	a->name = mem_strdup(name);
	a->prog = compile(name);
	a->env = jv_object();
	a->about = run_about(a);
	jv_free(a->env);
	read_environment(a, model, base);
	jv_free(a->about);
	a->about = run_about(a);
	a->about = jv_object_set(a->about, jv_string("missing"), missing(a));
	a->shown = without_keys(a);
	return a;
}

void
api_free(struct api *a)
{
	if (a == NULL)
		return;
	jqprog_free(a->prog);
	jv_free(a->about);
	jv_free(a->env);
	jv_free(a->shown);
	free(a->name);
	free(a);
}

const char *
api_name(const struct api *a)
{
	return a->name;
}

static const char *
text_or_empty(jv o, const char *key)
{
	const char *s = jv_text(o, key);

	return s != NULL ? s : "";
}

const char *
api_model(const struct api *a)
{
	return text_or_empty(a->env, "model");
}

const char *
api_base(const struct api *a)
{
	return text_or_empty(a->env, "base");
}

jv
api_about(const struct api *a)
{
	return a->about;
}

/* ---- requests and replies */

static jv
sign(const struct api *a, jv request)
{
	jv how = jv_at(request, "sign");

	if (jv_get_kind(how) == JV_KIND_OBJECT)
		request = sigv4_sign(request, &(struct sigv4){.access = text_or_empty(a->env, "access"),
		    .secret = text_or_empty(a->env, "secret"), .token = jv_text(a->env, "token"),
		    .region = text_or_empty(how, "region"), .service = text_or_empty(how, "service"),
		    .now = time(NULL)});
	jv_free(how);
	return jv_object_delete(request, jv_string("sign"));
}

static jv
make(struct api *a, const char *what, jv ask, bool real)
{
	jv env = jv_copy(real ? a->env : a->shown);
	jv request = run(a, what, JV_OBJECT(jv_string("ask"), jv_object_set(ask, jv_string("model"),
	    jv_string(api_model(a))), jv_string("env"), env));

	if (jv_get_kind(request) != JV_KIND_OBJECT)
		return request;
	jv body = jv_at(request, "body");

	if (jv_get_kind(body) == JV_KIND_OBJECT)
		request = jv_object_set(request, jv_string("body"), jv_dump_string(body, 0));
	else
		jv_free(body);
	request = jv_object_set(request, jv_string("hopeless"), jv_at(a->about, "hopeless"));
	return real ? sign(a, request) : jv_object_delete(jv_object_delete(request, jv_string("sign")), jv_string("hopeless"));
}

jv
api_request(struct api *a, jv ask, bool real)
{
	return make(a, "request", ask, real);
}

jv
api_ping(struct api *a)
{
	return make(a, "ping", jv_object(), true);
}

/* Is one of the keys anywhere in what was said (borrowed)? */
static bool
tells_key(const struct api *a, jv said)
{
	jv secret = jv_at(a->about, "secret"), text = jv_dump_string(jv_copy(said), 0);
	bool tells = false;

	jv_array_foreach(secret, i, name) {
		const char *key = jv_text(a->env, jv_string_value(name));

		tells |= key != NULL && strlen(key) >= 6 && strstr(jv_string_value(text), key) != NULL;
		jv_free(name);
	}
	jv_free(secret);
	jv_free(text);
	return tells;
}

static jv
error_of(const char *kind, jv message)
{
	return JV_OBJECT(jv_string("error"), JV_OBJECT(jv_string("kind"), jv_string(kind),
	    jv_string("message"), message));
}

/* Foreign words: short, and on one line. */
static jv
tamed(jv message)
{
	const char *text = jv_get_kind(message) == JV_KIND_STRING ? jv_string_value(message) : "no reason given";
	struct str b = {0};

	str_foreign(&b, text, strlen(text));
	jv_free(message);
	message = jv_string(b.s != NULL ? b.s : "");
	str_free(&b);
	return message;
}

/* A reply that came, by the provider's file; consumes both. */
static jv
read_reply(struct api *a, jv status, jv body)
{
	jv json = jv_parse(jv_get_kind(body) == JV_KIND_STRING ? jv_string_value(body) : "");

	if (!jv_is_valid(json)) {
		jv_free(json);
		json = jv_null();
	}
	jv said = run(a, "reply", JV_OBJECT(jv_string("status"), status, jv_string("json"), json, jv_string("text"), body));

	if (jv_get_kind(said) == JV_KIND_OBJECT)
		return said;
	jv_free(said);
	return error_of("garbage", jv_string("the reply is not what this provider sends"));
}

jv
api_reply(struct api *a, jv reply)
{
	jv error = jv_at(reply, "error");
	bool came = jv_get_kind(error) != JV_KIND_OBJECT;
	jv said = came ? read_reply(a, jv_at(reply, "status"), jv_at(reply, "body")) : jv_null();

	jv_free(reply);
	if (came) {
		jv_free(error);
		error = jv_at(said, "error");
	}
	if (came && tells_key(a, said)) {
		jv_free(said);
		said = error_of("request", jv_string("the reply repeats the key, so it is not used"));
	} else if (jv_get_kind(error) == JV_KIND_OBJECT) {
		jv_free(said);
		said = error_of(text_or_empty(error, "kind"), tamed(jv_at(error, "message")));
	}
	jv_free(error);
	return said;
}

/* ---- where keys may go */

static bool
is_this_machine(const char *host)
{
	size_t whole = strcspn(host, "/?#"), n = strspn(host, "0123456789.");

	if (memchr(host, '@', whole) != NULL)
		return false;
	if (strncmp(host, "127.", 4) != 0)
		n = strncmp(host, "localhost", 9) == 0 ? 9 : strncmp(host, "[::1]", 5) == 0 ? 5 : 0;
	return n > 0 && (n == whole || host[n] == ':');
}

bool
api_is_safe(const struct api *a, const char *url)
{
	jv secret = jv_at(a->about, "secret");
	bool any = false;

	jv_array_foreach(secret, i, name) {
		any |= jv_text(a->env, jv_string_value(name)) != NULL;
		jv_free(name);
	}
	jv_free(secret);
	return !any || strncmp(url, "https://", 8) == 0 ||
	    (strncmp(url, "http://", 7) == 0 && is_this_machine(url + 7));
}
