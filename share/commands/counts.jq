# What became of the charts: "CHARTS TABLES FAILED ERRORS DRIFTED", from a stream.
reduce inputs as $l ([0, 0, 0, 0, 0];
	if $l.kind == "error" then .[3] += 1
	elif $l.kind != "chart" then .
	elif $l.figure.ok then .[0] += 1
	elif ($l.table.ok and $l.vet.ok and $l.code.ok) then .[1] += 1
	else .[2] += 1
		| if any($l.vet.findings[]?; .rule | startswith("drift.")) then .[4] += 1 else . end
	end)
| map(tostring) | join(" ")
