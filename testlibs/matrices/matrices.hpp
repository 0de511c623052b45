// Classes with rows and columns of numbers, which tell of themselves what Eigen's classes tell.
#pragma once

#include <complex>
#include <cstddef>
#include <vector>

namespace matrices {

inline int alive = 0;

/// Counts the objects that own elements.
struct Counted {
    Counted() { ++alive; }
    Counted(const Counted&) { ++alive; }
    Counted& operator=(const Counted&) = default;
    ~Counted() { --alive; }
};

/// Distances that are fixed, or -1; 0 stands for elements that lie one behind the other.
template <int Outer, int Inner>
class Strides {
  public:
    enum { OuterStrideAtCompileTime = Outer, InnerStrideAtCompileTime = Inner };
    Strides(std::ptrdiff_t outer, std::ptrdiff_t inner) : outer_(outer), inner_(inner) {}
    std::ptrdiff_t outer() const { return outer_; }
    std::ptrdiff_t inner() const { return inner_; }

  private:
    std::ptrdiff_t outer_;
    std::ptrdiff_t inner_;
};

template <class M, int Options, class S>
class Shown;

/// What all matrices derive from openly, as Eigen's do from `EigenBase`.
template <class M>
struct Sized {
    std::ptrdiff_t size() const {
        return static_cast<const M*>(this)->rows() * static_cast<const M*>(this)->cols();
    }
};

/// A matrix that owns its elements; -1 stands for any number of rows or columns.
template <class T, int Rows, int Columns, bool ByRows = false>
class Matrix : public Sized<Matrix<T, Rows, Columns, ByRows>>, Counted {
  public:
    using Scalar = T;
    enum {
        RowsAtCompileTime = Rows,
        ColsAtCompileTime = Columns,
        IsRowMajor = ByRows,
        IsVectorAtCompileTime = Rows == 1 || Columns == 1
    };

    Matrix() { resize(Rows < 0 ? 0 : Rows, Columns < 0 ? 0 : Columns); }
    void resize(std::ptrdiff_t rows, std::ptrdiff_t columns) {
        rows_ = rows;
        columns_ = columns;
        elements.assign(static_cast<std::size_t>(rows * columns), T());
    }
    std::ptrdiff_t rows() const { return rows_; }
    std::ptrdiff_t cols() const { return columns_; }
    std::ptrdiff_t innerStride() const { return 1; }
    std::ptrdiff_t outerStride() const { return ByRows ? columns_ : rows_; }
    const T* data() const { return elements.data(); }
    T* data() { return elements.data(); }
    T& operator()(std::ptrdiff_t row, std::ptrdiff_t column) { return elements[at(row, column)]; }
    T get(std::ptrdiff_t row, std::ptrdiff_t column) const { return elements[at(row, column)]; }

    template <class S>
    static Shown<Matrix, 0, S> Map(T* first, std::ptrdiff_t rows, std::ptrdiff_t columns, const S& strides) {
        return Shown<Matrix, 0, S>(first, rows, columns, strides);
    }
    template <class S>
    static Shown<const Matrix, 0, S> Map(const T* first, std::ptrdiff_t rows, std::ptrdiff_t columns, const S& strides) {
        return Shown<const Matrix, 0, S>(first, rows, columns, strides);
    }

  private:
    std::size_t at(std::ptrdiff_t row, std::ptrdiff_t column) const {
        return static_cast<std::size_t>(ByRows ? row * columns_ + column : row + column * rows_);
    }
    std::ptrdiff_t rows_;
    std::ptrdiff_t columns_;
    std::vector<T> elements;
};

template <class M>
struct Pointer {
    using type = typename M::Scalar*;
};
template <class M>
struct Pointer<const M> {
    using type = const typename M::Scalar*;
};

/// Elements of somebody else.
template <class M, int Options, class S>
class Shown {
  public:
    using Scalar = typename M::Scalar;
    enum {
        RowsAtCompileTime = M::RowsAtCompileTime,
        ColsAtCompileTime = M::ColsAtCompileTime,
        IsRowMajor = M::IsRowMajor,
        IsVectorAtCompileTime = M::IsVectorAtCompileTime
    };
    using P = typename Pointer<M>::type;

    Shown(P first, std::ptrdiff_t rows, std::ptrdiff_t columns, const S& strides)
        : first(first), rows_(rows), columns_(columns), outer(strides.outer()), inner(strides.inner()) {}
    std::ptrdiff_t rows() const { return rows_; }
    std::ptrdiff_t cols() const { return columns_; }
    std::ptrdiff_t innerStride() const { return S::InnerStrideAtCompileTime == 0 ? 1 : inner; }
    std::ptrdiff_t outerStride() const {
        return S::OuterStrideAtCompileTime != 0 ? outer : IsRowMajor ? columns_ : rows_;
    }
    P data() const { return first; }

  private:
    P first;
    std::ptrdiff_t rows_;
    std::ptrdiff_t columns_;
    std::ptrdiff_t outer;
    std::ptrdiff_t inner;
};

using Any = Strides<-1, -1>;
using Columns = Strides<-1, 1>;  ///< whatever lies between them
using Dense = Strides<0, 0>;

using Table = Matrix<double, -1, -1>;
using ByRows = Matrix<float, -1, -1, true>;
using Three = Matrix<double, 3, 3>;
using Column = Matrix<double, -1, 1>;
using Row = Matrix<int, 1, -1>;
using Place = Matrix<double, 3, 1>;
using Waves = Matrix<std::complex<double>, -1, -1>;

/// Tells a type of elements, and is no matrix.
struct Gauge {
    using Scalar = double;
    double value = 1;
};

/// Elements that no array holds.
struct Text {
    int size = 0;
};
using Texts = Matrix<Text, -1, -1>;

Table table(int rows, int columns);  ///< 0, 1, 2, ... by rows
ByRows by_rows(int rows, int columns);
Three three();
Column column(int size);
Row row(int size);
Waves waves();
Texts texts();
const Table& constant();
Gauge gauge();

double total(const Table& table);
double corner(Table table);  ///< the last element of the first row
double total_by_rows(const ByRows& table);
double trace(const Three& matrix);
double last(const Column& column);
int second(const Row& row);
double length(const Place& place);
double imaginary(const Waves& waves);

void scale(Shown<Table, 0, Columns> table, double factor);
double sum(const Shown<const Table, 0, Any>& table);
double sum_by_columns(const Shown<const Table, 0, Columns>& table);
void fill(Shown<Table, 0, Dense> table, double value);
void negate(Shown<Column, 0, Any> column);
std::size_t place(const Shown<const Table, 0, Any>& table);

struct Holder {
    Table matrix;
    Place place;
    int label = 0;
    void grow() { matrix.resize(matrix.rows() + 1, matrix.cols()); }
};

/// A matrix by inheritance, behind another base.
struct Label {
    virtual ~Label() = default;
    int label = 5;
};
struct Named : Label, Table {};
Named named();

} // namespace matrices
