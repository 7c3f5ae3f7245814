# What of a chart is kept, to be drawn again without choosing: a small text.  Of a
# whole stream what was drawn, with the types of what it reads, by which a later
# run over other data tells drift; of a history all that has code.
select(.kind == "chart" and (if has("vet") then .figure.ok == true else .code.ok end))
| {kind, id, goal: (.goal | del(.from, .by)), code: (.code | del(.from, .by, .try, .before, .missed))}
  + (.vet.reads | if . then {vet: {reads: .}} else {} end)
