#!/bin/sh
# gallery.sh [DIR]: every chart type over ordinary and nasty tables, in every
# theme, and small as for a phone, on one page: DIR/index.html (DIR is .build/gallery).
cd "$(dirname "$0")/../.." || exit 2
PATH=$PWD/bin:$PATH
dir=${1:-.build/gallery}
mkdir -p "$dir" || exit 3
jq -nc -f tests/gallery/charts.jq | specvet | csvquery >"$dir/tables.ndjson" || exit 1
{
	cat <<-'E'
		<!DOCTYPE html>
		<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
		<title>vizpipe: gallery</title>
		<style>
		body { margin: 16px; font: 14px/1.4 Inter, system-ui, sans-serif; background: #dfe3e8; color: #1c2128 }
		main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 540px), 1fr)); gap: 12px; align-items: start }
		figure { margin: 0; container-type: inline-size } /* as in a report */
		.narrow { display: none } @container (max-width: 32rem) { .narrow { display: block } .wide:not(:only-of-type) { display: none } }
		.phone { grid-template-columns: repeat(auto-fill, 328px) }
		 figcaption { font-size: 12px } svg { display: block; height: auto; border-radius: 6px }
		</style>
	E
	for theme in share/themes/*.gp phone; do
		name=$(basename "$theme" .gp)
		echo "<h1>$name</h1>"
		set -- --theme "$name"
		[ "$name" = phone ] && set -- --size 360x300
		jailrun "$@" <"$dir/tables.ndjson" | plotrender -j 2 -f svg >"$dir/$name.ndjson"
		# the rules of their colours once, not in each
		jq -rn '[inputs.figure.svg // "" | scan("<style>[^<]*</style>")] | unique[]' "$dir/$name.ndjson"
		echo "<main class=$name>"
		jq -r --arg theme "$name" '
			"<figure><div class=wide>\(.figure.svg // "<p>\(.run.error.message // .figure.error.message // "no drawing" | @html)</p>")</div>"
			+ ((.figure.narrow.svg | strings | "<div class=narrow>\(.)</div>") // "") + "<figcaption>\(.id)</figcaption></figure>"
			| gsub("<style>[^<]*</style>"; "") | gsub("(?<k>[vn])-(?<i>[a-z0-9-]+)-(?<e>title|desc|gpPat)"; "\($theme)-\(.k)-\(.i)-\(.e)")' "$dir/$name.ndjson"
		echo '</main>'
	done
} >"$dir/index.html" || exit 1
echo "$dir/index.html"
