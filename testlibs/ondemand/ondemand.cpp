#include "ondemand.hpp"
