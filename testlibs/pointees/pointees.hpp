// What pointers point to: arrays of objects and of numbers, matrices, functions, handles; and what callbacks get by reference.
#ifndef TESTLIBS_POINTEES_HPP
#define TESTLIBS_POINTEES_HPP

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace pointees {

// ---- Pointers to objects ----

struct Cell {
    int row = 0;
    int column = 0;
};

class Shelf {
  public:
    Shelf();
    ~Shelf() { delete[] cells; }
    Shelf(const Shelf&) = delete;
    Shelf& operator=(const Shelf&) = delete;
    Cell* cells;
    Cell* none = nullptr;
};

Cell** rows(int count, int width);
void free_rows(Cell** rows);

// ---- Pointers to numbers, whose extents only users know ----

struct Grid {
    Grid();
    ~Grid();
    Grid(const Grid&) = delete;
    Grid& operator=(const Grid&) = delete;

    double* flat;    // 6 of them
    short** matrix;  // 2 by 3
    double* borrowed = nullptr;
};

double sum(const double* numbers, std::size_t count);
extern int* table;

// ---- Pointers to nothing known ----

struct Slots {
    Slots();
    void* addresses[2][2];
    void* words;  // to four addresses
    std::size_t storage[4];
};

typedef void* Handle;
typedef struct Hidden* HiddenHandle;
typedef Cell* CellPointer;
typedef bool Flag;

struct Named {
    typedef bool Truth;
};

void open_handle(Handle* handle);
int close_handle(Handle handle);
std::size_t open_hidden(HiddenHandle& handle);
void first_two(const int** out);

// ---- Pointers to functions ----

extern int (*operation)(int, int);
int add(int one, int other);
int multiply(int one, int other);
int operate(int one, int other);
void set_operation(int (*function)(int, int));

int with_reference(void (*function)(int&));
double with_references(void (*function)(double&, const int&, Cell&));
int with_function(const std::function<void(int&)>& function);
long with_result(const std::function<int(long&, const std::string&)>& function);

// ---- Names that C++ hides or does not have ----

enum state { open = 1, closed = 42 };
inline state state() { return closed; }
int number_of(enum state given);
struct Door {
    explicit Door(enum state given) : now(given) {}
    enum state now;
};

typedef struct {
    struct {
        struct {
            int value;
        } inner;
        int count;
    } outer;
} Nested;

// ---- What iterates without being a standard container ----

// The end is told by `!=` alone, and what an iterator gives is a part of it.
struct Counter {
    struct Number {
        int value;
    };
    struct Place {
        Number number;
        bool operator!=(const Place& other) const { return number.value != other.number.value; }
        const Number& operator*() { return number; }
        Place& operator++() {
            ++number.value;
            return *this;
        }
    };
    int last;
    Place begin() { return Place{{0}}; }
    Place end() { return Place{{last}}; }
};

struct Pool {
    std::vector<Cell*> cells;
    Cell own[3];
    Pool() : cells{&own[0], &own[1], &own[2]} {
        for (int i = 0; i < 3; ++i) own[i].row = i;
    }
    std::vector<Cell*>::const_iterator begin() const { return cells.begin(); }
    std::vector<Cell*>::const_iterator end() const { return cells.end(); }
};

// begin() and end() give something that does not iterate.
struct Fixed {
    static std::size_t size() { return 3; }
    int& operator[](std::size_t index) { return numbers[index]; }
    int& begin() { return numbers[0]; }
    int& end() { return numbers[2]; }
    int numbers[3] = {4, 5, 6};
};

// ---- Functions with the names of Python's special methods ----

struct Special {
    int value;
    static bool __eq__(const Special& one, const Special& other) { return one.value == other.value; }
    static bool __ne__(const Special& one, const Special& other) { return one.value != other.value; }
    std::string __repr__() const { return "Special(" + std::to_string(value) + ")"; }
    std::wstring __str__() const { return L"special"; }
};

struct Truth {
    bool value;
    explicit operator bool() const { return value; }
};
Truth* no_truth();

}  // namespace pointees

#endif
