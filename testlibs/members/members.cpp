#include "members.hpp"

namespace members {

Record::Record() : inner(21), fixed_inner(22) { ++count; }

int Record::count = 0;
const int Record::limit;
const std::string Record::motto = "per aspera";
Inner Record::shared(55);

int Arrays::total() const {
    int total = 0;
    for (int number : numbers) total += number;
    return total;
}

int global_counter = 5;
extern const int global_limit = 500;
double global_ratio = 1.25;
std::string global_name = "global";
const char* global_text = "global text";
Inner global_inner(66);
Inner* global_pointer = &global_inner;
int global_numbers[4] = {10, 20, 30, 40};
unsigned char global_letter = 'g';

int read_global_counter() { return global_counter; }
std::string read_global_name() { return global_name; }
int read_inline_counter() { return inline_counter; }

}  // namespace members

int members_global = 1000;
int read_members_global() { return members_global; }
