"""cppyy's own ways: what differs between cppyy_rs under its name and under cppyy's."""

import os
import sys

from . import _loading, _runtime
from ._runtime import gbl

# `-std=` values and the `__cplusplus` that they stand for.
_CPLUSPLUS = {
    "98": 199711,
    "03": 199711,
    "11": 201103,
    "0x": 201103,
    "14": 201402,
    "1y": 201402,
    "17": 201703,
    "1z": 201703,
    "20": 202002,
    "2a": 202002,
    "23": 202302,
    "2b": 202302,
}

# What compilers of this generation speak where no `-std=` says otherwise.
_DEFAULT_CPLUSPLUS = 201703


class Interpreter:
    """Stands in for Cling's `gInterpreter`, as far as programs ask it for what has no name of cppyy's own."""

    def ProcessLine(self, line):
        """Evaluates `__cplusplus;`, from the flags of the dictionaries that are loaded."""
        if line.strip().rstrip(";").strip() != "__cplusplus":
            raise NotImplementedError(
                f"ProcessLine({line!r}): there is no Cling here; cppexec runs statements, and `__cplusplus;` alone has a value"
            )
        standards = [flag[len("-std=") :] for flag in _runtime._flags() if flag.startswith("-std=")]
        values = [_CPLUSPLUS[standard[-2:]] for standard in standards if standard[-2:] in _CPLUSPLUS]
        return max(values, default=_DEFAULT_CPLUSPLUS)

    def CheckClassTemplate(self, name):
        """Tells whether a qualified name is that of a class or alias template."""
        found = gbl
        for part in name.removeprefix("::").split("::"):
            found = getattr(found, part, None)
        return isinstance(found, _runtime._types.Template)

    def Declare(self, source):
        """Compiles declarations, as `cppdef`."""
        from .run_time.api import cppdef

        return cppdef(source)


class Legacy:
    """Stands in for the namespace of cppyy's own back end, as far as programs look into it."""

    @property
    def gDebug(self):
        """What `set_debug` has set."""
        return _loading.debug_level


class Backend:
    """Stands in for cppyy's `_backend`: who owns objects."""

    # The values of `__mempolicy__`, too.
    kMemoryHeuristics = 1
    kMemoryStrict = 2

    @classmethod
    def SetMemoryPolicy(cls, policy):
        """Chooses who owns what is passed by pointer: C++ from then on, or whoever has owned it; the former policy."""
        if policy not in (cls.kMemoryHeuristics, cls.kMemoryStrict):
            raise ValueError(f"{policy!r} is no memory policy")
        before = _runtime._set_memory_policy(policy == cls.kMemoryHeuristics)
        return cls.kMemoryHeuristics if before else cls.kMemoryStrict

    @staticmethod
    def SetOwnership(instance, owned):
        """Says whether Python deletes an object."""
        instance.__python_owns__ = owned


class _Alias:
    """Finds `cppyy.x` as `cppyy_rs.x`: one module under two names."""

    def __init__(self, spec=None):
        self._own_spec = spec

    def find_spec(self, name, path=None, target=None):
        """A spec that loads the module of the other name."""
        if not name.startswith("cppyy."):
            return None
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, _Alias())

    def create_module(self, spec):
        """The module of the other name."""
        from importlib import import_module

        module = import_module("cppyy_rs." + spec.name.partition(".")[2])
        self._own_spec = getattr(module, "__spec__", None)
        return module

    def exec_module(self, module):
        """Gives the module back its own spec; it was executed under its own name."""
        module.__spec__ = self._own_spec


def install_as_cppyy():
    """Makes this package `cppyy`: `import cppyy` gives it, and it behaves as cppyy where the two differ."""
    package = sys.modules["cppyy_rs"]
    if sys.modules.get("cppyy") is package:
        return
    sys.modules["cppyy"] = package
    sys.meta_path.insert(0, _Alias())
    _runtime._set_cppyy_mode()
    package._backend = Backend()
    gbl.__dict__["__name__"] = "cppyy.gbl"
    gbl.__dict__["gInterpreter"] = Interpreter()
    gbl.__dict__["CppyyLegacy"] = Legacy()
    _loading.implicit_directories = _rootmap_directories
    _runtime._set_autoload(_loading.load_definition)


def _rootmap_directories():
    """Where Cling looks for rootmaps."""
    library_path = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    return [os.getcwd(), *_runtime._library_paths(), *filter(None, library_path)]
