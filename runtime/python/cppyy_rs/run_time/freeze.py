"""Keeping what a script has compiled, for `frozen` to find where no compiler is: the part of `cppbind freeze` in the script's
own process, and in every process that it starts.

`cppbind freeze` names a directory in CPPYY_RS_FREEZE, which holds the list of the system's directories of headers; results
are added as the script asks for them.
"""

import os
import shutil
import tempfile

from .. import _runtime
from . import cache, frozen

# Headers below these are as good on the machine that the script moves to.
SYSTEM = "system"

# The last request of this process that a dictionary was made of.
_last = None


def keep(request, name, made, store, failed=None):
    """Keeps the result of a request, or why it failed, by its key."""
    global _last
    directory = os.environ["CPPYY_RS_FREEZE"]
    fields = [(b"failed", f"{failed.cause} {failed.text}".encode())] if failed else list(_moved(directory, made, store))
    if _last is not None:
        fields.append((b"after", _last.encode()))
    for path in request["dictionaries"]:
        fields.append((b"dictionary", f"{frozen.digest(path)} {os.path.basename(path)}".encode()))
    fields.append((b"flags", os.environ.get("CPPYY_RS_CXXFLAGS", "").encode()))
    _write(directory, frozen.ABOUT, [(b"version", frozen.version().encode())])
    _write(directory, name + ".result", fields)
    if made is not None and made.library is not None:
        if "instantiate" in request["task"]:
            _keep_nested(directory, request, made, fields)
        _last = name


def _keep_nested(directory, request, made, fields):
    """What was made on the way to a specialisation may be asked for before that in another run: its key has the same result."""
    library = os.path.realpath(made.library)
    for dictionary in _runtime._loaded_dictionaries():
        if os.path.realpath(dictionary.path) != library:
            continue
        for specialisation in dictionary.specialisations:
            nested = frozen.key({**request, "task": {"instantiate": {"types": [specialisation]}}})
            others = [field for field in fields if field[0] != b"type"]
            _write(directory, nested + ".result", [(b"type", specialisation.encode()), *others])


def _moved(directory, made, store):
    """The fields of a result of the cache, which is copied into the directory."""
    with open(store + ".result", "rb") as file:
        fields = list(cache.fields(file.read()))
    for name, value in fields:
        if name in (b"library", b"header"):
            source = os.fsdecode(value)
            base = os.path.basename(os.path.dirname(source)) + os.path.splitext(source)[1]
            _place(directory, base, lambda file, source=source: shutil.copyfile(source, file))
            yield name, os.fsencode(base)
        elif name == b"files":
            yield name, b"".join(_hashed(directory, value))
        elif name != b"programs":
            yield name, value


def _hashed(directory, lines):
    """The headers that the user can change, with hashes of what is in them, as lines."""
    with open(os.path.join(directory, SYSTEM), encoding="utf-8") as file:
        elsewhere = [*file.read().splitlines(), os.path.realpath(cache.directory())]
    home = os.path.realpath(os.path.dirname(directory))
    for path, _, _ in cache.read_files(lines):
        path = os.path.realpath(os.fsdecode(path))
        if any(path.startswith(os.path.join(root, "")) for root in elsewhere):
            continue
        shown = os.path.relpath(path, home) if path.startswith(os.path.join(home, "")) else path
        yield f"{frozen.digest(path)} ".encode() + os.fsencode(shown) + b"\n"


def _write(directory, base, fields):
    text = b"".join(b"%s %d\n%s\n" % (name, len(value), value) for name, value in fields)

    def write(path):
        with open(path, "wb") as file:
            file.write(text)

    _place(directory, base, write)


def _place(directory, base, write):
    """Writes a file in one step, where it is not there yet: what another run or process has kept stays as it is."""
    path = os.path.join(directory, base)
    if os.path.exists(path):
        return
    handle, fresh = tempfile.mkstemp(prefix=".", dir=directory)
    os.close(handle)
    write(fresh)
    os.chmod(fresh, 0o644)
    os.replace(fresh, path)
