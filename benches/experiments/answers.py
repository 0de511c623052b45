"""How an experiment's script reports: facts, opcodes and instruction counts, one JSON line each."""

import dis
import json
import sys

import counting

SPECIALISED = sys.version_info >= (3, 11)

# An odd number, so that a statement that alternates does so at each call site.
STATEMENTS, REPEATS, WARM_UP = 21, 50, 400
BORING = {
    "CACHE", "RESUME", "RESUME_QUICK", "PRECALL", "POP_TOP", "JUMP_BACKWARD", "JUMP_BACKWARD_QUICK",
    "RETURN_VALUE", "RETURN_CONST", "FOR_ITER", "FOR_ITER_TUPLE", "FOR_ITER_ADAPTIVE", "GET_ITER", "END_FOR",
    "EXTENDED_ARG", "EXTENDED_ARG_QUICK", "FOR_ITER_LIST", "RESUME_CHECK", "JUMP_BACKWARD_NO_INTERRUPT",
}  # fmt: skip


def fact(question, answer):
    """The answer to one question; run.py shows it in this interpreter's column."""
    if isinstance(answer, bool):
        answer = "yes" if answer else "no"
    print(json.dumps({"row": question, "value": str(answer)}), flush=True)


def raised(function):
    """The exception that a call ends with, as text; or what it returned."""
    try:
        return repr(function())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def loop_of(statement, names):
    """A function that runs a statement often; the names are its fast locals."""
    lines = [f"def loop(repeat, {', '.join(names)}):", "    for _ in repeat:", *[f"        {statement}"] * STATEMENTS]
    namespace = {}
    exec("\n".join(lines), namespace)
    return namespace["loop"]


def opcodes(loop):
    """What the specialising interpreter made of the statement, without the loop around it."""
    if not SPECIALISED:
        return ""
    names = [each.opname for each in dis.get_instructions(loop, adaptive=True)]
    seen = [
        name for name in names if name not in BORING and not name.startswith(("LOAD_FAST", "LOAD_CONST", "STORE_FAST"))
    ]
    return " ".join(dict.fromkeys(seen))


def count(row, loop, *arguments):
    """Instructions of one statement of a loop that already ran; run.py fills in the figure."""
    for suffix, repeat in (("full", (None,) * REPEATS), ("empty", ())):
        counting.begin()
        loop(repeat, *arguments)
        counting.end(f"{row}|{suffix}")
    print(json.dumps({"row": row, "per": STATEMENTS * REPEATS, "opcodes": opcodes(loop)}), flush=True)


def instructions(row, statement, **names):
    """Instructions and opcodes of a statement, once its call sites are warm."""
    loop = loop_of(statement, names)
    loop((None,) * WARM_UP, *names.values())
    count(row, loop, *names.values())
