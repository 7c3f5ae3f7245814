#!/bin/sh
# lint.sh FLAGS…: cppcheck and clang-tidy over our C, with these compiler flags.
# .clang-tidy says which checks.
cd "$(dirname "$0")/.." || exit 2
set -e
inc=
for a in "$@"; do case $a in -I*|-D*) inc="$inc $a" ;; esac; done
cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr --enable=warning,performance,portability \
	--suppress=missingIncludeSystem $inc lib filters
clang-tidy --quiet --warnings-as-errors='*' lib/*.c filters/*.c -- "$@" 2>/dev/null
echo "lint: nothing found"
