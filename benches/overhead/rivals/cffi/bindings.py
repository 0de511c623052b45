"""Classes around cffi's compiled functions."""

from _mc_cffi import ffi, lib

free_add = lib.mc_free_add
free_dbl = lib.mc_free_dbl

called = None


@ffi.def_extern()
def mc_called_back(number):
    return called(number)


def Point():
    return ffi.new("mc_point *")


def Color():
    return ffi.new("mc_color *")


POINT, COLOR = ffi.typeof("mc_point *"), ffi.typeof("mc_color *")


class MyClass:
    """A handle of a C++ object, which it may own."""

    __slots__ = ("_handle", "_owned")
    _make = lib.mc_new

    def __init__(self, count=0):
        self._handle = self._make(count)
        self._owned = True

    def __del__(self, delete=lib.mc_delete):
        if self._owned:
            delete(self._handle)

    def MyFunc(self):
        lib.mc_MyFunc(self._handle)

    def add(self, number):
        return lib.mc_add(self._handle, number)

    def mul(self, left, right):
        return lib.mc_mul(self._handle, left, right)

    def sum5(self, a, b, c, d, e):
        return lib.mc_sum5(self._handle, a, b, c, d, e)

    def add5(self, a, b, c, d, e):
        return lib.mc_add5(self._handle, a, b, c, d, e)

    def scaled(self, number, factor=2):
        return lib.mc_scaled(self._handle, number, factor)

    def inline_get(self):
        return lib.mc_inline_get(self._handle)

    def virt(self, number):
        return lib.mc_virt(self._handle, number)

    @staticmethod
    def stat(number):
        return lib.mc_stat(number)

    def overl(self, value):
        if isinstance(value, int):
            return lib.mc_overl_int(self._handle, value)
        if isinstance(value, float):
            return lib.mc_overl_double(self._handle, value)
        return lib.mc_overl_str(self._handle, value.encode())

    def pick(self, value):
        if isinstance(value, bool):
            return lib.mc_pick_bool(self._handle, value)
        if isinstance(value, int):
            return lib.mc_pick_int(self._handle, value)
        if isinstance(value, float):
            return lib.mc_pick_double(self._handle, value)
        if isinstance(value, str):
            return lib.mc_pick_str(self._handle, value.encode())
        if isinstance(value, MyClass):
            return lib.mc_pick_object(self._handle, value._handle)
        if ffi.typeof(value) is POINT:
            return lib.mc_pick_point(self._handle, value)
        return lib.mc_pick_color(self._handle, value)

    def name(self):
        return ffi.string(lib.mc_name(self._handle)).decode()

    def label(self):
        text = lib.mc_label(self._handle)
        try:
            return ffi.string(text).decode()
        finally:
            lib.mc_free(text)

    def set_name(self, text):
        lib.mc_set_name(self._handle, text.encode())

    def itself(self):
        other = MyClass.__new__(MyClass)
        other._handle = lib.mc_self(self._handle)
        other._owned = False
        return other

    def take(self, other):
        return lib.mc_take(self._handle, other._handle)

    def middle(self):
        return lib.mc_middle(self._handle)

    def total(self, numbers):
        return lib.mc_total(self._handle, numbers, len(numbers))

    def numbers(self, size):
        result = ffi.new("int[]", size)
        lib.mc_numbers(self._handle, size, result)
        return ffi.unpack(result, size)

    def apply(self, function, times):
        global called
        called = function
        return lib.mc_apply(self._handle, lib.mc_called_back, times)

    def fail(self, number):
        result = ffi.new("int *")
        if lib.mc_fail(self._handle, number, result):
            raise RuntimeError(ffi.string(lib.mc_error()).decode())
        return result[0]

    @property
    def count(self):
        return lib.mc_get_count(self._handle)

    @count.setter
    def count(self, value):
        lib.mc_set_count(self._handle, value)

    @property
    def weight(self):
        return lib.mc_get_weight(self._handle)

    @weight.setter
    def weight(self, value):
        lib.mc_set_weight(self._handle, value)


class Derived(MyClass):
    """Made otherwise, used alike."""

    __slots__ = ()
    _make = lib.mc_new_derived
