#pragma once

/* A C library that shows handles of what only it knows. */

#ifdef __cplusplus
extern "C" {
#endif

struct opaque_Store;
typedef struct opaque_Store opaque_Store;
typedef struct opaque_Hidden* opaque_Handle;

opaque_Store* opaque_make(int number);
void opaque_read(const opaque_Store* store, int* number);
opaque_Store* opaque_same(opaque_Store* store);
const opaque_Store* opaque_constant(void);
int opaque_is_null(const opaque_Store* store);
void opaque_into(opaque_Store** out);
opaque_Store** opaque_table(void);
opaque_Handle opaque_handle(void);
int opaque_use(opaque_Handle handle);

#ifdef __cplusplus
}
#endif
