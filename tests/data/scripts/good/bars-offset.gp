set boxwidth 0.3 absolute
plot DATA u ($0-0.15):3 every ::::5 w boxes fs solid fc rgb "#55a868" t "A", '' u ($0+0.15):4:xtic(2) every ::::5 w boxes fs solid fc rgb "#c44e52" t "B"
