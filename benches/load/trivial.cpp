// The rival of the import figure: the same class bound with nanobind by hand.
#include <nanobind/nanobind.h>

#include "MyClass.h"

namespace nb = nanobind;

NB_MODULE(trivial, module) {
    nb::class_<MyClass>(module, "MyClass").def(nb::init<>()).def("MyFunc", &MyClass::MyFunc).def("Calls", &MyClass::Calls);
}
