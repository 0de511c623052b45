#include "pickling.hpp"

#include <numeric>

namespace pickling {

int Account::balance() const { return std::accumulate(m_history.begin(), m_history.end(), 0); }

double twice(double value) { return 2 * value; }
int twice(int value) { return 2 * value; }
Point scaled(const Point& point, double factor) { return {point.x * factor, point.y * factor}; }

namespace inner {
int answer() { return 42; }
}  // namespace inner

}  // namespace pickling
