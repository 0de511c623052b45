"""What a command costs: CPU time and memory of the whole tree of its processes."""

import os
import pathlib
import subprocess
import threading
from dataclasses import dataclass

INTERVAL_S = 0.03
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Cost:
    """The cost of one or more commands that run one after the other."""

    cpu_s: float
    largest_mb: float
    together_mb: float

    def then(self, other):
        """Of both: time adds up, memory does not."""
        return Cost(
            self.cpu_s + other.cpu_s,
            max(self.largest_mb, other.largest_mb),
            max(self.together_mb, other.together_mb),
        )


def session_rss(session):
    """The resident memory of all processes of a session, in bytes."""
    total = 0
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            stat = pathlib.Path(entry.path, "stat").read_bytes()
        except OSError:
            continue  # it has ended since
        # The name, in parentheses, may hold blanks; state, parent, group and session follow, the 22nd is the RSS.
        fields = stat[stat.rindex(b")") + 2 :].split()
        if int(fields[3]) == session:
            total += int(fields[21]) * PAGE
    return total


def run(command, directory):
    """Runs a command to its end; its cost. The parent's accounts of a reaped child hold all that it reaped itself."""
    log = directory / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(each) for each in command], cwd=directory, stdout=output, stderr=output, start_new_session=True
        )
    ended = threading.Event()
    peak = 0

    def sample():
        nonlocal peak
        while not ended.wait(INTERVAL_S):
            peak = max(peak, session_rss(process.pid))

    sampler = threading.Thread(target=sample)
    sampler.start()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    sampler.join()
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(map(str, command))}\n{log.read_text()}")
    largest = usage.ru_maxrss * 1024
    # A process that lives shorter than the interval is seen by its own high-water mark only.
    return Cost(usage.ru_utime + usage.ru_stime, largest / 2**20, max(peak, largest) / 2**20)
