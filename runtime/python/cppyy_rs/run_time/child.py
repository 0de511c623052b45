"""The child that compiles: ``cppbind serve``, one for this process."""

import atexit
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time

from .errors import Failed, Missing

# How long a compile may take before an interactive user is told what goes on, in seconds.
PATIENCE = 1.0


def program():
    """The generator: $CPPBIND, else the one beside the interpreter, else the first on PATH. Missing where there is none."""
    named = os.environ.get("CPPBIND")
    beside = os.path.join(os.path.dirname(sys.executable or ""), "cppbind")
    for candidate in [named] if named else [beside, "cppbind"]:
        found = shutil.which(candidate)
        if found:
            return found
    if named:
        raise Missing(f"CPPBIND names {named!r}, which is no program")
    raise Missing("C++ at run time needs the generator, which is not installed: install the wheel of cppbind beside that of cppyy_rs")


class Child:
    """A running child and the pipes to it."""

    def __init__(self):
        command = [program(), "serve", "--scratch"]
        # What it writes here goes with it: the child removes it when this process is killed, and this one when the child is.
        self._scratch = _scratch()
        # What is loaded into Python before all else (allocators, sanitizers) is not meant for compilers.
        environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
        self._process = subprocess.Popen(
            [*command, self._scratch],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Another thread may be within a buffer when this process forks.
            bufsize=0,
            env={**environment, "TMPDIR": self._scratch},
            # Ctrl-C is for us: it must not kill a child that waits.
            start_new_session=True,
        )
        self._unread = b""

    def ask(self, request):
        """Does what a request asks for. Failed where it cannot, EOFError where the child has died."""
        try:
            unwritten = memoryview(json.dumps(request).encode() + b"\n")
            while unwritten:
                unwritten = unwritten[self._process.stdin.write(unwritten) :]
        except BrokenPipeError:
            raise EOFError from None
        with _Progress() as progress:
            while True:
                answer = json.loads(self._line(progress))
                if "progress" in answer:
                    progress.what = answer["progress"]
                elif answer == "made":
                    return
                else:
                    raise Failed(**answer["failed"])

    def _line(self, progress):
        """The next line of the child."""
        stdout = self._process.stdout.fileno()
        poll = select.poll()
        poll.register(stdout, select.POLLIN | select.POLLHUP)
        while b"\n" not in self._unread:
            if not poll.poll(100):
                progress.tick()
                continue
            more = os.read(stdout, 1 << 16)
            if not more:
                raise EOFError
            self._unread += more
        line, _, self._unread = self._unread.partition(b"\n")
        return line

    def kill(self):
        """Ends the child and what it runs, whatever it does."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.close()

    def close(self):
        """Ends the child when it is idle, and waits for that."""
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def forget(self):
        """In a forked process, where the child is somebody else's: lets go of the pipes alone."""
        for pipe in (self._process.stdin, self._process.stdout):
            pipe.close()
        self._process.returncode = 0


def _scratch():
    """A new directory for temporary files."""
    # `tempfile` would be one import more for every first compile.
    path = os.path.join(os.environ.get("TMPDIR") or "/tmp", f"cppyy_rs-{os.getpid()}-{os.urandom(6).hex()}")
    try:
        os.mkdir(path, 0o700)
    except OSError as error:
        raise Failed("file", f"there is no place for temporary files: {error}") from None
    return path


class _Progress:
    """A line on the terminal, or below a notebook's cell, while a compile takes long; nothing where nobody looks."""

    def __init__(self):
        self.what = "compiling C++"
        self._started = time.monotonic()
        self._shown = ""

    def __enter__(self):
        return self

    def tick(self):
        """Time has passed."""
        passed = time.monotonic() - self._started
        if passed > PATIENCE and _is_watched():
            self._show(f"cppyy_rs: {self.what} ({passed:.0f} s)")

    def __exit__(self, *_):
        self._show("")

    def _show(self, line):
        if line != self._shown:
            # Notebooks do not know how to clear a line.
            wiped = " " * len(self._shown)
            self._shown = line
            sys.stderr.write(f"\r{wiped}\r{line}")
            sys.stderr.flush()


def _is_watched():
    """Whether somebody sees standard error as it is written."""
    if sys.stderr is None:
        return False
    return sys.stderr.isatty() or type(sys.stderr).__module__ == "ipykernel.iostream"


_child = None


def ask(request):
    """Does what a request asks for, by a new child where the last one is gone. The caller holds the session's lock."""
    global _child
    for attempt in range(2):
        if _child is None:
            _child = Child()
        try:
            return _child.ask(request)
        except Failed:
            raise
        except EOFError:
            _end()
            if attempt:
                raise Failed("tool", "`cppbind serve` ends without an answer: its last words are above") from None
        except BaseException:
            # Interrupted: the answer that is still to come is for nobody.
            _end()
            raise


def _end():
    global _child
    ended, _child = _child, None
    if ended is not None:
        ended.kill()


@atexit.register
def _close():
    global _child
    ended, _child = _child, None
    if ended is not None:
        ended.close()


def _forget():
    global _child
    inherited, _child = _child, None
    if inherited is not None:
        inherited.forget()


os.register_at_fork(after_in_child=_forget)
