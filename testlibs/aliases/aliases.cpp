#include "aliases.hpp"

namespace aliases {

int Live::alive = 0;

} // namespace aliases
