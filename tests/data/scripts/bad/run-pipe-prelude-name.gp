# gp.source: a prelude's text as a name
plot X_LABEL
