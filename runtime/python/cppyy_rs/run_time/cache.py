"""Results of earlier compiles, found by what they were made from."""

import json
import os

# Changes with whatever changes the meaning of a request or of a result.
_FORMAT = 1


def directory():
    """$CPPBIND_CACHE, else `cppbind` in the user's cache directory."""
    named = os.environ.get("CPPBIND_CACHE")
    if named:
        return os.path.abspath(named)
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(home, "cppbind")


def key(request, abi):
    """The name of a request's result: a hash of everything that it depends on but the files, which results list."""
    from hashlib import blake2b

    identities = [_identity(path) for path in request["dictionaries"] + request["bound"] + request["libraries"]]
    tools = [os.environ.get(name) for name in ("CXX", "LIBCLANG_PATH", "CPATH", "CPLUS_INCLUDE_PATH")]
    # What diagnostics call a piece of text is of no account.
    task = {kind: {**task, "name": None} if "source" in task else task for kind, task in request["task"].items()}
    text = json.dumps([_FORMAT, abi, {**request, "task": task}, identities, tools], sort_keys=True)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _identity(path):
    """What tells a file from its later versions."""
    status = os.stat(path)
    return [status.st_size, status.st_mtime_ns]


def find(store):
    """The result that was stored under this path; None where there is none, or one of files that have changed since."""
    try:
        with open(store + ".json", encoding="utf-8") as file:
            made = json.load(file)
    except (OSError, ValueError):
        return None
    for read in made["files"]:
        if not _is_unchanged(read):
            return None
    # A machine that only runs what was compiled elsewhere has no compiler: nothing has changed there.
    for used in made["programs"]:
        if os.path.exists(used["path"]) and not _is_unchanged(used):
            return None
    for path in (made["library"], made["header"]):
        if path is not None and not os.path.exists(path):
            return None
    try:
        os.utime(store + ".json")
    except OSError:
        pass  # A cache that cannot be written to does not forget anything either.
    return made


def _is_unchanged(read):
    try:
        status = os.stat(read["path"])
    except OSError:
        return False
    return status.st_size == read["size"] and status.st_mtime_ns == read["modified"]
