#!/bin/sh
# lint.sh FLAGS…: cppcheck and clang-tidy over our C, with these compiler flags.
# .clang-tidy says which checks.
cd "$(dirname "$0")/.." || exit 2
set -e
inc=
for a in "$@"; do case $a in -I*|-D*) inc="$inc $a" ;; esac; done
# Not asked: a rule that takes _exit(2) for a flag, and the analysis across
# files, which takes what a callee fills in for uninitialised.
cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr --enable=warning,performance \
	--library=posix,gnu --include=tests/cppcheck.h \
	--suppress=missingIncludeSystem --suppress=invalidFunctionArgBool \
	--suppress=ctuuninitvar --suppress=ctunullpointer $inc lib filters
printf '%s\n' lib/*.c filters/*.c | xargs -P "$(nproc)" -I{} clang-tidy --quiet --warnings-as-errors='*' {} -- "$@" 2>/dev/null
echo "lint: nothing found"
