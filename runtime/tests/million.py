"""What the tests of a million rounds share: the loop, and what has to be the same behind it.

CPPYY_RS_MILLION is how many rounds there are; `make test-million` sets it to 1,000,000.
"""

import gc
import os
import sys

import memory

ROUNDS = int(os.environ.get("CPPYY_RS_MILLION", 20_000))


class Kinds(dict):
    """The loops of a file by their names: functions of the library, of `std` and of how many rounds there are."""

    def __call__(self, function=None, *, each=1):
        """Adds a loop. A round of it counts as `each`: a list of 1,000 numbers is as many conversions."""

        def add(function):
            self[function.__name__] = (function, each)
            return function

        return add if function is None else add(function)

    def check(self, name, counted, std):
        """Runs a loop; afterwards there must be as many objects, as many blocks and as many bytes as before."""
        work, each = self[name]
        rounds = max(ROUNDS // each, 5)
        # What is made once, what a second time finds in Python's own caches, and room for all that waits: for the collector,
        # or as code of callbacks until it is used again.
        work(counted, std, max(rounds // 10, 4000 // each, 5))
        # Without a collection in between, as many wait as the runtime keeps blocks of memory for others to come.
        gc.disable()
        work(counted, std, max(4100 // each, 5))
        gc.enable()
        gc.collect()
        work(counted, std, 5)
        bytes_before, blocks_before, alive_before = memory.used(), sys.getallocatedblocks(), alive(counted)
        made_before = counted.Balance.constructed
        work(counted, std, rounds)
        gc.collect()
        assert alive(counted) == alive_before, f"of {counted.Balance.constructed - made_before} objects"
        # A few blocks are the interpreter's own: lists of free objects, a table that grows.
        assert sys.getallocatedblocks() - blocks_before < 50 + rounds // 100
        # Less than four bytes a round, where any allocation takes sixteen, and at least what comes and goes by itself.
        assert memory.used() - bytes_before < max(4 * rounds * each, memory.NOISE)


def alive(counted):
    """How many objects were constructed and not destroyed."""
    return counted.Balance.constructed - counted.Balance.destroyed
