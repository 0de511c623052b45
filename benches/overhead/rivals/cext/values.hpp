// Values from Python to C++ and back, by the C API's own functions, every error checked.

#ifndef BENCHES_CEXT_VALUES_HPP
#define BENCHES_CEXT_VALUES_HPP

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <climits>
#include <string>
#include <vector>

inline bool to_int(PyObject* value, int& result) {
    long number = PyLong_AsLong(value);
    if (number == -1 && PyErr_Occurred()) return false;
    if (number < INT_MIN || number > INT_MAX) {
        PyErr_SetString(PyExc_OverflowError, "the value does not fit into an int");
        return false;
    }
    result = static_cast<int>(number);
    return true;
}

inline bool to_double(PyObject* value, double& result) {
    result = PyFloat_AsDouble(value);
    return !(result == -1.0 && PyErr_Occurred());
}

inline bool to_string(PyObject* value, std::string& result) {
    Py_ssize_t size;
    const char* text = PyUnicode_AsUTF8AndSize(value, &size);
    if (!text) return false;
    result.assign(text, size);
    return true;
}

inline PyObject* from_string(const std::string& text) { return PyUnicode_FromStringAndSize(text.data(), text.size()); }

inline bool to_ints(PyObject* value, std::vector<int>& result) {
    PyObject* items = PySequence_Fast(value, "a sequence of int is needed");
    if (!items) return false;
    Py_ssize_t size = PySequence_Fast_GET_SIZE(items);
    result.resize(size);
    bool fits = true;
    for (Py_ssize_t i = 0; fits && i < size; ++i) fits = to_int(PySequence_Fast_GET_ITEM(items, i), result[i]);
    Py_DECREF(items);
    return fits;
}

inline PyObject* from_ints(const std::vector<int>& numbers) {
    PyObject* list = PyList_New(numbers.size());
    if (!list) return nullptr;
    for (size_t i = 0; i < numbers.size(); ++i) {
        PyObject* item = PyLong_FromLong(numbers[i]);
        if (!item) {
            Py_DECREF(list);
            return nullptr;
        }
        PyList_SET_ITEM(list, i, item);
    }
    return list;
}

// For METH_FASTCALL, which leaves the number of arguments to the function.
inline bool arity(const char* name, Py_ssize_t given, Py_ssize_t least, Py_ssize_t most) {
    if (given >= least && given <= most) return true;
    PyErr_Format(PyExc_TypeError, "%s() takes %zd to %zd arguments (%zd given)", name, least, most, given);
    return false;
}

#endif
