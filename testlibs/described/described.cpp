#include "described.hpp"
