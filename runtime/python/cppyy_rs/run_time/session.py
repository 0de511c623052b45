"""What this process has declared so far, and requests that build upon it."""

import os
import sys
from _thread import RLock

from .. import _runtime
from . import cache, frozen
from .errors import Failed, Missing

# Compiles are one after the other: each sees what those before have declared.
_lock = RLock()

# What later text finds included, in order: as behind `#include`.
_chain = []

# What stands for cppyy's own headers.
_CPYCPPYY = "<CPyCppyy/PyException.h>"

# Requests that this process has loaded the result of.
_loaded = {}

# The headers of results, by path: a long session must not depend on the cache to keep them.
_headers = {}

# The functions that directors override which are in the chain, by the names of the classes that they are for.
_directors = {}

# Directories of headers, in order.
include_directories = []

# Shared libraries that were loaded by `load_library`.
libraries = []

# Where Python's own C API is defined, once some text has asked for it.
_process = []

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
        made = _make({"include": {"header": header, "c": c}}, text=f"#include {header}")
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


def call(alternatives):
    """Compiles and loads what the first of these calls of function templates means that C++ accepts."""
    with _lock:
        return _make({"call": {"alternatives": alternatives}})


def director(name):
    """Has later text see the class that Python classes derive from in the place of this one; which functions it overrides."""
    with _lock:
        overridden = _directors.get(name)
        if overridden is None:
            made = _make({"director": {"class": name}})
            _chain.append(f'"{made.header}"')
            overridden = _directors[name] = made.types
        return overridden


def find(qualified):
    """Compiles and loads a declaration of this name, where what is included has one; whether it has."""
    with _lock:
        return _make({"find": {"name": qualified}}).library is not None


def divide(source, name):
    """The parts of some text: declarations, and functions made of its statements."""
    with _lock:
        return _make({"divide": {"source": source, "name": name}}, text=source)


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
    if "Python.h" in text and not _process:
        _find_python()
    if "CPyCppyy" in text and _CPYCPPYY not in _chain and sys.modules.get("cppyy") is sys.modules["cppyy_rs"]:
        # cppyy's programs find its own headers included.
        include_directories.append(os.path.join(os.path.dirname(os.path.dirname(__file__)), "include"))
        _chain.append(_CPYCPPYY)
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
        "process": list(_process),
        "flags": os.environ.get("CPPYY_RS_CXXFLAGS", "").split(),
    }
    name = cache.key(request, _runtime._abi())
    made = _loaded.get(name)
    if made is None:
        made = _loaded[name] = _load(request, name)
        if made.incomplete:
            _incomplete.append((task, request["chain"]))
    return made


def _find_python():
    """Lets C++ include and call the Python that runs: results are then for this one alone."""
    import sysconfig

    include_directories.append(sysconfig.get_path("include"))
    with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
        mapped = {line.split(None, 5)[5].strip() for line in maps if "/libpython3" in line}
    _process.extend(sorted(mapped) or [os.path.realpath(sys.executable)])


def _load(request, name):
    """The result of a request, loaded: a frozen one, else that of the cache, else one that is compiled."""
    directory = cache.directory()
    store = os.path.join(directory, "results", name[:2], name)
    anywhere = frozen.key(request)
    made = None
    try:
        made, otherwise = frozen.find(request, anywhere)
        if made is None:
            made = cache.find(store) or _compile(request, name, store, otherwise)
        for attempt in range(3):
            try:
                _open(made)
                break
            except Failed:
                # Whoever makes room in the cache may throw out what has just been found.
                if made.is_there() or attempt == 2:
                    raise
                made = _compile(request, name, store, otherwise)
    except Failed as failed:
        _keep(request, anywhere, None, store, failed)
        raise
    frozen.know(made, anywhere)
    _keep(request, anywhere, made, store)
    return made


def _compile(request, name, store, otherwise):
    """The result of a request that nobody has made before; `otherwise` is why no frozen one serves."""
    from . import child  # Costs an import of `subprocess`, which what is in the cache must not pay.

    _restore(request["chain"])
    # Of dictionaries that are loaded and gone, nothing can be known: what they bind is bound again.
    request = {**request, "bound": [path for path in request["bound"] if os.path.exists(path)]}
    try:
        child.ask({**request, "cache": cache.directory(), "store": store, "stem": "cpp_" + name})
    except (Missing, Failed) as error:
        here = isinstance(error, Failed) and error.cause != "tool"
        if here or not otherwise:
            raise
        if isinstance(otherwise, Failed):
            raise otherwise from None
        raise Missing(f"{otherwise}; {error}", True) from None
    made = cache.read(store)
    if made is None:
        raise Failed("file", f"{store}.result has just been written and is gone")
    return made


def _restore(chain):
    """Writes the headers of the chain that are there no more: a cache may be cleared while processes use it."""
    for spelled in chain:
        path = spelled.strip('"')
        if path not in _headers or os.path.exists(path):
            continue
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            fresh = f"{path}.{os.getpid()}"
            with open(fresh, "wb") as file:
                file.write(_headers[path])
            os.replace(fresh, path)
        except OSError as error:
            raise Failed("file", str(error)) from None


def _open(made):
    """Loads a result."""
    try:
        for library in (*made.before, made.library):
            if library is not None:
                # Symbolic links are no part of the name that the runtime knows a dictionary by.
                _own.add(os.path.realpath(library))
                _runtime.load_lib(library)
        if made.header is not None:
            with open(made.header, "rb") as file:
                _headers[made.header] = file.read()
    except (ImportError, OSError) as error:
        raise Failed("link", str(error)) from error


def _keep(request, anywhere, made, store, failed=None):
    """While the script is frozen, keeps what has become of a request. What is wrong with this machine is not the script's."""
    if "CPPYY_RS_FREEZE" in os.environ and (failed is None or failed.cause in ("code", "link", "header")):
        from . import freeze

        freeze.keep(request, anywhere, made, store, failed)


def _renew_lock():
    global _lock
    # Another thread of the parent may have held it, and does not exist here.
    _lock = RLock()


os.register_at_fork(after_in_child=_renew_lock)
