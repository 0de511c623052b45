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
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <set>
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
