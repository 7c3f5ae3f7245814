#!/bin/sh
# plotrender: a drawing leaves it safe, described, and the same each time.
. "$(dirname "$0")/../lib.sh"

shared_checks plotrender figure
like 'help is on stdout, status 0' 0 '^usage: plotrender' 'plotrender --help 2>/dev/null'
like 'a format that is none is status 2' 2 'usage' 'plotrender -f gif </dev/null'
like 'a size that is none is status 2' 2 'usage' 'plotrender -s big </dev/null'

# A stream whose run was drawn by somebody else: svg [PLOT] on stdin, SVG in $1.
VALUES="SELECT column1 AS x, column2 AS y FROM (VALUES ('a',1.5),('b',2))"
jq -nc --arg sql "$VALUES" '{kind:"chart",id:"c 1",goal:{ok:true,title:"A & B",datasets:[]},
	code:{ok:true,level:"typed",sql:$sql,chart:{type:"bar",x:"x",y:"y",y_unit:"$"},gnuplot:null}}' |
	specvet | csvquery >table
drawn() { # SVG
	jailrun <"$TMP/table" | jq -c --arg svg "$1" '.run.svg = $svg'
}
if ! jailrun -- true 2>why; then
	skip 'all that needs a drawing' "$(cat why)"
	done_testing
	exit
fi

H='<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50">'
figure() { # BODY: the rebuilt drawing's marks
	drawn "$H$1</svg>" | plotrender -f svg | jq -r '.figure.svg // .figure.error.message
		| sub("^.*</desc>(<style>[^<]*</style>)?"; "") | rtrimstr("</svg>")'
}
refused() { # SVG
	drawn "$1" | plotrender -f svg | jq -r '.figure.error.code'
}
same() { # NAME BODY WANT
	figure "$2" >got.mark
	printf '%s\n' "$3" | cmp -s - got.mark
	report $? "$1"
	cmp -s got.mark - <<-E || note got.mark
		$3
	E
}

# ---- what must not come through

same 'script goes' '<script>alert(1)</script><rect width="5" height="5"/>' '<rect width="5" height="5"/>'
same 'foreignObject goes, with all in it' '<foreignObject><rect width="1" height="1"/></foreignObject>' ''
same 'event attributes go' '<rect width="5" height="5" onload="x()" onclick="y()"/>' '<rect width="5" height="5"/>'
same 'links go' '<a xlink:href="https://example.org/"><rect width="5" height="5"/></a>' ''
same 'references to elsewhere go' '<use xlink:href="https://example.org/a#b"/><image width="1" height="1" xlink:href="file:///etc/passwd"/>' '<use/><image width="1" height="1"/>'
same 'pictures that are no PNG go' '<image width="1" height="1" xlink:href="data:text/html;base64,AAAA"/>' '<image width="1" height="1"/>'
same 'url() to elsewhere goes' '<rect width="5" height="5" fill="url(https://example.org/)" filter="url(x)"/>' '<rect width="5" height="5"/>'
same 'style is read for what it may say' '<path d="M0,0 L5,5" style="fill:none;stroke:red;background:url(x)"/>' '<path d="M0 0L5 5" fill="none" stroke="red"/>'
same 'animation and metadata go' '<animate attributeName="x"/><metadata>x</metadata><title>t</title>' ''
same 'text stays text' '<text x="1" y="2">&lt;b&gt; &amp; "q"</text>' '<text x="1" y="2">&lt;b&gt; &amp; &quot;q&quot;</text>'
same 'numbers beyond measure go' '<rect width="1e300" height="5" x="NaN"/>' '<rect height="5"/>'
same 'ids and references get the chart name' '<defs><pattern id="p" width="4" height="4"><path d="M0,0 L4,4"/></pattern></defs><rect width="5" height="5" fill="url(#p)"/>' \
	'<defs><pattern id="v-c_1-p" width="4" height="4"><path d="M0,0 L4,4"/></pattern></defs><rect width="5" height="5" fill="url(#v-c_1-p)"/>'
report "$([ "$(refused '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&a;</text></svg>')" = figure.svg ]; echo $?)" 'a DTD with entities is refused'
report "$([ "$(refused '<html/>')" = figure.svg ]; echo $?)" 'what is no SVG is refused'
report "$([ "$(refused '<svg viewBox="0 0 9 9">')" = figure.svg ]; echo $?)" 'what is not well-formed is refused'
report "$([ "$(refused '<svg xmlns="http://www.w3.org/2000/svg"/>')" = figure.svg ]; echo $?)" 'what has no size is refused'
deep=$(awk 'BEGIN { for (i = 0; i < 100; i++) printf "<g>"; for (i = 0; i < 100; i++) printf "</g>" }')
report "$([ "$(refused "$H$deep</svg>")" = figure.svg ]; echo $?)" 'what is nested too deeply is refused'
# The caps are lines of share/policy/svg.allow: here small ones.
mkdir -p few/policy
sed 's/^most nodes .*/most nodes 20/; s/^most bytes .*/most bytes 1000/' "$ROOT/share/policy/svg.allow" >few/policy/svg.allow
few() { # BODY
	drawn "$H$1</svg>" | VIZ_SHARE=$TMP/few:${VIZ_SHARE:-$ROOT/share} plotrender -f svg 2>/dev/null | jq -r '.figure.error.message // "drawn"'
}
is 'a drawing within the caps' 0 drawn "echo '$(few '<rect width="5" height="5"/>')'"
is 'one of too many elements is refused' 0 'the drawing cannot be used: too many elements' \
	"echo '$(few "$(awk 'BEGIN { for (i = 0; i < 20; i++) printf "<g/>" }')")'"
is 'one of too many bytes is refused' 0 'the drawing cannot be used: larger than the limit' \
	"echo '$(few "<title>$(awk 'BEGIN { for (i = 0; i < 999; i++) printf "x" }')</title>")'"

# ---- what must be there

jailrun <table | plotrender -f svg,png,png2x,pdf >figures
like 'a role, a title, a description' 0 '<svg [^>]*viewBox="0 0 760 [0-9]+"[^>]* role="img" aria-labelledby="v-c_1-title v-c_1-desc".*<title id="v-c_1-title">A &amp; B</title><desc id="v-c_1-desc">Bar chart: A &amp; B. y by x: 2 values, from \$1.50 \(a\) to \$2 \(b\).</desc>' \
	"jq -r .figure.svg figures"
jq -c 'if .table then .table += {truncated:true, total_rows:2922} | (., (.id = "s" | .table.thinned = true)) else . end' <table |
	jailrun | plotrender -f svg >cut
like 'a description of what was cut says so, and of a sample' 0 ': 2 values, the first of 2,922 rows, from.*: 2 values, an even sample of 2,922 rows, from' \
	"jq -r 'select(.figure).figure.alt' cut | paste -sd' '"
like 'as wide as its place' 0 '^<svg [^>]*viewBox="0 0 760 [0-9]+" width="100%"' "jq -r .figure.svg figures"
like 'the same for a narrow place, with ids of its own' 0 '^<svg [^>]*viewBox="0 0 360 [0-9]+" width="100%"[^>]* aria-labelledby="n-c_1-title n-c_1-desc".*<title id="n-c_1-title">A &amp; B</title>' "jq -r .figure.narrow.svg figures"
ok 'and as safe: a bad one is left out, the wide one stays' \
	"jailrun <table | jq -c '.run.narrow.svg = \"<html/>\"' | plotrender -f svg | jq -e '.figure.ok and .figure.narrow == null'"
like 'colours have classes, the title its group' 0 'class="fill-1".*<g class="title"><text [^>]*class="fill-ink"' 'jq -r .figure.svg figures'
is 'no script, nothing from elsewhere' 0 0 'jq -r .figure.svg figures | grep -cE "<script|style=|href=.http|@import|url\(.?http" || :'
like 'colours are variables, with what they are by day' 0 '^\.look-[0-9a-f]{8}\{.*--c-ink:var\(--viz-ink,#1c2128\)' "jq -r .figure.svg figures | sed 's/.*<style>//'"
like 'and in the dark' 0 '^@media screen and \(prefers-color-scheme:dark\).*--c-ink:var\(--viz-ink,#e9edf1\)' 'jq -r .figure.svg figures'
like 'the drawing has the class that they are for' 0 ok 'jq -r .figure.svg figures | perl -0777 -ne "print qq(ok) if /class=.(look-\w+).*?<style>\.\g1\{/s"'
is 'a theme that is for the dark alone keeps its colours' 0 '0 null' \
	'jailrun --theme dark <table | plotrender -f svg | jq -r "[(.figure.svg | split(\"<style>\") | length - 1), .figure.look] | map(tostring) | join(\" \")"'
is 'colours of one'"'"'s own stay, lighter where they would not show' 0 '[true,true,false] [true,true,true]' \
	'jailrun --palette "#112233,#ffcc00" <table | plotrender -f svg | jq -c ".figure.look | [\"#112233\", .[\"1\"]], [\"#ffcc00\", .[\"2\"]] | [.[0] == .[1][0], (.[1][1] | test(\"^#[0-9a-f]{6}$\")), .[0] == .[1][1]]" | paste -sd" "'
is 'marks know where they are' 0 '{"by":"x","rows":[0,1]}' 'jq -c "{by: .figure.marks.by, rows: [.figure.marks.at[][2]]}" figures'
is 'png and png2x are such pictures' 0 '760 1520' \
	'for k in png png2x; do jq -r ".figure.$k" figures | base64 -d | od -An -tu1 -j16 -N4 | awk "{ print \$3 * 256 + \$4 }"; done | paste -sd" "'
like 'pdf is one' 0 '^%PDF-1' 'jq -r .figure.pdf figures | base64 -d | head -1'
is '-s fits the picture' 0 380 'jailrun <table | plotrender -f png -s 380x9999 | jq -r .figure.png | base64 -d | od -An -tu1 -j16 -N4 | awk "{ print \$3 * 256 + \$4 }"'
ok 'again: the same bytes' 'jailrun <table | plotrender -f svg,png,png2x,pdf >again; jq -cS .figure figures >1; jq -cS .figure again >2; cmp 1 2'
ok 'in workers: the same bytes' 'jailrun <table | plotrender -j 2 -f svg,png,png2x,pdf | jq -cS .figure | cmp - 1'
stays figures plotrender -f svg,png,png2x,pdf
done_testing
