// The types, with construction in the cheapest form that CPython has: `tp_vectorcall` on an immutable type,
// no garbage collector, no `__dict__`.

#include "containers_methods.hpp"
#include "listeners.hpp"
#include "methods.hpp"
#include "values.hpp"

namespace {

PyObject* get_count(PyObject* self, void*) {
    mc::MyClass* object = object_of(self);
    return object ? PyLong_FromLong(object->count) : nullptr;
}

int set_count(PyObject* self, PyObject* value, void*) {
    mc::MyClass* object = object_of(self);
    if (!object) return -1;
    if (!value) return PyErr_SetString(PyExc_TypeError, "cannot delete count"), -1;
    return to_int(value, object->count) ? 0 : -1;
}

PyObject* get_weight(PyObject* self, void*) {
    mc::MyClass* object = object_of(self);
    return object ? PyFloat_FromDouble(object->weight) : nullptr;
}

int set_weight(PyObject* self, PyObject* value, void*) {
    mc::MyClass* object = object_of(self);
    if (!object) return -1;
    if (!value) return PyErr_SetString(PyExc_TypeError, "cannot delete weight"), -1;
    return to_double(value, object->weight) ? 0 : -1;
}

PyGetSetDef MyClass_fields[] = {
    {"count", get_count, set_count, nullptr, nullptr},
    {"weight", get_weight, set_weight, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

template <double mc::Point::* field>
PyObject* get_coordinate(PyObject* self, void*) {
    return PyFloat_FromDouble(reinterpret_cast<PointInstance*>(self)->value.*field);
}

PyGetSetDef Point_fields[] = {
    {"x", get_coordinate<&mc::Point::x>, nullptr, nullptr, nullptr},
    {"y", get_coordinate<&mc::Point::y>, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

template <class Class>
PyObject* construct(PyTypeObject* type, PyObject* const* arguments, Py_ssize_t given) {
    int count = 0;
    if (!arity(type->tp_name, given, 0, 1) || (given && !to_int(arguments[0], count))) return nullptr;
    PyObject* self = type->tp_alloc(type, 0);
    if (!self) return nullptr;
    try {
        reinterpret_cast<Instance*>(self)->object = make<Class>(count, self);
        return self;
    }
    catch (const std::exception& error) {
        Py_DECREF(self);
        PyErr_SetString(PyExc_RuntimeError, error.what());
        return nullptr;
    }
}

template <class Class>
PyObject* vectorcall(PyObject* type, PyObject* const* arguments, size_t given, PyObject* keywords) {
    if (keywords && PyTuple_GET_SIZE(keywords)) {
        PyErr_SetString(PyExc_TypeError, "no keyword arguments are taken");
        return nullptr;
    }
    return construct<Class>(reinterpret_cast<PyTypeObject*>(type), arguments, PyVectorcall_NARGS(given));
}

// Python subclasses are made by way of here.
template <class Class>
PyObject* new_(PyTypeObject* type, PyObject* arguments, PyObject* keywords) {
    if (keywords && PyDict_GET_SIZE(keywords)) {
        PyErr_SetString(PyExc_TypeError, "no keyword arguments are taken");
        return nullptr;
    }
    return construct<Class>(type, &PyTuple_GET_ITEM(arguments, 0), PyTuple_GET_SIZE(arguments));
}

void dealloc(PyObject* self) {
    mc::MyClass* object = reinterpret_cast<Instance*>(self)->object;
    if (object) destroy(object);
    Py_TYPE(self)->tp_free(self);
}

template <class Instance>
PyObject* new_value(PyTypeObject* type, PyObject*, PyObject*) {
    PyObject* self = type->tp_alloc(type, 0);
    if (self) reinterpret_cast<Instance*>(self)->value = {};
    return self;
}

template <class Class>
PyTypeObject class_type(const char* name) {
    PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
    type.tp_name = name;
    type.tp_basicsize = sizeof(Instance);
    type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE;
    type.tp_new = new_<Class>;
    type.tp_vectorcall = vectorcall<Class>;
    type.tp_dealloc = dealloc;
    return type;
}

template <class Instance>
PyTypeObject value_type(const char* name) {
    PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
    type.tp_name = name;
    type.tp_basicsize = sizeof(Instance);
    type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE;
    type.tp_new = new_value<Instance>;
    type.tp_dealloc = reinterpret_cast<destructor>(PyObject_Free);
    return type;
}

PyObject* free_add(PyObject*, PyObject* const* arguments, Py_ssize_t given) {
    int left, right;
    if (!arity("free_add", given, 2, 2) || !to_int(arguments[0], left) || !to_int(arguments[1], right)) return nullptr;
    try {
        return PyLong_FromLong(mc::free_add(left, right));
    }
    CATCH(nullptr)
}

PyObject* free_dbl(PyObject*, PyObject* argument) {
    double number;
    if (!to_double(argument, number)) return nullptr;
    try {
        return PyFloat_FromDouble(mc::free_dbl(number));
    }
    CATCH(nullptr)
}

using Fast = PyObject* (*)(PyObject*, PyObject* const*, Py_ssize_t);

PyCFunction as_cfunction(Fast function) { return reinterpret_cast<PyCFunction>(reinterpret_cast<void*>(function)); }

PyMethodDef functions[] = {
    {"free_add", as_cfunction(free_add), METH_FASTCALL, nullptr},
    {"free_dbl", free_dbl, METH_O, nullptr},
    {"series", series, METH_O, nullptr},
    {"counts", counts, METH_NOARGS, nullptr},
    {"ids", ids, METH_NOARGS, nullptr},
    {"tell_nothing", as_cfunction(tell_nothing), METH_FASTCALL, nullptr},
    {"tell_number", as_cfunction(tell_number), METH_FASTCALL, nullptr},
    {"tell_object", as_cfunction(tell_object), METH_FASTCALL, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef module = {PyModuleDef_HEAD_INIT, MODULE_NAME, nullptr, -1, functions, nullptr, nullptr, nullptr, nullptr};

bool add_type(PyObject* target, const char* name, PyTypeObject& type) {
    return PyType_Ready(&type) == 0 && PyModule_AddObjectRef(target, name, reinterpret_cast<PyObject*>(&type)) == 0;
}

}  // namespace

PyTypeObject MyClass_Type = class_type<mc::MyClass>("cext.MyClass");
PyTypeObject Derived_Type = class_type<mc::Derived>("cext.Derived");
PyTypeObject Point_Type = value_type<PointInstance>("cext.Point");
PyTypeObject Color_Type = value_type<ColorInstance>("cext.Color");

PyMODINIT_FUNC MODULE_INIT() {
    MyClass_Type.tp_methods = MyClass_methods;
    MyClass_Type.tp_getset = MyClass_fields;
    Point_Type.tp_getset = Point_fields;
    Derived_Type.tp_base = &MyClass_Type;
    PyObject* result = PyModule_Create(&module);
    if (!result) return nullptr;
    if (add_type(result, "MyClass", MyClass_Type) && add_type(result, "Derived", Derived_Type) && add_type(result, "Point", Point_Type) &&
        add_type(result, "Color", Color_Type) && add_type(result, "Listener", Listener_Type) && ready_containers() && name_overrides())
        return result;
    Py_DECREF(result);
    return nullptr;
}
