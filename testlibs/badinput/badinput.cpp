#include "badinput.hpp"

#include <cstdarg>

namespace badinput {

int fine(int value) { return value + 1; }

int variadic(int count, ...) {
    va_list arguments;
    va_start(arguments, count);
    int total = 0;
    for (int i = 0; i < count; ++i) total += va_arg(arguments, int);
    va_end(arguments);
    return total;
}

int member_pointer(int Target::*member) { return Target().*member; }
int member_function_pointer(int (Target::*method)()) { return (Target().*method)(); }
__int128 wide_integer() { return 1; }

int take_picky(const Picky<int>& picky) { return picky.good(); }
std::vector<NoEquals> no_equals() { return std::vector<NoEquals>(2); }

Locked& Locked::instance() {
    static Locked* only = new Locked;
    return *only;
}

MoveOnly make_move_only() { return MoveOnly(); }
int take_move_only(MoveOnly object) { return object.value; }

class Incomplete {};
Incomplete by_value() { return Incomplete(); }
Incomplete* by_pointer() {
    static Incomplete incomplete;
    return &incomplete;
}

int call_back(Callback callback, int depth) { return callback(depth); }

}  // namespace badinput
