#!/bin/sh
# make slurm-check: FILES data files through a real Slurm (two nodes on this host,
# on loopback, in a folder of their own), every stage of every file a job step; one
# node is killed in the middle.  Nothing may be lost: run again, the reports are
# those that are made without Slurm.  TAP; it starts and stops all that it needs.
. "$(dirname "$0")/../lib.sh"
FILES=${FILES:-50}
sh "$ROOT/tests/deps.sh" slurmctld slurmd slurm-client munge >deps.log 2>&1 || {
	echo "1..0 # SKIP it needs slurm-wlm and munge: $(tail -n 1 deps.log)"
	exit 0
}
[ "$(id -u)" = 0 ] || {
	echo "1..0 # SKIP slurmd changes users: run it as root"
	exit 0
}
PATH=$PATH:/usr/sbin:/sbin
base=$((20000 + $$ % 20000))

# ---- a cluster of two nodes

mkdir state log spool.n1 spool.n2
head -c 128 /dev/urandom >munge.key
chmod 400 munge.key
cat >slurm.conf <<A
ClusterName=viz
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$base
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$TMP/munge.socket
CredType=cred/munge
StateSaveLocation=$TMP/state
SlurmdSpoolDir=$TMP/spool.%n
SlurmctldPidFile=$TMP/slurmctld.pid
SlurmdPidFile=$TMP/slurmd.%n.pid
SlurmctldLogFile=$TMP/log/slurmctld
SlurmdLogFile=$TMP/log/slurmd.%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SchedulerParameters=sched_min_interval=0,batch_sched_delay=0
SlurmdTimeout=5
KillWait=2
NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$((base + 1)) CPUs=2
NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$((base + 2)) CPUs=2
PartitionName=all Nodes=n1,n2 Default=YES State=UP
A
SLURM_CONF=$TMP/slurm.conf
export SLURM_CONF

# Ends a process and all that it has started.
end_tree() { # signal pid
	for child in $(cat /proc/"$2"/task/*/children 2>/dev/null); do end_tree "$1" "$child"; done
	kill "-$1" "$2" 2>/dev/null
}
# The steps of a node are no children of its slurmd: they are known by their name.
end_node() { # name
	end_tree KILL "$(cat "slurmd.$1.pid" 2>/dev/null)" 2>/dev/null
	for p in $(pgrep -x slurmstepd); do
		cat "/proc/$p/environ" 2>/dev/null | tr '\0' ' ' | grep -q "SLURM_CONF=$SLURM_CONF" || continue
		ls -l "/proc/$p/fd" 2>/dev/null | grep -q "spool.$1\|log/slurmd.$1" && end_tree KILL "$p"
	done
}
shut() {
	end_node n1
	end_node n2
	[ ! -s slurmctld.pid ] || end_tree KILL "$(cat slurmctld.pid)"
	[ ! -s munged.pid ] || end_tree TERM "$(cat munged.pid)"
	cd / && rm -rf "$TMP"
}
trap shut EXIT

munged --force --key-file="$TMP/munge.key" --socket="$TMP/munge.socket" --pid-file="$TMP/munged.pid" \
	--log-file="$TMP/log/munged" --seed-file="$TMP/munge.seed" 2>log/munged.start
slurmctld -c && slurmd -N n1 && slurmd -N n2
i=0
until [ "$(sinfo -h -t idle -o %D 2>/dev/null)" = 2 ] || [ $i -ge 60 ]; do
	sleep 0.5
	i=$((i + 1))
done
is 'two nodes on this host wait for work' 0 'n1 idle
n2 idle' 'sinfo -h -N -o "%N %t" | sort'
is 'a command runs on each' 0 'n1
n2' 'for n in n1 n2; do srun -Q -w $n -n1 sh -c "echo \$SLURMD_NODENAME"; done'

# ---- FILES files, one node killed in the middle

mkdir data
i=0
while [ $i -lt "$FILES" ]; do
	i=$((i + 1))
	awk -v i=$i 'NR == 1 || NR % (20 + i) == 0' "$DATA/weather.csv" >"data/part$i.csv"
done
cat >run.sh <<'A'
# One run.
VIZ_RUN='srun -Q -n1' vizpipe --each -n 2 -j 4 -o cluster data/*.csv >>run.log 2>&1
A
reports() { find cluster -name report.html 2>/dev/null | wc -l; }
from=$(date +%s)
sh run.sh &
run=$!
until [ "$(reports)" -ge $((FILES / 3)) ] || ! kill -0 $run 2>/dev/null; do sleep 0.2; done
until squeue -h -t running -w n2 | grep -q . || ! kill -0 $run 2>/dev/null; do :; done
end_node n2
scontrol update nodename=n2 state=down reason=killed
made=$(reports)
wait $run
first=$?
echo "# n2 was killed when $made of $FILES reports were there; that run ended with status $first after $(($(date +%s) - from)) s"
ok 'the node was killed in the middle' "[ $made -ge $((FILES / 3)) ] && [ $made -lt $FILES ]"
is 'it is down' 0 n2 'sinfo -h -N -t down -o %N'
i=0
until sh run.sh || [ $((i += 1)) -ge 5 ]; do :; done
echo "# all $(reports) reports were there after $(($(date +%s) - from)) s and $((i + 1)) more runs"
note run.log
is 'run again, every report is there' 0 "$FILES" 'find cluster -name report.html | wc -l'
ok 'the other node went on' 'srun -Q -n1 sh -c "echo \$SLURMD_NODENAME" | grep -qx n1'

from=$(date +%s)
vizpipe --each -n 2 -j 2 -o here data/*.csv >here.log 2>&1
echo "# without Slurm: $(($(date +%s) - from)) s"
is 'nothing is lost: the same bytes as without Slurm' 0 '' 'diff -r -x stages here cluster'
is 'and nothing half made is left' 0 '' 'find cluster -name "*.new" -o -name "*.failed"'
done_testing
