// What cannot be bound, beside what can: each is listed with its reason, and the rest works.
#ifndef TESTLIBS_BADINPUT_HPP
#define TESTLIBS_BADINPUT_HPP

#include <string>
#include <type_traits>
#include <vector>

namespace badinput {

/// Works, so that the dictionary is of use.
int fine(int value);

/// C variadic.
int variadic(int count, ...);

/// Deleted.
int deleted(int value) = delete;

/// Types that no dictionary carries.
struct Target {
    int data = 1;
    int method() { return 2; }
};
int member_pointer(int Target::*member);
int member_function_pointer(int (Target::*method)());
__int128 wide_integer();

/// Parses, but an instantiated body does not compile: only the C++ compiler notices.
template <typename T>
struct Picky {
    int good() const { return 1; }
    int bad() const {
        static_assert(std::is_same<T, void*>::value, "Picky<T>::bad is for void* only");
        return 2;
    }
};
int take_picky(const Picky<int>& picky);

/// Elements without ==: std::vector<NoEquals> exists, its comparison does not compile.
struct NoEquals {
    int value = 3;
};
std::vector<NoEquals> no_equals();

/// Neither constructible nor destructible from outside.
class Locked {
public:
    static Locked& instance();
    int value() const { return 4; }

private:
    Locked() = default;
    ~Locked() = default;
    Locked(const Locked&) = delete;
};

/// Moves only.
class MoveOnly {
public:
    MoveOnly() = default;
    MoveOnly(MoveOnly&&) = default;
    MoveOnly(const MoveOnly&) = delete;
    int value = 5;
};
MoveOnly make_move_only();
int take_move_only(MoveOnly object);

/// An incomplete class by value cannot be called; by pointer it passes through.
class Incomplete;
Incomplete by_value();
Incomplete* by_pointer();

/// Calls back into itself through Python for ever, if told so.
using Callback = int (*)(int);
int call_back(Callback callback, int depth);

}  // namespace badinput

#endif
