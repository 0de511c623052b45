"""What users call: cppyy's functions for C++ at run time (https://cppyy.readthedocs.io, "Top-level" page)."""

import itertools
import warnings

from .. import _loading, _runtime
from .._runtime import gbl
from . import frozen, session
from .errors import Failed, Missing

# The names that diagnostics call pieces of text by.
_numbers = itertools.count(1)


def cppdef(source):
    """Compiles declarations in the global namespace; what they declare is in `gbl` at once, and later code sees it.

    True where it compiles. Raises SyntaxError with the compiler's words and places where it does not, and leaves nothing behind
    then; the compiler's warnings are SyntaxWarnings. RuntimeError where no generator or no compiler is there.
    """
    made = _compile("Failed to parse the given C++ code\n", session.declare, _text(source), f"cppdef_{next(_numbers)}")
    _warn(made)
    return True


def cppexec(statements):
    """Runs statements in the global namespace; what they declare stays. The last semicolon may be left out.

    True where they ran. Raises SyntaxError as `cppdef` does; exceptions of the statements come as they come from calls.
    """
    name = f"cppexec_{next(_numbers)}"
    failure = "Failed to parse the given C++ code\n"
    divided = _compile(failure, session.divide, _text(statements), name)
    _warn(divided)
    for source, function in divided.parts:
        # What there is to warn of has been told, with places in the whole text.
        _compile(failure, session.declare, source, name, function is None)
        if function is not None:
            getattr(gbl.cppbind_run, function)()
    return True


def include(header):
    """Includes a header: binds what it declares, for `gbl` and for later C++. True, or ImportError with the compiler's words."""
    if _text(header) in _loading.STANDARD_HEADERS:
        session.include_standard(header)
        return True
    if _loading.is_bound(header):
        return True
    return _include(header, False)


def c_include(header):
    """Includes a header of C, as inside `extern "C" { }`. True, or ImportError with the compiler's words."""
    return _include(_text(header), True)


def _include(header, c):
    try:
        made = session.include(header, c)
    except Missing as missing:
        raise ImportError(f'no loaded dictionary was made from "{header}", and it cannot be made now: {missing}') from None
    except Failed as failed:
        text = failed.text
        if failed.cause == "header":
            # As compilers word it; the generator tells where it has searched.
            text = f"fatal error: '{header}' file not found\n{text}"
        raise _os_error(failed) or ImportError(f'Failed to load header file "{header}"\n{text}') from None
    _warn(made, 4)
    return True


def macro(name):
    """The value of a macro; ValueError where it has none that C++ can evaluate."""
    try:
        return getattr(gbl, _text(name))
    except AttributeError:
        pass
    if not name.isidentifier():
        raise ValueError(f"{name!r} is no name of a macro")
    source = f"namespace cppbind_macros {{ const auto value_of_{name} = ({name}); }}"
    try:
        session.declare(source, name, keep=False)
    except Missing as missing:
        raise ValueError(f"no loaded dictionary knows a value of macro {name!r}, and {missing}") from None
    except Failed as failed:
        raise _os_error(failed) or ValueError(f"{name!r} has no value that C++ can evaluate:\n{failed.text}") from None
    return getattr(gbl.cppbind_macros, f"value_of_{name}")


def prebuild(*specialisations):
    """Compiles specialisations of class templates ("std::vector<MyStruct>") in one go, where one by one would take as long each.

    True, or TypeError with the compiler's reason for the first one that there cannot be; RuntimeError where no generator is there.
    """
    try:
        session.instantiate([_text(specialisation) for specialisation in specialisations])
    except Missing as missing:
        raise RuntimeError(str(missing)) from None
    except Failed as failed:
        raise _os_error(failed) or TypeError(failed.text) from None
    return True


def load_frozen(directory):
    """Looks for results of C++ at run time in a directory that `cppbind freeze` has written. One that is named like the script
    and lies beside it (`app.frozen` beside `app.py`), or that CPPYY_RS_FROZEN names, is known without.

    True, or RuntimeError with what is wrong with the directory.
    """
    try:
        frozen.add(directory)
    except frozen.Unusable as reason:
        raise RuntimeError(str(reason)) from None
    return True


def _compile(failure, work, *arguments):
    """Does some work of the session; its errors are SyntaxErrors."""
    try:
        return work(*arguments)
    except Missing as missing:
        raise RuntimeError(str(missing)) from None
    except Failed as failed:
        raise _os_error(failed) or SyntaxError(failure + failed.text) from None


def _os_error(failed):
    """The error for what is not the C++'s fault."""
    if failed.cause == "file":
        return OSError(f"C++ at run time: {failed.text} (CPPBIND_CACHE names another place for the cache, TMPDIR for temporary files)")
    if failed.cause == "link":
        return ImportError(f"what was compiled cannot be linked:\n{failed.text}")
    if failed.cause == "tool":
        return RuntimeError(f"C++ at run time: {failed.text}")
    return None


def _text(given):
    """C++ as it is given: TypeError for what is no text, ValueError for text that no file can hold."""
    if not isinstance(given, str):
        raise TypeError(f"C++ is given as str, not {type(given).__name__}")
    given.encode()
    return given


def _warn(made, level=3):
    for text in made.warnings:
        warnings.warn(text.rstrip(), SyntaxWarning, stacklevel=level)

