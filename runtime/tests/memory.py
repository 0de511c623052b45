"""How much memory this process uses, for tests that want it to stay the same."""

import ctypes
import gc
import resource
import sys

_process = ctypes.CDLL(None)
_allocated = getattr(_process, "__sanitizer_get_current_allocated_bytes", None)
if _allocated is not None:
    _allocated.restype = ctypes.c_size_t

# Whether a sanitizer watches this process.
WATCHED = _allocated is not None

# What may come and go by itself: pages and arenas, or a few tables.
NOISE = 1 << 16 if WATCHED else 1 << 20


def used():
    """Bytes that are in use, when all that is free was given back.

    The resident set; under a sanitizer, which keeps freed memory for a while to see whether
    somebody touches it, what its allocator has handed out.
    """
    gc.collect()
    if WATCHED:
        return _allocated()
    _process.malloc_trim(0)
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def left_by(work, turns=3):
    """Bytes that are in use behind `work` and were not before: the fewest of some turns.

    A leak is there in each turn; what other threads, or pages of code that are read, add to the process is not.
    """
    left = []
    for _ in range(turns):
        before = used()
        work()
        left.append(used() - before)
        if left[-1] < NOISE:
            break
    return min(left)


def leaks():
    """Whether something was allocated that nothing refers to; None where no sanitizer can tell.

    What it finds it writes to its log.
    """
    check = getattr(_process, "__lsan_do_recoverable_leak_check", None)
    if check is None:
        return None
    gc.collect()
    _held.extend(_what_frames_hold())
    return check() != 0


# What LeakSanitizer shall find.
_held = []


def _what_frames_hold():
    """The local variables of every frame: CPython's stack of frames is memory that it maps itself, where LeakSanitizer
    looks for no references (`_PyThreadState_PushFrame` of Python/pystate.c)."""
    for frame in sys._current_frames().values():
        while frame is not None:
            yield frame, frame.f_locals
            frame = frame.f_back
