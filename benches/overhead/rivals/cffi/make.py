"""Compiles cffi's module of the C header: `make.py LIBRARY OUTPUT`."""

import pathlib
import sys

import cffi

library, output = map(pathlib.Path, sys.argv[1:])
header = (library / "mc_c.h").read_text()
builder = cffi.FFI()
builder.cdef(header + '\nextern "Python" int mc_called_back(int number);\n')
builder.set_source(
    "_mc_cffi",
    header,
    libraries=["mc_c"],
    library_dirs=[str(library)],
    runtime_library_dirs=[str(library)],
    extra_compile_args=["-O2"],
)
builder.compile(tmpdir=str(output))
