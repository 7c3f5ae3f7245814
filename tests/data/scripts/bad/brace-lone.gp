# gp.syntax: a brace that closes nothing
} plot x
