"""How often each argument list occurs in dictionaries: what the list of call shapes is chosen by.

Usage: python benches/shapes/profile.py libADict.so libBDict.so ...

Prints, for each dictionary and for all, which share of the functions has a shape of its own among those of up to
two arguments, and the longer argument lists by the number of libraries and functions that have them. It reads the
declarations in the dictionaries' string tables, so it sees types as headers write them: an alias of a number counts
as a class, which makes the figures of numbers lower bounds.
"""

import collections
import pathlib
import re
import sys

INTEGERS = {
    "int": "I32",
    "long": "I64",
    "long long": "I64",
    "std::ptrdiff_t": "I64",
    "std::int64_t": "I64",
    "unsigned long": "U64",
    "unsigned long long": "U64",
    "std::size_t": "U64",
    "size_t": "U64",
    "std::uint64_t": "U64",
    "double": "F64",
    "bool": "Bool",
}
TEXTS = {"const std::string&", "std::string", "std::string_view", "const std::string_view&"}
OTHER = re.compile(
    r"\b(char|short|unsigned|float|void|signed|wchar_t|char16_t|char32_t|auto|u?int(8|16|32)_t)\b|\(|\[|\*\*|\.\.\."
)
FUNCTION = re.compile(rb"[ -~]*[\w:>&*~] ?[\w:<>,~ ]*\([ -~]*\)( const)?( noexcept)?\0")


def split(text):
    """A parameter list at its own commas."""
    parts, depth, start = [], 0, 0
    for position, character in enumerate(text):
        depth += (character in "<([{") - (character in ">)]}")
        if character == "," and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


def kind(parameter):
    """The kind of argument that a parameter is, '-' for those that no shape has."""
    declared = parameter.split("=")[0].strip()
    declared = re.sub(r"([\w>&*])\s+\w+$", r"\1", declared) if declared not in INTEGERS else declared
    bare = re.sub(r"^const (.*[^&*])&?$", r"\1", declared) if declared.rstrip("&").removeprefix("const ") in INTEGERS else declared
    if bare.rstrip("&") in INTEGERS and not (bare.endswith("&") and "const" not in declared):
        return INTEGERS[bare.rstrip("&")]
    if declared in TEXTS:
        return "Text"
    return "-" if OTHER.search(declared) or declared.endswith("&&") else "Object"


def lists(path):
    """The argument lists of a dictionary's functions."""
    for match in FUNCTION.finditer(pathlib.Path(path).read_bytes()):
        text = match.group().decode().rstrip("\0").removesuffix(" noexcept").removesuffix(" const")
        if "::" not in text:
            continue
        depth = 0
        for position in range(len(text) - 1, -1, -1):
            depth += (text[position] == ")") - (text[position] == "(")
            if depth == 0:
                break
        yield tuple(kind(parameter) for parameter in split(text[position + 1 : -1]))


def main(paths):
    """Prints the counts."""
    everywhere, libraries = collections.Counter(), collections.Counter()
    print(f"{'dictionary':32} {'functions':>9} {'<= 2, all kinds':>16} {'longer, all kinds':>18}")
    for path in paths:
        own = collections.Counter(lists(path))
        everywhere.update(own)
        libraries.update(own.keys())
        served = {arguments: count for arguments, count in own.items() if "-" not in arguments}
        short = sum(count for arguments, count in served.items() if len(arguments) <= 2)
        longer = sum(count for arguments, count in served.items() if len(arguments) > 2)
        total = max(1, sum(own.values()))
        print(f"{pathlib.Path(path).stem:32} {total:9} {short / total:16.0%} {longer / total:18.0%}")
    print("\nlonger lists, by libraries and functions that have them:")
    longer = [arguments for arguments in everywhere if 2 < len(arguments) <= 6 and "-" not in arguments]
    longer.sort(key=lambda arguments: (-libraries[arguments], -everywhere[arguments], arguments))
    for arguments in longer[:24]:
        print(f"  {libraries[arguments]:3} {everywhere[arguments]:5}  ({', '.join(arguments)})")


if __name__ == "__main__":
    main(sys.argv[1:])
