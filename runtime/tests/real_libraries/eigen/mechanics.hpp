// A library that has Eigen's matrices in its functions.
#pragma once

#include <Eigen/Core>

namespace mechanics {

Eigen::MatrixXd table(int rows, int columns);  ///< 0, 1, 2, ... by rows
Eigen::VectorXd column(int size);
Eigen::Matrix3d unit();

double total(const Eigen::MatrixXd& matrix);
double last(Eigen::VectorXd vector);
void scale(Eigen::Ref<Eigen::MatrixXd> matrix, double factor);
double trace(const Eigen::Ref<const Eigen::MatrixXd>& matrix);
void fill(Eigen::Map<Eigen::MatrixXd> matrix, double value);

struct Body {
    Eigen::MatrixXd shape;
    Eigen::Vector3d place = Eigen::Vector3d::Zero();
};

} // namespace mechanics
