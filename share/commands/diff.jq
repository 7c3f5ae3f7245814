# What differs between the charts of $old and $new, in words, a line each:
# charts gone and new, fields of goal and typed chart, plotted numbers that
# differ by more than $tolerance of the larger one.

# A value in words: a list by commas, of an object the values.
def words: if type == "object" then [.[keys[]] | words] | join(" ")
	elif type == "array" and . != [] then map(words) | join(", ")
	elif type == "boolean" then (if . then "yes" else "no" end)
	elif . == null or . == [] then "none" else tostring end;
def show: words | if length > 60 then .[:59] + "…" else . end;

# By id, in the order of their coming.
def charts: reduce (.[] | select(.kind == "chart")) as $c ({}; .[$c.id] = $c);
def name: "\(.id) \"\(.goal.title // .goal.question // "" | show)\"";

def fields($at; $a; $b; $names): $names[] as $n
	| select($a[$n] != $b[$n])
	| "\($at): \($n): \($a[$n] | show) → \($b[$n] | show)";

def differ($a; $b):
	if ($a | type) == "number" and ($b | type) == "number"
	then (($a - $b) | fabs) > $tolerance * ([($a | fabs), ($b | fabs)] | max)
	else $a != $b end;

# What a row is called: its cells that are not numbers.
def called: map(select(type == "string")) | join(", ");

# Numbers with six digits, where they differ in these.
def brief: if type == "number" and . != 0 and (fabs | . > 1e-99 and . < 1e5)
	then pow(10; 5 - (fabs | log10 | floor)) as $p | (. * $p | round) / $p else . end;
def change($a; $b; $x; $y): if $x != $y then "\($x | show) → \($y | show)" else "\($a | show) → \($b | show)" end;

def part($a; $b):
	if ($a | type) == "number" and ($b | type) == "number" and $a != 0
	then " (\(if $b > $a then "+" else "" end)\((($b - $a) / ($a | fabs) * 1000 | round) / 10) %)" else "" end;

# Rows are matched by what they are called and their turn among the same.
def keyed: reduce .[] as $r ({rows: {}, seen: {}};
	($r | called) as $l | (.seen[$l] // 0) as $n | .seen[$l] = $n + 1 | .rows["\($l)#\($n)"] = $r) | .rows;

# How many rows, and what they are called, as far as they are.
def listed($what): if . == [] then empty else
	"\(length) row\(if length > 1 then "s" else "" end) \($what)"
	+ ([.[] | sub("#[0-9]+$"; "") | select(. != "")] | if . == [] then "" else ": " + (join("; ") | show) end) end;

def numbers($at; $a; $b):
	($a.table.rows // [] | keyed) as $x | ($b.table.rows // [] | keyed) as $y
	| [($x | keys_unsorted[]) | select($y[.] == null)] as $gone
	| [($y | keys_unsorted[]) | select($x[.] == null)] as $more
	| [($x | keys_unsorted[]) as $k | select($y[$k] != null)
		| range([($x[$k] | length), ($y[$k] | length)] | max) as $i
		| select(differ($x[$k][$i]; $y[$k][$i]))
		| "\(if ($x[$k] | called) == "" then "" else ($x[$k] | called | show) + " " end)\($b.table.columns[$i].name): \(
			$x[$k][$i] as $from | $y[$k][$i] as $to | change($from; $to; $from | brief; $to | brief) + part($from; $to))"] as $changed
	| (($gone | listed("gone")), ($more | listed("new")) | "\($at): \(.)"),
	  ($changed[:5][] | "\($at): \(.)"),
	  (if ($changed | length) > 5 then "\($at): and \(($changed | length) - 5) more numbers" else empty end);

def failure: first(.goal, .code, .vet, .table | objects | select(.ok == false) | .error.message) // "it was not run";

($old | charts) as $a | ($new | charts) as $b
| (($a | keys_unsorted[]) | select($b[.] == null) | "\($a[.] | name): gone"),
  (($b | keys_unsorted[]) | select($a[.] == null) | "\($b[.] | name): new"),
  (($a | keys_unsorted[]) | select($b[.] != null)
	| $a[.] as $x | $b[.] as $y | ($y | name) as $at
	| fields($at; $x.goal // {}; $y.goal // {}; ["title", "question", "chart", "datasets", "x", "y", "series", "facet", "aggregate", "time_unit", "bin", "filter", "sort", "limit"]),
	  fields($at; $x.code.chart // {}; $y.code.chart // {};
		[($x.code.chart // {}), ($y.code.chart // {}) | keys[]] | unique - ["x", "y", "series", "facet"]),
	  (if $x.code.sql != $y.code.sql then "\($at): sql: \($x.code.sql | show) → \($y.code.sql | show)" else empty end),
	  (if $x.code.gnuplot != $y.code.gnuplot then "\($at): its script changed" else empty end),
	  (if ($x.table.ok and $y.table.ok) then numbers($at; $x; $y)
	   elif $x.table.ok then "\($at): it has no numbers any more: \($y | failure)"
	   elif $y.table.ok then "\($at): it has numbers now, which it had not: \($x | failure)" else empty end))
