/* llmproviders: lists the models that can be asked. */
#include "filter.h"
#include "llm.h"
#include "rec.h"
#include "version.h"

#include <getopt.h>
#include <stdio.h>

static const char name[] = "llmproviders";

static const char *
or_dash(jv o, const char *key)
{
	const char *text = jv_text(o, key);

	return text != NULL && *text != '\0' ? text : "-";
}

/* Two that need no file come first. */
static void
print(jv all, bool ping)
{
	printf("%-10s %-44s %s\n", "PROVIDER", "MODEL", ping ? "REACHABLE" : "KEY");
	printf("%-10s %-44s %s\n", "builtin", "-", "our own rules: no key, no network");
	printf("%-10s %-44s %s\n", "exec:CMD", "-", "a command of yours: the request on stdin, the answer on stdout");
	jv_array_foreach(all, i, one) {
		const char *missing = jv_text(one, "missing"), *reached = jv_text(one, "reachable");
		bool lacks = missing != NULL && *missing != '\0';

		printf("%-10s %-44s %s%s\n", or_dash(one, "name"), or_dash(one, "model"),
		    lacks ? "set " : reached != NULL ? reached : "present", lacks ? missing : "");
		jv_free(one);
	}
}

static int
usage(FILE *to)
{
	fprintf(to, "usage: %s [OPTION]...\n"
	    "  --ping                ask each whether it answers\n"
	    "  --json                one JSON object a provider\n"
	    "  -h, --help            this\n"
	    "  --version             the version\n", name);
	return to == stdout ? EXIT_DONE : EXIT_MISUSED;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {{"help", no_argument, NULL, 'h'},
	    {"version", no_argument, NULL, 'V'}, {"ping", no_argument, NULL, 'p'},
	    {"json", no_argument, NULL, 'j'}, {0}};
	bool ping = false, json = false;

	for (int c; (c = getopt_long(argc, argv, "h", options, NULL)) != -1;)
		if (c == 'h')
			return usage(stdout);
		else if (c == 'V')
			return printf("%s %s\n", name, VIZ_VERSION) < 0;
		else if (c == 'p')
			ping = true;
		else if (c == 'j')
			json = true;
		else
			return usage(stderr);
	if (optind < argc)
		return usage(stderr);
	jv all = llm_list(ping);

	if (json) {
		jv text = jv_dump_string(jv_copy(all), 0);

		printf("%s\n", jv_string_value(text));
		jv_free(text);
	} else {
		print(jv_copy(all), ping);
	}
	jv_free(all);
	return filter_close(name, EXIT_DONE);
}
