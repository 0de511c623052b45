#include "versions.hpp"
