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
def mechanics():
    header = pathlib.Path("/usr/include/eigen3/Eigen/Core")
    if not header.exists():
        pytest.skip("libeigen3-dev is not installed")
    sources = [HERE / "mechanics.hpp", HERE / "mechanics.cpp"]
    arguments = [*sources, "-I/usr/include/eigen3", f"--blocklist-type={EXPRESSIONS}"]
    folder = dictionaries.build("mechanics", arguments, [*sources, header])
    cppyy_rs.load_lib(str(folder / "libmechanicsDict.so"))
    return cppyy_rs.gbl.mechanics


def test_results_and_members_are_arrays_of_their_memory(mechanics):
    table = mechanics.table(2, 3)
    view = numpy.asarray(table)
    assert view.tolist() == [[0, 1, 2], [3, 4, 5]] and view.strides == (8, 16) and not view.flags.owndata
    view[1, 2] = 50
    assert mechanics.total(table) == 60
    assert numpy.asarray(mechanics.column(4)).tolist() == [0, 1, 2, 3]
    assert numpy.asarray(mechanics.unit()).tolist() == numpy.eye(3).tolist()
    body = mechanics.Body()
    numpy.asarray(body.place)[:] = [1, 2, 3]
    assert numpy.array(body.place).tolist() == [1, 2, 3] and numpy.asarray(body.shape).shape == (0, 0)
    body.shape, body.place = numpy.ones((2, 2)), [4, 5, 6]
    assert numpy.array(body.shape).tolist() == [[1, 1]] * 2 and numpy.array(body.place).tolist() == [4, 5, 6]


def test_arrays_are_copied_into_matrices(mechanics):
    assert mechanics.total(numpy.arange(6.0).reshape(2, 3)) == 15 and mechanics.total([[1, 2], [3, 4]]) == 10
    assert mechanics.last(numpy.arange(3.0)) == 2
    with pytest.raises(ValueError, match=r"shape \(size,\) is expected, not \(2, 3\)"):
        mechanics.last(numpy.ones((2, 3)))


def test_refs_and_maps_show_the_arrays_memory(mechanics):
    array = numpy.ones((2, 3), order="F")
    mechanics.scale(array, 3.0)
    assert array.tolist() == [[3, 3, 3]] * 2
    mechanics.fill(array, 2.0)
    assert array.tolist() == [[2, 2, 2]] * 2
    part = numpy.ones((4, 3), order="F")
    mechanics.scale(part[:2], 5.0)
    assert part[:, 0].tolist() == [5, 5, 1, 1]
    assert mechanics.trace(array) == 4 and mechanics.trace(numpy.arange(9.0).reshape(3, 3)) == 12
    table = mechanics.table(2, 2)
    mechanics.scale(table, 2.0)
    assert mechanics.total(table) == 12
    with pytest.raises(TypeError, match="asfortranarray"):
        mechanics.scale(numpy.ones((2, 3)), 2.0)
