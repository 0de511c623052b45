"""What cppyy offers and this version does not: each says so when it is called."""

from typing import NoReturn


def _needs_run_time_cpp(name: str, instead: str) -> NoReturn:
    raise NotImplementedError(
        f"{name} needs C++ at run time, which this version does not have yet; {instead}"
    )


def cppdef(source: str) -> NoReturn:
    """Compiles declarations in the global scope: not available yet."""
    _needs_run_time_cpp("cppdef", "put the code into a header, run `cppbind gen` on it and load the dictionary")


def cppexec(statement: str) -> NoReturn:
    """Runs statements at global scope: not available yet."""
    _needs_run_time_cpp("cppexec", "put the statement into a function of a header, and call that")


def c_include(header: str) -> NoReturn:
    """Includes a C header: not available yet."""
    _needs_run_time_cpp("c_include", f"run `cppbind gen` on a header with extern \"C\" {{ #include \"{header}\" }}")


def multi(*bases: type) -> NoReturn:
    """A base for Python classes that derive from several C++ classes: not available yet."""
    raise NotImplementedError("multi: Python classes cannot override C++ functions of several bases in this version")
