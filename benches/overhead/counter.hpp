// What the demo's overhead table calls: a class small enough that the call is all there is.
#pragma once

class Counter {
public:
    void tick() noexcept;
    int add(int amount) noexcept;
    double scale(double by, double offset) const noexcept;

    int count = 0;
};

extern "C" {
// The same calls for ctypes, and loops of them for the C++ row; nanoseconds a call.
void counter_tick(Counter* counter) noexcept;
int counter_add(Counter* counter, int amount) noexcept;
double counter_scale(const Counter* counter, double by, double offset) noexcept;
double loop_tick(Counter* counter, long calls) noexcept;
double loop_add(Counter* counter, long calls) noexcept;
double loop_scale(Counter* counter, long calls) noexcept;
}
