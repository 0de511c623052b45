import pytest

import geometry


def test_a_polygon():
    square = geometry.Polygon([(0, 0), (2, 0), (2, 2), (0, 2)])
    assert (square.area(), square.size(), geometry.name(square)) == (4, 4, "quadrangle")


def test_errors_of_cpp_are_errors_of_python():
    with pytest.raises(ValueError, match="three corners"):
        geometry.Polygon([(0, 0)])
