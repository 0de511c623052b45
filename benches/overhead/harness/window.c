/* Tells callgrind what to count: one call of a Python function, and nothing of what surrounds it. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <valgrind/callgrind.h>

static PyObject *start(PyObject *self, PyObject *none)
{
    (void)self, (void)none;
    CALLGRIND_START_INSTRUMENTATION;
    Py_RETURN_NONE;
}

/* count(label, function, *arguments): the counts go to a dump of this label. */
static PyObject *count(PyObject *self, PyObject *const *arguments, Py_ssize_t given)
{
    (void)self;
    if (given < 2) {
        PyErr_SetString(PyExc_TypeError, "count(label, function, *arguments)");
        return NULL;
    }
    const char *label = PyUnicode_AsUTF8(arguments[0]);
    if (!label)
        return NULL;
    CALLGRIND_ZERO_STATS;
    PyObject *result = PyObject_Vectorcall(arguments[1], arguments + 2, given - 2, NULL);
    CALLGRIND_DUMP_STATS_AT(label);
    return result;
}

static PyMethodDef functions[] = {
    {"start", start, METH_NOARGS, "Begins to instrument, which costs time: after everything is loaded."},
    {"count", (PyCFunction)(void (*)(void))count, METH_FASTCALL, "Counts one call."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef module = {PyModuleDef_HEAD_INIT, "window", NULL, -1, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_window(void) { return PyModule_Create(&module); }
