#include "passed.hpp"

#include <utility>

namespace passed {

int Counted::alive = 0;

int of_small(int (*function)(Small), int value) { return function(Small{value}); }
Small to_small(Small (*function)(int), int value) { return function(value); }
double of_large(double (*function)(Large), double value) { return function(Large{{value, 2, 3, 4, 5, 6}}); }
Counted through(Counted (*function)(Counted), int value) { return function(Counted(value)); }

double of_vector(double (*function)(std::vector<double>), std::vector<double> values) {
    return function(std::move(values));
}

std::string of_text(std::string (*function)(std::string, Small), const std::string& text) {
    return function(text, Small{3});
}

int of_made(std::shared_ptr<Counted> (*function)()) { return function()->value; }

int of_unasked(int (*function)(Small, Large)) { return function(Small{1}, Large{}); }

int changed(Small (*function)(Small&, int), int by) {
    Small own{40};
    return function(own, by).value * 1000 + own.value;
}

Small twice(int value) { return Small{2 * value}; }
int plus_one(Small small) { return small.value + 1; }
int plus_one(Counted counted) { return counted.value + 1001; }
int Functions::minus_one(Small small) { return small.value - 1; }

bool is_twice(Small (*function)(int)) { return function == &twice; }

}  // namespace passed
