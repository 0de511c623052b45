"""Bindings of a workload: how each is written and built, and how a program comes to use it.

Each rival is built as its own documentation does in release mode; the flags are
those of its CMake functions.
"""

import json
import pathlib
import subprocess

import cost

PROBE = """
import json, sysconfig, importlib.util
def where(name):
    spec = importlib.util.find_spec(name)
    return spec and spec.submodule_search_locations[0]
print(json.dumps({
    "include": sysconfig.get_paths()["include"],
    "suffix": sysconfig.get_config_var("EXT_SUFFIX"),
    "nanobind": where("nanobind"), "pybind11": where("pybind11"),
}))
"""


class Place:
    """Where bindings are built, and with what."""

    def __init__(self, python, venv, directory):
        self.python, self.venv, self.directory = python, venv, directory
        answer = subprocess.run([python, "-c", PROBE], check=True, capture_output=True, text=True)
        self.known = json.loads(answer.stdout)

    def folder(self, *names):
        """A directory below that of the build."""
        folder = self.directory.joinpath(*names)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def version(self, package):
        """The version of an installed package."""
        program = f"from importlib.metadata import version; print(version({package!r}))"
        answer = subprocess.run([self.python, "-c", program], check=True, capture_output=True, text=True)
        return answer.stdout.strip()


class CppyyRs:
    """A dictionary, made by `cppbind gen` at its default flags."""

    name = "cppyy_rs"

    def __init__(self, place):
        self.place = place
        self.title = f"cppyy_rs {place.version('cppyy_rs')}"

    def build(self, workload):
        """Builds the bindings; what that costs, and the file."""
        folder = self.place.folder(self.name, workload.name)
        (folder / f"{workload.name}.hpp").write_text(workload.header())
        spent = cost.run([self.place.venv / "bin" / "cppbind", "gen", f"{workload.name}.hpp"], folder)
        return spent, folder / f"lib{workload.name}Dict.so"

    def use(self, workload):
        """The statements by which a program gets the bindings, as `lib`."""
        path = self.place.folder(self.name, workload.name) / f"lib{workload.name}Dict.so"
        return f"import cppyy_rs; cppyy_rs.load_lib({str(path)!r}); lib = cppyy_rs.gbl"


class Rival:
    """An extension module, compiled from one file."""

    header = ""

    def __init__(self, place):
        self.place = place
        self.title = f"{self.name} {place.version(self.name)}"
        self.root = pathlib.Path(place.known[self.name])

    def build(self, workload):
        """Builds the bindings; what that costs, and the file."""
        folder = self.place.folder(self.name, workload.name)
        (folder / f"{workload.name}.hpp").write_text(workload.header())
        (folder / "bindings.cpp").write_text(self.source(workload))
        target = folder / f"bound_{workload.name}{self.place.known['suffix']}"
        compiled = cost.run([*self.compiler(), "-c", "bindings.cpp", "-o", "bindings.o"], folder)
        linked = cost.run([*self.linker(), "bindings.o", *self.runtime(), "-o", target], folder)
        return compiled.then(linked), target

    def use(self, workload):
        """The statements by which a program gets the bindings, as `lib`."""
        folder = self.place.folder(self.name, workload.name)
        return f"import sys; sys.path.insert(0, {str(folder)!r}); import bound_{workload.name} as lib"

    def runtime(self):
        """What is linked besides."""
        return ()

    def source(self, workload):
        """The bindings, written as that library's tutorial does."""
        lines = [f"#include <{self.header}>", f'#include "{workload.name}.hpp"', ""]
        lines += [f"namespace py = {self.name};", "", f"{self.macro}(bound_{workload.name}, m) {{"]
        lines += [f'    m.def("{each.name}", &{each.name});' for each in workload.functions]
        for each in workload.classes:
            lines.append(f'    py::class_<{each.name}>(m, "{each.name}")')
            lines.append(f"        .def(py::init<{', '.join(each.types)}>())")
            lines += [f'        .{self.field}("{field}", &{each.name}::{field})' for field in "abc"]
            lines.append(f'        .def("sum", &{each.name}::sum);')
        return "\n".join([*lines, "}", ""])


class Nanobind(Rival):
    """`nanobind_add_module` in release mode, with its static runtime, which a project compiles once."""

    name, header, macro, field = "nanobind", "nanobind/nanobind.h", "NB_MODULE", "def_rw"
    common = (
        "g++", "-std=c++17", "-O3", "-DNDEBUG",
        "-fPIC", "-fvisibility=hidden", "-ffunction-sections", "-fdata-sections",
    )  # fmt: skip

    def includes(self):
        """Where its headers are."""
        return (f"-I{self.place.known['include']}", f"-I{self.root / 'include'}")

    def compiler(self):
        """The command that compiles a module."""
        return (*self.common, "-Os", "-fno-stack-protector", *self.includes())

    def linker(self):
        """The command that links a module."""
        return ("g++", "-shared", "-Wl,--gc-sections", "-Wl,-s")

    def runtime(self):
        """The compiled runtime."""
        return (self.place.folder(self.name) / "runtime.o",)

    def build_runtime(self):
        """Compiles the runtime, with its own flags; what that costs."""
        folder = self.place.folder(self.name)
        own = ("-fno-strict-aliasing", "-mtls-dialect=gnu2", "-DNB_BUILD", "-DNB_COMPACT_ASSERTIONS")
        includes = (*self.includes(), f"-I{self.root / 'ext' / 'robin_map' / 'include'}")
        source = self.root / "src" / "nb_combined.cpp"
        return cost.run([*self.common, *own, *includes, "-c", source, "-o", self.runtime()[0]], folder)


class Pybind11(Rival):
    """`pybind11_add_module` in release mode, with its link-time optimisation; the link is stripped."""

    name, header, macro, field = "pybind11", "pybind11/pybind11.h", "PYBIND11_MODULE", "def_readwrite"
    optimisation = ("-O3", "-DNDEBUG", "-fPIC", "-flto=auto", "-fno-fat-lto-objects")

    def compiler(self):
        """The command that compiles a module."""
        includes = (f"-I{self.place.known['include']}", f"-I{self.root / 'include'}")
        return ("g++", "-std=c++17", *self.optimisation, "-fvisibility=hidden", *includes)

    def linker(self):
        """The command that links a module."""
        return ("g++", *self.optimisation, "-shared", "-Wl,-s")
