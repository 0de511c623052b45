"""The module name ``cppyy``, served by cppyy_rs.

Importing it puts ``cppyy_rs`` itself into ``sys.modules["cppyy"]``: there is one
set of classes and one ``gbl``, whichever name a program uses.
"""

import cppyy_rs

cppyy_rs.install_as_cppyy()
