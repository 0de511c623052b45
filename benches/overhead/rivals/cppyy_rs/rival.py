"""cppyy_rs, through `cppbind gen` alone: no bindings are written and nothing is tuned."""

TITLE = "cppyy_rs"
QUICK = True
OURS = True


def version(at):
    return at.ours("import importlib.metadata as m; print(m.version('cppyy_rs'))")


def identity(at):
    """The generator decides what the dictionary is."""
    return (at.venv / "bin" / "cppbind").read_bytes()


def build(at):
    headers = [at.library / f"{name}.hpp" for name in ("mc", "containers", "listener")]
    at.run([at.venv / "bin" / "cppbind", "gen", *headers, "-L", at.library, "-l", "mc"])


def load(directory):
    import cppyy_rs

    cppyy_rs.load_lib(str(directory / "libmcDict.so"))
    return cppyy_rs.gbl.mc
