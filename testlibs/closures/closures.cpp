#include "closures.hpp"
