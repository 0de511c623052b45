"""What C++ at run time does where something goes wrong: killed processes, damaged caches, full disks, compiles that never end."""

import fcntl
import io
import os
import pty
import random
import resource
import select
import shutil
import signal
import subprocess
import sys
import textwrap
import time

import pytest

import cppyy_rs
import dictionaries
from cppyy_rs import gbl


@pytest.fixture
def cache(tmp_path):
    """A cache of the test's own, in which the precompiled headers are those of the other tests."""
    shared = dictionaries.BUILD / "cache" / "preludes"
    shared.mkdir(parents=True, exist_ok=True)
    place = tmp_path / "cache"
    place.mkdir()
    (place / "preludes").symlink_to(shared)
    return place


def listen_to_interrupts():
    """Shells have what they start in the background ignore Ctrl-C, which the tests' programs would inherit."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(program, cache, *arguments, limit=None, **options):
    environment = {**os.environ, "CPPBIND_CACHE": str(cache), **options.pop("env", {})}

    def before():
        listen_to_interrupts()
        if limit:
            limit()

    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), *map(str, arguments)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=before, **options,
    )


def run(program, cache, *arguments, **options):
    """The output of a Python program in a process of its own."""
    process = start(program, cache, *arguments, **options)
    out, error = process.communicate(timeout=300)
    assert process.returncode == 0, error
    return out


def children(pid):
    """The processes that a process has started."""
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [int(child) for child in file.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.02)


STORM = """
    import cppyy_rs, sys
    first, seed, count = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    import random
    order = list(range(first, first + count))
    random.Random(seed).shuffle(order)
    for each in order:
        cppyy_rs.cppdef("struct Storm%d { int n; }; int storm_%d(int x) { return x + %d; }" % (each, each, each))
        assert getattr(cppyy_rs.gbl, "storm_%d" % each)(1) == each + 1
        cppyy_rs.cppexec("int stormy_%d = storm_%d(2);" % (each, each))
        assert getattr(cppyy_rs.gbl, "stormy_%d" % each) == each + 2
        assert len(cppyy_rs.gbl.std.vector["Storm%d" % each](3)) == 3
    print("right")
"""


def test_killed_processes_leave_nothing_broken(cache, tmp_path):
    """Four processes share a cache; each, or its child, is killed at a random moment. Whoever lives, or comes later, is right."""
    rounds = int(os.environ.get("CPPYY_RS_STORM", "2"))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    environment = {"TMPDIR": str(scratch)}
    chance = random.Random(rounds)
    assert run(STORM, cache, 0, 0, 1, env=environment) == "right\n"
    begun = time.monotonic()
    assert run(STORM, cache, 0, 0, 2, env=environment) == "right\n"
    life = time.monotonic() - begun
    survivors = 0
    for number in range(rounds):
        # Half of what they ask for has been asked for by an earlier round, and all four ask for the same.
        processes = [start(STORM, cache, number, 4 * number + each, 2, env=environment) for each in range(4)]
        begun = time.monotonic()
        plan = sorted((chance.uniform(0, 1.2 * life), process, chance.random() < 0.5) for process in processes)
        for moment, process, kill_child in plan:
            time.sleep(max(0, begun + moment - time.monotonic()))
            for pid in children(process.pid) if kill_child else [process.pid]:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
        for process in processes:
            out, error = process.communicate(timeout=300)
            if process.returncode != -signal.SIGKILL:
                assert (process.returncode, out) == (0, "right\n"), f"round {number}: {error}"
                survivors += 1
        print(f"{number + 1} rounds, {survivors} of {4 * number + 4} processes lived", flush=True)
    for first in range(0, rounds, 10):
        assert run(STORM, cache, first, first, min(10, rounds + 1 - first), env=environment) == "right\n"


def test_a_killed_process_leaves_no_child_and_no_files(cache, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    process = start(
        "import cppyy_rs, os\ncppyy_rs.cppdef('#include <regex>\\nint slow() { return std::regex_match(\"a\", std::regex(\"b\")); }')\n",
        cache, env={"TMPDIR": str(scratch)},
    )
    wait_for(lambda: any(children(child) for child in children(process.pid)))
    serving = children(process.pid)
    process.kill()
    process.communicate()
    wait_for(lambda: not any(os.path.exists(f"/proc/{child}/cmdline") and open(f"/proc/{child}/cmdline").read() for child in serving))
    assert os.listdir(scratch) == []


def test_a_killed_child_is_no_zombie_and_leaves_no_files(cache, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert run(
        """
        import cppyy_rs, os, signal, subprocess
        from cppyy_rs.run_time import child
        for each in range(3):
            cppyy_rs.cppdef("int mourned_%d() { return %d; }" % (each, each))
            os.kill(child._child._process.pid, signal.SIGKILL)
        cppyy_rs.cppdef("int mourned() { return mourned_0() + mourned_1() + mourned_2(); }")
        assert cppyy_rs.gbl.mourned() == 3
        own = open("/proc/self/task/%d/children" % os.getpid()).read().split()
        print(len(own), len(os.listdir(os.environ["TMPDIR"])))
        """,
        cache, env={"TMPDIR": str(scratch)},
    ) == "1 1\n"
    assert os.listdir(scratch) == []


def test_a_cache_that_is_removed_while_it_is_used(cache):
    run(
        """
        import cppyy_rs, os, shutil, sys
        gbl = cppyy_rs.gbl
        results = os.path.join(os.environ["CPPBIND_CACHE"], "results")
        cppyy_rs.cppdef("struct Removed { int n = 4; }; int removed(const Removed& r) { return r.n; }")
        assert len(gbl.std.vector["Removed"](2)) == 2
        shutil.rmtree(results)
        cppyy_rs.cppdef("int after_removal() { return removed(Removed()) + 1; }")
        assert gbl.after_removal() == 5
        shutil.rmtree(results)
        assert len(gbl.std.vector["std::vector<Removed>"](2)) == 2
        cppyy_rs.cppexec("int still = after_removal()")
        assert (gbl.still, gbl.removed(gbl.Removed())) == (5, 4)
        try:
            cppyy_rs.cppdef("struct Removed {};")
        except SyntaxError as error:
            assert "redefinition" in str(error)
        """,
        cache,
    )


@pytest.mark.parametrize("damage", ["library", "half", "result", "empty", "directory", "old"])
def test_damaged_results_are_made_anew(cache, damage):
    program = """
        import cppyy_rs
        cppyy_rs.cppdef("int undamaged() { return 6; }")
        print(cppyy_rs.gbl.undamaged())
    """
    assert run(program, cache) == "6\n"
    (result,) = cache.glob("results/*/*.result")
    (library,) = cache.glob("results/*/*/lib*.so")
    if damage == "library":
        library.unlink()
    elif damage == "half":
        os.truncate(library, library.stat().st_size // 2)
    elif damage == "result":
        os.truncate(result, result.stat().st_size // 2)
    elif damage == "empty":
        result.write_bytes(b"")
    elif damage == "directory":
        shutil.rmtree(library.parent)
    else:
        # As another version may have written it.
        result.write_bytes(b"version 3\n1.0\n")
    assert run(program, cache) == "6\n"
    assert run(program, cache, env={"CPPBIND": "/no/such"}) == "6\n", "what was made anew is kept"


def test_a_header_that_changes_while_it_is_read_is_read_again(cache, tmp_path):
    header = tmp_path / "restless.hpp"
    program = f"""
        import cppyy_rs, sys, os
        cppyy_rs.add_include_path({str(tmp_path)!r})
        if sys.argv[1:]:
            # The compile sees the old text, and this one has the same length.
            from cppyy_rs.run_time import child
            ask = child.ask
            def changing(request):
                import threading, time
                def change():
                    wanted = os.path.dirname(request["store"])
                    while not (os.path.isdir(wanted) and any(os.path.exists(os.path.join(wanted, each, "snippet.hpp")) for each in os.listdir(wanted))):
                        time.sleep(0.001)
                    with open({str(header)!r}, "w") as file:
                        file.write("inline int restless() {{ return 2; }}\\n")
                thread = threading.Thread(target=change)
                thread.start()
                ask(request)
                thread.join()
            child.ask = changing
        cppyy_rs.include("restless.hpp")
        print(cppyy_rs.gbl.restless())
    """
    header.write_text("inline int restless() { return 1; }\n")
    os.utime(header, (1e9, 1e9))
    assert run(program, cache, "change") in ("1\n", "2\n")
    assert run(program, cache) == "2\n"


def test_a_full_disk_is_an_error(cache):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    program = """
        import cppyy_rs
        try:
            cppyy_rs.cppdef("int roomless() { return 6; }")
        except OSError as error:
            print("CPPBIND_CACHE" in str(error))
        else:
            print(cppyy_rs.gbl.roomless())
    """
    assert run(program, cache, limit=limit) == "True\n"
    assert run(program, cache) == "6\n"


def test_threads_declare_side_by_side(cache):
    assert run(
        """
        import cppyy_rs, threading
        right = []
        def work(number):
            for each in range(2):
                cppyy_rs.cppdef("struct Threaded%d_%d { int n = %d; };" % (number, each, number))
                assert getattr(cppyy_rs.gbl, "Threaded%d_%d" % (number, each))().n == number
                assert len(cppyy_rs.gbl.std.vector["Threaded%d_%d" % (number, each)](number)) == number
            right.append(number)
        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(sorted(right))
        """,
        cache,
    ) == "[0, 1, 2, 3, 4, 5, 6, 7]\n"


def test_a_fork_while_another_thread_compiles(cache):
    assert run(
        """
        import cppyy_rs, os, threading
        cppyy_rs.cppdef("int inherited() { return 1; }")
        from cppyy_rs.run_time import child
        asked = threading.Event()
        ask = child.ask
        def told(request):
            asked.set()
            return ask(request)
        child.ask = told
        thread = threading.Thread(target=cppyy_rs.cppdef, args=("int in_the_thread() { return inherited() + 1; }",))
        thread.start()
        asked.wait()
        child.ask = ask
        pid = os.fork()
        if not pid:
            cppyy_rs.cppdef("int in_the_fork() { return inherited() + 2; }")
            os._exit(cppyy_rs.gbl.in_the_fork())
        thread.join()
        print(cppyy_rs.gbl.in_the_thread(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """,
        cache,
    ) == "2 3\n"


class Terminal:
    """A Python program that runs in a terminal."""

    def __init__(self, program, cache, *arguments):
        self.pid, self.fd = pty.fork()
        if not self.pid:
            listen_to_interrupts()
            os.environ["CPPBIND_CACHE"] = str(cache)
            os.execv(sys.executable, [sys.executable, "-c", textwrap.dedent(program), *map(str, arguments)])
        self.shown = ""

    def wait_for(self, text, seconds=60):
        """Waits until the terminal has shown a text."""
        end = time.monotonic() + seconds
        while text not in self.shown:
            assert time.monotonic() < end, f"{text!r} is not among {self.shown!r}"
            if select.select([self.fd], [], [], 0.1)[0]:
                try:
                    self.shown += os.read(self.fd, 4096).decode()
                except OSError:
                    assert text in self.shown, self.shown
        return self.shown

    def end(self):
        self.wait_for("the end")
        try:
            while os.read(self.fd, 4096):
                pass
        except OSError:
            pass  # So Linux tells that nobody has the terminal open any more.
        os.close(self.fd)
        assert os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]) == 0, self.shown


def test_a_compile_that_never_ends_is_shown_and_interrupted(cache, tmp_path):
    # Whoever opens a pipe waits for a writer.
    os.mkfifo(tmp_path / "endless.hpp")
    terminal = Terminal(
        """
        import cppyy_rs, sys
        cppyy_rs.cppdef("int before_the_interrupt() { return 1; }")
        print("begun", flush=True)
        try:
            cppyy_rs.cppdef('#include "%s"' % sys.argv[1])
        except KeyboardInterrupt:
            print("interrupted")
        cppyy_rs.cppdef("int after_the_interrupt() { return before_the_interrupt() + 1; }")
        print(cppyy_rs.gbl.after_the_interrupt())
        print("the end")
        """,
        cache, tmp_path / "endless.hpp",
    )
    terminal.wait_for("begun")
    terminal.shown = ""
    terminal.wait_for("cppyy_rs: compiling C++ (2 s)")
    (child,) = children(terminal.pid)
    os.write(terminal.fd, b"\x03")
    shown = terminal.wait_for("interrupted")
    assert shown[: shown.index("interrupted")].endswith("   \r"), "the progress is wiped out"
    assert not os.path.exists(f"/proc/{child}")
    terminal.wait_for("2\r\nthe end")
    terminal.end()


def test_whoever_waits_for_the_precompiled_headers_is_told(cache):
    # Another process makes those of these flags.
    program = """
        import cppyy_rs
        cppyy_rs.cppdef("int waited() { return 5; }")
        print(cppyy_rs.gbl.waited(), "the end")
    """
    run(program, cache)
    (cache / "results").rename(cache / "moved")
    locks = []
    for lock in (cache / "preludes").glob("*/lock"):
        locks.append(open(lock))
        fcntl.flock(locks[-1], fcntl.LOCK_EX)
    terminal = Terminal(program, cache)
    terminal.wait_for("cppyy_rs: waiting for another process, which precompiles the headers of the standard library (2 s)")
    for lock in locks:
        lock.close()
    terminal.wait_for("5 the end")
    terminal.end()


def test_notebooks_show_it_too(monkeypatch):
    from cppyy_rs.run_time import child

    class Stream(io.StringIO):
        __module__ = "ipykernel.iostream"

    shown = Stream()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(child, "PATIENCE", -1)
    with child._Progress() as progress:
        progress.tick()
        assert shown.getvalue().endswith("\rcppyy_rs: compiling C++ (0 s)")
    assert shown.getvalue().endswith("\r" + " " * len("cppyy_rs: compiling C++ (0 s)") + "\r")


def test_nothing_is_shown_where_nobody_looks(cache, tmp_path):
    os.mkfifo(tmp_path / "endless.hpp")
    process = start(f"import cppyy_rs; cppyy_rs.cppdef('#include \"{tmp_path}/endless.hpp\"')", cache)
    wait_for(lambda: children(process.pid))
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=60)
    assert out == "" and "cppyy_rs: " not in error and error.rstrip().endswith("KeyboardInterrupt")


def test_a_name_that_cannot_be_compiled_has_a_reason(cache, tmp_path):
    header = tmp_path / "picky.hpp"
    header.write_text("#ifndef __clang__\n#error this compiler is not wanted\n#endif\ninline int picky() { return 1; }\n")
    assert "has no attribute 'picky': " in run(
        f"""
        import cppyy_rs
        # Nothing that this declares needs a dictionary, so nothing is compiled.
        cppyy_rs.cppdef('#include "{header}"')
        try:
            cppyy_rs.gbl.picky
        except AttributeError as error:
            assert "this compiler is not wanted" in str(error), error
            print(error)
        """,
        cache,
    )
    with pytest.raises(AttributeError, match="has no attribute 'no_such_name_at_all'$"):
        gbl.no_such_name_at_all


def test_what_was_not_found_is_looked_for_again_when_headers_change(cache, tmp_path):
    header = tmp_path / "growing.hpp"
    program = f"""
        import cppyy_rs
        cppyy_rs.cppdef('#include "{header}"')
        try:
            cppyy_rs.cppexec("grown();")
            print(hasattr(cppyy_rs.gbl, "grown"))
        except SyntaxError as error:
            print(hasattr(cppyy_rs.gbl, "grown"))
    """
    header.write_text("inline int growing() { return 1; }\n")
    assert run(program, cache) == "False\n"
    header.write_text(header.read_text() + "inline int grown() { return 1; }\n")
    assert run(program, cache) == "True\n"


def test_what_cannot_be_linked_is_an_import_error(cache, tmp_path):
    (tmp_path / "libbroken.so").write_text("this is no library\n")
    with pytest.raises(RuntimeError, match="libbroken"):
        cppyy_rs.load_library(str(tmp_path / "libbroken.so"))
    with pytest.raises(ImportError, match="never_defined"):
        cppyy_rs.cppdef("int never_defined(); int uses_it = never_defined();")
    cppyy_rs.cppdef("int uses_it = 3;")
    assert gbl.uses_it == 3


def test_the_cache_keeps_its_size(cache):
    program = """
        import cppyy_rs, sys
        cppyy_rs.cppdef("int sized_%s() { return 1; }" % sys.argv[1])
    """
    for number in range(3):
        run(program, cache, number)
    results = sorted(cache.glob("results/*/*.result"), key=lambda result: result.stat().st_mtime_ns)
    size = sum(file.stat().st_size for file in cache.rglob("results/**/*") if file.is_file()) // 3
    for hours, result in zip((3, 2, 1), results):
        for path in result.parent.glob(result.stem + "*"):
            os.utime(path, (time.time() - 3600 * hours,) * 2)
    # A hit counts as use.
    run(program, cache, 0)
    preludes = cache / "preludes"
    preludes.unlink()
    said = dictionaries.cppbind("cache", "info", env={**os.environ, "CPPBIND_CACHE": str(cache)})
    assert "3 results" in said.stdout
    environment = {**os.environ, "CPPBIND_CACHE": str(cache), "CPPBIND_CACHE_SIZE": str(int(2.5 * size))}
    assert "removed" in dictionaries.cppbind("cache", "prune", env=environment).stdout
    assert [result.exists() for result in results] == [True, False, True]
    dictionaries.cppbind("cache", "clear", env=environment)
    assert list(cache.rglob("*.result")) == []
