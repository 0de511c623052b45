#include "matrices.hpp"

namespace matrices {

namespace {

template <class M>
M counted(std::ptrdiff_t rows, std::ptrdiff_t columns) {
    M made;
    made.resize(rows, columns);
    int next = 0;
    for (std::ptrdiff_t row = 0; row < rows; ++row)
        for (std::ptrdiff_t column = 0; column < columns; ++column)
            made(row, column) = static_cast<typename M::Scalar>(next++);
    return made;
}

template <class M>
double sum_of(const M& matrix) {
    double sum = 0;
    const bool by_rows = M::IsRowMajor;
    for (std::ptrdiff_t row = 0; row < matrix.rows(); ++row)
        for (std::ptrdiff_t column = 0; column < matrix.cols(); ++column)
            sum += static_cast<double>(matrix.data()[row * (by_rows ? matrix.outerStride() : matrix.innerStride()) +
                                                     column * (by_rows ? matrix.innerStride() : matrix.outerStride())]);
    return sum;
}

} // namespace

Table table(int rows, int columns) { return counted<Table>(rows, columns); }
ByRows by_rows(int rows, int columns) { return counted<ByRows>(rows, columns); }
Three three() { return counted<Three>(3, 3); }
Column column(int size) { return counted<Column>(size, 1); }
Row row(int size) { return counted<Row>(1, size); }
Waves waves() {
    Waves made;
    made.resize(1, 2);
    made(0, 1) = {1, 2};
    return made;
}
Texts texts() { return {}; }
const Table& constant() {
    static const Table made = table(2, 2);
    return made;
}
Gauge gauge() { return {}; }

double total(const Table& table) { return sum_of(table); }
double corner(Table table) { return table.get(0, table.cols() - 1); }
double total_by_rows(const ByRows& table) { return sum_of(table); }
double trace(const Three& matrix) { return matrix.get(0, 0) + matrix.get(1, 1) + matrix.get(2, 2); }
double last(const Column& column) { return column.get(column.rows() - 1, 0); }
int second(const Row& row) { return row.get(0, 1); }
double length(const Place& place) { return place.get(0, 0) + place.get(1, 0) + place.get(2, 0); }
double imaginary(const Waves& waves) {
    double sum = 0;
    for (std::ptrdiff_t column = 0; column < waves.cols(); ++column)
        sum += waves.get(0, column).imag();
    return sum;
}

void scale(Shown<Table, 0, Columns> table, double factor) {
    for (std::ptrdiff_t column = 0; column < table.cols(); ++column)
        for (std::ptrdiff_t row = 0; row < table.rows(); ++row)
            table.data()[row + column * table.outerStride()] *= factor;
}
double sum(const Shown<const Table, 0, Any>& table) { return sum_of(table); }
double sum_by_columns(const Shown<const Table, 0, Columns>& table) { return sum_of(table); }
void fill(Shown<Table, 0, Dense> table, double value) {
    for (std::ptrdiff_t index = 0; index < table.rows() * table.cols(); ++index)
        table.data()[index] = value;
}
void negate(Shown<Column, 0, Any> column) {
    for (std::ptrdiff_t row = 0; row < column.rows(); ++row)
        column.data()[row * column.innerStride()] *= -1;
}
std::size_t place(const Shown<const Table, 0, Any>& table) { return reinterpret_cast<std::size_t>(table.data()); }

Named named() {
    Named made;
    made.resize(1, 2);
    made(0, 1) = 3;
    return made;
}

} // namespace matrices
