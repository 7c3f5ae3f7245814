#!/bin/sh
# deb.sh OUT: the Debian package of this tree, in OUT.  "make
# install" fills a folder; what a package has beside it (control, changelog,
# copyright) is made here, and dpkg-deb packs it.  The same tree gives the same
# bytes: all times are the commit's.
set -eu
cd "$(dirname "$0")/../.."
out=$1
version=$(sh share/package/version.sh)
SOURCE_DATE_EPOCH=$(sh share/package/version.sh time)
who=${DEBEMAIL:+${DEBFULLNAME:-$DEBEMAIL} <$DEBEMAIL>}
who=${who:-$(sh share/package/version.sh who)}
architecture=$(dpkg --print-architecture)
export SOURCE_DATE_EPOCH
root=.build/deb/root
rm -rf .build/deb/root .build/deb/debian
mkdir -p "$out" .build/deb/debian $root/DEBIAN
umask 022

make -s --no-print-directory MODE=deb PREFIX=/usr DESTDIR=$root ZSHDIR=/usr/share/zsh/vendor-completions install >/dev/null
strip --strip-unneeded --remove-section=.comment $root/usr/bin/* 2>/dev/null || : # the scripts are none
find $root/usr/share/man -type f -exec gzip -9n {} +

doc=$root/usr/share/doc/vizpipe
install -D -m 644 share/package/copyright $doc/copyright
{
	printf 'vizpipe (%s) unstable; urgency=medium\n\n' "$version"
	printf '  * Built from this state of the source; its history is in git.\n\n'
	printf ' -- %s  %s\n' "$who" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >$doc/changelog.gz

# The libraries that the programs are linked with, and what they call.
cat >.build/deb/debian/control <<E
Source: vizpipe
Package: vizpipe
Architecture: any
E
programs=$(find $root/usr/bin -type f -exec sh -c 'head -c 4 "$1" | grep -q ELF' sh {} \; -print)
libraries=$(cd .build/deb && dpkg-shlibdeps -O $(printf '../../%s ' $programs) 2>/dev/null | sed 's/^shlibs:Depends=//')
cat >$root/DEBIAN/control <<E
Package: vizpipe
Version: $version
Architecture: $architecture
Maintainer: $who
Installed-Size: $(du -k -s --apparent-size $root/usr | cut -f1)
Depends: $libraries, bubblewrap, gnuplot-nox | gnuplot-qt | gnuplot-x11, fontconfig, fonts-dejavu-core, jq, make
Recommends: fonts-inter, fonts-droid-fallback, fonts-noto-color-emoji
Suggests: chafa, bash-completion
Section: non-free/science
Priority: optional
Description: tables in, charts and a report out
 A pipeline of small filters that reads CSV files, finds out what is in them,
 chooses what to ask, asks it in SQL, draws the answers with gnuplot in a jail,
 and writes a report that opens in any browser.  Rules of its own choose, with
 no key and no network; or a language model does, whose SQL and scripts are
 judged before they run.
 .
 Every stage reads and writes lines of JSON, so that the shell and make compose
 them and any of them can be swapped.
E
(cd $root && find usr -type f -exec md5sum {} + | LC_ALL=C sort -k 2 >DEBIAN/md5sums)
deb=$out/vizpipe_${version}_$architecture.deb
dpkg-deb --root-owner-group --build $root "$deb" >/dev/null
echo "$deb"
