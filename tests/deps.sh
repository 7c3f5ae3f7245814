#!/bin/sh
# deps.sh PACKAGE…: installs the Debian packages that are missing, where we may
# (as root, or by sudo without a password); else prints the command and ends
# with status 3.
missing=
for p in "$@"; do
	case $(dpkg-query -W -f='${Status}' "$p" 2>/dev/null) in
	'install ok installed') ;;
	*) missing="$missing $p" ;;
	esac
done
[ -z "$missing" ] && exit 0

install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
	as=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
	as=sudo
else
	echo "missing packages: run this as root, then make again:" >&2
	echo "  apt-get update && $install" >&2
	exit 3
fi
echo "installing (minutes, the first time):$missing"
export DEBIAN_FRONTEND=noninteractive
# An old package list names files that are gone: refresh it once on failure.
$as $install >/dev/null 2>&1 || { $as apt-get update -qq && $as $install >/dev/null; } || {
	echo "installing failed: mend this by hand, then make again: $as $install" >&2
	exit 3
}
