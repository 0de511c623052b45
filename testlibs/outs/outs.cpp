#include "outs.hpp"
