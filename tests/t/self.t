#!/bin/sh
# Each filter gives up what it does not need (self.h).  A library that is loaded
# into it tries to do more, as code that a hostile input took over would: when
# stdout is closed (the filter's end), or a worker answers.
. "$(dirname "$0")/../lib.sh"

cat >probe.c <<'E'
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int
runs(void)
{
	int status = 1;
	pid_t pid = fork();

	if (pid == 0) {
		unsetenv("LD_PRELOAD");
		execl("/bin/true", "true", (char *)0);
		_exit(1);
	}
	return waitpid(pid, &status, 0) == pid && status == 0;
}

static void
attempt(void)
{
	static pid_t done;
	char can[16] = "";

	if (done == getpid())
		return;
	done = getpid();
	if (open(getenv("PROBE_FILE"), O_RDONLY) >= 0)
		strcat(can, "R");
	if (open(getenv("PROBE_FILE"), O_WRONLY) >= 0)
		strcat(can, "W");
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
		strcat(can, "N");
	if (runs())
		strcat(can, "X");
	dprintf(2, "[can:%s]\n", can);
}

int
close(int fd)
{
	if (fd == 1)
		attempt();
	return (int)syscall(SYS_close, fd);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	/* Where stdout is not closed, or a worker answers through a pipe. */
	if (fd != 2 && getenv("PROBE_WRITES") != NULL)
		attempt();
	return syscall(SYS_write, fd, p, n);
}
E
cat >version.c <<'E'
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { return syscall(SYS_landlock_create_ruleset, NULL, 0, 1) < 1; }
E
${CC:-gcc} -D_GNU_SOURCE -shared -fPIC -o probe.so probe.c && ${CC:-gcc} -D_GNU_SOURCE -o version version.c || exit 3
echo secret >secret
PROBE_FILE=$TMP/secret
export PROBE_FILE
unset VIZ_EVENTS

# may NAME POWERS COMMAND: once its files are open the program can do just that:
# R read another file, W write one, N make a socket, X run a program.
may() {
	is "$1" 0 "[can:$2]" "{ { $3; } 2>&1 >/dev/null; } | grep -o '\\[can:.*' | sort -u"
}
preload="env LD_PRELOAD=$TMP/probe.so ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0"

may 'the probe finds all there is to find' RWNX "$preload jailrun </dev/null"
if ! ./version; then
	skip 'what the filters gave up' 'this kernel has no Landlock: which files are opened is not held back'
	done_testing
	exit
fi
csvsum "$DATA/sales-lines.csv" | llmgoals -n 2 | llmcode | specvet >in.vet
csvquery <in.vet | jailrun >in.run

may 'csvsum: the named files only' '' "$preload csvsum '$DATA/weather.csv'"
is 'csvsum: and those it can read' 0 weather "csvsum '$DATA/weather.csv' | jq -r .id"
is 'csvsum: a pipe is a file, too' 0 1 "cat '$DATA/weather.csv' | csvsum /dev/fd/0 | grep -c '\"ok\":true'"
may 'tocsv: the named file only' '' "PROBE_WRITES=1 $preload tocsv '$DATA/weather.csv'"
may 'specvet: nothing' '' "$preload specvet <in.vet"
# The loop itself only reads: which files, its workers are told by the stream.
is 'csvquery: reading, and its workers the files of the stream only' 0 '[can:R] [can:]' \
	"PROBE_WRITES=1 $preload csvquery -j 1 <in.vet 2>&1 >/dev/null | grep -o '\[can:.*' | LC_ALL=C sort -u | xargs"
may 'plotrender: nothing' '' "$preload plotrender <in.run"
for f in "$ROOT/share/policy/self" /usr/lib/os-release /etc/passwd /proc/self/maps; do
	may "plotrender: not even $f" '' "PROBE_FILE=$f PROBE_WRITES=1 $preload plotrender <in.run"
	may "specvet: nor this" '' "PROBE_FILE=$f $preload specvet <in.vet"
done
font=$(find /usr/share/fonts -name "*.ttf" | head -1)
may 'plotrender: but fonts, to read, for the letters of its PNG' R "PROBE_FILE=$font $preload plotrender <in.run"
may 'csvquery by hand: the named file' R "PROBE_FILE=$DATA/weather.csv $preload csvquery 'SELECT count(*) FROM weather' '$DATA/weather.csv'"
may 'csvquery by hand: no other' '' "$preload csvquery 'SELECT count(*) FROM weather' '$DATA/weather.csv'"
may 'csvsum: nor share/' '' "PROBE_FILE=$ROOT/share/policy/self $preload csvsum '$DATA/weather.csv'"
may 'plottext: nothing' '' "$preload plottext <in.run"
may 'vizreport: its folder only' '' "plotrender <in.run | $preload vizreport -o report"
for stage in llmgoals llmcode llmtell; do
	may "$stage: nothing, with the built-in rules" '' "$preload $stage <in.vet"
	may "$stage: not even the network, with a model: that is the pool's" '' "XDG_CACHE_HOME=$TMP $preload $stage -p ollama,builtin --base-url http://127.0.0.1:9 <in.vet"
done
done_testing
