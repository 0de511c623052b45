#include "enums.hpp"

namespace enums {

Machine::State Machine::parse(const char* text) { return text[0] == 'r' ? Running : Stopped; }

Fruit next(Fruit fruit) { return fruit == Apple ? Banana : Cherry; }
int value_of(Fruit fruit) { return fruit; }
int value_of_level(Level level) { return static_cast<int>(level); }
Level raise_level(Level level) { return level == Level::Low ? Level::Medium : Level::High; }
int option_bits(Options options) { return options; }
long long offset_value(Offset offset) { return static_cast<long long>(offset); }
void set_through(Fruit& fruit) { fruit = Cherry; }
void set_level_through(Level* level) { *level = Level::High; }
Fruit with_default(Fruit fruit) { return fruit; }
bool is_high(const Level& level) { return level == Level::High; }
Fruit favourite = Banana;

}  // namespace enums
