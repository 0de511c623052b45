#include <nanobind/nanobind.h>
#include <nanobind/stl/function.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>
#include <nanobind/trampoline.h>

#include "listener.hpp"
#include "mc.hpp"

namespace nb = nanobind;
using namespace nb::literals;
using mc::MyClass;

struct PyListener : mc::Listener {
    NB_TRAMPOLINE(mc::Listener, 3);
    int nothing() override { NB_OVERRIDE_PURE(nothing); }
    int number(int value) override { NB_OVERRIDE_PURE(number, value); }
    int object(MyClass* sender) override { NB_OVERRIDE_PURE(object, sender); }
};

NB_MODULE(nanobind_mc, m) {
    nb::class_<mc::Point>(m, "Point").def(nb::init<>()).def_rw("x", &mc::Point::x).def_rw("y", &mc::Point::y);
    nb::class_<mc::Color>(m, "Color").def(nb::init<>()).def_rw("code", &mc::Color::code);
    nb::class_<mc::Base>(m, "Base");
    nb::class_<MyClass, mc::Base>(m, "MyClass")
        .def(nb::init<int>(), "count"_a = 0)
        .def("MyFunc", &MyClass::MyFunc)
        .def("add", &MyClass::add)
        .def("mul", &MyClass::mul)
        .def("sum5", &MyClass::sum5)
        .def("add5", &MyClass::add5, "a"_a, "b"_a, "c"_a, "d"_a, "e"_a)
        .def("scaled", &MyClass::scaled, "number"_a, "factor"_a = 2)
        .def("inline_get", &MyClass::inline_get)
        .def("virt", &MyClass::virt)
        .def_static("stat", &MyClass::stat)
        .def("overl", nb::overload_cast<int>(&MyClass::overl, nb::const_))
        .def("overl", nb::overload_cast<double>(&MyClass::overl, nb::const_))
        .def("overl", nb::overload_cast<const std::string&>(&MyClass::overl, nb::const_))
        .def("pick", nb::overload_cast<bool>(&MyClass::pick, nb::const_))
        .def("pick", nb::overload_cast<int>(&MyClass::pick, nb::const_))
        .def("pick", nb::overload_cast<double>(&MyClass::pick, nb::const_))
        .def("pick", nb::overload_cast<const std::string&>(&MyClass::pick, nb::const_))
        .def("pick", nb::overload_cast<const mc::Point&>(&MyClass::pick, nb::const_))
        .def("pick", nb::overload_cast<const mc::Color&>(&MyClass::pick, nb::const_))
        .def("pick", nb::overload_cast<const MyClass&>(&MyClass::pick, nb::const_))
        .def("name", &MyClass::name)
        .def("label", &MyClass::label)
        .def("set_name", &MyClass::set_name)
        .def("itself", &MyClass::itself, nb::rv_policy::reference)
        .def("take", &MyClass::take)
        .def("middle", &MyClass::middle)
        .def("total", &MyClass::total)
        .def("numbers", &MyClass::numbers)
        .def("apply", &MyClass::apply)
        .def("fail", &MyClass::fail)
        .def_rw("count", &MyClass::count)
        .def_rw("weight", &MyClass::weight);
    nb::class_<mc::Derived, MyClass>(m, "Derived").def(nb::init<int>(), "count"_a = 0);
    nb::class_<mc::Listener, PyListener>(m, "Listener")
        .def(nb::init<>())
        .def("nothing", &mc::Listener::nothing)
        .def("number", &mc::Listener::number)
        .def("object", &mc::Listener::object);
    m.def("tell_nothing", &mc::tell_nothing);
    m.def("tell_number", &mc::tell_number);
    m.def("tell_object", &mc::tell_object);
    m.def("free_add", &mc::free_add);
    m.def("free_dbl", &mc::free_dbl);
}
