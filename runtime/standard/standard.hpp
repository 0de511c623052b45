// What the package's own dictionary of the standard library is made from. The specialisations that it binds are
// listed in instantiations.txt; what else a library's headers name is in the dictionary of that library.
#pragma once

#include "algorithms.hpp"

#include <any>
#include <array>
#include <bitset>
#include <chrono>
#include <complex>
#include <cstddef>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <list>
#include <locale>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

// What `cppyy_rs.ll` does with memory: arrays that `new[]` made elsewhere end by the same allocator's `delete[]`.
namespace cppyy_rs::memory {

inline void* array_new(std::size_t bytes) { return ::operator new[](bytes); }
inline void array_delete(void* array) noexcept { ::operator delete[](array); }

}  // namespace cppyy_rs::memory

// What pickling by stream operators writes to and reads from: no digit of a number is lost, whatever the program's locale.
namespace cppyy_rs::streams {

class Stream {
public:
    explicit Stream(const std::string& text) : m_stream(text) {
        m_stream.imbue(std::locale::classic());
        m_stream.precision(std::numeric_limits<long double>::max_digits10);
    }
    std::ostream& output() { return m_stream; }
    std::istream& input() { return m_stream; }
    std::string text() const { return m_stream.str(); }
    bool failed() const { return m_stream.fail(); }

private:
    std::stringstream m_stream;
};

}  // namespace cppyy_rs::streams
