# gp.bidi: an isolate
# ⁦ plot
plot x
