"""Libraries, include directories and rootmaps: what finds dictionaries and code."""

import os

from . import _runtime
from ._runtime import gbl, load_lib

# Directories whose rootmaps are read when a name is missing: none of its own accord.
implicit_directories = list

# Names that a rootmap says a library defines, and the directory where its rootmap lies.
_autoload = {}
_rootmaps = set()


def load_reflection_info(name):
    """Loads a dictionary; loading one again gives the same object. RuntimeError where that fails."""
    try:
        return load_lib(name)
    except (ImportError, OSError) as error:
        raise RuntimeError(f"could not load dictionary {name!r}: {error}") from error


def load_library(name):
    """Loads a shared library, dictionary or not, with its symbols visible to libraries loaded later."""
    import ctypes

    failure = "no such file"
    for candidate in _library_candidates(name):
        if "/" in candidate and not os.path.exists(candidate):
            continue
        try:
            library = ctypes.CDLL(candidate, mode=ctypes.RTLD_GLOBAL)
        except OSError as error:
            failure = error
            continue
        if hasattr(library, "cppbind_dictionary"):
            load_lib(candidate)
        from .run_time import session

        session.add_library(_runtime._library_file(library._handle) or candidate)
        return True
    raise RuntimeError(f"could not load library {name!r}: {failure}")


def _library_candidates(name):
    """The file names that `name` may mean, as `load_lib` searches them."""
    directory, base = os.path.split(name)
    spellings = [base]
    if ".so" not in base:
        spellings.append(base + ".so")
    if not base.startswith("lib"):
        spellings += ["lib" + spelling for spelling in spellings]
    if directory:
        return [os.path.join(directory, spelling) for spelling in spellings] + [name]
    places = [*_runtime._library_paths(), os.getcwd()]
    return [os.path.join(place, spelling) for place in places for spelling in spellings] + spellings[::-1]


def add_include_path(path):
    """Adds a directory where C++ at run time looks for headers; OSError where there is none."""
    if not os.path.isdir(path):
        raise OSError(f"no such directory: {path}")
    from .run_time import session

    path = os.path.abspath(path)
    if path not in session.include_directories:
        session.include_directories.append(path)


# Headers of the standard library: what they declare is found when it is asked for.
STANDARD_HEADERS = frozenset(
    "algorithm any array bitset chrono complex deque exception functional initializer_list iostream iterator limits list map "
    "memory numeric optional ostream set span sstream stdexcept string string_view tuple type_traits typeinfo unordered_map "
    "unordered_set utility valarray variant vector".split()
)


def is_bound(header):
    """Whether a loaded dictionary was made from this header."""
    bound = _runtime._headers()
    return any(one == header or one.endswith("/" + header) or header.endswith("/" + one) for one in bound)


# The level that cppyy's programs read back as `gbl.CppyyLegacy.gDebug`.
debug_level = 0


def set_debug(enable=True):
    """Accepted for cppyy's sake: errors here always tell all that is known."""
    global debug_level
    debug_level = 10 if enable else 0


def add_autoload_map(path):
    """Reads a rootmap: a name that it lists is looked for in the library that it names. OSError where there is no such file."""
    library = None
    directory = os.path.dirname(os.path.abspath(path))
    with open(path, encoding="utf-8") as file:
        in_declarations = False
        for line in map(str.strip, file):
            if line.startswith("{"):
                in_declarations = True
            if in_declarations:
                in_declarations = "}" not in line
            elif line.startswith("["):
                library = line.strip("[] ").split()[0]
            elif library and line and not line.startswith("#"):
                kind, _, name = line.partition(" ")
                if kind not in ("header", "decls"):
                    _autoload.setdefault(name.strip(), (directory, library))
    _rootmaps.add(os.path.abspath(path))
    _runtime._set_autoload(load_definition)


def load_definition(qualified):
    """Loads the library that a rootmap names for this name; True where one was loaded."""
    for directory in implicit_directories():
        _read_rootmaps(directory)
    place = _autoload.pop(qualified, None)
    if place is None:
        return False
    directory, library = place
    beside = os.path.join(directory, library)
    load_lib(beside if os.path.exists(beside) else library)
    return True


def _read_rootmaps(directory):
    """Reads the rootmaps of a directory that were not read yet."""
    try:
        names = os.listdir(directory)
    except OSError:
        return
    for name in names:
        path = os.path.abspath(os.path.join(directory, name))
        if name.endswith(".rootmap") and path not in _rootmaps:
            add_autoload_map(path)
