// Strings that the runtime makes: in the tables' file of a dictionary that mentions a string class.
#pragma once

#include "text.h"

#pragma GCC visibility push(hidden)

namespace cppbind {

extern "C" std::string* cppbind_string_new(const char* data, std::size_t size) try {
    return new std::string(data, size);
} catch (...) {
    return nullptr;
}

extern "C" void cppbind_string_delete(std::string* string) {
    delete string;
}

} // namespace cppbind

#pragma GCC visibility pop
