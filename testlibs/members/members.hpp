// Data members: plain, const, static, arrays, bit-fields, unions, anonymous members, references, pointers.
#ifndef TESTLIBS_MEMBERS_HPP
#define TESTLIBS_MEMBERS_HPP

#include <cstdint>
#include <string>

namespace members {

struct Inner {
    Inner(int value = 7) : value(value) {}
    int value;
};

/// One member of each builtin type.
struct Builtins {
    bool truth = true;
    char letter = 'a';
    signed char signed_letter = 'b';
    unsigned char unsigned_letter = 'c';
    std::int8_t tiny = -8;
    std::uint8_t byte = 200;
    short small = -300;
    unsigned short unsigned_small = 60000;
    int integer = -70000;
    unsigned int unsigned_integer = 4000000000u;
    long big = -5000000000;
    unsigned long unsigned_big = 5000000000ul;
    long long huge = -9000000000000000000ll;
    unsigned long long unsigned_huge = 18000000000000000000ull;
    float single = 0.5f;
    double real = 0.25;
    wchar_t wide = L'w';
    char16_t utf16 = u'\u00e4';
    char32_t utf32 = U'\U0001f600';
};

class Record {
public:
    Record();

    int plain = 1;
    const int constant = 2;
    Inner inner;
    const Inner fixed_inner;
    Inner* pointer = nullptr;
    const char* text = "literal";
    std::string name = "record";
    void* address = nullptr;
    int* number_pointer = nullptr;
    int (*function)(int) = nullptr;

    int shared_with(const Record& other) const { return plain + other.plain; }
    int inner_value() const { return inner.value; }
    int pointed_value() const { return pointer ? pointer->value : -1; }
    const char* get_text() const { return text; }

    static int count;
    static const int limit = 99;
    static constexpr double ratio = 1.5;
    static const std::string motto;
    static Inner shared;

    static int get_count() { return count; }

protected:
    int guarded = 3;

private:
    int hidden = 4;
};

struct Arrays {
    int numbers[5] = {1, 2, 3, 4, 5};
    double matrix[2][3] = {{1., 2., 3.}, {4., 5., 6.}};
    char buffer[8] = "seven";
    Inner inners[2] = {Inner(1), Inner(2)};
    const int constants[3] = {7, 8, 9};
    float* none = nullptr;

    int total() const;
};

struct Flags {
    unsigned int low : 3;
    unsigned int middle : 5;
    int negative : 4;
    bool on : 1;
    unsigned long long wide : 40;

    Flags() : low(1), middle(2), negative(-3), on(true), wide(1ull << 35) {}
    int packed() const { return static_cast<int>(low | middle << 3); }
};

union Number {
    int integer;
    float real;
    unsigned char bytes[4];

    Number() : integer(0) {}
};

/// A tag and an anonymous union, an anonymous struct within.
struct Variant {
    enum Kind { Integer, Real, Pair };

    Kind kind = Integer;
    union {
        long integer;
        double real;
        struct {
            short first, second;
        };
    };

    Variant() : integer(11) {}
};

/// A named member of an unnamed type.
struct Unnamed {
    struct {
        int x = 5;
        int y = 6;
    } position;
};

struct References {
    explicit References(int& number, Inner& inner) : number(number), inner(inner), constant(number) {}
    int& number;
    Inner& inner;
    const int& constant;
};

/// Holds what References refers to.
struct Owner {
    int number = 31;
    Inner inner = Inner(32);
    References references() { return References(number, inner); }
};

// Namespace-scope variables.
extern int global_counter;
extern const int global_limit;
extern double global_ratio;
extern std::string global_name;
extern const char* global_text;
extern Inner global_inner;
extern Inner* global_pointer;
extern int global_numbers[4];
extern unsigned char global_letter;
inline int inline_counter = 12;
constexpr long constexpr_value = 123456789012;
static const int static_value = 77;

int read_global_counter();
std::string read_global_name();
int read_inline_counter();

}  // namespace members

// At global scope, and macro constants.
extern int members_global;
int read_members_global();

#define MEMBERS_VERSION 3
#define MEMBERS_RATIO 2.5
#define MEMBERS_NAME "members"
#define MEMBERS_MASK (1u << 4 | 3)
#define MEMBERS_NEGATIVE -6
#define MEMBERS_DERIVED (MEMBERS_VERSION * 10)
#define MEMBERS_LETTER 'm'
#define MEMBERS_FUNCTION(x) ((x) + 1)
#define MEMBERS_NOTHING

#endif
