#include "hashed.hpp"
