#include "mechanics.hpp"

namespace mechanics {

Eigen::MatrixXd table(int rows, int columns) {
    Eigen::MatrixXd made(rows, columns);
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            made(row, column) = row * columns + column;
    return made;
}
Eigen::VectorXd column(int size) { return Eigen::VectorXd::LinSpaced(size, 0, size - 1); }
Eigen::Matrix3d unit() { return Eigen::Matrix3d::Identity(); }

double total(const Eigen::MatrixXd& matrix) { return matrix.sum(); }
double last(Eigen::VectorXd vector) { return vector(vector.size() - 1); }
void scale(Eigen::Ref<Eigen::MatrixXd> matrix, double factor) { matrix *= factor; }
double trace(const Eigen::Ref<const Eigen::MatrixXd>& matrix) { return matrix.trace(); }
void fill(Eigen::Map<Eigen::MatrixXd> matrix, double value) { matrix.setConstant(value); }

} // namespace mechanics
