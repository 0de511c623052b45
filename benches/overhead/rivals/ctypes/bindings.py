"""The C functions with their types, and classes around them."""

import types
from ctypes import CDLL, CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_double, c_int, c_void_p


class Point(Structure):
    """The struct itself."""

    _fields_ = [("x", c_double), ("y", c_double)]


class Color(Structure):
    """The struct itself."""

    _fields_ = [("code", c_int)]


CALLBACK = CFUNCTYPE(c_int, c_int)

# result, arguments
SIGNATURES = {
    "mc_new": (c_void_p, c_int),
    "mc_new_derived": (c_void_p, c_int),
    "mc_delete": (None, c_void_p),
    "mc_MyFunc": (None, c_void_p),
    "mc_add": (c_int, c_void_p, c_int),
    "mc_mul": (c_double, c_void_p, c_double, c_double),
    "mc_sum5": (c_int, c_void_p, c_int, c_int, c_int, c_int, c_int),
    "mc_add5": (c_int, c_void_p, c_int, c_int, c_int, c_int, c_int),
    "mc_scaled": (c_int, c_void_p, c_int, c_int),
    "mc_inline_get": (c_int, c_void_p),
    "mc_virt": (c_int, c_void_p, c_int),
    "mc_stat": (c_int, c_int),
    "mc_overl_int": (c_int, c_void_p, c_int),
    "mc_overl_double": (c_double, c_void_p, c_double),
    "mc_overl_str": (c_int, c_void_p, c_char_p),
    "mc_pick_bool": (c_int, c_void_p, c_int),
    "mc_pick_int": (c_int, c_void_p, c_int),
    "mc_pick_double": (c_int, c_void_p, c_double),
    "mc_pick_str": (c_int, c_void_p, c_char_p),
    "mc_pick_point": (c_int, c_void_p, POINTER(Point)),
    "mc_pick_color": (c_int, c_void_p, POINTER(Color)),
    "mc_pick_object": (c_int, c_void_p, c_void_p),
    "mc_name": (c_char_p, c_void_p),
    "mc_label": (c_void_p, c_void_p),
    "mc_free": (None, c_void_p),
    "mc_set_name": (None, c_void_p, c_char_p),
    "mc_self": (c_void_p, c_void_p),
    "mc_take": (c_int, c_void_p, c_void_p),
    "mc_middle": (Point, c_void_p),
    "mc_total": (c_int, c_void_p, POINTER(c_int), c_int),
    "mc_numbers": (None, c_void_p, c_int, POINTER(c_int)),
    "mc_apply": (c_int, c_void_p, CALLBACK, c_int),
    "mc_fail": (c_int, c_void_p, c_int, POINTER(c_int)),
    "mc_error": (c_char_p,),
    "mc_get_count": (c_int, c_void_p),
    "mc_set_count": (None, c_void_p, c_int),
    "mc_get_weight": (c_double, c_void_p),
    "mc_set_weight": (None, c_void_p, c_double),
    "mc_free_add": (c_int, c_int, c_int),
    "mc_free_dbl": (c_double, c_double),
}


def bind(path):
    """The library's names, over the shared library at this path."""
    library = CDLL(path)
    for name, (result, *arguments) in SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments

    class MyClass:
        """A handle of a C++ object, which it may own."""

        __slots__ = ("_handle", "_owned")
        _make = library.mc_new

        def __init__(self, count=0):
            self._handle = self._make(count)
            self._owned = True

        def __del__(self, delete=library.mc_delete):
            if self._owned:
                delete(self._handle)

        def MyFunc(self):
            library.mc_MyFunc(self._handle)

        def add(self, number):
            return library.mc_add(self._handle, number)

        def mul(self, left, right):
            return library.mc_mul(self._handle, left, right)

        def sum5(self, a, b, c, d, e):
            return library.mc_sum5(self._handle, a, b, c, d, e)

        def add5(self, a, b, c, d, e):
            return library.mc_add5(self._handle, a, b, c, d, e)

        def scaled(self, number, factor=2):
            return library.mc_scaled(self._handle, number, factor)

        def inline_get(self):
            return library.mc_inline_get(self._handle)

        def virt(self, number):
            return library.mc_virt(self._handle, number)

        @staticmethod
        def stat(number):
            return library.mc_stat(number)

        def overl(self, value):
            if isinstance(value, int):
                return library.mc_overl_int(self._handle, value)
            if isinstance(value, float):
                return library.mc_overl_double(self._handle, value)
            return library.mc_overl_str(self._handle, value.encode())

        def pick(self, value):
            if isinstance(value, bool):
                return library.mc_pick_bool(self._handle, value)
            if isinstance(value, int):
                return library.mc_pick_int(self._handle, value)
            if isinstance(value, float):
                return library.mc_pick_double(self._handle, value)
            if isinstance(value, str):
                return library.mc_pick_str(self._handle, value.encode())
            if isinstance(value, Point):
                return library.mc_pick_point(self._handle, byref(value))
            if isinstance(value, Color):
                return library.mc_pick_color(self._handle, byref(value))
            return library.mc_pick_object(self._handle, value._handle)

        def name(self):
            return library.mc_name(self._handle).decode()

        def label(self):
            text = library.mc_label(self._handle)
            try:
                return c_char_p(text).value.decode()
            finally:
                library.mc_free(text)

        def set_name(self, text):
            library.mc_set_name(self._handle, text.encode())

        def itself(self):
            other = MyClass.__new__(MyClass)
            other._handle = library.mc_self(self._handle)
            other._owned = False
            return other

        def take(self, other):
            return library.mc_take(self._handle, other._handle)

        def middle(self):
            return library.mc_middle(self._handle)

        def total(self, numbers):
            return library.mc_total(self._handle, (c_int * len(numbers))(*numbers), len(numbers))

        def numbers(self, size):
            result = (c_int * size)()
            library.mc_numbers(self._handle, size, result)
            return list(result)

        def apply(self, function, times):
            return library.mc_apply(self._handle, CALLBACK(function), times)

        def fail(self, number):
            result = c_int()
            if library.mc_fail(self._handle, number, byref(result)):
                raise RuntimeError(library.mc_error().decode())
            return result.value

        @property
        def count(self):
            return library.mc_get_count(self._handle)

        @count.setter
        def count(self, value):
            library.mc_set_count(self._handle, value)

        @property
        def weight(self):
            return library.mc_get_weight(self._handle)

        @weight.setter
        def weight(self, value):
            library.mc_set_weight(self._handle, value)

    class Derived(MyClass):
        """Made otherwise, used alike."""

        __slots__ = ()
        _make = library.mc_new_derived

    return types.SimpleNamespace(
        MyClass=MyClass, Derived=Derived, Point=Point, Color=Color, free_add=library.mc_free_add, free_dbl=library.mc_free_dbl
    )
