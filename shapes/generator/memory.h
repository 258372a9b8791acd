/* Allocation and failure for a program that lives a second: it says why and stops. */
#ifndef DEMO_MEMORY_H
#define DEMO_MEMORY_H

#include <stddef.h>

_Noreturn void demo_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

void *demo_alloc(size_t count, size_t item_size); /* zeroed, never NULL */
void *demo_grow(void *array, size_t count, size_t item_size);
char *demo_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
