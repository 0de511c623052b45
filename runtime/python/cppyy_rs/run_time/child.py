"""The child that compiles: ``cppbind serve``, one for this process."""

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import time

from .errors import Failed, Missing

# How long a compile may take before an interactive user is told what goes on, in seconds.
PATIENCE = 1.0


def program():
    """The generator: $CPPBIND, else the one beside the interpreter, else the first on PATH. Missing where there is none."""
    import shutil

    named = os.environ.get("CPPBIND")
    beside = os.path.join(os.path.dirname(sys.executable or ""), "cppbind")
    for candidate in [named] if named else [beside, "cppbind"]:
        found = shutil.which(candidate)
        if found:
            return found
    if named:
        raise Missing(f"CPPBIND names {named!r}, which is no program")
    raise Missing("C++ at run time needs the generator, which is not installed: pip install cppbind")


class Child:
    """A running child and the pipes to it."""

    def __init__(self):
        self._process = subprocess.Popen(
            [program(), "serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What is loaded into Python before all else (allocators, sanitizers) is not meant for compilers.
            env={name: value for name, value in os.environ.items() if name != "LD_PRELOAD"},
            # Ctrl-C is for us: it must not kill a child that waits.
            start_new_session=True,
        )
        self._unread = b""

    def ask(self, request):
        """Does what a request asks for. Failed where it cannot, EOFError where the child has died."""
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
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
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                pipe.close()
            except BrokenPipeError:
                pass
        self._process.wait()

    def forget(self):
        """In a forked process, where the child is somebody else's: lets go of the pipes alone."""
        for pipe in (self._process.stdin, self._process.stdout):
            os.close(pipe.fileno())
            pipe.detach()
        self._process.returncode = 0


class _Progress:
    """A line on the terminal while a compile takes long; nothing where nobody looks."""

    def __init__(self):
        self.what = "compiling C++"
        self._started = time.monotonic()
        self._shown = False

    def __enter__(self):
        return self

    def tick(self):
        """Time has passed."""
        passed = time.monotonic() - self._started
        if passed > PATIENCE and sys.stderr is not None and sys.stderr.isatty():
            self._shown = True
            sys.stderr.write(f"\r\x1b[Kcppyy_rs: {self.what} ({passed:.0f} s)")
            sys.stderr.flush()

    def __exit__(self, *_):
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


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
