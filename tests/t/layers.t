#!/bin/sh
# The house rules that a grep can hold: who includes what, and what stands beside it.
. "$(dirname "$0")/../lib.sh"

# only HEADER-REGEX MODULES: included by these lib modules and no other file.
only() {
	is "only $2 includes $1" 0 '' \
		"cd '$ROOT' && grep -lE '^#include <($1)>' filters/*.c lib/*.[ch] | grep -vE '^lib/($2)\.[ch]\$' || :"
}
only 'curl/.*' http
only 'openssl/.*' sigv4
only 'jq\.h' jqprog
only 'csv\.h' csvin_careful
only 'sqlite3.*' 'db|csvtab|db_[a-z]*'
only 'libxml/.*' svg
only '(librsvg|cairo|gio).*' raster
only 'glib\.h' 'raster|base64'
only 'seccomp\.h' sysfilter
only 'xxhash\.h' digest
only 'zlib\.h' 'inflate|png'
only 'iconv\.h' csvin_source

is 'filters include lib, never each other' 0 '' \
	"cd '$ROOT' && grep -nE '#include \"(\.\./)?filters' filters/*.c lib/*.[ch] || :"
is 'lib never reads argv nor prints usage' 0 '' \
	"cd '$ROOT' && grep -nE 'getopt|usage\(' lib/*.c || :"

# Peel off the modules that include only peeled ones; what stays is in a circle.
# Files named MODULE_PART belong to the module.
cat >"$TMP/circle.awk" <<'A'
function module(file) { sub(/\..*/, "", file); sub(/_.*/, "", file); return file }
{ from = module(FILENAME); node[from] }
/^#include "/ { split($2, q, "\""); to = module(q[2]); if (to != from) edge[from " " to] }
END {
	for (changed = 1; changed;) {
		changed = 0
		for (n in node) {
			free = !done[n]
			for (e in edge) { split(e, p, " "); if (p[1] == n && !done[p[2]]) free = 0 }
			if (free) done[n] = changed = 1
		}
	}
	for (n in node) if (!done[n]) print "in or above a circle: " n
}
A
is 'no circle between the modules of lib' 0 '' "cd '$ROOT/lib' && awk -f '$TMP/circle.awk' *.c *.h | sort"

for f in "$ROOT"/filters/*.c; do
	name=$(basename "$f" .c)
	ok "$name has a manual page, and it is clean" \
		"[ -f '$ROOT/filters/$name.1' ] && { ! command -v mandoc >/dev/null || mandoc -Tlint -Wwarning '$ROOT/filters/$name.1'; }"
	like "$name --help says how, status 0" 0 'usage:' "$name --help"
	like "$name --version, status 0" 0 . "$name --version"
done
is 'the top level is what the house says' 0 'Makefile
PIPELINE.md
README.md
bin
filters
lib
share
tests' "cd '$ROOT' && git ls-files | sed 's,/.*,,' | grep -v '^\.' | LC_ALL=C sort -u"
done_testing
