"""What is pickled in one process is found in another one, which has loaded no dictionary."""

import pathlib
import pickle
import shutil

import pytest

import dictionaries

# Reads a pickle from a file; says what it needs no import for.
READ = """
import pickle, sys
with open(sys.argv[1], "rb") as file:
    value = pickle.load(file)
"""


@pytest.fixture(scope="module")
def lib(dictionary):
    import cppyy_rs

    dictionary("pickling")
    return cppyy_rs.gbl.pickling


@pytest.fixture
def elsewhere(tmp_path):
    """Pickles a value and runs a program on it in a fresh process."""

    def run(value, program, protocol=None, environment=None, edit=lambda text: text):
        file = tmp_path / "value.pickle"
        file.write_bytes(edit(pickle.dumps(value, protocol)))
        return dictionaries.python(READ + program, file, cwd=tmp_path)

    return run


def _said(done):
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_the_other_process_loads_the_dictionary(lib, elsewhere, protocol):
    value = {"class": lib.Point, "point": lib.Point(1, 2), "scaled": lib.scaled, "points": lib.points(3), "ns": lib.inner}
    program = """
assert value["class"](3, 4).y == 4
assert value["point"] == value["class"](1, 2)
assert value["scaled"](value["point"], 10).y == 20
assert value["points"][2].y == 1
print(value["ns"].answer())
"""
    assert _said(elsewhere(value, program, protocol)) == "42"


def test_each_kind_of_declaration_brings_its_dictionary(lib, elsewhere):
    for value, use in (
        (lib.Color, "value.Green"),
        (lib.Color.Green, "int(value)"),
        (lib.twice, "value(1)"),
        (lib.twice.__overload__("int"), "value(1)"),
        (lib.Maker.make, "value(1, 2).x"),
        (lib.Maker.times, "value.__name__"),
        (lib.Maker().times, "value(1)"),
        (lib.inner, "value.answer()"),
        (lib.inner.Deep.Deeper, "value().value"),
        (lib.Points, "len(value())"),
        (lib.Failure, "value('x').what()"),
        (lib.Account("me"), "value.owner()"),
    ):
        _said(elsewhere(value, f"print({use})"))


def test_the_standard_dictionary_is_each_installation_s_own(elsewhere):
    import cppyy_rs

    value = cppyy_rs.gbl.std.vector["double"]([1.5, 2])
    assert b"libstandard" not in pickle.dumps(value)
    assert _said(elsewhere(value, "print(value)")) == "{ 1.5, 2.0 }"
    assert _said(elsewhere(cppyy_rs.gbl.std.vector, "print(value[int]([1]))")) == "{ 1 }"


def test_streams_bring_their_operators(lib, elsewhere):
    import cppyy_rs
    from cppyy_rs import _pickled_objects

    cppyy_rs.py.pickle_by_streams(lib.Fraction)
    try:
        assert _said(elsewhere(lib.Fraction(1, 4), "print(value.value())")) == "0.25"
    finally:
        del _pickled_objects._by_streams[lib.Fraction]


def _moved(folder):
    """Where pickles find no dictionary any more: as on another machine."""
    place = bytes(dictionaries.path("pickling").parent)
    # As long as it was, for pickles know the lengths of their texts.
    return lambda text: text.replace(place, place[:-1] + b"!")


def test_a_dictionary_that_is_elsewhere_is_looked_for(lib, elsewhere, tmp_path):
    value, edit = lib.Point(1, 2), _moved(tmp_path)
    missing = elsewhere(value, "", edit=edit)
    assert missing.returncode == 1
    assert "ImportError: the pickle needs the dictionary libpicklingDict.so, which is not at " in missing.stderr
    assert "cppyy_rs.add_library_path" in missing.stderr
    (tmp_path / "place").mkdir()
    shutil.copy(dictionaries.path("pickling"), tmp_path / "place")
    for first in ("add_library_path('place')", "load_lib('place/libpicklingDict.so')"):
        done = dictionaries.python(
            f"import cppyy_rs; cppyy_rs.{first}" + READ + "print(value.y)", tmp_path / "value.pickle", cwd=tmp_path
        )
        assert _said(done) == "2.0"
    # The current directory is looked into, as by `load_lib`.
    shutil.copy(dictionaries.path("pickling"), tmp_path)
    assert _said(elsewhere(value, "print(value.y)", edit=edit)) == "2.0"


def test_a_dictionary_that_lacks_the_name(lib, elsewhere, tmp_path):
    done = elsewhere(lib.Point(1, 2), "", edit=lambda text: text.replace(b"pickling::Point", b"pickling::Paint"))
    assert done.returncode == 1
    assert "AttributeError: no loaded dictionary has a class pickling::Paint" in done.stderr


def test_multiprocessing(lib, tmp_path):
    """Processes that share nothing: the function is bound, and so is what it takes and gives."""
    program = f"""
import multiprocessing
import cppyy_rs

if __name__ == "__main__":
    cppyy_rs.load_lib({str(dictionaries.path("pickling"))!r})
    lib = cppyy_rs.gbl.pickling
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(lib.twice, [1, 2.5, 3]) == [2, 5, 6]
        maker = lib.Maker()
        maker.factor = 10
        assert pool.map(maker.times, range(3)) == [0, 10, 20]
        points = [lib.Point(n, 2 * n) for n in range(20)]
        assert pool.map(lib.sum, [[point] for point in points]) == [3 * n for n in range(20)]
        scaled = pool.starmap(lib.scaled, [(point, 2) for point in points])
        assert [point.y for point in scaled] == [4 * n for n in range(20)]
        assert pool.apply(lib.Account, ("me",)).owner() == "me"
        try:
            pool.apply(lib.fail_plainly)
        except cppyy_rs.gbl.std.out_of_range as error:
            print(error.what())
"""
    script = tmp_path / "spawned.py"
    script.write_text(program)
    done = dictionaries.python(f"import runpy; runpy.run_path({str(script)!r}, run_name='__main__')", cwd=tmp_path)
    assert "too far" in _said(done)


def test_dask(tmp_path):
    """A cluster of processes on this machine, which pickles with cloudpickle what has no module."""
    program = f"""
import cppyy_rs
from dask.distributed import Client, LocalCluster

def norm(point):
    return point.x * point.x + point.y * point.y

if __name__ == "__main__":
    cppyy_rs.load_lib({str(dictionaries.path("pickling"))!r})
    lib = cppyy_rs.gbl.pickling
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster, Client(cluster) as client:
        points = [lib.Point(n, 1) for n in range(10)]
        futures = client.map(lib.scaled, points, factor=2)
        scaled = client.gather(futures)
        assert [point.x for point in scaled] == [2 * n for n in range(10)]
        # What a worker has made goes on to another one.
        assert client.gather(client.map(norm, futures)) == [4 * n * n + 4 for n in range(10)]
        scattered = client.scatter(lib.points(100))
        assert client.submit(lib.sum, scattered).result() == lib.sum(lib.points(100))

        class Named(lib.Shape):
            def __init__(self, size, name):
                super().__init__(size)
                self.name = name

        shape = client.submit(lambda shape: (shape.area(), shape.name), Named(3, "cloud")).result()
        print(shape)
"""
    script = tmp_path / "cluster.py"
    script.write_text(program)
    done = dictionaries.python(f"import runpy; runpy.run_path({str(script)!r}, run_name='__main__')", cwd=tmp_path)
    assert _said(done).endswith("(9.0, 'cloud')")
    assert pathlib.Path(tmp_path).exists()
