// The methods of MyClass, each in the calling convention that costs least.

#include "methods.hpp"

#include "values.hpp"

namespace {

PyObject* MyFunc(PyObject* self, PyObject*) {
    mc::MyClass* object = object_of(self);
    if (!object) return nullptr;
    try {
        object->MyFunc();
        Py_RETURN_NONE;
    }
    CATCH(nullptr)
}

PyObject* add(PyObject* self, PyObject* argument) {
    mc::MyClass* object = object_of(self);
    int number;
    if (!object || !to_int(argument, number)) return nullptr;
    try {
        return PyLong_FromLong(object->add(number));
    }
    CATCH(nullptr)
}

PyObject* mul(PyObject* self, PyObject* const* arguments, Py_ssize_t given) {
    mc::MyClass* object = object_of(self);
    double left, right;
    if (!object || !arity("mul", given, 2, 2) || !to_double(arguments[0], left) || !to_double(arguments[1], right)) return nullptr;
    try {
        return PyFloat_FromDouble(object->mul(left, right));
    }
    CATCH(nullptr)
}

PyObject* sum5(PyObject* self, PyObject* const* arguments, Py_ssize_t given) {
    mc::MyClass* object = object_of(self);
    int a, b, c, d, e;
    if (!object || !arity("sum5", given, 5, 5) || !to_int(arguments[0], a) || !to_int(arguments[1], b) || !to_int(arguments[2], c) ||
        !to_int(arguments[3], d) || !to_int(arguments[4], e))
        return nullptr;
    try {
        return PyLong_FromLong(object->sum5(a, b, c, d, e));
    }
    CATCH(nullptr)
}

// Keywords are nearly always the interned strings of the caller's code: compared by address first.
PyObject* add5(PyObject* self, PyObject* const* arguments, Py_ssize_t given, PyObject* keywords) {
    static PyObject* const names[] = {PyUnicode_InternFromString("a"), PyUnicode_InternFromString("b"), PyUnicode_InternFromString("c"),
                                      PyUnicode_InternFromString("d"), PyUnicode_InternFromString("e")};
    mc::MyClass* object = object_of(self);
    Py_ssize_t named = keywords ? PyTuple_GET_SIZE(keywords) : 0;
    if (!object || !arity("add5", given + named, 5, 5)) return nullptr;
    PyObject* values[5] = {};
    for (Py_ssize_t i = 0; i < given; ++i) values[i] = arguments[i];
    for (Py_ssize_t i = 0; i < named; ++i) {
        PyObject* keyword = PyTuple_GET_ITEM(keywords, i);
        int place = 0;
        while (place < 5 && names[place] != keyword) ++place;
        if (place == 5) {
            for (place = 0; place < 5; ++place) {
                int order = PyUnicode_Compare(names[place], keyword);
                if (order == -1 && PyErr_Occurred()) return nullptr;
                if (order == 0) break;
            }
        }
        if (place == 5 || values[place]) {
            PyErr_Format(PyExc_TypeError, "add5() got an unexpected or repeated argument '%U'", keyword);
            return nullptr;
        }
        values[place] = arguments[given + i];
    }
    int a, b, c, d, e;
    if (!to_int(values[0], a) || !to_int(values[1], b) || !to_int(values[2], c) || !to_int(values[3], d) || !to_int(values[4], e)) return nullptr;
    try {
        return PyLong_FromLong(object->add5(a, b, c, d, e));
    }
    CATCH(nullptr)
}

PyObject* scaled(PyObject* self, PyObject* const* arguments, Py_ssize_t given) {
    mc::MyClass* object = object_of(self);
    int number, factor;
    if (!object || !arity("scaled", given, 1, 2) || !to_int(arguments[0], number)) return nullptr;
    if (given == 2 && !to_int(arguments[1], factor)) return nullptr;
    try {
        return PyLong_FromLong(given == 2 ? object->scaled(number, factor) : object->scaled(number));
    }
    CATCH(nullptr)
}

PyObject* inline_get(PyObject* self, PyObject*) {
    mc::MyClass* object = object_of(self);
    return object ? PyLong_FromLong(object->inline_get()) : nullptr;
}

PyObject* virt(PyObject* self, PyObject* argument) {
    mc::MyClass* object = object_of(self);
    int number;
    if (!object || !to_int(argument, number)) return nullptr;
    try {
        return PyLong_FromLong(object->virt(number));
    }
    CATCH(nullptr)
}

PyObject* stat(PyObject*, PyObject* argument) {
    int number;
    if (!to_int(argument, number)) return nullptr;
    try {
        return PyLong_FromLong(mc::MyClass::stat(number));
    }
    CATCH(nullptr)
}

PyObject* overl(PyObject* self, PyObject* argument) {
    mc::MyClass* object = object_of(self);
    if (!object) return nullptr;
    try {
        if (PyLong_CheckExact(argument) || PyLong_Check(argument)) {
            int number;
            return to_int(argument, number) ? PyLong_FromLong(object->overl(number)) : nullptr;
        }
        if (PyFloat_CheckExact(argument) || PyFloat_Check(argument)) {
            double number;
            return to_double(argument, number) ? PyFloat_FromDouble(object->overl(number)) : nullptr;
        }
        if (PyUnicode_Check(argument)) {
            std::string text;
            return to_string(argument, text) ? PyLong_FromLong(object->overl(text)) : nullptr;
        }
        PyErr_SetString(PyExc_TypeError, "overl() takes an int, a float or a str");
        return nullptr;
    }
    CATCH(nullptr)
}

PyObject* pick(PyObject* self, PyObject* argument) {
    mc::MyClass* object = object_of(self);
    if (!object) return nullptr;
    try {
        if (PyBool_Check(argument)) return PyLong_FromLong(object->pick(argument == Py_True));
        if (PyLong_Check(argument)) {
            int number;
            return to_int(argument, number) ? PyLong_FromLong(object->pick(number)) : nullptr;
        }
        if (PyFloat_Check(argument)) {
            double number;
            return to_double(argument, number) ? PyLong_FromLong(object->pick(number)) : nullptr;
        }
        if (PyUnicode_Check(argument)) {
            std::string text;
            return to_string(argument, text) ? PyLong_FromLong(object->pick(text)) : nullptr;
        }
        if (Py_IS_TYPE(argument, &Point_Type)) return PyLong_FromLong(object->pick(reinterpret_cast<PointInstance*>(argument)->value));
        if (Py_IS_TYPE(argument, &Color_Type)) return PyLong_FromLong(object->pick(reinterpret_cast<ColorInstance*>(argument)->value));
        if (PyObject_TypeCheck(argument, &MyClass_Type)) {
            mc::MyClass* other = object_of(argument);
            return other ? PyLong_FromLong(object->pick(*other)) : nullptr;
        }
        PyErr_SetString(PyExc_TypeError, "pick() takes a bool, int, float, str, Point, Color or MyClass");
        return nullptr;
    }
    CATCH(nullptr)
}

PyObject* name(PyObject* self, PyObject*) {
    mc::MyClass* object = object_of(self);
    if (!object) return nullptr;
    try {
        return from_string(object->name());
    }
    CATCH(nullptr)
}

PyObject* label(PyObject* self, PyObject*) {
    mc::MyClass* object = object_of(self);
    if (!object) return nullptr;
    try {
        return from_string(object->label());
    }
    CATCH(nullptr)
}

PyObject* set_name(PyObject* self, PyObject* argument) {
    mc::MyClass* object = object_of(self);
    if (!object) return nullptr;
    try {
        std::string text;
        if (!to_string(argument, text)) return nullptr;
        object->set_name(text);
        Py_RETURN_NONE;
    }
    CATCH(nullptr)
}

PyObject* itself(PyObject* self, PyObject*) {
    mc::MyClass* object = object_of(self);
    if (!object) return nullptr;
    try {
        mc::Base* result = object->itself();
        if (!result) Py_RETURN_NONE;
        PyObject* instance = known_instance(result);
        if (!instance) {
            PyErr_SetString(PyExc_RuntimeError, "itself() returned an object that Python did not make");
            return nullptr;
        }
        return Py_NewRef(instance);
    }
    CATCH(nullptr)
}

PyObject* take(PyObject* self, PyObject* argument) {
    mc::MyClass* object = object_of(self);
    if (!object) return nullptr;
    if (!PyObject_TypeCheck(argument, &MyClass_Type)) {
        PyErr_SetString(PyExc_TypeError, "take() takes a MyClass");
        return nullptr;
    }
    mc::MyClass* other = object_of(argument);
    if (!other) return nullptr;
    try {
        return PyLong_FromLong(object->take(*other));
    }
    CATCH(nullptr)
}

PyObject* middle(PyObject* self, PyObject*) {
    mc::MyClass* object = object_of(self);
    if (!object) return nullptr;
    try {
        mc::Point point = object->middle();
        PointInstance* result = PyObject_New(PointInstance, &Point_Type);
        if (result) result->value = point;
        return reinterpret_cast<PyObject*>(result);
    }
    CATCH(nullptr)
}

PyObject* total(PyObject* self, PyObject* argument) {
    mc::MyClass* object = object_of(self);
    if (!object) return nullptr;
    try {
        std::vector<int> numbers;
        return to_ints(argument, numbers) ? PyLong_FromLong(object->total(numbers)) : nullptr;
    }
    CATCH(nullptr)
}

PyObject* numbers(PyObject* self, PyObject* argument) {
    mc::MyClass* object = object_of(self);
    int size;
    if (!object || !to_int(argument, size)) return nullptr;
    try {
        return from_ints(object->numbers(size));
    }
    CATCH(nullptr)
}

PyObject* apply(PyObject* self, PyObject* const* arguments, Py_ssize_t given) {
    mc::MyClass* object = object_of(self);
    int times;
    if (!object || !arity("apply", given, 2, 2) || !to_int(arguments[1], times)) return nullptr;
    PyObject* function = arguments[0];
    try {
        auto call = [function](int number) {
            PyObject* argument = PyLong_FromLong(number);
            if (!argument) throw PythonError();
            PyObject* answer = PyObject_CallOneArg(function, argument);
            Py_DECREF(argument);
            if (!answer) throw PythonError();
            int result;
            bool fits = to_int(answer, result);
            Py_DECREF(answer);
            if (!fits) throw PythonError();
            return result;
        };
        return PyLong_FromLong(object->apply(call, times));
    }
    CATCH(nullptr)
}

PyObject* fail(PyObject* self, PyObject* argument) {
    mc::MyClass* object = object_of(self);
    int number;
    if (!object || !to_int(argument, number)) return nullptr;
    try {
        return PyLong_FromLong(object->fail(number));
    }
    CATCH(nullptr)
}

template <class Function>
PyCFunction as_cfunction(Function function) {
    return reinterpret_cast<PyCFunction>(reinterpret_cast<void*>(function));
}

}  // namespace

PyMethodDef MyClass_methods[] = {
    {"MyFunc", MyFunc, METH_NOARGS, nullptr},
    {"add", add, METH_O, nullptr},
    {"mul", as_cfunction(mul), METH_FASTCALL, nullptr},
    {"sum5", as_cfunction(sum5), METH_FASTCALL, nullptr},
    {"add5", as_cfunction(add5), METH_FASTCALL | METH_KEYWORDS, nullptr},
    {"scaled", as_cfunction(scaled), METH_FASTCALL, nullptr},
    {"inline_get", inline_get, METH_NOARGS, nullptr},
    {"virt", virt, METH_O, nullptr},
    {"stat", stat, METH_O | METH_STATIC, nullptr},
    {"overl", overl, METH_O, nullptr},
    {"pick", pick, METH_O, nullptr},
    {"name", name, METH_NOARGS, nullptr},
    {"label", label, METH_NOARGS, nullptr},
    {"set_name", set_name, METH_O, nullptr},
    {"itself", itself, METH_NOARGS, nullptr},
    {"take", take, METH_O, nullptr},
    {"middle", middle, METH_NOARGS, nullptr},
    {"total", total, METH_O, nullptr},
    {"numbers", numbers, METH_O, nullptr},
    {"apply", as_cfunction(apply), METH_FASTCALL, nullptr},
    {"fail", fail, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
