# Where a person waits at a terminal: one line that says which stage is at which
# chart, from the events in VIZ_EVENTS, till it ends.  Read by sh.
progress=
progress_begin() {
	[ -t 2 ] || return 0
	while sleep 0.2; do
		printf '\r\033[K%s' "$(tail -n 1 "$VIZ_EVENTS" 2>/dev/null |
			sed -n 's/.*"stage":"\([a-z]*\)","id":"\([^"]*\)".*/\1: \2/p' | cut -c1-70)" >&2
	done &
	progress=$!
}
progress_end() {
	[ -n "$progress" ] || return 0
	kill "$progress" 2>/dev/null
	progress=
	printf '\r\033[K' >&2
}
