#ifndef BENCHES_CEXT_METHODS_HPP
#define BENCHES_CEXT_METHODS_HPP

#include "instances.hpp"

extern PyMethodDef MyClass_methods[];

#endif
