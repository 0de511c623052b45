#include <boost/python.hpp>
#include <boost/python/stl_iterator.hpp>

#include "listener.hpp"
#include "mc.hpp"

namespace bp = boost::python;
using mc::MyClass;

namespace {

// Boost.Python has no converters of lists and callables: these are what its users write.
int total(const MyClass& self, const bp::object& numbers) {
    bp::stl_input_iterator<int> begin(numbers), end;
    return self.total(std::vector<int>(begin, end));
}

bp::list numbers(const MyClass& self, int size) {
    bp::list result;
    for (int number : self.numbers(size)) result.append(number);
    return result;
}

int apply(const MyClass& self, const bp::object& function, int times) {
    return self.apply([&function](int number) { return bp::extract<int>(function(number))(); }, times);
}

struct PyListener : mc::Listener, bp::wrapper<mc::Listener> {
    int nothing() override { return get_override("nothing")(); }
    int number(int value) override { return get_override("number")(value); }
    int object(MyClass* sender) override { return get_override("object")(bp::ptr(sender)); }
};

}  // namespace

BOOST_PYTHON_MODULE(boost_mc) {
    bp::class_<mc::Point>("Point").def_readwrite("x", &mc::Point::x).def_readwrite("y", &mc::Point::y);
    bp::class_<mc::Color>("Color").def_readwrite("code", &mc::Color::code);
    bp::class_<mc::Base, boost::noncopyable>("Base");
    // Boost.Python tries the overload that was defined last first.
    bp::class_<MyClass, bp::bases<mc::Base>, boost::noncopyable>("MyClass", bp::init<bp::optional<int>>())
        .def("MyFunc", &MyClass::MyFunc)
        .def("add", &MyClass::add)
        .def("mul", &MyClass::mul)
        .def("sum5", &MyClass::sum5)
        .def("add5", &MyClass::add5, (bp::arg("a"), bp::arg("b"), bp::arg("c"), bp::arg("d"), bp::arg("e")))
        .def("scaled", &MyClass::scaled, (bp::arg("number"), bp::arg("factor") = 2))
        .def("inline_get", &MyClass::inline_get)
        .def("virt", &MyClass::virt)
        .def("stat", &MyClass::stat)
        .staticmethod("stat")
        .def("overl", static_cast<int (MyClass::*)(const std::string&) const>(&MyClass::overl))
        .def("overl", static_cast<double (MyClass::*)(double) const>(&MyClass::overl))
        .def("overl", static_cast<int (MyClass::*)(int) const>(&MyClass::overl))
        .def("pick", static_cast<int (MyClass::*)(const MyClass&) const>(&MyClass::pick))
        .def("pick", static_cast<int (MyClass::*)(const mc::Color&) const>(&MyClass::pick))
        .def("pick", static_cast<int (MyClass::*)(const mc::Point&) const>(&MyClass::pick))
        .def("pick", static_cast<int (MyClass::*)(const std::string&) const>(&MyClass::pick))
        .def("pick", static_cast<int (MyClass::*)(double) const>(&MyClass::pick))
        .def("pick", static_cast<int (MyClass::*)(int) const>(&MyClass::pick))
        .def("pick_bool", static_cast<int (MyClass::*)(bool) const>(&MyClass::pick))
        .def("name", &MyClass::name, bp::return_value_policy<bp::copy_const_reference>())
        .def("label", &MyClass::label)
        .def("set_name", &MyClass::set_name)
        .def("itself", &MyClass::itself, bp::return_value_policy<bp::reference_existing_object>())
        .def("take", &MyClass::take)
        .def("middle", &MyClass::middle)
        .def("total", total)
        .def("numbers", numbers)
        .def("apply", apply)
        .def("fail", &MyClass::fail)
        .def_readwrite("count", &MyClass::count)
        .def_readwrite("weight", &MyClass::weight);
    bp::class_<mc::Derived, bp::bases<MyClass>, boost::noncopyable>("Derived", bp::init<bp::optional<int>>());
    bp::class_<PyListener, boost::noncopyable>("Listener")
        .def("nothing", bp::pure_virtual(&mc::Listener::nothing))
        .def("number", bp::pure_virtual(&mc::Listener::number))
        .def("object", bp::pure_virtual(&mc::Listener::object));
    bp::def("tell_nothing", &mc::tell_nothing);
    bp::def("tell_number", &mc::tell_number);
    bp::def("tell_object", &mc::tell_object);
    bp::def("free_add", &mc::free_add);
    bp::def("free_dbl", &mc::free_dbl);
}
