"""C++ at run time that uses Python's C API: `Python.h`, `PyObject*`, and classes that adapt themselves."""

import gc
import sys

import pytest

import cppyy_rs
from cppyy_rs import gbl, nullptr


@pytest.fixture(scope="module")
def api():
    cppyy_rs.cppdef(
        """
        #include "Python.h"
        namespace python_api {
        long to_long(PyObject* number) { return PyLong_AsLong(number); }
        PyObject* same(PyObject* object) { Py_XINCREF(object); return object; }
        bool is_null(PyObject* object) { return object == nullptr; }
        PyObject* fail() { PyErr_SetString(PyExc_KeyError, "no"); return nullptr; }
        PyObject* nothing() { return nullptr; }

        struct Adapted {
            static std::string name;
            static void __cppyy_pythonize__(PyObject* cls, const std::string& of) {
                name = of;
                PyObject* number = PyLong_FromLong(42);
                PyObject_SetAttrString(cls, "answer", number);
                Py_DECREF(number);
            }
        };
        std::string Adapted::name;
        struct Derived : Adapted {};
        struct Alone {
            static int calls;
            static void __cppyy_explicit_pythonize__(PyObject*, const std::string&) { ++calls; }
        };
        int Alone::calls = 0;
        struct OfAlone : Alone {};
        }
        """
    )
    return gbl.python_api


def test_objects_go_through_as_they_are(api):
    assert api.to_long(7) == 7
    for value in (object(), [], None, 0, "text", api.same):
        assert api.same(value) is value
    assert api.is_null(nullptr)
    assert not api.is_null(0)


def test_references_are_counted(api):
    value = object()
    before = sys.getrefcount(value)
    for _ in range(100):
        api.same(value)
        api.is_null(value)
    gc.collect()
    assert sys.getrefcount(value) == before


def test_null_is_an_exception(api):
    with pytest.raises(KeyError, match="no"):
        api.fail()
    with pytest.raises(SystemError):
        api.nothing()


def test_classes_adapt_themselves(api):
    assert api.Adapted.answer == 42
    assert str(api.Adapted.name) == "python_api::Adapted"
    assert api.Derived.answer == 42
    assert str(api.Adapted.name) == "python_api::Derived"
    assert api.Alone.calls == 1
    api.OfAlone
    assert api.Alone.calls == 1
