"""What `cppbind freeze` has kept of a script's run: results that need no compiler and may lie anywhere.

A result of the cache is found by what it was made from on this machine, a frozen one by what the script asks for: the
text, and the requests before it that it builds upon. `freeze` writes what is read here.
"""

import os
import sys

from _blake2 import blake2b

from .. import _runtime
from . import cache
from .errors import Failed

# Changes with whatever changes the meaning of a frozen result.
_FORMAT = 1

# The file that makes a directory one of frozen results.
ABOUT = "about"

# Directories that results are looked for in; None until the first request.
_directories = None

# Why others, which were named or lie beside the script, are not among them.
_refused = []

# Hashes of files by path, size and time.
_digests = {}

# The key of the request that has made a header of the chain, as the chain spells it.
_keys = {}


class Unusable(Exception):
    """Why a frozen result, or a directory of them, cannot serve."""


class Entry(cache.Result):
    """A result, or the failure that the run met."""

    def __init__(self, text, home):
        super().__init__(text)
        # Failed's arguments, where the request has failed.
        self.failed = None
        # The key of the request before it, whose dictionary has what this one does not bind again.
        self.after = None
        # Dictionaries that the script had loaded: their names, and what was in them.
        self.dictionaries = []
        # The flags that it was compiled with, as the user gave them.
        self.flags = None
        for name, value in cache.fields(text):
            if name == b"failed":
                cause, _, words = value.decode().partition(" ")
                self.failed = (cause, words)
            elif name in (b"after", b"flags"):
                setattr(self, name.decode(), value.decode())
            elif name == b"dictionary":
                digest, _, base = value.decode().partition(" ")
                self.dictionaries.append((base, digest))
        if self.flags is None:
            raise ValueError("it ends too early")
        if self.library is not None:
            self.library = os.path.join(home, self.library)
        if self.header is not None:
            self.header = os.path.join(home, self.header)


class Directory:
    """A directory of frozen results."""

    def __init__(self, path):
        self.path = path = os.path.abspath(path)
        # Keys of the entries whose dictionaries are loaded.
        self._used = set()
        try:
            with open(os.path.join(path, ABOUT), "rb") as file:
                about = dict(cache.fields(file.read()))
        except FileNotFoundError:
            raise Unusable(f"{path} is no directory of frozen results") from None
        except (OSError, ValueError) as error:
            raise Unusable(f"{path} cannot be read: {error}") from None
        made_by, here = about.get(b"version", b"").decode(), version()
        if made_by != here:
            raise Unusable(f"{path} was made by cppyy_rs {made_by}, and this is {here}: freeze the script again")

    def find(self, name):
        """The entry of this key, None where there is none. Unusable where what it was made from is another now."""
        entry = self._read(name)
        if entry is None:
            return None
        flags = os.environ.get("CPPYY_RS_CXXFLAGS", "")
        if flags and flags != entry.flags:
            raise Unusable(f"{self.path} was made with CPPYY_RS_CXXFLAGS={entry.flags!r}, which is {flags!r} now")
        for line in entry.files.splitlines():
            hashed, path = line.split(b" ", 1)
            # Headers need not be there. Those beside the directory have moved with it.
            path = os.path.join(os.path.dirname(self.path), os.fsdecode(path))
            if (now := _digest_now(path)) is not None and now != hashed.decode():
                raise Unusable(f"{path} has changed since {self.path} was made: freeze the script again")
        loaded = {os.path.basename(path): path for path in _runtime._dictionaries()}
        for base, hashed in entry.dictionaries:
            if _digest_now(loaded[base]) != hashed:
                raise Unusable(f"{loaded[base]} is not the dictionary that {self.path} was made with: freeze the script again")
        if not entry.is_there():
            raise Unusable(f"{self.path} is not complete: freeze the script again")
        entry.before = self._before(entry)
        self._used.add(name)
        return entry

    def _before(self, entry):
        """The dictionaries that an entry relies on and that are not loaded yet, in load order.

        They are, where the program does everything in the order in which it was frozen.
        """
        libraries = []
        while entry.after is not None and entry.after not in self._used:
            self._used.add(entry.after)
            entry = self._read(entry.after)
            if entry is None or not entry.is_there():
                raise Unusable(f"{self.path} is not complete: freeze the script again")
            libraries.append(entry.library)
        return libraries[::-1]

    def _read(self, name):
        path = os.path.join(self.path, name + ".result")
        try:
            with open(path, "rb") as file:
                return Entry(file.read(), self.path)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise Unusable(f"{path} is damaged ({error}): freeze the script again") from None


def version():
    """What frozen results and this package must agree in."""
    return f"{_runtime.__version__} (dictionaries {'.'.join(map(str, _runtime._abi()))}, frozen results {_FORMAT})"


def digest(path):
    """A hash of a file's contents; None where there is no such file."""
    try:
        with open(path, "rb") as file:
            return blake2b(file.read(), digest_size=16).hexdigest()
    except OSError:
        return None


def _digest_now(path):
    """A hash that is computed again only where the file is another."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    state = (path, status.st_size, status.st_mtime_ns)
    if state not in _digests:
        _digests[state] = digest(path)
    return _digests[state]


def add(directory):
    """Looks for results in this directory too, first of all. Unusable where it holds none."""
    _all().insert(0, Directory(directory))


def _all():
    """The directories: those that CPPYY_RS_FROZEN names, else the one beside the script."""
    global _directories
    if _directories is None:
        _directories = []
        named = os.environ.get("CPPYY_RS_FROZEN")
        paths = _beside_the_script() if named is None else filter(None, named.split(os.pathsep))
        for path in paths:
            try:
                _directories.append(Directory(path))
            except Unusable as reason:
                _refused.append(str(reason))
    return _directories


def _beside_the_script():
    # A process that `multiprocessing` has started knows the script by its arguments alone.
    script = getattr(sys.modules.get("__main__"), "__file__", None) or (sys.argv[:1] or [""])[0]
    for path in {script: None, os.path.realpath(script): None}:
        beside = os.path.splitext(path)[0] + ".frozen"
        if script and os.path.isdir(beside):
            return [beside]
    return []


def key(request):
    """The name of a request wherever the script runs: nothing in it knows this machine."""
    kind, task = next(iter(request["task"].items()))
    # What diagnostics call a piece of text is of no account.
    asked = sorted((name, value) for name, value in task.items() if not (name == "name" and "source" in task))
    chain = [_keys.get(spelled, spelled) for spelled in request["chain"]]
    dictionaries = [os.path.basename(path) for path in request["dictionaries"]]
    # Another machine may have another release of a library: `libz.so.1.3`.
    libraries = [os.path.basename(path).partition(".so")[0] for path in request["libraries"]]
    text = repr([_FORMAT, kind, asked, chain, dictionaries, libraries])
    return blake2b(text.encode(errors="surrogateescape"), digest_size=16).hexdigest()


def know(made, name):
    """Later requests that include a result's header name it by the key of its request."""
    if made.header is not None:
        _keys[f'"{made.header}"'] = name


def find(request, name):
    """The frozen result of a request, by its key, or None; and what to say where it cannot be compiled either: how it failed
    when the script was frozen, or why there is nothing.
    """
    # While a script is frozen, what it compiles counts.
    if "CPPYY_RS_FREEZE" in os.environ:
        return None, ""
    directories = _all()
    reasons = list(_refused)
    for directory in directories:
        try:
            entry = directory.find(name)
        except Unusable as reason:
            reasons.append(str(reason))
            continue
        if entry is None:
            where = "has nothing for {} at this point of the program: freeze the script again"
            reasons.append(f"{directory.path} {where.format(_shown(request['task']))}")
        elif entry.failed is not None:
            return None, Failed(*entry.failed)
        else:
            return entry, ""
    return None, "; ".join(reasons)


def _shown(task):
    """A task as an error names it."""
    kind, task = next(iter(task.items()))
    if "source" in task:
        lines = task["source"].strip().splitlines() or [""]
        return f"{task.get('name') or kind} ({lines[0][:60]!r}{'...' if len(lines) > 1 or len(lines[0]) > 60 else ''})"
    return f"{kind} " + ", ".join(
        ", ".join(map(str, value)) if isinstance(value, list) else str(value) for value in task.values() if value not in (True, False)
    )
