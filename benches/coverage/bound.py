"""What a dictionary has of a library's callables: the generator's report held against the count of `callables`."""

import collections
import json
import os
import re
from typing import NamedTuple


class Coverage(NamedTuple):
    """A callable, the functions of the dictionary that are it (several for a member of a class template), and why not."""

    callable: object
    functions: list  # as the report's lines have them
    reasons: list


def coverage(callables, report):
    """The coverage of each callable, by the place of its declaration; `report` is the text of `gen --report FILE.jsonl`."""
    bound, skipped = collections.defaultdict(list), collections.defaultdict(list)
    real = {}
    for line in map(json.loads, report.splitlines()):
        if line["place"]:
            file = line["place"]["file"]
            place = (real.setdefault(file, os.path.realpath(file)), line["place"]["line"], line["place"]["column"])
            if line["state"] == "skipped":
                skipped[place].append(line["reason"])
            elif "scope" in line:
                bound[place].append(line)
    sharing = collections.Counter(each.place for each in callables)
    result = []
    for each in callables:
        functions = bound[each.place]
        if sharing[each.place] > 1:  # a macro has declared several
            functions = [function for function in functions if function["name"] == _plain(each.name)]
        result.append(Coverage(each, functions, skipped[each.place]))
    return result


def _plain(name):
    """A constructor's name without the template's parameters."""
    return name if name.startswith("operator") else name.partition("<")[0]


def reason(missing):
    """Why a callable is not in the dictionary, without the names that differ from case to case."""
    if not missing.reasons:
        return "no specialisation of its class template is bound" if missing.callable.level == "S3n" else "neither bound nor skipped"
    text = re.sub(r"it needs .*, which no", "it needs a symbol which no", missing.reasons[0])
    text = re.sub(r"its type .* cannot be carried", "its type cannot be carried", text)
    return re.sub(r"`[^`]*`|'[^']*'", "…", text)
