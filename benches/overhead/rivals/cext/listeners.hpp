// Classes that Python derives from, and the functions that call them.

#ifndef BENCHES_CEXT_LISTENERS_HPP
#define BENCHES_CEXT_LISTENERS_HPP

#define PY_SSIZE_T_CLEAN
#include <Python.h>

extern PyTypeObject Listener_Type;

PyObject* tell_nothing(PyObject*, PyObject* const* arguments, Py_ssize_t given);
PyObject* tell_number(PyObject*, PyObject* const* arguments, Py_ssize_t given);
PyObject* tell_object(PyObject*, PyObject* const* arguments, Py_ssize_t given);
bool name_overrides();

#endif
