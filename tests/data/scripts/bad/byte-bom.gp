# gp.bidi: a byte order mark
﻿plot x
