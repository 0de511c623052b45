"""Do attributes added to CPython's descriptor types work, and does anybody else notice?"""

import contextlib
import copy
import doctest
import functools
import inspect
import pickle
import pydoc
import subprocess
import sys
import types
import unittest.mock

import _attributes
from answers import fact, instructions, raised
from _attributes import Widget

BOUND_LOAD = "bound = text.upper"
text, items = "text", [1]

instructions("str method without attributes", "text.isalpha()", text=text)
instructions("its bound load, before", BOUND_LOAD, text=text)
instructions("`text.upper.__name__`, before", "upper.__name__", upper=str.upper)
_attributes.install()
instructions("str method, attributes added", "text.isalpha()", text=text)
instructions("its bound load, after", BOUND_LOAD, text=text)
instructions("`text.upper.__name__`, after", "upper.__name__", upper=str.upper)

widget = Widget()
Widget.twice.__creates__ = True
fact("set on the descriptor, seen on the bound method", widget.twice.__creates__ is True)
widget.twice.__release_gil__ = 5
fact("set on the bound method, seen on the descriptor", Widget.twice.__release_gil__ == 5)
Widget.make.__creates__ = 7
fact("set on a static function", Widget.make.__creates__ == 7 and Widget.poke.__creates__ is False)
fact("foreign descriptor", raised(lambda: str.upper.__creates__))
fact("foreign function", raised(lambda: len.__creates__))
fact("foreign, assigned", raised(lambda: setattr(len, "__creates__", 1)))
fact("hasattr of foreign ones", any(hasattr(each, "__overload__") for each in (str.upper, len, [].append)))
with contextlib.suppress(AttributeError):
    fact("getattr default", getattr(len, "__creates__", "default"))


def nobody_trips():
    """The tools that look at everything, over classes and functions that are not ours."""
    for each in (str.upper, len, [].append, dict.fromkeys):
        inspect.getmembers(each)
        inspect.getdoc(each), inspect.getmodule(each)
        inspect.classify_class_attrs(type(each))
        copy.copy(each), copy.deepcopy(each)
        pickle.loads(pickle.dumps(each))
        pydoc.render_doc(each)
        unittest.mock.create_autospec(each)
    pydoc.render_doc(types.MethodDescriptorType)
    unittest.mock.create_autospec(dict, instance=True)
    doctest.DocTestFinder().find(dict)
    return True


fact("inspect, pydoc, doctest, mock, pickle of foreign ones", raised(nobody_trips))
fact("autospec of ours", raised(lambda: bool(unittest.mock.create_autospec(Widget))))
fact("help() of ours names the C++ signature", "int Widget::twice(int number" in pydoc.render_doc(Widget))
fact("inspect.signature", str(inspect.signature(Widget.twice)))
fact("inspect.signature, bound", str(inspect.signature(widget.twice)))
fact("`__doc__`", Widget.twice.__doc__)
fact("`__name__`, `__qualname__`", f"{Widget.twice.__name__}, {Widget.twice.__qualname__}")
fact("`__module__` of a descriptor", raised(lambda: Widget.twice.__module__))
fact("`__module__` of a foreign descriptor", raised(lambda: str.upper.__module__))
fact("`__module__` of a bound method", raised(lambda: widget.twice.__module__))
fact("`__self__` of a static function (its context)", raised(lambda: Widget.make.__self__).split(" at ")[0])
fact("`repr` of a static function", repr(Widget.make).split(" at ")[0])
fact("pickle of a descriptor", raised(lambda: pickle.loads(pickle.dumps(Widget.twice)) is Widget.twice))
fact("pickle of a static function", raised(lambda: pickle.loads(pickle.dumps(Widget.make)) == Widget.make))
fact("functools.wraps", raised(lambda: functools.wraps(Widget.twice)(lambda: 0).__qualname__))
fact("a descriptor takes weak references, is hashable", raised(lambda: hash(Widget.twice) is not None))

fact("`__doc__` assigned, as CPython is", raised(lambda: setattr(Widget.twice, "__doc__", "mine")))
_attributes.make_doc_settable()
Widget.twice.__doc__ = "twice($self, n)\n--\n\nmine"
fact("`__doc__` with a setter beside CPython's getter", Widget.twice.__doc__ + str(inspect.signature(widget.twice)))
fact("foreign `__doc__` then", str.upper.__doc__ == "".upper.__doc__ and str.upper.__doc__.startswith("Return"))
fact("foreign `__doc__` assigned then", raised(lambda: setattr(str.upper, "__doc__", "x")))
fact("all tools again", raised(nobody_trips))

SUB_INTERPRETER = """
import sys, _attributes
_attributes.install(); _attributes.make_doc_settable()
if sys.version_info >= (3, 13):
    import _interpreters as interpreters
    create = lambda: interpreters.create("legacy")
    run = interpreters.run_string
elif sys.version_info >= (3, 12):
    import _xxsubinterpreters as interpreters
    create = lambda: interpreters.create(isolated=False)
    run = interpreters.run_string
else:
    import _xxsubinterpreters as interpreters
    create, run = interpreters.create, interpreters.run_string
for _ in range(3):
    other = create()
    run(other, "assert not hasattr(len, '__creates__') and str.upper.__doc__\\nimport inspect; inspect.getmembers(len)")
    interpreters.destroy(other)
assert not hasattr(str.upper, "__creates__") and hasattr(_attributes.Widget.twice, "__creates__")
"""
# Not under callgrind: in a process of its own, in development mode.
done = subprocess.run([sys.executable, "-X", "dev", "-c", SUB_INTERPRETER], capture_output=True, text=True)
fact("sub-interpreters come and go, then shutdown", f"exit {done.returncode} {done.stderr.strip()[-200:]}".strip())
