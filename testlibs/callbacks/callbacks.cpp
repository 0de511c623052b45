#include "callbacks.hpp"

#include <cstdio>
#include <cstring>
#include <thread>

namespace callbacks {

int Tracked::alive = 0;
std::function<int(int)> global;

int by_value(std::function<int(int)> function, int number) { return function(number); }
int by_reference(const std::function<int(int)>& function, int number) { return function(number); }
int by_rvalue(std::function<int(int)>&& function, int number) {
    const std::function<int(int)> moved = std::move(function);
    return moved(number);
}
int twice(std::function<int(int)>& function, int number) { return function(function(number)); }
bool is_empty(const std::function<int(int)>& function) { return !function; }

int sum(const std::function<int(int)>& function, int times) {
    int total = 0;
    for (int i = 0; i < times; ++i)
        total += function(i & 63);
    return total;
}

std::vector<int> mapped(const std::vector<int>& numbers, const std::function<int(int)>& function) {
    std::vector<int> results;
    for (int number : numbers)
        results.push_back(function(number));
    return results;
}

std::string chosen(int) { return "int"; }
std::string chosen(const std::function<int(int)>& function) { return "function " + std::to_string(function(1)); }

bool filter(const std::function<bool(bool)>& function, bool value) { return function(value); }
double reals(const std::function<double(double, float)>& function, double first, float second) {
    return function(first, second);
}
std::int64_t wide(const std::function<std::int64_t(std::uint64_t, std::int64_t)>& function) {
    return function(UINT64_MAX, INT64_MIN);
}
std::int16_t narrow(const std::function<std::int16_t(unsigned, std::int16_t, std::uint16_t)>& function) {
    return function(200, -3, 60000);
}
char letter(const std::function<char(char)>& function, char value) { return function(value); }
long double precise(const std::function<long double(long double)>& function, long double value) {
    return function(value);
}
Color paint(const std::function<Color(Color)>& function, Color value) { return function(value); }
std::string text(const std::function<std::string(const std::string&, std::string, std::string_view)>& function) {
    return function("first", std::string(40, 'x'), std::string_view("view and more", 4));
}
std::size_t viewed(const std::function<std::string_view(const char*)>& function, const char* value) {
    const std::string_view view = function(value);
    return view.size() + (view.empty() || view[0] != 'v' ? 100 : 0);
}
std::string pointed(const std::function<const char*()>& function) { return function(); }
std::string referred(const std::function<const std::string&()>& function) { return function() + "!"; }
void silent(const std::function<void()>& function) { function(); }
int many(const std::function<int(int, int, int, int, int, int, int, int, int, int)>& function) {
    return function(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
}
int mutate_text(const std::function<void(std::string&)>& function) {
    std::string text = "text";
    function(text);
    return static_cast<int>(text.size());
}

int tracked_value(const std::function<int(Tracked)>& function, int number) { return function(Tracked(number)); }
int tracked_reference(const std::function<int(const Tracked&)>& function, const Tracked& object) {
    return function(object);
}
int tracked_change(const std::function<void(Tracked&)>& function, int number) {
    Special object(number);
    function(object);
    return object.value;
}
int tracked_pointer(const std::function<int(Tracked*)>& function, Tracked* object) { return function(object); }
int tracked_rvalue(const std::function<int(Tracked&&)>& function, int number) { return function(Tracked(number)); }
int tracked_unique(const std::function<int(std::unique_ptr<Tracked>)>& function, int number) {
    return function(std::make_unique<Tracked>(number));
}
int make_tracked(const std::function<Tracked()>& function) { return function().doubled(); }
int refer_tracked(const std::function<Tracked&()>& function) { return function().doubled(); }
int point_tracked(const std::function<Tracked*()>& function) {
    const Tracked* object = function();
    return object == nullptr ? -1 : object->doubled();
}
int constant_number(const std::function<const int&()>& function) { return function(); }
int move_point(const std::function<Point(Point)>& function, int x, int y) {
    const Point moved = function(Point{x, y});
    return 10 * moved.x + moved.y;
}
int total(const std::function<std::vector<int>(std::vector<int>)>& function) {
    int total = 0;
    for (int number : function({1, 2, 3}))
        total += number;
    return total;
}
int higher(const std::function<int(std::function<int(int)>)>& function) {
    return function([](int number) { return number + 1; });
}

std::string what_of(const std::function<void()>& function) {
    try {
        function();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "nothing";
}
void pass_on(const std::function<void()>& function) {
    try {
        function();
    } catch (...) {
        throw;
    }
}
bool swallow(const std::function<void()>& function) {
    try {
        function();
    } catch (const std::exception&) {
        return true;
    }
    return false;
}
void rethrow_later(const std::function<void()>& function) {
    std::exception_ptr kept;
    try {
        function();
    } catch (...) {
        kept = std::current_exception();
    }
    if (kept)
        std::rethrow_exception(kept);
}
void replace(const std::function<void()>& function) {
    try {
        function();
    } catch (const std::exception& error) {
        throw std::out_of_range(std::string("replaced: ") + error.what());
    }
}
void fail(const std::string& text) { throw std::invalid_argument(text); }

std::function<int(int)> adder(int amount) {
    return [amount](int number) { return number + amount; };
}
std::function<int(int)> nothing() { return nullptr; }
std::function<std::string(const std::string&)> greeter(const std::string& greeting) {
    return [greeting](const std::string& name) { return greeting + ", " + name; };
}

int replace_while_running(Holder& holder, const std::function<void()>& function) {
    holder.function = [function](int number) {
        function();
        return number;
    };
    return holder.function(7);
}

int in_thread(const std::function<int(int)>& function, int number) {
    int result = 0;
    std::thread thread([&] { result = function(number); });
    thread.join();
    return result;
}
int in_threads(const std::function<int(int)>& function, int threads, int times) {
    std::vector<int> results(static_cast<std::size_t>(threads));
    std::vector<std::thread> all;
    for (int& result : results)
        all.emplace_back([&function, &result, times] { result = sum(function, times); });
    int total = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].join();
        total += results[i];
    }
    return total;
}
std::string what_in_thread(const std::function<void()>& function) {
    std::string what;
    std::thread thread([&] { what = what_of(function); });
    thread.join();
    return what;
}
void forget_in_thread(std::function<int(int)> function) {
    std::thread thread([moved = std::move(function)]() mutable { moved = nullptr; });
    thread.join();
}
void rethrow_from_thread(const std::function<void()>& function) {
    std::exception_ptr kept;
    std::thread thread([&] {
        try {
            function();
        } catch (...) {
            kept = std::current_exception();
        }
    });
    thread.join();
    if (kept)
        std::rethrow_exception(kept);
}
void call_for_ever(std::function<int(int)> function) {
    std::thread([function] {
        for (int i = 0;; ++i) {
            try {
                function(i);
            } catch (const std::exception&) {
                // The interpreter has ended: nothing is left to call.
                std::this_thread::yield();
            }
        }
    }).detach();
}

namespace {
// Ends after the interpreter, with the process.
struct AtExit {
    std::function<int(int)> function;
    ~AtExit() {
        if (!function)
            return;
        try {
            function(1);
            std::puts("called");
        } catch (const std::exception& error) {
            std::puts(error.what());
        }
    }
};
AtExit at_exit;
} // namespace

void call_at_exit(std::function<int(int)> function) { at_exit.function = std::move(function); }

} // namespace callbacks
