"""What the packages of `cppbind package` are made of: modules that show a C++ namespace.

    from cppyy_rs import packages

    packages.load(__name__, "libmylibDict.so")
    packages.show(__name__, "mylib", modules=["inner"])

Nothing but the dictionary is loaded then: classes and functions are made when they are first used, as in `gbl`.
"""

import importlib
import os
import sys
import types

from ._runtime import _namespace_called, gbl, load_lib

# The packages' dictionaries, by file and by module.
_modules = {}
_dictionaries = {}


def load(module, library):
    """Loads the dictionary of a package: the file `library` beside the module's own. ImportError and OSError as for
    `load_lib`.
    """
    folder = os.path.dirname(os.path.abspath(sys.modules[module].__file__))
    dictionary = load_lib(os.path.join(folder, library))
    _dictionaries[module] = dictionary
    _modules[str(dictionary.path)] = module
    return dictionary


def show(module, namespace, modules=(), names=None):
    """Makes a module show a C++ namespace, "" for the global one: all its names, or only `names`.

    `modules` are the nested namespaces that are modules of the package themselves.
    """
    shown = sys.modules[module]
    vars(shown)["__cpp_shown__"] = _Shown(namespace, frozenset(modules), None if names is None else frozenset(names))
    shown.__class__ = NamespaceModule


def module_of(dictionary):
    """The package that has loaded a dictionary; None for all others."""
    return _modules.get(str(dictionary.path))


def dictionary_of(module):
    """The dictionary of a package, which is imported for it. ImportError where it is not installed, or is none."""
    importlib.import_module(module)
    try:
        return _dictionaries[module]
    except KeyError:
        raise ImportError(f"{module} is no package with a dictionary", name=module) from None


class _Shown:
    """What a module shows."""

    __slots__ = ("_qualified", "modules", "_names")

    def __init__(self, qualified, modules, names):
        self._qualified = qualified
        self.modules = modules
        self._names = names

    @property
    def namespace(self):
        """The module of `gbl`. Packages that were loaded later may have added names to it."""
        return _namespace_called(self._qualified) if self._qualified else gbl

    def find(self, module, name):
        """What a name of this module stands for. AttributeError says what is near, or why a declaration was not bound."""
        namespace = self.namespace
        try:
            value = getattr(namespace, name)
        except AttributeError as error:
            raise AttributeError(str(error).replace(repr(namespace.__name__), repr(module))) from None
        if self._names is not None and name not in self._names:
            raise AttributeError(f"module {module!r} has no attribute {name!r}: that is another library's")
        return value

    def is_variable(self, name):
        """Whether a name that was found means what lies in C++ now: all others stay what they are."""
        return name not in vars(self.namespace)

    def names(self):
        """The names in order, but for those that only `getattr` can spell: operators, specialisations of templates."""
        names = dir(self.namespace) if self._names is None else self._names
        return sorted({name for name in names if name.isidentifier() and not name.startswith("__")} | self.modules)


class NamespaceModule(types.ModuleType):
    """A module of a package. Variables are C++'s own: to read and assign them here is to read and assign them there."""

    def __getattr__(self, name):
        shown = vars(self)["__cpp_shown__"]
        if name in shown.modules:
            return importlib.import_module(f"{self.__name__}.{name}")
        if name == "__all__":
            return shown.names()
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = shown.find(self.__name__, name)
        if not shown.is_variable(name):
            vars(self)[name] = value
        return value

    def __setattr__(self, name, value):
        # What is in the module already is Python's own, or no variable.
        shown = vars(self).get("__cpp_shown__")
        if shown and name not in vars(self) and not name.startswith("__") and name not in shown.modules:
            try:
                shown.find(self.__name__, name)
            except AttributeError:
                pass
            else:
                if shown.is_variable(name):
                    setattr(shown.namespace, name, value)
                    return
        super().__setattr__(name, value)

    def __dir__(self):
        own = (name for name in vars(self) if name.startswith("__") and name != "__cpp_shown__")
        return sorted({*own, *vars(self)["__cpp_shown__"].names()})
