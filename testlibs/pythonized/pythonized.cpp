#include "pythonized.hpp"

namespace pythonized {

const char* Named::__str__() const { return "str"; }

}  // namespace pythonized
