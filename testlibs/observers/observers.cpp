#include "observers.hpp"

namespace observers {

// The dictionary has all of it inline.

} // namespace observers
