// What C++ itself needs for each row: the loop that the Python loops are compared with.
// Pointers and arguments are laundered through the optimiser, which must not hoist or fold a call.

#include <cstring>
#include <type_traits>

#include "containers.hpp"
#include "listener.hpp"
#include "mc.hpp"

namespace {

// What fits into a register stays there: a way through memory would cost more than the call.
template <class T>
void keep(T& value) {
    if constexpr (std::is_integral_v<T> || (std::is_pointer_v<T>))
        asm volatile("" : "+r"(value) : : "memory");
    else if constexpr (std::is_floating_point_v<T>)
        asm volatile("" : "+x"(value) : : "memory");
    else
        asm volatile("" : "+m"(value) : : "memory");
}

struct Row {
    const char* name;
    void (*loop)(long rounds);
};

#define ROW(name, before, statement)                \
    {                                               \
        name, [](long rounds) {                     \
            mc::MyClass object(3);                  \
            mc::MyClass* o = &object;               \
            before;                                 \
            for (long i = 0; i < rounds; ++i) {     \
                keep(o);                            \
                statement;                          \
            }                                       \
        }                                           \
    }
#define CALL(expression)         \
    {                            \
        auto result = expression; \
        keep(result);            \
    }

const std::string text = "text";
int increment(int number) { return number + 1; }

struct Heard final : mc::Listener {
    int nothing() override { return 1; }
    int number(int value) override { return value + 1; }
    int object(mc::MyClass*) override { return 3; }
};

const Row rows[] = {
    ROW("empty", , ),
    ROW("MyFunc", , o->MyFunc()),
    ROW("add", , CALL(o->add(3))),
    ROW("mul", , CALL(o->mul(1.5, 2.5))),
    ROW("sum5", , CALL(o->sum5(1, 2, 3, 4, 5))),
    ROW("inline_get", , CALL(o->inline_get())),
    ROW("overl_int", , CALL(o->overl(3))),
    ROW("overl_double", , CALL(o->overl(1.5))),
    ROW("overl_str", , CALL(o->overl("text"))),
    ROW("overl_7", mc::Point p; mc::Color c,
        CALL(o->pick(3)) CALL(o->pick(1.5)) CALL(o->pick(std::string("text"))) CALL(o->pick(true)) CALL(o->pick(p))
            CALL(o->pick(c)) CALL(o->pick(*o))),
    ROW("name", , CALL(&o->name())),
    ROW("str_name", , CALL(std::string(o->name()))),
    ROW("label", , CALL(o->label())),
    ROW("set_name", , o->set_name("text")),
    ROW("self", , CALL(dynamic_cast<mc::MyClass*>(o->itself()))),
    ROW("take", , CALL(o->take(*o))),
    ROW("virt", , CALL(o->virt(3))),
    ROW("stat", , CALL(mc::MyClass::stat(3))),
    ROW("free_add_ns", , CALL(mc::free_add(3, 4))),
    ROW("free_add", , CALL(mc::free_add(3, 4))),
    ROW("free_dbl_ns", , CALL(mc::free_dbl(2.5))),
    ROW("free_dbl", , CALL(mc::free_dbl(2.5))),
    ROW("field_int_read", , CALL(o->count)),
    ROW("field_int_write", , o->count = 3),
    ROW("field_double_read", , CALL(o->weight)),
    ROW("field_double_write", , o->weight = 1.5),
    ROW("construct", , auto* made = new mc::MyClass(3); keep(made); delete made),
    ROW("point", , CALL(o->middle())),
    ROW("list_in", const std::vector<int> list = o->numbers(1000), CALL(o->total(std::vector<int>(list)))),
    ROW("vector_out", , CALL(o->numbers(1000))),
    ROW("list_out", , CALL(o->numbers(1000))),
    ROW("callback", int (*function)(int) = increment; keep(function), CALL(o->apply(function, 1000))),
    ROW("iterate", std::vector<double> v = mc::series(1000000), for (double each : v) keep(each)),
    ROW("item", std::vector<double> v = mc::series(10); keep(v), CALL(v[5])),
    ROW("item_write", std::vector<double> v = mc::series(10); keep(v), v[5] = 2.5; keep(v)),
    ROW("asarray", std::vector<double> v = mc::series(10); keep(v), CALL(v.data())),
    ROW("map_item", auto m = mc::counts(); keep(m), CALL(m["two"])),
    ROW("set_in", auto x = mc::ids(); keep(x), CALL(x.find(5) != x.end())),
    ROW("override_nothing", Heard heard; mc::Listener* listener = &heard; keep(listener), CALL(mc::tell_nothing(*listener, 1000))),
    ROW("override_number", Heard heard; mc::Listener* listener = &heard; keep(listener), CALL(mc::tell_number(*listener, 1000))),
    ROW("override_object", Heard heard; mc::Listener* listener = &heard; keep(listener), CALL(mc::tell_object(*listener, *o, 1000))),
    ROW("bound", auto method = &mc::MyClass::add; keep(method), CALL((o->*method)(3))),
    ROW("derived", mc::Derived other(3); o = &other, CALL(o->add(3))),
    ROW("python_subclass", , CALL(o->add(3))),
    ROW("keywords", , CALL(o->add5(1, 2, 3, 4, 5))),
    ROW("defaulted", , CALL(o->scaled(3))),
    ROW("exception", , try { o->fail(3); } catch (const std::exception& error) { CALL(error.what()) }),
};

}  // namespace

// Runs a row's loop; -1 where there is none of this name.
extern "C" int mc_loop(const char* name, long rounds) {
    for (const Row& row : rows)
        if (!std::strcmp(row.name, name)) return row.loop(rounds), 0;
    return -1;
}
