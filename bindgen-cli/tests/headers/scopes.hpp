// Namespaces of every kind, aliases, using-declarations, linkage specifications, redeclarations.
#pragma once

namespace outer {
inline namespace v1 {
struct Versioned {
    struct Inner {};
};
Versioned make(Versioned::Inner inner);
}
namespace {
struct Unnamed { int x; };
inline int unnamed_function(Unnamed u) { return u.x; }
}
namespace nested::deeper {
enum class Kind { A, B };
int kind_value(Kind kind = Kind::B);
}
}

namespace other {
using namespace outer;
using outer::make;
using outer::Versioned;
namespace short_name = outer::nested::deeper;
outer::Unnamed* unnamed();
}

/// Documented at its first declaration.
int redeclared(int);
int redeclared(int value);
int redeclared(int value = 4);

class Forward;
Forward* make_forward();
class Forward {
public:
    int x;
};
class NeverDefined;

extern "C" {
typedef int (*c_callback)(void* data, int);
struct c_struct { int member; };
int c_call(c_callback callback, struct c_struct* s);
}

extern int global;
extern const int external_constant;
static const int internal = 3;
const unsigned char byte_constant = 200;
extern double array[2][3];
extern const char* const names[2];
template <class T> constexpr T variable_template = T(3);

int deleted(int) = delete;
static int internal_function(int x) { return x; }
