"""What this process has declared so far, and requests that build upon it."""

import os
from _thread import RLock

from .. import _runtime
from . import cache
from .errors import Failed

# Compiles are one after the other: each sees what those before have declared.
_lock = RLock()

# What later text finds included, in order: as behind `#include`.
_chain = []

# Requests that this process has loaded the result of.
_loaded = {}

# Directories of headers, in order.
include_directories = []

# Shared libraries that were loaded by `load_library`.
libraries = []

# Tasks whose results lack what no library defined, each with the chain that it built upon.
_incomplete = []

# Dictionaries that no header of the user's is behind: what was compiled at run time, and the package's own.
_own = {os.path.realpath(_runtime._standard())}


def is_active():
    """Whether C++ has been declared in this process."""
    return bool(_chain)


def declare(source, name, keep=True):
    """Compiles and loads what some text declares; later text sees it where it is kept."""
    with _lock:
        made = _make({"declare": {"source": source, "name": name}}, text=source)
        if keep:
            _chain.append(f'"{made.header}"')
        return made


def include(header, c=False):
    """Compiles and loads what a header declares, and includes it for later text."""
    with _lock:
        made = _make({"include": {"header": header, "c": c}}, text="#include")
        _chain.append(f'"{made.header}"')
        return made


def include_standard(header):
    """Includes a header of the standard library for later text; what it declares is found when it is asked for."""
    with _lock:
        if f"<{header}>" not in _chain:
            _chain.append(f"<{header}>")


def instantiate(types):
    """Compiles and loads specialisations of class templates."""
    with _lock:
        return _make({"instantiate": {"types": types}})


def find(qualified):
    """Compiles and loads a declaration of this name, where what is included has one; whether it has."""
    with _lock:
        return _make({"find": {"name": qualified}}).library is not None


def divide(source, name):
    """The parts of some text: declarations, and functions made of its statements."""
    with _lock:
        return _make({"divide": {"source": source, "name": name}}, text=source).parts


def add_library(path):
    """A library was loaded: what was declared before and not defined may be defined now."""
    with _lock:
        if path in libraries:
            return
        libraries.append(path)
        waiting, _incomplete[:] = list(_incomplete), []
        for task, chain in waiting:
            try:
                _make(task, chain=chain)
            except Failed as failed:
                # The library is loaded all the same: what was bound before stays as it was.
                import warnings

                warnings.warn(f"what {path} defines is not bound: {failed.text}", RuntimeWarning, stacklevel=4)


def _make(task, text="", chain=None):
    if "include" in text and (here := os.getcwd()) not in include_directories:
        # A quoted header is looked for where the program runs, as by Cling. It stays so for the text that builds upon it.
        include_directories.append(here)
    # What it binds is not bound again.
    _runtime._load_standard()
    loaded = _runtime._dictionaries()
    request = {
        "task": task,
        "dictionaries": [path for path in loaded if path not in _own],
        "bound": [path for path in loaded if path in _own],
        "chain": list(_chain) if chain is None else chain,
        "include_directories": list(include_directories),
        "libraries": list(libraries),
        "flags": os.environ.get("CPPYY_RS_CXXFLAGS", "").split(),
    }
    name = cache.key(request, _runtime._abi())
    made = _loaded.get(name)
    if made is None:
        made = _loaded[name] = _load(request, name)
        if made.incomplete:
            _incomplete.append((task, request["chain"]))
    return made


def _load(request, name):
    directory = cache.directory()
    store = os.path.join(directory, "results", name[:2], name)
    made = cache.find(store)
    if made is None:
        from . import child  # Costs an import of `subprocess`, which what is in the cache must not pay.

        child.ask({**request, "cache": directory, "store": store, "stem": "cpp_" + name})
        made = cache.read(store)
        if made is None:
            raise Failed("file", f"{store}.result has just been written and is gone")
    if made.library is not None:
        # Symbolic links are no part of the name that the runtime knows a dictionary by.
        _own.add(os.path.realpath(made.library))
        try:
            _runtime.load_lib(made.library)
        except ImportError as error:
            raise Failed("code", str(error)) from error
    return made


def _renew_lock():
    global _lock
    # Another thread of the parent may have held it, and does not exist here.
    _lock = RLock()


os.register_at_fork(after_in_child=_renew_lock)
