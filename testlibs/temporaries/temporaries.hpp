// Temporaries that C++ makes of arguments, and what they refer to: all live until the call has ended.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace temporaries {

/// A text that is somebody else's, as re2's and leveldb's: it can only be made of a string.
class Piece {
  public:
    Piece(const std::string& text) : data(text.data()), size(text.size()) {}
    std::string text() const { return std::string(data, size); }

  private:
    const char* data;
    std::size_t size;
};

/// A text on the heap; how many there are is counted.
struct Text {
    Text(const std::string& text) : text(text) { ++alive; }
    Text(const Text&) = delete;
    ~Text() { --alive; }
    std::string text;
    inline static int alive = 0;
};

/// Owns a text that lies elsewhere.
class Holder {
  public:
    Holder(const std::string& text) : held(std::make_shared<Text>(text)) {}
    std::shared_ptr<Text> held;
};

/// What the holder holds.
inline const Text& held(const Holder& holder) { return *holder.held; }

std::string text(const Piece& piece);
std::string copied(Piece piece);
std::string joined(const std::vector<Piece>& pieces);

/// Made of two numbers of either kind, or of a text and a number; how many there are is counted.
struct Spot {
    Spot(int x, int y) : x(x), y(y), of("ints") {
        if (x == -1)
            throw std::out_of_range("no spot there");
        ++alive;
    }
    Spot(double x, double y) : x(x), y(y), of("doubles") { ++alive; }
    Spot(const std::string& name, int size) : x(name.size()), y(size), of(name) { ++alive; }
    explicit Spot(bool) : x(0), y(0), of("a bool") { ++alive; }
    Spot(const Spot& other) : x(other.x), y(other.y), of(other.of) { ++alive; }
    ~Spot() { --alive; }
    double x, y;
    std::string of;
    inline static int alive = 0;
};

/// Made of one number, which must fit.
struct Small {
    Small(signed char value) : value(value) {}
    int value;
};

std::string spots(const std::vector<Spot>& spots);
std::string spot(Spot spot);
std::string spot_there(const Spot& spot);
int sum(const std::vector<Small>& values);

/// A new one, the same one, and a new object that holds a copy.
inline std::vector<int> doubled(const std::vector<int>& values) {
    std::vector<int> result;
    for (int value : values)
        result.push_back(2 * value);
    return result;
}
inline const std::vector<int>& same(const std::vector<int>& values) { return values; }
/// A method of a base that does not lie at the begin of the objects.
struct First {
    long first = 1;
    virtual ~First() = default;
};
struct Second {
    int start = 10;
    int sum_from(const std::vector<int>& values) const {
        int sum = start;
        for (int value : values)
            sum += value;
        return sum;
    }
};
struct Both : First, Second {};

inline std::shared_ptr<Text> spelled(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words)
        all += word;
    if (all.empty())
        throw std::out_of_range("no words");
    return std::make_shared<Text>(all);
}

} // namespace temporaries
