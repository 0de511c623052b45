"""Methods of `std::complex` proxies that make them numbers: what they compute is Python's `complex`."""

import operator


def _complex(self):
    return complex(_part(self, "__cpp_real"), _part(self, "__cpp_imag"))


def _part(self, name):
    return getattr(self, name)()


def _operand(value):
    return complex(value) if isinstance(value, _classes + (complex, float, int)) else None


# The proxy classes of complex numbers, filled as they are made.
_classes = ()


def _binary(name, compute, reflected):
    def method(self, other):
        other = _operand(other)
        if other is None:
            return NotImplemented
        return compute(other, complex(self)) if reflected else compute(complex(self), other)

    method.__name__ = name
    return method


_OPERATORS = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "truediv": operator.truediv,
    "pow": operator.pow,
}


def pythonize_complex(cls):
    """Makes `std::complex` proxies numbers."""
    global _classes
    _classes += (cls,)
    for part in ("real", "imag"):
        setattr(cls, "__cpp_" + part, vars(cls)[part])

    def setter(part):
        return lambda self, value: _part_set(self, part, value)

    cls.real = property(lambda self: _part(self, "__cpp_real"), setter("real"), doc="The real part.")
    cls.imag = property(lambda self: _part(self, "__cpp_imag"), setter("imag"), doc="The imaginary part.")
    cls.__complex__ = _complex
    cls.__repr__ = lambda self: repr(complex(self))
    cls.__str__ = cls.__repr__
    cls.__hash__ = lambda self: hash(complex(self))
    cls.__eq__ = _binary("__eq__", operator.eq, False)
    cls.__ne__ = _binary("__ne__", operator.ne, False)
    cls.__neg__ = lambda self: -complex(self)
    cls.__pos__ = lambda self: complex(self)
    cls.__abs__ = lambda self: abs(complex(self))
    for name, compute in _OPERATORS.items():
        setattr(cls, f"__{name}__", _binary(f"__{name}__", compute, False))
        setattr(cls, f"__r{name}__", _binary(f"__r{name}__", compute, True))


def _part_set(self, part, value):
    getattr(self, "__cpp_" + part)(value)
