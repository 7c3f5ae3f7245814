# The report in a real browser.  "make browser" brings what this needs
# (Chromium from Debian, playwright-core from npm); without it, it is skipped.
. "$(dirname "$0")/../lib.sh"

NODE_PATH=${NODE_PATH:-$ROOT/.build/browser/node_modules}
export NODE_PATH
CHROMIUM=$(command -v chromium) || CHROMIUM=
export CHROMIUM
if [ -z "$CHROMIUM" ]; then
	skip 'the report in a browser' 'no chromium: run make browser'
elif ! node -e 'require("playwright-core")' 2>/dev/null; then
	skip 'the report in a browser' 'no playwright-core: run make browser'
else
	jq -nc -f "$DATA/streams/report.jq" | vizreport -o report >/dev/null
	jq -nc -f "$DATA/streams/report.jq" | vizreport --layout dashboard -o dashboard >/dev/null
	jailrun -- true 2>/dev/null && jq -nc -f "$ROOT/tests/gallery/charts.jq" >charts &&
		jq -c 'select(.id | IN("bar", "bar-sideways", "line-many", "area-stacked", "scatter", "pie", "heatmap", "facet-bar", "hours-line"))' charts |
		specvet | csvquery | jailrun | plotrender -f svg | vizreport -o phone >drawn &&
		jq -r 'select(.id == "bar").figure.svg' drawn >bar.svg && jq -r 'select(.id == "heatmap").figure.svg' drawn >heatmap.svg
	node "$ROOT/tests/browser/report.js" "$PWD/report/report.html" "$PWD/dashboard/report.html" $([ -s heatmap.svg ] && echo "$PWD/bar.svg" "$PWD/heatmap.svg" "$PWD/phone/report.html") >tap 2>err
	status=$?
	cat tap
	note err
	checks=$(grep -c -e '^ok' -e '^not ok' tap)
	report $status 'the browser test ran to its end'
fi
done_testing
