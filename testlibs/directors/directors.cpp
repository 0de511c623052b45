#include "directors.hpp"

#include <atomic>
#include <exception>
#include <thread>

namespace directors {

int Counted::alive = 0;

int call_nothing_to_int(Shapes& shapes) { return shapes.nothing_to_int(); }
int call_sum(const Shapes& shapes, int a, int b) { return shapes.sum(a, b); }
double call_half(const Shapes& shapes, double value) { return shapes.half(value); }
bool call_negate(Shapes& shapes, bool value) { return shapes.negate(value); }
std::string call_text(const Shapes& shapes, const std::string& text) { return shapes.text(text); }

int call_moved(Shapes& shapes, int x, int y) {
    const Point point = shapes.moved({x, y});
    return 100 * point.x + point.y;
}

Colour call_next(Shapes& shapes, Colour colour) { return shapes.next(colour); }

int call_set_to_seven(Shapes& shapes) {
    int value = 0;
    shapes.set_to_seven(value);
    return value;
}

int call_shift(Shapes& shapes) {
    Point point;
    shapes.shift(point);
    return point.x;
}

int call_pointed(Shapes& shapes) {
    const Point* point = shapes.pointed();
    return point == nullptr ? -1 : point->x;
}

std::string call_referred(Shapes& shapes) { return shapes.referred(); }
int call_overloaded(Shapes& shapes, int value) { return shapes.overloaded(value); }
int call_overloaded(Shapes& shapes, double first, int second) { return shapes.overloaded(first, second); }

int call_list(Shapes& shapes) {
    int sum = 0;
    for (int value : shapes.list({1, 2, 3}))
        sum += value;
    return sum;
}

int call_on_lvalue(Shapes& shapes) { return shapes.on_lvalue(); }
int call_on_rvalue(Shapes& shapes) { return std::move(shapes).on_rvalue(); }
bool call_equal(const Shapes& one, const Shapes& other) { return one == other; }

std::string message_of_sum(const Shapes& shapes) {
    try {
        shapes.sum(1, 2);
    } catch (const std::exception& exception) {
        return exception.what();
    }
    return "";
}

int walk(Visitor& visitor) {
    int taken = 0;
    for (int value = 0; value < visitor.limit() && !visitor.is_done(); ++value) {
        visitor.visit(value);
        ++taken;
    }
    return taken;
}

std::string call_who(const Base& base) { return base.who(); }
std::string call_what(const Base& base) { return base.what(); }
int call_other(Other& other) { return other.other(); }

int number_of_unique(Factory& factory) { return factory.make_unique()->number(); }
int number_of_shared(Factory& factory) { return factory.make_shared()->number(); }

int number_of_raw(Factory& factory) {
    Counted* made = factory.make_raw();
    const int number = made->number();
    delete made;
    return number;
}

Reserved::~Reserved() = default;
int Reserved::hidden(int value) { return 100 * value; }

int sum_in_threads(const Shapes& shapes, int threads, int rounds) {
    std::atomic<int> sum{0};
    std::vector<std::thread> running;
    for (int thread = 0; thread < threads; ++thread)
        running.emplace_back([&] {
            for (int round = 0; round < rounds; ++round)
                sum += shapes.sum(round, 1);
        });
    for (std::thread& thread : running)
        thread.join();
    return sum;
}

} // namespace directors
