/* Windows of callgrind's instruction count, opened and closed from Python.
 * Outside callgrind the requests are no-ops. */
#include <Python.h>
#include <valgrind/callgrind.h>

static PyObject *begin(PyObject *module, PyObject *none)
{
    static int instrumented = 0;
    if (!instrumented) {
        CALLGRIND_START_INSTRUMENTATION;
        instrumented = 1;
    }
    CALLGRIND_ZERO_STATS;
    Py_RETURN_NONE;
}

static PyObject *end(PyObject *module, PyObject *name)
{
    const char *text = PyUnicode_AsUTF8(name);
    if (!text)
        return NULL;
    CALLGRIND_DUMP_STATS_AT(text);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"begin", begin, METH_NOARGS, "Counting starts at nought."},
    {"end", end, METH_O, "What was counted is written down under a name."},
    {NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "counting", NULL, -1, methods};

PyMODINIT_FUNC PyInit_counting(void) { return PyModule_Create(&definition); }
