/* Objects with a slot for a dict that is mostly empty: what method calls cost with and without one, who
 * writes past our tp_setattro, and what the collector's bookkeeping and a freelist cost. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

#if PY_VERSION_HEX < 0x030A0000
#define Py_TPFLAGS_IMMUTABLETYPE 0
#endif

typedef struct {
    PyObject_HEAD
    void *address;
    unsigned long flags;
    PyObject *dict, *weakrefs;
} Object;

/* The variants: what a fresh object's dict is, and where its memory comes from. */
enum { NO_DICT, SHARED_DICT, OWN_DICT };
static int fresh_dict, track, use_freelist;
static PyObject *shared;
static Object *freelist[64];
static int free_count;

static PyObject *one(PyObject *self, PyObject *number) { Py_RETURN_NONE; }

static PyObject *construct(PyObject *class, PyObject *const *arguments, size_t flags, PyObject *keywords)
{
    PyTypeObject *type = (PyTypeObject *)class;
    Object *made;
    if (use_freelist && free_count) {
        made = freelist[--free_count];
        /* CPython's own revival of a freed object: a count of one. */
        _Py_NewReference((PyObject *)made);
    } else {
        made = PyObject_GC_New(Object, type);
        Py_DECREF(type);
    }
    made->dict = made->weakrefs = NULL;
    if (fresh_dict == SHARED_DICT)
        Py_INCREF(made->dict = shared);
    if (fresh_dict == OWN_DICT)
        made->dict = PyDict_New();
    if (track)
        PyObject_GC_Track(made);
    return (PyObject *)made;
}

static PyObject *object_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    Object *made = (Object *)type->tp_alloc(type, 0);
    if (made && fresh_dict == SHARED_DICT)
        Py_INCREF(made->dict = shared);
    return (PyObject *)made;
}

static void dealloc(PyObject *self)
{
    Object *object = (Object *)self;
    PyTypeObject *type = Py_TYPE(self);
    if (PyObject_GC_IsTracked(self))
        PyObject_GC_UnTrack(self);
    if (object->weakrefs)
        PyObject_ClearWeakRefs(self);
    Py_CLEAR(object->dict);
    if (use_freelist && type->tp_dealloc == dealloc && free_count < 64)
        freelist[free_count++] = object;
    else
        PyObject_GC_Del(self);
    if (type->tp_dealloc != dealloc)
        Py_DECREF(type);
}

static int traverse(PyObject *self, visitproc visit, void *arg)
{
    if (Py_TYPE(self)->tp_dealloc != dealloc)
        Py_VISIT(Py_TYPE(self));
    Py_VISIT(((Object *)self)->dict);
    return 0;
}

static int clear(PyObject *self)
{
    Py_CLEAR(((Object *)self)->dict);
    return 0;
}

/* The shared dict must never be written to, nor leave: both begin with a dict of the object's own. A
 * dict may close a cycle, so the object is the collector's from then on. */
static int own_dict(Object *object)
{
    if (!object->dict || object->dict == shared) {
        PyObject *fresh = PyDict_New();
        if (!fresh)
            return -1;
        Py_XSETREF(object->dict, fresh);
    }
    if (!PyObject_GC_IsTracked((PyObject *)object))
        PyObject_GC_Track(object);
    return 0;
}

static int setattro(PyObject *self, PyObject *name, PyObject *value)
{
    if (own_dict((Object *)self) < 0)
        return -1;
    return PyObject_GenericSetAttr(self, name, value);
}

static PyObject *get_dict(PyObject *self, void *closure)
{
    if (own_dict((Object *)self) < 0)
        return NULL;
    PyObject *dict = ((Object *)self)->dict;
    Py_INCREF(dict);
    return dict;
}

static PyGetSetDef getset[] = {{"__dict__", get_dict, PyObject_GenericSetDict}, {NULL}};
static PyMemberDef members[] = {
    {"__dictoffset__", T_PYSSIZET, offsetof(Object, dict), READONLY},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(Object, weakrefs), READONLY},
    {NULL},
};
static PyMethodDef methods[] = {{"one", one, METH_O}, {NULL}};
static PyType_Slot slots[] = {
    {Py_tp_new, object_new}, {Py_tp_dealloc, dealloc}, {Py_tp_traverse, traverse}, {Py_tp_clear, clear},
    {Py_tp_setattro, setattro}, {Py_tp_methods, methods}, {Py_tp_getset, getset}, {Py_tp_members, members},
    {0, NULL},
};
static PyType_Spec spec = {
    "_dicts.Class", sizeof(Object), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, slots,
};

static PyObject *configure(PyObject *module, PyObject *arguments)
{
    if (!PyArg_ParseTuple(arguments, "ipp", &fresh_dict, &track, &use_freelist))
        return NULL;
    PyDict_Clear(shared);
    Py_RETURN_NONE;
}

static PyObject *shared_is_empty(PyObject *module, PyObject *none)
{
    return PyBool_FromLong(PyDict_GET_SIZE(shared) == 0);
}

static PyObject *copy(PyObject *module, PyObject *class)
{
    PyTypeObject *type = (PyTypeObject *)class;
    PyObject *descriptor = PyDescr_NewMethod(type, &methods[0]);
    if (!descriptor || PyDict_SetItemString(type->tp_dict, "one", descriptor) < 0)
        return NULL;
    Py_DECREF(descriptor);
    PyType_Modified(type);
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {
    {"copy", copy, METH_O, "Copies the descriptor of `one` into a derived class."},
    {"configure", configure, METH_VARARGS, "configure(dict, track, use_freelist): empties the shared dict, too."},
    {"shared_is_empty", shared_is_empty, METH_NOARGS, "Whether nobody wrote into the shared dict."},
    {NULL},
};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_dicts", NULL, -1, functions};

PyMODINIT_FUNC PyInit__dicts(void)
{
    PyObject *module = PyModule_Create(&definition), *class = PyType_FromSpec(&spec);
    PyTypeObject *type = (PyTypeObject *)class;
    shared = PyDict_New();
    type->tp_vectorcall = construct;
    type->tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
    Py_INCREF(class);
    if (PyModule_AddObject(module, "Class", class) < 0)
        return NULL;
    return module;
}
