"""Function pointers whose parameters or results are objects: only a compiler knows how those are passed.

A Python callable becomes one through a *pool*: some functions of the type, compiled together, each of which calls what lies in
its place of a table of `std::function`. A C++ function has an address of its own, which is asked for.
"""

from _blake2 import blake2b

from .._runtime import gbl
from . import session
from .errors import Failed, Missing

# How many functions a pool has. They are small, and where many callables of one type live at once, there is another pool.
_SIZE = 32

_POOL = """
    #include <cstddef>
    #include <functional>
    #include <utility>
    namespace cppbind_pointers {{
    template <class Signature, int number> struct Pool;
    template <class R, class... A, int number> struct Pool<R(A...), number> {{
        using Held = std::function<R(A...)>;
        // Never deleted: C++ may call to the very end.
        static Held* all() {{
            static Held* const held = new Held[{size}];
            return held;
        }}
        template <int place> static R call(A... arguments) {{ return all()[place](std::forward<A>(arguments)...); }}
        template <int... places> static std::size_t address(int place, std::integer_sequence<int, places...>) {{
            static constexpr R (*table[])(A...) = {{&call<places>...}};
            return reinterpret_cast<std::size_t>(table[place]);
        }}
    }};
    inline std::size_t {name}(int place, std::function<{signature}> held) {{
        using Own = Pool<{signature}, {number}>;
        Own::all()[place] = std::move(held);
        return Own::address(place, std::make_integer_sequence<int, {size}>());
    }}
    }}
"""

_ADDRESS = """
    #include <cstddef>
    #include <type_traits>
    namespace cppbind_pointers {{
    inline std::size_t {name}() {{
        return reinterpret_cast<std::size_t>(static_cast<std::add_pointer_t<{signature}>>(&::{function}));
    }}
    }}
"""

# The latest pool of each type, and which of its places is free next.
_pools = {}

# How many pools there are.
_numbers = {}


def of_callable(signature, callable):
    """The address of a function of this type that calls a Python callable from now on."""
    fill, place = _pools.get(signature, (None, _SIZE))
    if place == _SIZE:
        number = _numbers.get(signature, 0)
        fill, place = _declare(_POOL, signature, f"a Python callable as a {signature}", size=_SIZE, number=number), 0
        _numbers[signature] = number + 1
    address = fill(place, callable)
    _pools[signature] = fill, place + 1
    return address


def of_function(signature, function):
    """The address of the C++ function of this name and type."""
    return _declare(_ADDRESS, signature, f"the address of {function} as a {signature}", function=function)()


def _declare(text, signature, what, **parts):
    """The function that a text declares."""
    name = "pointer_" + blake2b(repr((text, signature, parts)).encode(), digest_size=12).hexdigest()
    try:
        session.declare(text.format(name=name, signature=signature, **parts), name, keep=False)
    except Missing as missing:
        raise TypeError(f"{what} is the compiler's to make: {missing}") from None
    except Failed as failed:
        raise TypeError(f"{what} cannot be made: {failed.text}") from None
    return getattr(gbl.cppbind_pointers, name)
