#include "listener.hpp"

namespace mc {

Listener::~Listener() = default;

int tell_nothing(Listener& listener, int times) {
    int result = 0;
    for (int i = 0; i < times; ++i) result += listener.nothing();
    return result;
}

int tell_number(Listener& listener, int times) {
    int result = 0;
    for (int i = 0; i < times; ++i) result += listener.number(i & 63);
    return result;
}

int tell_object(Listener& listener, MyClass& sender, int times) {
    int result = 0;
    for (int i = 0; i < times; ++i) result += listener.object(&sender);
    return result;
}

}  // namespace mc
