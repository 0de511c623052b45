#include <algorithm>
#include <cstring>
#include <exception>
#include <string>

#include "mc.hpp"

extern "C" {
#include "mc_c.h"
}

namespace {

mc::MyClass* at(void* object) { return static_cast<mc::MyClass*>(object); }

std::string error;

}  // namespace

extern "C" {

void* mc_new(int count) { return new mc::MyClass(count); }
void* mc_new_derived(int count) { return static_cast<mc::MyClass*>(new mc::Derived(count)); }
void mc_delete(void* object) { delete at(object); }
void mc_MyFunc(void* object) { at(object)->MyFunc(); }
int mc_add(void* object, int number) { return at(object)->add(number); }
double mc_mul(void* object, double left, double right) { return at(object)->mul(left, right); }
int mc_sum5(void* object, int a, int b, int c, int d, int e) { return at(object)->sum5(a, b, c, d, e); }
int mc_add5(void* object, int a, int b, int c, int d, int e) { return at(object)->add5(a, b, c, d, e); }
int mc_scaled(void* object, int number, int factor) { return at(object)->scaled(number, factor); }
int mc_inline_get(void* object) { return at(object)->inline_get(); }
int mc_virt(void* object, int number) { return at(object)->virt(number); }
int mc_stat(int number) { return mc::MyClass::stat(number); }
int mc_overl_int(void* object, int number) { return at(object)->overl(number); }
double mc_overl_double(void* object, double number) { return at(object)->overl(number); }
int mc_overl_str(void* object, const char* text) { return at(object)->overl(text); }
int mc_pick_bool(void* object, int value) { return at(object)->pick(value != 0); }
int mc_pick_int(void* object, int value) { return at(object)->pick(value); }
int mc_pick_double(void* object, double value) { return at(object)->pick(value); }
int mc_pick_str(void* object, const char* value) { return at(object)->pick(std::string(value)); }
int mc_pick_point(void* object, const mc_point* value) { return at(object)->pick(mc::Point{value->x, value->y}); }
int mc_pick_color(void* object, const mc_color* value) { return at(object)->pick(mc::Color{value->code}); }
int mc_pick_object(void* object, void* value) { return at(object)->pick(*at(value)); }
const char* mc_name(void* object) { return at(object)->name().c_str(); }
char* mc_label(void* object) { return strdup(at(object)->label().c_str()); }
void mc_free(void* memory) { free(memory); }
void mc_set_name(void* object, const char* text) { at(object)->set_name(text); }
void* mc_self(void* object) { return dynamic_cast<mc::MyClass*>(at(object)->itself()); }
int mc_take(void* object, void* other) { return at(object)->take(*at(other)); }

mc_point mc_middle(void* object) {
    mc::Point point = at(object)->middle();
    return {point.x, point.y};
}

int mc_total(void* object, const int* numbers, int size) { return at(object)->total(std::vector<int>(numbers, numbers + size)); }

void mc_numbers(void* object, int size, int* result) {
    std::vector<int> numbers = at(object)->numbers(size);
    std::copy(numbers.begin(), numbers.end(), result);
}

int mc_apply(void* object, mc_callback function, int times) { return at(object)->apply(function, times); }

int mc_fail(void* object, int number, int* result) {
    try {
        *result = at(object)->fail(number);
        return 0;
    }
    catch (const std::exception& thrown) {
        error = thrown.what();
        return -1;
    }
}

const char* mc_error() { return error.c_str(); }
int mc_get_count(void* object) { return at(object)->count; }
void mc_set_count(void* object, int count) { at(object)->count = count; }
double mc_get_weight(void* object) { return at(object)->weight; }
void mc_set_weight(void* object, double weight) { at(object)->weight = weight; }
int mc_free_add(int left, int right) { return mc::free_add(left, right); }
double mc_free_dbl(double number) { return mc::free_dbl(number); }

}  // extern "C"
