#include <pybind11/pybind11.h>
#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include "listener.hpp"
#include "mc.hpp"

namespace py = pybind11;
using namespace py::literals;
using mc::MyClass;

struct PyListener : mc::Listener {
    int nothing() override { PYBIND11_OVERRIDE_PURE(int, mc::Listener, nothing); }
    int number(int value) override { PYBIND11_OVERRIDE_PURE(int, mc::Listener, number, value); }
    int object(MyClass* sender) override { PYBIND11_OVERRIDE_PURE(int, mc::Listener, object, sender); }
};

PYBIND11_MODULE(pybind11_mc, m) {
    py::class_<mc::Point>(m, "Point").def(py::init<>()).def_readwrite("x", &mc::Point::x).def_readwrite("y", &mc::Point::y);
    py::class_<mc::Color>(m, "Color").def(py::init<>()).def_readwrite("code", &mc::Color::code);
    py::class_<mc::Base>(m, "Base");
    py::class_<MyClass, mc::Base>(m, "MyClass")
        .def(py::init<int>(), "count"_a = 0)
        .def("MyFunc", &MyClass::MyFunc)
        .def("add", &MyClass::add)
        .def("mul", &MyClass::mul)
        .def("sum5", &MyClass::sum5)
        .def("add5", &MyClass::add5, "a"_a, "b"_a, "c"_a, "d"_a, "e"_a)
        .def("scaled", &MyClass::scaled, "number"_a, "factor"_a = 2)
        .def("inline_get", &MyClass::inline_get)
        .def("virt", &MyClass::virt)
        .def_static("stat", &MyClass::stat)
        .def("overl", py::overload_cast<int>(&MyClass::overl, py::const_))
        .def("overl", py::overload_cast<double>(&MyClass::overl, py::const_))
        .def("overl", py::overload_cast<const std::string&>(&MyClass::overl, py::const_))
        .def("pick", py::overload_cast<bool>(&MyClass::pick, py::const_))
        .def("pick", py::overload_cast<int>(&MyClass::pick, py::const_))
        .def("pick", py::overload_cast<double>(&MyClass::pick, py::const_))
        .def("pick", py::overload_cast<const std::string&>(&MyClass::pick, py::const_))
        .def("pick", py::overload_cast<const mc::Point&>(&MyClass::pick, py::const_))
        .def("pick", py::overload_cast<const mc::Color&>(&MyClass::pick, py::const_))
        .def("pick", py::overload_cast<const MyClass&>(&MyClass::pick, py::const_))
        .def("name", &MyClass::name)
        .def("label", &MyClass::label)
        .def("set_name", &MyClass::set_name)
        .def("itself", &MyClass::itself, py::return_value_policy::reference)
        .def("take", &MyClass::take)
        .def("middle", &MyClass::middle)
        .def("total", &MyClass::total)
        .def("numbers", &MyClass::numbers)
        .def("apply", &MyClass::apply)
        .def("fail", &MyClass::fail)
        .def_readwrite("count", &MyClass::count)
        .def_readwrite("weight", &MyClass::weight);
    py::class_<mc::Derived, MyClass>(m, "Derived").def(py::init<int>(), "count"_a = 0);
    py::class_<mc::Listener, PyListener>(m, "Listener")
        .def(py::init<>())
        .def("nothing", &mc::Listener::nothing)
        .def("number", &mc::Listener::number)
        .def("object", &mc::Listener::object);
    m.def("tell_nothing", &mc::tell_nothing);
    m.def("tell_number", &mc::tell_number);
    m.def("tell_object", &mc::tell_object);
    m.def("free_add", &mc::free_add);
    m.def("free_dbl", &mc::free_dbl);
}
