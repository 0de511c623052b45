#include "ranges.hpp"
