"""cppjit, cppyy's successor on clang-repl; its first release is for CPython 3.12 and later."""

TITLE = "cppjit"
QUICK = False
PYTHONS = ["3.12", "3.13"]
OTHERWISE = "cppjit needs CPython 3.12 or later"
REQUIRES = ["cppjit==0.1.0a1"]


def build(at):
    (at.directory / "library").write_text(str(at.library))


def load(directory):
    import cppjit

    library = (directory / "library").read_text()
    cppjit.add_include_path(library)
    cppjit.include("mc.hpp")
    cppjit.include("containers.hpp")
    cppjit.include("listener.hpp")
    cppjit.load_library(f"{library}/libmc.so")
    return cppjit.gbl.mc
