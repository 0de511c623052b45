/* The specialised call opcodes want self's exact type to be the descriptor's. Copies of descriptors in
 * derived classes give them that: made with the class, or by the first call that reaches our vectorcall. */
#include <Python.h>

static long arrivals;
static int lazily;

static PyObject *one(PyObject *self, PyObject *number) { Py_RETURN_NONE; }
static PyObject *noargs(PyObject *self, PyObject *none) { Py_RETURN_NONE; }

#define METHODS 22
static PyMethodDef definitions[METHODS] = {{"one", one, METH_O}, {"noargs", noargs, METH_NOARGS}};
static char names[METHODS][8];

static PyObject *vectorcall(PyObject *callable, PyObject *const *arguments, size_t flags, PyObject *keywords);

static int is_ours(PyObject *found)
{
    return Py_TYPE(found) == &PyMethodDescr_Type && ((PyMethodDescrObject *)found)->vectorcall == vectorcall;
}

static int copy_one(PyTypeObject *type, PyMethodDef *definition)
{
    PyObject *copy = PyDescr_NewMethod(type, definition);
    if (!copy)
        return -1;
    ((PyMethodDescrObject *)copy)->vectorcall = vectorcall;
    int result = PyDict_SetItemString(type->tp_dict, definition->ml_name, copy);
    Py_DECREF(copy);
    return result;
}

/* Copies what `type` inherits from us: only names for which lookup through the MRO ends at a descriptor
 * of ours. One PyType_Modified for all of them, because a class has a limited number of versions. */
static int copy_all(PyTypeObject *type)
{
    for (int i = 0; i < METHODS; i++) {
        PyObject *name = PyUnicode_InternFromString(definitions[i].ml_name);
        PyObject *found = _PyType_Lookup(type, name);
        Py_DECREF(name);
        if (found && is_ours(found) && PyDescr_TYPE(found) != type && copy_one(type, ((PyMethodDescrObject *)found)->d_method) < 0)
            return -1;
    }
    PyType_Modified(type);
    return 0;
}

static PyObject *vectorcall(PyObject *callable, PyObject *const *arguments, size_t flags, PyObject *keywords)
{
    PyMethodDescrObject *descriptor = (PyMethodDescrObject *)callable;
    PyTypeObject *type = Py_TYPE(arguments[0]);
    arrivals++;
    if (PyVectorcall_NARGS(flags) < 1 || !PyType_IsSubtype(type, PyDescr_TYPE(descriptor)))
        return PyErr_Format(PyExc_TypeError, "wrong self");
    /* Not for `Base.m(derived)` and `super().m()`: there the class's own lookup finds something else. */
    if (lazily && type != PyDescr_TYPE(descriptor) && _PyType_Lookup(type, PyDescr_NAME(descriptor)) == callable)
        if (copy_all(type) < 0)
            return NULL;
    return descriptor->d_method->ml_meth(arguments[0], PyVectorcall_NARGS(flags) > 1 ? arguments[1] : NULL);
}

static PyObject *copy(PyObject *module, PyObject *type)
{
    if (copy_all((PyTypeObject *)type) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *strip(PyObject *module, PyObject *class)
{
    PyTypeObject *type = (PyTypeObject *)class;
    for (int i = 0; i < METHODS; i++)
        if (PyDict_DelItemString(type->tp_dict, definitions[i].ml_name) < 0)
            return NULL;
    PyType_Modified(type);
    Py_RETURN_NONE;
}

static PyObject *set_lazily(PyObject *module, PyObject *on)
{
    lazily = PyObject_IsTrue(on);
    Py_RETURN_NONE;
}

static PyObject *arrived(PyObject *module, PyObject *none)
{
    long count = arrivals;
    arrivals = 0;
    return PyLong_FromLong(count);
}

static PyMethodDef functions[] = {
    {"copy", copy, METH_O, "Copies the inherited descriptors into a class."},
    {"strip", strip, METH_O, "Removes the copies."},
    {"set_lazily", set_lazily, METH_O, "Whether the first call on a derived class copies."},
    {"arrived", arrived, METH_NOARGS, "How many calls came to our vectorcall since the last question."},
    {NULL},
};

/* The fields behind the head are those of a proxy without its dict, which another experiment looks at. */
typedef struct { PyObject_HEAD void *address; unsigned long flags; } Object;
static PyType_Slot slots[] = {{0, NULL}};
static PyType_Spec spec = {"_copies.Base", sizeof(Object), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};
static PyType_Spec derived = {"_copies.Derived", sizeof(Object), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_copies", NULL, -1, functions};

PyMODINIT_FUNC PyInit__copies(void)
{
    PyObject *module = PyModule_Create(&definition), *base = PyType_FromSpec(&spec);
    for (int i = 0; i < METHODS; i++) {
        if (i > 1) {
            PyOS_snprintf(names[i], sizeof names[i], "m%d", i);
            definitions[i] = (PyMethodDef){names[i], one, METH_O};
        }
        if (copy_one((PyTypeObject *)base, &definitions[i]) < 0)
            return NULL;
    }
    PyType_Modified((PyTypeObject *)base);
    if (PyModule_AddObject(module, "Base", base) < 0)
        return NULL;
    for (int i = 0; i < 2; i++) {
        PyObject *type = PyType_FromSpecWithBases(&derived, PyTuple_Pack(1, base));
        if (PyModule_AddObject(module, i ? "Lazy" : "Derived", type) < 0)
            return NULL;
    }
    return module;
}
