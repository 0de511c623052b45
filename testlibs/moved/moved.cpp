#include "moved.hpp"
