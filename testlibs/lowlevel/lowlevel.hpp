// What C libraries and old C++ do with memory: arrays that the caller ends, casts, streams, pointers to pointers.
#ifndef TESTLIBS_LOWLEVEL_HPP
#define TESTLIBS_LOWLEVEL_HPP

#include <cstddef>
#include <cstdio>

namespace lowlevel {

/// `new int[count]`, counting up from `first`: the caller's to delete.
void make(int** array, std::size_t count, int first);
long sum(const int* array, std::size_t count);

int put(std::FILE* file, const char* text);
int first_character(std::FILE* file);

/// How many strings lie before the null pointer at the end.
int count(char** texts);

struct Animal {
    virtual ~Animal() = default;
    virtual int legs() const { return 0; }
    int weight = 1;
};

struct Aged {
    virtual ~Aged() = default;
    int age = 7;
};

/// Its second base lies behind the first.
struct Dog : Animal, Aged {
    int legs() const override { return 4; }
    int tail = 3;
};

struct Bird : Animal {
    int legs() const override { return 2; }
};

Animal* dog();
Animal* bird();

enum Colour { red, green };
enum class Size { small, large };

struct Limits {
    enum Level { low = 1, high = 9 };
    static constexpr int most = 5;
};

struct Matrix {
    short cells[2][3] = {{1, 2, 3}, {4, 5, 6}};
    double cube[2][2][2] = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}};
};

}  // namespace lowlevel

#endif
