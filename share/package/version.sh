#!/bin/sh
# version.sh [version|time|who]: what this tree is.  In a clone git tells: the
# last tag and what is beyond it, or without a tag the commit's day and name.  In
# an archive that "git archive" made (a forge's tarball, too) share/package/archived was
# filled in.  A file VERSION beside the Makefile, for trees without either, holds
# the version alone.
cd "$(dirname "$0")/../.." || exit 2
read -r archived <share/package/archived
case $archived in
'$Format'*) hash='' epoch=0 who='' ;;
*)
	hash=${archived%% *} who=${archived#* * }
	epoch=${archived#* } epoch=${epoch%% *}
	;;
esac
# Only this tree's own repository, not one that it lies in.
if [ -e .git ] && hash=$(git rev-parse --short HEAD 2>/dev/null); then
	epoch=$(git log -1 --format=%ct)
	who=$(git log -1 --format='%cn <%ce>')
	tag=$(git describe --tags --dirty=.changed 2>/dev/null | sed 's/^v//; s/-\([0-9]*\)-g/+\1.g/')
	changed=$(git describe --always --dirty=.changed | sed -n 's/.*\(.changed\)$/\1/p')
fi
case ${1:-version} in
version)
	if [ -s VERSION ]; then
		head -n 1 VERSION
	elif [ -n "${tag-}" ]; then
		echo "$tag"
	elif [ -n "$hash" ]; then
		echo "0.$(date -u -d "@$epoch" +%Y%m%d.%H%M)+g$hash${changed-}"
	else
		echo 0.unknown
	fi
	;;
time) echo "$epoch" ;;
who) echo "${who:-nobody <nobody@localhost>}" ;;
*) echo "usage: version.sh [version|time|who]" >&2 && exit 2 ;;
esac
