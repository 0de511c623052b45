#include "namespaces.hpp"

namespace namespaces {

int level() { return 0; }

namespace inner {
int level() { return 1; }
namespace deepest {
int level() { return 2; }
}  // namespace deepest
}  // namespace inner

inline namespace v2 {
int versioned_function() { return 22; }
}  // namespace v2

Number number_from(Real real) { return static_cast<Number>(real); }
Alias make_alias() { return Alias(); }
int id_of(ThingPointer thing) { return thing->id; }

int assignable = 8;
int read_assignable() { return assignable; }

}  // namespace namespaces

int namespaces_global_function() { return 44; }
