"""What the project demands of itself, computed from the figures."""

import dataclasses
import math

from . import rows

# Rows whose results are of different kinds in different bindings: cppyy's and cppyy_rs' vector is a proxy
# without a copy. `list_out` is the same with equal results.
UNLIKE = {"vector_out"}
# Rows of containers: the means are told with and without them.
CONTAINERS = {"list_in", "list_out"}
# Rows that the means have never counted: what some rivals do not have, as elements by reference and overrides.
OF_SOME = {row.name for row in rows.ROWS if row.among}


@dataclasses.dataclass(frozen=True)
class Bar:
    """A ratio of instructions of one row, at most `most`."""

    what: str
    row: str
    most: float
    # "cext", "cext_map" (the extension with a table of identities), "cppyy", "pure" (array.array), or "own": cppyy_rs' own
    # call of the base class's object.
    against: str = "cext"


BARS = [
    Bar("int argument", "add", 1.05),
    Bar("two doubles", "mul", 1.05),
    Bar("object argument", "take", 1.05),
    Bar("string in", "set_name", 1.05),
    Bar("virtual", "virt", 1.05),
    Bar("no argument", "MyFunc", 1.10),
    Bar("overload by int", "overl_int", 1.10),
    Bar("overload by double", "overl_double", 1.10),
    Bar("overload by str", "overl_str", 1.10),
    Bar("pointer to itself: down-cast, identity", "self", 1.10),
    Bar("the same against the extension that has a table of identities, as ours", "self", 1.10, "cext_map"),
    Bar("5 ints", "sum5", 1.10),
    Bar("const std::string& out as str", "name", 1.10),
    Bar("static method", "stat", 0.95),
    Bar("free function, ns.f(i,i)", "free_add_ns", 1.05),
    Bar("free function, local f(i,i)", "free_add", 1.05),
    Bar("free function, ns.f(d)", "free_dbl_ns", 1.05),
    Bar("free function, local f(d)", "free_dbl", 1.05),
    Bar("construct + destroy", "construct", 1.00),
    Bar("trivially copyable by value", "point", 0.75),
    Bar("field read, int", "field_int_read", 1.00),
    Bar("field read, double", "field_double_read", 1.00),
    Bar("field write, int", "field_int_write", 0.85),
    Bar("field write, double", "field_double_write", 0.85),
    Bar("derived C++ class", "derived", 1.05, "own"),
    Bar("list of 1,000 to a vector", "list_in", 1.10),
    Bar("vector of 1,000 to a list", "list_out", 1.10),
    Bar("1,000 callbacks", "callback", 1.10),
    Bar("iterating a vector of doubles", "iterate", 1.10),
    Bar("element of a vector", "item", 1.10),
    Bar("element of a vector assigned", "item_write", 1.10),
    Bar("NumPy's view of a vector", "asarray", 1.50, "pure"),
    Bar("element of a map", "map_item", 1.10),
    Bar("looked up in a set", "set_in", 1.10),
    Bar("1,000 overrides called, no argument", "override_nothing", 1.10),
    Bar("1,000 overrides called, an int", "override_number", 1.10),
    Bar("1,000 overrides called, an object", "override_object", 1.10),
    Bar("the same against the extension that has a table of identities, as ours", "override_object", 1.10, "cext_map"),
    Bar("iterating a vector of doubles", "iterate", 0.50, "cppyy"),
    Bar("element of a vector", "item", 0.50, "cppyy"),
    Bar("element of a vector assigned", "item_write", 0.50, "cppyy"),
    Bar("element of a map", "map_item", 0.50, "cppyy"),
    Bar("looked up in a set", "set_in", 0.50, "cppyy"),
    Bar("Python subclass", "python_subclass", 1.30, "own"),
]

# The first Python subclass of a class and its object: ms over cppyy's, at most this.
DERIVING = ("cppyy", 0.01)

# Geometric means of ns over the rows that both have, at most this.
MEANS = [("nanobind", 0.65), ("cppyy", 0.30)]


def figure(cells, name, unit):
    """A cell's figure, or None."""
    return cells.get(name, {}).get(unit)


def mean_ratio(result, ours, theirs, unit="ns", without=frozenset()):
    """The geometric mean of our figures over theirs, and of how many rows; None where there are none."""
    logs = []
    for row, cells in result["rows"].items():
        mine, other = figure(cells, ours, unit), figure(cells, theirs, unit)
        counts = row not in UNLIKE | OF_SOME | without and "missing" not in cells.get("cppyy_rs", {})
        if counts and mine and other and mine > 0 and other > 0:
            logs.append(math.log(mine / other))
    return (math.exp(sum(logs) / len(logs)), len(logs)) if logs else (None, 0)


def judged(results):
    """Each bar of each Python: records of python, what, figure, most and met (None where not measured)."""
    records = []
    for version, result in results.items():
        found = result["rows"]
        own = figure(found.get("add", {}), "cppyy_rs", "instructions")
        for bar in BARS:
            cells = found.get(bar.row, {})
            mine = figure(cells, "cppyy_rs", "instructions")
            base = own if bar.against == "own" else figure(cells, bar.against, "instructions")
            ratio = round(mine / base, 3) if mine and base else None
            what = f"{bar.what}: `{rows.BY_NAME[bar.row].statement}`"
            against = {"own": "own base-class call", "cext": "C extension", "cext_map": "C extension, table", "cppyy": "cppyy", "pure": "array.array"}[bar.against]
            records.append(record(version, what, f"instructions / {against}", ratio, bar.most))
        rival, most = DERIVING
        mine, other = (result["rivals"].get(name, {}).get("derive_ms") for name in ("cppyy_rs", rival))
        ratio = mine and other and round(mine / other, 4)
        records.append(record(version, "first Python subclass and its object", f"ms / {rival}", ratio, most))
        for rival, most in MEANS:
            for without, which in ((frozenset(), ""), (CONTAINERS, ", containers left out")):
                ratio, count = mean_ratio(result, "cppyy_rs", rival, without=without)
                what = f"geometric mean over {count} rows{which}" if count else f"geometric mean{which}"
                records.append(record(version, what, f"ns / {rival}", ratio and round(ratio, 3), most))
    return records


def record(version, what, against, ratio, most):
    met = None if ratio is None else ratio <= most
    return {"python": version, "what": what, "ratio of": against, "figure": ratio, "at most": most, "met": met}
