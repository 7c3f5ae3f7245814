#!/bin/sh
# deb.sh PACKAGE: does the Debian package install, run for an ordinary user with
# its files read-only, and go without a trace?  Tried in a fresh Debian, made by
# debootstrap, with namespaces of its own (TAP on stdout).  Root only: it makes
# a system.  DEB_BASE names a folder that debootstrap filled before.
set -u
ROOT=$(cd "$(dirname "$0")/.." && pwd)
deb=$(readlink -f "$1") && [ -f "$deb" ] || { echo "usage: deb.sh PACKAGE" >&2 && exit 2; }
[ "$(id -u)" = 0 ] || { echo "deb.sh: root is wanted to make a system: run it by sudo" >&2 && exit 3; }
for p in debootstrap unshare setpriv; do
	command -v $p >/dev/null || { echo "deb.sh: $p is not installed: apt-get install debootstrap util-linux" >&2 && exit 3; }
done
tmp=$(mktemp -d "${TMPDIR:-/var/tmp}/vizdeb.XXXXXX") || exit 3
trap 'rm -rf --one-file-system "$tmp"' EXIT
trap 'exit 130' INT TERM

new=$tmp/root
if [ -n "${DEB_BASE-}" ]; then
	cp -a "$DEB_BASE" "$new"
else
	debootstrap --variant=minbase bookworm "$new" http://deb.debian.org/debian >"$tmp/log" 2>&1 || {
		tail -n 5 "$tmp/log" >&2
		echo "deb.sh: debootstrap failed: see above, and check the network" >&2
		exit 3
	}
fi
cp /etc/resolv.conf "$new/etc/resolv.conf"
cp "$deb" "$new/package.deb"
mkdir "$new/data"
cp "$ROOT"/tests/data/*.csv "$new/data"
chmod -R a+rX "$new/data"
dpkg-deb --fsys-tarfile "$deb" | tar t | sed 's,^\.,,; /\/$/d' >"$new/package.files"
dpkg-deb -f "$deb" Version >"$new/package.version"

# ---- inside

cat >"$new/inside.sh" <<'E'
n=0
ok() { # NAME COMMAND
	n=$((n + 1))
	if sh -c "$2" >/got 2>&1; then echo "ok $n - $1"; else
		echo "not ok $n - $1"
		echo "# $2"
		tail -n 20 /got | sed 's/^/# /'
	fi
}
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
PATH=/usr/sbin:/usr/bin:/sbin:/bin
apt-get update -qq >/got 2>&1 || { cat /got; echo "Bail out! no package lists: check the network"; exit 3; }
ok 'it installs, with what it depends on' 'apt-get install -y --no-install-recommends /package.deb'
ok 'dpkg finds nothing wrong' '[ -z "$(dpkg --audit; dpkg --verify vizpipe)" ]'
useradd -m ann
# What the package brought can be read, and nothing else.
mount --bind /usr /usr && mount -o remount,bind,ro /usr || echo 'Bail out! /usr cannot be made read-only'
ok 'its files are read-only' '! touch /usr/share/vizpipe/vizpipe.mk 2>/dev/null && [ "$(wc -l </package.files)" -gt 100 ]'
as_ann() { printf 'cd /home/ann && exec setpriv --reuid ann --regid ann --clear-groups --inh-caps=-all env -i HOME=/home/ann PATH=/usr/bin:/bin %s' "$1"; }
ok 'an ordinary user gets a report' "[ \"\$($(as_ann 'vizpipe /data/weather.csv'))\" = '5 charts: weather.report/report.html' ]"
ok 'the report and its charts are there' 'cd /home/ann/weather.report && [ -s report.html ] && [ "$(ls chart_?.svg chart_?.png | wc -l)" = 10 ] && grep -q "<svg" chart_1.svg'
for f in /data/*.csv; do
	ok "a question of $f" "$(as_ann "vizpipe ask $f 'how many rows'")"
done
ok 'doctor is content' "$(as_ann 'vizpipe doctor')"
ok 'the jail holds for an ordinary user' "$(as_ann 'jailrun --self-test')"
ok 'the kept charts are drawn again' "$(as_ann 'sh -c "vizpipe --save kept /data/weather.csv && vizpipe --charts kept -o again /data/weather.csv"')"
ok 'a Makefile of ones own includes vizpipe.mk' "$(as_ann 'sh -c "cp /data/weather.csv . && printf '\''include \$(shell vizpipe --mk)\nall: weather.report\n'\'' >Makefile && make -s"')"
for p in $(sed -n 's,^/usr/bin/,,p' /package.files); do
	ok "$p --version is the package's" "$(as_ann "$p --version") | grep -q \" \$(sed 's/[+.]/[&]/g' /package.version)\$\""
done
ok 'no file of the package was written to' '[ -z "$(dpkg --verify vizpipe)" ]'
umount -l /usr
cp /home/ann/weather.report/chart_1.png /picture.png
userdel -r ann 2>/dev/null
ok 'it is purged' 'apt-get purge -y vizpipe'
ok 'and no file of it is left' 'while read -r f; do [ ! -e "$f" ] && [ ! -L "$f" ] || echo "$f"; done </package.files | { ! grep .; }'
ok 'and so is what came for it' 'apt-get purge -y --autoremove'
ok 'and nothing of its name is left' '! find / -xdev \( -path /proc -o -path /sys -o -path /var/log \) -prune -o -iname "*vizpipe*" -print | grep .'
echo "1..$n"
E
# The jail needs a root of its own: a user namespace cannot be made in a chroot.
cat >"$tmp/enter.sh" <<'E'
set -e
mount --make-rprivate /
mount --bind "$1" "$1"
cd "$1"
mount -t proc proc proc
mount --rbind /dev dev
mkdir -p old
pivot_root . old
umount -l old
rmdir old
exec sh /inside.sh
E
unshare --mount --pid --fork --kill-child --uts --ipc sh "$tmp/enter.sh" "$new" >"$tmp/tap" 2>"$tmp/err"
status=$?
cat "$tmp/tap"
[ $status = 0 ] || sed 's/^/# /' "$tmp/err"
[ ! -f "$new/picture.png" ] || cp "$new/picture.png" "$ROOT/.build/deb-check.png"
! grep -q '^not ok\|^Bail out' "$tmp/tap" && grep -q '^1\.\.' "$tmp/tap"
