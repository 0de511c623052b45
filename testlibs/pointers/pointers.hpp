// Pointers and references to builtins, enums, strings and classes; void*, T**, function pointers, arrays.
#ifndef TESTLIBS_POINTERS_HPP
#define TESTLIBS_POINTERS_HPP

#include <cstddef>
#include <string>

namespace pointers {

enum Mood { Calm, Merry = 4 };

// Out-parameters by reference and by pointer.
void set_bool(bool& out);
void set_char(char& out);
void set_short(short& out);
void set_int(int& out);
void set_unsigned(unsigned& out);
void set_long(long& out);
void set_long_long(long long& out);
void set_unsigned_long(unsigned long& out);
void set_float(float& out);
void set_double(double& out);
void set_mood(Mood& out);
void set_string(std::string& out);

void set_int_pointer(int* out);
void set_double_pointer(double* out);
/// Null means: not wanted. @return whether anything was written
bool set_if_wanted(int* out);

/// Several at once.
void divide(int dividend, int divisor, int& quotient, int& remainder);
/// In and out.
void increment(int& number);

// Arrays in.
double sum(const double* values, std::size_t count);
int sum_ints(int* values, int count);
long sum_longs(const long* values, int count);
float sum_floats(const float* values, int count);
unsigned sum_bytes(const unsigned char* bytes, int count);
int sum_fixed(int values[3]);
void scale(double* values, std::size_t count, double factor);
/// Several arrays at once. @throws std::invalid_argument for a negative count
double dot(const double* left, const double* right, int count);
double sum_of_five(const double* a, const double* b, const double* c, const double* d, const double* e);
/// The address that it was given, which lies in an array of the caller's.
const double* second_of(const double* values);

// Arrays out.
int* numbers();
const double* constants();
int* no_numbers();

// Void pointers.
void* address_of_shared();
std::size_t as_integer(const void* address);
int read_int(void* address);
void* null_address();

// Pointers to pointers.
struct Node {
    explicit Node(int value = 0, Node* next = nullptr) : value(value), next(next) {}
    int value;
    Node* next;
};

/// Makes one and gives it to the caller.
bool make_node(int value, Node** out);
/// Makes one through a reference to a pointer.
void make_node_reference(int value, Node*& out);
void point_to_number(int** out);
void point_to_text(const char** out);
void point_to_anything(void** out);
int sum_nodes(Node** nodes, int count);
Node* identity(Node* node);
const Node* constant_identity(const Node* node);
Node& reference(Node& node);
Node copy(Node node);
int value_or(const Node* node, int otherwise);
Node* null_node();

// Function pointers.
using Function = int (*)(int);
int apply(Function function, int argument);
Function doubler();
Function no_function();
int doubled(int value);

}  // namespace pointers

extern "C" {
int pointers_c_function(int value);
struct pointers_c_struct {
    int a;
    double b;
};
double pointers_c_sum(const struct pointers_c_struct* value);
}

#endif
