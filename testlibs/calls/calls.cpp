#include "calls.hpp"

#include <atomic>
#include <chrono>

namespace calls {

static std::atomic<int> widgets{0};

Widget::Widget(int value) : value(value) { ++widgets; }
Widget::Widget(const Widget& other) : value(other.value), called(other.called) { ++widgets; }
Widget::~Widget() { --widgets; }
int Widget::alive() { return widgets; }

std::string pointed(Widget* widget) { return widget ? "Widget*" : "null Widget*"; }
std::string pointed(const char* text) { return text ? "const char*" : "null const char*"; }

int Fragile::fails_at(int number, int limit) const
{
    if (number >= limit)
        throw std::out_of_range("beyond " + std::to_string(limit));
    return number;
}

int Fragile::fails_virtually(int number) const { return number; }
int Brittle::fails_virtually(int number) const { throw std::invalid_argument("brittle " + std::to_string(number)); }

int apply(int (*function)(int), int number) { return function(number); }

void Gate::open()
{
    std::lock_guard<std::mutex> lock(m_mutex);
    m_open = true;
    m_opened.notify_all();
}

bool Gate::wait(int milliseconds)
{
    std::unique_lock<std::mutex> lock(m_mutex);
    return m_opened.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return m_open; });
}

bool wait_for(Gate& gate, int milliseconds) { return gate.wait(milliseconds); }

long busy(long turns)
{
    volatile long sum = 0;
    for (long turn = 0; turn < turns; ++turn)
        sum = sum + turn;
    return sum;
}

}  // namespace calls
