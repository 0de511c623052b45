#include "pointees.hpp"

namespace pointees {

Shelf::Shelf() : cells(new Cell[3]) {
    for (int i = 0; i < 3; ++i) cells[i].row = i;
}

Cell** rows(int count, int width) {
    auto** rows = new Cell*[count];
    auto* cells = new Cell[count * width];
    for (int row = 0; row < count; ++row) {
        rows[row] = cells + row * width;
        for (int column = 0; column < width; ++column) rows[row][column] = Cell{};
        for (int column = 0; column < width; ++column) rows[row][column].row = row;
        for (int column = 0; column < width; ++column) rows[row][column].column = column;
    }
    return rows;
}

void free_rows(Cell** rows) {
    delete[] rows[0];
    delete[] rows;
}

Grid::Grid() : flat(new double[6]), matrix(new short*[2]) {
    for (int i = 0; i < 6; ++i) flat[i] = i / 2.0;
    for (int row = 0; row < 2; ++row) {
        matrix[row] = new short[3];
        for (int column = 0; column < 3; ++column) matrix[row][column] = static_cast<short>(10 * row + column);
    }
}

Grid::~Grid() {
    delete[] flat;
    for (int row = 0; row < 2; ++row) delete[] matrix[row];
    delete[] matrix;
}

double sum(const double* numbers, std::size_t count) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += numbers[i];
    return sum;
}

static int numbers[] = {7, 8, 9};
int* table = numbers;

Slots::Slots() : words(storage) {
    for (std::size_t i = 0; i < 4; ++i) {
        addresses[i / 2][i % 2] = reinterpret_cast<void*>(i);
        storage[i] = i + 1;
    }
}

void open_handle(Handle* handle) { *handle = new int(42); }

int close_handle(Handle handle) {
    const int value = *static_cast<int*>(handle);
    delete static_cast<int*>(handle);
    return value;
}

std::size_t open_hidden(HiddenHandle& handle) {
    handle = reinterpret_cast<HiddenHandle>(std::size_t{0x1000});
    return 0x1000;
}

void first_two(const int** out) { *out = numbers; }

int add(int one, int other) { return one + other; }
int multiply(int one, int other) { return one * other; }
int (*operation)(int, int) = add;
int operate(int one, int other) { return operation(one, other); }
void set_operation(int (*function)(int, int)) { operation = function; }

int with_reference(void (*function)(int&)) {
    int number = 1;
    function(number);
    return number;
}

double with_references(void (*function)(double&, const int&, Cell&)) {
    double number = 0.5;
    const int constant = 3;
    Cell cell;
    function(number, constant, cell);
    return number + cell.row;
}

int with_function(const std::function<void(int&)>& function) {
    int number = 1;
    try {
        function(number);
    } catch (...) {
        return -number;
    }
    return number;
}

long with_result(const std::function<int(long&, const std::string&)>& function) {
    long number = 5;
    const int result = function(number, "text");
    return 100 * number + result;
}

int number_of(enum state given) { return given; }

Truth* no_truth() { return nullptr; }

}  // namespace pointees
