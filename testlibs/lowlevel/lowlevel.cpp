#include "lowlevel.hpp"

namespace lowlevel {

void make(int** array, std::size_t count, int first) {
    *array = new int[count];
    for (std::size_t index = 0; index < count; ++index) (*array)[index] = first + static_cast<int>(index);
}

long sum(const int* array, std::size_t count) {
    long total = 0;
    for (std::size_t index = 0; index < count; ++index) total += array[index];
    return total;
}

int put(std::FILE* file, const char* text) { return std::fputs(text, file); }
int first_character(std::FILE* file) { return std::fgetc(file); }

int count(char** texts) {
    int found = 0;
    while (texts[found] != nullptr) ++found;
    return found;
}

Animal* dog() {
    static Dog dog;
    return &dog;
}

Animal* bird() {
    static Bird bird;
    return &bird;
}

}  // namespace lowlevel
