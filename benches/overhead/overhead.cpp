#include "overhead.hpp"

// The loops call what the dictionary calls, through pointers that the optimiser must load each time.

namespace overhead {

void Counter::increment() { ++m_count; }
int Counter::add(int number) { return m_count += number; }
double Counter::scale(double value, double factor) const { return value * factor; }
int twice(int number) { return 2 * number; }

}  // namespace overhead

using overhead::Counter;

extern "C" {

int overhead_twice(int number) { return overhead::twice(number); }
void* overhead_new() { return new Counter; }
void overhead_delete(void* counter) { delete static_cast<Counter*>(counter); }
void overhead_increment(void* counter) { static_cast<Counter*>(counter)->increment(); }
int overhead_add(void* counter, int number) { return static_cast<Counter*>(counter)->add(number); }
double overhead_scale(void* counter, double value, double factor) { return static_cast<Counter*>(counter)->scale(value, factor); }

void overhead_loop_twice(long rounds) {
    int (*volatile call)(int) = overhead::twice;
    for (long i = 0; i < rounds; ++i) call(7);
}

void overhead_loop_construct(long rounds) {
    void* (*volatile construct)() = overhead_new;
    void (*volatile destroy)(void*) = overhead_delete;
    for (long i = 0; i < rounds; ++i) destroy(construct());
}

void overhead_loop_increment(long rounds) {
    Counter counter;
    void (*volatile call)(void*) = overhead_increment;
    for (long i = 0; i < rounds; ++i) call(&counter);
}

void overhead_loop_add(long rounds) {
    Counter counter;
    int (*volatile call)(void*, int) = overhead_add;
    for (long i = 0; i < rounds; ++i) call(&counter, 1);
}

void overhead_loop_scale(long rounds) {
    Counter counter;
    double (*volatile call)(void*, double, double) = overhead_scale;
    for (long i = 0; i < rounds; ++i) call(&counter, 1.5, 2.5);
}

void overhead_loop_read(long rounds) {
    volatile Counter counter;
    for (long i = 0; i < rounds; ++i) (void)counter.value;
}

}  // extern "C"
