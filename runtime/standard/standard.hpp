// What the package's own dictionary of the standard library is made from. The specialisations that it binds are
// listed in instantiations.txt; what else a library's headers name is in the dictionary of that library.
#pragma once

#include <array>
#include <bitset>
#include <complex>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>
