"""Task: integrate Python functions, a special function with its error, a vector. The Python version of task.cpp."""

import math
import sys

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs import gbl  # noqa: E402

workspace = gbl.gsl_integration_workspace_alloc(1000)
integrate = gbl.gsl_integration_qag
integrate.__returns_out__ = True
function = gbl.gsl_function()
for integrand in (lambda x, parameters: math.exp(-x * x), lambda x, parameters: math.log(1 + x) / (1 + x * x)):
    function.function = integrand
    status, value, error = integrate(function, 0.0, 1.0, 0.0, 1e-10, 1000, gbl.GSL_INTEG_GAUSS61, workspace)
    print("status %d value %.10f small %d intervals %d" % (status, value, error < 1e-9, workspace.size))
gbl.gsl_integration_workspace_free(workspace)

result = gbl.gsl_sf_result()
status = gbl.gsl_sf_bessel_J0_e(5.0, result)
print("status %d J0 %.12f small %d J1 %.12f" % (status, result.val, result.err < 1e-12, gbl.gsl_sf_bessel_J1(5.0)))

vector = gbl.gsl_vector_alloc(4)
for i in range(vector.size):
    gbl.gsl_vector_set(vector, i, (i - 1.5) ** 2)
vector.data[0] += 1
print("size %d stride %d max %.2f at %d" % (vector.size, vector.stride, gbl.gsl_vector_max(vector), gbl.gsl_vector_max_index(vector)))
part = gbl.gsl_vector_subvector(vector, 1, 2)
print(" ".join("%.2f" % gbl.gsl_vector_get(part.vector, i) for i in range(part.vector.size)))
gbl.gsl_vector_free(vector)
