// Printing: in the tables' file of a dictionary whose headers know of streams.
#pragma once

#include "text.h"

#include <sstream>

#pragma GCC visibility push(hidden)

namespace cppbind {

void print(TextResult* result, const void* object, void (*into)(std::ostream&, const void*)) {
    std::ostringstream stream;
    into(stream, object);
    text(result, ::new (storage(result)) std::string(std::move(stream).str()));
}

} // namespace cppbind

#pragma GCC visibility pop
