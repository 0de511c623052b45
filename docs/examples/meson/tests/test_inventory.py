import pytest

import inventory


def test_a_store():
    stock = inventory.Stock()
    stock.put("bolt", 5)
    stock.take("bolt", 2)
    assert dict(stock.articles().items()) == {"bolt": 3}


def test_errors_of_cpp_are_errors_of_python():
    with pytest.raises(IndexError, match="fewer of nut"):
        inventory.Stock().take("nut", 1)
