// Python objects of the library's classes: layout, identity, construction.

#ifndef BENCHES_CEXT_INSTANCES_HPP
#define BENCHES_CEXT_INSTANCES_HPP

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <exception>
#include <typeinfo>
#include <unordered_map>

#include "mc.hpp"

// Every function that enters C++ ends its try block with this.
#define CATCH(answer)                                         \
    catch (const PythonError&) {                              \
        return answer;                                        \
    }                                                         \
    catch (const std::exception& error) {                     \
        PyErr_SetString(PyExc_RuntimeError, error.what());    \
        return answer;                                        \
    }

// Carries a Python exception, which is already set, through C++.
struct PythonError {};

// A MyClass or Derived. The object is C++'s (`new`, `delete`) so that its address never changes.
struct Instance {
    PyObject_HEAD
    mc::MyClass* object;
};

// Small values live within their Python object.
template <class Value>
struct ValueInstance {
    PyObject_HEAD
    Value value;
};
using PointInstance = ValueInstance<mc::Point>;
using ColorInstance = ValueInstance<mc::Color>;

extern PyTypeObject MyClass_Type, Derived_Type, Point_Type, Color_Type;

inline mc::MyClass* object_of(PyObject* self) {
    mc::MyClass* object = reinterpret_cast<Instance*>(self)->object;
    if (!object) [[unlikely]]
        PyErr_SetString(PyExc_ReferenceError, "the C++ object is gone");
    return object;
}

#ifdef IDENTITY_BY_MAP

// Identity for any object, at the price of a hash table's node for each.
template <class Class>
using Held = Class;

inline std::unordered_map<const mc::Base*, PyObject*> instances;

template <class Class>
mc::MyClass* make(int count, PyObject* self) {
    mc::MyClass* object = new Class(count);
    instances.emplace(object, self);
    return object;
}

inline void destroy(mc::MyClass* object) {
    instances.erase(object);
    delete object;
}

inline PyObject* known_instance(const mc::Base* object) {
    auto found = instances.find(object);
    return found == instances.end() ? nullptr : found->second;
}

#else

// What Python makes knows its Python object: identity without a table.
template <class Class>
struct Held final : Class {
    Held(int count, PyObject* python) : Class(count), instance(python) {}
    PyObject* instance;
};

template <class Class>
mc::MyClass* make(int count, PyObject* self) {
    return new Held<Class>(count, self);
}

inline void destroy(mc::MyClass* object) { delete object; }

inline PyObject* known_instance(mc::Base* object) {
    const std::type_info& type = typeid(*object);
    if (type == typeid(Held<mc::MyClass>)) return static_cast<Held<mc::MyClass>*>(object)->instance;
    if (type == typeid(Held<mc::Derived>)) return static_cast<Held<mc::Derived>*>(object)->instance;
    return nullptr;
}

#endif

#endif
