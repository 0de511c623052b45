#include "operators.hpp"

#include <cstdlib>
#include <new>

namespace operators {

double operator|(const Vector2& left, const Vector2& right) { return left.x * right.x + left.y * right.y; }

bool operator<(const Vector2& left, const Vector2& right) { return (left | left) < (right | right); }
bool operator>(const Vector2& left, const Vector2& right) { return right < left; }
bool operator<=(const Vector2& left, const Vector2& right) { return !(right < left); }
bool operator>=(const Vector2& left, const Vector2& right) { return !(left < right); }

Table::Table(int rows, int columns) : m_rows(rows), m_columns(columns), m_cells() {}

std::string& Registry::operator[](const std::string& key) {
    for (int i = 0; i < 8; ++i) {
        if (m_keys[i] == key) return m_values[i];
        if (m_keys[i].empty()) {
            m_keys[i] = key;
            return m_values[i];
        }
    }
    throw std::length_error("the registry is full");
}

std::string Multiplier::operator()(const char* text) const {
    std::string repeated;
    for (int i = 0; i < factor; ++i) repeated += text;
    return repeated;
}

int Pooled::allocations = 0;
int Pooled::deallocations = 0;

void* Pooled::operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}

void Pooled::operator delete(void* memory) {
    ++deallocations;
    std::free(memory);
}

}  // namespace operators
