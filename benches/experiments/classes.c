/* Classes of a metaclass with a word of its own and a tp_setattro: are they called by the specialised
 * opcode, may they be immutable, and who holds a reference to a class that is never freed? */
#include <Python.h>
#include <stddef.h>

#if PY_VERSION_HEX < 0x030A0000
#define Py_TPFLAGS_IMMUTABLETYPE 0 /* 3.10 brought it. */
#endif

typedef struct { PyObject_HEAD long value; } Object;

static PyTypeObject *metaclass;
static long fast; /* constructions by tp_vectorcall */

static PyObject *object_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    return type->tp_alloc(type, 0);
}

static int object_init(PyObject *self, PyObject *arguments, PyObject *keywords)
{
    return PyArg_ParseTuple(arguments, "l", &((Object *)self)->value) ? 0 : -1;
}

/* A class made here lives for ever, so its instances hold no reference to it; those of a Python subclass,
 * which are deallocated by `subtype_dealloc`, do. */
static void object_dealloc(PyObject *self);

static int holds_reference(PyTypeObject *type) { return type->tp_dealloc != object_dealloc; }

static void object_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    PyObject_GC_Del(self);
    if (holds_reference(type))
        Py_DECREF(type);
}

static int object_traverse(PyObject *self, visitproc visit, void *arg)
{
    /* What is visited must be owned: a class visited without a reference looks like garbage. */
    if (holds_reference(Py_TYPE(self)))
        Py_VISIT(Py_TYPE(self));
    return 0;
}

static PyObject *construct(PyObject *class, PyObject *const *arguments, size_t flags, PyObject *keywords)
{
    PyTypeObject *type = (PyTypeObject *)class;
    fast++;
    if (type->tp_init != object_init || keywords || PyVectorcall_NARGS(flags) != 1) {
        PyErr_SetString(PyExc_TypeError, "one number wanted");
        return NULL;
    }
    Object *made = PyObject_GC_New(Object, type);
    Py_DECREF(type);
    made->value = PyLong_AsLong(arguments[0]);
    return (PyObject *)made;
}

/* Assignment on a class from Python: our chance to see it. */
static PyObject *seen;

static int class_setattro(PyObject *class, PyObject *name, PyObject *value)
{
    PyTypeObject *type = (PyTypeObject *)class;
    unsigned long immutable = type->tp_flags & Py_TPFLAGS_IMMUTABLETYPE;
    type->tp_flags &= ~immutable;
    int result = PyType_Type.tp_setattro(class, name, value);
    type->tp_flags |= immutable;
    if (type->tp_init != object_init)
        type->tp_vectorcall = NULL;
    return PyList_Append(seen, name) < 0 ? -1 : result;
}

static PyObject *number(PyObject *context, PyObject *argument) { Py_RETURN_NONE; }
static PyMethodDef bare = {"bare", number, METH_O};
static PyMethodDef static_methods[] = {{"static", number, METH_O | METH_STATIC}, {NULL}};

static PyType_Slot base_slots[] = {
    {Py_tp_new, object_new}, {Py_tp_init, object_init}, {Py_tp_dealloc, object_dealloc},
    {Py_tp_traverse, object_traverse}, {Py_tp_methods, static_methods}, {0, NULL},
};
static PyType_Spec base_spec = {
    "_classes.Root", sizeof(Object), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, base_slots,
};
static PyType_Slot meta_slots[] = {{Py_tp_base, NULL}, {Py_tp_setattro, class_setattro}, {0, NULL}};
static PyType_Spec meta_spec = {"_classes.Meta", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, meta_slots};

/* Made by calling the metaclass, as Python does; the slots that differ are set afterwards. */
static PyObject *make(PyObject *module, PyObject *arguments)
{
    PyObject *meta, *root, *name;
    int vectorcall, immutable;
    if (!PyArg_ParseTuple(arguments, "OOUpp", &meta, &root, &name, &vectorcall, &immutable))
        return NULL;
    PyObject *made = PyObject_CallFunction(meta, "O(O){s()}", name, root, "__slots__");
    PyTypeObject *type = (PyTypeObject *)made;
    PyObject *function = PyCFunction_New(&bare, made);
    if (!made || !function || PyDict_SetItemString(type->tp_dict, "bare", function) < 0)
        return NULL;
    if (vectorcall) {
        type->tp_dealloc = object_dealloc;
        type->tp_traverse = object_traverse;
        type->tp_vectorcall = construct;
        Py_INCREF(type); /* for ever */
    }
    if (immutable)
        type->tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
    PyType_Modified(type);
    return made;
}

static PyObject *constructed(PyObject *module, PyObject *none)
{
    long count = fast;
    fast = 0;
    return PyLong_FromLong(count);
}

static PyMethodDef functions[] = {
    {"make", make, METH_VARARGS, "make(metaclass, base, name, vectorcall, immutable)"},
    {"constructed", constructed, METH_NOARGS, "Constructions by tp_vectorcall since the last question."},
    {NULL},
};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_classes", NULL, -1, functions};

PyMODINIT_FUNC PyInit__classes(void)
{
    PyObject *module = PyModule_Create(&definition);
    meta_slots[0].pfunc = &PyType_Type;
    meta_spec.basicsize = (int)PyType_Type.tp_basicsize + (int)sizeof(void *);
    metaclass = (PyTypeObject *)PyType_FromSpec(&meta_spec);
    PyModule_AddObject(module, "inherited", PyBool_FromLong(metaclass->tp_flags & Py_TPFLAGS_HAVE_VECTORCALL));
    metaclass->tp_vectorcall_offset = offsetof(PyTypeObject, tp_vectorcall);
    metaclass->tp_flags |= Py_TPFLAGS_HAVE_VECTORCALL;
    PyModule_AddObject(module, "seen", seen = PyList_New(0));
    PyModule_AddObject(module, "Meta", (PyObject *)metaclass);
    PyModule_AddObject(module, "Root", PyType_FromSpec(&base_spec));
    return module;
}
