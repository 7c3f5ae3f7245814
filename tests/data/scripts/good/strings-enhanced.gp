set title "CO_2 and x^{2} {/Symbol a} {/:Bold bold} {/*1.2 big} a&{xx}b ~a{.6-}"
set xlabel "A@_1^2 {\U+20AC}"
plot x**2 title "x^2"
