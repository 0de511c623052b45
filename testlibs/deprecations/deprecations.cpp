#include "deprecations.hpp"

namespace deprecations {

int sum(int a, int b) { return a + b; }
int total(int a, int b) { return a + b; }
int plain() { return 1; }
int Meter::count = 4;
int level = 2;
int reached = 0;
void count_reached() { ++reached; }

} // namespace deprecations
