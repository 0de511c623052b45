#include "templates.hpp"

namespace templates {

Box<int> make_box(int value) { return Box<int>(value); }
int unbox(const Box<int>& box) { return box.get(); }

std::vector<int> make_numbers(int count) {
    std::vector<int> numbers;
    for (int i = 0; i < count; ++i) numbers.push_back(i * i);
    return numbers;
}

int sum(const std::vector<int>& numbers) {
    int total = 0;
    for (int number : numbers) total += number;
    return total;
}

void push(std::vector<int>& numbers, int value) { numbers.push_back(value); }

std::vector<std::string> words() { return {"one", "two", "three"}; }

std::vector<Box<int>> boxes(int count) {
    std::vector<Box<int>> boxes;
    for (int i = 0; i < count; ++i) boxes.emplace_back(i);
    return boxes;
}

std::map<std::string, int> ages() { return {{"Ada", 36}, {"Grace", 85}}; }

Pair make_pair(int first, double second) { return {first, second}; }

std::array<int, 3> triple() { return {1, 2, 3}; }

std::shared_ptr<Shelf> make_shelf() {
    auto shelf = std::make_shared<Shelf>();
    for (int i = 0; i < 4; ++i) shelf->four.cells[i] = i;
    shelf->two.cells[0] = 0.5f;
    shelf->two.cells[1] = 1.5f;
    return shelf;
}

std::unique_ptr<Box<int>> make_unique_box(int value) { return std::make_unique<Box<int>>(value); }

template <>
int largest<int>(int a, int b) {
    return a < b ? b : a;
}

}  // namespace templates
