"""Prints a header of many small classes, for the load benchmark.

    python big_header.py 10000 > big.hpp

Each class has five methods that differ in shape, so that the dictionary's
tables are as varied as a real library's, and a base in every tenth class.
"""

import sys


def header(classes):
    """The text of a header with `classes` classes of five methods each."""
    lines = ["#pragma once", "namespace big {"]
    for number in range(classes):
        base = f" : Class{number - 1}" if number % 10 == 9 else ""
        lines.append(
            f"struct Class{number}{base} {{\n"
            f"  int value{number} = {number};\n"
            f"  int first() const noexcept {{ return value{number}; }}\n"
            f"  int second(int a) const noexcept {{ return value{number} + a; }}\n"
            f"  double third(double a, double b) const noexcept {{ return a * b; }}\n"
            f"  void fourth(int a) noexcept {{ value{number} = a; }}\n"
            f"  const char* fifth() const noexcept {{ return \"{number}\"; }}\n"
            "};"
        )
    lines.append("}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(header(int(sys.argv[1])))
