// Vocabulary types of the standard library as arguments, results and members: tuples, optionals, variants, any,
// initializer lists, times and paths.
#ifndef TESTLIBS_VOCABULARY_HPP
#define TESTLIBS_VOCABULARY_HPP

#include <any>
#include <array>
#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

namespace vocabulary {

/// Counts its objects.
struct Item {
    explicit Item(int number = 0) : number(number) { ++alive; }
    Item(const Item& other) : number(other.number) { ++alive; }
    Item& operator=(const Item&) = default;
    ~Item() { --alive; }
    bool operator==(const Item& other) const { return number == other.number; }
    int number;
    static int alive;
};

/// An int becomes one without being asked.
struct Metres {
    Metres(double length) : length(length) {}
    double length;
};

enum class Colour { Red, Green };

// ---- Tuples ----

std::tuple<int, std::string, double> triple(int number, const std::string& text, double real);
double sum(const std::tuple<int, double>& pair);
std::string joined(std::tuple<std::string, int> parts);
std::tuple<Item, Item> items(int one, int other);
int first_number(const std::tuple<Item, Item>& items);
std::tuple<std::vector<int>, std::tuple<int, std::string>> nested();
int of_nested(const std::tuple<std::vector<int>, std::tuple<int, std::string>>& value);
std::tuple<int&, const std::string&> references(int& number, const std::string& text);
std::tuple<> nothing();
std::tuple<int> single(std::tuple<int> value);
std::pair<int, std::string> swapped(const std::pair<std::string, int>& pair);

// ---- Optionals ----

std::optional<int> half(int number);
std::string shown(const std::optional<int>& number);
std::string named(std::optional<std::string> name = std::nullopt);
std::optional<Item> item(bool there);
int number_of(const std::optional<Item>& item);
double length_of(std::optional<Metres> length);
std::optional<std::vector<int>> numbers(bool there);
bool takes_pointer(std::optional<const Item*> item);
std::optional<std::unique_ptr<int>> moved_only();

// ---- Variants ----

using Value = std::variant<int, double, std::string>;
std::string which(const Value& value);
Value parse(const std::string& text);
std::string which_flag(std::variant<bool, int, std::string> value);
std::string which_object(const std::variant<std::monostate, Item, Metres, std::vector<int>>& value);
std::variant<std::monostate, Item, Metres, std::vector<int>> object(int which);
std::size_t count(const std::vector<Value>& values);
std::vector<Value> values();
std::string which_number(std::variant<double, long> value);

// ---- Anything ----

Colour colour();

std::any anything(int which);
std::string type_of(const std::any& value);

// ---- Members ----

struct Settings {
    std::optional<int> level;
    std::optional<std::string> name;
    Value value = 1;
    std::any extra;
    std::tuple<int, std::string> pair;
    std::chrono::milliseconds timeout{250};
    std::filesystem::path file = "/tmp/settings";
};

// ---- Initializer lists ----

class Numbers {
  public:
    Numbers() = default;
    Numbers(std::initializer_list<int> numbers) : numbers(numbers) {}
    void assign(std::initializer_list<int> others) { numbers = others; }
    std::vector<int> numbers;
};
int sum_of(const Numbers& first, const Numbers& second = {100});
double total(std::initializer_list<double> numbers);
std::string concatenated(std::initializer_list<std::string> texts);
int total_of(std::initializer_list<Item> items);
bool all(std::initializer_list<bool> flags);
std::size_t lengths(std::initializer_list<std::vector<int>> vectors);

// ---- Times ----

std::chrono::milliseconds doubled(std::chrono::milliseconds time);
double in_seconds(const std::chrono::duration<double>& time);
std::chrono::nanoseconds precise(long nanoseconds);
std::chrono::system_clock::time_point later(std::chrono::system_clock::time_point time, std::chrono::hours by);
long since_epoch(std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds> time);
std::chrono::steady_clock::time_point steady(long nanoseconds);
long steady_ticks(std::chrono::steady_clock::time_point time);

// ---- Paths ----

std::string extension(const std::filesystem::path& path);
std::filesystem::path parent(std::filesystem::path path);
std::filesystem::path joined(const std::filesystem::path& directory, const std::filesystem::path& name);
std::size_t size_of(const std::filesystem::path& path);

} // namespace vocabulary

#endif
