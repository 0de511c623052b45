// What the overhead table calls: small enough that the call is what costs.
#ifndef BENCHES_OVERHEAD_HPP
#define BENCHES_OVERHEAD_HPP

namespace overhead {

class Counter {
public:
    Counter() : m_count(0) {}
    void increment();
    int add(int number);
    double scale(double value, double factor) const;

    int value = 1;

private:
    int m_count;
};

int twice(int number);

}  // namespace overhead

// The same for ctypes, which knows no classes, and the loops that show what C++ itself needs.
extern "C" {
int overhead_twice(int number);
void* overhead_new();
void overhead_delete(void* counter);
void overhead_increment(void* counter);
int overhead_add(void* counter, int number);
double overhead_scale(void* counter, double value, double factor);

void overhead_loop_twice(long rounds);
void overhead_loop_construct(long rounds);
void overhead_loop_increment(long rounds);
void overhead_loop_add(long rounds);
void overhead_loop_scale(long rounds);
void overhead_loop_read(long rounds);
}

#endif
