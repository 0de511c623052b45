/* Attributes on exact descriptors: getset descriptors added to the types of CPython's own
 * method descriptors and built-in functions. They answer only for methods of ours. */
#include <Python.h>

/* What the attributes read and write: one per overload set, found through the method definition,
 * which descriptors, their copies, bound methods and static functions share. */
typedef struct {
    PyMethodDef definition;
    PyObject *attributes;
    PyObject *documentation;
} Record;

static PyObject *poke(PyObject *self, PyObject *none) { return PyLong_FromLong(1); }
static PyObject *twice(PyObject *self, PyObject *number) { return PyNumber_Add(number, number); }

static const char twice_doc[] = "twice($self, number, /, scale=1)\n--\n\nint Widget::twice(int number, int scale = 1)";
static Record records[] = {
    {{"poke", poke, METH_NOARGS, "poke($self)\n--\n\nint Widget::poke()"}},
    {{"twice", twice, METH_O, twice_doc}},
    {{"make", twice, METH_O, "make(number)\n--\n\nstatic int Widget::make(int number)"}},
};

static Record *record_of(PyObject *callable)
{
    PyMethodDef *definition = Py_TYPE(callable) == &PyMethodDescr_Type
                                  ? ((PyMethodDescrObject *)callable)->d_method
                                  : ((PyCFunctionObject *)callable)->m_ml;
    Record *record = (Record *)definition;
    return record >= records && record < records + Py_ARRAY_LENGTH(records) ? record : NULL;
}

static PyObject *refuse(PyObject *callable, const char *name)
{
    PyErr_Format(PyExc_AttributeError, "'%.100s' object has no attribute '%s'", Py_TYPE(callable)->tp_name, name);
    return NULL;
}

static PyObject *get(PyObject *callable, void *name)
{
    Record *record = record_of(callable);
    if (!record)
        return refuse(callable, name);
    PyObject *found = PyDict_GetItemString(record->attributes, name);
    return Py_BuildValue("O", found ? found : Py_False);
}

static int set(PyObject *callable, PyObject *value, void *name)
{
    Record *record = record_of(callable);
    if (!record)
        return refuse(callable, name), -1;
    return PyDict_SetItemString(record->attributes, name, value ? value : Py_False);
}

#define ATTRIBUTE(name) {name, get, set, NULL, name}
static PyGetSetDef added[] = {
    ATTRIBUTE("__overload__"), ATTRIBUTE("__add_overload__"), ATTRIBUTE("__creates__"), ATTRIBUTE("__release_gil__"),
    ATTRIBUTE("__set_lifeline__"), ATTRIBUTE("__mempolicy__"), ATTRIBUTE("__sig2exc__"), ATTRIBUTE("__useffi__"),
    ATTRIBUTE("__cpp_name__"), {NULL},
};

/* `method_descriptor` has no `__module__` at all; what lacks it is left lacking it. */
static PyObject *get_module(PyObject *callable, void *name)
{
    return record_of(callable) ? PyUnicode_FromString("_attributes") : refuse(callable, name);
}

static PyGetSetDef added_module = {"__module__", get_module, NULL, NULL, "__module__"};

static PyObject *dict_of(PyTypeObject *type)
{
#if PY_VERSION_HEX >= 0x030C0000
    return PyType_GetDict(type); /* Static types have a dict per interpreter. */
#else
    Py_INCREF(type->tp_dict);
    return type->tp_dict;
#endif
}

static int add(PyTypeObject *type, PyGetSetDef *definition)
{
    PyObject *dict = dict_of(type), *descriptor = PyDescr_NewGetSet(type, definition);
    int result = !dict || !descriptor ? -1 : PyDict_SetItemString(dict, definition->name, descriptor);
    Py_XDECREF(dict);
    Py_XDECREF(descriptor);
    PyType_Modified(type);
    return result;
}

static PyObject *install(PyObject *module, PyObject *none)
{
    PyTypeObject *types[] = {&PyMethodDescr_Type, &PyCFunction_Type};
    for (int i = 0; i < 2; i++)
        for (PyGetSetDef *definition = added; definition->name; definition++)
            if (add(types[i], definition) < 0)
                return NULL;
    if (add(&PyMethodDescr_Type, &added_module) < 0)
        return NULL;
    Py_RETURN_NONE;
}

/* `__doc__` has a getter and no setter. A twin with the same getter gains one. */
static PyGetSetDef settable_doc[2];
static const char read_only[] = "attribute '__doc__' of '%.100s' objects is not writable";

static int set_doc(PyObject *callable, PyObject *value, void *closure)
{
    Record *record = record_of(callable);
    const char *text = value ? PyUnicode_AsUTF8(value) : "";
    if (!record)
        PyErr_Format(PyExc_AttributeError, read_only, Py_TYPE(callable)->tp_name);
    if (!record || !text)
        return -1;
    Py_XINCREF(value);
    Py_XSETREF(record->documentation, value);
    record->definition.ml_doc = text;
    return 0;
}

static PyObject *make_doc_settable(PyObject *module, PyObject *none)
{
    PyTypeObject *types[] = {&PyMethodDescr_Type, &PyCFunction_Type};
    for (int i = 0; i < 2; i++) {
        PyObject *dict = dict_of(types[i]);
        PyGetSetDescrObject *theirs = (PyGetSetDescrObject *)PyDict_GetItemString(dict, "__doc__");
        settable_doc[i] = *theirs->d_getset;
        settable_doc[i].set = set_doc;
        Py_DECREF(dict);
        if (add(types[i], &settable_doc[i]) < 0)
            return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"install", install, METH_NOARGS, "Adds the attributes."},
    {"make_doc_settable", make_doc_settable, METH_NOARGS, "Lets `__doc__` of our methods be assigned."},
    {NULL},
};
static PyType_Slot slots[] = {{0, NULL}};
static PyType_Spec spec = {"_attributes.Widget", sizeof(PyObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_attributes", NULL, -1, methods};

PyMODINIT_FUNC PyInit__attributes(void)
{
    PyObject *module = PyModule_Create(&definition), *type = PyType_FromSpec(&spec);
    for (size_t i = 0; i < Py_ARRAY_LENGTH(records); i++) {
        Record *record = &records[i];
        record->attributes = PyDict_New();
        PyObject *method = i == 2 ? PyCFunction_NewEx(&record->definition, type, NULL)
                                  : PyDescr_NewMethod((PyTypeObject *)type, &record->definition);
        if (!method || PyObject_SetAttrString(type, record->definition.ml_name, method) < 0)
            return NULL;
        Py_DECREF(method);
    }
    if (PyModule_AddObject(module, "Widget", type) < 0)
        return NULL;
    return module;
}
