#include "opaque.h"

struct opaque_Store {
    int number;
};
struct opaque_Hidden {
    int number;
};

static opaque_Store store{1}, other{2};
static opaque_Hidden hidden{5};
static opaque_Store* table[2] = {&store, &other};

opaque_Store* opaque_make(int number) {
    store.number = number;
    return &store;
}
void opaque_read(const opaque_Store* read, int* number) { *number = read->number; }
opaque_Store* opaque_same(opaque_Store* same) { return same; }
const opaque_Store* opaque_constant(void) { return &other; }
int opaque_is_null(const opaque_Store* store) { return !store; }
void opaque_into(opaque_Store** out) { *out = &other; }
opaque_Store** opaque_table(void) { return table; }
opaque_Handle opaque_handle(void) { return &hidden; }
int opaque_use(opaque_Handle handle) { return handle->number; }
