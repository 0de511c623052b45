// What Python derives from: C++ calls the overrides, from loops of its own.
#ifndef BENCHES_OVERHEAD_LISTENER_HPP
#define BENCHES_OVERHEAD_LISTENER_HPP

#include "mc.hpp"

namespace mc {

class Listener {
public:
    virtual ~Listener();
    virtual int nothing() = 0;
    virtual int number(int value) = 0;
    virtual int object(MyClass* sender) = 0;
};

// Each calls the listener so many times, and sums what it answers.
int tell_nothing(Listener& listener, int times);
int tell_number(Listener& listener, int times);
int tell_object(Listener& listener, MyClass& sender, int times);

}  // namespace mc

#endif
