#include "counter.hpp"

#include <chrono>

void Counter::tick() noexcept { ++count; }
int Counter::add(int amount) noexcept { return count += amount; }
double Counter::scale(double by, double offset) const noexcept { return count * by + offset; }

namespace {

// Through a volatile member pointer, so that the compiler neither inlines the call nor drops the loop.
template <class Call>
double nanoseconds_a_call(long calls, Call call) {
    auto start = std::chrono::steady_clock::now();
    for (long i = 0; i < calls; ++i) call();
    std::chrono::duration<double, std::nano> elapsed = std::chrono::steady_clock::now() - start;
    return elapsed.count() / static_cast<double>(calls);
}

}  // namespace

extern "C" {

void counter_tick(Counter* counter) noexcept { counter->tick(); }
int counter_add(Counter* counter, int amount) noexcept { return counter->add(amount); }
double counter_scale(const Counter* counter, double by, double offset) noexcept { return counter->scale(by, offset); }

double loop_tick(Counter* counter, long calls) noexcept {
    void (Counter::*volatile method)() noexcept = &Counter::tick;
    return nanoseconds_a_call(calls, [&] { (counter->*method)(); });
}

double loop_add(Counter* counter, long calls) noexcept {
    int (Counter::*volatile method)(int) noexcept = &Counter::add;
    return nanoseconds_a_call(calls, [&] { (counter->*method)(3); });
}

double loop_scale(Counter* counter, long calls) noexcept {
    double (Counter::*volatile method)(double, double) const noexcept = &Counter::scale;
    return nanoseconds_a_call(calls, [&] { (counter->*method)(1.5, 2.5); });
}

}
