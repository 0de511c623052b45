// The trampoline: a C++ class whose virtual functions call the methods of its Python object. C++ may call them from
// any thread, so each takes the GIL as the C API has it, and looks the method up by an interned name.

#include "listeners.hpp"

#include "instances.hpp"
#include "listener.hpp"
#include "values.hpp"

namespace {

PyObject *nothing_name, *number_name, *object_name;

struct Attached {
    PyGILState_STATE state = PyGILState_Ensure();
    ~Attached() { PyGILState_Release(state); }
};

int answered(PyObject* answer) {
    if (!answer) throw PythonError();
    int result;
    bool fits = to_int(answer, result);
    Py_DECREF(answer);
    if (!fits) throw PythonError();
    return result;
}

class Heard final : public mc::Listener {
public:
    explicit Heard(PyObject* python) : python(python) {}

    int nothing() override {
        Attached attached;
        return answered(PyObject_CallMethodNoArgs(python, nothing_name));
    }

    int number(int value) override {
        Attached attached;
        PyObject* argument = PyLong_FromLong(value);
        if (!argument) throw PythonError();
        PyObject* answer = PyObject_CallMethodOneArg(python, number_name, argument);
        Py_DECREF(argument);
        return answered(answer);
    }

    int object(mc::MyClass* sender) override {
        Attached attached;
        PyObject* argument = sender ? known_instance(sender) : Py_None;
        if (!argument) {
            PyErr_SetString(PyExc_RuntimeError, "object() got an object that Python did not make");
            throw PythonError();
        }
        return answered(PyObject_CallMethodOneArg(python, object_name, argument));
    }

private:
    // The Python object owns this one.
    PyObject* python;
};

struct ListenerInstance {
    PyObject_HEAD
    Heard* listener;
};

PyObject* new_listener(PyTypeObject* type, PyObject*, PyObject*) {
    if (type == &Listener_Type) {
        PyErr_SetString(PyExc_TypeError, "Listener is abstract");
        return nullptr;
    }
    PyObject* self = type->tp_alloc(type, 0);
    if (self) reinterpret_cast<ListenerInstance*>(self)->listener = new Heard(self);
    return self;
}

void dealloc(PyObject* self) {
    delete reinterpret_cast<ListenerInstance*>(self)->listener;
    Py_TYPE(self)->tp_free(self);
}

PyTypeObject listener_type() {
    PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
    type.tp_name = "cext.Listener";
    type.tp_basicsize = sizeof(ListenerInstance);
    type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE;
    type.tp_new = new_listener;
    type.tp_dealloc = dealloc;
    return type;
}

Heard* to_listener(PyObject* argument) {
    if (PyObject_TypeCheck(argument, &Listener_Type)) return reinterpret_cast<ListenerInstance*>(argument)->listener;
    PyErr_SetString(PyExc_TypeError, "a Listener is needed");
    return nullptr;
}

}  // namespace

PyTypeObject Listener_Type = listener_type();

bool name_overrides() {
    nothing_name = PyUnicode_InternFromString("nothing");
    number_name = PyUnicode_InternFromString("number");
    object_name = PyUnicode_InternFromString("object");
    return nothing_name && number_name && object_name;
}

PyObject* tell_nothing(PyObject*, PyObject* const* arguments, Py_ssize_t given) {
    int times;
    if (!arity("tell_nothing", given, 2, 2) || !to_int(arguments[1], times)) return nullptr;
    Heard* listener = to_listener(arguments[0]);
    if (!listener) return nullptr;
    try {
        return PyLong_FromLong(mc::tell_nothing(*listener, times));
    }
    CATCH(nullptr)
}

PyObject* tell_number(PyObject*, PyObject* const* arguments, Py_ssize_t given) {
    int times;
    if (!arity("tell_number", given, 2, 2) || !to_int(arguments[1], times)) return nullptr;
    Heard* listener = to_listener(arguments[0]);
    if (!listener) return nullptr;
    try {
        return PyLong_FromLong(mc::tell_number(*listener, times));
    }
    CATCH(nullptr)
}

PyObject* tell_object(PyObject*, PyObject* const* arguments, Py_ssize_t given) {
    int times;
    if (!arity("tell_object", given, 3, 3) || !to_int(arguments[2], times)) return nullptr;
    Heard* listener = to_listener(arguments[0]);
    if (!listener) return nullptr;
    if (!PyObject_TypeCheck(arguments[1], &MyClass_Type)) {
        PyErr_SetString(PyExc_TypeError, "tell_object() takes a MyClass");
        return nullptr;
    }
    mc::MyClass* sender = object_of(arguments[1]);
    if (!sender) return nullptr;
    try {
        return PyLong_FromLong(mc::tell_object(*listener, *sender, times));
    }
    CATCH(nullptr)
}
