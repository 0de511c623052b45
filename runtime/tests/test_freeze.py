"""`cppbind freeze`: what a script compiles at run time goes with it to machines without a compiler."""

import os
import shutil
import subprocess
import sys
import textwrap

import pytest

import dictionaries

SCRIPT = """
    import os, sys
    import cppyy_rs
    from cppyy_rs import gbl

    cppyy_rs.add_include_path(os.path.join(os.path.dirname(os.path.abspath(__file__)), "include"))
    cppyy_rs.include("own.hpp")
    print(gbl.own(gbl.Own()))
    cppyy_rs.cppdef("struct Frozen { int n; }; namespace frozen { int twice(int x) { return 2 * x; } }")
    # The order is another in each process.
    for each in {"Frozen", "Own", "std::vector<Own>"}:
        assert len(gbl.std.vector[each](2)) == 2
    cppyy_rs.cppexec("int counted = frozen::twice(4); counted += 1;")
    print(gbl.counted, cppyy_rs.macro("INT_MAX"), gbl.std.bitset[8](5).count())
    for source in ("int broken( {", "int counted = 2;"):
        try:
            cppyy_rs.cppdef(source)
        except SyntaxError as error:
            print(str(error).splitlines()[1])
    print(hasattr(gbl, "nothing_there"))
    if "more" in sys.argv:
        cppyy_rs.cppdef("int more() { return counted; }")
        print(gbl.more())
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """A cache in which the precompiled headers are those of the other tests."""
    place = tmp_path_factory.mktemp("cache")
    shared = dictionaries.BUILD / "cache" / "preludes"
    shared.mkdir(parents=True, exist_ok=True)
    (place / "preludes").symlink_to(shared)
    return place


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    (folder / "include").mkdir(parents=True)
    (folder / "include" / "own.hpp").write_text(
        "#pragma once\nstruct Own { int value = 3; };\ninline int own(const Own& o) { return o.value; }\n"
    )
    (folder / "app.py").write_text(textwrap.dedent(SCRIPT))
    return folder


@pytest.fixture
def freeze(cache):
    """`freeze("app.py", "argument")` in a folder."""

    def freeze(*arguments, cwd, check=True):
        return dictionaries.cppbind(
            "freeze", "--python", sys.executable, *arguments, cwd=cwd, check=check,
            env={**os.environ, "CPPBIND_CACHE": str(cache)},
        )

    return freeze


def elsewhere(*command, cwd="/", **environment):
    """A run on a machine that has Python and nothing else: no generator, no compiler, no cache."""
    environment = {"CPPBIND": "/no/such", "CPPBIND_CACHE": "/no/such", "PATH": "/no/such", **environment}
    kept = {name: os.environ[name] for name in ("LD_PRELOAD", "ASAN_OPTIONS", "PYTHONPATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, *map(str, command)], cwd=cwd, env={**kept, **environment}, capture_output=True, text=True
    )


def moved(project, tmp_path):
    """The project under another name, and nothing at its old place."""
    place = tmp_path / "elsewhere" / "moved"
    place.parent.mkdir()
    return shutil.move(project, place)


def test_a_frozen_script_runs_where_there_is_no_compiler(project, freeze, tmp_path):
    said = freeze("app.py", cwd=project)
    assert "app.frozen" in said.stderr and "dictionaries" in said.stderr
    place = moved(project, tmp_path)
    for seed in ("1", "2", "3", "4"):
        done = elsewhere(os.path.join(place, "app.py"), PYTHONHASHSEED=seed)
        assert (done.returncode, done.stdout) == (0, said.stdout), done.stderr
    assert done.stdout.startswith("3\n9 2147483647 2\n"), done.stdout
    assert "redefinition of 'counted'" in done.stdout, "failures are frozen too"
    # The headers are not needed.
    shutil.rmtree(os.path.join(place, "include"))
    os.mkdir(os.path.join(place, "include"))
    assert elsewhere(os.path.join(place, "app.py")).stdout == said.stdout


def test_what_was_not_frozen_is_told(project, freeze):
    freeze("app.py", cwd=project)
    done = elsewhere(project / "app.py", "more")
    assert "app.frozen has nothing for cppdef_" in done.stderr and "'int more() { return counted; }'" in done.stderr
    assert "freeze the script again" in done.stderr
    freeze("--add", "app.py", "more", cwd=project)
    for arguments in ([], ["more"]):
        done = elsewhere(project / "app.py", *arguments)
        assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("9\n")


def test_names_and_specialisations_that_were_not_frozen_are_told(project, freeze):
    freeze("app.py", cwd=project)
    program = project / "other.py"
    program.write_text("import cppyy_rs\ncppyy_rs.gbl.std.forward_list['int']\n")
    done = elsewhere(program, CPPYY_RS_FROZEN=str(project / "app.frozen"))
    assert "std::forward_list" in done.stderr and "app.frozen has nothing for" in done.stderr


def test_changed_headers_are_told(project, freeze):
    freeze("app.py", cwd=project)
    with open(project / "include" / "own.hpp", "a") as file:
        file.write("// changed\n")
    done = elsewhere(project / "app.py")
    assert done.returncode == 1 and "own.hpp has changed since" in done.stderr


def test_changed_text_is_told(project, freeze):
    freeze("app.py", cwd=project)
    script = project / "app.py"
    script.write_text(script.read_text().replace("return 2 * x", "return x + x"))
    done = elsewhere(script)
    assert done.returncode == 1 and "has nothing for cppdef_" in done.stderr and "x + x" not in done.stdout


def test_a_loaded_dictionary_must_be_the_same(project, freeze, tmp_path):
    for name in ("operators", "shapes"):
        shutil.copy(dictionaries.path(name), project)
    script = project / "loads.py"
    script.write_text(
        "import os, cppyy_rs\n"
        "cppyy_rs.load_lib(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'liboperatorsDict.so'))\n"
        "cppyy_rs.cppdef('int with_a_class() { operators::Plain made; return sizeof(made) > 0; }')\n"
        "print(cppyy_rs.gbl.with_a_class())\n"
    )
    freeze("loads.py", cwd=project)
    place = moved(project, tmp_path)
    assert elsewhere(os.path.join(place, "loads.py")).stdout == "1\n"
    os.replace(os.path.join(place, "libshapesDict.so"), os.path.join(place, "liboperatorsDict.so"))
    done = elsewhere(os.path.join(place, "loads.py"))
    assert "liboperatorsDict.so is not the dictionary that" in done.stderr


def test_places_of_frozen_results(project, freeze, tmp_path):
    script = tmp_path / "tool"
    script.write_text("import cppyy_rs, sys\nif len(sys.argv) > 1: cppyy_rs.load_frozen(sys.argv[1])\n"
                      "cppyy_rs.cppdef('int placed() { return 4; }'); print(cppyy_rs.gbl.placed())\n")
    freeze("-o", "results", script, cwd=tmp_path)
    results = str(tmp_path / "results")
    assert elsewhere(script).returncode == 1
    assert elsewhere(script, results).stdout == "4\n"
    assert elsewhere(script, CPPYY_RS_FROZEN=f"/no/such{os.pathsep}{results}").stdout == "4\n"
    done = elsewhere(script, CPPYY_RS_FROZEN="/no/such")
    assert "/no/such is no directory of frozen results" in done.stderr
    done = elsewhere(script, str(tmp_path))
    assert f"{tmp_path} is no directory of frozen results" in done.stderr


def test_other_versions_and_damaged_results_are_told(project, freeze):
    freeze("app.py", cwd=project)
    about = project / "app.frozen" / "about"
    good = about.read_bytes()
    about.write_bytes(good.replace(b"dictionaries", b"dictionarieZ"))
    assert "freeze the script again" in elsewhere(project / "app.py").stderr
    about.write_bytes(good[:-4])
    assert elsewhere(project / "app.py").returncode == 1
    about.write_bytes(good)
    for result in (project / "app.frozen").glob("*.result"):
        result.write_bytes(result.read_bytes()[:-9])
    done = elsewhere(project / "app.py")
    assert done.returncode == 1 and "is damaged" in done.stderr


def test_where_there_is_a_compiler_changes_are_compiled(project, freeze, cache):
    freeze("app.py", cwd=project)
    (project / "include" / "own.hpp").write_text("struct Own { int value = 7; };\ninline int own(const Own& o) { return o.value; }\n")
    done = subprocess.run(
        [sys.executable, str(project / "app.py")],
        env={**os.environ, "CPPBIND_CACHE": str(cache)}, capture_output=True, text=True,
    )
    assert done.stdout.startswith("7\n9 "), done.stderr


def test_processes_that_a_script_starts_are_frozen_with_it(project, freeze, tmp_path):
    script = project / "workers.py"
    script.write_text(textwrap.dedent("""
        import multiprocessing, os
        import cppyy_rs

        def work(number):
            cppyy_rs.cppdef("int worker(int x) { return x + 1; }")
            return cppyy_rs.gbl.worker(number)

        if __name__ == "__main__":
            for method in ("spawn", "fork"):
                with multiprocessing.get_context(method).Pool(2, maxtasksperchild=1) as pool:
                    print(sorted(pool.map(work, [1, 2], 1)))
    """))
    said = freeze("workers.py", cwd=project)
    place = moved(project, tmp_path)
    done = elsewhere(os.path.join(place, "workers.py"))
    assert done.stdout == said.stdout == "[2, 3]\n[2, 3]\n", done.stderr


def test_a_script_that_fails_freezes_nothing(project, freeze):
    for text, told in (("raise SystemExit(3)", "nothing is frozen"), ("pass", "compiled nothing")):
        (project / "fails.py").write_text(text)
        done = freeze("fails.py", cwd=project, check=False)
        assert done.returncode == 1 and told in done.stderr
        assert not (project / "fails.frozen").exists()
    done = freeze("no_such.py", cwd=project, check=False)
    assert done.returncode == 1 and "there is no script" in done.stderr
    (project / "app.frozen").mkdir()
    done = freeze("app.py", cwd=project, check=False)
    assert done.returncode == 1 and "remove it" in done.stderr
    assert sorted(each.name for each in project.iterdir()) == ["app.frozen", "app.py", "fails.py", "include"]
