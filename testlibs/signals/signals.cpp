#include "signals.hpp"

#include <cfenv>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <stdexcept>

#include <sys/mman.h>
#include <unistd.h>

namespace signals {

// What a compiler cannot see through.
static int* volatile null = nullptr;
static void (*volatile no_function)() = nullptr;

// The signal itself is wanted, also where a sanitizer would report what is about to raise it.
#define UNWATCHED __attribute__((no_sanitize("address", "undefined")))

UNWATCHED static void fail_if(bool fail) {
    if (fail) *null = 1;
}

UNWATCHED int read_null() { return *null; }
UNWATCHED void write_at(unsigned long address) { *reinterpret_cast<volatile int*>(address) = 1; }
UNWATCHED void call_null() { no_function(); }
void abort_now() { std::abort(); }
void illegal() { asm volatile("ud2"); }

UNWATCHED void bus_error() {
    // A mapping behind the end of its file.
    std::FILE* file = std::tmpfile();
    void* memory = mmap(nullptr, 4096, PROT_READ, MAP_SHARED, fileno(file), 0);
    std::fclose(file);
    (void)*static_cast<volatile int*>(memory);
}

// Not inlined into itself: frames of several kilobytes would step over the page that guards a thread's stack.
UNWATCHED __attribute__((noinline)) int recurse(int depth) {
    volatile char room[1024] = {};
    return recurse(depth + 1) + room[depth % 1024];
}

double mixed(int a, double b, int c, double d, int e, int f, int g, int h, int i, bool fail) {
    fail_if(fail);
    return a + b + c + d + e + f + g + h + i;
}
std::string text(const std::string& given, bool fail) {
    std::string copy = given + given;
    fail_if(fail);
    return copy;
}
int sum(const std::vector<int>& values, bool fail) {
    fail_if(fail);
    return std::accumulate(values.begin(), values.end(), 0);
}
void throws() { throw std::runtime_error("thrown"); }

void with_local() {
    Local local;
    fail_if(true);
}

Object::Object(bool fail) { fail_if(fail); }
int Object::method(bool fail) const {
    fail_if(fail);
    return number;
}

int through(const std::function<int()>& function, bool fail_afterwards) {
    int result = function();
    fail_if(fail_afterwards);
    return result;
}
int through_pointer(int (*function)(int), bool fail_afterwards) {
    int result = function(1);
    fail_if(fail_afterwards);
    return result;
}

double with_other_modes() {
    std::fesetround(FE_UPWARD);
    asm volatile("fld1; fld1; fld1; fld1; fld1; fld1; fld1; fld1; std");
    fail_if(true);
    return 0;
}

}  // namespace signals
