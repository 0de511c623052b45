"""The same classes in Python alone: what a call costs where no C++ is."""

import array
import types

TITLE = "pure Python"
QUICK = True


class Point:
    """A value of two."""

    __slots__ = ("x", "y")

    def __init__(self, x=0.0, y=0.0):
        self.x = x
        self.y = y


class Color:
    """A value of one."""

    __slots__ = ("code",)

    def __init__(self):
        self.code = 0


class MyClass:
    """The library's class, with slots as a careful author has them."""

    __slots__ = ("_name", "count", "weight")

    def __init__(self, count=0):
        self.count = count
        self.weight = 1.5
        self._name = "a name"

    def MyFunc(self):
        self.count += 1

    def add(self, number):
        return number + 3

    def mul(self, left, right):
        return left * right

    def sum5(self, a, b, c, d, e):
        return a + b + c + d + e

    def add5(self, a, b, c, d, e):
        return a + 2 * b + 3 * c + 4 * d + 5 * e

    def scaled(self, number, factor=2):
        return number * factor

    def inline_get(self):
        return self.count

    def virt(self, number):
        return number + 1

    @staticmethod
    def stat(number):
        return number + 2

    def overl(self, value):
        if isinstance(value, int):
            return value + 1
        if isinstance(value, float):
            return value + 0.5
        return len(value)

    def pick(self, value):
        for number, kind in enumerate((bool, int, float, str, Point, Color, MyClass), 1):
            if isinstance(value, kind):
                return number
        raise TypeError(type(value))

    def name(self):
        return self._name

    def label(self):
        return "a label"

    def set_name(self, text):
        self._name = text

    def itself(self):
        return self

    def take(self, other):
        return other.count

    def middle(self):
        return Point(self.weight, 2 * self.weight)

    def total(self, numbers):
        return sum(numbers)

    def numbers(self, size):
        return list(range(size))

    def apply(self, function, times):
        return sum(function(i & 63) for i in range(times))

    def fail(self, number):
        if number > 0:
            raise RuntimeError("it failed")
        return number


class Derived(MyClass):
    """Adds nothing."""

    __slots__ = ()


class Listener:
    """What is told, in a loop of Python."""


def tell_nothing(listener, times):
    return sum(listener.nothing() for _ in range(times))


def tell_number(listener, times):
    return sum(listener.number(i & 63) for i in range(times))


def tell_object(listener, sender, times):
    return sum(listener.object(sender) for _ in range(times))


def free_add(left, right):
    return left + right


def free_dbl(number):
    return number * 2


def series(size):
    """What the vectors of others are measured against where NumPy looks at them."""
    return array.array("d", range(size))


def load(_directory):
    names = (MyClass, Derived, Point, Color, Listener, tell_nothing, tell_number, tell_object, free_add, free_dbl, series)
    return types.SimpleNamespace(**{each.__name__: each for each in names})
