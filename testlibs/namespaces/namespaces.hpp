// Namespaces: nested, inline, unnamed, reopened; aliases, using-declarations and using-directives.
#ifndef TESTLIBS_NAMESPACES_HPP
#define TESTLIBS_NAMESPACES_HPP

#include <string>

namespace namespaces {

int level();

namespace inner {

int level();

struct Thing {
    int id = 2;
};

namespace deepest {
int level();
}  // namespace deepest

}  // namespace inner

// C++17's short form, reopening both.
namespace inner::deepest {
inline int added() { return 33; }
}  // namespace inner::deepest

/// Its members are the enclosing namespace's as well.
inline namespace v2 {
struct Versioned {
    int version() const { return 2; }
};
int versioned_function();
}  // namespace v2

namespace v1 {
struct Versioned {
    int version() const { return 1; }
};
}  // namespace v1

// Each includer has its own; what they are is reachable by name all the same.
namespace {
inline int in_unnamed() { return 5; }
struct InUnnamed {
    int value = 6;
};
constexpr int unnamed_constant = 7;
}  // namespace

namespace shortcut = inner::deepest;

namespace borrowing {
using inner::Thing;
using inner::level;
}  // namespace borrowing

namespace everything {
using namespace inner;
inline int own() { return 9; }
}  // namespace everything

// Aliases of types.
typedef int Number;
using Real = double;
using Alias = inner::Thing;
typedef inner::Thing* ThingPointer;
using Text = std::string;

Number number_from(Real real);
Alias make_alias();
int id_of(ThingPointer thing);

/// A class as a scope.
class Outer {
public:
    class Nested {
    public:
        int depth() const { return 1; }
        struct Deeper {
            int depth() const { return 2; }
        };
    };
    typedef Nested NestedAlias;
    enum Kind { One, Two };
    static Nested make() { return Nested(); }
    Nested::Deeper deeper;

private:
    class Hidden {};
};

}  // namespace namespaces

/// A function and a class at global scope.
int namespaces_global_function();
struct NamespacesGlobal {
    int value = 4;
};

// A variable that an importable namespace lets Python assign.
namespace namespaces {
extern int assignable;
int read_assignable();
}  // namespace namespaces

#endif
