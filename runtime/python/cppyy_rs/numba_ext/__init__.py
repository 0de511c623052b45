"""C++ in functions that Numba compiles: objects, their members and methods, functions and templates in `@njit` code.

    import cppyy_rs.numba_ext

registers the types; numba does it by itself where the package is installed, by its entry point. Compiled code calls the
stubs of dictionaries by their addresses, as the interpreter does, but nothing else of the interpreter:

* `cpp_types`: C++ types as Numba's, and back; `numba_types`: the types that Numba does not have.
* `overloads`: which function a call means; `functions`: functions and classes that compiled code calls.
* `stubs`: the call itself, and what C++ throws.
* `objects`: objects on their way in and out, and who ends them; `members`: their data and methods.
* `pointers`, `containers`: elements.
"""

from . import containers, functions, members, objects, pointers


def _register():
    """What Numba's entry point calls; importing the package has done it all."""
