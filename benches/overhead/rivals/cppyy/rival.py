"""cppyy: Cling parses the header in the process and compiles wrappers at the first calls."""

TITLE = "cppyy"
QUICK = False
REQUIRES = ["cppyy==3.5.0"]


def build(at):
    (at.directory / "library").write_text(str(at.library))


def load(directory):
    import cppyy

    # cppyy_rs' compatible package has no backend: this is cppyy itself.
    import cppyy_backend  # noqa: F401

    library = (directory / "library").read_text()
    cppyy.add_include_path(library)
    cppyy.include("mc.hpp")
    cppyy.include("containers.hpp")
    cppyy.include("listener.hpp")
    cppyy.load_library(f"{library}/libmc.so")
    return cppyy.gbl.mc
