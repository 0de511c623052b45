// The functions of the module that give containers.

#ifndef BENCHES_CEXT_CONTAINERS_METHODS_HPP
#define BENCHES_CEXT_CONTAINERS_METHODS_HPP

#define PY_SSIZE_T_CLEAN
#include <Python.h>

PyObject* series(PyObject*, PyObject* argument);
PyObject* counts(PyObject*, PyObject*);
PyObject* ids(PyObject*, PyObject*);
bool ready_containers();

#endif
