"""`%%cppdef` and `%%cppexec` in IPython and Jupyter: `%load_ext cppyy_rs`, then cells of C++."""

from .api import cppdef, cppexec


def load(shell):
    """Registers the magics with an IPython shell."""
    shell.register_magic_function(_cppdef, "cell", "cppdef")
    shell.register_magic_function(_cppexec, "line_cell", "cppexec")


def _cppdef(line, cell):
    """Compiles the cell's declarations, as `cppyy_rs.cppdef`."""
    cppdef(cell)


def _cppexec(line, cell=None):
    """Runs the statements of the line, or of the cell, as `cppyy_rs.cppexec`."""
    cppexec(line if cell is None else cell)
