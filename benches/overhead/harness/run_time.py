"""The section on C++ at run time, of what `benches/run-time/run.py` has measured."""

import json

INTRODUCTION = """## C++ at run time

Whole processes, from their start to the first call's result: medians of {rounds} rounds in which all took turns, wall ms and, in
parentheses, CPU ms of the process and all that it starts; the machine's load average was {load} meanwhile. *cold* compiles text
that nobody has seen before, with the headers of the standard library precompiled; *warm* is a new process with text that is in
the cache. g++ compiles the same text alone: the function with its headers, and an explicit instantiation of the vector.
"""

PROFILE = """Where the time of a cold `cppdef` goes, in CPU ms of one that took 480 where g++ alone took 780: the Python process 60,
libclang 130, of which the parse of the text is 80 and the dictionary's lowering 5, the compiler 230, of which the templates that
the precompiled headers have put off until their end are 100, the linker 30. The steps so far: libclang instantiates what the
prelude puts off when it is saved, and reads over bodies that it has checked; gcc, which cannot, has leaner preludes; what the
compiler tells of itself is kept. A vector of a new struct is two requests. Its iterators are no longer compiled with it but when
Python gets one, its 61 stubs go into one file, and gcc has a prelude of containers alone: 630 ms of CPU instead of 1140, where g++
alone takes 330 (docs/adr/0043). Of these the Python process takes 40, both parses and the child 130, the struct's own dictionary 100,
the vector's 360, of which 50 are an empty file's. What would bring it further down:

- *The struct's dictionary behind Python's back*: the vector needs the struct's text alone. If `cppdef` returned when the text has
  parsed, its dictionary could be compiled while Python goes on, and with what is asked for next; what the linker misses would be
  told later than it is now.
- *The compiler beside libclang*: the text's functions could be compiled while libclang parses, where rewriting it means no
  more than `inline`; it is the longer half of the compiler's work, and a second core is idle then.
- *What gcc puts off*: half of the compiler's time for a small snippet is `std::string` and the streams, which gcc instantiates
  behind precompiled headers each time anew. It does so when the headers are precompiled only for `constexpr` functions.
- *Fewer stubs of a container*: what takes iterators, lists and allocators is 70 ms of the 360, the table that Python's protocols need
  as much. They could wait until Python calls them, and each would take a compile of its own then.
"""


def section(path, markdown):
    """The section; nothing where nobody has measured."""
    if not path.is_file():
        return ""
    results = json.loads(path.read_text())
    columns = list(dict.fromkeys(who for each in results["cases"] for who in each["ms"]))
    lines = []
    for each in results["cases"]:
        cells = [f"{each['ms'][who]} ({each['cpu_ms'][who]})" if who in each["ms"] else "-" for who in columns]
        lines.append([each["case"], *cells])
    bars = [
        [
            f"{bar['case']}: {bar['who']} / {bar['other']}",
            f"{bar['at_most']:g}",
            f"{bar['figure']:.2f} " + ("met" if bar["figure"] <= bar["at_most"] else "**not met**"),
            f"{bar['cpu']:.2f}",
        ]
        for bar in results["bars"]
    ]
    process = results["process"]
    met = "met" if process["rss_mb"] < 25 and not process["maps_compiler"] else "**not met**"
    maps = "maps a compiler" if process["maps_compiler"] else "maps no compiler"
    state = f"The Python process that has compiled and called has {process['rss_mb']} MB resident (less than 25) and {maps}: {met}."
    parts = [INTRODUCTION.format(**results), markdown(["", *columns], lines)]
    parts += [markdown(["what", "at most", "wall", "CPU"], bars), state + "\n", PROFILE]
    return "\n".join(parts)
