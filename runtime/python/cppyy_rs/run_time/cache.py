"""Results of earlier compiles, found by what they were made from.

What is in the cache must cost little: nothing is imported here that the interpreter has not at hand.
"""

import os

from _blake2 import blake2b

# Changes with whatever changes the meaning of a request or of a result.
_FORMAT = 5


class Result:
    """What was made of a request, as `bindgen-cli/src/serve/store.rs` writes it."""

    # Dictionaries to load before its own, for results that do not lie in the cache.
    before = ()

    def __init__(self, text):
        self.library = self.header = None
        # What is called what was to be instantiated.
        self.types = []
        self.warnings = []
        self.skipped = []
        self.incomplete = False
        # What a call of a function template means: a declaration, or why there is none.
        self.called = self.refused = None
        # Pieces of text, each with the name of the function to call, or None where it declares.
        self.parts = []
        self.files = b""
        # Written last.
        self.programs = None
        # How many bytes the library has.
        self.size = None
        for name, value in fields(text):
            if name in (b"library", b"header"):
                setattr(self, name.decode(), os.fsdecode(value))
            elif name == b"type":
                self.types.append(value.decode())
            elif name == b"warning":
                self.warnings.append(value.decode(errors="replace"))
            elif name == b"skipped":
                self.skipped.append(value.decode(errors="replace"))
            elif name in (b"called", b"refused"):
                setattr(self, name.decode(), value.decode(errors="replace"))
            elif name == b"size":
                self.size = int(value)
            elif name == b"incomplete":
                self.incomplete = True
            elif name == b"part":
                self.parts.append((value.decode(), None))
            elif name == b"function":
                self.parts[-1] = (self.parts[-1][0], value.decode())
            elif name in (b"files", b"programs"):
                setattr(self, name.decode(), value)

    def is_valid(self):
        """Whether everything that it was made from is as it was."""
        # A machine that only runs what was compiled elsewhere has no compiler: nothing has changed there.
        return (
            all(_is_unchanged(*read) for read in read_files(self.files))
            and all(_is_unchanged(*used) or not os.path.exists(used[0]) for used in read_files(self.programs))
            and self.is_there()
        )

    def is_there(self):
        """Whether its own files are there, the library as large as it was."""
        try:
            return (self.library is None or os.stat(self.library).st_size == self.size) and (
                self.header is None or os.path.exists(self.header)
            )
        except OSError:
            return False


def directory():
    """$CPPBIND_CACHE, else `cppbind` in the user's cache directory."""
    named = os.environ.get("CPPBIND_CACHE")
    if named:
        return os.path.abspath(named)
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(home, "cppbind")


def key(request, abi):
    """The name of a request's result: a hash of everything that it depends on but the files, which results list."""
    identities = [_identity(path) for path in request["dictionaries"] + request["bound"] + request["libraries"]]
    tools = [os.environ.get(name) for name in ("CXX", "LIBCLANG_PATH", "CPATH", "CPLUS_INCLUDE_PATH")]
    # What diagnostics call a piece of text is of no account.
    task = {kind: {**task, "name": None} if "source" in task else task for kind, task in request["task"].items()}
    text = repr([_FORMAT, abi, sorted({**request, "task": task}.items()), identities, tools])
    return blake2b(text.encode(errors="surrogateescape"), digest_size=16).hexdigest()


def _identity(path):
    """What tells a file from its later versions. A cache may be removed while processes run that have loaded of it."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns]


def find(store):
    """The result that was stored under this path; None where there is none, or one of files that have changed since."""
    made = read(store)
    if made is None or not made.is_valid():
        return None
    try:
        os.utime(store + ".result")
    except OSError:
        pass  # A cache that cannot be written to does not forget anything either.
    return made


def read(store):
    """The result that was stored under this path, whatever has changed since; None where there is none."""
    try:
        with open(store + ".result", "rb") as file:
            made = Result(file.read())
    except (OSError, ValueError):
        return None
    # A damaged one is none: it is made anew.
    return None if made.programs is None else made


def fields(text):
    """Names and values: a line with the name and the value's length, then the value and a newline."""
    position = 0
    while position < len(text):
        end = text.index(b"\n", position)
        name, length = text[position:end].split()
        position = end + 1 + int(length)
        if text[position : position + 1] != b"\n":
            raise ValueError("it ends too early")
        yield name, text[end + 1 : position]
        position += 1


def read_files(lines):
    for line in lines.splitlines():
        size, modified, path = line.split(b" ", 2)
        yield path, int(size), int(modified)


def _is_unchanged(path, size, modified):
    try:
        status = os.stat(path)
    except OSError:
        return False
    return status.st_size == size and status.st_mtime_ns == modified
