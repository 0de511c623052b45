#include "MyClass.h"

#include <cstdio>

MyClass::MyClass() : m_calls(0) {}

void MyClass::MyFunc() {
    ++m_calls;
    std::puts("Hello from C++, this is MyClass::MyFunc");
    std::fflush(stdout);  // Python keeps a buffer of its own: what C++ says appears where it is said.
}
