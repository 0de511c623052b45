#include "vocabulary.hpp"

#include <cstdlib>

namespace vocabulary {

int Item::alive = 0;

std::tuple<int, std::string, double> triple(int number, const std::string& text, double real) {
    return {number, text, real};
}
double sum(const std::tuple<int, double>& pair) { return std::get<0>(pair) + std::get<1>(pair); }
std::string joined(std::tuple<std::string, int> parts) {
    return std::get<0>(parts) + ":" + std::to_string(std::get<1>(parts));
}
std::tuple<Item, Item> items(int one, int other) { return {Item(one), Item(other)}; }
int first_number(const std::tuple<Item, Item>& items) { return std::get<0>(items).number; }
std::tuple<std::vector<int>, std::tuple<int, std::string>> nested() { return {{1, 2}, {3, "three"}}; }
int of_nested(const std::tuple<std::vector<int>, std::tuple<int, std::string>>& value) {
    return static_cast<int>(std::get<0>(value).size()) + std::get<0>(std::get<1>(value));
}
std::tuple<int&, const std::string&> references(int& number, const std::string& text) { return {number, text}; }
std::tuple<> nothing() { return {}; }
std::tuple<int> single(std::tuple<int> value) { return value; }
std::pair<int, std::string> swapped(const std::pair<std::string, int>& pair) { return {pair.second, pair.first}; }

std::optional<int> half(int number) {
    if (number % 2 != 0)
        return std::nullopt;
    return number / 2;
}
std::string shown(const std::optional<int>& number) { return number ? std::to_string(*number) : "nothing"; }
std::string named(std::optional<std::string> name) { return name ? *name : "nobody"; }
std::optional<Item> item(bool there) { return there ? std::optional<Item>(7) : std::nullopt; }
int number_of(const std::optional<Item>& item) { return item ? item->number : -1; }
double length_of(std::optional<Metres> length) { return length ? length->length : -1; }
std::optional<std::vector<int>> numbers(bool there) {
    if (!there)
        return std::nullopt;
    return std::vector<int>{1, 2, 3};
}
bool takes_pointer(std::optional<const Item*> item) { return item.has_value(); }
std::optional<std::unique_ptr<int>> moved_only() { return std::make_unique<int>(3); }

std::string which(const Value& value) {
    static const char* const names[] = {"int", "double", "string"};
    return names[value.index()];
}
Value parse(const std::string& text) {
    char* end = nullptr;
    const long integer = std::strtol(text.c_str(), &end, 10);
    if (*end == '\0')
        return static_cast<int>(integer);
    const double real = std::strtod(text.c_str(), &end);
    if (*end == '\0')
        return real;
    return text;
}
std::string which_flag(std::variant<bool, int, std::string> value) {
    static const char* const names[] = {"bool", "int", "string"};
    return names[value.index()];
}
std::string which_object(const std::variant<std::monostate, Item, Metres, std::vector<int>>& value) {
    static const char* const names[] = {"nothing", "item", "metres", "vector"};
    return names[value.index()];
}
std::variant<std::monostate, Item, Metres, std::vector<int>> object(int which) {
    switch (which) {
    case 0:
        return {};
    case 1:
        return Item(5);
    case 2:
        return Metres(2.5);
    default:
        return std::vector<int>{4, 5};
    }
}
std::size_t count(const std::vector<Value>& values) { return values.size(); }
std::vector<Value> values() { return {1, 2.5, "three"}; }
std::string which_number(std::variant<double, long> value) { return value.index() == 0 ? "double" : "long"; }

Colour colour() { return Colour::Green; }
std::any anything(int which) {
    struct Hidden {};
    switch (which) {
    case 0:
        return {};
    case 1:
        return 42;
    case 2:
        return std::string("text");
    case 3:
        return Item(3);
    default:
        return Hidden();
    }
}
std::string type_of(const std::any& value) {
    if (!value.has_value())
        return "nothing";
    if (value.type() == typeid(int))
        return "int";
    if (value.type() == typeid(long))
        return "long";
    if (value.type() == typeid(double))
        return "double";
    if (value.type() == typeid(bool))
        return "bool";
    if (value.type() == typeid(std::string))
        return "string";
    if (value.type() == typeid(Item))
        return "Item";
    if (value.type() == typeid(Colour))
        return "Colour";
    if (value.type() == typeid(std::vector<int>))
        return "vector";
    return "something else";
}

double total(std::initializer_list<double> numbers) {
    double total = 0;
    for (double number : numbers)
        total += number;
    return total;
}
std::string concatenated(std::initializer_list<std::string> texts) {
    std::string all;
    for (const std::string& text : texts)
        all += text;
    return all;
}
int sum_of(const Numbers& first, const Numbers& second) {
    int result = 0;
    for (int number : first.numbers)
        result += number;
    for (int number : second.numbers)
        result += number;
    return result;
}

int total_of(std::initializer_list<Item> items) {
    int total = 0;
    for (const Item& item : items)
        total += item.number;
    return total;
}
bool all(std::initializer_list<bool> flags) {
    for (bool flag : flags)
        if (!flag)
            return false;
    return true;
}
std::size_t lengths(std::initializer_list<std::vector<int>> vectors) {
    std::size_t total = 0;
    for (const std::vector<int>& vector : vectors)
        total += vector.size();
    return total;
}

std::chrono::milliseconds doubled(std::chrono::milliseconds time) { return 2 * time; }
double in_seconds(const std::chrono::duration<double>& time) { return time.count(); }
std::chrono::nanoseconds precise(long nanoseconds) { return std::chrono::nanoseconds(nanoseconds); }
std::chrono::system_clock::time_point later(std::chrono::system_clock::time_point time, std::chrono::hours by) {
    return time + by;
}
long since_epoch(std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds> time) {
    return time.time_since_epoch().count();
}
std::chrono::steady_clock::time_point steady(long nanoseconds) {
    return std::chrono::steady_clock::time_point(std::chrono::nanoseconds(nanoseconds));
}
long steady_ticks(std::chrono::steady_clock::time_point time) { return time.time_since_epoch().count(); }

std::string extension(const std::filesystem::path& path) { return path.extension().string(); }
std::filesystem::path parent(std::filesystem::path path) { return path.parent_path(); }
std::filesystem::path joined(const std::filesystem::path& directory, const std::filesystem::path& name) {
    return directory / name;
}
std::size_t size_of(const std::filesystem::path& path) { return path.native().size(); }

} // namespace vocabulary
