"""Eigen's matrices to and from NumPy, as Debian's package has them; what matrices are to Python, test_matrices.py tells.

Of Eigen itself, only what a library with matrices in its functions names is bound: all its expression templates would
take the C++ compiler minutes.
"""

import pathlib

import numpy
import pytest

import cppyy_rs
import dictionaries

pytestmark = pytest.mark.real

HERE = pathlib.Path(__file__).parent / "real_libraries" / "eigen"

# All but Matrix, Map, Ref and PlainObjectBase.
EXPRESSIONS = (
    "Eigen::(Array|Block|Coeffwise|CommaInitializer|Cwise|Dense|Diagonal|ForceAligned|Homogeneous|Householder|Indexed|"
    "InnerStride|Inverse|MapBase|MatrixBase|NestByValue|NoAlias|OuterStride|Partial|Permutation|Product|RefBase|Replicate|"
    "Reshaped|Reverse|Select|SelfAdjoint|Solve|Stride|Transpose|Triangular|VectorBlock|Vectorwise|WithFormat|internal).*"
)


@pytest.fixture(scope="module")
def matrices():
    header = pathlib.Path("/usr/include/eigen3/Eigen/Core")
    if not header.exists():
        pytest.skip("libeigen3-dev is not installed")
    sources = [HERE / "matrices.hpp", HERE / "matrices.cpp"]
    arguments = [*sources, "-I/usr/include/eigen3", f"--blocklist-type={EXPRESSIONS}"]
    folder = dictionaries.build("matrices-of-eigen", arguments, [*sources, header])
    cppyy_rs.load_lib(str(folder / "libmatricesDict.so"))
    return cppyy_rs.gbl.matrices


def test_results_and_members_are_arrays_of_their_memory(matrices):
    table = matrices.table(2, 3)
    view = numpy.asarray(table)
    assert view.tolist() == [[0, 1, 2], [3, 4, 5]] and view.strides == (8, 16) and not view.flags.owndata
    view[1, 2] = 50
    assert matrices.total(table) == 60
    assert numpy.asarray(matrices.column(4)).tolist() == [0, 1, 2, 3]
    assert numpy.asarray(matrices.unit()).tolist() == numpy.eye(3).tolist()
    body = matrices.Body()
    numpy.asarray(body.place)[:] = [1, 2, 3]
    assert numpy.array(body.place).tolist() == [1, 2, 3] and numpy.asarray(body.shape).shape == (0, 0)
    body.shape, body.place = numpy.ones((2, 2)), [4, 5, 6]
    assert numpy.array(body.shape).tolist() == [[1, 1]] * 2 and numpy.array(body.place).tolist() == [4, 5, 6]


def test_arrays_are_copied_into_matrices(matrices):
    assert matrices.total(numpy.arange(6.0).reshape(2, 3)) == 15 and matrices.total([[1, 2], [3, 4]]) == 10
    assert matrices.last(numpy.arange(3.0)) == 2
    with pytest.raises(ValueError, match=r"shape \(size,\) is expected, not \(2, 3\)"):
        matrices.last(numpy.ones((2, 3)))


def test_refs_and_maps_show_the_arrays_memory(matrices):
    array = numpy.ones((2, 3), order="F")
    matrices.scale(array, 3.0)
    assert array.tolist() == [[3, 3, 3]] * 2
    matrices.fill(array, 2.0)
    assert array.tolist() == [[2, 2, 2]] * 2
    part = numpy.ones((4, 3), order="F")
    matrices.scale(part[:2], 5.0)
    assert part[:, 0].tolist() == [5, 5, 1, 1]
    assert matrices.trace(array) == 4 and matrices.trace(numpy.arange(9.0).reshape(3, 3)) == 12
    table = matrices.table(2, 2)
    matrices.scale(table, 2.0)
    assert matrices.total(table) == 12
    with pytest.raises(TypeError, match="asfortranarray"):
        matrices.scale(numpy.ones((2, 3)), 2.0)
