"""Writes ``.rootmap`` files, which tell which library defines a name."""

from .selection import Entry


def text(library: str, entries: "list[Entry]", headers: "list[str]") -> str:
    """The rootmap of one library."""
    lines = [f"[ {library} ]", "# List of selected classes"]
    lines += [f"{entry.kind} {entry.name}" for entry in entries if not entry.is_pattern]
    lines += [f"header {header}" for header in headers]
    return "\n".join(lines) + "\n"
