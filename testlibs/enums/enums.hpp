// Enumerations: plain, scoped, sized, nested, anonymous; duplicates and names that Python reserves.
#ifndef TESTLIBS_ENUMS_HPP
#define TESTLIBS_ENUMS_HPP

#include <cstdint>

namespace enums {

enum Fruit { Apple, Banana = 5, Cherry };

enum class Level : unsigned char { Low = 1, Medium = 10, High = 200 };

enum class Offset : long long { Back = -5000000000, Forth = 5000000000 };

enum Huge : std::uint64_t { Top = 0xffffffffffffffff };

/// Two names for one value, and names that are Python's.
enum class Odd { First = 1, Same = 1, None = 2, True = 3, class_ = 4, mro = 5, name = 6, value = 7 };

/// Meant to be combined.
enum Options { F1 = 1, F2 = 2, F3 = 4 };

/// By characters and truth values.
enum class Letter : char { A = 'a', B = 'b' };
enum class Truth : bool { No = false, Yes = true };

/// Unnamed: constants of the namespace.
enum { Anonymous = 17, AnotherOne = 18 };

/// Only declared, with its size.
enum class Later : int;

class Machine {
public:
    enum State { Stopped, Running };
    enum class Speed { Slow = 3, Fast = 30 };
    enum { MaxParts = 64 };

    State state = Stopped;
    Speed speed = Speed::Slow;

    void set_state(State to) { state = to; }
    State get_state() const { return state; }
    static State parse(const char* text);
};

Fruit next(Fruit fruit);
int value_of(Fruit fruit);
int value_of_level(Level level);
Level raise_level(Level level);
int option_bits(Options options);
long long offset_value(Offset offset);
void set_through(Fruit& fruit);
void set_level_through(Level* level);
Fruit with_default(Fruit fruit = Cherry);
bool is_high(const Level& level);
extern Fruit favourite;

}  // namespace enums

enum GlobalEnum { GlobalOne = 1, GlobalTwo = 2 };

#endif
