/* A method descriptor's own `vectorcall` field, replaced: does what the specialised opcodes do not
 * take (keywords, a wrong number of arguments, a self of a derived class) come to us? */
#include <Python.h>

static long arrivals; /* calls that came through our vectorcall */

static PyObject *noargs(PyObject *self, PyObject *none) { Py_RETURN_NONE; }
static PyObject *one(PyObject *self, PyObject *number) { Py_RETURN_NONE; }
static PyObject *two(PyObject *self, PyObject *const *arguments, Py_ssize_t count) { Py_RETURN_NONE; }
static PyObject *named(PyObject *self, PyObject *const *arguments, Py_ssize_t count, PyObject *names) { Py_RETURN_NONE; }

static PyMethodDef definitions[] = {
    {"noargs", noargs, METH_NOARGS},
    {"one", one, METH_O},
    {"two", (PyCFunction)(void (*)(void))two, METH_FASTCALL},
    {"named", (PyCFunction)(void (*)(void))named, METH_FASTCALL | METH_KEYWORDS},
};

/* Says what arrived, so that the script sees that nothing was lost. */
static PyObject *general(const char *how, PyObject *name, Py_ssize_t positional, PyObject *keywords)
{
    return Py_BuildValue("(sOnO)", how, name, positional, keywords ? keywords : Py_None);
}

static PyObject *descriptor_call(PyObject *callable, PyObject *const *arguments, size_t flags, PyObject *keywords)
{
    PyMethodDescrObject *descriptor = (PyMethodDescrObject *)callable;
    Py_ssize_t count = PyVectorcall_NARGS(flags);
    PyCFunction method = descriptor->d_method->ml_meth;
    arrivals++;
    if (!keywords && count == 1 && descriptor->d_method->ml_flags == METH_NOARGS)
        return method(arguments[0], NULL);
    if (!keywords && count == 2 && descriptor->d_method->ml_flags == METH_O)
        return method(arguments[0], arguments[1]);
    return general("descriptor", PyDescr_NAME(descriptor), count, keywords);
}

static PyObject *bound_call(PyObject *callable, PyObject *const *arguments, size_t flags, PyObject *keywords)
{
    PyMethodDef *definition = ((PyCFunctionObject *)callable)->m_ml;
    PyObject *self = PyCFunction_GET_SELF(callable);
    Py_ssize_t count = PyVectorcall_NARGS(flags);
    arrivals++;
    if (!keywords && count == 1 && definition->ml_flags == METH_O)
        return definition->ml_meth(self, arguments[0]);
    PyObject *name = PyUnicode_FromString(definition->ml_name);
    PyObject *result = general("bound", name, count, keywords);
    Py_XDECREF(name);
    return result;
}

/* Bound methods are made by the `tp_descr_get` of CPython's descriptor type; this one goes before it
 * and gives those of our methods a vectorcall of ours as well. */
static descrgetfunc original_get;

static PyObject *descr_get(PyObject *descriptor, PyObject *object, PyObject *type)
{
    PyObject *bound = original_get(descriptor, object, type);
    vectorcallfunc call = ((PyMethodDescrObject *)descriptor)->vectorcall;
    if (call == descriptor_call && bound && PyCFunction_CheckExact(bound))
        ((PyCFunctionObject *)bound)->vectorcall = bound_call;
    return bound;
}

static PyObject *hook_binding(PyObject *module, PyObject *none)
{
    original_get = PyMethodDescr_Type.tp_descr_get;
    PyMethodDescr_Type.tp_descr_get = descr_get;
    Py_RETURN_NONE;
}

static PyObject *arrived(PyObject *module, PyObject *none)
{
    long count = arrivals;
    arrivals = 0;
    return PyLong_FromLong(count);
}

static PyMethodDef functions[] = {
    {"hook_binding", hook_binding, METH_NOARGS, "Gives bound methods our vectorcall from now on."},
    {"arrived", arrived, METH_NOARGS, "How many calls came to our vectorcall since the last question."},
    {NULL},
};
static PyType_Slot slots[] = {{0, NULL}};
static PyType_Spec spec = {"_keywords.Type", sizeof(PyObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_keywords", NULL, -1, functions};

PyMODINIT_FUNC PyInit__keywords(void)
{
    PyObject *module = PyModule_Create(&definition);
    for (int patched = 0; patched < 2; patched++) {
        PyObject *type = PyType_FromSpec(&spec);
        for (size_t i = 0; i < Py_ARRAY_LENGTH(definitions); i++) {
            PyObject *method = PyDescr_NewMethod((PyTypeObject *)type, &definitions[i]);
            if (patched)
                ((PyMethodDescrObject *)method)->vectorcall = descriptor_call;
            if (PyObject_SetAttrString(type, definitions[i].ml_name, method) < 0)
                return NULL;
            Py_DECREF(method);
        }
        if (PyModule_AddObject(module, patched ? "Patched" : "Plain", type) < 0)
            return NULL;
    }
    return module;
}
