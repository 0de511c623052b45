#include "literals.hpp"
