"""Task: symbolic expand, diff, series, solve linear system, substitute, matrix determinant. The Python version of task.cpp."""

import sys

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs.gbl import GiNaC  # noqa: E402
from cppyy_rs.gbl.GiNaC import evalf, ex_to, expand, factor, gcd, is_a, lsolve, lst, matrix, numeric, pow, sin, symbol  # noqa: E402

x, y = symbol("x"), symbol("y")
e = pow(x + y, 3)
print(e.expand().coeff(x, 2), e.diff(x).subs(x == 2).subs(y == 1))
s = GiNaC.series_to_poly(sin(x).series(x == 0, 7))
print(s.coeff(x, 5), s.degree(x))
eqs, vars = lst([3 * x + y == 5, x - y == -1]), lst([x, y])
print(lsolve(eqs, vars))
m = matrix(2, 2)
m.set(0, 0, x)
m.set(0, 1, 2)
m.set(1, 0, 3)
m.set(1, 1, x)
print(m.determinant())
print(factor(expand(pow(x, 2) - 1)).nops(), evalf(GiNaC.Pi), gcd(expand((x + 1) * (x + 2)), expand((x + 1) * (x - 3))))
print(ex_to[numeric](pow(numeric(2), numeric(100))), int(is_a[symbol](GiNaC.ex(x))))
