// C++ that goes wrong in the ways that end a process.
#ifndef TESTLIBS_SIGNALS_HPP
#define TESTLIBS_SIGNALS_HPP

#include <functional>
#include <string>
#include <vector>

namespace signals {

int read_null();
void write_at(unsigned long address);
void call_null();
void abort_now();
void illegal();
void bus_error();
int recurse(int depth);  ///< until the stack ends

double mixed(int a, double b, int c, double d, int e, int f, int g, int h, int i, bool fail);
std::string text(const std::string& given, bool fail);
int sum(const std::vector<int>& values, bool fail);
void throws();

/// Counts those that are alive: a jump past its frame ends nobody.
class Local {
public:
    Local() { ++alive; }
    ~Local() { --alive; }
    static inline int alive = 0;
};
void with_local();

class Object {
public:
    explicit Object(bool fail = false);
    int method(bool fail) const;
    virtual ~Object() = default;
    int number = 7;
};

/// What is called through C++, and what is called by it.
int through(const std::function<int()>& function, bool fail_afterwards);
int through_pointer(int (*function)(int), bool fail_afterwards);

/// Leaves floating-point modes changed and the x87 stack filled.
double with_other_modes();

}  // namespace signals

#endif
