# Why there is no drawing: for each chart that failed and for each error line
# what is wrong, and what to do.
if .kind == "error" then .error
elif .kind == "chart" and .figure.ok != true
then first(.goal, .code, .vet, .table, .run, .figure | objects | select(.ok == false) | .error)
else empty end
| objects | "\(.message): \(.hint // "see the report")"
