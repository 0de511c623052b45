#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

/// Classes that look at what they are made of: converting constructors, and views of text.
namespace views {

/// As leveldb's.
struct Slice {
    Slice() : data(""), size(0) {}
    Slice(const char* data, std::size_t size) : data(data), size(size) {}
    Slice(const std::string& text) : data(text.data()), size(text.size()) {}
    Slice(const char* text) : data(text), size(std::strlen(text)) {}
    std::string text() const { return std::string(data, size); }

private:
    const char* data;
    std::size_t size;
};
/// As re2's.
class Piece {
public:
    Piece(std::string_view text) : text_(text) {}
    std::string text() const { return std::string(text_); }

private:
    std::string_view text_;
};
struct Named {
    const char* name;
    int number;
};
class Kept {
public:
    explicit Kept(const char* text) : text_(text) {}
    std::string text() const { return text_; }

private:
    const char* text_;
};
/// Has the address of characters of its own.
class Status {
public:
    explicit Status(const Slice& text) {
        char* own = new char[text.text().size() + 1];
        std::strcpy(own, text.text().c_str());
        state_ = own;
        ++alive();
    }
    Status(const Status&) = delete;
    ~Status() {
        delete[] state_;
        --alive();
    }
    std::string text() const { return state_; }
    static int& alive() {
        static int count = 0;
        return count;
    }

private:
    const char* state_;
};

inline std::string joined(const Slice& one, const Slice& two, Slice three) {
    return one.text() + "|" + two.text() + "|" + three.text();
}
inline std::string joined_pieces(Piece one, const Piece& two) { return one.text() + "|" + two.text(); }
inline Slice same(Slice slice) { return slice; }
inline Slice behind(const Slice& slice, std::size_t from) {
    static std::string copy;
    const std::string text = slice.text();
    copy = text.substr(from);
    return copy;
}
inline Piece piece(std::string_view text) { return text; }

/// As OpenCV's: what may be a matrix, a vector or a number.
struct Matrix {
    Matrix() = default;
    explicit Matrix(int rows) : data(rows, 1.0) {}
    std::vector<double> data;
};
class InputArray {
public:
    InputArray(const Matrix& matrix) : object_(&matrix), kind_(1) {}
    InputArray(const std::vector<double>& numbers) : object_(&numbers), kind_(2) {}
    InputArray(const double& number) : object_(&number), kind_(3) {}
    double sum() const {
        double sum = 0;
        if (kind_ == 3)
            return *static_cast<const double*>(object_);
        const auto& numbers = kind_ == 1 ? static_cast<const Matrix*>(object_)->data
                                         : *static_cast<const std::vector<double>*>(object_);
        for (double number : numbers)
            sum += number;
        return sum;
    }

private:
    const void* object_;
    int kind_;
};
inline std::vector<double> sums(const InputArray& one, const InputArray& two) { return {one.sum(), two.sum()}; }
struct Words {
    Words(const std::vector<std::string>& words) : count(words.size()) {}
    std::size_t count;
};
inline std::size_t count(const Words& one, Words two) { return one.count * 10 + two.count; }

} // namespace views
