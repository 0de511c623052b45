#include "pointers.hpp"

#include <stdexcept>

namespace pointers {

namespace {

int shared_number = 1234;

}  // namespace

void set_bool(bool& out) { out = true; }
void set_char(char& out) { out = 'z'; }
void set_short(short& out) { out = -2; }
void set_int(int& out) { out = 3; }
void set_unsigned(unsigned& out) { out = 4000000000u; }
void set_long(long& out) { out = -5000000000; }
void set_long_long(long long& out) { out = 6000000000; }
void set_unsigned_long(unsigned long& out) { out = 7000000000; }
void set_float(float& out) { out = 0.5f; }
void set_double(double& out) { out = 0.125; }
void set_mood(Mood& out) { out = Merry; }
void set_string(std::string& out) { out = "set"; }

void set_int_pointer(int* out) { *out = 33; }
void set_double_pointer(double* out) { *out = 3.5; }

bool set_if_wanted(int* out) {
    if (!out) return false;
    *out = 44;
    return true;
}

void divide(int dividend, int divisor, int& quotient, int& remainder) {
    quotient = dividend / divisor;
    remainder = dividend % divisor;
}

void increment(int& number) { ++number; }

double sum(const double* values, std::size_t count) {
    double total = 0.;
    for (std::size_t i = 0; i < count; ++i) total += values[i];
    return total;
}

int sum_ints(int* values, int count) {
    int total = 0;
    for (int i = 0; i < count; ++i) total += values[i];
    return total;
}

long sum_longs(const long* values, int count) {
    long total = 0;
    for (int i = 0; i < count; ++i) total += values[i];
    return total;
}

float sum_floats(const float* values, int count) {
    float total = 0.f;
    for (int i = 0; i < count; ++i) total += values[i];
    return total;
}

unsigned sum_bytes(const unsigned char* bytes, int count) {
    unsigned total = 0;
    for (int i = 0; i < count; ++i) total += bytes[i];
    return total;
}

int sum_fixed(int values[3]) { return values[0] + values[1] + values[2]; }

void scale(double* values, std::size_t count, double factor) {
    for (std::size_t i = 0; i < count; ++i) values[i] *= factor;
}

double dot(const double* left, const double* right, int count) {
    if (count < 0) throw std::invalid_argument("a negative count");
    double result = 0;
    for (int i = 0; i < count; ++i) result += left[i] * right[i];
    return result;
}

double sum_of_five(const double* a, const double* b, const double* c, const double* d, const double* e) {
    return *a + *b + *c + *d + *e;
}

const double* second_of(const double* values) { return values + 1; }

int* numbers() {
    static int values[] = {1, 2, 3, 4};
    return values;
}

const double* constants() {
    static const double values[] = {0.5, 1.5};
    return values;
}

int* no_numbers() { return nullptr; }

void* address_of_shared() { return &shared_number; }
std::size_t as_integer(const void* address) { return reinterpret_cast<std::size_t>(address); }
int read_int(void* address) { return address ? *static_cast<int*>(address) : -1; }
void* null_address() { return nullptr; }

bool make_node(int value, Node** out) {
    *out = new Node(value);
    return true;
}

void make_node_reference(int value, Node*& out) { out = new Node(value); }
void point_to_number(int** out) { *out = &shared_number; }
void point_to_text(const char** out) { *out = "pointed at"; }
void point_to_anything(void** out) { *out = &shared_number; }

int sum_nodes(Node** nodes, int count) {
    int total = 0;
    for (int i = 0; i < count; ++i) total += nodes[i]->value;
    return total;
}

Node* identity(Node* node) { return node; }
const Node* constant_identity(const Node* node) { return node; }
Node& reference(Node& node) { return node; }
Node copy(Node node) { return node; }
int value_or(const Node* node, int otherwise) { return node ? node->value : otherwise; }
Node* null_node() { return nullptr; }

int apply(Function function, int argument) { return function ? function(argument) : -1; }
int doubled(int value) { return 2 * value; }
Function doubler() { return doubled; }
Function no_function() { return nullptr; }

}  // namespace pointers

int pointers_c_function(int value) { return value + 100; }
double pointers_c_sum(const pointers_c_struct* value) { return value->a + value->b; }
