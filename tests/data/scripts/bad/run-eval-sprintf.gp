# gp.run: a command made by sprintf
eval sprintf("%s%s", "sys", "tem 'id'")
plot DATA
