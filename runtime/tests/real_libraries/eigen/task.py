"""Task: fill, solve, eigenvalues, blocks, cross products, a map of foreign memory. The Python version of task.cpp."""

import array
import sys

import cppyy_rs

cppyy_rs.add_include_path(sys.argv[1])
cppyy_rs.include("Eigen/Dense")
from cppyy_rs.gbl import Eigen  # noqa: E402

A, b = Eigen.MatrixXd(4, 4), Eigen.VectorXd(4)
for i in range(4):
    b[i] = i + 1
    for j in range(4):
        A[i, j] = 1.0 / (i + j + 1) + (i == j)
x = Eigen.VectorXd(A.colPivHouseholderQr().solve(b))
y = Eigen.VectorXd(A.ldlt().solve(b))
print("x %.6f %.6f %.6f %.6f same %d det %.6f" % (*x, x.isApprox(y), A.determinant()))
es = Eigen.SelfAdjointEigenSolver[Eigen.MatrixXd](A)
print("ev %.6f %.6f" % (es.eigenvalues()[0], es.eigenvalues()[3]))
B = Eigen.MatrixXd(A.transpose() * A)
C = Eigen.MatrixXd(B.block(0, 0, 2, 2))
print("tr %.6f norm %.6f c %.6f rows %d" % (B.trace(), C.norm(), C[1, 0], C.rows()))
u = Eigen.Vector3d(1, 2, 3)
v = Eigen.Vector3d(u.cross(Eigen.Vector3d.UnitZ()))
print(v.transpose(), "%g" % u.dot(v))
raw = array.array("d", [1, 2, 3, 4, 5, 6])
M = Eigen.Map[Eigen.MatrixXd](raw, 2, 3)
M *= 2
print("map %.0f %.0f" % (raw[5], M[1, 0]))
