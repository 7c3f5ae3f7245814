#!/bin/sh
# llmtell: lines pass, charts with a table are told.
. "$(dirname "$0")/../lib.sh"

shared_checks llmtell insight
like 'help is on stdout, status 0' 0 '^usage: llmtell' 'llmtell --help 2>/dev/null'
like 'an unknown provider is status 2' 2 'no such provider: opnai' 'llmtell -p opnai </dev/null'
like 'a timeout that is none is status 2' 2 'usage' 'llmtell --timeout soon </dev/null'

done_testing
